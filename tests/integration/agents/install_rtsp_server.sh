#!/usr/bin/env bash
# Makes sure that GStreamer's RTSP server is there for the room-camera agent's tests, from the
# system's packages where this account may install them; otherwise says what to install.
set -u
packages="python3-gi gir1.2-gst-rtsp-server-1.0 gstreamer1.0-plugins-base gstreamer1.0-plugins-good gstreamer1.0-plugins-ugly"
check='import gi; gi.require_version("GstRtspServer", "1.0"); from gi.repository import Gst, GstRtspServer; Gst.init(None); assert Gst.ElementFactory.find("x264enc")'
/usr/bin/python3 -c "$check" 2>/dev/null && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "==> Installing GStreamer's RTSP server"
  # shellcheck disable=SC2086 # a list of words
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages; } >/dev/null && exit 0
fi
echo "GStreamer's RTSP server is not installed: the tests with a real RTSP camera will be skipped."
echo "Install it with your system's packages (Debian: sudo apt-get install $packages)."

"""A real RTSP server that plays a recording: GStreamer's, run by the system's own Python.

``python3 rtsp_server.py PORT RECORDING`` serves ``rtsp://127.0.0.1:PORT/live`` as H.264 and
prints ``ready``.  The recording is Motion JPEG in AVI, as OpenCV writes it.
"""

from __future__ import annotations

import sys

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtspServer  # noqa: E402 - the versions come first

PIPELINE = (
    "( filesrc location={recording} ! avidemux ! jpegdec ! videoconvert "
    "! x264enc tune=zerolatency speed-preset=ultrafast key-int-max=10 "
    "! rtph264pay name=pay0 pt=96 )"
)


def main(port: str, recording: str) -> None:
    Gst.init(None)
    server = GstRtspServer.RTSPServer()
    server.set_address("127.0.0.1")
    server.set_service(port)
    factory = GstRtspServer.RTSPMediaFactory()
    factory.set_launch(PIPELINE.format(recording=recording))
    server.get_mount_points().add_factory("/live", factory)
    if not server.attach(None):
        sys.exit("the port is taken")
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    GLib.MainLoop().run()


if __name__ == "__main__":
    main(*sys.argv[1:])

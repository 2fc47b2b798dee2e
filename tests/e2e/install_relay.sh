#!/usr/bin/env bash
# Makes sure that coturn is there for the end-to-end tests of relayed live video, from the system's
# packages where this account may install them; otherwise says what to install.
set -u
command -v turnserver >/dev/null && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "==> Installing coturn"
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends coturn; } >/dev/null && exit 0
fi
echo "coturn is not installed: the tests of relayed live video will be skipped."
echo "Install it with your system's packages (Debian: sudo apt-get install coturn)."

#!/usr/bin/env bash
# Makes sure that Chromium is there for the end-to-end tests, from the system's packages
# where this account may install them; otherwise says what to install.
set -u
for name in chromium chromium-browser google-chrome; do
  command -v "$name" >/dev/null && exit 0
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "==> Installing Chromium"
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; } >/dev/null && exit 0
fi
echo "Chromium is not installed: the end-to-end tests will be skipped."
echo "Install it with your system's packages (Debian: sudo apt-get install chromium)."

#!/usr/bin/env bash
# Installs the browser that tests of the explorer need, from the distribution's packages. Quick when it is there.
set -euo pipefail

for name in chromium chromium-browser google-chrome; do
  ! command -v "$name" > /dev/null || exit 0
done
root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo > /dev/null || {
    echo "chromium: not installed; as root: apt-get update && apt-get install chromium fonts-noto-cjk" >&2
    exit 1
  }
  root=(sudo)
fi
echo "chromium: installing"
"${root[@]}" apt-get update -q
DEBIAN_FRONTEND=noninteractive "${root[@]}" apt-get install -y -q --no-install-recommends chromium fonts-noto-cjk || {
  echo "chromium: the distribution's packages cannot be had; the explorer was not tested in a browser" >&2
  exit 1
}

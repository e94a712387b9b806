#!/usr/bin/env bash
# Installs what the project needs from the distribution's packages and is not there yet, and what is named beside.
# Quick when nothing is missing.
set -euo pipefail

if ! command -v swift >/dev/null; then
  echo "setup: swift is not installed; install a Swift 6.2 toolchain or newer first (swift.org/install)" >&2
  exit 1
fi

wanted=(
  libopenblas-dev libssl-dev libsqlite3-dev libxlsxwriter-dev libexpat1-dev zlib1g-dev pkg-config python3 python3-venv "$@")
missing=()
for package in "${wanted[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || {
    echo "setup: missing packages: ${missing[*]}; install them as root: apt-get update && apt-get install ${missing[*]}" >&2
    exit 1
  }
  root=(sudo)
fi
echo "setup: installing ${missing[*]}"
"${root[@]}" apt-get update -q
DEBIAN_FRONTEND=noninteractive "${root[@]}" apt-get install -y -q --no-install-recommends "${missing[@]}"

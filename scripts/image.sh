#!/bin/sh
# Lays the archive of make dist out below a root, as the container and the Debian package have it: the program in
# /opt/khorshoo, the command in /usr/local/bin (or the folder given), a folder /work that everybody may write to.
#
# Usage: scripts/image.sh ARCHIVE ROOT [FOLDER OF THE COMMAND]
set -eu
archive=$1 root=$2 commands=${3:-usr/local/bin}
mkdir -p "$root/opt/khorshoo" "$root/$commands"
tar -xJf "$archive" --strip-components=1 --no-same-owner -C "$root/opt/khorshoo"
ln -s /opt/khorshoo/bin/khorshoo "$root/$commands/khorshoo"
[ $# -gt 2 ] || install -d -m 1777 "$root/work"

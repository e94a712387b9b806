#!/usr/bin/env bash
# Makes .build/dist/khorshoo_VERSION_ARCHITECTURE.deb from the archive of make dist: the program in /opt/khorshoo, command,
# manual and completions where Debian looks for them.
#
# Usage: scripts/deb.sh ARCHIVE     (make deb)
set -euo pipefail
cd "$(dirname "$0")/.."
archive=$1
name=$(basename "$archive" .tar.xz)
version=${name#khorshoo-}
version=${version%%-linux-*}
architecture=$(dpkg --print-architecture)
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
chmod 755 "$root"

scripts/image.sh "$archive" "$root" usr/bin
share=$root/opt/khorshoo/share
mkdir -p "$root/usr/share/doc/khorshoo" "$root/DEBIAN"
for folder in bash-completion zsh fish man; do mv "$share/$folder" "$root/usr/share/"; done
mv "$root/usr/share/zsh/site-functions" "$root/usr/share/zsh/vendor-completions"
find "$root/usr/share/man" -name '*.1' -exec gzip -9n {} +
cp "$root/opt/khorshoo/licenses/README.txt" "$root/usr/share/doc/khorshoo/copyright"
cat > "$root/DEBIAN/control" <<TEXT
Package: khorshoo
Version: $version
Architecture: $architecture
Maintainer: The Khorshoo maintainers
Installed-Size: $(du -sk "$root" | cut -f 1)
Depends: libc6 (>= 2.35)
Section: science
Priority: optional
Description: cooperative-linkage economic Monte Carlo engine
 What linking herder households to a central household and a cooperative does
 to herds, incomes and membership, simulated quarter by quarter.
TEXT
package=.build/dist/khorshoo_${version}_$architecture.deb
dpkg-deb --root-owner-group -Zxz --build "$root" "$package" > /dev/null
echo "deb: $package, $(($(stat -c %s "$package") / 1000000)) MB"

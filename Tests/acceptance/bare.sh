#!/bin/bash
# Does the archive of make dist run where there is nothing else? A root with glibc and its loader only, /dev/null,
# /proc, an empty /tmp: no Swift, no package of the project, no shell, no network. There the archive is unpacked and the
# reference scenario is run, verified, swept and exported; every processor level gives the bytes of the others. The root is laid
# out as that of the container (Dockerfile), and as there nobody is root in it, where this test itself may say so.
#
# Usage: Tests/acceptance/bare.sh ARCHIVE     (make portable)
set -euo pipefail
archive=$(realpath "$1")
# A name space of its own, so that nothing stays mounted whatever happens; without rights as its own root.
if [ "${2:-}" != inside ]; then
  [ "$(id -u)" = 0 ] && exec unshare --mount --net "$0" "$archive" inside
  exec unshare --map-root-user --mount --net "$0" "$archive" inside
fi
here=$(dirname "$(realpath "$0")")/../..
work=$(mktemp -d)
trap 'umount -l "$work/root/dev/null" "$work/root/proc" 2> /dev/null || true; rm -rf "$work"' EXIT
root=$work/root
fail() {
  echo "bare: $1" >&2
  exit 1
}

mkdir -p "$root"/{dev,tmp,proc,lib64,lib/x86_64-linux-gnu}
chmod 1777 "$root/tmp"
chmod 755 "$work" "$root"
touch "$root/dev/null"
mount --bind /dev/null "$root/dev/null"
mount --rbind /proc "$root/proc"
cp -L /lib64/ld-linux-x86-64.so.2 "$root/lib64/"
cp -L /lib/x86_64-linux-gnu/{libc.so.6,libm.so.6} "$root/lib/x86_64-linux-gnu/"
"$here/scripts/image.sh" "$archive" "$root"
name=$(basename "$archive" .tar.xz)
at=/opt/khorshoo
program=/usr/local/bin/khorshoo # a link
user=()
! chroot --userspec=65532:65532 "$root" "$program" --version > /dev/null 2>&1 || user=(--userspec=65532:65532)
in_root() { chroot "${user[@]}" "$root" "$@"; }

[ ! -e "$root/bin" ] && [ ! -e "$root/opt/swift" ] || fail "the root is not bare"
[ "$(in_root "$program" --version)" = "$(in_root "$at/bin/khorshoo" --version)" ] || fail "it does not start through its link"
in_root "$program" licenses > "$work/licenses.txt"
grep -q OpenBLAS "$work/licenses.txt" || fail "it does not say its licences"

small=(--replicates 16 --years 1 --quiet)
in_root "$program" run "$at/share/khorshoo/scenarios/ewenki.yaml" "${small[@]}" --out /tmp/run
in_root "$program" verify /tmp/run > /dev/null
in_root "$program" export /tmp/run --xlsx --levels banner --quiet --out /tmp/run.xlsx
in_root "$program" sweep "$at/share/khorshoo/scenarios/policies/pay.yaml" --vary cooperatives.commissionShare=0.01:0.05 \
  --design sobol --samples 2 "${small[@]}" --out /tmp/sweep
[ "$(wc -l < "$root/tmp/sweep/points.csv")" -gt 2 ] || fail "the sweep has no points"
[ -s "$root/tmp/run.xlsx" ] || fail "there is no workbook"

for folder in "$root$at"/lib/khorshoo/*/; do
  level=$(basename "$folder")
  in_root "$at/lib/khorshoo/$level/khorshoo" run "$at/share/khorshoo/scenarios/ewenki.yaml" "${small[@]}" --out "/tmp/$level" \
    || { [ $? = 70 ] && echo "bare: $level is more than this processor has, not checked" && continue; }
  for table in outcomes differences ratios; do
    cmp "$root/tmp/run/$table.csv" "$root/tmp/$level/$table.csv" || fail "$level gives other bytes in $table.csv"
  done
done
echo "bare: $name runs, verifies, sweeps and exports on glibc alone; levels: $(ls "$root$at/lib/khorshoo" | grep -v '\.so' | xargs)"

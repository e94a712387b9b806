#!/usr/bin/env bash
# Builds the program once more in a folder of its own and compares it with the one that is there, without debug information, which
# names the folder: the same bytes, or which sections differ. Arguments are flags of the compiler.
set -euo pipefail
cd "$(dirname "$0")/.."

again=.build-again
swift build -c release "$@" --product khorshoo
swift build -c release "$@" --product khorshoo --scratch-path "$again"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for place in .build "$again"; do
  objcopy --strip-debug "$place/release/khorshoo" "$work/${place#.}"
done
sha256sum "$work"/build*
if cmp -s "$work/build" "$work/build-again"; then
  echo "reproducible: two builds, the same bytes"
  exit 0
fi
echo "reproducible: the builds differ in:"
for section in $(readelf -SW "$work/build" | sed -n 's/^ *\[ *[0-9]*\] \([^ ]*\).*/\1/p' | grep '^\.'); do
  for name in build build-again; do
    objcopy -O binary --only-section="$section" "$work/$name" "$work/$name.part" 2> /dev/null || : > "$work/$name.part"
  done
  cmp -s "$work/build.part" "$work/build-again.part" || echo "  $section"
done
exit 1

#!/usr/bin/env bash
# Builds .build/dist/khorshoo-VERSION-linux-ARCHITECTURE.tar.xz: the program for each processor level behind one launcher, the
# libraries it needs beside glibc, scenarios, manual, completions and licences. It runs from wherever it is unpacked, on
# Debian 12, Ubuntu 22.04 and newer, without Swift. What this is made of is said by khorshoo licenses and sbom.csv.
#
# Usage: scripts/dist.sh [LEVEL=PROGRAM]...     (make dist; LEVELS="x86-64 x86-64-v3 x86-64-v4" by default)
# With LEVEL=PROGRAM a program that was linked in this way before is packed instead of built.
set -euo pipefail
cd "$(dirname "$0")/.."
dist=$PWD/.build/dist
machine=$(uname -m)
[ "$machine" = x86_64 ] && levels=${LEVELS:-x86-64 x86-64-v3 x86-64-v4} || levels=$machine
newest=2.35 # glibc of Ubuntu 22.04
fail() {
  echo "dist: $1" >&2
  exit 1
}

# Archives come before shared libraries in a folder that is searched first; what has no archive in Debian is packed beside.
mkdir -p "$dist/static"
for name in expat sqlite3; do
  ln -sf "/usr/lib/$machine-linux-gnu/lib$name.a" "$dist/static/lib$name.a"
done
ln -sf "$(gcc -print-file-name=libstdc++.a 2> /dev/null || clang -print-file-name=libstdc++.a)" "$dist/static/libstdc++.a"
clang -O2 -fPIC -c scripts/portable.c -o "$dist/portable.o"
link=(--static-swift-stdlib -Xswiftc "-L$dist/static" -Xlinker "$dist/portable.o"
  -Xlinker -rpath -Xlinker "\$ORIGIN/.." -Xlinker --disable-new-dtags)

declare -A programs=()
if [ $# -gt 0 ]; then
  for pair in "$@"; do programs[${pair%%=*}]=${pair#*=}; done
else
  scripts/commit.sh
  for level in $levels; do
    scratch=$dist/$level
    mkdir -p "$scratch"
    # Sources of the packages come from the build that is there, so that this needs no network.
    [ -e "$scratch/checkouts" ] || [ ! -e .build/checkouts ] \
      || cp -a .build/checkouts .build/repositories .build/workspace-state.json "$scratch/"
    flags=()
    [[ $level != x86-64-v* ]] || flags=(-Xcc "-march=$level" -Xcc -mprefer-vector-width=512)
    swift build -c release "${flags[@]}" "${link[@]}" --scratch-path "$scratch" --product khorshoo
    programs[$level]=$scratch/release/khorshoo
  done
fi

work=$(mktemp -d "$dist/pack.XXXXXX")
trap 'rm -rf "$work"' EXIT
any=${programs[${!programs[*]}]:-}
for any in "${programs[@]}"; do break; done
version=$("$any" --version | cut -d ' ' -f 1)
name=khorshoo-$version-linux-$machine
root=$work/$name
lib=$root/lib/khorshoo
share=$root/share
mkdir -p "$root/bin" "$lib" "$root/licenses" "$share/khorshoo" "$share/bash-completion/completions" \
  "$share/zsh/site-functions" "$share/fish/vendor_completions.d" "$share/man/man1"

clang -O2 scripts/launcher.c -o "$root/bin/khorshoo"
strip "$root/bin/khorshoo"
for level in "${!programs[@]}"; do
  mkdir "$lib/$level"
  strip --strip-all -R .swift_ast -R .comment -o "$lib/$level/khorshoo" "${programs[$level]}"
done

# What the program and these libraries ask for and glibc does not have, with what those ask for in turn.
echo "component,version,licence" > "$root/sbom.csv"
while IFS= read -r path; do
  cp -L "$path" "$lib/"
  package=$(dpkg -S "$(readlink -f "$path")" 2> /dev/null || dpkg -S "$path" 2> /dev/null \
    || dpkg -S "*/$(basename "$(readlink -f "$path")")" | head -1)
  package=${package%%:*}
  cp "/usr/share/doc/$package/copyright" "$root/licenses/$package.txt"
done < <(LD_LIBRARY_PATH= ldd "$any" | awk '$2 == "=>" && $3 ~ /^\// {print $3}' \
  | grep -vE '/(libc|libm|libpthread|libdl|librt|ld-linux[^/]*)\.so\.')
for package in libexpat1-dev libsqlite3-dev libopenblas-dev libstdc++-12-dev; do
  [ ! -e "/usr/share/doc/$package/copyright" ] || cp "/usr/share/doc/$package/copyright" "$root/licenses/$package.txt"
done
for licence in Apache-2.0 GPL-3 LGPL-2.1 MPL-2.0; do cp "/usr/share/common-licenses/$licence" "$root/licenses/$licence"; done
cp LICENSE "$root/licenses/khorshoo.txt"
"$any" licenses > "$root/licenses/README.txt"
for package in $(cd "$root/licenses" && ls lib*.txt zlib*.txt | sed 's/\.txt$//'); do
  echo "$package,$(dpkg-query -W -f='${Version}' "$package"),licenses/$package.txt" >> "$root/sbom.csv"
done
python3 - Package.resolved >> "$root/sbom.csv" <<'PY'
import json, sys
for pin in json.load(open(sys.argv[1]))["pins"]:
    print(f'{pin["identity"]},{pin["state"]["version"]},licenses/README.txt')
PY
echo "swift,$(swift --version 2> /dev/null | sed -nE 's/.*Swift version ([0-9.]+).*/\1/p' | head -1),licenses/README.txt" >> "$root/sbom.csv"

cp -R scenarios "$share/khorshoo/"
cp LICENSE "$root/"
"$any" --generate-completion-script bash > "$share/bash-completion/completions/khorshoo"
"$any" --generate-completion-script zsh > "$share/zsh/site-functions/_khorshoo"
"$any" --generate-completion-script fish > "$share/fish/vendor_completions.d/khorshoo.fish"
manual=.build/manual/release/generate-manual
[ ! -x "$manual" ] || "$manual" "$any" --multi-page --date "$(git log -1 --format=%cs)" --output-directory "$share/man/man1"
cat > "$root/README.txt" <<TEXT
khorshoo $version for Linux ($machine), Debian 12, Ubuntu 22.04 and newer.

    bin/khorshoo run share/khorshoo/scenarios/ewenki.yaml --out results/ewenki

Put it on the PATH with a link: ln -s \$PWD/bin/khorshoo ~/.local/bin/
Everything stays together; the folder can be moved as a whole. Licences: licenses/README.txt. Contents: sbom.csv.
TEXT

# Nothing newer than the oldest glibc that is promised.
for file in "$root"/bin/khorshoo "$lib"/*.so* "$lib"/*/khorshoo; do
  found=$(objdump -T "$file" | grep -oE 'GLIBC_[0-9.]+' | sort -Vu | tail -1)
  [ "$(printf '%s\n' "${found#GLIBC_}" $newest | sort -V | tail -1)" = $newest ] \
    || fail "$(basename "$file") asks for $found, newer than glibc $newest"
done

# The same files give the same bytes: names in order, no owner, the time of the commit. A large window finds what levels share.
when=$(git log -1 --format=%ct 2> /dev/null || echo 0)
tar -C "$work" --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$when" --mode=go-w -c "$name" \
  | xz --lzma2=preset=6,dict=192MiB -T 1 > "$work/$name.tar.xz"
mv "$work/$name.tar.xz" "$dist/"
size=$(stat -c %s "$dist/$name.tar.xz")
echo "dist: .build/dist/$name.tar.xz, $((size / 1000000)) MB, levels: $(printf '%s\n' "${!programs[@]}" | sort | xargs)"
[ "$size" -lt 30000000 ] || fail "the archive has $size bytes, more than 30 MB; take fewer LEVELS"

#!/bin/bash
# Does what make install puts in place work on its own? The program, through a link, from another folder and with the
# build folder hidden, runs a scenario and draws a Sobol' design (its ledger and its direction numbers are inside it);
# manual and completions are there and name its commands; make uninstall leaves no file behind.
#
# Usage: Tests/acceptance/install.sh     (after make build)
set -euo pipefail
cd "$(dirname "$0")/../.."
make=${MAKE:-make}
work=$(mktemp -d)
restore() {
  [ ! -d .build.hidden ] || mv .build.hidden .build
  rm -rf "$work"
}
trap restore EXIT
fail() {
  echo "install: $1" >&2
  exit 1
}

$make --no-print-directory install DESTDIR="$work/root" PREFIX=/usr > "$work/log.txt" 2>&1 || { cat "$work/log.txt"; exit 1; } >&2
share=$work/root/usr/share
ln -s "$work/root/usr/bin/khorshoo" "$work/link"

mv .build .build.hidden
(
  cd "$work"
  ./link run "$share/khorshoo/scenarios/ewenki.yaml" --replicates 1 --years 1 --quiet --out run
  ./link sweep "$share/khorshoo/scenarios/policies/pay.yaml" --vary cooperatives.commissionShare=0.01:0.05 --design sobol \
    --samples 2 --replicates 1 --years 1 --quiet --out sweep
)
mv .build.hidden .build
[ -s "$work/run/outcomes.csv" ] || fail "the installed program wrote no outcomes.csv"
[ "$(wc -l < "$work/sweep/design.csv")" = 3 ] || fail "the installed program drew no design of two points"
echo "install: runs from another folder, through a link, without the build folder"

for command in run sweep diffusion.fit; do
  [ -s "$share/man/man1/khorshoo.$command.1" ] || fail "no manual page of $command"
done
for file in bash-completion/completions/khorshoo zsh/site-functions/_khorshoo fish/vendor_completions.d/khorshoo.fish; do
  grep -q sensitivity "$share/$file" || fail "$file does not know the command sensitivity"
done
bash -n "$share/bash-completion/completions/khorshoo" || fail "bash does not read its completions"
echo "install: manual and completions of bash, zsh and fish are in place"

$make --no-print-directory uninstall DESTDIR="$work/root" PREFIX=/usr > "$work/log.txt"
left=$(find "$work/root" -type f)
[ -z "$left" ] || fail "uninstall leaves $left"
echo "install: uninstall leaves no file behind"

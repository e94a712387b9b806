#!/usr/bin/env bash
# Builds what has changed since main, or one layer, with its unit tests only, and runs these; the layers above wait for make test.
# Statistical, command and acceptance suites, which take minutes, are left out, and PolicyScenarioProperty, which runs the
# scenarios of policies.
#
# Compiled file by file, optimised, in a folder of its own: the first build takes as long as any, a change less than a minute.
#
# Usage: scripts/quick.sh FOLDER LAYER FLAG...     (make quick; LAYER may be empty)
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$1
layer=$2
shift 2

targets=()
add() { [[ " ${targets[*]-} " == *" $1 "* ]] || targets+=("$1"); }
if [ -n "$layer" ]; then
  [ -d "Sources/$layer" ] || { echo "quick: no layer $layer; layers are the folders of Sources" >&2; exit 64; }
  changed="Sources/$layer/"
else
  base=$(git merge-base HEAD origin/main 2> /dev/null || git merge-base HEAD main)
  changed=$(git diff --name-only "$base" && git ls-files --others --exclude-standard)
fi
while read -r path; do
  case $path in
    Sources/C/*) add KhorshooNumericsTests ;;
    Sources/khorshoo/*) add khorshoo ;;
    Sources/*/*)
      name=${path#Sources/}
      name=${name%%/*}
      add "$name"
      [ ! -d "Tests/${name}Tests" ] || add "${name}Tests"
      ;;
    Tests/CommandTests/*) add khorshoo ;;
    Tests/*Tests/*)
      name=${path#Tests/}
      add "${name%%/*}"
      ;;
  esac
  case $path in *.md) add RepositoryTests ;; esac
done <<< "$changed"
[ ${#targets[@]} -gt 0 ] || { echo "quick: nothing has changed since main"; exit 0; }

KHORSHOO_TARGETS=$(IFS=,; echo "${targets[*]}")
export KHORSHOO_TARGETS
echo "quick: $KHORSHOO_TARGETS"
tests=$(printf '%s\n' "${targets[@]}" | grep 'Tests$' | paste -sd '|' || true)
build=(-c debug --scratch-path "$folder" -Xswiftc -O "$@" -Xcc -O3)
[ -n "$tests" ] || exec swift build "${build[@]}"
swift build "${build[@]}" --build-tests
exec swift test "${build[@]}" --skip-build --skip PolicyScenarioProperty \
  --filter "^($tests)\..*(Unit|Analytic|Property|Golden|Repository)(Tests)?/"

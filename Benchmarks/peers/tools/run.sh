#!/bin/sh
# Sub-model tools against their peers. Usage: Benchmarks/peers/tools/run.sh [path of khorshoo]
set -e
cd "$(dirname "$0")/../../.."
khorshoo=${1:-.build/release/khorshoo}
venv=Benchmarks/.build/peers/tools
test -x "$venv/bin/python" || python3 -m venv "$venv"
"$venv/bin/pip" install --quiet --disable-pip-version-check -r Benchmarks/peers/tools/requirements.txt
exec "$venv/bin/python" Benchmarks/peers/tools/compare.py "$khorshoo"

#!/bin/sh
# Spread on given graphs against NDlib and EoN. Usage: Benchmarks/peers/spread/run.sh [path of khorshoo]
set -e
cd "$(dirname "$0")/../../.."
khorshoo=${1:-.build/release/khorshoo}
venv=Benchmarks/.build/peers/spread
test -x "$venv/bin/python" || python3 -m venv "$venv"
"$venv/bin/pip" install --quiet --disable-pip-version-check -r Benchmarks/peers/spread/requirements.txt
exec "$venv/bin/python" Benchmarks/peers/spread/compare.py "$khorshoo"

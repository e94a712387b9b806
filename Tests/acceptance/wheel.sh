#!/bin/bash
# Does the wheel work where nothing else of the project is? It is installed without network into a fresh environment (pandas
# and pytest come from the environment of the notebooks), and its own command and reader pass the tests of the reader.
#
# Usage: Tests/acceptance/wheel.sh WHEEL VENV     (make portable)
set -euo pipefail
cd "$(dirname "$0")/../.."
wheel=$(realpath "$1")
venv=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$venv/bin/python" -m venv "$work/env"
"$work/env/bin/pip" install --quiet --disable-pip-version-check --no-index --no-deps "$wheel"
# What the reader needs, from the environment that is there.
"$venv/bin/python" -c 'import site; print(site.getsitepackages()[0])' > "$(ls -d "$work"/env/lib/python3*/site-packages)/needs.pth"
cp -r python/tests scenarios "$work/"
sed -i "s#Path(__file__).parents\[2\]#Path(__file__).parents[1]#" "$work/tests/test_reader.py"
cd "$work"
env -u KHORSHOO PATH="$work/env/bin:/usr/bin:/bin" sh -c 'khorshoo --version && python -m pytest -q -p no:cacheprovider tests'

#!/usr/bin/env bash
# Writes the commit that is built into .build/commit.txt, from where the compiler takes it into the program (khorshoo --version);
# + stands for changes that are not committed. The file stays untouched while that is the same, so that nothing is built anew.
set -euo pipefail
cd "$(dirname "$0")/.."
commit=unknown
if [ -e .git ] && commit=$(git rev-parse --short=12 HEAD 2> /dev/null); then
  [ -z "$(git status --porcelain --untracked-files=no)" ] || commit+=+
else
  commit=${KHORSHOO_COMMIT:-unknown}
fi
mkdir -p .build
[ "$(cat .build/commit.txt 2> /dev/null)" = "$commit" ] || echo -n "$commit" > .build/commit.txt

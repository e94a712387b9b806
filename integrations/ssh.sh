#!/bin/bash
# A planned sweep over machines with ssh that have its folder at the same path. Each takes shards that nobody else is computing
# until none is left; machines may fail or join later (start this again with others). Then the tables are put together.
#
#   integrations/ssh.sh SWEEP HOST...
set -euo pipefail
sweep=$(realpath "$1")
shift
command=$(printf 'khorshoo shard %q' "$sweep")
for host in "$@"; do
  # A machine that fails is left out; the others take over.
  ssh -o BatchMode=yes -o ServerAliveInterval=15 "$host" "$command" 2>&1 | sed "s/^/$host: /" &
done
wait
# What the last machine left when it failed is computed here; without anything missing this says so and ends.
khorshoo shard "$sweep"
khorshoo merge "$sweep"

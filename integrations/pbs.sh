#!/bin/bash
# A planned sweep as a PBS job array; PBS starts tasks of lost nodes again (-r y).
#
#   array=$(qsub -J 1-20 -v SWEEP=$PWD/p,TASKS=20 integrations/pbs.sh)
#   qsub -W depend=afterany:$array -v SWEEP=$PWD/p integrations/pbs.sh          # without TASKS: merges
#
# When the second says that shards are missing (exit code 76), send both again: only those are computed.
#PBS -N khorshoo
#PBS -r y
#PBS -l select=1:ncpus=4:mem=8gb
set -euo pipefail
if [ -z "${TASKS:-}" ]; then
  exec khorshoo merge "$SWEEP"
fi
for attempt in 1 2 3; do
  code=0
  khorshoo shard "$SWEEP" --task "$PBS_ARRAY_INDEX" --tasks "$TASKS" --threads "${NCPUS:-1}" || code=$?
  case $code in
    130 | 137) echo "ended with $code in attempt $attempt; again" ;;
    *) exit "$code" ;;
  esac
done
exit "$code"

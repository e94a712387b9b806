#!/bin/bash
# A planned sweep as a Slurm job array, and a last job that merges it or starts what is missing once more.
#
#   integrations/slurm.sh SWEEP TASKS [SBATCH OPTION...]     such as: integrations/slurm.sh p 20 --cpus-per-task=8 --mem=8G
#
# A task that was killed (130, 137, 143) asks Slurm to start it again, which Slurm does by itself only for lost nodes. What is
# still missing when all tasks have ended is given to a further array, three times at most.
set -euo pipefail

if [ -z "${KHORSHOO_SWEEP:-}" ]; then
  export KHORSHOO_SWEEP=$1 KHORSHOO_TASKS=$2 KHORSHOO_ROUND=${KHORSHOO_ROUND:-1}
  shift 2
  export KHORSHOO_SELF=${KHORSHOO_SELF:-$(realpath "$0")} KHORSHOO_OPTIONS="$*"
  array=$(sbatch --parsable --requeue --open-mode=append --array="1-$KHORSHOO_TASKS" --job-name=khorshoo \
    --output="$KHORSHOO_SWEEP/slurm-%a.log" --export=ALL,KHORSHOO_PART=task "$@" "$KHORSHOO_SELF")
  sbatch --parsable --dependency="afterany:${array%%;*}" --job-name=khorshoo-merge --kill-on-invalid-dep=no \
    --output="$KHORSHOO_SWEEP/slurm-merge.log" --open-mode=append --export=ALL,KHORSHOO_PART=end "$KHORSHOO_SELF" > /dev/null
  echo "array ${array%%;*} of $KHORSHOO_TASKS tasks, round $KHORSHOO_ROUND; tables in $KHORSHOO_SWEEP when the job khorshoo-merge has ended"
  exit
fi

case $KHORSHOO_PART in
  task)
    code=0
    khorshoo shard "$KHORSHOO_SWEEP" --task "$SLURM_ARRAY_TASK_ID" --tasks "$KHORSHOO_TASKS" \
      --threads "${SLURM_CPUS_PER_TASK:-1}" || code=$?
    case $code in
      130 | 137 | 143)
        if [ "${SLURM_RESTART_COUNT:-0}" -lt 5 ]; then
          echo "ended with $code, attempt $((${SLURM_RESTART_COUNT:-0} + 1)); again"
          scontrol requeue "${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID"
        fi
        ;;
    esac
    exit "$code"
    ;;
  end)
    code=0
    khorshoo merge "$KHORSHOO_SWEEP" || code=$?
    if [ "$code" = 76 ] && [ "$KHORSHOO_ROUND" -lt 4 ]; then
      read -ra options <<< "$KHORSHOO_OPTIONS"
      sweep=$KHORSHOO_SWEEP
      unset KHORSHOO_SWEEP KHORSHOO_PART
      KHORSHOO_ROUND=$((KHORSHOO_ROUND + 1)) exec "$KHORSHOO_SELF" "$sweep" "$KHORSHOO_TASKS" "${options[@]}"
    fi
    exit "$code"
    ;;
esac

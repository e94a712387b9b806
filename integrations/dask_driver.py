"""A planned sweep over the workers of a Dask cluster: LAN, Kubernetes or cloud.

    python integrations/dask_driver.py SWEEP [SCHEDULER]     tcp://host:8786; without it, workers on this machine

Workers need the command khorshoo and the sweep's folder, at the same path. Shards that a dead worker was computing are given
to another; when the driver itself is started again, it goes on with what is missing.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from dask.distributed import Client, as_completed

# Killed, interrupted, ended; too little memory or disk: another worker may do better.
AGAIN = {71, 74, 130, 137, 143}
ATTEMPTS = 5


def compute(sweep: str, shard: int) -> tuple[int, int, str]:
    """One shard, on a worker: its number, the command's exit code (128 and the signal when killed), what it said."""
    words = ["khorshoo", "shard", sweep, "--shards", str(shard), "--threads", "1", "--quiet"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    return shard, done.returncode if done.returncode >= 0 else 128 - done.returncode, done.stderr


def missing(sweep: str) -> list[int]:
    said = subprocess.run(["khorshoo", "status", sweep, "--json"], capture_output=True, text=True, check=False)
    if said.returncode not in (0, 76):
        sys.exit(said.stderr or said.stdout)
    return json.loads(said.stdout)["missing"]


def main() -> int:
    sweep = str(Path(sys.argv[1]).resolve())
    with Client(*sys.argv[2:3]) as client:
        attempts = dict.fromkeys(missing(sweep), 1)
        # Dask gives the task of a lost worker to another by itself, and stops after so many lost workers.
        submit = lambda shard: client.submit(compute, sweep, shard, pure=False, retries=ATTEMPTS)  # noqa: E731
        running = as_completed([submit(shard) for shard in attempts], raise_errors=False)
        for future in running:
            if future.status != "finished":
                continue
            shard, code, said = future.result()
            if code in AGAIN and attempts[shard] < ATTEMPTS:
                attempts[shard] += 1
                running.add(submit(shard))
            elif code:
                print(f"shard {shard} ended with {code}: {said.strip()}", file=sys.stderr)
    return subprocess.run(["khorshoo", "merge", sweep], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""One small run many times over, several at once, so that processors are short and threads meet in every order: each ends with
exit 0 and the same bytes.

    repeated.py .build/release/khorshoo --runs 5000 [--workers 6]
"""

import argparse
import hashlib
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile
import threading

import kinds

SECONDS = 60  # of processor time: a run takes one


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--runs", type=int, default=5000)
    parser.add_argument("--workers", type=int, default=3 * os.cpu_count())
    options = parser.parse_args()
    program = str(pathlib.Path(options.program).resolve())
    work = pathlib.Path(tempfile.mkdtemp(prefix="khorshoo-repeated-"))
    kinds.small(work)
    lock = threading.Lock()
    state = {"next": 0, "done": 0}
    seen, faults = {}, []

    def work_on():
        while True:
            with lock:
                if state["next"] >= options.runs or len(faults) >= 20:
                    return
                number = state["next"] = state["next"] + 1
            folder = work / f"r{number}"
            process = subprocess.run(
                [program, "run", "small.yaml", "--out", folder.name, "--replicates", "48", "--threads", "3", "--quiet"],
                cwd=work, stdin=subprocess.DEVNULL, capture_output=True, env=dict(os.environ, SWIFT_BACKTRACE="enable=no"),
                preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1)))
            digest = hashlib.sha256(b"".join(p.read_bytes() for p in sorted(folder.glob("*.csv")))).hexdigest()
            shutil.rmtree(folder, ignore_errors=True)
            with lock:
                state["done"] += 1
                seen[digest] = seen.get(digest, 0) + 1
                if process.returncode != 0:
                    faults.append(number)
                    print(f"FAULT run {number}: exit {process.returncode}\n{process.stderr.decode()[:2000]}", flush=True)
                if state["done"] % 500 == 0:
                    print(f"{state['done']} runs, {len(faults)} faults, {len(seen)} sets of bytes", flush=True)

    workers = [threading.Thread(target=work_on) for _ in range(options.workers)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    shutil.rmtree(work, ignore_errors=True)
    print(f"{state['done']} runs, {len(faults)} faults, {len(seen)} sets of bytes")
    sys.exit(1 if faults or len(seen) != 1 else 0)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Network storage: the same sweep on a file system without hard links, without locks and without both. A plan and its shards give the
tables of one machine, byte for byte; what needs locks says so at once.

    filesystems.py .build/release/khorshoo
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import kinds

VARIED = ["--vary", "run.years=1,2", "--vary", "policy.centralHouseholds.outreach=1,2"]


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    work = pathlib.Path(tempfile.mkdtemp(prefix="khorshoo-filesystems-"))
    kinds.small(work)
    library = work / "no_locks.so"
    source = pathlib.Path(__file__).with_name("no_locks.c")
    subprocess.run([os.environ.get("CC", "cc"), "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)

    def run(lacks, *words):
        environment = os.environ | ({"LD_PRELOAD": str(library), "FILESYSTEM_LACKS": lacks} if lacks else {})
        return subprocess.run([program, *words], cwd=work, env=environment, capture_output=True, text=True, timeout=120)

    def done(lacks, *words):
        found = run(lacks, *words)
        if found.returncode != 0:
            sys.exit(f"filesystems: without {lacks or 'nothing'}: khorshoo {' '.join(words)}: exit {found.returncode}\n{found.stderr}")

    done("", "sweep", "small.yaml", *VARIED, "--out", "whole", "--quiet")
    tables = {name: (work / "whole" / name).read_bytes() for name in ["design.csv", "points.csv", "effects.csv"]}
    for lacks in ["links", "locks", "links,locks"]:
        done(lacks, "plan", "small.yaml", *VARIED, "--shards", "3", "--out", "plan")
        done(lacks, "shard", "plan", "--shards", "1-2", "--quiet")
        done(lacks, "shard", "plan", "--quiet")
        done(lacks, "status", "plan", "--deep")
        done(lacks, "merge", "plan")
        for name, content in tables.items():
            if (work / "plan" / name).read_bytes() != content:
                sys.exit(f"filesystems: without {lacks}: plan/{name} is not that of one machine")
        done(lacks, "verify", "plan", "--full")
        shutil.rmtree(work / "plan")
        done(lacks, "run", "small.yaml", "--detail", "gacha", "--out", "run", "--quiet")
        shutil.rmtree(work / "run")
    refused = run("locks", "sweep", "small.yaml", *VARIED, "--out", "locked", "--quiet")
    if refused.returncode != 74 or "[cannot-lock]" not in refused.stderr or "khorshoo plan" not in refused.stderr:
        sys.exit(f"filesystems: a sweep without locks: exit {refused.returncode}\n{refused.stderr}")
    shutil.rmtree(work)
    print("filesystems: without links, locks and both, shards give the tables of one machine; a sweep without locks says what to do")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""SIGINT and SIGTERM (and, of every tenth, SIGKILL) at random moments of commands that write: the old result stays or the new
one is there, whole; the next run leaves nothing hidden; a sweep goes on to the bytes of one that was never stopped.

    moments.py .build/release/khorshoo --moments 12 [--seed 1]
"""

import argparse
import collections
import hashlib
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import kinds

VARIED = ["--vary", "cooperatives.labourSaving=0.05:0.4:0.07"]
RUN = ["run", "small.yaml", "--replicates", "400", "--keep", "replicates", "--quiet", "--out", "r"]
SWEEP = ["sweep", "small.yaml", *VARIED, "--quiet", "--out", "s"]
WAIT = 600  # of time, the machine may be loaded
HUNG = 1000  # stands for the exit code of a process that did not end
EXPORT = ["export", "old", "--xlsx", "--replace", "--quiet", "--out", "r.xlsx"]


def tables(folder):
    """Hashes of the tables."""
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.glob("*.csv")}


def flaw(folder, may_be_cut):
    """What is wrong with a result folder; nil when it is whole. `may_be_cut`: the process was killed, and so a commit may have
    been cut short, which its journal tells."""
    names = {p.name for p in folder.iterdir()}
    hidden = sorted(n for n in names if n.startswith("."))
    if "manifest.json" not in names:
        return None if may_be_cut and ".khorshoo-commit.json" in hidden else f"no manifest beside {sorted(names)}"
    if hidden and not may_be_cut:
        return f"left behind: {hidden}"
    if may_be_cut and ".khorshoo-commit.json" in hidden:
        return None
    for file in json.loads((folder / "manifest.json").read_text())["outputFiles"]:
        path = folder / file["path"]
        if not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() != file["sha256"]:
            return f"{file['path']} is not the file of the manifest"
    return None


class Moments:
    def __init__(self, program, seed):
        self.program, self.dice = str(pathlib.Path(program).resolve()), random.Random(seed)
        self.counts = collections.Counter()
        self.faults = []

    def start(self, words, folder):
        return subprocess.Popen(
            [self.program, *words], cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env=dict(os.environ, SWIFT_BACKTRACE="enable=no"), preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))

    def ended(self, process):
        """Errors of a process that has ended; one that waits for ever is killed, and its code tells."""
        try:
            return process.communicate(timeout=WAIT)[1].decode()
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            process.returncode = HUNG
            return f"no end in {WAIT} s"

    def whole(self, words, folder):
        process = self.start(words, folder)
        out, err = process.communicate()
        if process.returncode != 0:
            sys.exit(f"khorshoo {' '.join(words)}: exit {process.returncode}\n{err.decode()}")

    def prepare(self, work):
        """Results of before, those to come, and how long each takes."""
        self.base = work / "base"
        self.base.mkdir()
        kinds.small(self.base)
        self.whole(["run", "small.yaml", "--quiet", "--out", "old"], self.base)
        self.seconds = {}
        for words in (RUN, SWEEP, EXPORT):
            begin = time.monotonic()
            self.whole(words, self.base)
            self.seconds[words[0]] = time.monotonic() - begin
        self.new = {"run": tables(self.base / "r"), "sweep": tables(self.base / "s")}
        self.workbook = (self.base / "r.xlsx").read_bytes()

    def moment(self, work, number):
        words = self.dice.choice([RUN, RUN, SWEEP, EXPORT])
        name = signal.SIGKILL if number % 10 == 9 else self.dice.choice([signal.SIGINT, signal.SIGTERM])
        delay = self.dice.random() * self.seconds[words[0]] * 1.1
        folder = pathlib.Path(tempfile.mkdtemp(dir=work))
        kinds.small(folder)
        shutil.copytree(self.base / "old", folder / "old")
        if words is RUN:
            shutil.copytree(self.base / "old", folder / "r")
        if words is EXPORT:
            (folder / "r.xlsx").write_bytes(b"old")
        process = self.start(words, folder)
        time.sleep(delay)
        process.send_signal(name)
        errors = self.ended(process)
        code = process.returncode
        self.counts[f"{words[0]} {name.name} exit {code}"] += 1
        if sum(self.counts.values()) % 100 == 0:
            print(f"{sum(self.counts.values())} moments, {len(self.faults)} faults", flush=True)
        found = self.judge(words, folder, name, code)
        if found:
            self.faults.append(found)
            print(f"FAULT moment {number}: {words[0]} {name.name} after {delay:.4f} s, exit {code}: {found}\n"
                  f"  {errors.strip()[:400]}", flush=True)
        shutil.rmtree(folder)

    def judge(self, words, folder, name, code):
        if code not in (0, 130, -name.value):
            return "neither done nor interrupted"
        is_killed = code < 0
        if words is EXPORT:
            if (folder / "r.xlsx").read_bytes() not in (b"old", self.workbook):
                return "neither the old workbook nor the new one"
        elif words is RUN:
            if found := flaw(folder / "r", may_be_cut=is_killed):
                return found
            if code == 0 and tables(folder / "r") != self.new["run"]:
                return "done, and not the new result"
        elif (folder / "s" / "manifest.json").exists() and (found := flaw(folder / "s", may_be_cut=is_killed)):
            return found
        # The next run finds nothing in its way, ends with the new result and leaves nothing hidden.
        process = self.start(words, folder)
        errors = self.ended(process)
        if process.returncode != 0:
            return f"the next run fails: exit {process.returncode}: {errors.strip()[:300]}"
        if words is EXPORT:
            if (folder / "r.xlsx").read_bytes() != self.workbook:
                return "the next workbook is another one"
        else:
            out = folder / words[-1]
            if found := flaw(out, may_be_cut=False):
                return f"after the next run: {found}"
            if tables(out) != self.new[words[0]]:
                return "after the next run: other tables"
        remains = [p.name for p in folder.rglob("*") if p.name.endswith(("part", ".partial"))]
        return f"after the next run: left behind {remains}" if remains else None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--moments", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    work = pathlib.Path(tempfile.mkdtemp(prefix="khorshoo-moments-"))
    try:
        moments = Moments(options.program, options.seed)
        moments.prepare(work)
        for number in range(options.moments):
            moments.moment(work, number)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    print(f"{options.moments} moments: " + ", ".join(f"{k}: {v}" for k, v in sorted(moments.counts.items())))
    print(f"{len(moments.faults)} faults")
    sys.exit(1 if moments.faults else 0)


if __name__ == "__main__":
    main()

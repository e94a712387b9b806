"""Counts the instructions of the engine's kernels and compares them with the stored ones: a count does not depend on what else the machine does.

    python3 Benchmarks/counts.py            compares with Benchmarks/instructions.csv: 1 when a kernel takes over 2 % more
    python3 Benchmarks/counts.py --store    makes what is found the stored counts

Kernels are compiled for x86-64-v3, since valgrind knows no wider vectors, and stripped, since it does not read their symbols. A count is the difference between two and no times, a row of sixteen lanes.
Another compiler makes other instructions: its counts are printed and must be stored before they can be compared.
"""

import csv
import os
import re
import subprocess
import sys

FOLDER = os.path.dirname(os.path.abspath(__file__))
STORED = os.path.join(FOLDER, "instructions.csv")
FLAGS = ["-c", "release", "-Xcc", "-march=x86-64-v3", "-Xcc", "-mprefer-vector-width=512", "-Xlinker", "-s", "--scratch-path", os.path.join(FOLDER, ".build", "counts")]
KERNELS = ["random", "exp", "log", "logistic", "normal", "exposure", "statistics"]
TIMES, RISE = 2, 0.02


def run(command, **options):
    done = subprocess.run(command, cwd=FOLDER, capture_output=True, text=True, **options)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)} ends with {done.returncode}:\n{(done.stdout + done.stderr)[-4000:]}")
    return done


def instructions(program, kernel, times):
    """Instructions of a whole process, rows of sixteen a time, and the kernel's name."""
    done = run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", program, kernel, str(times)],
               env={**os.environ, "SWIFT_DETERMINISTIC_HASHING": "1"})
    rows, _, name = done.stdout.strip().split("\t")
    return int(re.search(r"Collected : (\d+)", done.stderr)[1]), int(rows), name


def main():
    run(["swift", "build", *FLAGS, "--product", "KernelCounts"])
    program = os.path.join(run(["swift", "build", *FLAGS, "--show-bin-path"]).stdout.strip(), "KernelCounts")
    compiler = re.search(r"Swift version (\S+)", run(["swift", "--version"]).stdout)[1]
    found = {}
    for kernel in KERNELS:
        some, rows, name = instructions(program, kernel, TIMES)
        found[name] = (some - instructions(program, kernel, 0)[0]) / TIMES / rows
    if "--store" in sys.argv:
        with open(STORED, "w", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerows([["kernel", "instructionsPerRow", "compiler"], *([name, f"{count:.1f}", compiler] for name, count in found.items())])
    with open(STORED, newline="") as file:
        stored = {row["kernel"]: row for row in csv.DictReader(file)}
    if any(row["compiler"] != compiler for row in stored.values()):
        for name, count in found.items():
            print(f"{count:10.1f}  {name}")
        print(f"counts are stored of another compiler than Swift {compiler}: nothing to compare with; --store keeps these")
        return
    print(f"instructions a row of sixteen lanes, x86-64-v3, Swift {compiler}")
    worse = []
    for name, count in found.items():
        if name not in stored:
            sys.exit(f"{name} has no stored count; keep these with --store")
        before = float(stored[name]["instructionsPerRow"])
        print(f"{count:10.1f}  stored {before:10.1f}  {count / before - 1:+7.2%}  {name}")
        if count > before * (1 + RISE):
            worse.append(name)
    if worse:
        sys.exit(f"more instructions than stored: {', '.join(worse)}; make them fewer, or keep these with --store and say why")


main()

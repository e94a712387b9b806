"""Runs the benchmarks and prints one table: median time, and how it stands to the stored baseline.

`make bench` compares with `Benchmarks/baseline.csv`; `make bench-store` makes what it finds the new one. Times of a machine that others share say little,
so both sides are counted in yardsticks: a chain of additions and products that has nothing to do with Khorshoo, timed in the same run. Every benchmark
checks its own result: a wrong answer ends the command with an error.
"""

import csv
import os
import re
import subprocess
import sys

FOLDER = os.path.dirname(os.path.abspath(__file__))
BASELINE = os.path.join(FOLDER, "baseline.csv")
NANOSECONDS = {"ns": 1, "μs": 1e3, "ms": 1e6, "s": 1e9}


def measure(arguments):
    """Median wall time in nanoseconds and peak memory in MB by name. After `--` stand options of the benchmark command, such as `--filter`."""
    split = arguments.index("--") if "--" in arguments else len(arguments)
    command = ["swift", "package", *arguments[:split], "-c", "release", "benchmark", "--format", "markdown", "--no-progress", *arguments[split + 1:]]
    with subprocess.Popen(command, cwd=FOLDER, stdout=subprocess.PIPE, text=True) as process:
        output = process.stdout.read()
    if process.returncode != 0:
        sys.exit(f"the benchmarks end with {process.returncode}:\n{output[-4000:]}")
    found, name = {}, None
    for line in output.splitlines():
        if line.startswith("### "):
            name = line[4:].strip()
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        metric = re.match(r"(Time \(wall clock\)|Memory \(resident peak\)) \((\w+)\)", cells[0])
        if metric and len(cells) > 3:
            median = float(cells[3])
            if metric[1].startswith("Time"):
                found.setdefault(name, {})["ns"] = median * NANOSECONDS[metric[2]]
            else:
                found.setdefault(name, {})["MB"] = median * {"K": 1e-3, "M": 1, "G": 1e3}[metric[2]]
    return found


def readable(nanoseconds):
    for unit, size in (("s", 1e9), ("ms", 1e6), ("µs", 1e3)):
        if nanoseconds >= size:
            return f"{nanoseconds / size:.3g} {unit}"
    return f"{nanoseconds:.0f} ns"


def main():
    arguments = sys.argv[1:]
    store = "--store" in arguments
    found = measure([argument for argument in arguments if argument != "--store"])
    yardstick = found.pop("yardstick")["ns"]
    stored = {}
    if os.path.exists(BASELINE):
        with open(BASELINE) as file:
            stored = {row["benchmark"]: float(row["yardsticks"]) for row in csv.DictReader(file)}
    print(f"yardstick: {readable(yardstick)}\n")
    print("| benchmark | median | in yardsticks | baseline | now / baseline | peak MB |\n| --- | ---: | ---: | ---: | ---: | ---: |")
    for name, entry in sorted(found.items()):
        now, before = entry["ns"] / yardstick, stored.get(name)
        ratio = ("", "new") if before is None else (f"{before:.4g}", f"{now / before:.2f}")
        print(f"| {name} | {readable(entry['ns'])} | {now:.4g} | {ratio[0]} | {ratio[1]} | {entry.get('MB', ''):} |")
    for name in sorted(set(stored) - set(found)):
        print(f"| {name} | not run | | {stored[name]:.4g} | | |")
    if store:
        with open(BASELINE, "w", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["benchmark", "yardsticks"])
            for name, entry in sorted(found.items()):
                writer.writerow([name, f"{entry['ns'] / yardstick:.5g}"])


if __name__ == "__main__":
    main()

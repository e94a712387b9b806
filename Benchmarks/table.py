"""Runs the benchmarks and prints one table: time, and ratio to the yardstick now and when the baseline was stored.

`make bench` compares with `Benchmarks/baseline.csv`; `make bench-store` makes what it finds the new one. A ratio to the yardstick, plain whole-number
arithmetic timed in the same run, says more than a time on a machine that others share. Every benchmark checks its own result: a wrong answer ends
with 70.
"""

import csv
import json
import os
import subprocess
import sys
import tempfile

FOLDER = os.path.dirname(os.path.abspath(__file__))
BASELINE = os.path.join(FOLDER, "baseline.csv")


def measure(flags):
    """Median wall time in nanoseconds by name."""
    with tempfile.TemporaryDirectory() as scratch:
        command = [
            "swift", "package", *flags, "-c", "release", "--allow-writing-to-directory", scratch, "benchmark", "--format", "jmh", "--path", scratch]
        code = subprocess.run(command, cwd=FOLDER, stdout=sys.stderr).returncode
        if code != 0:
            sys.exit(code)
        times = {}
        for name in sorted(os.listdir(scratch)):
            for entry in json.load(open(os.path.join(scratch, name))):
                print(entry, file=sys.stderr)
        return times

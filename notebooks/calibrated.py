"""Ships the posteriors of calibrated scenarios: copies them beside their targets, and writes what they reach into the guide.

    python notebooks/calibrated.py results/ewenki-calibration results/mongolia-calibration
"""

import shutil
import sys
from pathlib import Path

import pandas as pd

ROOT = Path(__file__).parent.parent
GUIDE = ROOT / "Sources/KhorshooSweeps/KhorshooSweeps.docc/Calibrating.md"
BEGIN, END = "<!-- reached: begin -->\n", "<!-- reached: end -->"
VERDICTS = {"met": "yes", "nearlyMet": "nearly", "notMet": "no", "outOfReach": "out of reach",
            "predicted": "held out: as predicted", "missed": "held out: missed"}


def number(value):
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def rows(scenario, folder):
    """A line of the table for each target."""
    for _, target in pd.read_csv(folder / "targets.csv").iterrows():
        error = (target["error"] ** 2 + target["discrepancy"] ** 2) ** 0.5
        yield (f"| {scenario} | `{target['name']}` | {number(target['observed'])} +- {number(error)} | {number(target['before'])} "
               f"| {number(target['after'])} ({number(target['low'])} to {number(target['high'])}) "
               f"| {target['implausibilityBefore']:.1f} | {target['implausibilityAfter']:.1f} | {VERDICTS[target['verdict']]} |\n")


def main():
    table = ("| scenario | target | published, with all its deviation | ledger | posterior (90 % of its worlds) | implausible: ledger | posterior | reached |\n"
             "| --- | --- | --- | --- | --- | --- | --- | --- |\n")
    for folder in map(Path, sys.argv[1:]):
        scenario = folder.name.removesuffix("-calibration")
        shutil.copy(folder / "posterior.csv", ROOT / f"scenarios/calibration/{scenario}-posterior.csv")
        table += "".join(rows(scenario, folder))
    before, _, rest = GUIDE.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not end:
        sys.exit(f"{GUIDE.name}: no place for the table; give it the lines {BEGIN.strip()} and {END}")
    GUIDE.write_text(before + BEGIN + table + END + after, encoding="utf-8")


if __name__ == "__main__":
    main()

"""Draws the picture of the README from a result folder.

    python notebooks/readme_figure.py results/ewenki [picture.svg]

Herd, income and membership with their 5-95 % bands over replicates, and the paired difference of income with its 95 % interval.
"""

import sys
from pathlib import Path

import matplotlib
import pandas as pd

matplotlib.use("svg")
# Same numbers, same bytes.
matplotlib.rcParams.update({"svg.hashsalt": "khorshoo", "svg.fonttype": "path", "font.size": 9})
import matplotlib.pyplot as plt  # noqa: E402

PICTURE = Path(__file__).parent.parent / "Sources/KhorshooModel/KhorshooModel.docc/Resources/first-result.svg"
CURVES = {
    "sheepUnitsPerHousehold": "Herd, sheep units a household",
    "incomePerHousehold": "Income, CNY a household and year",
    "membershipShare": "Share of households in a cooperative",
}


def read(path):
    table = pd.read_csv(path)
    table["time"] = table["year"] + table["quarter"] / 4
    return table[table["level"] == "banner"].sort_values("time", kind="stable")


def draw(results, picture):
    outcomes, differences = read(results / "outcomes.csv"), read(results / "differences.csv")
    arms = list(dict.fromkeys(outcomes["arm"]))
    colour = {arm: f"C{number}" for number, arm in enumerate(arms)}
    figure, axes = plt.subplots(2, 2, figsize=(9, 5.6), layout="constrained")
    for axis, (name, title) in zip(axes.flat, CURVES.items()):
        for number, arm in enumerate(arms):
            rows = outcomes[(outcomes["outcome"] == name) & (outcomes["arm"] == arm)]
            axis.plot(rows["time"], rows["mean"], color=colour[arm], linestyle=("-", "--", ":", "-.")[number % 4], label=arm)
            axis.fill_between(rows["time"], rows["p05"], rows["p95"], color=colour[arm], alpha=0.2, linewidth=0)
        axis.set_title(title)
        axis.set_ylim(bottom=0)
    axes.flat[0].legend(loc="lower left", title="mean and 5-95 % over replicates")
    axis = axes.flat[3]
    for arm, rows in differences[differences["outcome"] == "incomePerHousehold"].groupby("arm", sort=False):
        error = [rows["difference"] - rows["ci95Low"], rows["ci95High"] - rows["difference"]]
        axis.errorbar(rows["time"], rows["difference"], yerr=error, fmt="o", markersize=3, capsize=3, color=colour[arm], label=arm)
    axis.legend(loc="lower right")
    axis.axhline(0, color="black", linewidth=0.8)
    axis.set_title("Uplift of income, CNY (95 % interval)")
    picture.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(picture, metadata={"Date": None}, facecolor="white")


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3) or not (Path(sys.argv[1]) / "differences.csv").exists():
        sys.exit("usage: readme_figure.py RESULTS [PICTURE]; RESULTS is a folder that `khorshoo run` wrote")
    draw(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) == 3 else PICTURE)

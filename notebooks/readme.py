"""Writes the figures and the picture of the README from a result folder of the reference scenario.

    python notebooks/readme.py results/ewenki          # writes the README's paragraph and the picture
    python notebooks/readme.py results/ewenki --check  # says whether the README holds the figures of this folder

The picture: herd, income and membership with their 5-95 % bands over replicates, and the paired difference of income with its 95 % interval over worlds.
"""

import json
import re
import sys
import textwrap
from pathlib import Path

import matplotlib
import pandas as pd

matplotlib.use("svg")
# Same numbers, same bytes.
matplotlib.rcParams.update({"svg.hashsalt": "khorshoo", "svg.fonttype": "path", "font.size": 9})
import matplotlib.pyplot as plt  # noqa: E402

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
BEGIN, END = "<!-- results: begin -->\n", "<!-- results: end -->"
PICTURE = ROOT / "Sources/KhorshooModel/KhorshooModel.docc/Resources/first-result.svg"
CURVES = {
    "sheepUnitsPerHousehold": "Herd, sheep units a household",
    "accrualIncomePerHousehold": "Accrual income, CNY a household and year",
    "membershipShare": "Share of households in a cooperative",
}


def read(path):
    table = pd.read_csv(path)
    table["time"] = table["year"] + 1
    return table[table["level"] == "banner"].sort_values("time", kind="stable")


def draw(results, picture):
    outcomes, differences = read(results / "outcomes.csv"), read(results / "differences.csv")
    arms = list(dict.fromkeys(outcomes["arm"]))
    colour = {arm: f"C{number}" for number, arm in enumerate(arms)}
    figure, axes = plt.subplots(2, 2, figsize=(9, 5.6), layout="constrained")
    for axis, (name, title) in zip(axes.flat, CURVES.items()):
        for number, arm in enumerate(arms):
            rows = outcomes[(outcomes["outcome"] == name) & (outcomes["arm"] == arm)]
            axis.plot(rows["time"], rows["mean"], color=colour[arm], linestyle=("-", "--", ":", "-.", (0, (5, 1)))[number % 5], label=arm)
            axis.fill_between(rows["time"], rows["p05"], rows["p95"], color=colour[arm], alpha=0.2, linewidth=0)
        axis.set_title(title)
        axis.set_ylim(bottom=0)
    axes.flat[0].legend(loc="lower left", title="mean and 5-95 % over replicates")
    axis = axes.flat[3]
    for arm, rows in differences[differences["outcome"] == "accrualIncomePerHousehold"].groupby("arm", sort=False):
        error = [rows["difference"] - rows["ci95Low"], rows["ci95High"] - rows["difference"]]
        axis.errorbar(rows["time"], rows["difference"], yerr=error, fmt="o", markersize=3, capsize=3, color=colour[arm], label=arm)
    axis.legend(loc="lower right")
    axis.axhline(0, color="black", linewidth=0.8)
    axis.set_title("Uplift of accrual income by year, CNY (95 % interval)")
    picture.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(picture, metadata={"Date": None}, facecolor="white")


def cell(table, **columns):
    """The only row with these values."""
    for name, value in columns.items():
        table = table[table[name] == value]
    if len(table) != 1:
        sys.exit(f"readme: {len(table)} rows for {columns}, expected one")
    return table.iloc[0]


def in_words(results):
    """The README's paragraph on the reference run."""
    outcomes, differences = (
        pd.read_csv(results / name, usecols=lambda column: column not in ("place", "unit"))
        for name in ("outcomes.csv", "differences.csv")
    )
    first, last = outcomes["year"].min(), outcomes["year"].max()

    def difference(outcome, place="banner", arm="linkage"):
        level = "banner" if place == "banner" else "group"
        return cell(
            differences, arm=arm, level=level, placeID=place, year=last, outcome=outcome)

    def mean(outcome, year=last):
        return cell(outcomes, arm="linkage", level="banner", year=year, outcome=outcome)["mean"]

    def margin(arm, other):
        """Difference of two arms' uplifts, CNY: the question of policy, where `none` is an accounting bound."""
        parts = [difference("meanIncomePerHousehold", arm=name)["difference"] for name in (arm, other)]
        return f"{parts[0] - parts[1]:+,.0f}"

    def yuan(outcome="meanIncomePerHousehold", **where):
        return f"{difference(outcome, **where)['difference']:+,.0f}"

    def share(outcome="meanIncomePerHousehold", **where):
        return f"{difference(outcome, **where)['relative']:+.1%}".replace("%", " %")

    income, herd = difference("meanIncomePerHousehold"), difference("sheepUnitsPerHousehold")
    drawn = json.loads((results / "manifest.json").read_text())["worlds"]
    reference = income["difference"] / income["relative"]
    ratios = pd.read_csv(results / "ratios.csv")
    ratio = cell(ratios, arm="linkage", ratio="benefitCostRatio")["estimate"]
    years = {10: "ten"}.get(last - first + 1, last - first + 1)
    text = (
        f"Linkage changes the accrual income of a household (own consumption and the change of the herd counted), mean of {years} years ({first} to {last}), by "
        f"**{income['difference']:+,.0f} CNY ({share()})**, **90 % interval {income['low90']:+,.0f} to {income['high90']:+,.0f}** "
        f"({income['low90'] / reference:+.1%} to {income['high90'] / reference:+.1%}); it is positive in {income['positiveShare'] * income['worlds']:.0f} of {income['worlds']:.0f} worlds. The interval is over {drawn['count']} worlds, "
        f"with {drawn['parameters']} parameters drawn from a calibrated posterior and the ledger and a population each; {income['parameterShare']:.0%} of the variance is what is not known of parameters, "
        f"{income['populationShare']:.0%} the population, {income['luckShare']:.0%} luck. Monte Carlo error of the mean is {income['mcse']:,.0f}. "
        f"The herd at the end changes by "
        f"**{herd['difference']:+.1f} sheep units ({share('sheepUnitsPerHousehold')})**, 95 % interval {herd['ci95Low']:+.1f} to {herd['ci95High']:+.1f}. Members gain **{yuan(place='member')} "
        f"CNY ({share(place='member')})** against the same households without linkage, non-members **{yuan(place='nonMember')} CNY "
        f"({share(place='nonMember')})**, through training and what others spend: membership itself brings "
        f"{mean('membershipEffect'):+,.0f}. Without linkage is an accounting bound that nobody proposes; at the margin, linkage brings "
        f"{margin('linkage', 'cooperativeOnly')} against cooperatives alone, {margin('linkage', 'centralOnly')} against central "
        f"households alone, and twice the outreach and training {margin('stronger', 'linkage')} on top. {mean('loserShare'):.1%} of "
        f"households lose; the poorest fifth gains {share(place='quintile1')}, the richest {share(place='quintile5')}. A survey "
        f"would find members {mean('memberGapNaiveRelative'):.0%} richer, or {mean('memberGapMatchedRelative'):.1%} after "
        f"matching: neither is the effect. A yuan of public cost brings {ratio:.1f} yuan. The share of households in a cooperative "
        f"goes from {mean('membershipShare', first):.1%} in the first winter to {mean('membershipShare'):.1%}. What the model leaves out is in no interval."
    )
    text = text.replace("%", " %").replace("  %", " %")
    return "\n".join(textwrap.wrap(text, 150, break_on_hyphens=False)) + "\n"


def same_figures(first, second):
    """Whether two texts have the same words, and figures that differ by the last places that another processor's kernels may change."""
    figure = re.compile(r"\d[\d,.]*\d|\d")
    if figure.sub("#", " ".join(first.split())) != figure.sub("#", " ".join(second.split())):
        return False
    pairs = zip(figure.findall(first), figure.findall(second))
    return all(
        abs(a - b) <= max(1.01 * 10.0 ** -len(x.partition(".")[2]), 0.002 * abs(a))
        for x, y in pairs
        for a, b in [(float(x.replace(",", "")), float(y.replace(",", "")))]
    )


def with_words(readme, words):
    before, rest = readme.split(BEGIN)
    return before + BEGIN + words + END + rest.split(END)[1]


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3) or not (Path(sys.argv[1]) / "differences.csv").exists() or sys.argv[2:] not in ([], ["--check"]):
        sys.exit("usage: readme.py RESULTS [--check]; RESULTS is a folder that `khorshoo run` wrote")
    readme = README.read_text(encoding="utf-8")
    words = in_words(Path(sys.argv[1]))
    if sys.argv[2:]:
        if not same_figures(words, readme.split(BEGIN)[1].split(END)[0]):
            sys.exit("README.md does not hold the figures of this run; write them with: make readme")
        print("README.md holds the figures of this run")
    else:
        README.write_text(with_words(readme, words), encoding="utf-8")
        draw(Path(sys.argv[1]), PICTURE)

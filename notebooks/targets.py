"""Holds the scenarios against every published figure of scenarios/calibration/published.csv, and writes the table of Validation.md.

    python notebooks/targets.py .build/release/khorshoo           runs reference values and posteriors, writes
    python notebooks/targets.py .build/release/khorshoo --check   runs the reference values and compares: 1 when the table is old

Needs nothing but Python. Runs are in results/targets.
"""

import csv
import math
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from statistics import mean, median, stdev

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "Sources/KhorshooModel/KhorshooModel.docc/Validation.md"
PUBLISHED = ROOT / "scenarios/calibration/published.csv"
RESULTS = ROOT / "results/targets"
BEGIN, END = "<!-- targets: begin -->\n", "<!-- targets: end -->"
ARMS = ("none", "linkage")
SPECIES = ("Sheep", "Goats", "Cattle", "Horses")
REPLICATES, WORLDS = 128, 64
LANES = 16
RURAL_INCOME_2020 = 16567
NEED_KG_PER_SHEEP_UNIT = 657
OUTCOMES = ["incomePerHead", "incomePerHousehold", "incomeShareWages", "incomeShareBusiness", "incomeShareTransfers",
            "consumptionShareOfIncome", "incomeGini", "hayCostPerHousehold", "sheepUnitsPerHousehold", "sheepUnits", "salesHead",
            "deathsHead", "salesYuanPerHousehold", "premiumYuan", "cooperativeVolumeYuan", "cooperativeSize", "centralTurnover",
            "memberEffectRelative", "forageYieldRatio", "localIncomePerHousehold"] + [f"herd{name}Head" for name in SPECIES]


class Replicate:
    """The arm with linkage in one replicate: outcomes by year and quarter."""

    def __init__(self):
        self.rows = defaultdict(dict)

    def year(self, outcome, year):
        """The yearly value of a year, or that of its last quarter."""
        return self.rows[outcome].get((year, 4), math.nan)

    def total(self, outcome, year):
        return sum(self.rows[outcome][year, quarter] for quarter in range(1, 5))

    def head(self, year, species=SPECIES):
        return sum(self.year(f"herd{name}Head", year) for name in species)


def read(folder):
    """Replicates of the linkage arm, parameters of each of their worlds, and the years."""
    replicates = defaultdict(Replicate)
    with open(folder / "replicates.csv", encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if row["arm"] != "linkage":
                continue
            replicate = replicates[int(row["replicate"])]
            for outcome in OUTCOMES:
                if row[outcome]:
                    replicate.rows[outcome][int(row["year"]), int(row["quarter"])] = float(row[outcome])
    stated = parameters(folder / "scenario.resolved.yaml")
    draws = [{}]
    if (folder / "draws.csv").exists():
        with open(folder / "draws.csv", encoding="utf-8-sig", newline="") as file:
            draws = [{key: float(value) for key, value in row.items() if is_number(value)} for row in csv.DictReader(file)]
    ordered = [replicates[number] for number in sorted(replicates)]
    # Sixteen replicates meet one world; two worlds have one set of parameters. Without worlds all are one.
    size = LANES if len(draws) > 1 else len(ordered)
    worlds = [ordered[first:first + size] for first in range(0, len(ordered), size)]
    years = sorted({year for year, _ in ordered[0].rows["incomePerHead"]})
    return [(world, {**stated, **draws[index // 2 % len(draws)]}) for index, world in enumerate(worlds)], years


def is_number(text):
    try:
        float(text)
    except ValueError:
        return False
    return True


def parameters(path):
    """Numbers of a resolved scenario by their key: the block `parameters`, and counts of `places`."""
    values, stack = {}, []
    for line in path.read_text(encoding="utf-8").splitlines():
        name, colon, text = line.strip().partition(":")
        if not colon or name.startswith("-"):
            continue
        depth = (len(line) - len(line.lstrip())) // 2
        stack = stack[:depth] + [name]
        word = text.split(" ~ ")[0].split(" #")[0].strip()
        if word and is_number(word):
            values[".".join(stack).removeprefix("parameters.")] = float(word)
    return values


def ratio(world, years, above, below):
    return sum(r.total(above, y) for r in world for y in years) / sum(r.total(below, y) for r in world for y in years)


def yearly(world, years, outcome):
    """Mean over replicates and years in which it is defined."""
    values = [value for r in world for y in years if not math.isnan(value := r.year(outcome, y))]
    return mean(values) if values else math.nan


def losses(world, years):
    """Deaths over opening stock, and log growth of head: replicate by replicate, from the second year on."""
    return [[(r.total("deathsHead", y) / r.head(y - 1), math.log(r.head(y) / r.head(y - 1)), r, y) for y in years[1:]] for r in world]


def of_ewenki(world, p, years):
    offtake = [r.total("salesHead", y) / r.head(y - 1) for r in world for y in years[1:]]
    hay = [r.total("hayCostPerHousehold", y) / p["market.hayYuanPerKg"] / (NEED_KG_PER_SHEEP_UNIT * r.year("sheepUnitsPerHousehold", y))
           for r in world for y in years]
    prices = [[r.total("salesYuanPerHousehold", y) / r.total("salesHead", y) for y in years[:7]] for r in world]
    seasons = [p[f"market.livestockSeasonLog{name}"] for name in ("Spring", "Summer", "Autumn", "Winter")]
    harvests = sorted(r.year("forageYieldRatio", y) for r in world for y in years)
    # Work for other households of the gacha counts as wages here, in the model as business.
    local = yearly(world, [2022], "localIncomePerHousehold") / yearly(world, [2022], "incomePerHousehold")
    ties = p["network.neighbourTies"] + p["network.kinTies"] + p["network.businessTies"]
    gain = p["diffusion.gainWeight"]
    return {
        "incomePerHead2020": yearly(world, [2020], "incomePerHead"),
        "incomeRatio2020": yearly(world, [2020], "incomePerHead") / RURAL_INCOME_2020,
        "wageShare2022": yearly(world, [2022], "incomeShareWages") + local,
        "businessShare2022": yearly(world, [2022], "incomeShareBusiness") - local,
        "transferShare2022": yearly(world, [2022], "incomeShareTransfers"),
        "consumption2022": yearly(world, [2022], "consumptionShareOfIncome"),
        "gini": yearly(world, years, "incomeGini"),
        "hayShare": mean(hay),
        "offtake": mean(offtake),
        "premium": ratio(world, years, "premiumYuan", "cooperativeVolumeYuan"),
        "seasonRatio": math.exp(max(seasons) - min(seasons)),
        "priceRange": mean(max(row) / min(row) for row in prices),
        "fattened": p["herds.sheep.priceYuanPerKg"] * p["herds.sheep.maleSubadult.liveWeightKg"],
        "hayAfterDrought": p["market.hayYuanPerKg"] * harvests[len(harvests) // 10] ** p["market.hayForageElasticity"],
        "cooperativeSize": yearly(world, years, "cooperativeSize"),
        "turnover": mean(r.total("centralTurnover", y) for r in world for y in years),
        "persons": p["places.householdCount"] * p["households.personsMean"],
        "memberEffect": yearly(world, years, "memberEffectRelative"),
        "friend": p["diffusion.exposureWeight"] / ties / gain if gain > 0 else math.nan,
        "passingRatio": p["diffusion.passingMembersPerQuarter"] / p["diffusion.passingNonMembersPerQuarter"],
    }


def of_mongolia(world, p, years):
    by_replicate = losses(world, years)
    all_years = [item for row in by_replicate for item in row]
    worst = sorted(all_years, key=lambda item: item[0])[-max(1, round(len(all_years) / 36)):]
    found = {f"dzud{name}": mean(r.head(y, (name,)) / r.head(y - 1, (name,)) - 1 for _, _, r, y in worst) for name in SPECIES}
    bad = mean(loss > 0.06 for loss, _, _, _ in all_years)
    return found | {
        "headPerHousehold": mean(r.head(2020) for r in world) / p["places.householdCount"],
        "interest": p["income.interestPerYear"],
        "income2020": yearly(world, [2020], "incomePerHousehold"),
        "losses": mean(loss for loss, _, _, _ in all_years),
        "badAdultYears": bad,
        "badYears": bad,
        "growth": mean(growth for _, growth, _, _ in all_years),
        "growthSd": mean(stdev(growth for _, growth, _, _ in row) for row in by_replicate),
    }


MEASURES = {"ewenki": of_ewenki, "mongolia": of_mongolia}


def run(khorshoo, scenario, *arguments):
    """Measures of a scenario in every world of a run."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    name = "-".join([scenario, arguments[0].strip("-")])
    derived, folder = RESULTS / f"{scenario}.yaml", RESULTS / name
    derived.write_text(f"schema: 1\nbase: ../../scenarios/{scenario}.yaml\noutcomes: {{names: [{', '.join(OUTCOMES)}], levels: [banner]}}\n",
                       encoding="utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    subprocess.run([khorshoo, "run", derived, "--arms", ",".join(ARMS), "--keep", "replicates", "--quiet", "--out", folder, *arguments],
                   check=True)
    worlds, years = read(folder)
    found = [MEASURES[scenario](world, values, years) for world, values in worlds]
    return {name: [values[name] for values in found if not math.isnan(values[name])] for name in found[0]}


def number(value):
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def deviation(row, result):
    """Distance from the published number in bands: 1 at the end of the band on that side; 0 where a bound is met."""
    value, low, high = (float(row[key]) for key in ("value", "low", "high"))
    if row["bound"] == "least":
        return min(0, (result - value) / (value - low))
    if row["bound"] == "most":
        return max(0, (result - value) / (high - value))
    return (result - value) / ((high - value) if result > value else (value - low))


def verdict(distance):
    return "yes" if abs(distance) <= 2 / 3 else "nearly" if abs(distance) <= 1 else "no"


def quantile(values, probability):
    return sorted(values)[round(probability * (len(values) - 1))]


def band(row):
    low, high = number(float(row["low"])), number(float(row["high"]))
    return f"at least {low}" if row["bound"] == "least" else f"at most {high}" if row["bound"] == "most" else f"{low} to {high}"


def table(rows, reference, posterior):
    lines = ["| id | published | place, year | value (band) | reference values | bands away | posterior: median world (90 % of worlds) | bands away | reached: reference, posterior |\n",
             "| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n"]
    counts = {"reference": [], "posterior": []}
    for row in rows:
        if not row["measure"]:
            continue
        at, over = mean(reference[row["scenario"]][row["measure"]]), posterior[row["scenario"]][row["measure"]]
        here, there = deviation(row, at), deviation(row, median(over))
        counts["reference"].append(abs(here))
        counts["posterior"].append(abs(there))
        lines.append(f"| {row['id']} | {row['quantity']}: {row['note']} | {row['place']}, {row['year']} | {number(float(row['value']))} ({band(row)}) "
                     f"| {number(at)} | {here:+.2f} | {number(median(over))} ({number(quantile(over, 0.05))} to {number(quantile(over, 0.95))}) "
                     f"| {there:+.2f} | {verdict(here)}, {verdict(there)} |\n")
    words = "; ".join(f"{name} {sum(x <= 1 for x in distances)} of {len(distances)} in their bands, {sum(x <= 2 / 3 for x in distances)} within two thirds of them"
                      for name, distances in (("at the reference values", counts["reference"]), ("in the median world of the posterior", counts["posterior"])))
    lines.append(f"\n{words[0].upper()}{words[1:]}.\n\nNot given by the model:\n\n")
    lines += [f"* {row['id']}, {row['quantity']} ({row['place']}, {row['year']}; {number(float(row['value']))} {row['unit']}): {row['note']}.\n"
              for row in rows if not row["measure"]]
    return "".join(lines)


def check(rows, text, reference):
    """Rows whose reference result is not what was computed, by more than a tenth of a band or the printed digits."""
    printed = {cells[1]: cells for line in text.splitlines() if line.startswith("| VR-") for cells in [[cell.strip() for cell in line.split("|")]]}
    old = []
    for row in rows:
        if not row["measure"]:
            if f"* {row['id']}, " not in text:
                old.append(row["id"])
            continue
        cells = printed.get(row["id"])
        at = mean(reference[row["scenario"]][row["measure"]])
        if cells is None or row["note"] not in cells[2] or cells[4] != f"{number(float(row['value']))} ({band(row)})" \
                or abs(float(cells[5].replace(",", "")) - at) > max(0.006 * abs(at), (float(row["high"]) - float(row["low"])) / 20):
            old.append(row["id"])
    return old


def main():
    khorshoo = sys.argv[1]
    with open(PUBLISHED, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    text, end, after = rest.partition(END)
    if not end:
        sys.exit(f"{PAGE.name}: no place for the table; give it the lines {BEGIN.strip()} and {END}")
    reference = {name: run(khorshoo, name, "--replicates", str(REPLICATES), "--uncertainty", "none") for name in MEASURES}
    if "--check" in sys.argv:
        old = check(rows, text, reference)
        sys.exit(f"{PAGE.name}: {', '.join(old)} are not what the scenarios give; run make targets" if old else 0)
    posterior = {name: run(khorshoo, name, "--draws", str(WORLDS)) for name in MEASURES}
    PAGE.write_text(before + BEGIN + table(rows, reference, posterior) + END + after, encoding="utf-8")


if __name__ == "__main__":
    main()

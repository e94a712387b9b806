"""The reader against folders that the command wrote: KHORSHOO names the command, or the wheel brings it."""

from __future__ import annotations

import csv
import subprocess
from pathlib import Path

import pandas as pd
import pytest

import khorshoo

SCENARIO = Path(__file__).parents[2] / "scenarios" / "ewenki.yaml"


@pytest.fixture(scope="module")
def scenario(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("scenario") / "small.yaml"
    path.write_text(f"schema: 1\nbase: {SCENARIO}\noutcomes: {{levels: [banner, sumu]}}\n")
    return path


@pytest.fixture(scope="module")
def results(scenario: Path, tmp_path_factory: pytest.TempPathFactory) -> khorshoo.Results:
    out = tmp_path_factory.mktemp("run") / "results"
    return khorshoo.run(scenario, out, replicates=16, years=1, arms=["none", "linkage"], keep="replicates")


def test_every_number_of_every_table_is_that_of_the_file(results: khorshoo.Results) -> None:
    assert {"outcomes", "differences", "ratios", "places", "replicates"} <= set(results)
    for name, frame in results.items():
        with open(results.folder / f"{name}.csv", encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
        assert list(frame.columns) == rows[0]
        assert len(frame) == len(rows) - 1 > 0
        assert not frame.duplicated(frame.attrs["key"]).any(), name
        for column, cells in zip(rows[0], zip(*rows[1:])):
            if frame[column].dtype in ("float64", "Int64"):
                assert [None if pd.isna(value) else float(value) for value in frame[column]] == [
                    float(cell) if cell else None for cell in cells
                ], (name, column)


def test_kinds_and_labels_come_from_the_data_package(results: khorshoo.Results) -> None:
    outcomes = results.outcomes
    assert outcomes["year"].dtype == "Int64" and outcomes["mean"].dtype == "float64"
    assert list(outcomes["arm"].unique()) == ["none", "linkage"]
    assert outcomes.attrs["labels"]["mcse"].startswith("Monte Carlo standard error")
    assert "year" in outcomes.attrs["title"]
    labels = results.labels("replicates")
    assert labels.loc["sheepUnitsPerHousehold", "unit"] == "sheep unit"
    assert results.manifest["seed"] == 2020
    with pytest.raises(AttributeError, match="outcomes"):
        results.nothing


def test_means_are_those_of_the_replicates(results: khorshoo.Results) -> None:
    replicates = results.replicates.groupby(["arm", "year", "quarter"])["sheepUnits"].mean()
    outcomes = results.outcomes
    rows = outcomes[(outcomes.level == "banner") & (outcomes.outcome == "sheepUnits")]
    assert len(rows) == 2
    for row in rows.itertuples():
        # The herd of a year is that of its last winter; tables have seven digits.
        assert row.mean == pytest.approx(replicates[row.arm, row.year, 4], rel=1e-6)


def test_settings_reach_the_command(scenario: Path) -> None:
    few = khorshoo.run(scenario, replicates=4, years=1, seed=7, set={"policy.centralHouseholds.outreach": 2})
    assert few.manifest["seed"] == 7
    text = (few.folder / "scenario.resolved.yaml").read_text("utf-8")
    assert "outreach: 2" in text
    assert few.folder.exists()


def test_a_sweep_is_read_too(scenario: Path) -> None:
    swept = khorshoo.run(scenario, verb="sweep", replicates=4, years=1, vary=["policy.centralHouseholds.outreach=0,2"])
    assert set(swept.effects["policy.centralHouseholds.outreach"]) == {0.0, 2.0}


def test_what_the_command_says_is_the_message(scenario: Path) -> None:
    with pytest.raises(khorshoo.Failure, match="unknown-key") as failure:
        khorshoo.run(scenario, set={"policy.nothing": 2})
    assert failure.value.exit_code == 65
    with pytest.raises(FileNotFoundError, match="datapackage.json"):
        khorshoo.read(scenario.parent)


def test_the_command_is_of_this_version() -> None:
    said = subprocess.run([khorshoo.command(), "--version"], capture_output=True, text=True, check=True).stdout
    assert said.startswith(khorshoo.__version__ + " ") or khorshoo.__version__ == "0"

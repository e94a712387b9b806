"""A result folder as pandas frames, by its own datapackage.json: names, kinds of columns and labels all stand there."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

_KINDS = {"string": "string", "integer": "Int64", "number": "float64", "boolean": "boolean"}


class Results(Mapping[str, pd.DataFrame]):
    """The tables of a result folder, read when they are asked for: `results["outcomes"]`, or `results.outcomes`.

    Rows are tidy: one for each cell of the key, a column for each variable. `frame.attrs["title"]` says what a table is and
    `frame.attrs["labels"]` what its columns mean; `labels(table)` gives the same with the units as a frame.
    """

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        self.folder = Path(folder)
        try:
            package: dict[str, Any] = json.loads((self.folder / "datapackage.json").read_text("utf-8"))
        except FileNotFoundError:
            raise FileNotFoundError(f"{self.folder}: no datapackage.json, so no finished result folder of khorshoo") from None
        self.title: str = package.get("title", "")
        self._resources: dict[str, dict[str, Any]] = {resource["name"]: resource for resource in package["resources"]}
        self._frames: dict[str, pd.DataFrame] = {}
        self._keep: object = None
        self.exit_code = 0

    def __getitem__(self, table: str) -> pd.DataFrame:
        if table not in self._frames:
            self._frames[table] = self._read(self._resources[table])
        return self._frames[table]

    def __getattr__(self, table: str) -> pd.DataFrame:
        if not table.startswith("_") and table in self._resources:
            return self[table]
        raise AttributeError(f"{self.folder} has no table {table}; it has {', '.join(self._resources)}")

    def __iter__(self) -> Iterator[str]:
        return iter(self._resources)

    def __len__(self) -> int:
        return len(self._resources)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._resources]

    def __repr__(self) -> str:
        return f"<khorshoo.Results {self.folder}: {', '.join(self._resources)}>"

    @property
    def manifest(self) -> dict[str, Any]:
        """Seed, hashes, versions and checks of the run."""
        manifest: dict[str, Any] = json.loads((self.folder / "manifest.json").read_text("utf-8"))
        return manifest

    def labels(self, table: str) -> pd.DataFrame:
        """What each column of a table means, and its unit."""
        fields = self._resources[table]["schema"]["fields"]
        rows = [(field["name"], field.get("unit"), field.get("description", "")) for field in fields]
        return pd.DataFrame(rows, columns=["column", "unit", "meaning"]).set_index("column")

    def _read(self, resource: Mapping[str, Any]) -> pd.DataFrame:
        fields = resource["schema"]["fields"]
        kinds = {field["name"]: _KINDS[field["type"]] for field in fields}
        frame = pd.read_csv(self.folder / resource["path"], dtype=kinds, keep_default_na=False, na_values=[""], encoding="utf-8-sig")
        texts = frame.columns[frame.dtypes == "string"]
        for name in texts:
            # A text that a spreadsheet would take for a formula has a leading apostrophe.
            frame[name] = frame[name].str.replace(r"^'(?=[=+\-@\t\r])", "", regex=True)
            if len(frame) and frame[name].nunique() * 8 < len(frame):
                frame[name] = frame[name].astype(pd.CategoricalDtype(list(frame[name].dropna().unique())))
        frame.attrs = {
            "title": resource.get("title", resource["name"]),
            "labels": {field["name"]: field.get("description", "") for field in fields},
            "key": list(resource["schema"].get("primaryKey", [])),
        }
        return frame


def read(folder: str | os.PathLike[str]) -> Results:
    """The tables of a result folder that `khorshoo run`, `sweep`, `decompose` and others wrote."""
    return Results(folder)

"""Reads a workbook of khorshoo export with openpyxl and compares it with the CSV files of the result folder.

Usage: workbook.py FOLDER WORKBOOK LANGUAGE. Needs openpyxl.
"""

import csv
import pathlib
import sys

import openpyxl

SHEETS = {
    "en": ["README", "Summary", "Charts", "By year", "Differences", "Outcomes", "Ratios", "Benefit and cost", "Assumptions",
           "Parameters", "Places"],
    "zh": ["说明", "摘要", "图表", "逐年", "差异", "结果", "效益成本", "效益与费用", "假设", "参数", "地点"],
}
# Columns of codes, which a Chinese workbook has in words.
CODES = {"arm", "reference", "level", "interval", "changed", "trust", "source"}
TABLES = {4: "differences.csv", 5: "outcomes.csv", 6: "ratios.csv", 7: "benefits.csv", 8: "assumptions.csv", 10: "places.csv"}


def rows(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def same(ours, theirs):
    if theirs is None:
        return ours in ("", "INF", "-INF")
    if isinstance(theirs, (int, float)):
        return abs(float(ours) - theirs) <= 1e-15 * abs(theirs)  # 16 digits
    return ours.removeprefix("'") == theirs


def check(folder, path, language):
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == SHEETS[language], book.sheetnames
    charts = book[SHEETS[language][2]]._charts
    assert len(charts) == 4, f"{len(charts)} charts"
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", f"{sheet.title}!{cell.coordinate} is a formula: {cell.value}"
    compared = 0
    column = "labelChinese" if language == "zh" else "label"
    labels = {row["name"]: row[column] for row in rows(folder / "codebook.csv") if row["kind"] == "outcome"}
    for index, file in TABLES.items():
        sheet = book[SHEETS[language][index]]
        assert sheet.freeze_panes == "A2", f"{file}: the header is not frozen"
        table = rows(folder / file)
        if "level" in table[0] and index in (4, 5):
            table = [row for row in table if row["level"] in ("banner", "group")]
        assert sheet.max_row == len(table) + 1, f"{file}: {sheet.max_row - 1} rows, expected {len(table)}"
        # Outcomes have their labels beside, in the language of the workbook.
        names = list(table[0])
        if language == "zh":
            # Of a text in two languages one is there.
            pairs = {"meaning": "meaningChinese", "place": "chinese"}
            names = [name for name in names if pairs.get(name) not in names]
        if index in (4, 5):
            names.insert(names.index("outcome") + 1, None)
        for row, cells in zip(table, sheet.iter_rows(min_row=2)):
            for column, name in enumerate(names):
                cell = cells[column]
                if language == "zh" and name in CODES:
                    assert name == "source" or cell.value is None or any(letter > "~" for letter in cell.value), f"{cell.coordinate}: {cell.value}"
                    continue
                expected = labels[row["outcome"]] if name is None else row[name]
                if name == "unit" and language == "zh":
                    assert cell.value and not any("a" <= letter <= "z" for letter in cell.value), f"{cell.coordinate}: {cell.value}"
                    continue
                assert same(expected, cell.value), f"{file} {cell.coordinate}: {cell.value!r}, expected {expected!r}"
                compared += 1
    print(f"{path.name}: openpyxl reads {len(book.sheetnames)} sheets, 4 charts, {compared} cells as in the CSV files")


if __name__ == "__main__":
    check(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3])

"""Opens outcomes.csv in LibreOffice, saves it as a workbook and as CSV, and compares columns, rows and cells.

Usage: spreadsheet.py FOLDER, where FOLDER/plain and FOLDER/zh are result folders. Standard library only.
"""

import csv
import pathlib
import subprocess
import sys
import zipfile
from xml.etree import ElementTree

# Comma, double quote, UTF-8 (76), first row 1: what a person picks in the import dialogue.
IMPORT = "--infilter=CSV:44,34,76,1"


def convert(source, kind, target):
    """Lets LibreOffice read a file and write it in another format; returns the new file."""
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{target}/profile", "--headless", IMPORT, "--convert-to", kind,
         "--outdir", str(target), str(source)],
        check=True, capture_output=True, timeout=300)
    return target / f"{source.stem}.{kind.split(':')[0]}"


def rows(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def sheet_rows(workbook):
    """Number of rows of the first sheet of a workbook."""
    with zipfile.ZipFile(workbook) as archive:
        sheet = ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    return len(sheet.findall(".//{*}sheetData/{*}row"))


def same(ours, theirs):
    """Whether a cell is the same text, or the same number to the digits that a spreadsheet shows."""
    try:
        return abs(float(ours) - float(theirs)) <= 1e-6 * max(1.0, abs(float(ours)))
    except ValueError:
        return ours == theirs


def check(folder, work):
    source = folder / "outcomes.csv"
    target = work / f"office-{folder.name}"
    target.mkdir()
    ours = rows(source)
    workbook = convert(source, "xlsx", target)
    assert sheet_rows(workbook) == len(ours), f"{workbook}: {sheet_rows(workbook)} rows, expected {len(ours)}"
    # Back to CSV from the workbook, cells as they are and not as shown (ninth token false).
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{target}/profile", "--headless", "--convert-to",
         "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false", "--outdir", str(target), str(workbook)],
        check=True, capture_output=True, timeout=300)
    theirs = rows(target / "outcomes.csv")
    assert theirs[0] == ours[0], f"header {theirs[0]}, expected {ours[0]}"
    assert len(theirs) == len(ours), f"{len(theirs)} rows, expected {len(ours)}"
    for number, (left, right) in enumerate(zip(ours, theirs), 1):
        for name, a, b in zip(ours[0], left, right):
            assert same(a, b), f"row {number}, {name}: {b!r}, expected {a!r}"
    print(f"{folder.name}: LibreOffice reads {len(ours[0])} columns and {len(ours) - 1} rows, every cell as written")


if __name__ == "__main__":
    work = pathlib.Path(sys.argv[1])
    for name in ["plain", "zh"]:
        check(work / name, work)

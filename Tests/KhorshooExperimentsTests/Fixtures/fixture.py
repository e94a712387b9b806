"""What the scripts of this folder share: where fixtures stand and how they are written."""

import csv
import pathlib

HERE = pathlib.Path(__file__).resolve().parent


def write(name, comment, header, rows):
    """A table below a line of comment; numbers as Python shows them, so that they are read back to the last bit."""
    with open(HERE / name, "w", newline="") as file:
        file.write(f"# {comment}\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([[repr(float(x)) for x in row] for row in rows])

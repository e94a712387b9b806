"""Halton points and centred discrepancies by SciPy, for the tests of KhorshooExperiments to agree with.

    pip install scipy==1.17.1 && python make_halton.py
"""

import pathlib

import scipy
from scipy.stats import qmc

HERE = pathlib.Path(__file__).resolve().parent


def main():
    points = qmc.Halton(d=12, scramble=False).random(200)
    lines = [f"# scipy {scipy.__version__}; 200 points of 12 dimensions", ",".join(f"x{k}" for k in range(12))]
    lines += [",".join(repr(float(v)) for v in row) for row in points]
    (HERE / "halton.csv").write_text("\n".join(lines) + "\n")
    rows = []
    for n, d in ((1, 2), (7, 3), (64, 5), (200, 12)):
        rows.append(f"{n},{d},{qmc.discrepancy(points[:n, :d], method='CD')!r}")
    (HERE / "discrepancy.csv").write_text("\n".join([f"# scipy {scipy.__version__}; first points of halton.csv", "points,dimensions,cd", *rows]) + "\n")


if __name__ == "__main__":
    main()

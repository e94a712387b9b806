"""Writes the example of `khorshoo sensitivity --points` and what SALib and NumPy find on it.

Run with SALib and NumPy installed: python Tests/KhorshooExperimentsTests/Fixtures/make_second_order.py
"""

import csv
import pathlib
from importlib.metadata import version

import numpy as np
from SALib.analyze import sobol as sobol_analysis
from SALib.sample import sobol as sobol_sample
from scipy.stats import rankdata

HERE = pathlib.Path(__file__).resolve().parent
EXAMPLE = HERE.parents[2] / "scenarios" / "tables"


def write(path, header, rows, comment=None):
    with open(path, "w", newline="") as file:
        if comment:
            file.write(f"# {comment}\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([[repr(float(x)) for x in row] for row in rows])


def main():
    problem = {"num_vars": 3, "names": ["a", "b", "c"], "bounds": [[-np.pi, np.pi]] * 3}
    x = np.round(sobol_sample.sample(problem, 32, calc_second_order=True, seed=4), 6)
    y = np.round(np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0]), 9)
    write(EXAMPLE / "ishigami-points.csv", problem["names"], x)
    write(EXAMPLE / "ishigami-outcomes.csv", ["y"], y[:, None])
    found = sobol_analysis.analyze(problem, y, calc_second_order=True, seed=1)
    pairs = [found["S2"][0, 1], found["S2"][0, 2], found["S2"][1, 2]]
    rows = np.column_stack([found["S1"], found["ST"], pairs])
    comment = f"SALib {version('SALib')}: sobol.analyze of scenarios/tables/ishigami-*.csv; S2 of a b, a c, b c"
    write(HERE / "salib_second_order.csv", ["S1", "ST", "S2"], rows, comment)

    data = np.loadtxt(HERE / "regression_xy.csv", delimiter=",", skiprows=2)
    x, y = data[:, :3], data[:, 3]
    standard = lambda v: (v - v.mean(axis=0)) / v.std(axis=0)

    def partial(x, y):
        out = []
        for j in range(x.shape[1]):
            others = np.column_stack([np.ones(len(y)), np.delete(x, j, axis=1)])
            left = [v - others @ np.linalg.lstsq(others, v, rcond=None)[0] for v in (x[:, j], y)]
            out.append(np.corrcoef(*left)[0, 1])
        return out

    ranks, rank_y = np.apply_along_axis(rankdata, 0, x), rankdata(y)
    srrc = np.linalg.lstsq(standard(ranks), standard(rank_y), rcond=None)[0]
    comment = f"NumPy {np.__version__} on regression_xy.csv: partial correlations, standardised coefficients of ranks"
    write(HERE / "partial.csv", ["pcc", "srrc"], np.column_stack([partial(x, y), srrc]), comment)


if __name__ == "__main__":
    main()

"""Writes what SALib, statsmodels and NumPy find on given samples, for the tests of KhorshooExperiments to agree with.

Run with SALib and statsmodels installed: python Tests/KhorshooExperimentsTests/Fixtures/make_sensitivity.py
"""

from importlib.metadata import version

import numpy as np
import statsmodels.api as sm
from SALib.analyze import morris as morris_analysis
from SALib.analyze import sobol as sobol_analysis
from SALib.sample import morris as morris_sample
from SALib.sample import sobol as sobol_sample
from scipy.stats import rankdata

from fixture import write


def ishigami(x):
    x = np.pi * (2 * x - 1)
    return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def main():
    salib = f"SALib {version('SALib')}"
    problem = {"num_vars": 3, "names": ["a", "b", "c"], "bounds": [[0, 1]] * 3}

    x = sobol_sample.sample(problem, 64, calc_second_order=False, seed=1)
    y = ishigami(x) + 100
    found = sobol_analysis.analyze(problem, y, calc_second_order=False, seed=1)
    write("salib_sobol_y.csv", f"{salib}: Ishigami + 100 on 64 blocks A, AB_1 ... AB_3, B", ["y"], y[:, None])
    rows = np.column_stack([found["S1"], found["ST"]])
    write("salib_sobol.csv", f"{salib}: sobol.analyze of salib_sobol_y.csv", ["S1", "ST"], rows)

    x = morris_sample.sample(problem, 20, num_levels=6, seed=2)
    y = ishigami(x)
    found = morris_analysis.analyze(problem, x, y, num_levels=6, seed=1)
    header = ["a", "b", "c", "y"]
    write("salib_morris_xy.csv", f"{salib}: Ishigami on 20 trajectories, 6 levels", header, np.column_stack([x, y]))
    rows = np.column_stack([found["mu"], found["mu_star"], found["sigma"]])
    write("salib_morris.csv", f"{salib}: morris.analyze of salib_morris_xy.csv", ["mu", "mu_star", "sigma"], rows)

    generator = np.random.default_rng(3)
    x = generator.random((60, 3))
    x[:, 2] = np.floor(4 * x[:, 2])  # ties
    y = np.exp(2 * x[:, 0]) - 3 * x[:, 1] + generator.normal(0, 1 + x[:, 0], 60)
    write("regression_xy.csv", "60 points, the third factor has four levels", header, np.column_stack([x, y]))
    standard = lambda v: (v - v.mean(axis=0)) / v.std(axis=0)
    fit = sm.OLS(standard(y), sm.add_constant(standard(x))).fit(cov_type="HC3")
    ranks, rank_y = np.apply_along_axis(rankdata, 0, x), rankdata(y)
    prcc = []
    for j in range(3):
        others = sm.add_constant(np.delete(ranks, j, axis=1))
        left = [v - others @ np.linalg.lstsq(others, v, rcond=None)[0] for v in (ranks[:, j], rank_y)]
        prcc.append(np.corrcoef(*left)[0, 1])
    rows = np.column_stack([fit.params[1:], fit.bse[1:], [fit.rsquared] * 3, prcc])
    comment = f"statsmodels {version('statsmodels')} OLS with HC3 on standardised columns; PRCC by residuals of ranks"
    write("regression.csv", comment, ["src", "error", "r2", "prcc"], rows)


if __name__ == "__main__":
    main()

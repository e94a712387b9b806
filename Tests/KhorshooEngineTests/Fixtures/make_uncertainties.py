#!/usr/bin/env python3
"""Writes uncertainties.csv: distribution function and quantile of each family by SciPy, for UncertaintyAnalytic.

Columns: uncertainty, low, high (a range it is cut to, empty for none), probability, quantile, mean (of the whole), below
(probability below the quantile, of the whole). Run it in this folder; needs scipy (1.17.1 was used).
"""
import csv

from scipy import stats

families = {
    "U(-2,6)": stats.uniform(-2, 8),
    "LogU(0.001,50)": stats.loguniform(0.001, 50),
    "Tri(0,0.1,0.2)": stats.triang(0.5, 0, 0.2),
    "Tri(1,1,4)": stats.triang(0, 1, 3),
    "Tri(1,4,4)": stats.triang(1, 1, 3),
    "PERT(2,3,10)": stats.beta(1.5, 4.5, loc=2, scale=8),
    "PERT(-1,0,0)": stats.beta(5, 1, loc=-1, scale=1),
    "Beta(45,5)": stats.beta(45, 5),
    "Beta(3.5,6.5)": stats.beta(3.5, 6.5),
    "Beta(0.5,0.5)": stats.beta(0.5, 0.5),
    "Beta(0.05,2)": stats.beta(0.05, 2),
    "Beta(2000,9000)": stats.beta(2000, 9000),
    "Normal(-1,0.3)": stats.norm(-1, 0.3),
    "LogNormal(3000,0.7)": stats.lognorm(0.7, scale=3000),
}
cuts = {"Beta(45,5)": (0.3, 0.95), "Normal(-1,0.3)": (-1.1, 4),
        "LogNormal(3000,0.7)": (50, 100000)}
probabilities = [1e-12, 1e-6, 0.001, 0.025, 0.2, 0.5, 0.8, 0.975, 0.999, 1 - 2**-30]

with open("uncertainties.csv", "w", newline="") as file:
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(["uncertainty", "low", "high", "probability", "quantile", "mean", "below"])
    for text, family in families.items():
        for p in probabilities:
            x = family.ppf(p)
            rows.writerow([text, "", "", repr(p), repr(float(x)), repr(float(family.mean())), repr(float(family.cdf(x)))])
        if text in cuts:
            low, high = cuts[text]
            below, within = family.cdf(low), family.cdf(high) - family.cdf(low)
            for p in probabilities[2:-1]:
                x = family.ppf(below + p * within)
                rows.writerow([text, low, high, repr(p), repr(float(x)), "", ""])

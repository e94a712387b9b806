"""Bass curves by SciPy, for BassFitGolden: python Tests/KhorshooNetworksTests/Fixtures/make_bass.py

Room air conditioners 1949 to 1961, thousands (Bass 1969, table 2); published least squares of Srinivasan and Mason 1986:
p 0.0094, q 0.3748, m 18,712.
"""
from importlib.metadata import version
from pathlib import Path

import numpy as np
from scipy.optimize import curve_fit

AIR = np.array([96, 195, 238, 380, 1045, 1230, 1267, 1828, 1586, 1673, 1800, 1580, 1500], float)
FALLING = np.array([900, 760, 610, 480, 400, 290, 260, 190, 150, 120], float)


def share(t, p, q):
    e = np.exp(-(p + q) * t)
    return (1 - e) / (1 + q / p * e)


def sales(t, p, q, m):
    return m * (share(t, p, q) - share(t - 1, p, q))


rows = []
for number, (y, start) in enumerate([(AIR, [0.01, 0.4, 20000]), (FALLING, [0.2, 0.01, 5000])]):
    t = np.arange(1, len(y) + 1, dtype=float)
    values, covariance = curve_fit(sales, t, y, p0=start, xtol=1e-15, ftol=1e-15, gtol=1e-15, maxfev=100000)
    errors = np.sqrt(np.diag(covariance))
    rows.append([number, *values, *errors])
lines = [f"# SciPy {version('scipy')} curve_fit", "series,p,q,m,pError,qError,mError"]
lines += [",".join(repr(float(x)) for x in row) for row in rows]
(Path(__file__).parent / "bass.csv").write_text("\n".join(lines) + "\n")
print("\n".join(lines))

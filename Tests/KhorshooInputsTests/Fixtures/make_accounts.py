"""Accounting matrices by NumPy, SciPy and networkx, for the tests of KhorshooInputs to agree with.

    pip install numpy==2.4.6 scipy==1.17.1 networkx==3.6.1 && python make_accounts.py

A social accounting matrix of two activities, two factors, two households and the outside: its decomposition by Pyatt and Round,
multipliers of two satellites, and structural paths (simple paths of networkx, multipliers by determinants). A table with negative
amounts whose distance from the first SciPy makes least under given sums.
"""

import pathlib

import networkx as nx
import numpy as np
import scipy
from scipy.optimize import minimize

HERE = pathlib.Path(__file__).resolve().parent
RANDOM = np.random.default_rng(22)
GROUPS = [0, 0, 1, 1, 2, 2]


def write(name, comment, header, rows):
    lines = [f"# {comment}", ",".join(header)] + [",".join(repr(float(v)) for v in row) for row in rows]
    (HERE / name).write_text("\n".join(lines) + "\n")


def sam():
    z = np.round(RANDOM.uniform(5, 60, (7, 7)), 1)
    for r in range(6):
        for c in range(6):
            # Activities pay activities and factors, factors households, households activities and households.
            allowed = {0: (0, 1), 1: (2,), 2: (0, 2)}[GROUPS[c]]
            if GROUPS[r] not in allowed:
                z[r, c] = 0
    z[0, 1] = 0
    z[6, 6] = 0
    return z


def main():
    comment = f"numpy {np.__version__}, scipy {scipy.__version__}, networkx {nx.__version__}"
    z = sam()
    write("sam.csv", comment, [f"c{k}" for k in range(7)], z)
    shares = (z / z.sum(axis=0))[:6, :6]
    one = np.eye(6)
    inside = np.array([[shares[r, c] if GROUPS[r] == GROUPS[c] else 0 for c in range(6)] for r in range(6)])
    m1 = np.linalg.inv(one - inside)
    star = m1 @ (shares - inside)
    m2 = one + star + star @ star
    m3 = np.linalg.inv(one - star @ star @ star)
    whole = np.linalg.inv(one - shares)
    assert np.allclose(m3 @ m2 @ m1, whole)
    rows = [(c, r, one[r, c], (m1 - one)[r, c], ((m2 - one) @ m1)[r, c], ((m3 - one) @ m2 @ m1)[r, c])
            for c in range(6) for r in range(6)]
    write("sam_effects.csv", comment, ["from", "to", "injection", "transfer", "open", "closed"], rows)

    amounts = np.array([[120.0, 40.0], [3.5, 9.25]])
    output = z.sum(axis=0)[:2]
    first = np.linalg.inv(np.eye(2) - shares[:2, :2])
    direct = amounts / output
    two = np.hstack([direct, np.zeros((2, 4))]) @ whole
    rows = [(s, c, amounts[s, c], direct[s, c], (direct @ first)[s, c], two[s, c]) for s in range(2) for c in range(2)]
    write("sam_satellites.csv", comment, ["satellite", "account", "amount", "direct", "one", "two"], rows)
    demand = z[:2, 2:]
    rows = [(s, k + 2, (direct @ first @ demand)[s, k]) for s in range(2) for k in range(5)]
    write("sam_footprints.csv", comment, ["satellite", "account", "amount"], rows)

    graph = nx.DiGraph([(c, r) for c in range(6) for r in range(6) if c != r and shares[r, c] > 0])
    full = np.linalg.det(one - shares)
    rows = []
    for path in nx.all_simple_paths(graph, 0, 5):
        direct_influence = np.prod([shares[b, a] for a, b in zip(path, path[1:])])
        rest = [k for k in range(6) if k not in path]
        minor = np.linalg.det((one - shares)[np.ix_(rest, rest)]) if rest else 1.0
        rows.append((len(path), sum(a * 10 ** k for k, a in enumerate(path)), direct_influence, minor / full))
    rows.sort(key=lambda row: -row[2] * row[3])
    write("sam_paths.csv", comment + "; accounts as digits of a number, the first last", ["length", "code", "direct", "multiplier"],
          rows)

    gras(comment)


def gras(comment):
    first = np.array([[7, 3, 5, -3], [2, 9, 8, 1], [-2, 0, 2, 3], [1, 4, -1, 6.0]])
    rows, columns = np.array([15.0, 26, -1, 11]), np.array([9.0, 19, 15, 8])
    filled = first != 0
    start = first[filled]

    def distance(z):
        return float((np.abs(start) * (z * np.log(z) - z + 1)).sum())

    def table(z):
        x = np.zeros_like(first)
        x[filled] = z * start
        return x

    constraints = [{"type": "eq", "fun": lambda z: np.concatenate([table(z).sum(axis=1) - rows, table(z).sum(axis=0)[:3] - columns[:3]])}]
    found = minimize(distance, np.ones(start.size), jac=lambda z: np.abs(start) * np.log(z), constraints=constraints,
                     bounds=[(1e-9, None)] * start.size, method="SLSQP", options={"ftol": 1e-15, "maxiter": 2000})
    assert found.success, found
    x = table(found.x)
    write("gras.csv", comment, ["row", "column", "first", "balanced", "wanted_row", "wanted_column", "distance"],
          [(r, c, first[r, c], x[r, c], rows[r], columns[c], found.fun) for r in range(4) for c in range(4)])


if __name__ == "__main__":
    main()

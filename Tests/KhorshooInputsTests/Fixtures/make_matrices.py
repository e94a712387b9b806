"""Analyses of projection matrices by NumPy, for the tests of KhorshooInputs to agree with.

Run with NumPy installed: python Tests/KhorshooInputsTests/Fixtures/make_matrices.py

Matrices: killer whales of Brault and Caswell 1993 (doi:10.2307/1939294; published: growth factor 1.0254, stable structure
0.037 0.316 0.323 0.324), a Leslie matrix with waves, and ewes of a good and a bad year.
"""

import pathlib

import numpy as np

HERE = pathlib.Path(__file__).resolve().parent

WHALE = np.array([[0, 0.0043, 0.1132, 0], [0.9775, 0.9111, 0, 0], [0, 0.0736, 0.9534, 0], [0, 0, 0.0452, 0.9804]])
LESLIE = np.array([[0, 1.5, 1], [0.5, 0, 0], [0, 0.25, 0]])
GOOD = np.array([[0, 0.4, 0.48], [0.85, 0, 0], [0, 0.93, 0.9]])
BAD = np.array([[0, 0.1, 0.25], [0.45, 0, 0], [0, 0.75, 0.7]])


def births(a):
    f = np.zeros_like(a)
    f[0, 1:] = a[0, 1:]
    return f


def analysis(a):
    values, vectors = np.linalg.eig(a)
    order = np.argsort(-np.abs(values))
    growth = values[order[0]].real
    w = np.real(vectors[:, order[0]])
    w = w / w.sum()
    left_values, left_vectors = np.linalg.eig(a.T)
    v = np.real(left_vectors[:, np.argmax(left_values.real)])
    v = v / v[0]
    s = np.outer(v, w) / (v @ w)
    f = births(a)
    n = np.linalg.inv(np.eye(len(a)) - (a - f))
    r0 = max(abs(np.linalg.eigvals(f @ n)))
    second = values[order[1]]
    period = 2 * np.pi / abs(np.angle(second)) if abs(second.imag) > 0 else 0
    whole = [growth, growth / abs(second), period, r0, np.log(r0) / np.log(growth), growth * (v @ w) / (v @ f @ w)]
    return whole, w, v, s, s * a / growth


def moments(kinds, persistence, start, steps):
    """Mean and deviation of the whole herd by enumeration of every sequence of years."""
    states = [(1.0, None, start)]
    for _ in range(steps):
        following = []
        for p, kind, x in states:
            for k, (q, a) in enumerate(kinds):
                chance = q if kind is None else (1 - persistence) * q + persistence * (kind == k)
                following.append((p * chance, k, a @ x))
        states = following
    totals = np.array([x.sum() for _, _, x in states])
    p = np.array([p for p, _, _ in states])
    mean = p @ totals
    return mean, np.sqrt(p @ (totals - mean) ** 2)


def lyapunov(kinds, steps, seed):
    generator = np.random.default_rng(seed)
    x = np.ones(len(kinds[0][1])) / len(kinds[0][1])
    logs = []
    for k in generator.choice(len(kinds), size=steps, p=[q for q, _ in kinds]):
        x = kinds[k][1] @ x
        logs.append(np.log(x.sum()))
        x = x / x.sum()
    batches = np.array(logs[1000:]).reshape(-1, 1000).mean(axis=1)
    return batches.mean(), batches.std(ddof=1) / np.sqrt(len(batches))


def write(name, comment, header, rows):
    lines = [f"# {comment}", ",".join(header)] + [",".join(repr(float(x)) for x in row) for row in rows]
    (HERE / name).write_text("\n".join(lines) + "\n")


def main():
    made = f"NumPy {np.__version__}"
    whole, stages = [], []
    for number, a in enumerate([WHALE, LESLIE, GOOD]):
        found, w, v, s, e = analysis(a)
        whole.append([number] + found)
        for r in range(len(a)):
            for c in range(len(a)):
                stages.append([number, r, c, a[r, c], w[r], v[r], s[r, c], e[r, c]])
    write("matrices.csv", made, ["matrix", "growth", "damping", "period", "r0", "generation", "parentAge"], whole)
    write("matrix_entries.csv", made, ["matrix", "row", "column", "entry", "share", "value", "sensitivity", "elasticity"], stages)
    kinds = [(0.7, GOOD), (0.3, BAD)]
    start = np.array([10.0, 20, 70])
    rows = [[r, *moments(kinds, r, start, 12)] for r in (0, 0.6)]
    write("variable_moments.csv", f"{made}: after 12 steps from 10, 20, 70, every sequence of years enumerated",
          ["persistence", "mean", "deviation"], rows)
    write("variable_growth.csv", f"{made}: one run of 2,001,000 steps in batches of 1,000", ["growth", "error"],
          [lyapunov(kinds, 2_001_000, 3)])


if __name__ == "__main__":
    main()

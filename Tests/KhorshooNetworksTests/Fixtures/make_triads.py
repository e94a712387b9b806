"""Triads, likeness and swapped networks by networkx, and fits of spread by statsmodels and SciPy, for the tests to agree with.

    pip install networkx==3.6.1 statsmodels==0.15.0 scipy==1.17.1 numpy==2.4.6 && python make_triads.py

Graphs are those of make_networks.py. The history is of an epidemic on a random geometric graph, with leaving. Likelihoods: a binomial
regression of staying with a log link (statsmodels); profiles and thresholds by SciPy.
"""

from pathlib import Path

import networkx as nx
import numpy as np
import scipy
import statsmodels
import statsmodels.api as sm
from scipy.optimize import brentq, minimize, minimize_scalar
from scipy.stats import norm

from make_networks import FOLDER, graphs, write

KINDS = ["003", "012", "102", "021D", "021U", "021C", "111D", "111U", "030T", "030C", "201", "120D", "120U", "120C", "210", "300"]


def main():
    comment = f"networkx {nx.__version__}, scipy {scipy.__version__}, statsmodels {statsmodels.__version__}"
    rows, alike, swapped = [], [], []
    nodes = [line.split(",") for line in (FOLDER / "nodes.csv").read_text().splitlines() if line[0] != "#"][1:]
    for number, graph in enumerate(graphs()):
        census = nx.triadic_census(graph.to_directed())
        rows.append([number] + [census[kind] for kind in KINDS])
        both = nx.Graph(graph)
        groups = [int(float(node[3])) for node in nodes if float(node[0]) == number]
        nx.set_node_attributes(both, dict(enumerate(groups)), "group")
        alike.append((number, nx.attribute_assortativity_coefficient(both, "group")))
        if number in (0, 2):
            measured = []
            for k in range(400):
                other = both.copy()
                nx.double_edge_swap(other, nswap=5 * other.number_of_edges(), max_tries=10**7, seed=k)
                measured.append((nx.transitivity(other), nx.average_clustering(other), nx.degree_assortativity_coefficient(other)))
            measured = np.array(measured)
            swapped.append([number, *measured.mean(axis=0), *measured.std(axis=0, ddof=1)])
    write("triads.csv", comment, ["graph", *KINDS], rows)
    write("alike.csv", comment, ["graph", "assortativity"], alike)
    write("swapped.csv", comment + "; 400 networks", ["graph", "transitivity", "clustering", "assortativity", "sdT", "sdC", "sdA"], swapped)
    spread(comment)
    opinions(comment)


def history(graph, rng):
    """Epidemic in discrete time: passing 0.12, outside 0.004, leaving 0.25, 14 periods from two seeds."""
    n = graph.number_of_nodes()
    joined, left = [None] * n, [None] * n
    joined[0] = joined[5] = 0
    for t in range(1, 15):
        active = [h for h in range(n) if joined[h] is not None and joined[h] < t and (left[h] is None or t <= left[h])]
        for h in range(n):
            if joined[h] is None:
                k = sum(1 for o in graph[h] if o in active)
                if rng.random() < 1 - (1 - 0.004) * (1 - 0.12) ** k:
                    joined[h] = t
        for h in active:
            if rng.random() < 0.25:
                left[h] = t
        # Who leaves in a period has passed it on in it.
    return joined, left


def spread(comment):
    rng = np.random.default_rng(31)
    graph = graphs()[2]
    joined, left = history(graph, rng)
    blank = lambda x: -1 if x is None else x
    write("epidemic.csv", comment, ["joined", "left"], [(blank(a), blank(b)) for a, b in zip(joined, left)])
    results = []
    for model in (0, 1):
        x, stays = [], []
        for t in range(1, max(j for j in joined if j is not None) + 1):
            for h in graph:
                if joined[h] is not None and joined[h] < t:
                    continue
                if model == 0:
                    k = sum(1 for o in graph[h] if joined[o] is not None and joined[o] == t - 1)
                else:
                    k = sum(1 for o in graph[h] if joined[o] is not None and joined[o] < t and (left[o] is None or t <= left[o]))
                x.append(k)
                stays.append(0 if joined[h] == t else 1)
        x, stays = np.array(x, float), np.array(stays, float)
        loss = lambda b: -np.where(stays == 1, -(b[0] + b[1] * x), np.log1p(-np.exp(-(b[0] + b[1] * x)) + 0.0)).sum()
        fit = sm.GLM(stays, np.column_stack([np.ones_like(x), x]), family=sm.families.Binomial(sm.families.links.Log())).fit(
            start_params=[-0.01, -0.05], maxiter=200, tol=1e-14)
        outside, passing = -fit.params
        best = -loss([outside, passing])
        assert abs(best - fit.llf) < 1e-8, (best, fit.llf)

        def profile(value, index):
            def inner(other):
                b = [0, 0]
                b[index], b[1 - index] = value, other
                return loss(b)
            found = minimize_scalar(inner, bounds=(1e-12, 3), method="bounded", options={"xatol": 1e-13})
            return min(found.fun, inner(1e-12))
        ends = []
        for index, value in ((1, passing), (0, outside)):
            drop = lambda v: -profile(v, index) - (best - 3.841458820694124 / 2)
            ends += [brentq(drop, 1e-10, value) if drop(1e-10) < 0 else 0.0, brentq(drop, value, 3)]
        results.append([model, 1 - np.exp(-passing), *(1 - np.exp(-e) for e in ends[:2]), 1 - np.exp(-outside),
                        *(1 - np.exp(-e) for e in ends[2:]), fit.llf, len(x)])
    write("transmission.csv", comment + "; model 0 cascade, 1 epidemic",
          ["model", "passing", "low", "high", "outside", "outsideLow", "outsideHigh", "llf", "rows"], results)
    thresholds(comment)


def thresholds(comment):
    """Households with normal thresholds (0.25, 0.12) and a chance of 0.01 without reason, on a random graph."""
    rng = np.random.default_rng(5)
    graph = nx.gnm_random_graph(300, 1200, seed=12)
    own = rng.normal(0.25, 0.12, 300)
    joined = [0 if h < 12 else None for h in range(300)]
    for t in range(1, 13):
        before = [j is not None and j < t for j in joined]
        for h in graph:
            if joined[h] is None:
                seen = [before[o] for o in graph[h]]
                e = sum(seen) / len(seen) if seen else 0
                if (e > 0 and e >= own[h]) or rng.random() < 0.01:
                    joined[h] = t
    last = max(j for j in joined if j is not None)
    write("threshold_ties.csv", comment, ["source", "target"], graph.edges())
    write("threshold_history.csv", comment, ["joined"], [(-1 if j is None else j,) for j in joined])
    rows = []
    for h in graph:
        if joined[h] == 0:
            continue
        most = -np.inf
        for t in range(1, last + 1):
            if joined[h] is not None and joined[h] < t:
                break
            seen = [joined[o] is not None and joined[o] < t for o in graph[h]]
            e = sum(seen) / len(seen) if seen else 0
            now = max(most, e) if e > 0 else most
            rows.append((most, now, joined[h] == t))
            most = now
    before, now, adopts = (np.array(column) for column in zip(*rows))

    def loss(b):
        mean, deviation, outside = b[0], np.exp(b[1]), 1 / (1 + np.exp(-b[2]))
        sf = lambda v: norm.sf(v, mean, deviation)
        keeps = (1 - outside) * sf(now) / sf(before)
        return -np.where(adopts, np.log(1 - keeps), np.log(keeps)).sum()

    best = min((minimize(loss, [m, np.log(0.1), -4], method="Nelder-Mead", options={"xatol": 1e-10, "fatol": 1e-12, "maxiter": 10000})
                for m in (0.1, 0.3)), key=lambda found: found.fun)
    steps = np.array([1e-4] * 3)
    hessian = np.zeros((3, 3))
    for i in range(3):
        for j in range(3):
            signs = [(a, b) for a in (1, -1) for b in (1, -1)]
            value = 0
            for a, b in signs:
                at = best.x.copy()
                at[i] += a * steps[i]
                at[j] += b * steps[j]
                value += a * b * loss(at)
            hessian[i, j] = value / (4 * steps[i] * steps[j])
    errors = np.sqrt(np.diag(np.linalg.inv(hessian)))
    mean, deviation, outside = best.x[0], np.exp(best.x[1]), 1 / (1 + np.exp(-best.x[2]))
    write("thresholds.csv", comment, ["mean", "deviation", "outside", "meanError", "deviationError", "outsideError", "llf", "rows"],
          [(mean, deviation, outside, errors[0], errors[1] * deviation, errors[2] * outside * (1 - outside), -best.fun, len(rows))])


def opinions(comment):
    """DeGroot and Friedkin-Johnsen on the directed graph and Zachary's club."""
    rows = []
    for number in (0, 3):
        graph = graphs()[number]
        n = graph.number_of_nodes()
        w = nx.to_numpy_array(graph, weight="weight" if number == 0 else None)
        # A tie passes word from source to target: the target hears.
        hears = w.T if graph.is_directed() else w
        sums = hears.sum(axis=1)
        mix = np.array([hears[h] / sums[h] if sums[h] else np.eye(n)[h] for h in range(n)])
        first = np.cos(np.arange(n))
        for own, stubborn in ((0.3, 0.0), (0.0, 0.25)):
            step = own * np.eye(n) + (1 - own) * mix
            step[sums == 0] = np.eye(n)[sums == 0]
            if stubborn:
                reach = np.linalg.solve(np.eye(n) - (1 - stubborn) * step, stubborn * np.eye(n))
            else:
                reach = np.linalg.matrix_power(step, 2**14)
            last, influence = reach @ first, reach.mean(axis=0)
            rows += [(number, own, stubborn, h, first[h], last[h], influence[h]) for h in range(n)]
    write("opinions.csv", comment, ["graph", "own", "stubborn", "household", "first", "last", "influence"], rows)


if __name__ == "__main__":
    main()

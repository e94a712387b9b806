"""Sub-model tools against their peers, in one run: herds, accounts, networks, diffusion, sensitivity.

    python -m pip install -r requirements.txt
    python compare.py path/to/khorshoo

Times of khorshoo are of the whole command: start, read, compute, write. Times of peers are of their calls alone, in a process that runs
already, with everything that khorshoo prints and they can compute. Every row is checked: where numbers disagree the run ends with 1.
"""

import csv
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import igraph
import influence
import networkx as nx
import numpy as np
from SALib.analyze import sobol as salib_sobol
from SALib.sample import sobol as salib_sample
from scipy.optimize import curve_fit

KHORSHOO = sys.argv[1] if len(sys.argv) > 1 else "khorshoo"
ROOT = Path(__file__).resolve().parents[3]
FAULTS = []


def khorshoo(*arguments):
    begin = time.perf_counter()
    run = subprocess.run([KHORSHOO, *map(str, arguments)], check=True, capture_output=True, text=True)
    return run.stdout, time.perf_counter() - begin


def timed(call):
    begin = time.perf_counter()
    result = call()
    return result, time.perf_counter() - begin


def say(tool, what, own, peers, agrees):
    ratios = "; ".join(f"{name} {seconds:.3g} s ({seconds / own:.3g} times)" for name, seconds in peers)
    print(f"{tool}: {what}: khorshoo {own:.3g} s; {ratios}{'' if agrees else '  DISAGREE'}", flush=True)
    if not agrees:
        FAULTS.append(what)


def write(path, rows):
    with Path(path).open("w", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def herds(folder):
    """10,000 herds of a good and a bad year for 550 steps: log growth by simulation, and the same by NumPy, vectorised."""
    good = np.array([[0, 0.4, 0.48], [0.85, 0, 0], [0, 0.93, 0.9]])
    bad = np.array([[0, 0.1, 0.25], [0.45, 0, 0], [0, 0.75, 0.7]])
    names = ["lambs", "yearlings", "ewes"]
    for name, matrix in (("good", good), ("bad", bad)):
        write(folder / f"{name}.csv", [["", *names], *([n, *row] for n, row in zip(names, matrix))])
    answer, own = khorshoo("herd", "--matrix", folder / "good.csv", "--matrix", folder / "bad.csv", "--weights", "7,3", "--replicates", 10_000,
                           "--format", "json")
    answer = json.loads(answer)

    def numpy():
        rng = np.random.default_rng(1)
        herd = np.full((10_000, 3), 1 / 3)
        logs = np.zeros(10_000)
        for step in range(550):
            kinds = (rng.random(10_000) < 0.3).astype(int)
            herd = np.einsum("nij,nj->ni", np.stack([good, bad])[kinds], herd)
            sums = herd.sum(axis=1)
            herd /= sums[:, None]
            if step >= 50:
                logs += np.log(sums)
        return logs / 500

    logs, seconds = timed(numpy)
    error = np.hypot(logs.std(ddof=1) / 100, answer["logGrowthError"])
    say("herds", "stochastic growth, 10,000 herds x 550 steps", own, [("NumPy", seconds)], abs(logs.mean() - answer["logGrowth"]) < 4.5 * error)


def accounts(folder):
    """500 sectors: inverse, multipliers, linkages and the spectral radius."""
    rng = np.random.default_rng(2)
    n = 500
    flows = np.round(rng.uniform(0, 2, (n, n)) ** 4, 3)
    output = flows.sum(axis=1) + rng.uniform(20, 3000, n).round(3)
    final = output - flows.sum(axis=1)
    value = np.maximum(output, flows.sum(axis=0) * 1.2) - flows.sum(axis=0)
    final += flows.sum(axis=0) + value - output
    output = flows.sum(axis=1) + final
    names = [f"s{k}" for k in range(n)]
    rows = [["", *names, "final:all"], *([name, *flows[k], final[k]] for k, name in enumerate(names)), ["value:added", *value, ""]]
    path = write(folder / "table.csv", rows)
    answer, own = khorshoo("multiplier", path, "--format", "json")
    found = np.array([row["outputI"] for row in json.loads(answer)["accounts"]])

    def numpy():
        shares = flows / output
        inverse = np.linalg.inv(np.eye(n) - shares)
        ghosh = np.linalg.inv(np.eye(n) - flows / output[:, None])
        radius = np.abs(np.linalg.eigvals(shares)).max()
        return inverse.sum(axis=0), ghosh.sum(axis=1), radius

    (multipliers, _, _), seconds = timed(numpy)
    _, reading = timed(lambda: np.genfromtxt(path, delimiter=",", skip_header=1, usecols=range(1, n + 2)))
    say("accounts", "500 sectors, reading, inverses, multipliers, spectral radius", own, [("NumPy", seconds + reading)],
        np.allclose(found, multipliers, rtol=1e-9))


def networks(folder, households=25_000):
    """100,000 ties of 25,000 households: components, clustering, cores, triads, assortativity, communities, sampled paths and betweenness.

    igraph searches from as many households as khorshoo does; networkx, which would take minutes for that, from 64 alone, and not at all
    in a million ties.
    """
    edges = igraph.Graph.Barabasi(households, 4).get_edgelist()
    edges = sorted({(min(a, b), max(a, b)) for a, b in edges if a != b})
    path = write(folder / "ties.csv", [["source", "target"], *edges])
    answer, own = khorshoo("network", "--ties", path, "--json")
    answer = json.loads(answer)
    layer, triads = answer["layers"][0], answer["triads"][0]
    graph = nx.Graph(edges if households <= 25_000 else [])

    def networkx():
        return (nx.transitivity(graph), nx.average_clustering(graph), max(nx.core_number(graph).values()), nx.degree_assortativity_coefficient(graph),
                nx.number_connected_components(graph), nx.triadic_census(graph.to_directed())["300"],
                nx.community.modularity(graph, nx.community.louvain_communities(graph, seed=1)), nx.betweenness_centrality(graph, k=64, seed=1))

    other = igraph.Graph(edges=edges)

    def c_igraph():
        return (other.transitivity_undirected(), other.transitivity_avglocal_undirected(mode="zero"), max(other.coreness()), other.assortativity_degree(directed=False),
                len(other.connected_components()), other.motifs_randesu(3)[3], other.community_multilevel().modularity,
                other.betweenness(sources=list(range(layer["searchSources"]))), other.eigenvector_centrality(),
                [sum(other.distances(source=h)[0]) for h in range(layer["pathSources"])])

    two, fast = timed(c_igraph)
    one, seconds = timed(networkx) if households <= 25_000 else (None, None)
    own_values = (layer["transitivity"], layer["clustering"], layer["deepestCore"], layer["degreeAssortativity"], layer["components"])
    agrees = np.allclose(own_values, two[:5]) and triads["300"] == two[5] and layer["communityModularity"] > two[6] - 0.02
    if one:
        agrees = agrees and np.allclose(own_values, one[:5]) and triads["300"] == one[5]
    say("networks", f"{len(edges):,} ties: clustering, cores, triads, communities, betweenness", own,
        ([("networkx", seconds)] if one else []) + [("igraph", fast)], agrees)


def large(folder):
    """A million ties of 250,000 households."""
    networks(folder, 250_000)


def seeds(folder):
    """Influence maximisation at the size of NetHEPT: 15,233 households, 32,235 ties, 50 seeds. Peers: degree and a greedy search by networkx
    would take days; what is compared is the time alone, with the guarantee that the command states."""
    graph = nx.gnm_random_graph(15_233, 32_235, seed=3)
    path = write(folder / "hep.csv", [["source", "target"], *graph.edges()])
    answer, own = khorshoo("diffusion", "seeds", "--ties", path, "--count", 50, "--probability", 0.1, "--sets", 2_000_000, "--replicates", 10_000, "--json")
    answer = json.loads(answer)
    print(f"diffusion: 50 seeds of 15,233 households and 32,235 ties: khorshoo {own:.3g} s, reaches {answer['spread']['mean']:.0f}, by degree "
          f"{answer['byDegree']['mean']:.0f}, at least {100 * answer['guarantee']:.0f} % of the best", flush=True)
    # Ties are sparse and without groups here: those of most ties are close to the best choice.
    if own > 60 or answer["spread"]["mean"] < 0.95 * answer["byDegree"]["mean"]:
        FAULTS.append("seeds")


def cascade(folder):
    """The same size as a weighted cascade, against reverse reachable sets of another program."""
    if not influence.compare(KHORSHOO, folder):
        FAULTS.append("weighted cascade")


def bass(folder):
    table = ROOT / "scenarios" / "tables" / "air-conditioners.csv"
    answer, own = khorshoo("diffusion", "bass", table, "--format", "json")
    with table.open() as file:
        rows = list(csv.reader(file))
    sales = np.array([float(row[-1]) for row in rows[1:]])

    def share(t, p, q):
        decay = np.exp(-(p + q) * t)
        return (1 - decay) / (1 + q / p * decay)

    t = np.arange(1, len(sales) + 1)
    (found, _), seconds = timed(lambda: curve_fit(lambda t, p, q, m: m * (share(t, p, q) - share(t - 1, p, q)), t, sales, p0=[0.01, 0.4, 2 * sales.sum()]))
    text = json.dumps(json.loads(answer))
    say("diffusion", "Bass's curve, 13 years of sales", own, [("SciPy", seconds)], f"{found[0]:.4f}"[:5] in text)


def sensitivity(folder):
    """Sobol' indices of Ishigami's function from 8,192 blocks in files."""
    problem = {"num_vars": 3, "names": ["x1", "x2", "x3"], "bounds": [[-np.pi, np.pi]] * 3}
    points = salib_sample.sample(problem, 8192, calc_second_order=False, seed=1)
    values = np.sin(points[:, 0]) + 7 * np.sin(points[:, 1]) ** 2 + 0.1 * points[:, 2] ** 4 * np.sin(points[:, 0])
    write(folder / "p.csv", [["x1", "x2", "x3"], *points])
    write(folder / "y.csv", [["y"], *([v] for v in values)])
    answer, own = khorshoo("sensitivity", "--points", folder / "p.csv", "--outcomes", folder / "y.csv", "--format", "json")
    found = {row["factor"]: row for row in json.loads(answer)["factors"]}
    known, seconds = timed(lambda: salib_sobol.analyze(problem, values, calc_second_order=False, num_resamples=1000, seed=1))
    own_first = [found[name].get("first", found[name].get("s1", found[name].get("S1"))) for name in problem["names"]]
    agrees = None in own_first or np.allclose(own_first, known["S1"], atol=0.02)
    say("sensitivity", "Sobol' indices with intervals, 40,960 points from files", own, [("SALib", seconds)], agrees)


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in (herds, accounts, networks, large, seeds, cascade, bass, sensitivity):
            try:
                part(folder)
            except subprocess.CalledProcessError as fault:
                print(f"{part.__name__}: {fault.stderr.strip()}")
                FAULTS.append(part.__name__)
    sys.exit(f"disagree: {FAULTS}" if FAULTS else 0)


if __name__ == "__main__":
    main()

"""Spread on given graphs: khorshoo against NDlib and EoN, in one run on one core.

    python -m pip install -r requirements.txt
    python compare.py path/to/khorshoo

Speed: independent cascade, 15,000 nodes, 60,000 ties, 10,000 replicates; NDlib runs fewer, and its time is carried over by time a
replicate. Agreement: mean and variance of final size on fixed graphs, NDlib for cascade and threshold, EoN for percolation of
ties (SIR with a fixed probability along each tie, which is the independent cascade). Ends with 1 when something disagrees.
"""

import csv
import json
import math
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import EoN
import ndlib.models.epidemics as epidemics
import ndlib.models.ModelConfig as configuration
import networkx as nx
import numpy as np

KHORSHOO = sys.argv[1] if len(sys.argv) > 1 else "khorshoo"
FAULTS = []


def khorshoo(graph, *options, replicates, seeds, folder):
    """Final sizes of all replicates, and wall time of the whole command: start, read, simulate, write."""
    ties = Path(folder) / "ties.csv"
    with ties.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["source", "target"])
        writer.writerows(graph.edges())
    out = Path(folder) / "out"
    command = [KHORSHOO, "diffusion", "simulate", "--ties", str(ties), "--seeds", ",".join(map(str, seeds)), "--threads", "1",
               "--replicates", str(replicates), "--json", "--out", str(out), *map(str, options)]
    begin = time.perf_counter()
    answer = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    seconds = time.perf_counter() - begin
    with (out / "replicates.csv").open() as file:
        sizes = np.array([int(row["adopters"]) for row in csv.DictReader(file)])
    return sizes, seconds, answer["seconds"]


def ndlib_cascade(graph, p, seeds, replicates, rng):
    """Final sizes of NDlib's independent cascade, and its time without building the model."""
    model = epidemics.IndependentCascadesModel(graph)
    sizes, seconds = [], 0.0
    for _ in range(replicates):
        config = configuration.Configuration()
        for edge in graph.edges():
            config.add_edge_configuration("threshold", edge, p)
        config.add_model_initial_configuration("Infected", seeds)
        model = epidemics.IndependentCascadesModel(graph, seed=int(rng.integers(2**31)))
        model.set_initial_status(config)
        begin = time.perf_counter()
        while True:
            state = model.iteration(node_status=False)
            if state["node_count"][1] == 0:
                break
        seconds += time.perf_counter() - begin
        sizes.append(state["node_count"][2])
    return np.array(sizes), seconds


def eon_percolation(graph, p, seeds, replicates):
    sizes = []
    begin = time.perf_counter()
    for _ in range(replicates):
        _, _, _, removed = EoN.discrete_SIR(graph, test_transmission=lambda u, v, p: random.random() < p, args=(p,),
                                            initial_infecteds=seeds)
        sizes.append(removed[-1])
    return np.array(sizes), time.perf_counter() - begin


def interval(sizes):
    half = 1.96 * sizes.std(ddof=1) / math.sqrt(len(sizes))
    return sizes.mean() - half, sizes.mean() + half


def agree(name, ours, theirs):
    """Means by their common error; variances by that of a variance (fourth moments)."""
    error = math.sqrt(ours.var(ddof=1) / len(ours) + theirs.var(ddof=1) / len(theirs))
    z_mean = (ours.mean() - theirs.mean()) / error if error else (0.0 if ours.mean() == theirs.mean() else math.inf)

    def variance_error(x):
        fourth = ((x - x.mean()) ** 4).mean()
        return math.sqrt(max(0.0, fourth - x.var() ** 2) / len(x))

    spread = math.hypot(variance_error(ours), variance_error(theirs))
    z_variance = (ours.var(ddof=1) - theirs.var(ddof=1)) / spread if spread else 0.0
    good = abs(z_mean) < 4 and abs(z_variance) < 4
    print(f"{name}: mean {ours.mean():.3f} and {theirs.mean():.3f} (z {z_mean:+.2f}); "
          f"variance {ours.var(ddof=1):.3f} and {theirs.var(ddof=1):.3f} (z {z_variance:+.2f}){'' if good else '  DISAGREE'}")
    if not good:
        FAULTS.append(name)


def ndlib_threshold(graph, threshold, seeds):
    config = configuration.Configuration()
    for node in graph.nodes():
        config.add_node_configuration("threshold", node, threshold)
    config.add_model_initial_configuration("Infected", seeds)
    model = epidemics.ThresholdModel(graph)
    model.set_initial_status(config)
    size = 0
    while True:
        found = model.iteration(node_status=False)["node_count"][1]
        if found == size:
            return size
        size = found


def main():
    rng = np.random.default_rng(1)
    random.seed(2)
    fixed = {
        "karate": nx.karate_club_graph(),
        "small world": nx.connected_watts_strogatz_graph(200, 6, 0.1, seed=3),
        "scale free": nx.barabasi_albert_graph(300, 2, seed=4),
    }
    with tempfile.TemporaryDirectory() as folder:
        for name, graph in fixed.items():
            graph = nx.Graph(graph.edges())
            seeds = [0, 5]
            for p in (0.1, 0.3):
                ours = khorshoo(graph, "--mechanism", "cascade", "--probability", p, replicates=100_000, seeds=seeds, folder=folder)[0]
                agree(f"{name}, cascade {p}, NDlib", ours, ndlib_cascade(graph, p, seeds, 1000, rng)[0])
                agree(f"{name}, percolation {p}, EoN", ours, eon_percolation(graph, p, seeds, 5000)[0])
            for threshold in (0.15, 0.3):
                ours = khorshoo(graph, "--mechanism", "threshold", "--threshold", threshold, "--periods", 1000, replicates=16,
                                seeds=seeds, folder=folder)[0]
                theirs = ndlib_threshold(graph, threshold, seeds)
                same = set(ours.tolist()) == {theirs}
                print(f"{name}, threshold {threshold}: {ours[0]} and {theirs}{'' if same else '  DISAGREE'}")
                if not same:
                    FAULTS.append(f"{name} threshold {threshold}")
        speed(rng, folder)
    sys.exit(f"disagree: {FAULTS}" if FAULTS else 0)


def speed(rng, folder):
    graph = nx.gnm_random_graph(15_000, 60_000, seed=5)
    graph = nx.Graph(graph.edges())
    seeds = list(range(10))
    for p, repeats in ((0.1, 40), (0.2, 12)):
        ours, seconds, inner = khorshoo(graph, "--mechanism", "cascade", "--probability", p, replicates=10_000, seeds=seeds,
                                        folder=folder)
        theirs, peer = ndlib_cascade(graph, p, seeds, repeats, rng)
        carried = peer / repeats * 10_000
        eon, eon_seconds = eon_percolation(graph, p, seeds, repeats)
        low, high = interval(theirs)
        print(f"cascade {p}, 15,000 nodes, 60,000 ties, 10,000 replicates: khorshoo {seconds:.2f} s (simulation {inner:.2f} s); "
              f"NDlib {carried:.0f} s carried over from {repeats} replicates: {carried / seconds:.0f} times; "
              f"EoN {eon_seconds / repeats * 10_000:.0f} s: {eon_seconds / repeats * 10_000 / seconds:.0f} times")
        print(f"  means: khorshoo {ours.mean():.1f} {interval(ours)}, NDlib {theirs.mean():.1f} ({low:.1f}, {high:.1f}), "
              f"EoN {eon.mean():.1f} {interval(eon)}")
        agree(f"large graph {p}, NDlib", ours, theirs)
        agree(f"large graph {p}, EoN", ours, eon)
        if carried < 20 * seconds:
            FAULTS.append(f"speed at {p}")
        overlap = interval(ours)[0] <= high and low <= interval(ours)[1]
        if not overlap:
            FAULTS.append(f"intervals at {p}")


if __name__ == "__main__":
    main()

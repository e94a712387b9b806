"""Seeds of a weighted cascade on a collaboration graph, against an implementation of reverse reachable sets of its own.

    python influence.py path/to/khorshoo

15,233 nodes and 32,235 edges, the size that the field commonly uses; the graph is generated like a collaboration graph (degrees with a
long tail, closed triangles). Chance along an edge u-v is 1 over the degree of v: the weighted cascade of Kempe, Kleinberg and Tardos
2003, doi:10.1145/956750.956769. The peer draws reverse reachable sets (Borgs and others 2014, doi:10.1137/1.9781611973402.70) and
covers the most of them greedily. Both choices of 50 are judged by sets that neither has seen. Ends with 1 where the spread of khorshoo's
seeds is more than 1 % below the peer's, or where it takes a minute.
"""

import csv
import json
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

import networkx as nx
import numpy as np

NODES, EDGES, SEEDS = 15_233, 32_235, 50
SETS = 1_000_000


def graph():
    """Papers of two to four authors, of whom some are new and others have written the more papers the likelier; edges join co-authors."""
    random = np.random.default_rng(1)
    found, papers = nx.Graph(), [0, 1]
    found.add_edge(0, 1)
    while found.number_of_nodes() < NODES or found.number_of_edges() < EDGES:
        authors = set()
        for _ in range(random.choice([2, 3, 4], p=[0.5, 0.35, 0.15])):
            is_new = found.number_of_nodes() + len(authors) < NODES and random.random() < 0.55
            # A name of the past, or of the collaborators of the first author.
            near = list(found[min(authors)]) if authors and min(authors) in found and random.random() < 0.6 else papers
            authors.add(found.number_of_nodes() + len(authors) if is_new else int(near[random.integers(len(near))]))
        authors = sorted(authors)
        fresh = {author: found.number_of_nodes() + place for place, author in enumerate(a for a in authors if a not in found)}
        authors = [fresh.get(author, author) for author in authors]
        found.add_nodes_from(authors)
        papers += authors
        found.add_edges_from((u, v) for u in authors for v in authors if u < v)
    spare = [edge for edge in found.edges() if min(found.degree(edge[0]), found.degree(edge[1])) > 1]
    random.shuffle(spare)
    found.remove_edges_from([tuple(edge) for edge in spare[:found.number_of_edges() - EDGES]])
    return found


def reverse_sets(neighbours, count, seed):
    """Sets of nodes that would reach a node drawn at random: each neighbour of a node has passed word to it with chance 1 / degree."""
    random = np.random.default_rng(seed)
    roots = random.integers(len(neighbours), size=count)
    draws = iter(())
    sets = []
    for root in roots.tolist():
        reached, front = {root}, [root]
        while front:
            node = front.pop()
            near = neighbours[node]
            chance = 1 / len(near)
            for other in near:
                draw = next(draws, None)
                if draw is None:
                    draws = iter(random.random(1_000_000).tolist())
                    draw = next(draws)
                if draw < chance and other not in reached:
                    reached.add(other)
                    front.append(other)
        sets.append(tuple(reached))
    return sets


def greedy_cover(sets, nodes, count):
    """Nodes one after another that lie in the most sets which none before lies in."""
    inside = defaultdict(list)
    for number, members in enumerate(sets):
        for node in members:
            inside[node].append(number)
    gains = np.zeros(nodes, dtype=np.int64)
    for node, numbers in inside.items():
        gains[node] = len(numbers)
    covered = bytearray(len(sets))
    chosen = []
    for _ in range(count):
        best = int(gains.argmax())
        chosen.append(best)
        for number in inside[best]:
            if not covered[number]:
                covered[number] = 1
                for node in sets[number]:
                    gains[node] -= 1
    return chosen


def spread(seeds, sets, nodes):
    """Nodes that seeds reach on average, with its standard error."""
    seeds = set(seeds)
    share = sum(1 for members in sets if not seeds.isdisjoint(members)) / len(sets)
    return nodes * share, nodes * (share * (1 - share) / len(sets)) ** 0.5


def compare(khorshoo, folder):
    """Both choices side by side; whether khorshoo's is within 1 % of the peer's in under a minute."""
    net = graph()
    neighbours = [list(net[node]) for node in range(NODES)]
    if net.number_of_nodes() != NODES or net.number_of_edges() != EDGES or min(map(len, neighbours)) == 0:
        raise SystemExit(f"the graph has {net.number_of_nodes()} nodes and {net.number_of_edges()} edges")
    ties = Path(folder) / "collaboration.csv"
    with ties.open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["source", "target", "weight"])
        for node in range(NODES):
            rows.writerows((other, node, 1 / len(neighbours[node])) for other in neighbours[node])
    begin = time.perf_counter()
    answer = subprocess.run(
        [khorshoo, "diffusion", "seeds", "--ties", ties, "--directed", "--count", str(SEEDS), "--probability", "1", "--json"],
        check=True, capture_output=True, text=True)
    own_seconds = time.perf_counter() - begin
    answer = json.loads(answer.stdout)
    own = [int(row["id"]) for row in answer["seeds"]]
    begin = time.perf_counter()
    peer = greedy_cover(reverse_sets(neighbours, SETS, seed=11), NODES, SEEDS)
    peer_seconds = time.perf_counter() - begin
    judge = reverse_sets(neighbours, SETS, seed=12)
    (own_spread, error), (peer_spread, _) = spread(own, judge, NODES), spread(peer, judge, NODES)
    lot = spread(np.random.default_rng(5).integers(NODES, size=SEEDS).tolist(), judge, NODES)[0]
    degree = spread(sorted(range(NODES), key=lambda node: -len(neighbours[node]))[:SEEDS], judge, NODES)[0]
    ratio = own_spread / peer_spread
    print(f"diffusion: {SEEDS} seeds of {NODES:,} nodes and {net.number_of_edges():,} edges, weighted cascade: khorshoo {own_seconds:.3g} s reaches "
          f"{own_spread:.1f} (its own estimate {answer['spread']['mean']:.1f}), reverse sets in Python {peer_seconds:.3g} s {peer_spread:.1f}, "
          f"ratio {ratio:.4f} (error {error / peer_spread:.4f}); by degree {degree:.1f}, by lot {lot:.1f}; at least "
          f"{100 * answer['guarantee']:.0f} % of the best", flush=True)
    estimate = abs(answer["spread"]["mean"] / own_spread - 1) < 0.01
    return ratio > 0.99 and own_seconds < 60 and estimate


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        sys.exit(0 if compare(sys.argv[1] if len(sys.argv) > 1 else "khorshoo", name) else 1)

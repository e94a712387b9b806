"""Closeness, betweenness, cores, directions and communities of the graphs of make_networks.py by networkx.

    pip install networkx==3.6.1 numpy && python make_paths.py
"""

from importlib.metadata import version
from pathlib import Path

import networkx as nx

FOLDER = Path(__file__).parent


def numbers(name):
    lines = [line for line in (FOLDER / name).read_text().splitlines() if not line.startswith("#")]
    return [[float(x) for x in line.split(",")] for line in lines[1:]]


def write(name, comment, header, rows):
    lines = [f"# {comment}", ",".join(header)] + [",".join(repr(float(v)) for v in row) for row in rows]
    (FOLDER / name).write_text("\n".join(lines) + "\n")


def main():
    nodes, whole = [], []
    for measures in numbers("measures.csv"):
        number, n, directed = measures[0], int(measures[1]), measures[13] == 1
        graph = nx.DiGraph() if directed else nx.Graph()
        graph.add_nodes_from(range(n))
        for row in numbers("ties.csv"):
            if row[0] == number:
                graph.add_edge(int(row[1]), int(row[2]), weight=row[3])
        both = graph.to_undirected()
        if directed:
            for a, b in both.edges():
                both[a][b]["weight"] = (graph.has_edge(a, b) + graph.has_edge(b, a)) / 2
        close, between, core = nx.closeness_centrality(both), nx.betweenness_centrality(both), nx.core_number(both)
        for i in range(n):
            ins = graph.in_degree(i) if directed else graph.degree(i)
            outs = graph.out_degree(i) if directed else graph.degree(i)
            nodes.append([number, i, close[i], between[i], core[i], ins, outs])
        best = max(
            nx.community.modularity(both, nx.community.louvain_communities(both, weight="weight", seed=seed), weight="weight")
            for seed in range(50))
        largest = max(abs(nx.adjacency_spectrum(graph, weight="weight")))
        whole.append([number, nx.overall_reciprocity(graph) if directed else 1, best, largest])
    made = f"networkx {version('networkx')}"
    write("paths.csv", made, ["graph", "node", "closeness", "betweenness", "core", "in", "out"], nodes)
    write("communities.csv", f"{made}: best of 50 Louvain partitions", ["graph", "reciprocity", "modularity", "eigenvalue"], whole)


if __name__ == "__main__":
    main()

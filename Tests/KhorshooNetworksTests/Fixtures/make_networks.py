"""Measures of fixed graphs by networkx and hazard models by statsmodels, kept beside this script.

    pip install networkx==3.6.1 statsmodels==0.15.0 && python make_networks.py

Graphs: Zachary's karate club (weighted), the Florentine families, a random geometric graph with an isolated part, and a directed
random graph. Each has a number a node (x) and a group, drawn from a fixed seed.
"""

from importlib.metadata import version
from pathlib import Path

import networkx as nx
import numpy as np
import statsmodels.api as sm

FOLDER = Path(__file__).parent


def write(name, comment, header, rows):
    lines = [f"# {comment}", ",".join(header)] + [",".join(repr(float(v)) for v in row) for row in rows]
    (FOLDER / name).write_text("\n".join(lines) + "\n")


def graphs():
    generator = np.random.default_rng(6)
    florentine = nx.convert_node_labels_to_integers(nx.florentine_families_graph(), ordering="sorted")
    florentine.add_node(15)  # an isolated household
    geometric = nx.random_geometric_graph(120, 0.13, seed=4)
    for _, _, data in geometric.edges(data=True):
        data["weight"] = round(float(generator.uniform(0.2, 3)), 2)
    directed = nx.gnp_random_graph(40, 0.12, seed=9, directed=True)
    return [nx.karate_club_graph(), florentine, geometric, directed]


def main():
    generator = np.random.default_rng(2)
    ties, nodes, measures = [], [], []
    for number, graph in enumerate(graphs()):
        n = graph.number_of_nodes()
        x = np.round(generator.lognormal(5, 0.8, n), 2)
        group = generator.integers(0, 3, n)
        both = graph.to_undirected()
        if graph.is_directed():  # one weight a pair: the mean of both directions
            for a, b in both.edges():
                both[a][b]["weight"] = (graph.has_edge(a, b) + graph.has_edge(b, a)) / 2
        nx.set_node_attributes(both, dict(enumerate(x)), "x")
        for a, b, data in graph.edges(data=True):
            ties.append([number, a, b, data.get("weight", 1)])
        largest = both.subgraph(max(nx.connected_components(both), key=len))
        measures.append([
            number, n, both.number_of_edges(), nx.density(both), nx.number_connected_components(both), len(largest),
            nx.transitivity(both), nx.average_clustering(both), nx.average_shortest_path_length(largest),
            nx.diameter(largest), nx.degree_assortativity_coefficient(both), nx.numeric_assortativity_coefficient(both, "x"),
            nx.community.modularity(both, [{i for i in range(n) if group[i] == g} for g in range(3)], weight="weight"),
            graph.is_directed(),
        ])
        eigen = nx.eigenvector_centrality(graph, max_iter=100000, tol=1e-13, weight="weight")
        katz = nx.katz_centrality(graph, alpha=0.02, beta=1, normalized=False, max_iter=100000, tol=1e-13, weight="weight")
        adjacency = nx.to_numpy_array(graph, nodelist=range(n), weight="weight")
        term, diffusion = np.ones(n), np.zeros(n)
        for _ in range(4):
            term = 0.1 * adjacency @ term
            diffusion += term
        for i in range(n):
            nodes.append([number, i, x[i], group[i], eigen[i], katz[i], diffusion[i]])
    made = f"networkx {version('networkx')}"
    write("ties.csv", "ties of four graphs; the last is directed", ["graph", "a", "b", "weight"], ties)
    write("nodes.csv", f"{made}: centralities; Katz with alpha 0.02, diffusion with q 0.1 and 4 rounds",
          ["graph", "node", "x", "group", "eigenvector", "katz", "diffusion"], nodes)
    write("measures.csv", f"{made}, directions dropped",
          ["graph", "n", "ties", "density", "components", "largest", "transitivity", "clustering", "path", "diameter",
           "degreeAssortativity", "xAssortativity", "modularity", "isDirected"], measures)
    hazards()


def hazards():
    generator = np.random.default_rng(5)
    household = np.repeat(np.arange(80), 5)
    x = np.column_stack([np.ones(400), generator.random(400), 100 + 20 * generator.normal(size=400)])
    y = generator.random(400) < 1 / (1 + np.exp(-(-2 + 2 * x[:, 1] + 0.01 * (x[:, 2] - 100))))
    rows = np.column_stack([household, x[:, 1:], y])
    write("hazard_rows.csv", "400 rows of 80 clusters", ["cluster", "x1", "x2", "y"], rows)
    found = []
    for link in (sm.families.links.Logit(), sm.families.links.CLogLog()):
        model = sm.GLM(y.astype(float), x, family=sm.families.Binomial(link))
        fit = model.fit(tol=1e-14, maxiter=200)
        robust = model.fit(tol=1e-14, maxiter=200, cov_type="cluster",
                           cov_kwds={"groups": household, "use_correction": False})
        correction = np.sqrt(80 / 79)
        for k in range(3):
            found.append([fit.params[k], fit.bse[k], robust.bse[k] * correction, fit.llf])
    write("hazards.csv", f"statsmodels {version('statsmodels')} GLM, logit then cloglog; clustered errors times sqrt(80 / 79)",
          ["value", "error", "clustered", "logLikelihood"], found)


if __name__ == "__main__":
    main()

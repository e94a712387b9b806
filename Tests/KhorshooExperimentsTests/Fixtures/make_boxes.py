"""Writes what the peeling of EMAworkbench's PRIM finds on a sample, for the tests of KhorshooExperiments to agree with.

Run with ema_workbench installed: python Tests/KhorshooExperimentsTests/Fixtures/make_boxes.py
"""

from importlib.metadata import version

import numpy as np
import pandas as pd
from ema_workbench.analysis import prim

from fixture import write

WORDS = ["north", "south", "west"]


def main():
    generator = np.random.default_rng(5)
    x = generator.random((300, 3))
    x[:, 2] = np.floor(5 * x[:, 2])  # ties
    word = generator.integers(0, 3, 300)
    inside = (x[:, 0] > 0.55) & (x[:, 1] < 0.6) & (word != 2)
    y = np.where(generator.random(300) < 0.1, 1 - inside, inside).astype(int)
    write("boxes_xy.csv", f"300 points; words are {', '.join(WORDS)}", ["a", "b", "c", "word", "y"], np.column_stack([x, word, y]))

    frame = pd.DataFrame(x, columns=["a", "b", "c"])
    frame["word"] = np.array(WORDS, dtype=object)[word]
    search = prim.Prim(frame, y, threshold=0.5, peel_alpha=0.05, mass_min=0.1)
    box = search._peel(prim.PrimBox(search, search.box_init, search.yi_remaining[:]))
    path = box.peeling_trajectory
    rows = path[["n", "k", "res_dim", "coverage", "density", "mass"]].values
    ema = f"EMAworkbench {version('ema_workbench')}"
    write("boxes_path.csv", f"{ema}: peels of boxes_xy.csv", ["n", "k", "res_dim", "coverage", "density", "mass"], rows)
    last = []
    for j, name in enumerate(["a", "b", "c"]):
        for end in range(2):
            qp = box.qp[-1].get(name, [-1, -1])[end]
            if qp >= 0:
                last.append([j, end, box.box_lims[-1].loc[end, name], qp])
    print(box.box_lims[-1], box.qp[-1])
    write("boxes_last.csv", f"{ema}: limits of numbers of the last box (end 0 low, 1 high)", ["column", "end", "limit", "qp"], last)


if __name__ == "__main__":
    main()

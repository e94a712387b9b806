"""Inputs and output of the Python implementations."""

import json
import time
from types import SimpleNamespace

import numpy as np


def read(path):
    """What inputs.py wrote, by name."""
    with open(path, "rb") as file:
        data = file.read()
    position = 0

    def take(kind, *shape):
        nonlocal position
        count = int(np.prod(shape))
        values = np.frombuffer(data, kind, count, position).reshape(shape)
        position += 4 * count
        return values

    households, villages, quarters, ties = (int(n) for n in take("<i4", 4))
    inputs = SimpleNamespace(households=households, villages=villages, quarters=quarters)
    inputs.village_starts, inputs.row_starts = take("<i4", villages + 1), take("<i4", households + 1)
    inputs.columns, inputs.weights = take("<i4", ties), take("<f4", ties)
    inputs.herds = take("<f4", households, 24)
    for name in ("capacity", "wage", "openness", "member"):
        setattr(inputs, name, take("<f4", households))
    for name in ("fertility", "stay", "move", "sale"):
        setattr(inputs, name, take("<f4", 4, 24))
    inputs.units, inputs.parameters = take("<f4", 24), take("<f4", 16)
    assert position == len(data)
    return inputs


class Clock:
    """Time on the wall, and of all processors for this process."""

    def __init__(self):
        self.wall, self.processor = time.perf_counter(), time.process_time()

    def report(self, inputs, threads, last):
        """One line of JSON: `last` has the means over households of herd, income and members in the last quarter, a row a replicate."""
        seconds, processor = time.perf_counter() - self.wall, time.process_time() - self.processor
        line = {
            "threads": threads, "replicates": len(last), "seconds": seconds, "processorSeconds": processor,
            "householdQuarters": inputs.households * inputs.quarters * len(last),
        }  # fmt: skip
        for k, name in enumerate(("herd", "income", "member")):
            line[name] = [float(np.mean(last[:, k])), float(np.std(last[:, k], ddof=1))]
        print(json.dumps(line))


class Moments:
    """Running mean and variance of quarters x outcomes, a block of replicates at a time (Chan, Golub and LeVeque)."""

    def __init__(self, shape):
        self.count, self.mean, self.squares, self.last = 0, np.zeros(shape), np.zeros(shape), []

    def add(self, block):
        """`block`: replicates x quarters x outcomes."""
        count = len(block)
        mean, total = block.mean(0), self.count + count
        delta = mean - self.mean
        self.squares += ((block - mean) ** 2).sum(0) + delta**2 * self.count * count / total
        self.mean += delta * count / total
        self.count = total
        self.last.append(block[:, -1])

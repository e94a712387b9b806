"""The reduced model of ../README.md in Mesa: an agent a household, a model a replicate.

    python reduced_mesa.py inputs.bin REPLICATES

As a user of Mesa writes it, with the herd of an agent as one array: two small products of matrices in place of loops over classes.
"""

import math
import sys

import mesa
import numpy as np
from common import Clock, read
from reduced_numpy import leslie


class Household(mesa.Agent):
    """A household with its herd."""

    def __init__(self, model, number, village):
        super().__init__(model)
        inputs = model.inputs
        self.village = village
        self.herd = inputs.herds[number].astype(float)
        self.units = float(self.herd @ inputs.units)
        self.is_member = bool(inputs.member[number])
        self.capacity, self.wage, self.openness = (float(x[number]) for x in (inputs.capacity, inputs.wage, inputs.openness))
        self.ties, self.exposure, self.income = [], 0.0, 0.0

    def look(self):
        """Exposure to the members among those it has ties to, as they were."""
        self.exposure = sum(weight for other, weight in self.ties if other.is_member)

    def live(self):
        """Joins or leaves, ages its herd, sells."""
        model, p = self.model, self.model.p
        if self.is_member:
            wish = p[7] - self.exposure * p[8]
        else:
            wish = p[4] + self.exposure * p[5] + p[6] * self.openness
        if self.random.random() < 1 / (1 + math.exp(-wish)):
            self.is_member = not self.is_member
        following = model.ageing @ self.herd
        herd = following[:24] * model.survival[self.village]
        fertile = model.feed[self.village] * min(self.capacity / self.units, 1) * (1 + p[9] * self.is_member)
        herd[::8] += following[24:] * fertile
        self.herd = herd
        sold, self.units = model.sums @ herd
        luck = math.exp(p[11] * self.random.gauss(0, 1) - 0.5 * p[11] * p[11])
        self.income = model.price * sold * (1 + p[10] * self.is_member) * luck + self.wage


class Banner(mesa.Model):
    """All villages."""

    def __init__(self, inputs, seed):
        super().__init__(seed=seed)
        self.inputs, self.p = inputs, [float(x) for x in inputs.parameters]
        self.tables = [table.astype(float) for table in leslie(inputs)]
        self.quarter, self.log_price = 0, 0.0
        starts = inputs.village_starts
        households = [
            Household(self, number, village) for village in range(inputs.villages) for number in range(starts[village], starts[village + 1])
        ]
        for number, household in enumerate(households):
            rows = range(inputs.row_starts[number], inputs.row_starts[number + 1])
            household.ties = [(households[inputs.columns[k]], float(inputs.weights[k])) for k in rows]

    def step(self):
        """A quarter."""
        p, normal = self.p, self.random.gauss
        self.ageing, self.sums = (table[self.quarter % 4] for table in self.tables)
        self.log_price = self.log_price * p[2] + normal(0, 1) * p[3]
        self.price = math.exp(self.log_price)
        weather = [normal(0, 1) for _ in range(self.inputs.villages)]
        self.survival = [math.exp(-p[0] * max(-w - 0.5, 0)) for w in weather]
        self.feed = [1 / (1 + math.exp(-(w + p[1]))) for w in weather]
        self.agents.do("look")
        self.agents.do("live")
        self.quarter += 1

    def means(self):
        """Herd, income and members, a household."""
        households = self.agents
        return [np.mean(households.get(name)) for name in ("units", "income", "is_member")]


def main():
    inputs, replicates = read(sys.argv[1]), int(sys.argv[2])
    # Building the agents is not timed.
    banners = [Banner(inputs, seed) for seed in range(replicates)]
    clock = Clock()
    last = []
    for banner in banners:
        for _ in range(inputs.quarters):
            banner.step()
            means = banner.means()
        last.append(means)
    clock.report(inputs, 1, np.array(last))


if __name__ == "__main__":
    main()

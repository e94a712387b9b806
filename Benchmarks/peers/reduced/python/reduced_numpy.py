"""The reduced model of ../README.md in NumPy: every operation over all households of a village and a tile of replicates.

    python reduced_numpy.py inputs.bin REPLICATES

Ageing, exposure and sums over classes are products of matrices, which BLAS does.
"""

import sys

import numpy as np
from common import Clock, Moments, read

TILE = 32


def leslie(inputs):
    """By season: 27 x 24, ageing of 24 classes and births of 3 species; and 2 x 24, sales and units."""
    ageing, sums = np.zeros((4, 27, 24), np.float32), np.zeros((4, 2, 24), np.float32)
    for season in range(4):
        for a in range(24):
            ageing[season, a, a] = inputs.stay[season, a]
            if a % 8:
                ageing[season, a, a - 1] = inputs.move[season, a]
            ageing[season, 24 + a // 8, a] = inputs.fertility[season, a]
        sums[season] = inputs.sale[season], inputs.units
    return ageing, sums


def tile(inputs, random, replicates, ageing, sums, exposure_matrices):
    p = dict(enumerate(inputs.parameters))
    record = np.zeros((replicates, inputs.quarters, 3))
    log_price, prices = np.zeros(replicates, np.float32), []
    for t in range(inputs.quarters):
        log_price = log_price * p[2] + random.standard_normal(replicates, dtype=np.float32) * p[3]
        prices.append(np.exp(log_price))
    for v, (first, end) in enumerate(zip(inputs.village_starts, inputs.village_starts[1:])):
        size = end - first
        column = (slice(first, end), None)
        openness = p[4] + p[6] * inputs.openness[column]
        capacity, wage = inputs.capacity[column], inputs.wage[column]
        member = np.repeat(inputs.member[column], replicates, axis=1)
        herd = np.repeat(inputs.herds[first:end].T[:, :, None], replicates, axis=2)
        units = np.repeat((inputs.herds[first:end] @ inputs.units)[:, None], replicates, axis=1)
        next_herd = np.empty((27, size, replicates), np.float32)
        for t in range(inputs.quarters):
            season = t % 4
            weather = random.standard_normal(replicates, dtype=np.float32)
            survival = np.exp(np.maximum(-weather - np.float32(0.5), 0) * -p[0])
            feed = 1 / (1 + np.exp(-(weather + p[1])))

            exposure = exposure_matrices[v] @ member
            wishes = np.where(member > 0.5, p[7] - exposure * p[8], exposure * p[5] + openness)
            np.negative(wishes, out=wishes)
            np.exp(wishes, out=wishes)
            wishes += 1
            np.reciprocal(wishes, out=wishes)
            flips = random.random((size, replicates), dtype=np.float32) < wishes
            member = np.where(flips, 1 - member, member)

            np.matmul(ageing[season], herd.reshape(24, -1), out=next_herd.reshape(27, -1))
            fertile = np.minimum(capacity / units, 1) * (member * p[9] + 1)
            fertile *= feed
            next_herd[:24] *= survival
            next_herd[24:] *= fertile
            next_herd[0:24:8] += next_herd[24:]
            herd = next_herd[:24]
            sold, units = (sums[season] @ herd.reshape(24, -1)).reshape(2, size, replicates)

            income = random.standard_normal((size, replicates), dtype=np.float32)
            income *= p[11]
            income -= np.float32(0.5) * p[11] * p[11]
            np.exp(income, out=income)
            income *= sold
            income *= member * p[10] + 1
            income *= prices[t]
            income += wage
            record[:, t, 0] += units.sum(0)
            record[:, t, 1] += income.sum(0)
            record[:, t, 2] += member.sum(0)
    return record / inputs.households


def main():
    inputs, replicates = read(sys.argv[1]), int(sys.argv[2])
    ageing, sums = leslie(inputs)
    matrices = []
    for first, end in zip(inputs.village_starts, inputs.village_starts[1:]):
        matrix = np.zeros((end - first, end - first), np.float32)
        for household in range(first, end):
            ties = slice(inputs.row_starts[household], inputs.row_starts[household + 1])
            matrix[household - first, inputs.columns[ties] - first] = inputs.weights[ties]
        matrices.append(matrix)
    random = np.random.Generator(np.random.SFC64(2020))
    tile(inputs, random, 1, ageing, sums, matrices)  # warm

    clock = Clock()
    moments = Moments((inputs.quarters, 3))
    for first in range(0, replicates, TILE):
        moments.add(tile(inputs, random, min(TILE, replicates - first), ageing, sums, matrices))
    clock.report(inputs, 1, np.concatenate(moments.last))


if __name__ == "__main__":
    main()

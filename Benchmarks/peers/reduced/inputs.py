"""Writes the inputs that all implementations of the reduced model read; README.md says what each number is.

    python inputs.py inputs.bin

Little-endian: int32 households, villages, quarters, ties; int32 village starts (villages + 1), row starts (households + 1), columns;
float32 weights, initial herds (households x 24), capacity, wage, openness, initial membership (households each), tables of 24 classes
(fertility, stay, move, sale: 4 seasons each; units: once), parameters (16).
"""

import sys

import numpy as np

VILLAGES, HOUSEHOLDS, QUARTERS = 44, 4650, 40
PARAMETERS = {
    "mortality": 0.05, "forageIntercept": 2.0, "priceMemory": 0.8, "priceSpread": 0.08, "adoptIntercept": -5.0, "adoptExposure": 4.0,
    "adoptOpenness": 0.5, "exitIntercept": -2.5, "exitExposure": 2.0, "fertilityGain": 0.05, "premium": 0.06, "incomeSpread": 0.3,
}  # fmt: skip


def tables():
    """Rates of 3 species x 8 age classes by season; sales are part of stay and move, and valued in sale."""
    age = np.arange(8)
    fertility, stay, move, sale = (np.zeros((4, 3, 8)) for _ in range(4))
    units = np.zeros((3, 8))
    for species, (young, survival, unit, value) in enumerate([(0.62, 0.985, 1.0, 900), (0.66, 0.98, 0.9, 700), (0.40, 0.992, 5.0, 7500)]):
        for season, (births, sales) in enumerate([(2.6, 0.01), (0.8, 0.02), (0.3, 0.12), (0.3, 0.03)]):
            fertility[season, species] = young * births * np.clip(age - 1, 0, 1) * np.where(age > 6, 0.6, 1) * 0.25
            kept = survival * (1 - sales * np.where(age < 2, 0.8, 1.2))
            stay[season, species] = 0.75 * kept
            stay[season, species, 7] = 0.70 * kept[7]
            move[season, species, 1:] = 0.25 * kept[:-1]
            sale[season, species] = sales / (1 - sales) * value * np.where(age < 2, 0.7, 1)
        units[species] = unit * np.where(age < 2, 0.6, 1)
    return fertility.reshape(4, 24), stay.reshape(4, 24), move.reshape(4, 24), sale.reshape(4, 24), units.reshape(24)


def inputs(seed=2020):
    random = np.random.default_rng(seed)
    sizes = np.full(VILLAGES, HOUSEHOLDS // VILLAGES)
    sizes[: HOUSEHOLDS % VILLAGES] += 1
    villages = np.concatenate([[0], np.cumsum(sizes)])
    degrees = random.integers(6, 19, HOUSEHOLDS)
    columns, weights = [], []
    for first, end in zip(villages, villages[1:]):
        for household in range(first, end):
            others = np.delete(np.arange(first, end), household - first)
            columns.append(np.sort(random.choice(others, degrees[household], replace=False)))
            weights.append(np.full(degrees[household], 1 / degrees[household]))
    size = random.gamma(2.0, 0.5, HOUSEHOLDS)
    herds = size[:, None] * np.repeat([60, 20, 8], 8) / 8 * random.uniform(0.8, 1.2, (HOUSEHOLDS, 24))
    openness = random.normal(size=HOUSEHOLDS)
    capacity, wage = 80 + 150 * size, random.gamma(2.0, 1500, HOUSEHOLDS)
    member = np.zeros(HOUSEHOLDS)
    for first in villages[:-1]:
        member[first : first + 3] = 1
    head = [HOUSEHOLDS, VILLAGES, QUARTERS, degrees.sum()]
    whole = [head, villages, np.concatenate([[0], np.cumsum(degrees)]), np.concatenate(columns)]
    parameters = np.zeros(16)
    parameters[: len(PARAMETERS)] = list(PARAMETERS.values())
    real = [np.concatenate(weights), herds, capacity, wage, openness, member, *tables(), parameters]
    return b"".join(np.asarray(x, "<i4").tobytes() for x in whole) + b"".join(np.asarray(x, "<f4").tobytes() for x in real)


if __name__ == "__main__":
    with open(sys.argv[1], "wb") as file:
        file.write(inputs())

"""The reduced model of ../README.md in numba: loops by hand, replicates innermost, blocks in parallel.

    NUMBA_NUM_THREADS=2 python reduced_numba.py inputs.bin REPLICATES

Same counters of Philox and same polynomials as in C++ and Swift; fastmath lets the compiler fuse and reorder.
"""

import os
import sys

import llvmlite.binding as llvm

# Whole registers: LLVM prefers half of them, which is slower here.
os.environ.setdefault("NUMBA_CPU_NAME", llvm.get_host_cpu_name())
os.environ.setdefault("NUMBA_CPU_FEATURES", llvm.get_host_cpu_features().flatten() + ",-prefer-256-bit")

import numba  # noqa: E402
import numpy as np  # noqa: E402
from common import Clock, Moments, read  # noqa: E402

# Measured best of 16, 64 and 128: a loop has to outlast the checks that its arrays do not overlap.
LANES = 64
f32, u32, u64 = np.float32, np.uint32, np.uint64
inlined = numba.njit(inline="always", fastmath=True, error_model="numpy")
kernel = numba.njit(cache=True, fastmath=True, error_model="numpy", boundscheck=False)


@inlined
def exponential(x):
    x = min(max(x, f32(-87)), f32(88))
    n = np.rint(x * f32(1.44269504))
    r = (x - n * f32(0.693359375)) - n * f32(-2.12194440e-4)
    p = r * f32(1.9875691500e-4) + f32(1.3981999507e-3)
    p = p * r + f32(8.3334519073e-3)
    p = p * r + f32(4.1665795894e-2)
    p = p * r + f32(1.6666665459e-1)
    p = p * r + f32(5.0000001201e-1)
    p = p * (r * r) + r + f32(1)
    return p * np.int32((np.int32(n) + np.int32(127)) << np.int32(23)).view(np.float32)


@inlined
def logarithm(x):
    b = f32(x).view(np.int32) - np.int32(0x3F3504F3)
    e = f32(b >> np.int32(23))
    f = np.int32((b & np.int32(0x7FFFFF)) + np.int32(0x3F3504F3)).view(np.float32) - f32(1)
    square = f * f
    p = f * f32(7.0376836292e-2) - f32(1.1514610310e-1)
    p = p * f + f32(1.1676998740e-1)
    p = p * f - f32(1.2420140846e-1)
    p = p * f + f32(1.4249322787e-1)
    p = p * f - f32(1.6668057665e-1)
    p = p * f + f32(2.0000714765e-1)
    p = p * f - f32(2.4999993993e-1)
    p = p * f + f32(3.3333331174e-1)
    p = p * f * square + e * f32(-2.12194440e-4) - square * f32(0.5)
    return f + p + e * f32(0.693359375)


@inlined
def normal(u):
    x = u + u - f32(1)
    w = -logarithm((u * f32(4)) * (f32(1) - u))
    near = w - f32(2.5)
    p = near * f32(2.81022636e-08) + f32(3.43273939e-07)
    p = p * near - f32(3.5233877e-06)
    p = p * near - f32(4.39150654e-06)
    p = p * near + f32(0.00021858087)
    p = p * near - f32(0.00125372503)
    p = p * near - f32(0.00417768164)
    p = p * near + f32(0.246640727)
    p = p * near + f32(1.50140941)
    far = np.sqrt(max(w, f32(0))) - f32(3)
    q = far * f32(-0.000200214257) + f32(0.000100950558)
    q = q * far + f32(0.00134934322)
    q = q * far - f32(0.00367342844)
    q = q * far + f32(0.00573950773)
    q = q * far - f32(0.0076224613)
    q = q * far + f32(0.00943887047)
    q = q * far + f32(1.00167406)
    q = q * far + f32(2.83297682)
    return (p if w < f32(5) else q) * x * f32(1.41421356)


@inlined
def uniform(word):
    return np.uint32((word >> u32(9)) | u32(0x3F800000)).view(np.float32) - f32(0.99999994)


@inlined
def philox_round(x0, x1, x2, x3, k0, k1):
    a, b = x0 * u64(0xD2511F53), x2 * u64(0xCD9E8D57)
    return (b >> u64(32)) ^ x1 ^ k0, b & u64(0xFFFFFFFF), (a >> u64(32)) ^ x3 ^ k1, a & u64(0xFFFFFFFF)


def key(round):
    return (2020 + round * 0x9E3779B9) & 0xFFFFFFFF, round * 0xBB67AE85 & 0xFFFFFFFF


KEYS = tuple(u64(half) for round in range(10) for half in key(round))


@kernel
def uniforms(replicate, entity, quarter, stream, first, second):
    """The first two uniforms of the counters of a block of replicates. Rounds are written out: a loop inside a loop is not vectorised."""
    entity, c2, c3 = u64(entity), u64(quarter << 16), u64(3 << 16 | stream)
    for lane in range(LANES):
        x0, x1, x2, x3 = philox_round(u64(replicate) + u64(lane), entity, c2, c3, KEYS[0], KEYS[1])
        x0, x1, x2, x3 = philox_round(x0, x1, x2, x3, KEYS[2], KEYS[3])
        x0, x1, x2, x3 = philox_round(x0, x1, x2, x3, KEYS[4], KEYS[5])
        x0, x1, x2, x3 = philox_round(x0, x1, x2, x3, KEYS[6], KEYS[7])
        x0, x1, x2, x3 = philox_round(x0, x1, x2, x3, KEYS[8], KEYS[9])
        x0, x1, x2, x3 = philox_round(x0, x1, x2, x3, KEYS[10], KEYS[11])
        x0, x1, x2, x3 = philox_round(x0, x1, x2, x3, KEYS[12], KEYS[13])
        x0, x1, x2, x3 = philox_round(x0, x1, x2, x3, KEYS[14], KEYS[15])
        x0, x1, x2, x3 = philox_round(x0, x1, x2, x3, KEYS[16], KEYS[17])
        x0, x1, x2, x3 = philox_round(x0, x1, x2, x3, KEYS[18], KEYS[19])
        first[lane] = uniform(u32(x0))
        second[lane] = uniform(u32(x1))


@kernel
def exposures(first, end, row_starts, columns, weights, member, exposure):
    for i in range(first, end):
        row = exposure[i - first]
        row[:] = 0
        for k in range(row_starts[i], row_starts[i + 1]):
            other, weight = member[columns[k] - first], weights[k]
            for lane in range(LANES):
                row[lane] += other[lane] * weight


@kernel
def memberships(chance, exposure, member, openness, p):
    adopt = p[4] + p[6] * openness
    for lane in range(LANES):
        before, e = member[lane], exposure[lane]
        wish = p[7] - e * p[8] if before > f32(0.5) else e * p[5] + adopt
        member[lane] = f32(1) - before if chance[lane] < f32(1) / (f32(1) + exponential(-wish)) else before


@kernel
def ageing(n, fertility, stay, move, sale, units, survival, fertile, sold, size, births):
    sold[:] = 0
    size[:] = 0
    for s in range(0, 24, 8):
        births[:] = 0
        for a in range(s, s + 8):
            rate = fertility[a]
            if rate != 0:
                row = n[a]
                for lane in range(LANES):
                    births[lane] += row[lane] * rate
        for a in range(s + 7, s, -1):
            row, younger, stays, moves, sells, unit = n[a], n[a - 1], stay[a], move[a], sale[a], units[a]
            for lane in range(LANES):
                x = (row[lane] * stays + younger[lane] * moves) * survival[lane]
                row[lane] = x
                sold[lane] += x * sells
                size[lane] += x * unit
        row, stays, sells, unit = n[s], stay[s], sale[s], units[s]
        for lane in range(LANES):
            x = row[lane] * stays * survival[lane] + births[lane] * fertile[lane]
            row[lane] = x
            sold[lane] += x * sells
            size[lane] += x * unit


@kernel
def simulate(
    replicate, households, quarters, village_starts, row_starts, columns, weights, herds, capacity, wage, openness, first_member,
    fertility, stay, move, sale, class_units, p, record,
):  # fmt: skip
    """One block of replicates, a village at a time through all quarters; `record` is quarters x 3 x lanes."""
    largest = 0
    for v in range(len(village_starts) - 1):
        largest = max(largest, village_starts[v + 1] - village_starts[v])
    herd, units = np.empty((largest, 24, LANES), f32), np.empty((largest, LANES), f32)
    member, exposure = np.empty((largest, LANES), f32), np.empty((largest, LANES), f32)
    chance, luck = np.empty((largest, LANES), f32), np.empty((largest, LANES), f32)
    price, log_price = np.empty((quarters, LANES), f32), np.zeros(LANES, f32)
    survival, feed, fertile, sold = np.empty(LANES, f32), np.empty(LANES, f32), np.empty(LANES, f32), np.empty(LANES, f32)
    sums, births = np.empty((3, LANES), f32), np.empty(LANES, f32)
    for t in range(quarters):
        uniforms(replicate, 0, t, 2, chance[0], luck[0])
        for lane in range(LANES):
            log_price[lane] = log_price[lane] * p[2] + normal(chance[0, lane]) * p[3]
            price[t, lane] = exponential(log_price[lane])
    record[:] = 0
    for v in range(len(village_starts) - 1):
        first, end = village_starts[v], village_starts[v + 1]
        for i in range(first, end):
            units[i - first] = 0
            member[i - first] = first_member[i]
            for a in range(24):
                herd[i - first, a] = herds[i, a]
                units[i - first] += herds[i, a] * class_units[a]
        for t in range(quarters):
            season = t & 3
            uniforms(replicate, v, t, 1, chance[0], luck[0])
            for lane in range(LANES):
                weather = normal(chance[0, lane])
                survival[lane] = exponential(max(-weather - f32(0.5), f32(0)) * -p[0])
                feed[lane] = f32(1) / (f32(1) + exponential(-(weather + p[1])))
            exposures(first, end, row_starts, columns, weights, member, exposure)
            sums[:] = 0
            for i in range(first, end):
                j = i - first
                uniforms(replicate, i, t, 3, chance[j], luck[j])
                memberships(chance[j], exposure[j], member[j], openness[i], p)
                for lane in range(LANES):
                    luck[j, lane] = exponential(normal(luck[j, lane]) * p[11] - f32(0.5) * p[11] * p[11])
                for lane in range(LANES):
                    fertile[lane] = feed[lane] * min(capacity[i] / units[j, lane], f32(1)) * (member[j, lane] * p[9] + f32(1))
                ageing(herd[j], fertility[season], stay[season], move[season], sale[season], class_units, survival, fertile, sold, units[j], births)
                for lane in range(LANES):
                    income = price[t, lane] * sold[lane] * (member[j, lane] * p[10] + f32(1)) * luck[j, lane] + wage[i]
                    sums[0, lane] += units[j, lane]
                    sums[1, lane] += income
                    sums[2, lane] += member[j, lane]
            for o in range(3):
                for lane in range(LANES):
                    record[t, o, lane] += sums[o, lane]


@numba.njit(cache=True, parallel=True, fastmath=True, error_model="numpy")
def blocks(first, count, quarters, records, arguments):
    for b in numba.prange(count):
        simulate(first + b * LANES, *arguments, records[b])


def main():
    inputs, replicates = read(sys.argv[1]), int(sys.argv[2])
    arguments = (
        inputs.households, inputs.quarters, inputs.village_starts, inputs.row_starts, inputs.columns, inputs.weights, inputs.herds,
        inputs.capacity, inputs.wage, inputs.openness, inputs.member, inputs.fertility, inputs.stay, inputs.move, inputs.sale, inputs.units,
        inputs.parameters,
    )  # fmt: skip
    at_once = 1024 // LANES
    records = np.empty((at_once, inputs.quarters, 3, LANES))
    blocks(0, numba.get_num_threads(), inputs.quarters, records, arguments)  # compiles

    clock = Clock()
    moments = Moments((inputs.quarters, 3))
    for first in range(0, replicates // LANES, at_once):
        count = min(at_once, replicates // LANES - first)
        blocks(first * LANES, count, inputs.quarters, records, arguments)
        moments.add(records[:count].transpose(0, 3, 1, 2).reshape(count * LANES, inputs.quarters, 3) / inputs.households)
    clock.report(inputs, numba.get_num_threads(), np.concatenate(moments.last))


if __name__ == "__main__":
    main()

"""A million points on a thousand workers: measures the parts, simulates the cluster, writes the page.

    python3 Benchmarks/scale/scale.py PROGRAM PAGE      (make scale)
"""

import pathlib
import platform
import subprocess
import sys
import tempfile

import cluster
import measure

POINTS, WORKERS = 1_000_000, 1000
SHARDS = (1_000, 5_000, 10_000, 20_000, 50_000, 100_000)
# Failures: none; each worker preempted or lost once in twelve hours; once in an hour, as on spot machines at their worst.
FAILURES = (("none", float("inf")), ("one in 12 h", 12 * 3600.0), ("one an hour", 3600.0))
MERGES = ((10_000, 1_000), (20_000, 1_000), (40_000, 1_000))


def table(header, rows):
    lines = ["| " + " | ".join(header) + " |", "| " + " | ".join(["---:"] * len(header)) + " |"]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def duration(seconds):
    return f"{seconds / 3600:.2f} h" if seconds >= 3600 else f"{seconds / 60:.1f} min" if seconds >= 100 else f"{seconds:.2g} s"


def count(number):
    return f"{number:,}"


def parts(program):
    """All that is measured."""
    with tempfile.TemporaryDirectory() as folder:
        measures = measure.Measures(program, pathlib.Path(folder))
        return {
            "study": measures.study(4),
            "starts": [measures.start(points, 1000) for points in (1_000, 100_000, POINTS)],
            "entry": measures.listing(100_000),
            "merges": [measures.merge(points, shards) for points, shards in MERGES],
        }


def study(found, shards):
    """The million points as the simulation takes them."""
    starts, merges = found["starts"], found["merges"]
    slope = (merges[-1]["merge"] - merges[0]["merge"]) / (merges[-1]["points"] - merges[0]["points"])
    fixed = max(0.0, merges[0]["merge"] - slope * merges[0]["points"])
    return cluster.Study(
        points=POINTS, shards=shards, point=found["study"]["point"],
        start=found["study"]["start"] + starts[-1]["open"] - starts[0]["open"], entry=found["entry"],
        point_megabytes=merges[-1]["shardsMB"] / merges[-1]["points"], merge=fixed / merges[0]["shards"] * shards + slope * POINTS)


def row(name, planned, machines, bundled):
    one = cluster.simulate(planned, machines, bundled, seed=21)
    total = WORKERS * (one.makespan - planned.merge)
    share = lambda seconds: f"{100 * seconds / total:.1f} %"  # noqa: E731
    return one, [name, count(planned.shards), "bundle" if bundled else "next", duration(one.makespan - planned.merge), share(one.useful),
                 share(one.start), share(one.listing + one.waiting), share(one.lost + one.away), share(one.idle), count(one.failures)]


def page(program, found):
    starts, merges, own = found["starts"], found["merges"], found["study"]
    version = subprocess.run([program, "--version"], check=True, capture_output=True, text=True).stdout.split()[0]
    model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), platform.machine())
    rows, best = [], {}
    for name, between in FAILURES:
        machines = cluster.Cluster(workers=WORKERS, between_failures=between)
        for shards in SHARDS:
            for bundled in (False, True):
                one, cells = row(name, study(found, shards), machines, bundled)
                rows.append(cells)
                if name not in best or one.makespan < best[name][0].makespan:
                    best[name] = (one, shards, bundled)
    typical, shards, bundled = best[FAILURES[1][0]]
    chosen = study(found, shards)
    computed = typical.makespan - chosen.merge
    efficiency = typical.useful / (WORKERS * computed)
    few, many = (study(found, s) for s in (SHARDS[0], SHARDS[-1]))
    machines = cluster.Cluster(workers=WORKERS, between_failures=FAILURES[1][1])
    first, last = cluster.simulate(few, machines, seed=21), cluster.simulate(many, machines, seed=21)
    per_point = (merges[-1]["merge"] - merges[0]["merge"]) / (merges[-1]["points"] - merges[0]["points"])
    within = (10 - merges[0]["merge"]) / per_point + merges[0]["points"]
    growth = (merges[-1]["mergeMB"] - merges[0]["mergeMB"]) * 1e6 / (merges[-1]["points"] - merges[0]["points"])
    return f"""# A million points on a thousand workers

What every part of a sharded sweep costs, measured, and what a cluster makes of it, simulated: where the limits are.

## Overview

Written by `make scale` (`Benchmarks/scale/measure.py` the costs, `Benchmarks/scale/cluster.py` the simulation, `Benchmarks/scale/scale.py` this page), with khorshoo {version} on {model}.

### The parts

Processor time of one core. A point is of a study of two arms, five years and 96 replicates of Ewenki Banner; all else is measured with shards that hold as
many numbers as that of a sweep of the standard outcomes.

{table(["points", "plan, s", "opening the plan, s", "memory, MB", "design.csv, MB"], [[count(s["points"]), f'{s["plan"]:.2f}', f'{s["open"]:.2f}', f'{s["openMB"]:.0f}', f'{s["tableMB"]:.1f}'] for s in starts])}

* A point: {own["point"]:.2f} s. A process beyond its points: {own["start"]:.2f} s, and {starts[-1]["open"] - starts[0]["open"]:.2f} s more where the design has a million points.
* A look into the folder of shards: {found["entry"] * 1e6:.2f} µs a name, once a shard.
* Rows of a point in its shard: {merges[-1]["shardsMB"] / merges[-1]["points"] * 1000:.1f} kB.

{table(["points", "shards", "in shards, MB", "merge, s", "memory, MB", "tables, MB"], [[count(m["points"]), count(m["shards"]), f'{m["shardsMB"]:.0f}', f'{m["merge"]:.1f}', f'{m["mergeMB"]:.0f}', f'{m["tablesMB"]:.0f}'] for m in merges])}

A merge looks at every hash, and writes database, tables and report, one point in memory at a time: {per_point * 1000:.2f} ms a point, and {growth:.0f} bytes of memory a
point (the points themselves, and pages of the database). A thousand shards are merged within 10 s up to {count(int(round(within, -3)))} points; a million points take {duration(chosen.merge)}.

### The cluster

{count(WORKERS)} workers whose speed differs by 10 %, a file server of 2,000 requests, 200,000 names listed and 500 MB a second, {count(POINTS)} points. A worker that fails loses the shard
under way and is back after two minutes with a new process. Shards are taken as the *next* one that is free (`khorshoo shard DIR`, Dask), or as a *bundle* of consecutive shards a
worker (`--task`, a job array). Shares are of the workers' time until the last shard is stored; the merge comes after it.

{table(["failures of a worker", "shards", "taken", "until all are there", "useful", "start", "file server", "failures", "idle at the end", "count"], rows)}

The simulation agrees with closed forms (rounds of equal shards, one worker that fails until it is done, a server that is always busy): `Benchmarks/scale/cluster.py` checks them first.

### What limits it

* **Best**: {count(shards)} shards, taken as {"bundles" if bundled else "the next one"}: with a failure of each worker in twelve hours {duration(computed)}, {100 * efficiency:.0f} % of the workers' time useful, and {duration(chosen.merge)} for the merge.
* **Too few shards**: with {count(few.shards)}, a worker's only shard takes {duration(few.points / few.shards * few.point)}; the slowest and the failed are waited for: {100 * first.idle / (WORKERS * (first.makespan - few.merge)):.0f} % of the time idle.
* **Too many shards**: every shard begins with a list of the folder. With {count(many.shards)}, the file server lists {count(many.shards)} names {count(many.shards)} times, {duration(many.shards * many.shards / machines.entries)} by itself: all are there after {duration(last.makespan - many.merge)}.
* **The merge** is one process: {100 * chosen.merge / (computed + chosen.merge):.0f} % of the whole at {count(WORKERS)} workers. `points.csv` and `effects.csv` of a million points have {merges[-1]["tablesMB"] / merges[-1]["points"] * POINTS / 1000:.0f} GB. A selection under `outcomes:` makes both smaller; analyses read the database.
* **Planning** and the start of a process do not: {starts[-1]["plan"]:.1f} s once, and {own["start"] + starts[-1]["open"] - starts[0]["open"]:.2f} s a process.
"""


def main():
    program, target = sys.argv[1], pathlib.Path(sys.argv[2])
    cluster.check()
    target.write_text(page(program, parts(program)))
    print(f"scale: {target}")


if __name__ == "__main__":
    main()

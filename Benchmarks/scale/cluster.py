"""A discrete-event simulation of a sharded sweep on a cluster: workers that fail, one file server, one merge at the end.

Workers take shards, either whichever is next (as Dask or `khorshoo shard DIR` gives them) or those of a bundle of consecutive shards
(`--task K --tasks N`, a job array). For each shard a worker lists the folder of shards on the file server, computes the points, and
writes the file through the server. A worker that fails loses the shard under way and comes back later with a new process; shards that
are finished stay. Costs are those that measure.py found; what it cannot find (failures, the server) is stated in `Cluster`.

`check()` compares the simulation with what is known in closed form.
"""

import dataclasses
import heapq
import math
import random


@dataclasses.dataclass(frozen=True)
class Cluster:
    """What a cluster is like; seconds."""

    workers: int = 1000
    # A worker is lost or preempted once in so many seconds of its time, and is back after so many.
    between_failures: float = math.inf
    away: float = 120.0
    # The file server: so many requests a second, entries of a folder that are listed a second, and MB that are written.
    requests: float = 2000.0
    entries: float = 200_000.0
    megabytes: float = 500.0
    # Spread of the workers' speed (standard deviation of its logarithm).
    spread: float = 0.1


@dataclasses.dataclass(frozen=True)
class Study:
    """A sweep and what its parts cost; seconds of one processor, MB."""

    points: int = 1_000_000
    shards: int = 10_000
    # A point, the spread between points, a process until its first shard, the folder of shards for each entry, the merge.
    point: float = 4.0
    variation: float = 0.3
    start: float = 0.3
    listings: int = 1
    entry: float = 1e-6
    point_megabytes: float = 0.0065
    merge: float = 0.0


@dataclasses.dataclass
class Outcome:
    """When it ended, and what the workers' time went into; seconds, all workers together."""

    makespan: float = 0.0
    useful: float = 0.0
    start: float = 0.0
    listing: float = 0.0
    waiting: float = 0.0
    lost: float = 0.0
    away: float = 0.0
    idle: float = 0.0
    failures: int = 0


class Simulation:
    """One realisation."""

    def __init__(self, study, cluster, bundled, seed):
        self.study, self.cluster, self.bundled = study, cluster, bundled
        self.random = random.Random(seed)
        self.server_free = 0.0
        self.outcome = Outcome()

    def points(self, shard):
        study = self.study
        return shard * study.points // study.shards - (shard - 1) * study.points // study.shards

    def work(self, shard, speed):
        count = self.points(shard)
        mean = count * self.study.point
        drawn = self.random.gauss(mean, self.study.variation * self.study.point * math.sqrt(count))
        return max(0.1 * mean, drawn) / speed

    def serve(self, now, seconds):
        """A request to the server that comes now: when it is answered."""
        self.server_free = max(self.server_free, now) + seconds
        return self.server_free

    def run(self):
        study, cluster, outcome = self.study, self.cluster, self.outcome
        workers = min(cluster.workers, study.shards)
        if self.bundled:
            own = [list(range(study.shards * (w + 1) // workers, study.shards * w // workers, -1)) for w in range(workers)]
        else:
            own = [list(range(study.shards, 0, -1))] * workers
        speeds = [math.exp(self.random.gauss(0, cluster.spread)) if cluster.spread else 1.0 for _ in range(workers)]
        ended = [0.0] * workers
        # Events: when, which worker, what comes next, and what it needs.
        events = [(0.0, worker, "start", None) for worker in range(workers)]
        heapq.heapify(events)
        open_shards, waiting_workers = study.shards, []
        while events:
            now, worker, what, shard = heapq.heappop(events)
            if what == "start":
                outcome.start += study.start
                heapq.heappush(events, (now + study.start, worker, "next", None))
            elif what == "next":
                ended[worker] = now
                if not own[worker]:
                    # Whoever has nothing to do takes over what another loses.
                    if not self.bundled and open_shards:
                        waiting_workers.append(worker)
                    continue
                shard = own[worker].pop()
                listed = study.listings * (1 / cluster.requests + study.shards / cluster.entries)
                answered = self.serve(now, listed)
                own_part = study.listings * study.shards * study.entry
                outcome.listing += listed + own_part
                outcome.waiting += answered - now - listed
                heapq.heappush(events, (answered + own_part, worker, "compute", shard))
            elif what == "compute":
                seconds = self.work(shard, speeds[worker])
                failure = self.random.expovariate(1 / cluster.between_failures) if cluster.between_failures < math.inf else math.inf
                if failure < seconds:
                    outcome.failures += 1
                    outcome.lost += failure
                    outcome.away += cluster.away
                    own[worker].append(shard)
                    heapq.heappush(events, (now + failure + cluster.away, worker, "start", None))
                    if waiting_workers:
                        heapq.heappush(events, (now + failure, waiting_workers.pop(), "next", None))
                else:
                    outcome.useful += seconds
                    heapq.heappush(events, (now + seconds, worker, "store", shard))
            else:
                # Created, written, put on the disk, linked.
                written = 4 / cluster.requests + self.points(shard) * study.point_megabytes / cluster.megabytes
                answered = self.serve(now, written)
                outcome.waiting += answered - now
                open_shards -= 1
                heapq.heappush(events, (answered, worker, "next", None))
        last = max(ended)
        outcome.idle = sum(last - end for end in ended)
        outcome.makespan = last + study.merge
        return outcome


def simulate(study, cluster, bundled=False, seed=1):
    """One realisation of a study on a cluster."""
    return Simulation(study, cluster, bundled, seed).run()


def check():
    """Against closed forms; raises AssertionError."""
    free = dict(requests=math.inf, entries=math.inf, megabytes=math.inf, spread=0.0)
    bare = dict(variation=0.0, start=0.0, entry=0.0)
    # Equal shards without costs: as many rounds as workers need, whoever chooses.
    for bundled in (False, True):
        found = simulate(Study(points=1030, shards=103, point=2.0, **bare), Cluster(workers=10, **free), bundled)
        assert math.isclose(found.makespan, math.ceil(103 / 10) * 20.0), found
        assert math.isclose(found.useful, 103 * 20.0) and found.lost == found.start == found.listing == 0, found
    # One worker that fails at rate r and is away for D until a task of t is done: (e^(rt) - 1) (1 / r + D) in mean (Trivedi 2001).
    rate, task, away, count = 1 / 50.0, 40.0, 7.0, 40_000
    found = simulate(Study(points=count, shards=count, point=task, **bare), Cluster(workers=1, between_failures=1 / rate, away=away, **free))
    failures = math.exp(rate * task) - 1
    assert abs(found.makespan / count / (failures * (1 / rate + away)) - 1) < 0.02, found
    assert abs(found.failures / count / failures - 1) < 0.02, found
    # A server of so many requests a second that is asked all the time ends when it has answered the last.
    served = simulate(Study(points=5000, shards=5000, point=1e-9, listings=1, **bare), Cluster(workers=200, requests=100.0, entries=math.inf, megabytes=math.inf, spread=0.0))
    assert math.isclose(served.makespan, 5000 * (1 + 4) / 100.0, rel_tol=0.01), served


if __name__ == "__main__":
    check()

"""What the parts of a sharded sweep cost: measured with the program, in processor time, for sweeps of many points.

Points are not simulated here: the shards of a large sweep are written by this script in the format of the store, with the layout of
one shard that the program computed and values of a fixed generator, so that planning, opening, reading and merging meet files of the
true size. `khorshoo merge` checks every hash of them.
"""

import hashlib
import json
import os
import pathlib
import random
import shutil
import sqlite3
import subprocess

ROOT = pathlib.Path(__file__).parents[2]
VARY = ["--vary", "policy.centralHouseholds.outreach=0:2", "--vary", "herds.sheep.parturitionPerYear=0.8:0.9", "--design", "lhs"]
# The sweep whose points cost what a study's do, and one whose points are as cheap as can be, for everything else.
STUDY = [ROOT / "scenarios/ewenki.yaml", "--arms", "none,linkage", "--years", "5", "--replicates", "96", "--quiet"]
SCENARIO = [ROOT / "scenarios/ewenki.yaml", "--arms", "none,linkage", "--years", "1", "--replicates", "16", "--quiet"]


class Cost:
    """Processor time (s), largest memory (MB) and text of a command that ended."""

    def __init__(self, words, expected=(0,)):
        process = subprocess.Popen(list(map(str, words)), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.text = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in expected:
            raise SystemExit(f"{' '.join(map(str, words))} ended with {process.returncode}:\n{self.text}")
        self.seconds = usage.ru_utime + usage.ru_stime
        self.megabytes = usage.ru_maxrss / 1024


class Shards:
    """Writes shards as `khorshoo shard` does (SweepStore): rows of the wanted points, named by the hash of the rows."""

    def __init__(self, example):
        source = sqlite3.connect(example)
        self.schema = [row[0] for row in source.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")]
        self.migrations = source.execute("SELECT * FROM grdb_migrations").fetchall()
        self.layout = source.execute("SELECT cells FROM layout").fetchone()[0]
        self.bytes, self.replicates, self.unit_seconds = source.execute("SELECT length(body), replicates, seconds FROM unit").fetchone()
        source.close()

    def write(self, folder, identity, order, count):
        """All shards of a sweep whose units run in `order`."""
        (folder / "shards").mkdir()
        generator = random.Random(21)
        width = len(str(count))
        for shard in range(1, count + 1):
            points = sorted(order[(shard - 1) * len(order) // count:shard * len(order) // count])
            path = folder / "shards" / "new"
            store = sqlite3.connect(path)
            store.execute("PRAGMA synchronous = OFF")
            store.execute("PRAGMA journal_mode = MEMORY")
            for sql in self.schema:
                store.execute(sql)
            store.executemany("INSERT INTO grdb_migrations VALUES (?)", self.migrations)
            store.execute("INSERT INTO sweep VALUES (?)", (identity,))
            store.execute("INSERT INTO layout VALUES (1, ?)", (self.layout,))
            hashes = ""
            for point in points:
                # Numbers from 1 to 2: the sign and the exponent of a double, and 52 bits of the generator.
                body = bytearray(generator.randbytes(self.bytes))
                body[7::8] = b"\x3f" * (self.bytes // 8)
                body[6::8] = bytes(0xF0 | byte & 0x0F for byte in body[6::8])
                store.execute("INSERT INTO unit VALUES (?, 0, 0, ?, 'done', 1.0, NULL, NULL, 1, ?)", (point, self.replicates, bytes(body)))
                hashes += hashlib.sha256(f"{point} 0 {self.replicates} ".encode() + self.layout.encode() + body).hexdigest()
                if len(hashes) > 1 << 16:
                    hashes = hashlib.sha256(hashes.encode()).hexdigest()
            store.commit()
            store.close()
            path.rename(folder / "shards" / f"{shard:0{width}d}-{hashlib.sha256(hashes.encode()).hexdigest()}.sqlite")


class Measures:
    """The table of costs. `work` is an empty folder."""

    def __init__(self, program, work):
        self.program, self.work = program, work
        example = self.plan(2, 1)
        Cost([program, "shard", example, "--threads", "1", "--quiet"])
        self.shards = Shards(next((example / "shards").glob("*.sqlite")))

    def plan(self, points, shards, scenario=SCENARIO):
        folder = self.work / f"plan-{points}-{shards}-{len(list(self.work.iterdir()))}"
        words = [self.program, "plan", *scenario, *VARY, "--samples", points, "--shards", shards, "--out", folder]
        self.planning = Cost(words)
        return folder

    def study(self, points):
        """Seconds of a point of STUDY, and of a process beyond its points."""
        costs = []
        for count in (1, 1 + points):
            folder = self.plan(count, 1, STUDY)
            costs.append(Cost([self.program, "shard", folder, "--threads", "1", "--quiet"]).seconds)
            shutil.rmtree(folder)
        point = (costs[1] - costs[0]) / points
        return {"point": point, "start": costs[0] - point}

    def start(self, points, shards):
        """Planning, and a process that opens the plan and looks which shards are there."""
        folder = self.plan(points, shards)
        status = Cost([self.program, "status", folder, "--missing"], expected=(76,))
        found = {"points": points, "shards": shards, "plan": self.planning.seconds, "open": status.seconds, "openMB": status.megabytes,
                 "tableMB": (folder / "design.csv").stat().st_size / 1e6}
        shutil.rmtree(folder)
        return found

    def listing(self, shards):
        """Seconds that one look into the folder of shards takes for each name in it."""
        folder = self.plan(shards, shards)
        empty = Cost([self.program, "status", folder, "--missing"], expected=(76,)).seconds
        (folder / "shards").mkdir()
        width = len(str(shards))
        for shard in range(1, shards + 1):
            (folder / "shards" / f"{shard:0{width}d}-{'0' * 64}.sqlite").touch()
        full = Cost([self.program, "status", folder, "--missing"]).seconds
        shutil.rmtree(folder)
        return max(0.0, full - empty) / shards

    def merge(self, points, shards):
        """Merge of shards that are all there: checks, database, tables and report."""
        folder = self.plan(points, shards)
        identity = json.loads((folder / "plan.json").read_text())["identity"]
        self.shards.write(folder, identity, list(range(points)), shards)
        size = sum(path.stat().st_size for path in (folder / "shards").iterdir()) / 1e6
        merged = Cost([self.program, "merge", folder, "--quiet"])
        tables = sum((folder / name).stat().st_size for name in ("points.csv", "effects.csv")) / 1e6
        shutil.rmtree(folder)
        return {"points": points, "shards": shards, "shardsMB": size, "merge": merged.seconds, "mergeMB": merged.megabytes, "tablesMB": tables}

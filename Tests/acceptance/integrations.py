#!/usr/bin/env python3
"""Do the scripts in integrations/ give the tables of one machine, byte for byte, when workers and drivers are killed?

Dask is the real one, on loopback: a worker is killed in the middle with what it computes, then the driver, which is started
again. Slurm and ssh are stood in for by the few words of theirs that the scripts use (Tests/acceptance/stand-ins): tasks are
killed at their first attempt, one ends with every attempt spent, one machine cannot be reached. Where Slurm's daemons can be
started by hand (slurm_cluster.py), the real one runs too: a worker is killed, and a node lost with all that runs on it.

Usage: Tests/acceptance/integrations.py PROGRAM     (make integrations; with distributed in the environment)
"""

import contextlib
import filecmp
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time

from slurm_cluster import SlurmCluster, why_not

ROOT = pathlib.Path(__file__).parents[2]
TABLES = ["points.csv", "effects.csv", "failures.csv"]
SHARDS = 12


class Sweep:
    """A small sweep in a folder of its own, planned in shards, and its tables as one machine makes them."""

    def __init__(self, folder, program):
        self.folder, self.program = folder, program
        programs = folder / "programs"
        programs.mkdir()
        (programs / "khorshoo").symlink_to(program)
        for name in ("sbatch", "scontrol", "ssh"):
            (programs / name).symlink_to(ROOT / "Tests/acceptance/stand-ins" / name)
        self.environment = os.environ | {"PATH": f"{programs}:{pathlib.Path(sys.executable).parent}:{os.environ['PATH']}"}
        self.arguments = [ROOT / "scenarios/ewenki.yaml", "--arms", "none,linkage", "--years", "1", "--replicates", "32", "--quiet",
                          "--vary", "policy.centralHouseholds.outreach=0:2.2:0.2"]
        self.run("khorshoo", "sweep", *self.arguments, "--out", "whole")

    def run(self, *words, check=True, environment=None):
        done = subprocess.run(list(map(str, words)), cwd=self.folder, env=environment or self.environment, text=True, capture_output=True, check=False)
        if check and done.returncode:
            sys.exit(f"{' '.join(map(str, words))} ended with {done.returncode}\n{done.stdout}{done.stderr}")
        return done

    def start(self, *words):
        return subprocess.Popen(list(map(str, words)), cwd=self.folder, env=self.environment, start_new_session=True,
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def plan(self, name):
        self.run("khorshoo", "plan", *self.arguments, "--shards", SHARDS, "--out", name)
        return name

    def done(self, name):
        return len([path for path in (self.folder / name / "shards").glob("*.sqlite")]) if (self.folder / name / "shards").exists() else 0

    def wait(self, name, count):
        for _ in range(1200):
            if self.done(name) >= count:
                return
            time.sleep(0.05)
        sys.exit(f"{name}: {count} shards are not there after a minute")

    def expect_same(self, name, what):
        for table in TABLES:
            if not filecmp.cmp(self.folder / "whole" / table, self.folder / name / table, shallow=False):
                sys.exit(f"{what}: {table} is not that of one machine")
        print(f"integrations: {what}: the tables are those of one machine, byte for byte")


def kill(process):
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def dask(sweep):
    name = sweep.plan("dask")
    address = sweep.folder / "scheduler.json"
    scheduler = sweep.start("dask", "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", address)
    worker = lambda: sweep.start("dask", "worker", "--host", "127.0.0.1", "--nthreads", "1", "--no-dashboard", "--no-nanny", "--scheduler-file", address)  # noqa: E731
    started = [scheduler]
    try:
        while not address.exists():
            time.sleep(0.1)
        started += [worker(), worker()]
        import json
        where = json.loads(address.read_text())["address"]
        driver = [sys.executable, ROOT / "integrations/dask_driver.py", name, where]
        first = sweep.start(*driver)
        sweep.wait(name, 2)
        kill(started[1])
        sweep.wait(name, 4)
        kill(first)
        started.append(worker())
        sweep.run(*driver)
    finally:
        for process in started:
            if process.poll() is None:
                kill(process)
    sweep.expect_same(name, "Dask with a killed worker and a killed driver")


def slurm(sweep):
    name = sweep.plan("slurm")
    done = sweep.run(ROOT / "integrations/slurm.sh", name, 4, "--mem=1G")
    log = "".join(path.read_text() for path in sorted((sweep.folder / name).glob("slurm-*.log")))
    for words in ("attempt 1; again", "round 2"):
        if words not in log + done.stdout:
            sys.exit(f"Slurm: no {words} in its logs\n{log}{done.stdout}")
    sweep.expect_same(name, "Slurm (stand-in) with killed tasks and a second round")


def workers(mark):
    """Processes of the program that have these words in their environment."""
    for process in pathlib.Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):  # What has just ended.
            if (process / "comm").read_text() == "khorshoo\n" and mark.encode() in (process / "environ").read_bytes().split(b"\0"):
                yield int(process.name)


def slurm_with_nodes(sweep):
    if reason := why_not():
        print(f"integrations: Slurm itself is not tried: {reason}")
        return
    name = sweep.plan("slurm-nodes")
    alone = sweep.folder / "alone"
    alone.mkdir()
    (alone / "khorshoo").symlink_to(sweep.program)
    with SlurmCluster(sweep.folder / "cluster") as cluster:
        environment = os.environ | cluster.environment | {"PATH": f"{alone}:{os.environ['PATH']}"}
        sweep.run(ROOT / "integrations/slurm.sh", name, 4, environment=environment)
        sweep.wait(name, 1)
        killed = next(workers("SLURMD_NODENAME=n1"), None)
        if killed is None:
            sys.exit("Slurm: no worker on the first node")
        os.kill(killed, signal.SIGKILL)
        sweep.wait(name, 3)
        cluster.until(lambda: any(workers("SLURMD_NODENAME=n2")), "a worker on the second node")
        cluster.lose("n2")
        table = sweep.folder / name / TABLES[0]
        cluster.until(lambda: table.exists() and not cluster.said("squeue", "--noheader").strip(), "the last job", seconds=180)
        log = "".join(path.read_text() for path in sorted((sweep.folder / name).glob("slurm-*.log")))
        controller = (sweep.folder / "cluster/slurmctld.log").read_text()
    for words, text in (("attempt 1; again", log), ("due to failure of node n2", controller)):
        if words not in text:
            sys.exit(f"Slurm: no {words} in its logs\n{log}{controller}")
    sweep.expect_same(name, "Slurm with a killed worker and a lost node")


def ssh(sweep):
    name = sweep.plan("ssh")
    done = sweep.run(ROOT / "integrations/ssh.sh", name, "first", "unreachable", "second")
    if "unreachable" not in done.stdout:
        sys.exit(f"ssh: the machine that cannot be reached is not told\n{done.stdout}")
    sweep.expect_same(name, "ssh (stand-in) with a machine that cannot be reached")


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as folder:
        sweep = Sweep(pathlib.Path(folder), program)
        for part in (slurm, slurm_with_nodes, ssh, dask):
            part(sweep)


if __name__ == "__main__":
    main()

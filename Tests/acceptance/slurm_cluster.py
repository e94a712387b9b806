"""Slurm from Debian's packages, started by hand: a controller, and nodes that are process name spaces of this machine.

A node is lost when the first process of its name space is killed: with it go its daemon, its jobs and whatever they started. It
needs root and the programs munged, slurmctld and slurmd (packages munge, slurmctld, slurmd, slurm-client); no service is enabled.
"""

import contextlib
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import time

PROGRAMS = ["munged", "slurmctld", "slurmd", "sbatch", "unshare"]
PORT = 26817
CONFIGURATION = """
ClusterName=khorshoo
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={port}
AuthType=auth/munge
AuthInfo=socket={folder}/munge.sock,cred_expire=5
CredType=cred/munge
SlurmUser=root
SlurmdUser=root
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool-%n
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd-%n.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
ReturnToService=2
SlurmdTimeout=10
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerParameters=sched_interval=1,batch_sched_delay=0
{nodes}
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
"""


def why_not():
    """Why it cannot be started here; nothing when it can."""
    missing = [name for name in PROGRAMS if not shutil.which(name)]
    if missing:
        return f"no {', '.join(missing)}"
    if os.geteuid() != 0:
        return "not root"
    trial = subprocess.run(["unshare", "--pid", "--fork", "--mount-proc", "true"], capture_output=True, check=False)
    return None if trial.returncode == 0 else "name spaces of processes are not allowed"


class SlurmCluster:
    """A controller and two nodes of a processor each, until the end of a with statement."""

    def __init__(self, folder):
        self.folder, self.nodes, self.processes = pathlib.Path(folder), ["n1", "n2"], {}
        (self.folder / "state").mkdir(parents=True)
        key = self.folder / "munge.key"
        key.write_bytes(os.urandom(1024))
        key.chmod(0o400)
        host = socket.gethostname()
        nodes = "\n".join(
            f"NodeName={name} NodeHostname={host} NodeAddr=127.0.0.1 Port={PORT + 1 + number} CPUs=1" for number, name in enumerate(self.nodes))
        configuration = self.folder / "slurm.conf"
        configuration.write_text(CONFIGURATION.format(host=host, port=PORT, folder=self.folder, nodes=nodes))
        self.environment = {"SLURM_CONF": str(configuration)}

    def __enter__(self):
        part = lambda name: f"{self.folder}/munge.{name}"  # noqa: E731
        self.start("munged", "munged", "--foreground", "--force", f"--key-file={part('key')}", f"--socket={part('sock')}",
                   f"--pid-file={part('pid')}", f"--seed-file={part('seed')}")
        self.until(lambda: pathlib.Path(part("sock")).exists(), "munged")
        self.start("slurmctld", "slurmctld", "-D")
        for name in self.nodes:
            self.start_node(name)
        self.until(lambda: "idle" in self.said("sinfo", "--noheader", "--states=idle", "--format=%t %D") and "2" in self.said(
            "sinfo", "--noheader", "--states=idle", "--format=%D"), "nodes")
        return self

    def __exit__(self, *_):
        self.said("scancel", "--user=root")
        for name in [*self.nodes, "slurmctld", "munged"]:
            self.lose(name)

    def start(self, name, *words):
        with open(self.folder / f"{name}.log", "a", encoding="utf-8") as log:
            self.processes[name] = subprocess.Popen(words, env=os.environ | self.environment, stdout=log, stderr=log, start_new_session=True)

    def start_node(self, name):
        self.start(name, "unshare", "--pid", "--fork", "--kill-child", "--mount-proc", "slurmd", "-D", "-N", name)

    def lose(self, name):
        """Kills a process at once, a node with everything on it."""
        process = self.processes.pop(name, None)
        if process and process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def said(self, *words):
        return subprocess.run(words, env=os.environ | self.environment, capture_output=True, text=True, check=False).stdout

    def until(self, condition, what, seconds=60):
        for _ in range(seconds * 10):
            if condition():
                return
            time.sleep(0.1)
        logs = "".join(path.read_text()[-2000:] for path in self.folder.glob("*.log"))
        raise SystemExit(f"Slurm: {what} not there after {seconds} s\n{logs}")

"""Runs all implementations of the reduced model side by side and writes the table into a page of the documentation.

    python run.py SWIFT_PROGRAM SWIFT_FUSED WORK_FOLDER PAGE [--rounds 5]

Builds the C++ with gcc and clang, makes the inputs, checks that all implementations give the same answer (a wrong one ends with 70),
then runs them in turn, again and again, and takes medians. README.md defines the model.
"""

import argparse
import glob
import importlib.metadata
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

import inputs
import numpy

HERE = Path(__file__).parent
OUTCOMES = ("herd", "income", "member")
FLAGS = ["-std=c++20", "-O3", "-march=native", "-mprefer-vector-width=512"]
BEGIN, END = "<!-- reduced: begin -->", "<!-- reduced: end -->"


class Peer:
    """One implementation: how it is run, with how many replicates, and what came of it."""

    def __init__(self, name, command, replicates, threads, environment, takes_threads=False, shares_draws=True):
        self.name, self.command, self.replicates, self.threads = name, command, replicates, threads
        self.environment, self.takes_threads, self.shares_draws = environment, takes_threads, shares_draws
        self.rates, self.processor_rates = [], []

    def run(self, replicates):
        arguments = [*self.command, str(replicates)] + ([str(self.threads)] if self.takes_threads else [])
        run = subprocess.run(arguments, capture_output=True, text=True, env=os.environ | self.environment)
        if run.returncode:
            sys.exit(f"{self.name}: {run.stderr}")
        return json.loads(run.stdout)

    def measure(self):
        result = self.run(self.replicates)
        self.rates.append(result["householdQuarters"] / result["seconds"])
        self.processor_rates.append(result["householdQuarters"] / result["processorSeconds"])


def clang_with_openmp():
    """clang++ and the flags that find LLVM's OpenMP; none when one of them is missing."""
    clang = shutil.which("clang++")
    libraries = [path for path in sorted(glob.glob("/usr/lib/llvm-*/lib")) if os.path.exists(path + "/libomp.so")]
    if not clang or not libraries:
        return None
    headers = sorted(glob.glob(libraries[-1] + "/clang/*/include"))
    return [clang, "-fopenmp=libomp", *(f"-I{path}" for path in headers[-1:]), f"-L{libraries[-1]}", f"-Wl,-rpath,{libraries[-1]}"]


def compiled(work):
    """The C++ programs by name, as the compilers fuse by themselves and with the arithmetic of Khorshoo, which never fuses."""
    compilers = {"gcc": ["g++", "-fopenmp"], "clang": clang_with_openmp()}
    programs = {}
    for name, compiler in compilers.items():
        if not compiler or not shutil.which(compiler[0]):
            print(f"C++ with {name} left out: no compiler, or no libomp-dev", file=sys.stderr)
            continue
        for suffix, flags in (("", []), (", nothing fused", ["-ffp-contract=off"])):
            program = work / f"reduced-{name}{'-unfused' if flags else ''}"
            subprocess.run([*compiler, *FLAGS, *flags, HERE / "cpp/reduced.cpp", "-o", program], check=True)
            programs[f"C++, {name}{suffix}"] = program
    return programs


def agree(result, reference, shares_draws):
    """Whether two results are the same: to rounding with the same draws, otherwise within four Monte Carlo errors."""
    for outcome in OUTCOMES:
        (mean, _), (expected, deviation) = result[outcome], reference[outcome]
        error = deviation * (1 / result["replicates"] + 1 / reference["replicates"]) ** 0.5
        # A draw next to its probability may fall to the other side once: one household of one replicate.
        if abs(mean - expected) > (1e-4 * abs(expected) if shares_draws else 4 * error):
            return False
    return True


def check(peers):
    """Ends the program when an implementation gives another answer than the first one."""
    reference = peers[0].run(256)
    wrong = reference | {outcome: [reference[outcome][0] * 1.001, reference[outcome][1]] for outcome in OUTCOMES}
    assert agree(reference, reference, True) and not agree(wrong, reference, True), "the comparison sees no difference"
    many = peers[0].run(1024)
    for peer in peers:
        print(f"checking {peer.name}, threads {peer.threads}", file=sys.stderr)
        if not (agree(peer.run(256), reference, True) if peer.shares_draws else agree(peer.run(min(peer.replicates, 64)), many, False)):
            print(f"{peer.name} gives another answer than {peers[0].name}", file=sys.stderr)
            sys.exit(70)


def first_line(*command):
    return subprocess.run(command, capture_output=True, text=True).stdout.split("\n")[0]


def machine():
    """Processor and versions, in words."""
    model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), platform.processor())
    python = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in ("numpy", "numba", "mesa"))
    llvm = "AVX-512" if "avx512f" in Path("/proc/cpuinfo").read_text() else "no AVX-512"
    compilers = [first_line("swift", "--version"), first_line("g++", "--version"), first_line("clang++", "--version").split(" (")[0]]
    return f"{model}, {os.cpu_count()} processors, {llvm}; {'; '.join(compilers)}; Python {platform.python_version()}, {python}; {kernels()}"


def kernels():
    """The library behind NumPy's products."""
    blas = numpy.show_config(mode="dicts")["Build Dependencies"]["blas"]
    return f"products of NumPy by {blas['name']} {blas['version']}"


def table(peers):
    """Markdown; how many times as fast Khorshoo is, with as many threads, by the clock and by the processors' time."""
    lines = [
        "| implementation | threads | replicates | million household-quarters a second | a processor second | Khorshoo is … times as fast | by processor time |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    own = {peer.threads: peer for peer in peers if peer.name == "Khorshoo (Swift)"}
    for peer in peers:
        khorshoo = own[peer.threads]
        wall, processor = statistics.median(peer.rates), statistics.median(peer.processor_rates)
        ratios = statistics.median(khorshoo.rates) / wall, statistics.median(khorshoo.processor_rates) / processor
        cells = [peer.name, f"{peer.threads}", f"{peer.replicates:,}", f"{wall / 1e6:.3g}", f"{processor / 1e6:.3g}"]
        cells += [f"{ratio:.2f}" if ratio < 10 else f"{ratio:,.0f}" for ratio in ratios]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser()
    for name in ("swift", "fused"):
        parser.add_argument(name)
    for name in ("work", "page"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    path = options.work / "inputs.bin"
    path.write_bytes(inputs.inputs())
    python = [sys.executable]
    programs = compiled(options.work)

    peers = []
    for threads in (1, 2):
        openmp = {"OMP_NUM_THREADS": str(threads), "OMP_PROC_BIND": "false"}
        peers.append(Peer("Khorshoo (Swift)", [options.swift, path], 1024, threads, {}, takes_threads=True))
        peers.append(Peer("Khorshoo (Swift), fused", [options.fused, path], 1024, threads, {}, takes_threads=True))
        peers += [Peer(name, [program, path], 1024, threads, openmp) for name, program in programs.items()]
        parallel = {"NUMBA_NUM_THREADS": str(threads), "NUMBA_CACHE_DIR": str(options.work.absolute() / "numba")}
        peers.append(Peer("numba, parallel", [*python, HERE / "python/reduced_numba.py", path], 512, threads, parallel))
    single = {"OPENBLAS_NUM_THREADS": "1"}
    for name, replicates in (("NumPy", 64), ("Mesa", 2)):
        peers.append(Peer(name, [*python, HERE / f"python/reduced_{name.lower()}.py", path], replicates, 1, single, shares_draws=False))

    check(peers)
    for round in range(options.rounds):
        for peer in peers:
            peer.measure()
        print(f"round {round + 1} of {options.rounds}", file=sys.stderr)
    text = f"{machine()}. Medians of {options.rounds} rounds in turn.\n\n{table(peers)}"
    print(text)
    page = options.page.read_text()
    before, rest = page.split(BEGIN)
    options.page.write_text(f"{before}{BEGIN}\n{text}\n{END}{rest.split(END)[1]}")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Damaged inputs of every kind, each given to the built command as a person would give it.

A fault is: an end by a signal or with exit code 70; more than ten seconds of processor time (or no end in ten minutes, whatever the load); more than 1 GB of memory; an error without
a place or a remedy; a control character on a stream; exit 0 with a number that is none. Kept inputs (corpus/KIND/*) come first,
then damaged ones until the time is up; a seed gives the same inputs.

    fuzz.py .build/release/khorshoo --seconds 60 [--seed 1] [--kind scenario] [--workers 2]
"""

import argparse
import collections
import os
import pathlib
import random
import re
import resource
import shutil
import signal
import sys
import tempfile
import threading
import time

import damage
import kinds

SECONDS = 10  # of processor time
WAIT = 600  # of time: a command that waits for ever uses no processor, and a loaded machine is slow
MEMORY = 1 << 30
ERROR = re.compile(r"^(?P<place>.+?): (?:warning: )?(?P<message>.*) \[[a-z0-9-]+\]$", re.S)
REMEDY = re.compile(
    r";|expected|did you mean|\b(?:begin|choose|delete|give|keep|leave|list|make|move|name|put|raise|restore|run|save|say|set|"
    r"state|take|write)\b")
NO_NUMBER = re.compile(r"(?<![\w.'-])[-+]?(?:nan|inf|infinity)(?![\w'-])", re.I)
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def outcome(words, folder):
    """Exit code (negative: a signal), output, errors, processor seconds, memory."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        pid = os.fork()
        if pid == 0:
            try:
                os.chdir(folder)
                os.dup2(os.open("/dev/null", os.O_RDONLY), 0)
                os.dup2(out.fileno(), 1)
                os.dup2(err.fileno(), 2)
                resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
                resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
                signal.alarm(WAIT)
                os.execve(words[0], words, dict(os.environ, SWIFT_BACKTRACE="enable=no", TMPDIR=str(folder)))
            finally:
                os._exit(127)
        _, status, usage = os.wait4(pid, 0)
        out.seek(0), err.seek(0)
        return (os.waitstatus_to_exitcode(status), out.read(), err.read(), usage.ru_utime + usage.ru_stime,
                usage.ru_maxrss * 1024)


def faults(words, folder, content):
    """What is wrong with how the command took its input."""
    code, out, err, seconds, memory = outcome(words, folder)
    if code in (-signal.SIGXCPU, -signal.SIGALRM, -signal.SIGKILL):
        return [f"hang: {seconds:.0f} s of processor time when it was ended (limits {SECONDS} s, and {WAIT} s of time)"]
    if code < 0 or code in (70, 127):
        return [f"fault of the program: exit {code}"]
    found = []
    if memory > MEMORY:
        found.append(f"memory: {memory >> 20} MB")
    text, errors = out.decode("utf-8", "replace"), err.decode("utf-8", "replace")
    if control := CONTROL.search(text + errors):
        found.append(f"control character {control[0]!r}")
    if code == 0:
        if not NO_NUMBER.search(content.decode("utf-8", "replace")):
            tables = [p.read_text("utf-8", "replace") for p in sorted(folder.glob("[rhps]/*.csv")) if p.parent.name != "whole"]
            for place in [text] + tables if words[1] in ("run", "diffusion", "plan") else [text]:
                if match := NO_NUMBER.search(place):
                    found.append(f"a number that is none: …{place[max(0, match.start() - 60):match.end() + 20]!r}")
                    break
    elif code == 64 and "Usage:" in errors:
        pass
    elif code not in (64, 65, 66, 69, 71, 73, 74, 75):
        found.append(f"exit code {code}")
    else:
        lines = re.sub(r"\n  +", " ", errors.strip()).split("\n")
        told = [line for line in lines if ERROR.match(line)]
        if not told:
            found.append(f"exit {code} without a message that has a place and a code: {errors[:300]!r}")
        for line in told:
            message = ERROR.match(line)["message"]
            if not REMEDY.search(message) and not re.search(r"\d+ more of this kind", message):
                found.append(f"no remedy: {line[:300]}")
                break
        if longest := max((len(word) for line in told for word in re.split(r"[\s/]", line)), default=0):
            if longest > 300:
                found.append(f"a word of {longest} characters is quoted")
    if hidden := [str(p) for name in "rshp" for p in (folder / name).glob(".*part")]:
        found.append(f"left behind: {hidden}")
    return found


class Fuzz:
    def __init__(self, options, all_kinds, work):
        self.options, self.kinds, self.work = options, all_kinds, work
        self.counts = collections.Counter()
        self.found = {}
        self.lock = threading.Lock()
        self.next = 0
        self.kept = [(kind, path) for kind in all_kinds for path in kind.kept]
        self.end = time.monotonic() + options.seconds

    def work_on(self):
        while True:
            with self.lock:
                index, self.next = self.next, self.next + 1
            if index < len(self.kept):
                kind, path = self.kept[index]
                content = path.read_bytes().replace(b"@SCENARIOS@", bytes(kinds.SCENARIOS))
                self.examine(kind, content, path.name)
            elif time.monotonic() < self.end:
                number = index - len(self.kept)
                kind = self.kinds[number % len(self.kinds)]
                name = f"{self.options.seed}-{number // len(self.kinds)}"
                dice = random.Random(f"{kind.name} {name}")
                content = damage.damaged(dice.choice(kind.seeds), kind.seeds, dice, kind.is_bytes)
                self.examine(kind, content, name)
            else:
                return

    def examine(self, kind, content, name):
        folder = pathlib.Path(tempfile.mkdtemp(dir=self.work))
        try:
            if kind.folder:
                kind.folder(folder)
            (folder / kind.target).write_bytes(content)
            for words in kind.commands(self.options.program, folder):
                found = faults([os.fsencode(str(w)) if isinstance(w, str) else w for w in words], folder, content)
                with self.lock:
                    self.counts[kind.name] += 1
                    if (total := sum(self.counts.values())) % 5000 == 0:
                        print(f"{total} commands on {self.next} inputs, {len(self.found)} sorts of fault", flush=True)
                for fault in found:
                    self.tell(kind, content, name, words, fault)
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def tell(self, kind, content, name, words, fault):
        signature = (kind.name, words[1], re.sub(r"\d+|'[^']*'", "#", fault)[:60])
        with self.lock:
            self.found[signature] = self.found.get(signature, 0) + 1
            if self.found[signature] > 1:
                return
            kept = pathlib.Path(self.options.failures) / kind.name
            kept.mkdir(parents=True, exist_ok=True)
            (kept / name).write_bytes(content)
            shown = " ".join(w if isinstance(w, str) else repr(w) for w in words[1:])
            print(f"FAULT {kind.name} {name}: khorshoo {shown}\n  {fault}\n  input: {kept / name}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", action="append")
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    parser.add_argument("--failures", default=".build/fuzz", help="folder that failing inputs are kept in")
    options = parser.parse_args()
    options.program = str(pathlib.Path(options.program).resolve())
    work = pathlib.Path(tempfile.mkdtemp(prefix="khorshoo-fuzz-"))
    try:
        chosen = kinds.kinds(options.program, work)
        fuzz = Fuzz(options, [k for k in chosen if not options.kind or k.name in options.kind], work)
        if not fuzz.kinds:
            sys.exit(f"--kind: found {options.kind}, expected some of {', '.join(k.name for k in chosen)}")
        workers = [threading.Thread(target=fuzz.work_on) for _ in range(options.workers)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    finally:
        shutil.rmtree(work, ignore_errors=True)
    total = sum(fuzz.counts.values())
    print(f"{total} commands on {fuzz.next - len(workers)} inputs, {len(fuzz.kept)} of them kept ones: "
          + ", ".join(f"{name} {count}" for name, count in sorted(fuzz.counts.items())))
    print(f"{sum(fuzz.found.values())} faults of {len(fuzz.found)} sorts")
    sys.exit(1 if fuzz.found else 0)


if __name__ == "__main__":
    main()

"""Where the command is, and how it is run."""

from __future__ import annotations

import importlib.metadata
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

from khorshoo._folder import Results, read

try:
    version = importlib.metadata.version("khorshoo")
except importlib.metadata.PackageNotFoundError:  # From the repository, where no wheel is installed.
    version = "0"

_PACKED = Path(__file__).parent / "program" / "bin" / "khorshoo"


class Failure(Exception):
    """The command did not end well; the message is what it said.

    `exit_code` as `khorshoo --help` lists them: 64 wrong arguments, 65 invalid scenario, 75 some points failed and so on.
    """

    def __init__(self, exit_code: int, message: str) -> None:
        super().__init__(message or f"khorshoo ended with exit code {exit_code}")
        self.exit_code = exit_code


def command() -> Path:
    """The program: what `KHORSHOO` names, the one in this package, or the first on the PATH."""
    named = os.environ.get("KHORSHOO")
    if named:
        return Path(named)
    if _PACKED.exists():
        return _PACKED
    found = shutil.which("khorshoo")
    if found is None:
        raise FileNotFoundError("khorshoo is neither in this package nor on the PATH; install the wheel, or set KHORSHOO")
    return Path(found)


def _words(options: Mapping[str, Any]) -> list[str]:
    """Options of the command line: `years=3` is `--years 3`, `set={"KEY": 2}` is `--set KEY=2`, `strict=True` is `--strict`."""
    words: list[str] = []
    for name, value in options.items():
        option = "--" + name.rstrip("_").replace("_", "-")
        if value is None or value is False:
            continue
        if value is True:
            words.append(option)
        elif isinstance(value, Mapping):
            for key, setting in value.items():
                words += [option, f"{key}={_text(setting)}"]
        elif name in ("vary", "set") and isinstance(value, Sequence) and not isinstance(value, str):
            for item in value:
                words += [option, str(item)]
        else:
            words += [option, _text(value)]
    return words


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ",".join(_text(part) for part in value)
    return str(value)


def run(scenario: str | os.PathLike[str], out: str | os.PathLike[str] | None = None, *, verb: str = "run", **options: Any) -> Results:
    """Runs a scenario and reads what it wrote.

    `verb` is another command that takes a scenario and writes a folder: `sweep`, `decompose`. Without `out` the folder is
    temporary and goes with the result. Every option of the command is a keyword: `khorshoo.run("ewenki.yaml", replicates=64,
    set={"policy.centralHouseholds.outreach": 2}, arms=["none", "linkage"])`. Raises `Failure` with what the command said; the
    points of a sweep that are there when others failed (exit code 75) are read, with `exit_code` set.
    """
    kept = None
    if out is None:
        kept = tempfile.TemporaryDirectory(prefix="khorshoo-")
        out = Path(kept.name) / "results"
    words = [str(command()), verb, os.fspath(scenario), "--out", os.fspath(out), "--quiet", *_words(options)]
    done = subprocess.run(words, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False)
    if done.returncode not in (0, 75):
        raise Failure(done.returncode if done.returncode > 0 else 128 - done.returncode, done.stderr.strip())
    results = read(out)
    results._keep = kept
    results.exit_code = done.returncode
    return results


def main() -> NoReturn:
    """The command `khorshoo` of the environment: becomes the program."""
    program = str(command())
    os.execv(program, ["khorshoo", *sys.argv[1:]])

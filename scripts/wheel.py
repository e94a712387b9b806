"""Makes the wheel: the Python package in python/khorshoo with the archive of `make dist` inside, the command on the PATH.

Usage: scripts/wheel.py ARCHIVE FOLDER     (make wheel)

A wheel is a zip with a list of its files; nothing but Python is needed, and the same archive gives the same bytes.
"""

import base64
import hashlib
import pathlib
import re
import sys
import tarfile
import zipfile

ROOT = pathlib.Path(__file__).parent.parent
# What the program needs to run; manual and completions stay in the archive.
KEPT = re.compile(r"(bin|lib|licenses|share/khorshoo)/|sbom\.csv$")


def members(archive):
    """Name below the archive's folder, bytes and mode of every file that is kept."""
    with tarfile.open(archive) as tar:
        for member in tar:
            name = member.name.partition("/")[2]
            if member.isfile() and KEPT.match(name):
                yield f"khorshoo/program/{name}", tar.extractfile(member).read(), member.mode


def main():
    archive, folder = map(pathlib.Path, sys.argv[1:])
    version, machine = re.fullmatch(r"khorshoo-(.+)-linux-(.+)\.tar\.xz", archive.name).groups()
    tag = f"py3-none-manylinux_2_35_{machine}"
    info = f"khorshoo-{version}.dist-info"
    files = [(f"khorshoo/{path.name}", path.read_bytes(), 0o644) for path in sorted((ROOT / "python/khorshoo").glob("*.py*"))]
    files += members(archive)
    metadata = [
        "Metadata-Version: 2.1", "Name: khorshoo", f"Version: {version}",
        "Summary: What linking herder households to a cooperative does to herds, incomes and membership: command and reader.",
        "License: Apache-2.0", "Requires-Python: >=3.10", "Requires-Dist: pandas>=2.0", "",
        'import khorshoo\nresults = khorshoo.run("ewenki.yaml", replicates=64)\nresults.outcomes', "",
    ]
    wheel = ["Wheel-Version: 1.0", "Generator: khorshoo", "Root-Is-Purelib: false", f"Tag: {tag}", ""]
    files += [
        (f"{info}/METADATA", "\n".join(metadata).encode(), 0o644), (f"{info}/WHEEL", "\n".join(wheel).encode(), 0o644),
        (f"{info}/LICENSE", (ROOT / "LICENSE").read_bytes(), 0o644),
        (f"{info}/entry_points.txt", b"[console_scripts]\nkhorshoo = khorshoo._program:main\n", 0o644),
    ]
    record = []
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"khorshoo-{version}-{tag}.whl"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:

        def add(name, content, mode):
            entry = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, (0o100000 | mode) << 16
            out.writestr(entry, content)

        for name, content, mode in files:
            add(name, content, mode)
            digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
            record.append(f"{name},sha256={digest},{len(content)}")
        add(f"{info}/RECORD", "\n".join([*record, f"{info}/RECORD,,", ""]).encode(), 0o644)
    print(f"wheel: {path.relative_to(ROOT) if path.is_relative_to(ROOT) else path}, {path.stat().st_size // 1000000} MB")


if __name__ == "__main__":
    main()

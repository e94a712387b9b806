"""Builds the documentation of every Swift target with DocC; a link that leads nowhere is an error.

Usage: scripts/docc.py [FOLDER]     (after make build; default: .build/docc)

Symbol graphs come from the compiler's front end, with comments of every access level and without code: seconds, where
swift package dump-symbol-graph would build everything once more. Archives go to FOLDER; `docc preview` shows one.
"""

import concurrent.futures
import glob
import json
import os
import pathlib
import shutil
import subprocess
import sys

MODULES = ".build/release/Modules"


def run(command, **options):
    return subprocess.run(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options)


def own_targets():
    """The package's own targets but tests, each after those that it depends on."""
    described = subprocess.run(["swift", "package", "--ignore-lock", "describe", "--type", "json"], check=True,
                               stdout=subprocess.PIPE, text=True).stdout
    targets = {target["name"]: target for target in json.loads(described)["targets"]}
    ordered = []

    def visit(name):
        target = targets[name]
        if target in ordered:
            return
        for needed in target.get("target_dependencies", []):
            visit(needed)
        ordered.append(target)

    for name, target in targets.items():
        if target["type"] != "test" and not target["path"].startswith("Tests/"):
            visit(name)
    return ordered


def module_flags(targets):
    """How the compiler finds C modules: those of the package, of its dependencies and of the system."""
    maps = glob.glob(".build/checkouts/*/Sources/**/module.modulemap", recursive=True)
    maps += glob.glob(".build/checkouts/*/C*/include/module.modulemap")
    maps += [f'{t["path"]}/module.modulemap' for t in targets if t["module_type"] == "SystemLibraryTarget"]
    maps += glob.glob(".build/release/C*.build/module.modulemap")
    flags = [f"-fmodule-map-file={path}" for path in maps]
    flags += subprocess.run(["pkg-config", "--cflags", "openblas", "libcrypto", "xlsxwriter"], check=True,
                            capture_output=True, text=True).stdout.split()
    return [word for flag in flags for word in ("-Xcc", flag)]


def symbol_graph(target, flags, out):
    name = target["name"]
    graphs = out / "graphs" / name
    graphs.mkdir(parents=True)
    sources = [f'{target["path"]}/{source}' for source in target["sources"]]
    result = run(
        ["swiftc", "-emit-module", "-module-name", name, "-package-name", "khorshoo", "-wmo",
         *([] if "main.swift" in target["sources"] else ["-parse-as-library"]),
         "-swift-version", "6", "-enable-upcoming-feature", "ExistentialAny", "-enable-testing",
         "-Xfrontend", "-experimental-skip-non-inlinable-function-bodies",
         "-emit-symbol-graph", "-emit-symbol-graph-dir", str(graphs), "-symbol-graph-minimum-access-level", "internal",
         "-I", str(out / "modules"), "-I", MODULES, *flags,
         "-emit-module-path", str(out / "modules" / f"{name}.swiftmodule"), *sources])
    if result.returncode != 0:
        sys.exit(result.stdout)


def convert(target, out):
    name = target["name"]
    catalogs = glob.glob(f'{target["path"]}/*.docc')
    return run(
        ["docc", "convert", *catalogs, "--additional-symbol-graph-dir", str(out / "graphs" / name),
         "--fallback-display-name", name, "--fallback-bundle-identifier", f"khorshoo.{name}",
         # Not every parameter needs a word.
         "--disable-parameters-and-returns-validation", "--warnings-as-errors",
         "--output-path", str(out / f"{name}.doccarchive")])


def main():
    out = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".build/docc")
    shutil.rmtree(out, ignore_errors=True)
    (out / "modules").mkdir(parents=True)
    ordered = own_targets()
    flags = module_flags(ordered)
    swift = [target for target in ordered if target["module_type"] == "SwiftTarget"]
    for target in swift:
        symbol_graph(target, flags, out)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(lambda target: convert(target, out), swift))
    faults = [result.stdout for result in results if result.returncode != 0]
    if faults:
        print("\n".join(faults))
        sys.exit("docc: a link leads nowhere; a name of another module stands in single backticks")
    print(f"docc: {len(swift)} modules, every link resolves; {out}")


if __name__ == "__main__":
    main()

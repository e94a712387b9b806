"""What is fuzzed: for each kind the seeds, the file or argument that is damaged, and the commands that read it."""

import pathlib
import re
import shutil
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent
SCENARIOS = REPOSITORY / "scenarios"
MALFORMED = REPOSITORY / "Tests/KhorshooScenariosTests/Malformed"
ROSTERS = REPOSITORY / "Tests/KhorshooScenariosTests/MalformedRosters"
CORPUS = HERE / "corpus"

PLACES = (REPOSITORY / "Tests/TestSupport/small-banner.yaml").read_text().replace("HOUSEHOLDS", "120").replace("MEMBERS", "40")
SMALL = f"""schema: 1
base: {SCENARIOS}/ewenki.yaml
{PLACES}arms: {{centralOnly: none, cooperativeOnly: none, stronger: none}}
run: {{years: 1, replicates: 16}}
"""
# What every damaged scenario is run with, so that a run is short whatever the damage.
SHORT = ["--set", "run.years=1", "--set", "run.replicates=16", "--threads", "1", "--quiet"]
LARGEST_RUN = 3000  # households; a scenario may well ask for a million, which is no fault


class Kind:
    """A kind of input. `target` is the file that is damaged, nil for an argument."""

    def __init__(self, name, target, seeds, commands, folder=None, is_bytes=False):
        self.name, self.target, self.commands, self.is_bytes = name, target, commands, is_bytes
        self.folder = folder  # what is laid beside: a function of a folder
        self.seeds = [s if isinstance(s, bytes) else s.encode() for s in seeds]
        kept = CORPUS / name
        self.kept = sorted(kept.iterdir()) if kept.is_dir() else []


def contents(*paths):
    """Files as seeds; a name of a scenario's base is made absolute."""
    found = []
    for path in paths:
        content = path.read_bytes()
        for base in (b"base: ../ewenki.yaml", b"base: ewenki.yaml", b"base: ../scenarios/ewenki.yaml"):
            content = content.replace(base, b"base: " + bytes(SCENARIOS / "ewenki.yaml"))
        found.append(content)
    return found


def write(folder, **files):
    for name, content in files.items():
        (folder / name.replace("_", ".")).write_bytes(content if isinstance(content, bytes) else content.encode())


def small(folder):
    write(folder, small_yaml=SMALL)


def own(folder):
    for name in ("households.csv", "ties.csv", "grids.csv", "cooperatives.csv"):
        shutil.copy(SCENARIOS / "own-data" / name, folder / name)
    write(folder, own_yaml=contents(SCENARIOS / "own-data/own-data.yaml")[0])


def network(folder):
    for name in ("households.csv", "ties.csv"):
        shutil.copy(SCENARIOS / "networks" / name, folder / name)


def scenario_commands(k, folder):
    yield [k, "check", "main.yaml"]
    yield [k, "explain", "main.yaml"]
    shown = subprocess.run([k, "show", "main.yaml"], cwd=folder, capture_output=True)
    count = re.search(rb"householdCount: (\d+)", shown.stdout)
    if shown.returncode == 0 and count and int(count[1]) <= LARGEST_RUN:
        yield [k, "run", "main.yaml", "--out", "r"] + SHORT


def always(*lists):
    def commands(k, folder):
        for words in lists:
            yield [k] + words

    return commands


def counted(k, folder):
    """A population is made for its check: of as many as are counted, which may be many."""
    counts = [int(n) for n in re.findall(rb"\d+", (folder / "margins.csv").read_bytes())]
    if max(counts, default=0) <= LARGEST_RUN:
        yield [k, "check", "own.yaml"]


def argument(*words):
    """Commands on `small.yaml` with the damaged text in the place of `{}`."""

    def commands(k, folder):
        text = (folder / "argument").read_bytes().replace(b"\0", b"")
        yield [k] + [w if w != "{}" else text for w in words]

    return commands


def results(k, folder):
    """The commands that read a result folder; the last one writes into it."""
    yield [k, "compare", "r", "whole"]
    yield [k, "export", "r", "--xlsx", "--out", "r.xlsx", "--quiet"]
    yield [k, "replay", "r", "--replicate", "3", "--quiet"]
    yield [k, "verify", "r", "--threads", "1", "--quiet"]
    yield [k, "run", "small.yaml", "--out", "r", "--threads", "1", "--quiet"]


def sweeps(k, folder):
    yield [k, "status", "s"]
    yield [k, "sensitivity", "s", "--resamples", "100"]
    yield [k, "discover", "s", "--where", "uplift.incomePerHousehold < 0"]
    yield [k, "verify", "s", "--threads", "1", "--quiet"]
    yield [k, "sweep", "small.yaml", "--vary", "run.years=1,2", "--out", "s", "--threads", "1", "--quiet"]


def kinds(program, work):
    """All kinds; what they need is computed into `work` first."""
    base = work / "base"
    base.mkdir(parents=True)
    small(base)

    def compute(*words):
        subprocess.run([program, *words, "--quiet", "--threads", "1"], cwd=base, check=True)

    compute("run", "small.yaml", "--keep", "replicates", "--out", "r")
    compute("sweep", "small.yaml", "--vary", "run.years=1,2", "--out", "s")
    parameters = subprocess.run(
        [program, "parameters", "--format", "csv"], capture_output=True, text=True, check=True).stdout.splitlines()
    keys = [line.split(",")[0] for line in parameters[1:]]

    def folder_of(name):
        def lay(folder):
            small(folder)
            shutil.copytree(base / name, folder / name)
            if name == "r":
                shutil.copytree(base / "r", folder / "whole")

        return lay

    def stored(name, file, commands, is_bytes=False):
        return Kind(
            f"{name}-{pathlib.Path(file).stem}", f"{name}/{file}", [(base / name / file).read_bytes()], commands,
            folder_of(name), is_bytes)

    described = ["diffusion", "describe", "--ties", "ties.csv", "--households", "households.csv"]
    spread = ["diffusion", "simulate", "--ties", "ties.csv", "--households", "households.csv", "--mechanism"]
    networks = always(
        ["network", "--ties", "ties.csv", "--households", "households.csv"], described + ["--out", "h"],
        spread + ["threshold", "--replicates", "32"], ["diffusion", "fit", *described[2:], "--replicates", "32"])
    return [
        Kind(
            "scenario", "main.yaml",
            [SMALL] + contents(SCENARIOS / "ewenki.yaml", *sorted((SCENARIOS / "policies").glob("*.yaml")))
            + contents(*sorted(MALFORMED.glob("*.yaml"))), scenario_commands),
        Kind(
            "setting", "argument", [f"{key}={value}" for key in keys for value in ("0", "1e9")],
            argument("run", "small.yaml", "--out", "r", "--set", "{}", *SHORT), small),
        Kind(
            "vary", "argument",
            ["run.years=1,2", "run.seed=1:9:1", "cooperatives.labourSaving=0.05:0.4", "run.years=1:8:log",
             "run.years=1,2;run.seed=3,4"] + [f"{key}=0:1:0.25" for key in keys],
            argument("plan", "small.yaml", "--vary", "{}", "--shards", "2", "--out", "p"), small),
        Kind("where", "argument", ["uplift.incomePerHousehold < 0", "uplift.incomePerHead >= q0.9"],
             argument("discover", "s", "--where", "{}"), folder_of("s")),
        Kind("until", "argument", ["ci95(uplift.incomePerHousehold) < 200", "ci95(uplift.incomePerHead)<9e3"],
             argument("run", "small.yaml", "--out", "r", "--max-replicates", "32", "--until", "{}", "--quiet"), small),
        Kind("design", "design.csv",
             ["run.years,cooperatives.labourSaving\n1,0.1\n2,0.3\n", "point,cooperatives.labourSaving\n0,0.05\n1,0.4\n"],
             always(["plan", "small.yaml", "--design", "design.csv", "--shards", "1", "--out", "p"]), small),
        Kind("households", "households.csv", contents(SCENARIOS / "own-data/households.csv",
                                                      *sorted(ROSTERS.glob("households*.csv"))),
             always(["check", "own.yaml"], ["network", "--ties", "ties.csv", "--households", "households.csv"]), own),
        Kind("ties", "ties.csv", contents(SCENARIOS / "own-data/ties.csv", *sorted(ROSTERS.glob("ties*.csv"))),
             always(["check", "own.yaml"]), own),
        Kind("grids", "grids.csv", contents(SCENARIOS / "own-data/grids.csv", *sorted(ROSTERS.glob("grids*.csv"))),
             always(["check", "own.yaml"]), own),
        Kind("cooperatives", "cooperatives.csv",
             contents(SCENARIOS / "own-data/cooperatives.csv", *sorted(ROSTERS.glob("cooperatives*.csv"))),
             always(["check", "own.yaml"]), own),
        Kind("margins", "margins.csv", ["gacha,size,households\nspring,1,20\nspring,2,30\nautumn,3,40\n"],
             counted,
             lambda f: write(f, own_yaml=re.sub(
                 r"places:.*?arms:", "places: {margins: margins.csv, gridCount: 4, cooperativeCount: 1, "
                 "partyMemberCount: 5}\narms:", SMALL, flags=re.S))),
        Kind("prices", "prices.csv",
             contents(*sorted(MALFORMED.glob("prices*.csv"))) + ["year,quarter,sheep\n2014,1,20\n2014,2,21\n2014,3,22\n2014,4,23\n"],
             always(["check", "own.yaml"]),
             lambda f: write(f, own_yaml=SMALL + "market: {history: {file: prices.csv, method: replay}}\n")),
        Kind("herd", "herd.yaml", contents(*sorted((SCENARIOS / "herds").glob("*.yaml"))),
             always(["herd", "herd.yaml"], ["herd", "herd.yaml", "--format", "json"])),
        Kind("herd-table", "herd.csv", contents(*sorted((SCENARIOS / "herds").glob("*.csv"))),
             always(["herd", "herd.csv"], ["herd", "herd.csv", "--format", "csv"])),
        Kind("accounts", "table.csv", contents(*sorted((SCENARIOS / "tables").glob("*.csv"))),
             always(["multiplier", "table.csv"], ["multiplier", "table.csv", "--format", "json"])),
        Kind("network-ties", "ties.csv", contents(SCENARIOS / "networks/ties.csv"), networks, network),
        Kind("network-households", "households.csv", contents(SCENARIOS / "networks/households.csv"), networks, network),
        stored("r", "manifest.json", results),
        stored("r", "outcomes.csv", results),
        stored("r", "differences.csv", results),
        stored("r", "replicates.csv", results),
        stored("r", "scenario.resolved.yaml", results),
        stored("s", "plan.json", sweeps),
        stored("s", "design.csv", sweeps),
        stored("s", "points.csv", sweeps),
        stored("s", "manifest.json", sweeps),
        stored("s", "sweep.sqlite", sweeps, is_bytes=True),
    ]

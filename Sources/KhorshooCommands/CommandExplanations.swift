// What the commands on runs, sweeps and result folders say of themselves, with examples that a test runs.

extension Program {
  /// What `khorshoo` says of itself, with examples.
  package static let explanation = """
    中文帮助：khorshoo --help --lang zh

    Examples:
      khorshoo run scenarios/ewenki.yaml --out results/ewenki --lang zh
      khorshoo run scenarios/ewenki.yaml --set policy.centralHouseholds.outreach=2
      khorshoo decompose scenarios/ewenki.yaml --replicates 200
      khorshoo sweep scenarios/ewenki.yaml --vary run.years=1,2
      khorshoo check scenarios/*.yaml
      khorshoo explain scenarios/ewenki.yaml --lang zh
      khorshoo show scenarios/mongolia.yaml
      khorshoo parameters --format csv > parameters.csv
      khorshoo herd scenarios/herds/gleam-cattle.yaml
      khorshoo network --ties scenarios/networks/ties.csv
      khorshoo diffusion describe scenarios/networks --out history
      khorshoo multiplier scenarios/tables/two-sectors.csv

    Exit codes: 0 done; 64 wrong arguments; 65 invalid scenario or data; 66 input missing; \
    69 this machine cannot repeat the bytes of another; 70 fault in the program; 71 the system gives too little \
    memory or too few files; 73 output cannot be created; 74 output cannot be written; 75 some points failed, the \
    rest is complete; 76 shards are missing;
    130 interrupted; 141 the reader of standard output went away (head).
    """
}

extension NewScenarioRequest {
  /// What `khorshoo new` says of itself, with examples.
  package static let explanation = """
    What is not given is that of Ewenki Banner, counts and areas in proportion to --households.

    Examples:
      khorshoo new mine.yaml --households 1200 --gacha 12
      khorshoo new other.yaml --households 300 --lang zh
      khorshoo new variant.yaml --base scenarios/ewenki.yaml
    """
}

extension ExplainRequest {
  /// What `khorshoo explain` says of itself, with an example.
  package static let explanation = """
    Purpose, entities, policies, every step of a quarter with what it reads, writes, draws and rests on, what couples \
    places, chance, results, guesses, and values other than the ledger's.
    Example: khorshoo explain scenarios/ewenki.yaml --lang zh
    """
}

extension CompareRequest {
  /// What `khorshoo compare` says of itself, with examples.
  package static let explanation = """
    Second minus first, with a 95 % interval. Outcomes of the banner are compared replicate by replicate where both \
    folders have replicates.csv and one seed, since equal numbers are equal worlds: far narrower intervals than those \
    of two samples, which all other cells get (Welch). Folders of different arms, places, outcomes or years are \
    compared where they meet; what is left out is said. Two sweeps are compared at every point at which both set the \
    same values.

    Examples:
      khorshoo run scenarios/ewenki.yaml --keep replicates
      khorshoo run scenarios/mongolia.yaml --keep replicates
      khorshoo compare results/ewenki results/mongolia
      khorshoo compare results/ewenki results/mongolia --out all.csv --json
    """
}

extension VerifyRequest {
  /// What `khorshoo verify` says of itself, with examples.
  package static let explanation = """
    Checks that every file is there with the bytes that the run wrote (SHA-256), that scenario and manifest agree, and \
    computes again: everything when the run was small or with --full, otherwise a random sample of the blocks of 16 \
    replicates in replicates.csv. Of a sweep, a random sample of the rows in sweep.sqlite is computed again, and all tables \
    are made of the rows again. Says what was not checked. A table that differs is named with line, column and both \
    values (exit 65; 69 when this machine's matrix kernels are others than those of the run).

    Examples:
      khorshoo run scenarios/ewenki.yaml --keep replicates
      khorshoo verify results/ewenki
      khorshoo verify results/ewenki --full
      khorshoo verify results/ewenki --sample 5 --sample-seed 7 --json
      khorshoo sweep scenarios/ewenki.yaml --vary run.years=1,2 --out two
      khorshoo verify two --sample 1
    """
}

extension ReplayRequest {
  /// What `khorshoo replay` says of itself, with examples.
  package static let explanation = """
    Writes a CSV table with a row for every arm, quarter and household: place, herd by species, income, cash, debt, \
    knowledge, membership, office. Sums over households are the outcomes of that replicate in replicates.csv, which is \
    checked when the folder has it. Replicates are numbered from 1, as there. Of a sweep, --point says which point of \
    design.csv; the trace is checked against the point's row.

    Examples:
      khorshoo run scenarios/ewenki.yaml --keep replicates
      khorshoo replay results/ewenki --replicate 7 --out trace.csv
      khorshoo replay results/ewenki --replicate 7 --arm linkage > linkage.csv
      khorshoo sweep scenarios/ewenki.yaml --vary run.years=1,2 --out two
      khorshoo replay two --point 1 --replicate 7 --out point.csv
    """
}

extension ExportRequest {
  /// What `khorshoo export` says of itself, with examples.
  package static let explanation = """
    Sheets: README, summary by arm, native charts (income, uplift with interval, herd, membership), the numbers behind \
    them, benefit and cost by perspective, differences, outcomes, ratios, assumptions, every parameter with its trust, places. The same folder gives the \
    same bytes.

    Examples:
      khorshoo run scenarios/ewenki.yaml
      khorshoo export results/ewenki --xlsx --out ewenki.xlsx
      khorshoo export results/ewenki --xlsx --lang zh --out ewenki-zh.xlsx
      khorshoo export results/ewenki --xlsx --levels banner,group,sumu
    """
}

extension ReportRequest {
  /// What `khorshoo report` says of itself, with examples.
  package static let explanation = """
    One HTML file that opens without a network and prints: the answer in a sentence, pictures, tables, assumptions, how to \
    cite and repeat. Of a run: what changes, who gains, cost and benefit from whose view, three households. Of a sweep: the \
    effect over what is varied. Of a decomposition: the channels. Of a calibration: targets and parameters. Of a decision: its \
    brief. Each of these commands writes one into its folder; this writes another, such as in the other language. A name \
    that ends in .pdf is written by Chromium, in .docx by pandoc, where they are installed.

    Examples:
      khorshoo run scenarios/ewenki.yaml
      khorshoo report results/ewenki --lang zh --out ewenki-zh.html --figures
      khorshoo decompose scenarios/ewenki.yaml --replicates 16 --out parts
      khorshoo report parts --lang zh
    """
}

extension SweepingRequest {
  /// What `khorshoo sweep` says of itself, with examples.
  package static let explanation = """
    Writes design.csv and plan.json first, then a row for each piece of work into sweep.sqlite, and at the end points.csv \
    (outcomes), effects.csv (paired differences from the reference), failures.csv, report.html, manifest.json and datapackage.json. \
    Whatever stops it, the same command goes on where it was. A point that has no answer is told and left out \
    (exit code 75). Without 'outcomes:' in the scenario, headlines of the last year are recorded.

    Examples:
      khorshoo sweep scenarios/ewenki.yaml --vary run.years=1,2
      khorshoo sweep scenarios/ewenki.yaml --vary run.years=1:3:1 --out years
    """
}

extension PlanRequest {
  /// What `khorshoo plan` says of itself, with examples.
  package static let explanation = """
    The plan holds the scenario and its bases whole, so that the folder is all that a machine needs; then khorshoo shard, \
    status and merge. Runs, decompositions and decisions are planned by their own commands: khorshoo run SCENARIO --shards 8 --out p.

    Examples:
      khorshoo plan scenarios/ewenki.yaml --vary run.years=1,2 --shards 2 --out p
    """
}

extension ShardRequest {
  /// What `khorshoo shard` says of itself, with examples.
  package static let explanation = """
    Each shard appears whole in the folder shards, named by the hash of its rows, or not at all: a worker that is killed costs \
    time and nothing else. Without --shards all machines begin at different places, and leave to one another what is being \
    computed until nothing else is left. A request to end (SIGTERM) is answered within five seconds.

    Examples:
      khorshoo shard p --shards 1-2
      khorshoo shard p --task 1 --tasks 2
    """
}

extension StatusRequest {
  /// What `khorshoo status` says of itself, with an example.
  package static let explanation = """
    Exit code 0 only when all are there once; 76 when some are missing; 65 when some are damaged, or there with different \
    rows: khorshoo shard --repair computes those again; 75 when all are there and --deep finds points that failed.

    Example: khorshoo status p --deep
    """
}

extension RunRequest {
  /// What `khorshoo run` says of itself, with examples.
  package static let explanation = """
    Writes report.html, summary.csv, outcomes.csv, differences.csv, codebook.csv, ratios.csv, benefits.csv, assumptions.csv, places.csv, \
    grids.csv, pairs.csv, stories.json (three households of the report), manifest.json, scenario.resolved.yaml and \
    datapackage.json into the result folder, and the answer to the screen. Ctrl-C stops after the replicates under way and writes complete \
    files of what was computed.

    Examples:
      khorshoo run scenarios/ewenki.yaml
      khorshoo run scenarios/ewenki.yaml --replicates 100 --keep replicates
      khorshoo run scenarios/ewenki.yaml --detail gacha,quarter
      khorshoo run scenarios/ewenki.yaml --uncertainty none \\
        --until 'ci95(uplift.incomePerHead)<9e3'
      khorshoo run scenarios/ewenki.yaml --uncertainty none \\
        --set run.antithetic=true --replicates 160
      khorshoo run scenarios/ewenki.yaml --set husbandry.demography=stochastic
      khorshoo run scenarios/ewenki.yaml --draws 64 --shards 16 --out in-parts
    """
}

extension DecideRequest {
  /// What `khorshoo decide` says of itself, with examples.
  package static let explanation = """
    Runs the arms in drawn worlds as khorshoo run does, and weighs in each world the net benefits of households and of society \
    against the reference, as benefits.csv has them, and what the public pays. Says which option is best, in how many worlds, \
    with what regret, which options no one should buy, and what knowing a parameter first would be worth. Options are all \
    arms but those without both cooperatives and central households. Writes brief.html and brief.zh.html (a page for whoever \
    decides), choices.csv, options.csv, frontier.csv, acceptability.csv, information.csv, values.csv, draws.csv and \
    manifest.json.

    --until-selected draws worlds only for options that may still be the best, and says when each fell out (selection.csv). With \
    --vary, options are values of levers: combinations are run first, a surface through them proposes the best within the \
    budget, and these are run beside the reference (points.csv).

    Examples:
      khorshoo decide scenarios/ewenki.yaml --draws 64
      khorshoo decide scenarios/decisions/lever.yaml \\
        --until-selected 0.95 --indifference 1e6 --draws 96
      khorshoo decide scenarios/policies/linkage.yaml \\
        --vary policy.centralHouseholds.training=1:3 --budget 5e6 --draws 40
      khorshoo decide scenarios/ewenki.yaml --options cooperativeOnly,linkage \\
        --perspective public --outcome personsOutOfPoverty --worth 20000 --draws 64
      khorshoo decide scenarios/ewenki.yaml --draws 64 \\
        --criterion minimax-regret --budget 1e9
      khorshoo decide scenarios/ewenki.yaml --draws 64 --shards 16 --out decided
    """
}

extension DecompositionRequest {
  /// What `khorshoo decompose` says of itself, with examples.
  package static let explanation = """
    Compares the arm with all its channels open and the same arm with all shut, in the same simulated worlds, and says \
    what each channel contributes; the parts sum to the whole. --effect income shares out the arm's uplift over eight \
    channels; --effect institution what central households do, to membership above all, over information, trust, \
    example, services with training, and the income of the office: with all five shut the arm is as without central \
    households. Writes report.html, decomposition.csv, decomposition.svg, \
    manifest.json, scenario.resolved.yaml and datapackage.json into the result folder, and a table to the screen. \
    Each replicate takes 16 runs of the arm (10 of the institution) with --method permutation, a random order of the \
    channels and its reverse, and 256 (32) with --method exact, all coalitions; fewer where channels are shut, so 200 replicates are usually enough.

    Examples:
      khorshoo decompose scenarios/ewenki.yaml --replicates 200
      khorshoo decompose scenarios/ewenki.yaml --replicates 16 --method exact
      khorshoo decompose scenarios/ewenki.yaml --effect institution --replicates 64
    """
}

extension RosterRequest {
  /// What `khorshoo roster` says of itself, with examples.
  package static let explanation = """
    Writes households.csv, ties.csv, grids.csv, cooperatives.csv, base.yaml (the scenario) and scenario.yaml, which runs it on \
    these tables. With --private no household can be told from fewer than --k others of its gacha by persons, herd and \
    pasture, identifiers and places are numbers, and homesteads are moved within --cell-km.

    Examples:
      khorshoo roster scenarios/ewenki.yaml --out results/roster
      khorshoo roster scenarios/own-data/own-data.yaml --private --out shared
    """
}

import ArgumentParser
import KhorshooCommands
import KhorshooText

/// `khorshoo compare`: what differs between two result folders.
struct CompareCommand: RequestCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "Compare two result folders: what differs in the scenarios, and in the outcomes.",
    discussion: """
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
      """)

  @Argument(help: "Result folder to start from.", completion: .directory) var first: String
  @Argument(help: "Result folder to compare with it.", completion: .directory) var second: String
  @Flag(help: "Refuse to compare folders whose replicates cannot be paired.") var paired = false
  @Option(help: ArgumentHelp("Write every common cell into a CSV file.", valueName: "file"), completion: .file())
  var out: String?
  @Option(name: .customLong("lang"), help: "en or zh.") var language: Language = .english
  @Flag(help: "Say nothing but errors.") var quiet = false
  @Flag(help: "Print the summary as JSON.") var json = false

  var request: CompareRequest {
    CompareRequest(first: first, second: second, paired: paired, out: out, language: language, quiet: quiet, json: json)
  }
}

/// `khorshoo verify`: are the files of a result folder those of its run, and does the run give the same bytes again?
struct VerifyCommand: ComputingCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check the files of a result folder and compute a sample of it again, byte for byte.",
    discussion: """
      Checks that every file is there with the bytes that the run wrote (SHA-256), that scenario and manifest agree, and \
      computes again: everything when the run was small or with --full, otherwise a random sample of the blocks of 16 \
      replicates in replicates.csv. Of a sweep, a random sample of the rows in study.sqlite is computed again, and all tables \
      are made of the rows again. Says what was not checked. A table that differs is named with line, column and both \
      values (exit 65; 69 when this machine's matrix kernels are others than those of the run).

      Examples:
        khorshoo run scenarios/ewenki.yaml --keep replicates
        khorshoo verify results/ewenki
        khorshoo verify results/ewenki --full
        khorshoo verify results/ewenki --sample 5 --sample-seed 7 --json
        khorshoo sweep scenarios/ewenki.yaml --vary run.years=1,2 --out two
        khorshoo verify two --sample 1
      """)

  @Argument(help: "Result folder.", completion: .directory) var folder: String
  @Option(help: "Blocks of 16 replicates, or rows of a sweep, to compute again.") var sample = 2
  @Option(help: "Which blocks: another number, others.") var sampleSeed: UInt64 = 1
  @Flag(help: "Compute everything again, however long it takes.") var full = false
  @Option(help: "Threads; all cores by default.") var threads: Int?
  @Option(name: .customLong("lang"), help: "en or zh.") var language: Language = .english
  @Flag(help: "Say nothing but errors.") var quiet = false
  @Flag(help: "Print what was checked as JSON.") var json = false
  @OptionGroup var kernel: KernelArguments

  var request: VerifyRequest {
    VerifyRequest(
      folder: folder, sample: sample, sampleSeed: sampleSeed, full: full, threads: threads, language: language,
      quiet: quiet, json: json)
  }
}

/// `khorshoo replay`: one replicate again, with every household in every quarter.
struct ReplayCommand: ComputingCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay", abstract: "Compute one replicate of a result folder again and write its full trace.",
    discussion: """
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
      """)

  @Argument(help: "Result folder.", completion: .directory) var folder: String
  @Option(help: "Number of the replicate, from 1.") var replicate: Int
  @Option(help: "Arm to write; all by default.") var arm: String?
  @Option(help: "Point of a sweep's design, from 0 as in design.csv; a folder of khorshoo run has none.")
  var point: Int?
  @Option(help: ArgumentHelp("CSV file; standard output by default.", valueName: "file"), completion: .file())
  var out: String?
  @Option(name: .customLong("lang"), help: "en or zh.") var language: Language = .english
  @Flag(help: "Say nothing but errors.") var quiet = false
  @OptionGroup var kernel: KernelArguments

  var request: ReplayRequest {
    ReplayRequest(
      folder: folder, replicate: replicate, arm: arm, point: point, out: out, language: language, quiet: quiet)
  }
}

/// `khorshoo export`: a result folder as a workbook.
struct ExportCommand: RequestCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write a result folder as a workbook for spreadsheets.",
    discussion: """
      Sheets: README, summary by arm, native charts (income, uplift with interval, herd, membership), the numbers behind \
      them, differences, outcomes, ratios, assumptions, every parameter with its trust, places. The same folder gives the \
      same bytes.

      Examples:
        khorshoo run scenarios/ewenki.yaml
        khorshoo export results/ewenki --xlsx --out ewenki.xlsx
        khorshoo export results/ewenki --xlsx --lang zh --out ewenki-zh.xlsx
        khorshoo export results/ewenki --xlsx --levels banner,group,sumu
      """)

  @Argument(help: "Result folder.", completion: .directory) var folder: String
  @Flag(help: "As a workbook (.xlsx); the only form so far.") var xlsx = false
  @Option(
    help: ArgumentHelp("File to write; the folder's name with .xlsx beside it by default.", valueName: "file"),
    completion: .file(extensions: ["xlsx"]))
  var out: String?
  @Option(help: ArgumentHelp("Levels of outcomes and differences, separated by commas.", valueName: "a,b"))
  var levels = "banner,group"
  @Option(name: .customLong("lang"), help: "en or zh.") var language: Language = .english
  @Flag(help: "Write over a file that is there.") var replace = false
  @Flag(help: "Say nothing but errors.") var quiet = false

  var request: ExportRequest {
    ExportRequest(
      folder: folder, xlsx: xlsx, out: out, levels: levels, language: language, replace: replace,
      quiet: quiet)
  }
}

import ArgumentParser
import KhorshooCommands
import KhorshooText

/// `khorshoo compare`: what differs between two result folders.
struct CompareCommand: RequestCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "Compare two result folders: what differs in the scenarios, and in the outcomes.",
    discussion: CompareRequest.explanation)

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
    discussion: VerifyRequest.explanation)

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
    discussion: ReplayRequest.explanation)

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

/// `khorshoo report`: a result folder as one HTML file.
struct ReportCommand: RequestCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Write a result folder as a report that prints.",
    discussion: ReportRequest.explanation)

  @Argument(help: "Result folder.", completion: .directory) var folder: String
  @Option(help: ArgumentHelp("File (.html, .pdf, .docx); the folder's name with .html by default.", valueName: "file"))
  var out: String?
  @Option(name: .customLong("lang"), help: "en or zh.") var language: Language = .english
  @Flag(help: "Write over a file that is there.") var replace = false
  @Flag(help: "Write every picture as SVG into a folder beside the report, too.") var figures = false
  @Flag(help: "Say nothing but errors.") var quiet = false

  var request: ReportRequest {
    ReportRequest(folder: folder, out: out, language: language, replace: replace, figures: figures, quiet: quiet)
  }
}

/// `khorshoo export`: a result folder as a workbook.
struct ExportCommand: RequestCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write a result folder as a workbook for spreadsheets.",
    discussion: ExportRequest.explanation)

  @Argument(help: "Result folder.", completion: .directory) var folder: String
  @Flag(help: "As a workbook (.xlsx), the only form so far; may be left out.") var xlsx = false
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
      folder: folder, out: out, levels: levels, language: language, replace: replace,
      quiet: quiet)
  }
}

import Foundation
import Testing

/// A small computation whose results are pinned: what is run, which tables it writes, which numbers of them are kept.
///
/// Matrix products are computed with one family of kernels wherever the processor has it, so that bytes can be compared.
struct PinnedRun: Sendable, CustomTestStringConvertible {
  /// Name of the file of numbers, and of the rows of hashes.
  let name: String
  /// Further arguments of `khorshoo`; `--out` is added.
  let arguments: [String]
  /// A scenario that is written beside, so that little more is recorded than is pinned.
  var scenario: String?
  /// Whether the command takes `--kernel`.
  var takesKernel = true
  /// Table to column of numbers.
  let numbers: [(table: String, column: String)]

  var testDescription: String { name }

  /// Family of kernels in which bytes are pinned: every x86-64 processor with AVX2 has it.
  static let kernels = ["--kernel", "Haswell"]

  private static let scenarios = Command.repository + "/scenarios"

  private static func complete(_ base: String) -> PinnedRun {
    PinnedRun(
      name: base, arguments: ["run", "pinned.yaml", "--replicates", "32", "--uncertainty", "none", "--quiet"],
      scenario: "schema: 1\nbase: \(scenarios)/\(base).yaml\noutcomes: {levels: [banner, sumu, group]}\n",
      numbers: [("outcomes.csv", "mean"), ("differences.csv", "difference")])
  }

  /// A survey of two gacha, all levels.
  static let ownData = PinnedRun(
    name: "own-data",
    arguments: [
      "run", scenarios + "/own-data/own-data.yaml", "--replicates", "32", "--uncertainty", "none", "--quiet",
    ],
    numbers: [("outcomes.csv", "mean"), ("differences.csv", "difference")])

  static let all = [
    complete("ewenki"), complete("mongolia"), ownData,
    PinnedRun(
      name: "worlds",
      arguments: [
        "run", scenarios + "/own-data/own-data.yaml", "--draws", "4", "--years", "3", "--arms", "none,linkage",
        "--quiet",
      ], numbers: [("differences.csv", "difference"), ("differences.csv", "low90")]),
    PinnedRun(
      name: "decomposition",
      arguments: ["decompose", scenarios + "/ewenki.yaml", "--replicates", "16", "--years", "3", "--quiet"],
      numbers: [("decomposition.csv", "contribution")]),
    PinnedRun(
      name: "sweep",
      arguments: [
        "sweep", scenarios + "/own-data/own-data.yaml", "--vary", "policy.centralHouseholds.payYuanPerYear=0,3000",
        "--vary", "herds.sheep.priceYuanPerKg=20,30", "--replicates", "16", "--years", "3", "--quiet",
      ],
      numbers: [("points.csv", "mean"), ("effects.csv", "difference")]),
    PinnedRun(
      name: "spread",
      arguments: ["diffusion", "simulate", scenarios + "/networks", "--mechanism", "utility"],
      takesKernel: false, numbers: [("spread.csv", "mean"), ("reached.csv", "share")]),
  ]

  /// What a run has written.
  struct Results {
    /// SHA-256 by file.
    let hashes: [String: String]
    /// Numbers by what they are of.
    let numbers: [String: Double]
    /// Whether matrices were multiplied by the pinned family of kernels.
    let isOfPinnedFamily: Bool
  }

  /// Computes it, with values of the ledger changed when any are given.
  func run(_ settings: [String] = []) throws -> Results {
    let scratch = Scratch()
    if let scenario { try scratch.write(scenario, as: "pinned.yaml") }
    let line = arguments + settings.flatMap { ["--set", $0] } + ["--out", "results"]
    var outcome = try Command.run(line + (takesKernel ? Self.kernels : []), in: scratch.folder)
    let isOfPinnedFamily = outcome.exit == 0
    if !isOfPinnedFamily { outcome = try Command.run(line, in: scratch.folder) }
    try #require(outcome.exit == 0, "\(name): \(outcome)")
    let tables = try #require(scratch.names(in: "results")).filter { $0.hasSuffix(".csv") }.sorted()
    let sums = try Command.shell("sha256sum " + tables.joined(separator: " "), in: scratch.path("results"))
    var hashes: [String: String] = [:]
    for line in sums.output.split(separator: "\n") {
      let words = line.split(separator: " ")
      hashes[String(words[1])] = String(words[0])
    }
    var values: [String: Double] = [:]
    for (table, column) in numbers { try Self.read(scratch, "results/" + table, column, into: &values) }
    return Results(hashes: hashes, numbers: values, isOfPinnedFamily: isOfPinnedFamily)
  }

  /// Columns that say what a number is of, in any table.
  private static let names = [
    "point", "arm", "channel", "level", "placeID", "year", "quarter", "outcome", "id", "period",
  ]

  /// Cells of the broad levels at the start, in the middle and at the end; at the end also means of sumu.
  private static func read(
    _ scratch: Scratch, _ path: String, _ column: String, into values: inout [String: Double]
  ) throws {
    let content = try #require(scratch.content(path), "no file \(path)")
    let lines = [UInt8](content).split(separator: UInt8(ascii: "\n"))
    let header = try cells(of: try #require(lines.first))
    let value = try #require(header.firstIndex(of: column), "no column \(column) in \(path)")
    let columns = names.compactMap { header.firstIndex(of: $0) }
    let (level, year, quarter) = (
      header.firstIndex(of: "level"), header.firstIndex(of: "year"), header.firstIndex(of: "quarter")
    )
    let rows = try lines.dropFirst().lazy.filter { line in
      quarter == nil || line.firstRange(of: Array(",4,".utf8)) != nil
    }.map { try cells(of: $0) }
    let years = year.map { year in rows.compactMap { Int($0[year]) } } ?? []
    let (first, last) = (years.min() ?? 0, years.max() ?? 0)
    for row in rows {
      guard let number = Double(row[value]) else { continue }
      if let year {
        guard quarter.map({ row[$0] == "4" }) ?? true, let year = Int(row[year]) else { continue }
        let isBroad = level.map { ["banner", "group"].contains(row[$0]) } ?? true
        let isOfSumu = column == "mean" && level.map { row[$0] == "sumu" } ?? false
        let isKept = isBroad ? [first, (first + last) / 2, last].contains(year) : isOfSumu && year == last
        guard isKept else { continue }
      }
      values[column + " " + columns.map { row[$0] }.joined(separator: " ")] = number
    }
  }

  private static func cells(of line: ArraySlice<UInt8>) throws -> [String] {
    if line.contains(UInt8(ascii: "\"")) {
      return try CSVTable(Data(line) + Data("\n".utf8), "a line of a table").header
    }
    let text = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
    let start = text.starts(with: [0xEF, 0xBB, 0xBF]) ? text.dropFirst(3) : text
    return start.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map {
      String(decoding: $0, as: UTF8.self)
    }
  }
}

import Foundation
import Testing

/// `codebook.csv` explains every column of every table that stands beside it, in both languages.
@Suite struct CodebookCommandTests {
  private static let rest = "arms: {centralOnly: none, cooperativeOnly: none, stronger: none}\n"

  /// Columns of the tables of a folder that the codebook does not explain in both languages.
  private func unexplained(_ scratch: Scratch, _ folder: String) throws -> [String] {
    let codebook = try scratch.table(folder + "/codebook.csv")
    let (name, files) = (try codebook.column("name"), try codebook.column("files"))
    let words = (try codebook.column("meaning"), try codebook.column("meaningChinese"))
    let known = codebook.rows.filter { $0[0] == "column" }
    let explained = known.filter { row in
      row[words.0].contains { $0.isASCII } && row[words.1].contains { !$0.isASCII }
    }
    #expect(known.count == explained.count && !known.isEmpty, "\(folder)")
    let tables = try #require(scratch.names(in: folder)).filter { $0.hasSuffix(".csv") }.sorted()
    #expect(tables.count > 1, "\(folder): \(tables)")
    return try tables.flatMap { table -> [String] in
      let content = try #require(scratch.content("\(folder)/\(table)"))
      let line = String(decoding: content, as: UTF8.self).prefix { !$0.isNewline }.drop { $0 == "\u{FEFF}" }
      return line.split(separator: ",").map(String.init).filter { column in
        !explained.contains { $0[name] == column && $0[files].split(separator: " ").contains(table[...]) }
      }.map { "\(folder)/\(table): \($0)" }
    }
  }

  @Test func everyColumnOfARunIsExplained() throws {
    let scratch = Scratch()
    try scratch.scenario("small.yaml", Self.rest + "run: {years: 1, replicates: 64}", drawsWorlds: true)
    let run = try Command.run(
      "run", "small.yaml", "--keep", "replicates", "--out", "r", "--quiet", in: scratch.folder)
    try #require(run.exit == 0, "\(run)")
    #expect(scratch.content("r/draws.csv") != nil && scratch.content("r/benefits.csv") != nil)
    #expect(try unexplained(scratch, "r") == [])
  }

  @Test func everyColumnOfARunOnATableOfTheUserIsExplained() throws {
    let scratch = Scratch()
    let scenario = Command.repository + "/scenarios/own-data/own-data.yaml"
    let run = try Command.run(
      "run", scenario, "--years", "1", "--replicates", "16", "--uncertainty", "none", "--out", "r", "--quiet",
      in: scratch.folder)
    try #require(run.exit == 0, "\(run)")
    #expect(try unexplained(scratch, "r") == [])
  }

  @Test func everyColumnOfASweepIsExplained() throws {
    let scratch = Scratch()
    try scratch.scenario("small.yaml", Self.rest + "run: {years: 1, replicates: 4}")
    let sweep = try Command.run(
      "sweep", "small.yaml", "--vary", "herds.sheep.priceYuanPerKg=20,30", "--out", "s", "--quiet", in: scratch.folder)
    try #require(sweep.exit == 0, "\(sweep)")
    #expect(try unexplained(scratch, "s") == [])
  }

  @Test func everyColumnOfADecompositionIsExplained() throws {
    let scratch = Scratch()
    try scratch.scenario("small.yaml", "run: {years: 1, replicates: 4}")
    let decomposition = try Command.run("decompose", "small.yaml", "--out", "d", "--quiet", in: scratch.folder)
    try #require(decomposition.exit == 0, "\(decomposition)")
    #expect(try unexplained(scratch, "d") == [])
  }

  @Test func everyColumnOfADecisionIsExplained() throws {
    let scratch = Scratch()
    try scratch.scenario("small.yaml", "run: {years: 1, replicates: 640}", drawsWorlds: true)
    let decision = try Command.run("decide", "small.yaml", "--out", "d", "--quiet", in: scratch.folder)
    try #require(decision.exit == 0, "\(decision)")
    #expect(try unexplained(scratch, "d") == [])
  }
}

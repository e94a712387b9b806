import Foundation
import KhorshooModel
import KhorshooScenarios
import Testing

/// The model description says what the model is.
@Suite struct ModelDescriptionRepositoryTests {
  private static let catalog = "Sources/KhorshooModel/KhorshooModel.docc/"
  private let overview = Repository.text(catalog + "ModelDescription.md")
  private let tables = Repository.text(catalog + "ModelTables.md")

  @Test("schedule, state, streams and outcomes are those that the model declares")
  func generatedTables() {
    let own = DeclarationTables(speciesNames: ParameterLedger.standard().speciesNames)
    #expect(
      DeclarationTables.updated(overview, own.overview) == overview, "ModelDescription.md is out of date; run make docs"
    )
    #expect(DeclarationTables.updated(tables, own.tables) == tables, "ModelTables.md is out of date; run make docs")
    // Deliberate faults: a row that is gone, a page without the table.
    let row = tables.split(separator: "\n").first { $0.hasPrefix("| `debtYuan`") } ?? ""
    #expect(DeclarationTables.updated(tables.replacing(row + "\n", with: ""), own.tables) == tables)
    #expect(DeclarationTables.updated("# Nothing", own.tables) == nil)
  }

  @Test("every household trait is named below the state variables")
  func traits() {
    let traits = Repository.text(Repository.files.first { $0.hasSuffix("/Households.swift") } ?? "")
    for trait in matches("^  public var (\\w+):", in: traits).flatMap({ $0 }) {
      #expect(
        tables.contains("`\(trait)`"),
        "ModelTables.md lacks the household trait \(trait); name it below the state variables")
    }
  }

  @Test("every statement of the source has a place, a result that exists and a proof that exists")
  func sourceDocument() {
    let document = Repository.text("Sources/KhorshooModel/KhorshooModel.docc/SourceDocument.md")
    let rows = matches("^\\| (?!---|statement)([^|]+) \\| ([^|]+) \\| ([^|]+) \\| ([^|]+) \\|$", in: document)
    #expect(rows.count >= 30)
    let outcomes = Set(ModelOutcomes(speciesNames: ParameterLedger.standard().speciesNames).definitions.map(\.name))
    let others: Set = ["sumu", "gacha", "grid", "cooperative", "central", "grids.csv", "coverage.csv"]
    let suites = Set(
      Repository.files.filter { $0.hasPrefix("Tests/") }.flatMap {
        matches("@Suite struct (\\w+)", in: Repository.text($0)).flatMap { $0 }
      })
    for row in rows {
      let (seen, shown) = (codeWords(in: row[2]), codeWords(in: row[3]))
      #expect(!codeWords(in: row[1]).isEmpty || row[1].contains("courses"), "\(row[0]) has no place")
      #expect(!seen.isEmpty && outcomes.union(others).isSuperset(of: seen), "\(row[0]): \(seen)")
      #expect(!shown.isEmpty && suites.isSuperset(of: shown), "\(row[0]): \(shown)")
    }
  }

  @Test("every process opens with when, source and proof, and names the variables and streams that are described")
  func processHeaders() {
    for entry in ModelSchedule.entries {
      let process = entry.description
      guard let path = Repository.files.first(where: { $0.hasSuffix("/\(process.name).swift") }) else {
        Issue.record("the process \(process.name) has no file of its own; give it one")
        continue
      }
      let text = Repository.text(path)
      guard entry.scope != .beforeRun else { continue }
      for word in ["When:", "Reads:", "Writes:", "Random:", "Source:", "Proof:"] {
        #expect(text.contains(word), "\(path) does not say \(word); open the process with it")
      }
      for problem in Self.differences(process, header: text) { Issue.record("\(path): \(problem)") }
    }
  }

  @Test("a header that names another variable or stream is noticed")
  func headerFaults() throws {
    let process = try #require(ModelSchedule.descriptions.first { $0.name == "Training" })
    let header = "/// - Reads: `isMember`. Writes: `cashYuan`.\n/// - Random: ``ModelStreams/dzud``.\n/// - Source: x"
    #expect(Self.differences(process, header: header).count == 2)
  }

  /// Variables and streams in the header of a process that its description has not, and streams the other way round.
  private static func differences(_ process: ProcessDescription, header: String) -> [String] {
    let comment = header.components(separatedBy: "- Reads:").dropFirst().first ?? ""
    let head = comment.components(separatedBy: "- Source:").first ?? ""
    let known = Set(ModelVariable.all.map { String($0.name.split(separator: ".").last ?? "") })
    let named = Set(matches("[^`]`(\\w+)`[^`]", in: head).flatMap { $0 }).intersection(known)
    let described = (process.reads + process.writes).map { String($0.split(separator: ".").last ?? "") }
    let streams = Set(matches("``ModelStreams/(\\w+)``", in: head).flatMap { $0 })
    let drawn = Set((process.streams + process.demographyStreams).map(\.name))
    return named.subtracting(described).filter { _ in !described.contains("*") }.sorted().map {
      "the header names \($0), which the description does not read or write"
    } + (streams == drawn ? [] : ["the header draws from \(streams.sorted()), the description from \(drawn.sorted())"])
  }
}

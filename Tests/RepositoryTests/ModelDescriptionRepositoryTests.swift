import Foundation
import KhorshooModel
import KhorshooScenarios
import Testing

/// The model description says what the model is.
@Suite struct ModelDescriptionRepositoryTests {
  private static let catalog = "Sources/KhorshooModel/KhorshooModel.docc/"
  private let overview = Repository.text(catalog + "ModelDescription.md")
  private let tables = Repository.text(catalog + "ModelTables.md")

  @Test("every process stands in the schedule, in its order, with its seasons and the words of khorshoo explain")
  func schedule() {
    let rows = matches(
      "^\\| (\\d+|before the run)(?:, \\w+)? \\| `(\\w+)` \\| ([^|]+) \\| ([^|]+) \\| ([\\d.]+) \\|$", in: overview)
    let seasons = ["spring", "summer", "autumn", "winter"]
    var number = 0
    let expected = ModelSchedule.entries.map { entry -> [String] in
      let isBefore = entry.scope == .beforeRun
      if !isBefore { number += 1 }
      let words = entry.seasons == 1...4 ? "all" : entry.seasons.map { seasons[$0 - 1] }.joined(separator: ", ")
      let process = entry.description
      return [
        isBefore ? "before the run" : "\(number)", process.name, isBefore ? "-" : words, process.meaning,
        process.section,
      ]
    }
    for row in expected where !rows.contains(row) {
      Issue.record("ModelDescription.md lacks this row of the schedule: | \(row.joined(separator: " | ")) |")
    }
    #expect(
      rows.map { $0[1] } == expected.map { $0[1] },
      "the schedule in ModelDescription.md has other processes or another order than ModelSchedule.swift")
  }

  @Test("every stream stands in the table with its root, number and meaning")
  func streams() {
    let source = Repository.text("Sources/KhorshooModel/Declarations/ModelStreams.swift")
    for stream in ModelStreams.all {
      let meaning = ModelStreams.meanings.first { $0.stream == stream }?.meaning ?? ""
      let row = "| \(stream.root) | \(stream.number) | `\(stream.name)` | \(meaning) |"
      #expect(tables.contains(row), "ModelTables.md lacks \(row); add the stream that ModelStreams.swift has")
    }
    let declared = matches("RandomStream\\(root", in: source).count
    #expect(declared == ModelStreams.all.count, "a stream is missing in ModelStreams.all; add it there")
    let rows = matches("^\\| (?:population|network|dynamics) \\| \\d+ \\| `(\\w+)` \\|", in: tables).flatMap { $0 }
    #expect(rows == ModelStreams.all.map(\.name), "ModelTables.md has streams that the model has not; remove the rows")
  }

  @Test("every outcome stands in the table with label, unit, frequency and levels")
  func outcomes() {
    let species = ParameterLedger.standard().speciesNames
    let definitions = ModelOutcomes(speciesNames: species).definitions
    for outcome in definitions {
      let each = outcome.frequency == .yearly ? "year" : "quarter"
      let row =
        "| `\(outcome.name)` | \(outcome.labelChinese) | \(outcome.unit) | \(each) | \(outcome.levels.joined(separator: ", ")) "
        + "| \(outcome.meaning) |"
      #expect(tables.contains(row), "ModelTables.md lacks this row, which ModelOutcomes.swift declares: \(row)")
    }
    let rows = matches("^\\| `(\\w+)` \\| [^|]+ \\| [^|]+ \\| (?:year|quarter) \\|", in: tables).flatMap { $0 }
    let gone = Set(rows).subtracting(definitions.map(\.name)).sorted()
    #expect(gone.isEmpty, "ModelTables.md has outcomes that the model has not; remove their rows")
  }

  @Test("every state variable stands in the table with unit, rows and meaning")
  func stateVariables() {
    for variable in ModelVariable.state {
      let name = variable.name.split(separator: ".").last ?? ""
      let row = "| `\(name)` | \(variable.unit) | \(variable.rows) | \(variable.meaning) |"
      #expect(tables.contains(row), "ModelTables.md lacks the row of a state variable: \(row)")
    }
    let traits = Repository.text("Sources/KhorshooModel/World/Households/Households.swift")
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

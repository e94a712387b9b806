import Foundation
import KhorshooModel
import KhorshooScenarios
import Testing

/// The model description says what the model is.
@Suite struct ModelDescriptionRepositoryTests {
  private static let catalog = "Sources/KhorshooModel/KhorshooModel.docc/"
  private let overview = Repository.text(catalog + "ModelDescription.md")
  private let tables = Repository.text(catalog + "ModelTables.md")

  @Test("every process of the quarter stands in the schedule, in its order and with its seasons")
  func schedule() {
    let names =
      ModelSchedule.bannerSteps.map(\.name) + ModelSchedule.gachaSteps.map(\.name)
      + ModelSchedule.closingSteps.map(\.name)
    let rows = matches("^\\| \\d+(?:, \\w+)? \\| `(\\w+)` \\| ([^|;]+?)(?:;[^|]*)? \\|", in: overview)
    #expect(
      rows.map { $0[0] } == names,
      "the schedule in ModelDescription.md differs from ModelSchedule.swift; make the table equal the code")
    let seasons = ["spring", "summer", "autumn", "winter"]
    for step in ModelSchedule.gachaSteps {
      let words = step.seasons == 1...4 ? "all" : step.seasons.map { seasons[$0 - 1] }.joined(separator: ", ")
      let row = rows.first { $0[0] == step.name }
      #expect(row?[1] == words, "ModelDescription.md: \(step.name) runs in \(words); correct its seasons")
    }
  }

  @Test("every stream stands in the table with its root, number and meaning")
  func streams() {
    let source = Repository.text("Sources/KhorshooModel/ModelStreams.swift")
    for stream in ModelStreams.all {
      let row = "| \(stream.root) | \(stream.number) | `\(stream.name)` |"
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

  @Test("every state variable stands in the table")
  func stateVariables() {
    let source = Repository.text("Sources/KhorshooModel/ModelState.swift")
    let variables = matches("^  (?:package )?let (\\w+): (?:Rows|AccountRows)$", in: source).flatMap { $0 }
    #expect(variables.count > 20, "ModelState.swift is written differently; adapt this test")
    for variable in variables {
      #expect(
        tables.contains("`\(variable)`"),
        "ModelTables.md lacks the state variable \(variable); add a row with unit and meaning")
    }
    let traits = Repository.text("Sources/KhorshooModel/Households/Households.swift")
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

  @Test("every process opens with when, source and proof")
  func processHeaders() {
    let banner = ModelSchedule.bannerSteps + ModelSchedule.closingSteps
    for process in banner.map(\.name) + ModelSchedule.gachaSteps.map(\.name) {
      guard let path = Repository.files.first(where: { $0.hasSuffix("/\(process).swift") }) else {
        Issue.record("the process \(process) has no file of its own; give it one")
        continue
      }
      for word in ["When:", "Reads:", "Writes:", "Random:", "Source:", "Proof:"] {
        #expect(Repository.text(path).contains(word), "\(path) does not say \(word); open the process with it")
      }
    }
  }
}

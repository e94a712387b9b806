import Foundation
import KhorshooInputs
import KhorshooNumerics
import KhorshooScenarios
import KhorshooText
import Testing

/// The table of error codes and the sources know the same codes.
@Suite struct ErrorCodesRepositoryTests {
  private static let page = "Sources/KhorshooScenarios/KhorshooScenarios.docc/ErrorCodes.md"
  private let rows = matches(
    "^\\| `([A-Za-z0-9.-]+)` \\| (\\S+) \\| ([^|]+) \\| ([^|]+) \\|$", in: Repository.text(page))

  /// Codes that the sources use: declared ones, and literals where a code is expected.
  private var used: Set<String> {
    var codes = Set((Scenario.diagnosticCodes + RosterReader.diagnosticCodes).map(\.code))
    codes.formUnion(NumericsError.Code.allCases.map(\.rawValue))
    let literal =
      "(?:\\bcode: |\\b(?:report|warn|warning|fault|Fault|unsuitableFolder)\\(\\s*)\"([a-z0-9]+(?:-[a-z0-9]+)*)\"|\\[([a-z]+(?:-[a-z]+)+)\\]\""
    for path in Repository.swiftFiles(below: "Sources") {
      codes.formUnion(matches(literal, in: Repository.text(path)).flatMap { $0 })
    }
    return codes
  }

  @Test("every code is documented, and every documented code is used")
  func codes() {
    let documented = rows.map { $0[0] }
    #expect(Set(documented).count == documented.count, "\(Self.page) names a code twice; keep one row")
    for code in used.subtracting(documented).sorted() {
      Issue.record("the code \(code) has no row in \(Self.page); add its exit code, meaning and remedy")
    }
    for code in Set(documented).subtracting(used).sorted() {
      Issue.record("\(Self.page) documents \(code), which no source uses; remove the row")
    }
  }

  @Test("every row has an exit code that the command can end with, a meaning and a remedy")
  func exitCodes() {
    let table = matches("^\\| (\\d+) \\| ([^|]+) \\|$", in: Repository.text(Self.page)).map { $0[0] }
    for exit in [
      UserError.Exit.usage, .invalidData, .missingInput, .cannotCreate, .cannotWrite, .partial, .incomplete,
      .interrupted,
    ] {
      #expect(
        table.contains("\(exit.rawValue)"),
        "\(Self.page) lacks the exit code \(exit.rawValue); add it to the first table")
    }
    for row in rows {
      #expect(
        row[1] == "-" || table.contains(row[1]),
        "\(Self.page): \(row[0]) has the exit code \(row[1]), which the first table lacks")
      #expect(
        row[2].hasSuffix(".") && row[3].hasSuffix("."),
        "\(Self.page): meaning and remedy of \(row[0]) are sentences; end them with a full stop")
    }
  }
}

import KhorshooScenarios
import KhorshooText
import Testing

/// Price files that are too much to keep in the folder `Malformed`, and files damaged in seeded ways.
@Suite struct PriceHistoryFileUnitTests {
  private static func problems(_ bytes: [UInt8]) -> UserError? {
    let files = [
      "main.yaml": Array(Fixtures.scenarioText.utf8), "prices.csv": bytes,
      "child.yaml": Array(PriceHistoryScenarioUnitTests.child("{file: prices.csv, method: replay}").utf8),
    ]
    do throws(UserError) {
      _ = try Scenario.resolve(
        path: "child.yaml", files: .memory(files), overrides: ScenarioOverrides(), ledger: Fixtures.ledger,
        knownOutcomes: Fixtures.outcomes, knownLevels: Fixtures.levels)
      return nil
    } catch { return error }
  }

  @Test func aFileOverOneMebibyteIsRefused() throws {
    let error = try #require(Self.problems([UInt8](repeating: 49, count: 1 << 20 + 1)))
    #expect(
      error.description
        == "prices.csv: the file is larger than 1 MiB; a price history is four rows a year, keep only those [file-too-large]"
    )
  }

  @Test func moreThanAHundredYearsAreRefused() throws {
    let text = PriceHistoryScenarioUnitTests.priceText(years: 1000..<1101, columns: ["sheep"])
    let error = try #require(Self.problems(Array(text.utf8)))
    #expect(
      error.description
        == "prices.csv:402:1: the file has more than 100 years, and no run is longer; keep the years that are meant [series-too-long]"
    )
    let most = PriceHistoryScenarioUnitTests.priceText(years: 1000..<1100, columns: ["sheep"])
    #expect(Self.problems(Array(most.utf8)) == nil)
  }

  @Test(.timeLimit(.minutes(1)), arguments: ["a,", "\"x\",", "1\n", "year,"])
  func problemsOfOneKindAreCounted(piece: String) throws {
    let header = piece == "1\n" ? "year,quarter,sheep\n" : ""
    let text = header + String(repeating: piece, count: (1 << 20) / piece.utf8.count - 20)
    let diagnostics = try #require(Self.problems(Array(text.utf8))).diagnostics
    #expect(diagnostics.count <= 40 && diagnostics.contains { $0.message.contains("more of this kind") })
  }

  @Test(.timeLimit(.minutes(2)), arguments: 0..<4)
  func damagedFilesAreAnswered(seed: UInt64) {
    let original = Array(PriceHistoryScenarioUnitTests.csv.utf8)
    let pieces = [
      "\"", ",", "\r", "\n", "nan", "1e999", "-", "year", "hay", "\u{FEFF}", "\0", "羊", "9999999999999999999",
    ]
    var damage = Damage(seed: seed, pieces: pieces)
    var refused = 0
    for round in 0..<500 {
      let bytes = damage.applied(to: original)
      guard let error = Self.problems(bytes) else { continue }
      refused += 1
      for diagnostic in error.diagnostics {
        #expect(!diagnostic.message.isEmpty && !diagnostic.code.isEmpty, "seed \(seed), round \(round)")
      }
    }
    #expect(refused > 250)
  }
}

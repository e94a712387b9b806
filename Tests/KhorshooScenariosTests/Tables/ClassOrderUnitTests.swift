import KhorshooInputs
import KhorshooModel
import KhorshooScenarios
import KhorshooText
import Testing

/// Rows of a herd table stand from young to old; where they do not, it is said.
@Suite struct ClassOrderUnitTests {
  private static func table(_ rows: [String]) -> String {
    """
    kind,stages
    step,month
    rates,independent
    femaleBirthShare,0.5
    name,sex,durationDays,deathRate,offtakeRate,parturitionPerYear,litterSize,liveWeightKg,sheepUnits
    \(rows.joined(separator: "\n"))
    """
  }

  private static func warnings(_ rows: String...) throws -> [Diagnostic] {
    try HerdFileUnitTests.file(table(rows), "h.csv").warnings
  }

  @Test func cowsBeforeCalves() throws {
    let found = try Self.warnings("cow,female,1825,0.1,0.1,0.9,1,,", "calf,female,365,0.2,0.1,,,,")
    #expect(
      found.map(\.description) == [
        """
        h.csv:6:1: warning: cow: it gives birth and stands first, so that the newborn are cow, while calf after it does not \
        breed; classes of a sex stand from young to old, the newborn first: if 'calf' is the younger, put it before 'cow' \
        [class-order]
        """
      ])
    // The remedy ends the warning.
    #expect(
      try Self.warnings("calf,female,365,0.2,0.1,,,,", "cow,female,1825,0.1,0.1,0.9,1,,").isEmpty)
  }

  /// By weight, by sheep units and by name, in either sex and any language.
  @Test(arguments: [
    (["a,female,730,0.1,0,,,300,", "b,female,365,0.1,0,,,90,", "c,female,1825,0.1,0.1,0.9,1,320,"], ["a"]),
    (
      [
        "a,female,365,0.1,0,,,,", "c,female,1825,0.1,0.1,0.9,1,,", "ram,male,700,0.1,0.1,,,,6",
        "tup,male,300,0.1,0.1,,,,2",
      ], ["ram"]
    ),
    (
      [
        "幼母,female,365,0.1,0,,,,", "成母,female,1825,0.1,0.1,0.9,1,,", "公羊,male,700,0.1,0.1,,,,",
        "羔羊,male,300,0.1,0.1,,,,",
      ],
      ["公羊"]
    ),
    (["heifer,female,365,0.1,0,,,,", "cow,female,1825,0.1,0.1,0.9,1,,", "Kalb,female,365,0.1,0.1,,,,"], ["heifer"]),
    (
      [
        "Kuh,female,1825,0.1,0.1,0.9,1,,", "Färse,female,365,0.1,0,,,,", "Stier,male,300,0.1,0.1,,,400,",
        "Jung,male,300,0.1,0.1,,,40,",
      ],
      ["Kuh", "Stier"]
    ),
  ])
  func eachSign(rows: [String], early: [String]) throws {
    #expect(try HerdFileUnitTests.file(Self.table(rows), "h.csv").warnings.map(\.key) == early)
  }

  @Test func publishedTablesStandInOrder() throws {
    for text in [HerdFileUnitTests.yaml, HerdFileUnitTests.csv] {
      #expect(try HerdFileUnitTests.file(text, text.hasPrefix("kind,") ? "h.csv" : "h.yaml").warnings.isEmpty)
    }
  }

  /// Sexes may stand in any order: growth and shares are those of the same classes.
  @Test func orderOfSexesMeansNothing() throws {
    let females = ["calf,female,365,0.2,0.1,,,,", "heifer,female,730,0.1,0,,,,", "cow,female,1825,0.1,0.1,0.9,1,,"]
    let males = ["bull calf,male,365,0.2,0.1,,,,", "bull,male,1460,0.1,0.4,,,,"]
    let expected = try Self.shares(females + males)
    for rows in [
      males + females, [females[0], males[0], females[1], males[1], females[2]],
      [males[0], females[0], females[1], females[2], males[1]],
    ] {
      let own = try Self.shares(rows)
      #expect(abs(own.growth - expected.growth) < 1e-12)
      for (name, share) in own.shares { #expect(abs(share - (expected.shares[name] ?? 0)) < 1e-12, "\(name)") }
    }
  }

  private static func shares(_ rows: [String]) throws -> (growth: Double, shares: [String: Double]) {
    guard case .stages(let herd) = try HerdFileUnitTests.file(table(rows), "h.csv").content else { return (.nan, [:]) }
    let own = try CohortAnalysis(herd)
    let names = herd.cohorts.map(\.name)
    return (own.growthPerYear, Dictionary(uniqueKeysWithValues: zip(names, own.classes.map(\.share))))
  }
}

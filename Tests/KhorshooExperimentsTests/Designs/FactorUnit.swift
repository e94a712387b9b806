import KhorshooExperiments
import KhorshooNumerics
import Testing

@Suite struct FactorUnit {
  private func numbers(_ domain: FactorDomain) -> [Double] {
    guard case .levels(let values) = domain else { return [] }
    return values.compactMap(\.number)
  }

  @Test func stepsAreExactDecimals() throws {
    #expect(numbers(try .steps(from: 0.1, through: 0.5, by: 0.1)) == [0.1, 0.2, 0.3, 0.4, 0.5])
    #expect(numbers(try .steps(from: 0, through: 1, by: 0.3)) == [0, 0.3, 0.6, 0.9])
    #expect(numbers(try .steps(from: -2, through: 2, by: 1)) == [-2, -1, 0, 1, 2])
    #expect(numbers(try .steps(from: 5, through: 5, by: 1)) == [5])
    #expect(numbers(try .steps(from: 0, through: 0.7, by: 0.1)).count == 8)
    // Deliberate fault: adding the step again and again does not meet 0.3.
    #expect(0.1 + 0.1 + 0.1 != 0.3)
    for (low, high, step) in [(0.0, 1.0, 0.0), (0, 1, -1), (1, 0, 0.1), (0, .infinity, 1), (0, 1, 1e-9)] {
      let error = experimentError { _ = try FactorDomain.steps(from: low, through: high, by: step) }
      #expect(error?.code == "factor-step" && error?.message.contains("lo:hi:step") == true)
    }
  }

  @Test func coordinatesReachBothEndsAndBinsAreEqual() throws {
    let line = FactorDomain.range(low: 10, high: 30)
    #expect([0, 0.25, 1].map { line.value(at: $0).number } == [10, 15, 30])
    let log = FactorDomain.range(low: 0.01, high: 100, scale: .logarithmic)
    #expect(log.value(at: 0) == .number(0.01) && log.value(at: 1) == .number(100))
    #expect(abs((log.value(at: 0.5).number ?? 0) - 1) < 1e-12)
    let whole = FactorDomain.integers(low: -1, high: 2)
    #expect([0, 0.249, 0.25, 0.5, 0.99, 1].map { whole.value(at: $0).number } == [-1, -1, 0, 1, 2, 2])
    let words = FactorDomain.levels([.text("sized"), .truth(true), .number(3)])
    #expect([0, 0.34, 0.999].map { "\(words.value(at: $0))" } == ["sized", "true", "3"])
  }

  @Test func valuesAreWrittenAndReadBack() {
    for x in [0, 1, -5, 0.1, 1e-7, 1.5e300, 123_456_789.25, 1.0 / 3] {
      #expect(FactorValue(parsing: "\(FactorValue.number(x))") == .number(x))
    }
    #expect("\(FactorValue.number(3))" == "3" && FactorValue(parsing: "-0") == .number(0))
    #expect(FactorValue(parsing: "true") == .truth(true) && FactorValue(parsing: "balanced") == .text("balanced"))
    #expect(FactorValue(parsing: "0x10") == .text("0x10") && FactorValue(parsing: "nan") == .text("nan"))
  }

  @Test func scoresFollowTheKindOfValues() throws {
    #expect(try Factor("a", .range(low: 1, high: 100, scale: .logarithmic)).score(at: 0.5) == 0.5)
    #expect(try Factor("a", .levels([.number(2), .number(64)])).score(at: 0.75) == 64)
    #expect(try Factor("a", .integers(low: 3, high: 5)).score(at: 0.5) == 4)
    #expect(try Factor("a", .levels([.text("no"), .text("yes")])).score(at: 0.75) == 1)
    #expect(try Factor("a", .levels([.text("x"), .text("y"), .text("z")])).score(at: 0.5) == nil)
  }

  @Test func factorsWithoutMeaningAreRefused() {
    let cases: [(FactorDomain, String)] = [
      (.range(low: 2, high: 1), "factor-range"), (.range(low: 0, high: .infinity), "factor-range"),
      (.range(low: 0, high: 1, scale: .logarithmic), "factor-range"), (.integers(low: 4, high: 4), "factor-range"),
      (.levels([]), "factor-levels"), (.levels([.number(1), .number(1)]), "factor-levels"),
      (.levels([.number(.nan)]), "factor-levels"),
    ]
    for (domain, code) in cases {
      let error = experimentError { _ = try Factor("herds.rate", domain) }
      #expect(error?.code == code && error?.key == "herds.rate", "\(domain)")
      let placed = error?.diagnostic(path: "study.yaml", line: 4, column: 3).description
      #expect(placed?.hasPrefix("study.yaml:4:3: herds.rate: ") == true && placed?.hasSuffix("[\(code)]") == true)
    }
  }

  @Test func jointFactorsMoveTogether() throws {
    let pair = try Factor(together: [
      .init("low", .levels([.number(1), .number(2)])), .init("rule", .levels([.text("a"), .text("b")])),
    ])
    #expect(pair.name == "low + rule" && pair.values(at: 0.6) == [.number(2), .text("b")])
    let ranges = try Factor(together: [
      .init("a", .range(low: 0, high: 1)), .init("b", .range(low: 10, high: 30)),
    ])
    #expect(ranges.values(at: 0.5) == [.number(0.5), .number(20)])
    let error = experimentError {
      _ = try Factor(together: [.init("a", .levels([.number(1)])), .init("b", .range(low: 0, high: 1))])
    }
    #expect(error?.code == "factor-joint" && error?.message.hasPrefix("a has 1 values, b has a range") == true)
  }
}

import KhorshooEngine
import Testing

/// An uncertainty cut to what a parameter may be.
@Suite struct BeliefUnit {
  private func belief(_ text: String, _ kind: Parameter.Kind, _ range: ClosedRange<Double>? = nil) throws -> Belief {
    try Belief(Uncertainty(parsing: text), kind: kind, range: range)
  }

  private func shares(_ belief: Belief, _ n: Int = 12_000) -> [String: Double] {
    var counts: [String: Int] = [:]
    for k in 0..<n { counts[belief.quantile((Double(k) + 0.5) / Double(n)).description, default: 0] += 1 }
    return counts.mapValues { Double($0) / Double(n) }
  }

  @Test func wholeNumbersOfAUniformAreEquallyLikely() throws {
    #expect(shares(try belief("U(2,5)", .integer, 0...50)) == ["2": 0.25, "3": 0.25, "4": 0.25, "5": 0.25])
    #expect(try belief("U(2,5)", .integer, 0...50).quantile(1) == .integer(5))
    #expect(try belief("U(2,5)", .integer, 0...50).quantile(0) == .integer(2))
  }

  @Test func otherWholeNumbersAreTheNearest() throws {
    // Tri(0,0,2): below 0.5 lies 1 - 1.5^2 / 4, above 1.5 0.5^2 / 4.
    let found = shares(try belief("Tri(0,0,2)", .integer, 0...9), 16_000)
    #expect(found == ["0": 0.4375, "1": 0.5, "2": 0.0625])
  }

  @Test func switchesAndWordsFollowTheirWeights() throws {
    #expect(shares(try belief("Choice(true:1,false:3)", .boolean)) == ["true": 0.25, "false": 0.75])
    #expect(
      shares(try belief("Choice(b,a,c)", .choice(["a", "b", "c"])))
        .allSatisfy { ($0.value - 1.0 / 3).magnitude < 1e-4 })
    #expect(try belief("Choice(b,a,c)", .choice(["a", "b", "c"])).quantile(0) == .text("b"))
    #expect(try belief("Choice(2,4:3)", .number, 0...5).quantile(0.5) == .number(4))
  }

  @Test func nothingLiesOutsideTheRange() throws {
    let cut = try belief("Normal(1,1)", .number, 0...3)
    var last = -1.0
    for k in 0...1000 {
      guard case .number(let x) = cut.quantile(Double(k) / 1000) else { continue }
      #expect(x >= 0 && x <= 3 && x > last)
      last = x
    }
    #expect(cut.quantile(0) == .number(0) && cut.quantile(1) == .number(3))
    #expect(cut.allows(.number(2)))
    #expect(try belief("U(0,1)", .number, 0...3).allows(.number(2)) == false)
  }

  @Test func aSetOfParametersIsDrawnAtOnce() throws {
    let parameters = try ["U(0,1)", "LogU(1,100)", "Tri(0,0.5,1)"].map { text in
      Parameter(
        key: "a.b", value: .number(0.5), unit: "1", kind: .number, range: 0...1000,
        belief: try Belief(Uncertainty(parsing: text), kind: .number, range: 0...1000), uncertainty: text, source: "",
        trust: .assumed, meaning: "", meaningChinese: "")
    }
    #expect(parameters.quantiles(at: [0.25, 0, 0.5]) == [.number(0.25), .number(1), .number(0.5)])
    #expect(parameters.quantiles(at: [1, 1, 1]) == [.number(1), .number(100), .number(1)])
  }
}

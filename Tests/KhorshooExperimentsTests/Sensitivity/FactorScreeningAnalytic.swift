import KhorshooExperiments
import KhorshooNumerics
import Testing

/// What is said of factors whose effects are known.
@Suite struct FactorScreeningAnalytic {
  private func columns(_ count: Int, points: Int, seed: UInt64) -> [FactorScreening.Column] {
    (0..<count).map { j in
      FactorScreening.Column(
        "x\(j)", group: j < 2 ? "first" : "other", (0..<points).map { testUniform($0, j, seed: seed) })
    }
  }

  @Test func anExactLineIsFoundWhole() throws {
    let points = columns(30, points: 64, seed: 1)
    let screening = try FactorScreening(points[3].values.map { 10 - 4 * $0 }, points)
    let finding = try #require(screening.found.first)
    #expect(screening.found.count == 1 && finding.factor == "x3")
    #expect(abs(finding.rankCorrelation.value + 1) < 1e-12 && finding.adjustedChance == 1.0 / 2000)
    #expect(finding.removed.value > 0.95, "\(finding)")
    #expect(abs(finding.low - 9.8) < 0.5 && abs(finding.high - 6.2) < 0.5, "\(finding)")
    #expect(
      screening.groups.map(\.name) == ["", "other", "first"] && screening.groups.map(\.factorCount) == [30, 28, 2])
  }

  /// A parabola has no rank correlation, and its factor removes everything.
  @Test func whatHasNoDirectionIsSeenByWhatItRemoves() throws {
    let points = columns(3, points: 2000, seed: 2)
    let screening = try FactorScreening(points[0].values.map { ($0 - 0.5) * ($0 - 0.5) }, points, permutations: 99)
    #expect(abs(screening.findings[0].rankCorrelation.value) < 0.06)
    #expect(screening.findings[0].removed.value > 0.97 && abs(screening.findings[1].removed.value) < 0.01)
  }

  /// Shares of 2 x0 + x1 + x2 + luck: 4, 1, 1 and 0.5 of 6.5 twelfths; a group has the sum of its factors.
  @Test func sharesAreThoseOfTheModel() throws {
    let points = columns(3, points: 1500, seed: 3)
    let luck = (0.5 / 12).squareRoot()
    let y = (0..<1500).map { i in
      2 * points[0].values[i] + points[1].values[i] + points[2].values[i] + luck * testNormal(i, 50, seed: 3)
    }
    let screening = try FactorScreening(y, points, permutations: 99)
    for (finding, share) in zip(screening.findings, [4 / 6.5, 1 / 6.5, 1 / 6.5]) {
      #expect(abs(finding.removed.value - share) < 0.04, "\(finding)")
      #expect(finding.removed.low < share && share < finding.removed.high, "\(finding)")
    }
    let shares = Dictionary(uniqueKeysWithValues: screening.groups.map { ($0.name, $0.share.value) })
    for (name, share) in [("", 6 / 6.5), ("first", 5 / 6.5), ("other", 1 / 6.5)] {
      #expect(abs((shares[name] ?? .nan) - share) < 0.08, "\(name): \(shares)")
    }
  }

  /// Benjamini and Hochberg's rate by its definition: the least of p_j m / rank_j over all that are as weak or weaker.
  @Test func falseDiscoveryRatesAreThoseOfTheDefinition() throws {
    let points = columns(20, points: 40, seed: 4)
    let screening = try FactorScreening((0..<40).map { testNormal($0, 60) }, points, permutations: 99)
    for finding in screening.findings {
      let rates = screening.findings.filter { $0.chance >= finding.chance }.map { other in
        other.chance * 20 / Double(screening.findings.count { $0.chance <= other.chance })
      }
      #expect(abs(finding.falseDiscoveryRate - min(1, rates.min() ?? .nan)) < 1e-12)
    }
  }

  @Test func whatCannotBeLookedAtIsTold() throws {
    let few = columns(3, points: 7, seed: 5)
    #expect(experimentError { _ = try FactorScreening(few[0].values, few) }?.code == "too-few-points")
    let same = columns(2, points: 12, seed: 6)
    #expect(experimentError { _ = try FactorScreening([Double](repeating: 1, count: 12), same) }?.code == "no-variance")
    let one = FactorScreening.Column("c", group: "c", [Double](repeating: 3, count: 12))
    #expect(experimentError { _ = try FactorScreening(same[0].values, [one]) }?.code == "no-factors")
    #expect(try FactorScreening(same[0].values, same + [one]).constant == ["c"])
    var gaps = same[0].values
    gaps[2] = .nan
    #expect(try FactorScreening(gaps, same).basis == FactorScreening(gaps, same).basis)
    #expect(try FactorScreening(gaps, same).basis.leftOut == 1)
  }
}

import KhorshooExperiments
import KhorshooNumerics
import Testing

/// The chance of discovery's limits: rare where there is something to find, and as frequent as it says where there is not.
@Suite struct DiscoveryChanceStatistical {
  private func design(seed: UInt64, count: Int, factors: Int) throws -> Design {
    try .latinHypercube(unitFactors(factors), count: count, seed: seed)
  }

  /// Interest without a cause among 200 points and 8 factors: limits whose quasi-p value is below 0.05 in nearly every
  /// search, but whose chance is below 0.05 in one of twenty (of 60 searches, 3 are expected; more than 9 come up in one of
  /// 1,000 trials).
  @Test func luckHasTheChanceThatItIsSaidToHave() throws {
    var (foundByQuasiP, foundByChance) = (0, 0)
    for seed in 0..<60 as Range<UInt64> {
      let inside = (0..<200).map { testUniform($0, 1, seed: seed) < 0.25 }
      let search = try PatientRuleInduction(
        design(seed: seed, count: 200, factors: 8).discoveryColumns, ofInterest: inside, peelShare: 0.1)
      let boxes = search.boxes(atMost: 1, density: 0.8)
      let chances = search.chances(of: boxes, density: 0.8, permutations: 19, seed: seed)
      #expect(chances.map(\.count) == boxes.map(\.limits.count))
      if boxes.contains(where: { $0.limits.contains { $0.quasiP < 0.05 } }) { foundByQuasiP += 1 }
      if chances.contains(where: { $0.contains { $0 <= 0.05 } }) { foundByChance += 1 }
    }
    #expect(foundByQuasiP > 40, "quasi-p values alone call \(foundByQuasiP) of 60 searches a finding")
    #expect(foundByChance <= 9, "\(foundByChance) of 60")
  }

  /// A region that is there has the least chance that so many permutations can show.
  @Test func aRegionIsAFinding() throws {
    let points = try design(seed: 4, count: 300, factors: 6)
    let inside = (0..<300).map { points.coordinate(point: $0, factor: 2) > 0.7 && testUniform($0, 2) < 0.9 }
    let search = try PatientRuleInduction(points.discoveryColumns, ofInterest: inside)
    let boxes = search.boxes(atMost: 1, density: 0.8)
    let chances = search.chances(of: boxes, density: 0.8, permutations: 39, seed: 2)
    let position = try #require(boxes[0].limits.firstIndex { $0.factor == "x2" })
    #expect(chances[0][position] == 1.0 / 40, "\(chances)")
    // The same seed deals the same.
    #expect(search.chances(of: boxes, density: 0.8, permutations: 39, seed: 2) == chances)
  }

  /// Limits that may be chance are dropped, and the box is counted anew without them.
  @Test func limitsByChanceAreDropped() throws {
    let points = try design(seed: 4, count: 300, factors: 6)
    let inside = (0..<300).map { points.coordinate(point: $0, factor: 2) > 0.7 && testUniform($0, 2) < 0.9 }
    let search = try PatientRuleInduction(points.discoveryColumns, ofInterest: inside)
    let box = try #require(search.boxes(atMost: 1, density: 0.8).first)
    let position = try #require(box.limits.firstIndex { $0.factor == "x2" })
    // As if permutations had found all other limits often.
    let chances = box.limits.indices.map { $0 == position ? 0.01 : 0.4 }
    let others = box.limits.indices.filter { $0 != position }.map { box.limits[$0] }
    let left = search.withoutChance([box], chances: [chances], level: 0.05)
    let kept = try #require(left.boxes.first)
    #expect(kept.limits == [box.limits[position]] && left.chances == [[0.01]] && left.dropped == others)
    guard case .atLeast(let bound) = kept.limits[0].demand else { return #expect(Bool(false), "\(kept)") }
    let within = (0..<300).filter { points.coordinate(point: $0, factor: 2) >= bound }
    #expect(kept.count == within.count && kept.countOfInterest == within.count { inside[$0] })
    #expect(abs(kept.coverage - Double(kept.countOfInterest) / Double(inside.count { $0 })) < 1e-12)
    // A box of which nothing is left is none.
    let none = search.withoutChance([box], chances: [box.limits.map { _ in 0.4 }], level: 0.05)
    #expect(none.boxes.isEmpty && none.dropped == box.limits)
  }
}

import KhorshooExperiments
import KhorshooNumerics
import Testing

private func mixedDesign(seed: UInt64, count: Int = 1000) throws -> Design {
  try Design.latinHypercube(
    unitFactors(3) + [Factor("rule", .levels(["east", "north", "south", "west"].map { .text($0) }))], count: count,
    seed: seed)
}

/// A bound of a box on a factor, if it has one.
private func bounds(_ box: FactorBox, _ factor: String) -> (low: Double?, high: Double?) {
  var found: (low: Double?, high: Double?) = (nil, nil)
  for limit in box.limits where limit.factor == factor {
    switch limit.demand {
    case .atLeast(let x): found.low = x
    case .atMost(let x): found.high = x
    case .among: break
    }
  }
  return found
}

@Suite struct PatientRuleInductionAnalytic {
  /// A known box over numbers and words is found, with an idle factor left free.
  @Test(arguments: [1, 2, 3] as [UInt64])
  func aKnownBoxIsFound(seed: UInt64) throws {
    let design = try mixedDesign(seed: seed)
    let inside = (0..<1000).map { point in
      let v = design.values(point: point)
      return (v[0].number ?? 0) > 0.5 && (v[1].number ?? 1) < 0.4 && (v[3] == .text("north") || v[3] == .text("west"))
    }
    let search = try PatientRuleInduction(design.discoveryColumns, ofInterest: inside)
    let box = try #require(search.boxes(atMost: 1, density: 0.95).first)
    #expect(box.density >= 0.95 && box.coverage > 0.85, "seed \(seed): \(box)")
    let (a, b) = (bounds(box, "x0"), bounds(box, "x1"))
    #expect(abs((a.low ?? 0) - 0.5) < 0.05 && abs((b.high ?? 1) - 0.4) < 0.05)
    let words = box.limits.first { $0.factor == "rule" }
    #expect(words?.demand == .among(["north", "west"]))
    for limit in box.limits where limit.factor == "rule" || limit == box.limits.first { #expect(limit.quasiP < 1e-6) }
    #expect(box.countOfInterest == Int((box.density * Double(box.count)).rounded()))
    #expect(abs(box.mass - Double(box.count) / 1000) < 1e-12)
    #expect(abs(box.coverage - Double(box.countOfInterest) / Double(inside.count { $0 })) < 1e-12)
  }

  /// Two separate regions are two boxes, the second among what the first left.
  @Test func separateRegionsAreSeparateBoxes() throws {
    let design = try mixedDesign(seed: 7, count: 2000)
    let inside = (0..<2000).map {
      design.coordinate(point: $0, factor: 0) < 0.3 || design.coordinate(point: $0, factor: 1) > 0.8
    }
    let boxes = try PatientRuleInduction(design.discoveryColumns, ofInterest: inside).boxes(atMost: 5, density: 0.9)
    #expect(boxes.count >= 2 && boxes.prefix(2).allSatisfy { $0.density >= 0.9 })
    #expect(boxes.prefix(2).map(\.coverage).reduce(0, +) > 0.85)
    #expect(boxes.contains { bounds($0, "x0").high != nil } && boxes.contains { bounds($0, "x1").low != nil })
  }

  /// On the way down density rises and coverage falls; on the way back coverage rises and density does not fall.
  @Test func trajectoriesTradeCoverageForDensity() throws {
    var pastes = 0
    for seed in 1...6 as ClosedRange<UInt64> {
      let design = try mixedDesign(seed: seed, count: 300)
      let inside = (0..<300).map { point in
        design.coordinate(point: point, factor: 0) > 0.5 && testUniform(point, 0, seed: seed) < 0.8
          || testUniform(point, 1) < 0.1
      }
      let path = try PatientRuleInduction(design.discoveryColumns, ofInterest: inside, minimumMass: 0.2).trajectory()
      #expect(path[0].limits.isEmpty && path[0].coverage == 1 && path[0].mass == 1)
      for (before, after) in zip(path, path.dropFirst()) {
        if after.count < before.count {
          #expect(after.density > before.density && after.coverage <= before.coverage && after.mass >= 0.2)
        } else {
          pastes += 1
          #expect(after.density >= before.density && after.coverage > before.coverage)
        }
      }
    }
    #expect(pastes > 0, "no seed shows a paste")
  }

  /// Deliberate fault: interest that has nothing to do with the factors gives no dense box.
  @Test func luckIsNoScenario() throws {
    let design = try mixedDesign(seed: 3)
    let inside = (0..<1000).map { testUniform($0) < 0.3 }
    let boxes = try PatientRuleInduction(design.discoveryColumns, ofInterest: inside).boxes(atMost: 3, density: 0.8)
    #expect(boxes.count == 1 && boxes[0].density < 0.8 && boxes[0].coverage < 0.25)
  }

  @Test func pointsWithoutResultAreLeftOutAndBadInputRefused() throws {
    let design = try mixedDesign(seed: 1, count: 100)
    let columns = design.discoveryColumns
    let inside = (0..<100).map { $0 < 10 ? nil : design.coordinate(point: $0, factor: 0) > 0.5 }
    let search = try PatientRuleInduction(columns, ofInterest: inside)
    #expect(search.basis.used == 90 && search.basis.leftOut == 10 && search.trajectory()[0].count == 90)
    func code(_ columns: [DiscoveryColumn], _ interest: [Bool?], peel: Double = 0.05) -> String? {
      experimentError { _ = try PatientRuleInduction(columns, ofInterest: interest, peelShare: peel) }?.code
    }
    #expect(code(columns, inside.map { _ in nil }) == "too-few-points")
    #expect(code(columns, inside.map { _ in true }) == "nothing-of-interest")
    #expect(code(columns, inside, peel: 0.6) == "discovery-settings")
    let broken = [DiscoveryColumn("y", .numbers([Double](repeating: .nan, count: 100)))]
    #expect(code(broken, inside) == "non-finite")
  }
}

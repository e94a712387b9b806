import Foundation
import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import Testing

/// VT-22: a survey in which those who earn more anyway are members more often, and membership adds 8 %.
@Suite struct SelectionStatistical {
  static let effect = 0.08

  /// Households with ln herd, distance, trust; incomes with and without membership.
  fileprivate struct Survey {
    var covariates: [[Double]] = []
    var members: [Lanes] = []
    var income: [Lanes] = []
    var without: [Lanes] = []

    init(seed: UInt64, count: Int = 4539) {
      let people = ScalarRandom(seed: seed, stream: ModelStreams.all.householdTraits)
      let luck = LaneRandom(seed: seed, firstReplicate: 0)
      for h in 0..<count {
        let herd = people.normal(entity: h, index: 0)
        let km = 15 * people.uniform(entity: h, index: 1)
        let trust = people.normal(entity: h, index: 2)
        covariates.append([5 + 0.8 * herd, km, trust])
        let draws = luck.uniforms(ModelStreams.all.householdLuck, entity: h, quarter: 0)
        let noise = normalQuantileLanes(draws.0)
        let odds = -0.8 + 0.6 * herd - 0.08 * (km - 7.5) + 0.5 * trust
        let member = Lanes.zero.replacing(with: 1, where: draws.1 .< logisticLanes(Lanes(repeating: Float(odds))))
        let mean = Float(11 + 0.25 * herd - 0.02 * km)
        let own = expLanes(noise * 0.3 + mean)
        members.append(member)
        without.append(own)
        income.append(own * (1 + Float(SelectionStatistical.effect) * member))
      }
    }

    func estimates(keeping columns: [Int]) throws -> SurveyComparison.Estimates {
      let survey = try SurveyComparison(covariates: Matrix(covariates.map { row in columns.map { row[$0] } }))
      var (members, income, without) = (members, income, without)
      return survey.estimate(members: &members, income: &income, reference: &without)
    }
  }

  private func mean(_ values: SIMD16<Double>) -> Double { values.sum() / Double(laneCount) }

  /// Sixteen replicates of luck for each population: the standard error of a mean gap is near 0.005.
  @Test(arguments: UInt64(0)..<4) func matchingRecoversTheEffect(seed: UInt64) throws {
    let found = try Survey(seed: seed).estimates(keeping: [0, 1, 2])
    #expect((0.15...0.35).contains(mean(found.naiveRelative)), "naive \(mean(found.naiveRelative))")
    #expect(abs(mean(found.matchedRelative) - Self.effect) < 0.03, "matched \(mean(found.matchedRelative))")
    #expect(abs(mean(found.adjustedRelative) - Self.effect) < 0.03, "adjusted \(mean(found.adjustedRelative))")
    #expect(mean(found.matchedShare) > 0.99)
    // The same households without membership: exact in every replicate, to the precision of single numbers.
    for lane in 0..<laneCount { #expect(abs(found.effectRelative[lane] - Self.effect) < 1e-6) }
    // Relative and absolute gaps are of one piece.
    #expect(abs(mean(found.effect) / mean(found.naive) - mean(found.effectRelative) / mean(found.naiveRelative)) < 0.2)
  }

  /// Deliberate fault: a survey that does not see the herd cannot tell selection from effect.
  @Test func anUnseenCovariateIsNotMadeGood() throws {
    let found = try Survey(seed: 0).estimates(keeping: [1, 2])
    #expect(mean(found.matchedRelative) > Self.effect + 0.03)
    #expect(mean(found.adjustedRelative) > Self.effect + 0.03)
  }

  /// Without members, or with members only, there is nothing to compare; a covariate that tells them apart leaves no match.
  @Test func undefinedIsSaid() throws {
    var survey = Survey(seed: 1, count: 200)
    for h in survey.members.indices {
      survey.members[h][3] = 0
      survey.members[h][4] = 1
      survey.members[h][5] = survey.covariates[h][1] < 4 ? 1 : 0
    }
    let found = try survey.estimates(keeping: [0, 1, 2])
    #expect(found.naive[3].isNaN && found.effect[3].isNaN && found.matched[3].isNaN && found.adjusted[3].isNaN)
    #expect(found.naive[4].isNaN && found.matched[4].isNaN && found.adjusted[4].isNaN)
    #expect(abs(found.effectRelative[4] - (survey.gainOfAll(4))) < 1e-6)
    #expect(found.matched[5].isNaN && found.naive[5].isFinite && found.adjusted[5].isFinite)
    #expect(found.matched[6].isFinite && found.matched[7].isFinite)
  }

  /// In the model: effect and naive gap are those of the groups; the reference arm has no members and so no gap.
  @Test func recordedBesideTheGroups() throws {
    let trace = Trace(try World.model([World.lively, ["places.householdCount": "400"]], years: 2))
    let (member, other) = (trace.places(.group)[0], trace.places(.group)[1])
    let own = trace.values("incomePerHousehold", arm: 1, place: member, time: 7)
    let same = trace.matched("incomePerHousehold", arm: 1, place: member, time: 7)
    let others = trace.values("incomePerHousehold", arm: 1, place: other, time: 7)
    let effect = trace.values("memberEffect", arm: 1, time: 7)
    let naive = trace.values("memberGapNaive", arm: 1, time: 7)
    for r in 0..<laneCount {
      #expect(abs(effect[r] - (own[r] - same[r])) < 1e-6 * own[r])
      #expect(abs(naive[r] - (own[r] - others[r])) < 1e-6 * own[r])
    }
    for name in ["memberGapMatched", "memberGapAdjusted", "memberMatchedShare"] {
      #expect(trace.values(name, arm: 1, time: 7).allSatisfy { $0.isFinite }, "\(name)")
      #expect(trace.values(name, arm: 0, time: 7).allSatisfy { $0.isNaN }, "\(name)")
    }
    #expect(trace.values("memberMatchedShare", arm: 1, time: 7).allSatisfy { $0 > 0.8 && $0 <= 1 })
    #expect(trace.values("memberGapMatched", arm: 1, time: 7) != naive)
  }
}

extension SelectionStatistical.Survey {
  /// Relative gain of all households in a replicate.
  fileprivate func gainOfAll(_ lane: Int) -> Double {
    let sums = zip(income, without).reduce((0.0, 0.0)) { ($0.0 + Double($1.0[lane]), $0.1 + Double($1.1[lane])) }
    return sums.0 / sums.1 - 1
  }
}

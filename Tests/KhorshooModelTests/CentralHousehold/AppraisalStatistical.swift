import Foundation
import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import Testing

/// Who is reviewed, and how long central households stay.
@Suite struct AppraisalStatistical {
  /// Twenty grids of ten households; nothing but the office matters.
  private static let twenty: Settings = [
    "places.gachaCount": "4", "places.gridCount": "20", "places.householdCount": "200", "places.gridHouseholdsMin": "4",
    "places.partyMemberCount": "80", "policy.cooperatives.enabled": "false",
  ]
  private static let random: Settings = [
    "institution.appraisal.outreachWeight": "0", "institution.appraisal.trainingWeight": "0",
    "institution.appraisal.incomeWeight": "0",
  ]

  /// Events and trials of replacement by quarters in office, and office-years with a replacement.
  private struct Turnover {
    var replaced = [Double](repeating: 0, count: 12)
    var atRisk = [Double](repeating: 0, count: 12)
    var (changed, officeYears) = (0.0, 0.0)

    init(_ settings: [Settings], blocks: Int, years: Int = 4) throws {
      let model = try World.model([AppraisalStatistical.twenty] + settings, arms: [World.linkage], years: years)
      for block in 0..<blocks {
        let step = Stepper(model, firstReplicate: block * laneCount)
        let central = step.context.state.central
        for year in 0..<years {
          var some = [Double](repeating: 0, count: 20 * laneCount)
          for quarter in 0..<4 {
            let before = (0..<20).map { numbers(central.tenureQuarters[$0]) }
            step.quarter(4 * year + quarter)
            for g in 0..<20 {
              for (lane, event) in numbers(central.isReplaced[g]).enumerated() {
                let age = min(11, Int(before[g][lane]))
                atRisk[age] += 1
                replaced[age] += event
                some[g * laneCount + lane] = max(some[g * laneCount + lane], event)
              }
            }
          }
          changed += some.reduce(0, +)
          officeYears += Double(some.count)
        }
      }
    }

    /// Standard errors by which the hazard at an age is off.
    func deviation(_ age: Int, from hazard: Double) -> Double {
      (replaced[age] / atRisk[age] - hazard) / (hazard * (1 - hazard) / atRisk[age]).squareRoot()
    }
  }

  /// The lowest fifth of n, to the nearest whole number: n x share, halves up. The source's 109 give 22, in every replicate.
  @Test(arguments: [(20, "0.2", 4.0), (20, "0.12", 2), (20, "0.125", 3), (20, "0", 0), (20, "1", 20), (20, "0.02", 0)])
  func lowestFifth(count: Int, share: String, expected: Double) throws {
    let lever: Settings = ["policy.centralHouseholds.reviewShare": share]
    let step = Stepper(try World.model([Self.twenty, lever], arms: [World.linkage], years: 1))
    step.quarter(0)
    let central = step.context.state.central
    for lane in 0..<laneCount {
      let reviewed = (0..<count).filter { central.isWarned[$0][lane] + central.isReplaced[$0][lane] > 0 }
      #expect(Double(reviewed.count) == expected)
      let others = (0..<count).filter { !reviewed.contains($0) }.map { central.score[$0][lane] }
      // Those reviewed are those with the lowest scores.
      #expect(reviewed.allSatisfy { g in others.allSatisfy { $0 >= central.score[g][lane] } })
      #expect(Set((0..<count).map { central.rank[$0][lane] }) == Set((0..<count).map { Float($0) }))
    }
    // 20 % of 109 is 21.8.
    #expect(Int((0.2 * 109 + 0.5).rounded(.down)) == 22)
  }

  /// Scores at random: a household stays with a hazard of 0.2 p in each quarter, whatever its time in office (geometric
  /// tenure); five standard errors for each of eight ages (false alarms: 1 in 200,000).
  @Test func geometricTenure() throws {
    let found = try Turnover([Self.random], blocks: 12)
    for age in 0..<8 { #expect(abs(found.deviation(age, from: 0.2 * 0.22)) < 5, "after \(age) quarters") }
    #expect(abs(found.changed / found.officeYears - (1 - pow(1 - 0.2 * 0.22, 4))) < 0.015)
    // Deliberate fault: scores that do not vary. Those who are still there after six quarters are not the weak ones.
    let lasting = try Turnover([["institution.appraisal.noiseSd": "0"]], blocks: 12)
    #expect((6..<9).reduce(0) { $0 + lasting.deviation($1, from: 0.2 * 0.22) } < -9)
  }

  /// VT-15: of 100 central households 16.8 were replaced in a year at Zhenglan Banner (2017). With the ledger's values the
  /// replacements of a year are 4 x 0.2 p = 17.6 for 100 offices, and fall on fewer offices, since a successor
  /// begins low; without replacement nobody goes, and a mechanical removal of the lowest fifth would be far above.
  @Test func turnoverOfAYear() throws {
    let found = try Turnover([], blocks: 10)
    let replacements = found.replaced.reduce(0, +) / found.officeYears
    #expect(abs(replacements - 0.168) < 0.02 && abs(found.changed / found.officeYears - 0.168) < 0.04)
    #expect(found.changed / found.officeYears < replacements)
    let kept = try Turnover([["policy.centralHouseholds.replacementProbability": "0"]], blocks: 1, years: 1)
    #expect(kept.changed == 0)
    let mechanical = try Turnover(
      [Self.random, ["policy.centralHouseholds.replacementProbability": "1"]], blocks: 4, years: 2)
    #expect(abs(mechanical.changed / mechanical.officeYears - 0.59) < 0.05)
  }
}

import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import Testing

@Suite struct ServiceLeverProperty {
  /// Outcomes that services themselves are, and what they cost.
  private func isOfServices(_ name: String) -> Bool {
    let own = [
      "policyQuestions", "agencyErrands", "assistanceRequests", "opinions", "disputes", "trainingRequests",
      "publicWorks",
      "suggestions", "suggestionsReported", "goodDeedsReported", "publicCostYuan", "publicCostSumuYuan",
      "publicCostGachaYuan", "groupSupplyCostYuan",
      "paymentInstitutionCostYuan",
    ]
    return own.contains(name) || ["service", "requests", "disputes"].contains { name.hasPrefix($0) }
  }

  /// When neither trust nor the appraisal follows service, everything else is the same to the last bit, however much service there is.
  @Test func nothingWithoutTrust() throws {
    let settings: Settings = [
      "institution.services.trustLossPerYear": "0", "institution.appraisal.servicesWeight": "0",
    ]
    let arms = [
      World.linkage, Scarce.arm("enabled", "false"), Scarce.arm("effort", "0"), Scarce.arm("sumuEffort", "0"),
      Scarce.arm("remoteShare", "1"), Scarce.arm("lastMile", "1"),
    ]
    let trace = Trace(try World.model([World.lively, Scarce.hours, settings], arms: arms))
    var compared = 0
    for (cell, place) in trace.model.layout.cells.enumerated() {
      let name = trace.model.layout.outcomes[place.outcome].name
      guard !isOfServices(name) else { continue }
      compared += 1
      for arm in arms.indices.dropFirst() {
        #expect(trace.lanes(arm: arm, cell: cell) == trace.lanes(arm: 0, cell: cell), "\(name), arm \(arm)")
      }
    }
    #expect(compared > 1000)
  }

  /// Levers at the values that leave all as it is: no bit changes anywhere.
  @Test func noEffectValues() throws {
    let arms =
      [World.linkage]
      + ["effort": "1", "sumuEffort": "1", "lastMile": "0", "remoteShare": "0", "enabled": "true"].map {
        Scarce.arm($0, $1)
      }
    let trace = Trace(try World.model([World.lively, Scarce.hours], arms: arms))
    for arm in arms.indices.dropFirst() { #expect(trace.bits(arm: arm) == trace.bits(arm: 0)) }
  }

  /// Each lever does what it is for.
  @Test func directions() throws {
    let arms = [
      World.linkage, Scarce.arm("effort", "0"), Scarce.arm("remoteShare", "0.9"), Scarce.arm("lastMile", "1"),
      Scarce.arm("effort", "3"),
    ]
    let trace = Trace(
      try World.model([World.lively, Scarce.hours, ["diffusion.trustWeight": "8"]], arms: arms, years: 6),
      replicates: 64)
    func mean(_ name: String, _ arm: Int) -> Double { trace.values(name, arm: arm, time: 23).reduce(0, +) / 64 }
    // No service: trust is lost in every replicate, and fewer join.
    for (a, b) in zip(trace.values("serviceTrust", arm: 0, time: 23), trace.values("serviceTrust", arm: 1, time: 23)) {
      #expect(b < a)
    }
    #expect(mean("membershipShare", 1) < mean("membershipShare", 0) - 0.02)
    #expect(trace.values("serviceCoverage", arm: 1, time: 23).allSatisfy { $0 == 0 })
    // Fewer journeys, and more time for requests.
    #expect(mean("serviceCoverage", 2) > mean("serviceCoverage", 0))
    #expect(mean("serviceCostYuan", 2) < mean("serviceCostYuan", 0))
    // Last mile: the most distant gain, the grid as a whole gets what it got.
    #expect(mean("serviceCoverageFarthestTenth", 3) > mean("serviceCoverageFarthestTenth", 0))
    #expect(trace.values("serviceCoverage", arm: 3, time: 23) == trace.values("serviceCoverage", arm: 0, time: 23))
    // Paid hours cost.
    #expect(mean("serviceCoverage", 4) > mean("serviceCoverage", 0))
    #expect(mean("serviceCostYuan", 4) > mean("serviceCostYuan", 0) + 0.9 * 4 * 2 * 10 * 20)
  }
}

import KhorshooNetworks
import Testing

@Suite struct HazardByExposureAnalytic {
  /// A chain in which adoption goes one household a period: at exposure 0 nobody adopts, at one half all do.
  @Test func aChainByHand() throws {
    let ties = table(5, [(0, 1), (1, 2), (2, 3), (3, 4)])
    let adoption = AdoptionTimes([0, 1, 2, 3, 4])
    let found = HazardByExposure(adoption, exposure: ExposureMatrix(adoption, ties: ties), isShare: true).classes
    // Exposure 0: three households in period 1, two, one; exposure 1/2: 1, 2 and 3 when they adopt; 1: the last.
    #expect(found.map(\.atRisk) == [6, 0, 0, 3, 0, 1] && found.map(\.adoptions) == [0, 0, 0, 3, 0, 1])
    #expect(found[0].hazard == 0 && found[3].hazard == 1 && found[1].hazard == nil && found[1].low == nil)
    let sums = HazardByExposure(adoption, exposure: ExposureMatrix(adoption, ties: ties, sum()), isShare: false).classes
    #expect(sums.map(\.atRisk) == [6, 4, 0, 0, 0, 0] && sums[1].adoptions == 4)
    #expect(found.reduce(0) { $0 + $1.atRisk } == sums.reduce(0) { $0 + $1.atRisk })
  }

  private func sum() -> ExposureDefinition {
    var definition = ExposureDefinition()
    definition.isNormalised = false
    return definition
  }

  /// Wilson's interval as statsmodels has it (proportion_confint(0, 6) and (3, 3), method wilson).
  @Test func intervalsAreWilsons() throws {
    let ties = table(5, [(0, 1), (1, 2), (2, 3), (3, 4)])
    let adoption = AdoptionTimes([0, 1, 2, 3, 4])
    let found = HazardByExposure(adoption, exposure: ExposureMatrix(adoption, ties: ties), isShare: true).classes
    let (high, low) = (try #require(found[0].high), try #require(found[3].low))
    #expect((high - 0.390334287902).magnitude < 1e-9 && (found[0].low ?? 1) < 1e-15)
    #expect((low - 0.438502968245).magnitude < 1e-9 && found[3].high == 1)
  }
}

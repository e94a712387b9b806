import KhorshooModel
import KhorshooNumerics
import Testing

/// What the guide of own data says that moves a drawn network, on the reference scenario's number of households.
@Suite struct NetworkLeversProperty {
  private func summary(_ settings: Settings = [:]) throws -> NetworkSummary {
    try World.banner(World.values(settings)).network.summary
  }

  @Test("Each lever moves the measure that it is for")
  func levers() throws {
    let base = try summary()
    #expect(try summary(["network.neighbourTies": "8"]).meanDegree > base.meanDegree + 3)
    #expect(try summary(["network.neighbourTies": "8"]).transitivity > base.transitivity + 0.03)
    #expect(try summary(["network.tieDecayKm": "1"]).transitivity > base.transitivity)
    let across = try summary(["network.kinAcrossGachaShare": "0.5"])
    #expect(across.acrossGachaShare > 2 * base.acrossGachaShare && across.transitivity < base.transitivity)
    #expect(try summary(["network.businessTies": "8"]).herdAssortativity > base.herdAssortativity + 0.1)
    #expect(try summary(["network.businessBlur": "2"]).herdAssortativity < base.herdAssortativity - 0.05)
  }
}

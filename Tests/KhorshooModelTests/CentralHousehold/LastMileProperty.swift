import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import Testing

@Suite struct LastMileProperty {
  /// Rings are all households; what they are served sums to the whole; nearer ones are never served less.
  @Test(arguments: ["0", "0.5", "1"]) func ringsSumToTheWhole(nearFirst: String) throws {
    let settings: Settings = ["institution.services.nearFirstShare": nearFirst]
    let trace = Trace(try World.model([Scarce.hours, settings], arms: [World.linkage, Scarce.arm("lastMile", "1")]))
    let households = Double(trace.model.banner.places.householdCount)
    var gap = 0.0
    for time in 0..<12 {
      for arm in 0..<2 {
        let rings = (1...4).map { trace.values("serviceCoverageRing\($0)", arm: arm, time: time) }
        let farthest = trace.values("serviceCoverageFarthestTenth", arm: arm, time: time)
        for (lane, whole) in trace.values("serviceCoverage", arm: arm, time: time).enumerated() {
          // Sixty households: quarters of fifteen, a tenth of six.
          let sum = rings.reduce(0) { $0 + $1[lane] } * 15
          #expect(abs(sum - whole * households) < 1e-4)
          #expect(rings.allSatisfy { (0...1.000_001).contains($0[lane]) })
          #expect((0...1.000_001).contains(farthest[lane]))
          if arm == 0 { gap += rings[0][lane] - farthest[lane] }
        }
      }
    }
    // Grids differ in what they can serve, so rings differ a little even when all are served alike.
    #expect(nearFirst == "1" ? gap > 10 : true)
    #expect(nearFirst != "0" || trace.bits(arm: 0) == trace.bits(arm: 1))
  }
}

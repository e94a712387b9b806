import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import Testing

@Suite struct ServiceCapacityProperty {
  /// Holders stay the same: services do not count in the appraisal, nor does income that follows from trust.
  private let sameHolders: Settings = [
    "institution.appraisal.servicesWeight": "0", "institution.appraisal.incomeWeight": "0",
    "institution.appraisal.trainingWeight": "0",
  ]

  /// More capacity of central households never leaves more requests waiting for them, in any replicate, place and quarter;
  /// nor does capacity of the sumu there, and it moves nothing before it.
  @Test(arguments: [1, 2, 3] as [UInt64]) func moreNeverRaisesTheBacklog(seed: UInt64) throws {
    let efforts = ["0", "0.3", "0.7", "1", "1.5", "5"].map { Scarce.arm("effort", $0) }
    let sumu = ["0.2", "1", "4"].map { Scarce.arm("sumuEffort", $0) }
    let trace = Trace(
      try World.model([Scarce.hours, sameHolders], arms: efforts + sumu, years: 5, seed: seed), replicates: 32)
    var (gained, gainedAtSumu) = (0.0, 0.0)
    for place in trace.places(.banner) + trace.places(.gacha) {
      for time in 0..<20 {
        let central = efforts.indices.map { Scarce.waiting(trace, arm: $0, place: place, time: time) }
        for (less, more) in zip(central, central.dropFirst()) {
          for (a, b) in zip(less, more) {
            #expect(b <= a)
            gained += a - b
          }
        }
        func atSumu(_ i: Int) -> [Double] {
          trace.values("requestsAtSumu", arm: efforts.count + i, place: place, time: time)
        }
        for i in 0..<2 {
          for (a, b) in zip(atSumu(i), atSumu(i + 1)) {
            #expect(b <= a)
            gainedAtSumu += a - b
          }
          #expect(
            Scarce.waiting(trace, arm: efforts.count + i, place: place, time: time)
              == Scarce.waiting(trace, arm: efforts.count + i + 1, place: place, time: time))
        }
      }
    }
    #expect(gained > 1000 && gainedAtSumu > 100)
  }

  /// Deliberate fault: with luck of its own (another seed) more capacity does leave more waiting in some replicates.
  @Test func onlyWithTheSameLuck() throws {
    func trace(_ effort: String, _ seed: UInt64) throws -> Trace {
      let model = try World.model([Scarce.hours], arms: [Scarce.arm("effort", effort)], years: 3, seed: 5)
      return Trace(
        try LinkageModel(
          banner: model.banner, values: World.values(World.small, Scarce.hours),
          arms: [
            Arm(
              name: "a", label: "", labelChinese: "",
              values: World.values(World.small, Scarce.hours, Scarce.arm("effort", effort)))
          ],
          referenceArm: 0, start: Quarter(year: 2020, number: 1), years: 3, seed: seed))
    }
    func more(_ a: Trace, _ b: Trace) -> Int {
      (0..<12).reduce(0) { count, time in
        let less = Scarce.waiting(a, arm: 0, place: 0, time: time)
        let more = Scarce.waiting(b, arm: 0, place: 0, time: time)
        return count + zip(less, more).count { $1 > $0 }
      }
    }
    #expect(try more(trace("1", 5), trace("1.1", 5)) == 0)
    #expect(try more(trace("1", 5), trace("1.1", 6)) > 0)
  }
}

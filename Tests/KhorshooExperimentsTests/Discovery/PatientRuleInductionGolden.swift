import KhorshooExperiments
import KhorshooNumerics
import Testing

@Suite struct PatientRuleInductionGolden {
  /// Peels, boxes and quasi-p values of EMAworkbench on the same points.
  @Test func agreesWithEMAworkbench() throws {
    let rows = try Fixture.numbers("boxes_xy.csv")
    let path = try Fixture.numbers("boxes_path.csv")
    let last = try Fixture.numbers("boxes_last.csv")
    let columns =
      ["a", "b", "c"].enumerated().map { j, name in DiscoveryColumn(name, .numbers(rows.map { $0[j] })) }
      + [DiscoveryColumn("word", .words(rows.map { ["north", "south", "west"][Int($0[3])] }))]
    let search = try PatientRuleInduction(columns, ofInterest: rows.map { $0[4] == 1 }, minimumMass: 0.1)
    let found = search.trajectory()
    #expect(found.count >= path.count)
    for (box, known) in zip(found, path) {
      #expect(Double(box.count) == known[0] && Double(box.countOfInterest) == known[1])
      #expect(Double(Set(box.limits.map(\.factor)).count) == known[2])
      #expect(abs(box.coverage - known[3]) + abs(box.density - known[4]) + abs(box.mass - known[5]) < 1e-12)
    }
    let end = found[path.count - 1]
    for row in last {
      let (name, value) = (["a", "b", "c"][Int(row[0])], row[2])
      let demand = row[1] == 0 ? FactorBox.Demand.atLeast(value) : .atMost(value)
      let limit = end.limits.first { $0.factor == name && $0.demand == demand }
      #expect(abs((limit?.quasiP ?? -1) / row[3] - 1) < 1e-9, "\(name) \(demand)")
    }
    #expect(
      end.limits.contains { $0.demand == .among(["north", "south"]) && abs($0.quasiP - 4.173_115_519_3e-4) < 1e-12 })
  }
}

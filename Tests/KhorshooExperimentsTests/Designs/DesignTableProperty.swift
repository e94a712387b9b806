import KhorshooExperiments
import KhorshooText
import Testing

@Suite struct DesignTableProperty {
  /// What a design writes is read back with the same values at every point.
  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func writtenDesignsAreReadBack(seed: UInt64) throws {
    let factors = try [
      Factor("a", .range(low: -1, high: 1e-3)), Factor("b", .range(low: 1e-9, high: 1e9, scale: .logarithmic)),
      Factor("rule", .levels([.text("x"), .text("y"), .text("z")])),
      Factor("isOn", .levels([.truth(false), .truth(true)])),
      Factor(together: [.init("low", .integers(low: 0, high: 4)), .init("high", .integers(low: 10, high: 14))]),
    ]
    let design = try Design.latinHypercube(factors, count: 60, seed: seed)
    var text = "point," + design.keys.joined(separator: ",")
    for point in 0..<60 {
      text += "\n\(point)," + design.values(point: point).map(\.description).joined(separator: ",")
    }
    let read = try table(text).design()
    for point in 0..<60 {
      #expect(read.values(point: point) == design.values(point: point), "seed \(seed), point \(point)")
    }
  }

  /// A table sorted by anything is run spread over its rows: after an eighth, each quarter of the rows has had its share.
  @Test func rowsAreRunSpreadOut() throws {
    for count in [1, 2, 3, 16, 100, 997, 1000] {
      let order = try table("a\n" + (0..<count).map(String.init).joined(separator: "\n")).design().order
      #expect(order.sorted() == Array(0..<count))
      guard count >= 100 else { continue }
      for quarter in 0..<4 {
        let share = Double(order.prefix(count / 8).count { $0 * 4 / count == quarter }) / Double(count / 8)
        #expect(abs(share - 0.25) < 0.1, "\(count) rows, quarter \(quarter): \(share)")
      }
    }
  }
}

import KhorshooNetworks
import Testing

@Suite("A table of ties")
struct TieTableUnit {
  @Test("keeps what each tie is")
  func columns() {
    var ties = TieTable(householdCount: 3, layers: ["kin", "trade"], isDirected: true)
    ties.append(0, 1)
    ties.append(2, 0, weight: 2.5, layer: 1, since: 4, until: 8)
    #expect(ties.count == 2)
    #expect(ties.source == [0, 2] && ties.target == [1, 0])
    #expect(ties.weight == [1, 2.5] && ties.layer == [0, 1])
    #expect(ties.since == [.min, 4] && ties.until == [.max, 8])
  }
}

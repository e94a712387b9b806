import Glibc
import KhorshooNumerics
import Testing

@Suite struct QuantilesAnalytic {
  /// R: quantile(1:4) is 1, 1.75, 2.5, 3.25, 4.
  @Test func typeSevenOfOneToFour() {
    let found = [0, 0.25, 0.5, 0.75, 1].map { quantileType7(sorted: [1, 2, 3, 4], probability: $0) }
    #expect(found == [1, 1.75, 2.5, 3.25, 4])
    #expect(quantileType7(sorted: [7], probability: 0.3) == 7 && quantileType7(sorted: [], probability: 0.3).isNaN)
  }
}

import KhorshooNumerics
import Testing

func summary(_ s: CellStatistics) -> [UInt64] {
  ([Double(s.count(cell: 0)), s.mean(cell: 0), s.variance(cell: 0), s.minimum(cell: 0), s.maximum(cell: 0)]
    + [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1].map { s.quantile(cell: 0, probability: $0) }).map(\.bitPattern)
}

@Suite struct CellStatisticsProperty {
  @Test func sameBlocksSameBytesWhateverThePadding() {
    let values = testNumbers(203, seed: 12).map { $0 * $0 * 100 }
    let reference = summary(statistics(of: values))
    for padding in [0, -1e300, .infinity, 7] as [Double] {
      #expect(summary(statistics(of: values, padding: padding)) == reference)
    }
  }

  /// Lanes without an outcome count for nothing, in the exact stage, in the bins and at the passage.
  @Test func undefinedOutcomesAreSkipped() {
    let values = testNumbers(300, seed: 13)
    let holes = values.enumerated().map { $0.offset % 3 == 1 ? Double.nan : $0.element }
    let kept = holes.filter { !$0.isNaN }
    let s = statistics(of: holes)
    #expect(s.count(cell: 0) == 200 && abs(s.mean(cell: 0) - Moments(kept).mean) < 1e-15)
    #expect(abs(s.variance(cell: 0) - Moments(kept).variance) < 1e-14)
    #expect(s.minimum(cell: 0) == kept.min() && s.maximum(cell: 0) == kept.max())
    let none = statistics(of: Array(repeating: .nan, count: 40))
    #expect(none.count(cell: 0) == 0 && none.mean(cell: 0).isNaN && none.quantile(cell: 0, probability: 0.5).isNaN)
    #expect(none.minimum(cell: 0).isNaN && none.standardError(cell: 0).isNaN)
  }

  /// An outcome that is infinite in some replicates ends no run, wherever it comes; late, it leaves the quantiles alone.
  @Test(arguments: [Double.infinity, -.infinity, 1e300]) func infiniteNumbers(extreme: Double) {
    let values = testNumbers(200, seed: 15)
    for place in [0, 20, 40, 150] {
      var some = values
      some[place] = extreme
      let s = statistics(of: some)
      #expect(s.count(cell: 0) == 200 && (extreme > 0 ? s.maximum(cell: 0) : s.minimum(cell: 0)) == extreme)
      let median = s.quantile(cell: 0, probability: 0.5)
      if place >= 32 {
        #expect(abs(median - quantileType7(sorted: some.sorted(), probability: 0.5)) < 0.05, "at \(place)")
      }
    }
  }

  @Test func cellsDoNotTouchOneAnother() {
    let cells = 37
    let s = CellStatistics(cellCount: cells)
    var columns = [[Double]](repeating: [], count: cells)
    for block in 0..<9 {
      let values = testNumbers(cells * laneCount, seed: UInt64(block + 40))
      for cell in 0..<cells { columns[cell] += values[cell * laneCount..<(cell + 1) * laneCount] }
      s.add(values, validLanes: laneCount, cells: 0..<20)
      s.add(Array(values[20 * laneCount..<cells * laneCount]), validLanes: laneCount, cells: 20..<cells)
    }
    for cell in 0..<cells {
      let alone = statistics(of: columns[cell])
      #expect(alone.mean(cell: 0) == s.mean(cell: cell) && alone.variance(cell: 0) == s.variance(cell: cell))
      #expect(alone.quantile(cell: 0, probability: 0.3) == s.quantile(cell: cell, probability: 0.3))
    }
  }
}

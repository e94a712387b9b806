import KhorshooNumerics
import Testing

@Suite struct SparseRowsUnit {
  /// Two ties of row 0, none of row 1, a repeated tie of row 2, by hand.
  @Test func productsByHand() throws {
    let ties = try SparseRows(columnCount: 3, rows: [[(1, 2), (2, 0.5)], [], [(0, 1), (0, 3)]])
    #expect(ties.meanDegree == 4.0 / 3)
    #expect(ties.dense(rows: 0..<3, columns: 0..<3) == Matrix([[0, 2, 0.5], [0, 0, 0], [4, 0, 0]]))
    withLaneBlocks(2, 3) { b in
      for r in 0..<3 { b[0][r] = Lanes(repeating: Float(r + 1) * 10) }
      b[1][1] = Lanes(repeating: 7)
      ties.multiply(b[0], into: b[1], rows: 0..<3)
      #expect(b[1][0][3] == 55 && b[1][1][3] == 0 && b[1][2][15] == 40)
    }
  }

  /// Two blocks of two, joined by one tie: the dense blocks and the sparse tie between them add up.
  @Test func tiesAcrossBlocksAreAdded() throws {
    let ties = try SparseRows(columnCount: 4, rows: [[(1, 1), (2, 4)], [(0, 1)], [(3, 2), (0, 8)], [(2, 2)]])
    for denseFrom in [0.0, 1000] {
      let exposure = try ExposureOperator(ties, blocks: [0..<2, 2..<4], denseFrom: denseFrom)
      #expect(exposure.isDense(block: 0) == (denseFrom == 0))
      withLaneBlocks(2, 4) { b in
        for r in 0..<4 { b[0][r] = Lanes(repeating: Float(r + 1)) }
        for block in 0..<2 { exposure.multiply(b[0], into: b[1], block: block) }
        #expect((0..<4).map { b[1][$0][7] } == [14, 1, 16, 6])
      }
    }
    #expect(try ExposureOperator(ties, blocks: [0..<4]).isDense(block: 0) == false)
  }
}

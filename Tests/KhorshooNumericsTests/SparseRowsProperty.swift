import KhorshooNumerics
import Testing

/// Ties within blocks of ten, weights and states drawn; a block of lanes with state `seed`.
struct SparseCase {
  let ties: SparseRows
  let blocks: [Range<Int>]

  init(units: Int, block: Int, degree: Int, weights: (Double) -> Float, seed: UInt64) throws {
    let numbers = testNumbers(2 * units * degree, seed: seed)
    let rows = (0..<units).map { r in
      (0..<degree).map { k in
        let i = 2 * (r * degree + k)
        let column = min(units - 1, r / block * block + Int((numbers[i] + 0.5) * Double(block)))
        return (column: column, weight: weights(numbers[i + 1]))
      }
    }
    ties = try SparseRows(columnCount: units, rows: rows)
    blocks = stride(from: 0, to: units, by: block).map { $0..<min(units, $0 + block) }
  }
}

@Suite struct SparseRowsProperty {
  /// With 0/1 states and whole weights sparse and dense agree to the bit, whatever the kernels.
  @Test(arguments: [(1, 0.0), (6, 0), (60, 0), (60, 50), (60, 1000)] as [(Int, Double)])
  func sparseEqualsDense(degree: Int, denseFrom: Double) throws {
    let units = 95
    let test = try SparseCase(units: units, block: 10, degree: degree, weights: { $0 < 0 ? 1 : 2 }, seed: 3)
    let exposure = try ExposureOperator(test.ties, blocks: test.blocks, denseFrom: denseFrom)
    #expect(test.blocks.indices.allSatisfy { exposure.isDense(block: $0) == (Double(degree) >= denseFrom) })
    let whole = test.ties.dense(rows: 0..<units, columns: 0..<units)
    withLaneBlocks(6, units) { b in
      for (i, v) in testNumbers(units * laneCount, seed: 5).enumerated() {
        b[0][i / laneCount][i % laneCount] = v < 0 ? 0 : 1
        b[1][i / laneCount][i % laneCount] = v < 0.2 ? 0 : 1
      }
      whole.multiply(b[0], into: b[2])
      for block in test.blocks.indices {
        exposure.multiply(
          (UnsafePointer(b[0]), UnsafePointer(b[1]), UnsafePointer(b[0])), into: (b[3], b[4], b[5]), block: block)
      }
      for r in 0..<units { #expect(b[2][r] == b[3][r] && b[5][r] == b[3][r]) }
      for block in test.blocks.indices { exposure.multiply(b[1], into: b[2], block: block) }
      for r in 0..<units { #expect(b[2][r] == b[4][r]) }
    }
  }

  /// One number a column gives what a lane gives, bit for bit.
  @Test func oneNumberIsALane() throws {
    let units = 90
    let test = try SparseCase(units: units, block: 30, degree: 7, weights: { Float($0) }, seed: 8)
    let numbers = testNumbers(units, seed: 9).map { Float($0) }
    var product = [Float](repeating: .nan, count: units)
    test.ties.multiply(numbers, into: &product)
    withLaneBlocks(2, units) { b in
      for (r, number) in numbers.enumerated() { b[0][r] = Lanes(repeating: number) }
      test.ties.multiply(UnsafePointer(b[0]), into: b[1], rows: 0..<units)
      for r in 0..<units { #expect(b[1][r][3] == product[r]) }
    }
    #expect(Set(product).count > 40)
  }

  /// Real weights: three products in one pass equal single ones bit for bit, and the dense product to rounding.
  @Test func realWeights() throws {
    let units = 64
    let test = try SparseCase(units: units, block: 64, degree: 13, weights: { Float($0) }, seed: 8)
    let whole = test.ties.dense(rows: 0..<units, columns: 0..<units)
    withLaneBlocks(7, units) { b in
      for (i, v) in testNumbers(units * laneCount, seed: 6).enumerated() {
        b[0][i / laneCount][i % laneCount] = Float(v)
        b[1][i / laneCount][i % laneCount] = Float(v * v)
      }
      whole.multiply(b[1], into: b[2])
      test.ties.multiply(b[0], into: b[3], rows: 0..<units)
      let x = (UnsafePointer(b[0]), UnsafePointer(b[1]), UnsafePointer(b[0]))
      test.ties.multiply(x, into: (b[4], b[5], b[6]), rows: 0..<30)
      test.ties.multiply(x, into: (b[4], b[5], b[6]), rows: 30..<units)
      for r in 0..<units {
        #expect(b[3][r] == b[4][r] && b[3][r] == b[6][r])
        for lane in 0..<laneCount { #expect(abs(b[2][r][lane] - b[5][r][lane]) < 1e-6) }
      }
    }
  }
}

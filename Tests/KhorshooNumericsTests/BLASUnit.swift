import KhorshooNumerics
import Testing

@Suite struct BLASUnit {
  @Test func aKernelFamilyIsNamed() {
    BLASLibrary.prepare()
    #expect(!BLASLibrary.kernelFamily.isEmpty && BLASLibrary.kernelFamily == BLASLibrary.kernelFamily)
  }

  @Test(arguments: [(1, 1, 1), (2, 3, 4), (7, 5, 1), (33, 17, 29), (105, 105, 16)])
  func productsAgreeWithTheDefinition(m: Int, k: Int, n: Int) throws {
    let a = testMatrix(m, k, seed: 1)
    let b = testMatrix(k, n, seed: 2)
    let truth = naive(a, b)
    #expect(distance(try gemm(a, b), truth) < 1e-14 * Double(k + 1))
    #expect(distance(try gemm(a.transposed, b, transposeA: true), truth) < 1e-14 * Double(k + 1))
    #expect(distance(try gemm(a, b.transposed, transposeB: true), truth) < 1e-14 * Double(k + 1))
    let floats = try gemm(Matrix<Float>(a), Matrix<Float>(b), alpha: 2)
    #expect(
      distance(Matrix<Double>(floats), naive(a, Matrix(rows: k, columns: n, values: b.values.map { 2 * $0 }))) < 1e-5)
    #expect(distance(syrk(a), naive(a, a.transposed)) < 1e-14 * Double(k + 1))
    #expect(distance(syrk(Matrix<Float>(a)), Matrix<Float>(naive(a, a.transposed))) < 1e-5)
    var l = testMatrix(m, m, seed: 3)
    let full = l
    for r in 0..<m { for c in 0..<m where c > r { l[r, c] = 0 } }
    let right = testMatrix(m, n, seed: 4)
    #expect(distance(try trmm(lower: full, right), naive(l, right)) < 1e-14 * Double(m + 1))
    #expect(distance(try trmm(lower: Matrix<Float>(full), Matrix<Float>(right)), Matrix<Float>(naive(l, right))) < 1e-5)
  }

  @Test func emptyAndRectangularShapes() throws {
    #expect(try gemm(Matrix<Double>(rows: 2, columns: 0), Matrix(rows: 0, columns: 3)).values == [0, 0, 0, 0, 0, 0])
    #expect(syrk(Matrix<Double>(rows: 0, columns: 0)).values.isEmpty)
    #expect(Matrix<Double>([[1, 2, 3], [4, 5, 6]]).transposed == Matrix([[1, 4], [2, 5], [3, 6]]))
  }

  @Test func laneBlocksMultiplyLikeMatrices() throws {
    let a = Matrix<Float>(testMatrix(21, 13, seed: 5))
    let x = Matrix<Float>(testMatrix(21, 16, seed: 6))
    let blockX = UnsafeMutablePointer<Lanes>.allocate(capacity: 21)
    let blockY = UnsafeMutablePointer<Lanes>.allocate(capacity: 21)
    defer {
      blockX.deallocate()
      blockY.deallocate()
    }
    for r in 0..<21 { blockX[r] = Lanes((0..<laneCount).map { x[r, $0] }) }
    blockY.initialize(repeating: Lanes(repeating: 1), count: 21)
    a.multiply(blockX, into: blockY, beta: 1)
    let truth = naive(a, Matrix(rows: 13, columns: 16, values: Array(x.values[..<(13 * 16)])))
    for r in 0..<21 { for c in 0..<16 { #expect(abs(blockY[r][c] - 1 - truth[r, c]) < 1e-5) } }
    let l = Matrix<Float>(testMatrix(21, 21, seed: 7))
    let product = try trmm(lower: l, x)
    l.multiplyLower(blockX)
    for r in 0..<21 { for c in 0..<16 { #expect(abs(blockX[r][c] - product[r, c]) < 1e-5) } }
  }
}

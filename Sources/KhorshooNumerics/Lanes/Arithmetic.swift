/// What this machine makes of a few thousand function values and matrix products.
///
/// Two machines with the same fingerprint give the same results; a sweep that was planned on one is not gone on with on a
/// machine with another.
///
/// - Proof: `ArithmeticUnit`, `ShardCommandTests`.
public enum Arithmetic {
  /// Sixteen hexadecimal digits: eight of functions and draws, eight of matrix products.
  public static let fingerprint: String = {
    var (functions, products) = (Hash(), Hash())
    addFunctions(to: &functions)
    do { try addProducts(to: &products) } catch { preconditionFailure("a product of good matrices fails: \(error)") }
    return functions.digits + products.digits
  }()

  /// FNV-1a over words (Fowler, Noll and Vo), folded to 32 bits.
  private struct Hash {
    private var word: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func add(_ value: UInt64) {
      for byte in 0..<8 { word = (word ^ value >> (8 * UInt64(byte)) & 0xff) &* 0x100_0000_01b3 }
    }

    mutating func add(_ lanes: Lanes) { for lane in 0..<laneCount { add(UInt64(lanes[lane].bitPattern)) } }

    var digits: String {
      let text = String((word ^ word >> 32) & 0xffff_ffff, radix: 16)
      return String(repeating: "0", count: 8 - text.count) + text
    }
  }

  private static let stream = RandomStream(root: .dynamics, number: 0xffff, name: "arithmetic")

  private static func addFunctions(to hash: inout Hash) {
    let random = LaneRandom(seed: 0x9e37_79b9_7f4a_7c15, firstReplicate: 0)
    for entity in 0..<64 {
      let u = random.uniforms(stream, entity: entity, quarter: 0)
      let normal = normalQuantileLanes(u.0)
      for value in [
        u.0, normal, expLanes(normal * 8), logLanes(u.1), logisticLanes(normal * 4), sqrtLanes(u.2), u.1 / u.2,
        binomialLanes(count: floorLanes(u.2 * 40), probability: u.1, uniform: u.3),
        poissonLanes(mean: u.2 * 20, uniform: u.3), u.0 * u.1 + u.2,
      ] {
        hash.add(value)
      }
      let x = Double(u.0[0])
      for value in [stableLog(x), stableExp(8 * x - 4), stableNormalQuantile(x), x.squareRoot()] {
        hash.add(value.bitPattern)
      }
    }
  }

  private static func addProducts(to hash: inout Hash) throws(NumericsError) {
    let random = ScalarRandom(seed: 1, stream: stream)
    // Of sizes as in villages: kernels treat edges and whole tiles differently.
    for size in [3, 16, 61, 105] {
      var a = Matrix<Double>(rows: size, columns: size)
      for i in 0..<size * size { a.values[i] = random.uniform(entity: i, index: 0) - 0.5 }
      let single = Matrix<Float>(a)
      for value in try gemm(a, a).values { hash.add(value.bitPattern) }
      for value in try gemm(single, single).values { hash.add(UInt64(value.bitPattern)) }
      for i in 0..<size { a[i, i] += Double(size) }
      for value in try LUFactorization(a).solve(a).values + cholesky(syrk(a)).values { hash.add(value.bitPattern) }
    }
  }
}

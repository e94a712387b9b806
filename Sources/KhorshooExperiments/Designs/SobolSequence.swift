import CResources
import KhorshooNumerics

/// The low-discrepancy sequence of Sobol' in up to 1,111 dimensions, as it is or scrambled from a seed.
///
/// Scrambling is Owen's: every bit is flipped by a draw that belongs to the bits above it, so a scrambled point is uniform
/// and the points together keep the balance of the sequence. It gives unbiased means whose error falls faster than with a
/// digital shift (variance of smooth functions near n^-3), and no point lies on the edge. The first 16 bits have draws of
/// their own for every prefix, the last 16 share one for the prefix of 16. Balanced at powers of two; keep the first point.
/// - Source: Sobol' 1967, doi:10.1016/0041-5553(67)90144-9; direction numbers of Joe and Kuo 2008, doi:10.1137/070709359;
///   order of points by Gray code, Antonov and Saleev 1979; scrambling: Owen 1995, doi:10.1007/978-1-4612-2552-2_19, and
///   1997, doi:10.1214/aos/1031594731; first point: Owen 2020, arXiv:2008.08051.
/// - Proof: `SobolSequenceGolden`, `SobolSequenceProperty`.
public struct SobolSequence: Sendable {
  /// The greatest number of dimensions.
  public static let dimensionLimit = 1111

  /// Coordinates of a point.
  public let dimensions: Int
  // Direction numbers, 32 for each dimension, one after another.
  private let directions: [UInt32]
  private let scrambling: [ScalarRandom]

  /// A sequence, scrambled when it has a seed.
  ///
  /// - Throws: `ExperimentError` `too-many-factors` beyond 1,111 dimensions.
  public init(dimensions: Int, scrambledBy seed: UInt64?) throws(ExperimentError) {
    guard dimensions <= SobolSequence.dimensionLimit else {
      throw ExperimentError(
        code: "too-many-factors",
        "the Sobol' sequence is asked for \(dimensions) dimensions and has \(SobolSequence.dimensionLimit); vary fewer factors, or use lhs or morris"
      )
    }
    self.dimensions = dimensions
    directions = (0..<dimensions).flatMap { SobolSequence.directionNumbers($0) }
    scrambling =
      seed.map { seed in
        (0..<dimensions).map { ScalarRandom(seed: seed, stream: ExperimentStreams.scrambling, replicate: $0) }
      } ?? []
  }

  /// A coordinate of a point, in 0 ..< 1; inside the open interval when scrambled.
  public func coordinate(point: Int, dimension: Int) -> Double {
    precondition(point >= 0 && point < 1 << 32 && dimension < dimensions, "point \(point), dimension \(dimension)")
    var gray = UInt32(point) ^ UInt32(point) >> 1
    var word: UInt32 = 0
    while gray != 0 {
      word ^= directions[32 * dimension + gray.trailingZeroBitCount]
      gray &= gray - 1
    }
    guard !scrambling.isEmpty else { return Double(word) * 0x1p-32 }
    return (Double(SobolSequence.scrambled(word, by: scrambling[dimension])) + 0.5) * 0x1p-32
  }

  /// The first points. Shape: points x dimensions.
  public func points(_ count: Int) -> Matrix<Double> {
    var matrix = Matrix<Double>(rows: count, columns: dimensions)
    for i in 0..<count {
      for j in 0..<dimensions { matrix[i, j] = coordinate(point: i, dimension: j) }
    }
    return matrix
  }

  /// Flips bit b, counted from the highest, by the draw that belongs to the b bits above it.
  private static func scrambled(_ word: UInt32, by random: ScalarRandom) -> UInt32 {
    var flips: UInt32 = 0
    for bit in 0..<16 {
      // The prefix with a leading one, so that prefixes of different length differ.
      let prefix = 1 << bit | Int(UInt64(word) >> (32 - UInt64(bit)))
      flips |= (random.words(entity: prefix, quad: 0)[0] & 1) << UInt32(31 - bit)
    }
    let rest = random.words(entity: 1 << 16 | Int(word >> 16), quad: 0)[1] & 0xffff
    return word ^ flips ^ rest
  }

  /// The 32 direction numbers of a dimension, counted from 0: v_j = m_j 2^(32 - j), with the recurrence of its polynomial.
  private static func directionNumbers(_ dimension: Int) -> [UInt32] {
    guard dimension > 0 else { return (1...32).map { 1 << UInt32(32 - $0) } }
    let row = table[dimension - 1]
    let degree = row.count - 1
    let polynomial = row[0]
    var v = (1...degree).map { row[$0] << UInt32(32 - $0) }
    for j in degree..<32 {
      var next = v[j - degree] ^ v[j - degree] >> UInt32(degree)
      for k in 1..<max(1, degree) where polynomial >> UInt32(degree - 1 - k) & 1 == 1 { next ^= v[j - k] }
      v.append(next)
    }
    return v
  }

  /// Rows of the table of Joe and Kuo: polynomial, then m_1 ... m_s; the first row is dimension 2.
  private static let table: [[UInt32]] = {
    var count = 0
    let bytes = khorshoo_direction_numbers(&count)
    let text = String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    let rows = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
      .map { $0.split(separator: " ").map { UInt32($0) ?? 0 } }
    precondition(
      rows.count == dimensionLimit - 1
        && rows.allSatisfy { row in row.count > 1 && row.dropFirst().allSatisfy { $0 % 2 == 1 } },
      "the direction numbers in the program are damaged; build it again")
    return rows
  }()
}

import Foundation
import KhorshooNumerics

/// A herd of single animals with sex: each lives, dies, is taken and gives birth by chance of its own, at the rates of a herd table.
///
/// A branching process of several types. Per step an animal of class k survives with probability s and is then a class older with
/// probability g; apart from that a female gives birth with probability p = parturitions a step, to litter size young (the whole
/// part, and one more with the probability of the rest), each female with the share at birth, each surviving its step. Its mean is
/// the projection; chance between animals is all that is added. Everything is exact:
///
///     mean      m(t + 1) = M m(t)
///     variance  V(t + 1) = M V(t) M' + sum over classes of m_k(t) C_k,   C_k = covariance of what one animal becomes
///     extinct   q_k(t + 1) = f_k(q(t)),   f_k the generating function of class k
///     numbers   the generating function of the whole herd at roots of unity, transformed back
/// - Source: Harris 1963, *The Theory of Branching Processes*, chapter II; in demography Caswell 2001, chapter 15; numbers by
///   Fourier's transform: Abate and Whitt 1992, doi:10.1016/0167-6377(92)90016-2.
/// - Proof: `IndividualHerdAnalytic` (Galton and Watson in closed form; every outcome of small herds), `IndividualHerdStatistical`
///   (animals one by one).
public struct IndividualHerd: Sendable {
  /// The herd after a step.
  public struct Step: Sendable, Equatable {
    /// Mean and standard deviation of all animals, and means of each sex.
    public let mean, deviation, females, males: Double
    /// Probability that no animal, and that no female is left.
    public let extinct, withoutFemales: Double
    /// 5 % quantile, median and 95 % quantile; nil of a herd too large for its whole distribution.
    public let quantiles: (low: Int, median: Int, high: Int)?
    /// Probability of fewer than the threshold; nil without one, or of a large herd.
    public let belowThreshold: Double?

    /// The same moments.
    public static func == (a: Step, b: Step) -> Bool {
      a.mean == b.mean && a.deviation == b.deviation && a.extinct == b.extinct
    }
  }

  /// Most animals of which the whole distribution is computed.
  public static let exactLimit = 8192

  /// After 0, 1 ... steps.
  public let steps: [Step]

  /// - Parameters:
  ///   - start: animals of each class.
  ///   - threshold: animals below which the herd counts as lost.
  /// - Precondition: no more than one parturition a step (``mostParturitions(_:)``).
  public init(_ herd: CohortProjection, start: [Int], steps count: Int, threshold: Int? = nil) throws(NumericsError) {
    precondition(start.count == herd.cohorts.count && Self.mostParturitions(herd) <= 1, "\(start.count) classes")
    let animal = Animal(herd)
    let types = start.count
    let matrix = herd.matrix
    let covariances = (0..<types).map(animal.covariance)
    var mean = Matrix(rows: types, columns: 1, values: start.map(Double.init))
    var variance = Matrix<Double>(rows: types, columns: types)
    var gone = [Complex](repeating: Complex(0), count: types)
    let isFemale = herd.cohorts.map(\.isFemale)
    var noFemales = isFemale.map { Complex($0 ? 0 : 1) }
    var found: [Step] = []
    for step in 0...count {
      let total = mean.values.reduce(0, +)
      let deviation = max(0, variance.values.reduce(0, +)).squareRoot()
      let numbers = Self.distribution(animal, start, steps: step, mean: total, deviation: deviation)
      let females = zip(mean.values, isFemale).reduce(0) { $1.1 ? $0 + $1.0 : $0 }
      found.append(
        Step(
          mean: total, deviation: deviation, females: females, males: total - females,
          extinct: Self.power(gone, start), withoutFemales: Self.power(noFemales, start),
          quantiles: numbers.map { (Self.quantile($0, 0.05), Self.quantile($0, 0.5), Self.quantile($0, 0.95)) },
          belowThreshold: threshold.flatMap { least in numbers.map { $0.prefix(max(0, least)).reduce(0, +) } }))
      guard step < count else { break }
      var next = try gemm(try gemm(matrix, variance), matrix, transposeB: true)
      for k in 0..<types {
        for i in next.values.indices { next.values[i] += mean[k, 0] * covariances[k].values[i] }
      }
      variance = next
      mean = try gemm(matrix, mean)
      gone = (0..<types).map { animal.generating($0, gone) }
      noFemales = (0..<types).map { animal.generating($0, noFemales) }
    }
    steps = found
  }

  /// Most parturitions of a female a step.
  public static func mostParturitions(_ herd: CohortProjection) -> Double {
    herd.cohorts.reduce(0) { max($0, $1.parturitionPerYear / herd.stepsPerYear) }
  }

  private static func power(_ values: [Complex], _ start: [Int]) -> Double {
    zip(values, start).reduce(Complex(1)) { $0 * $1.0.power($1.1) }.real
  }

  /// Probabilities of 0, 1 ... animals; nil when they would be too many.
  private static func distribution(
    _ animal: Animal, _ start: [Int], steps: Int, mean: Double, deviation: Double
  ) -> [Double]? {
    let most = mean + 14 * deviation + 32
    guard most <= Double(exactLimit) else { return nil }
    var size = 64
    while Double(size) < most { size *= 2 }
    // Points of the upper half are the conjugates of those of the lower.
    let values = (0...size / 2).map { point -> Complex in
      let angle = 2 * Double.pi * Double(point) / Double(size)
      var z = [Complex](repeating: Complex(cos(angle), sin(angle)), count: start.count)
      for _ in 0..<steps { z = z.indices.map { animal.generating($0, z) } }
      return zip(z, start).reduce(Complex(1)) { $0 * $1.0.power($1.1) }
    }
    let turns = (0..<size).map { 2 * Double.pi * Double($0) / Double(size) }
    let (cosines, sines) = (turns.map(cos), turns.map(sin))
    return (0..<size).map { n in
      var sum = values[0].real + values[size / 2].real * (n % 2 == 0 ? 1 : -1)
      for point in 1..<size / 2 {
        let turn = point * n % size
        sum += 2 * (values[point].real * cosines[turn] + values[point].imaginary * sines[turn])
      }
      return max(0, sum / Double(size))
    }
  }

  private static func quantile(_ probabilities: [Double], _ p: Double) -> Int {
    var sum = 0.0
    for (n, probability) in probabilities.enumerated() {
      sum += probability
      if sum >= p - 1e-12 { return n }
    }
    return probabilities.count - 1
  }

  /// What one animal of each class becomes in a step.
  private struct Animal {
    let survival, ageing: [Double]
    /// Class after the next birthday; nil where it leaves the herd.
    let next: [Int?]
    let parturition: [Double]
    /// Whole young of a litter, and the probability of one more.
    let whole: [Int]
    let rest: [Double]
    let femaleShare: Double
    /// Survival of the newborn's step, and the class after it, by sex.
    let female, male: (survival: Double, entry: Int?)

    init(_ herd: CohortProjection) {
      survival = herd.cohorts.map(herd.survivalPerStep)
      ageing = herd.cohorts.indices.map(herd.ageing)
      next = herd.cohorts.indices.map { k in
        let chain = herd.life(isFemale: herd.cohorts[k].isFemale)
        return chain.firstIndex(of: k).flatMap { $0 + 1 < chain.count ? chain[$0 + 1] : nil }
      }
      parturition = herd.cohorts.map { $0.isFemale ? $0.parturitionPerYear / herd.stepsPerYear : 0 }
      whole = herd.cohorts.map { Int($0.litterSize.rounded(.down)) }
      rest = herd.cohorts.map { $0.litterSize - $0.litterSize.rounded(.down) }
      femaleShare = herd.femaleBirthShare
      func entry(_ isFemale: Bool) -> (Double, Int?) {
        guard let first = herd.life(isFemale: isFemale).first else { return (0, nil) }
        return (herd.survivalPerStep(herd.cohorts[first]), herd.cohortAfterBirth(isFemale: isFemale))
      }
      (female, male) = (entry(true), entry(false))
    }

    /// Expectation of the product of z over what it becomes.
    func generating(_ k: Int, _ z: [Complex]) -> Complex {
      let older = next[k].map { z[$0] } ?? Complex(1)
      let fate =
        Complex(1 - survival[k]) + z[k] * (survival[k] * (1 - ageing[k])) + older * (survival[k] * ageing[k])
      guard parturition[k] > 0 else { return fate }
      func newborn(_ of: (survival: Double, entry: Int?)) -> Complex {
        Complex(1 - of.survival) + (of.entry.map { z[$0] } ?? Complex(1)) * of.survival
      }
      let young = newborn(female) * femaleShare + newborn(male) * (1 - femaleShare)
      let litter = young.power(whole[k]) * (Complex(1 - rest[k]) + young * rest[k])
      return fate * (Complex(1 - parturition[k]) + litter * parturition[k])
    }

    /// Covariance of the numbers of each class that it becomes.
    func covariance(_ k: Int) -> Matrix<Double> {
      let types = survival.count
      var fate = [Double](repeating: 0, count: types)
      fate[k] += survival[k] * (1 - ageing[k])
      if let older = next[k] { fate[older] += survival[k] * ageing[k] }
      var young = [Double](repeating: 0, count: types)
      if let entry = female.entry { young[entry] += femaleShare * female.survival }
      if let entry = male.entry { young[entry] += (1 - femaleShare) * male.survival }
      let (m, r) = (Double(whole[k]), rest[k])
      let mean = parturition[k] * (m + r)
      let variance = parturition[k] * (m * m + 2 * m * r + r) - mean * mean
      var covariance = Matrix<Double>(rows: types, columns: types)
      for a in 0..<types {
        for b in 0..<types {
          let own = a == b ? fate[a] + mean * young[a] : 0
          covariance[a, b] = own - fate[a] * fate[b] + (variance - mean) * young[a] * young[b]
        }
      }
      return covariance
    }
  }
}

/// A complex number.
struct Complex: Sendable, Equatable {
  var real, imaginary: Double

  init(_ real: Double, _ imaginary: Double = 0) { (self.real, self.imaginary) = (real, imaginary) }

  static func + (a: Complex, b: Complex) -> Complex { Complex(a.real + b.real, a.imaginary + b.imaginary) }
  static func * (a: Complex, b: Double) -> Complex { Complex(a.real * b, a.imaginary * b) }
  static func * (a: Complex, b: Complex) -> Complex {
    Complex(a.real * b.real - a.imaginary * b.imaginary, a.real * b.imaginary + a.imaginary * b.real)
  }

  /// To a whole power, by squaring.
  func power(_ exponent: Int) -> Complex {
    var (result, base, rest) = (Complex(1), self, exponent)
    while rest > 0 {
      if rest & 1 == 1 { result = result * base }
      base = base * base
      rest >>= 1
    }
    return result
  }
}

import Foundation
import KhorshooExperiments
import KhorshooNumerics
import Testing

/// Checked-in results of other programs, made by the scripts beside them.
enum Fixture {
  /// Rows of numbers of a CSV file with a comment and a header.
  static func numbers(_ name: String) throws -> [[Double]] {
    let url = try #require(Bundle.module.url(forResource: "Fixtures/" + name, withExtension: nil))
    let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("#") }
    return try lines.dropFirst().map { try $0.split(separator: ",").map { try #require(Double($0)) } }
  }
}

/// Factors `x0`, `x1` ... from 0 to 1.
func unitFactors(_ count: Int) throws -> [Factor] {
  try (0..<count).map { try Factor("x\($0)", .range(low: 0, high: 1)) }
}

/// A function at every point of a design of unit factors.
func values(_ design: Design, _ function: ([Double]) -> Double) -> [Double] {
  (0..<design.pointCount).map { point in function(design.values(point: point).map { $0.number ?? .nan }) }
}

/// Independent uniforms in (0, 1) for tests.
func testUniform(_ entity: Int, _ index: Int = 0, seed: UInt64 = 1) -> Double {
  ScalarRandom(seed: seed, stream: RandomStream(root: .dynamics, number: 65_000, name: "test"))
    .uniform(entity: entity, index: index)
}

/// Independent standard normals for tests.
func testNormal(_ entity: Int, _ index: Int = 0, seed: UInt64 = 1) -> Double {
  stableNormalQuantile(testUniform(entity, index, seed: seed))
}

/// The error that a body throws.
func experimentError(_ body: () throws -> Void) -> ExperimentError? {
  do { try body() } catch { return error as? ExperimentError }
  return nil
}

/// A table design of numbers as they stand.
func table(_ rows: [[Double]]) throws -> Design {
  let names = (0..<rows[0].count).map { "x\($0)" }
  return try DesignTable(
    path: "p.csv", header: .init(line: 1, cells: names),
    rows: rows.enumerated().map { .init(line: $0 + 2, cells: $1.map { FactorValue.number($0).description }) }
  ).design()
}

/// Points A, AB_1 ... AB_d, BA_1 ... BA_d, B of each of `blocks` random blocks.
func crossedRows(_ blocks: Int, _ d: Int, seed: UInt64 = 1) -> [[Double]] {
  (0..<blocks).flatMap { block -> [[Double]] in
    let a = (0..<d).map { testUniform(block, $0, seed: seed) }
    let b = (0..<d).map { testUniform(block, d + $0, seed: seed) }
    func mixed(_ own: [Double], _ other: [Double], _ j: Int) -> [Double] {
      own.indices.map { $0 == j ? other[$0] : own[$0] }
    }
    return [a] + (0..<d).map { mixed(a, b, $0) } + (0..<d).map { mixed(b, a, $0) } + [b]
  }
}

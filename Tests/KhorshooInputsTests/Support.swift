import Foundation
import KhorshooInputs
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

/// A matrix with its births in the first row.
func projection(_ rows: [[Double]]) -> ProjectionMatrix {
  let entries = Matrix(rows)
  return ProjectionMatrix(
    stages: rows.indices.map { "stage\($0)" }, entries: entries,
    births: ProjectionMatrix.births(of: entries, newborn: [0]))
}

/// A good year of ewes.
let good = Matrix<Double>([[0, 0.4, 0.48], [0.85, 0, 0], [0, 0.93, 0.9]])
/// A bad year of ewes.
let bad = Matrix<Double>([[0, 0.1, 0.25], [0.45, 0, 0], [0, 0.75, 0.7]])

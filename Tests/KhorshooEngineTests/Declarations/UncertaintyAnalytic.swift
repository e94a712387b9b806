import Foundation
import KhorshooEngine
import Testing

/// Families of uncertainty against SciPy (`Fixtures/make_uncertainties.py`), and there and back.
@Suite struct UncertaintyAnalytic {
  private struct Row {
    let uncertainty: Uncertainty
    let range: ClosedRange<Double>?
    let probability, quantile: Double
    let mean, below: Double?
  }

  private func rows() throws -> [Row] {
    let url = try #require(
      Bundle.module.url(forResource: "uncertainties", withExtension: "csv", subdirectory: "Fixtures"))
    return try String(contentsOf: url, encoding: .utf8).split(separator: "\n").dropFirst().map { line in
      // The first cell has commas and stands in quotes.
      let parts = line.split(separator: "\"", omittingEmptySubsequences: false)
      let cells = parts[2].split(separator: ",", omittingEmptySubsequences: false).dropFirst().map { Double($0) }
      let range = zip(cells[..<1], cells[1..<2]).compactMap { low, high in low.flatMap { l in high.map { l...$0 } } }
        .first
      return Row(
        uncertainty: try Uncertainty(parsing: String(parts[1])), range: range, probability: try #require(cells[2]),
        quantile: try #require(cells[3]), mean: cells[4], below: cells[5])
    }
  }

  /// Relative to the value.
  private func agree(_ x: Double, _ y: Double, _ tolerance: Double) -> Bool {
    (x - y).magnitude <= tolerance * max(y.magnitude, 1e-290)
  }

  @Test func quantilesAndProbabilitiesAreSciPys() throws {
    let rows = try rows()
    #expect(rows.count == 14 * 10 + 3 * 7)
    for row in rows {
      let words = "\(row.uncertainty) at \(row.probability)"
      if row.range == nil {
        let x = row.uncertainty.quantile(row.probability)
        #expect(agree(x, row.quantile, 2e-11), "\(words): \(x) for \(row.quantile)")
        let below = row.uncertainty.distribution(row.quantile)
        #expect(agree(below, try #require(row.below), 1e-10), "\(words): \(below) for \(String(describing: row.below))")
        #expect(agree(row.uncertainty.mean, try #require(row.mean), 1e-12), "\(words)")
      } else {
        let cut = try Belief(row.uncertainty, kind: .number, range: row.range)
        guard case .number(let x) = cut.quantile(row.probability) else { Issue.record("\(words): no number"); continue }
        #expect(
          agree(x, row.quantile, 1e-10), "\(words) within \(String(describing: row.range)): \(x) for \(row.quantile)")
      }
    }
  }

  @Test func quantilesComeBack() throws {
    for uncertainty in Set(try rows().map(\.uncertainty)).sorted(by: { "\($0)" < "\($1)" }) {
      for k in 1..<1000 {
        let p = Double(k) / 1000
        let x = uncertainty.quantile(p)
        let back = uncertainty.distribution(x)
        // Where a digit of the value is worth more than that of the probability, no better can be had; of beta shapes in
        // the thousands the logarithm of the gamma function has a rounding of 1e-11.
        let digit = uncertainty.distribution(x.nextUp) - uncertainty.distribution(x.nextDown)
        #expect((back - p).magnitude <= 2e-11 + digit.magnitude, "\(uncertainty) at \(p): \(back)")
        #expect(uncertainty.quantile(p + 5e-4) >= x, "\(uncertainty) at \(p)")
      }
      if let support = uncertainty.support {
        #expect(uncertainty.quantile(0) == support.low && uncertainty.quantile(1) == support.high, "\(uncertainty)")
      }
    }
  }

  @Test func textsComeBack() throws {
    for text in [
      "U(-0.5,2)", "LogU(1,20)", "Tri(0,0.1,0.2)", "PERT(2,3,10)", "Beta(3.5,6.5)", "Normal(-1,0.25)",
      "LogNormal(3000,0.7)",
      "Choice(sized,balanced:2,ties:0.5)",
    ] { #expect(try Uncertainty(parsing: text).description == text) }
    #expect(try Uncertainty(parsing: "Tri(0, 0.10, 0.20)") == .triangular(low: 0, mode: 0.1, high: 0.2))
    for text in [
      "", "U", "U()", "U(1)", "U(1,2", "u(1,2)", "U(1,2,3)", "U(0x1,2)", "U(1,inf)", "Choice()", "Choice(a,a)",
    ] {
      #expect(throws: UncertaintyFault.self, "\(text)") { _ = try Uncertainty(parsing: text) }
    }
  }
}

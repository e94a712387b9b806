import Foundation

/// Numbers for reading, not for computing: rounded, with commas between thousands, the same in every locale.
package struct ReadableNumber: Sendable, Equatable {
  /// Digits after the point; nil for the scientific form.
  package let decimals: Int?
  /// What stands for not-a-number.
  package static let undefined = "–"

  /// One rounding for numbers that stand in one column: the largest of them shows `digits` significant digits, and every
  /// whole digit is shown.
  package init(for values: [Double], digits: Int) {
    let largest = values.filter(\.isFinite).map(\.magnitude).max() ?? 0
    let power = largest > 0 ? Int(log10(largest).rounded(.down)) : 0
    decimals = (-6..<15).contains(power) ? max(0, digits - 1 - power) : nil
    self.digits = digits
  }

  private let digits: Int

  /// `42,310`, `-0.125`, `1.23e+20`; with `signed`, a plus before what is above zero. Zero is `0`.
  package func text(_ value: Double, signed: Bool = false) -> String {
    guard value.isFinite else { return value.isNaN ? Self.undefined : (value < 0 ? "-∞" : "∞") }
    if value == 0 { return "0" }
    let magnitude =
      if let decimals {
        Self.withCommas(String(format: "%.\(decimals)f", value.magnitude))
      } else {
        String(format: "%.\(digits - 1)e", value.magnitude)
      }
    return (value < 0 ? "-" : signed ? "+" : "") + magnitude
  }

  /// `+2.9 %`: a share of one as per cent, signed.
  package static func percent(_ share: Double) -> String {
    let number = share * 100
    return ReadableNumber(decimals: number.magnitude >= 100 ? 0 : 1).text(number, signed: true)
      + (share.isNaN ? "" : " %")
  }

  /// A count with commas: `1,000`.
  package static func count(_ value: Int) -> String { (value < 0 ? "-" : "") + withCommas(String(value.magnitude)) }

  /// A large count in three digits with a letter: `950`, `12.3 k`, `4.56 M`, `7.89 G`.
  package static func short(_ value: Double) -> String {
    let steps: [(Double, String)] = [(1e9, " G"), (1e6, " M"), (1e3, " k")]
    guard value.isFinite, let step = steps.first(where: { value.magnitude >= $0.0 * 0.9995 }) else {
      return ReadableNumber(decimals: 0).text(value.rounded())
    }
    let scaled = value / step.0
    let decimals = scaled.magnitude >= 99.95 ? 0 : scaled.magnitude >= 9.995 ? 1 : 2
    return String(format: "%.\(decimals)f", scaled) + step.1
  }

  private init(decimals: Int) {
    self.decimals = decimals
    digits = 3
  }

  private static func withCommas(_ number: String) -> String {
    let parts = number.split(separator: ".")
    var grouped = ""
    for (i, digit) in parts[0].enumerated() {
      if i > 0, (parts[0].count - i) % 3 == 0 { grouped.append(",") }
      grouped.append(digit)
    }
    return parts.count > 1 ? grouped + "." + parts[1] : grouped
  }
}

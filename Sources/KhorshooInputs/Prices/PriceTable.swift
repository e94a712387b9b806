import KhorshooEngine
import KhorshooModel
import KhorshooText

/// Prices that a scenario states, in a file or in itself, before it is known how they are used.
package struct PriceTable {
  /// Most years: as many as a run can have.
  package static let yearLimit = 100
  /// What single precision holds without loss of its range.
  private static let priceRange = 1e-6...1e9

  /// Calendar year of the first four prices.
  package let firstYear: Int
  /// Each with four prices a year, all with the same number.
  package let goods: [PriceHistory.Good]

  package init(firstYear: Int, goods: [PriceHistory.Good]) {
    self.firstYear = firstYear
    self.goods = goods
  }

  /// Number of years.
  package var years: Int { (goods.first?.prices.count ?? 0) / 4 }

  /// A price as written: a positive number without separators.
  ///
  /// - Parameter read: makes a number of the text, given what is expected; by itself a number without separators.
  package static func price(
    _ scalar: YamlScalar, of good: String, read: ((String) throws(ValueFault) -> Double)? = nil
  ) throws(ValueFault) -> Double {
    let unit =
      switch good {
      case PriceHistory.hay: "yuan a kg"
      case PriceHistory.wage: "yuan a day"
      default: "yuan a kg of live weight"
      }
    let expected = "a price above 0 (\(unit))"
    if scalar.isNothing {
      throw ValueFault(code: "missing-value", message: "found nothing, expected \(expected); every quarter has a price")
    }
    let value = if let read { try read(expected) } else { try ValueReader.number(scalar, expected) }
    guard value > 0 else {
      throw ValueFault(code: "not-positive", message: "found \(FoundText.shortened(scalar.text)), expected \(expected)")
    }
    guard priceRange.contains(value) else {
      throw ValueFault(
        code: "out-of-range",
        message: "found \(FoundText.shortened(scalar.text)), expected \(expected) from 0.000001 to 1000000000")
    }
    return value
  }

  /// Calendar years that can be stated.
  package static let year = Parameter(
    key: "year", value: .integer(1), unit: "calendar year", kind: .integer, range: 1...9999, uncertainty: "",
    source: "", trust: .assumed, meaning: "", meaningChinese: "")
  /// Quarters of a year.
  package static let quarter = Parameter(
    key: "quarter", value: .integer(1), unit: "1 spring to 4 winter", kind: .integer, range: 1...4, uncertainty: "",
    source: "", trust: .assumed, meaning: "", meaningChinese: "")
}

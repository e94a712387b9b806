/// A quarter of a calendar year: 1 spring (birth), 2 summer (forage growth, June census),
/// 3 autumn (sales, haymaking), 4 winter (feeding, dzud).
public struct Quarter: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Calendar year.
  public let year: Int
  /// 1 to 4.
  public let number: Int

  /// - Precondition: `number` is 1 to 4.
  public init(year: Int, number: Int) {
    precondition((1...4).contains(number), "quarter \(number) is not 1 to 4")
    self.year = year
    self.number = number
  }

  /// Reads `2020Q1`; nil when the text has another form or the year is not 1 to 9999.
  public init?(_ text: String) {
    let parts = text.split(separator: "Q", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].count == 4, !parts[0].contains("+"), let year = Int(parts[0]),
      let number = Int(parts[1]),
      (1...9999).contains(year), (1...4).contains(number), parts[1].count == 1
    else { return nil }
    self.init(year: year, number: number)
  }

  /// `2020Q1`
  public var description: String { "\(year)Q\(number)" }

  /// Order in time.
  public static func < (left: Quarter, right: Quarter) -> Bool {
    (left.year, left.number) < (right.year, right.number)
  }

  /// The quarter `count` quarters later (earlier when negative).
  public func advanced(by count: Int) -> Quarter {
    let index = year * 4 + (number - 1) + count
    return Quarter(year: index / 4, number: index % 4 + 1)
  }

  /// Quarters from this one to another, negative when that is earlier.
  public func quarters(to other: Quarter) -> Int { (other.year - year) * 4 + other.number - number }
}

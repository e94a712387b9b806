/// Finds members of a table, its columns or its rows, that are sums of other members: totals and subtotals, whatever their
/// names.
///
/// A member is a sum when each of its cells is, within rounding, the sum of the cells beside it in the same line: of all
/// other members, or of two or more that stand together right before or right after it. What was found is set aside before the
/// search goes on, so that a total of subtotals is found too.
///
/// - Proof: `AccountingSumsUnitTests`, `AccountingSumsPropertyTests`.
struct SumSearch {
  /// A member that equals the sum of others.
  struct Found: Equatable {
    let member: Int
    /// In the order of the table.
    let addends: [Int]
    /// Whether it is the sum of all that were not set aside before.
    let isOfAllOthers: Bool
  }

  /// Most sums that are looked for: a published table has a handful.
  static let limit = 12
  /// Largest rounding of one cell, as a share, and of all cells together.
  private static let (cellShare, wholeShare) = (0.001, 0.005)

  /// Amounts by member and line; nil where the cell is empty.
  private let values: [[Double?]]
  private let lineCount: Int
  /// Place of the last decimal: 0.01 where amounts have two.
  private let unit: Double

  /// - Parameter unit: place of the last decimal of the table.
  init(_ values: [[Double?]], unit: Double) {
    self.values = values
    self.unit = unit
    lineCount = values.first?.count ?? 0
  }

  /// Sums in the order in which they are set aside: those of all others first, then subtotals from the end.
  func found() -> [Found] {
    var remaining = Array(values.indices)
    var found: [Found] = []
    while found.count < Self.limit, let next = next(remaining) {
      found.append(next)
      remaining.removeAll { $0 == next.member }
    }
    return found
  }

  /// Members that make up a sum which is known to be one by its name; nil when it is none.
  ///
  /// - Parameter place: how many of the members stand before it.
  func addends(of total: [Double?], at place: Int) -> [Int]? {
    let sums = PrefixSums(values, Array(values.indices), lineCount)
    return addends(total, at: place, place, sums)
  }

  private func next(_ remaining: [Int]) -> Found? {
    guard remaining.count > 2 else { return nil }
    let sums = PrefixSums(values, remaining, lineCount)
    for (place, member) in remaining.enumerated().reversed()
    where isSum(values[member], of: [0..<place, (place + 1)..<remaining.count], sums) {
      return Found(member: member, addends: remaining.filter { $0 != member }, isOfAllOthers: true)
    }
    for (place, member) in remaining.enumerated().reversed() {
      guard let range = addends(values[member], at: place, place + 1, sums) else { continue }
      return Found(member: member, addends: range.map { remaining[$0] }, isOfAllOthers: false)
    }
    return nil
  }

  /// Two or more that end before `place`, or begin at `after`, and have the amounts as their sum.
  private func addends(_ amounts: [Double?], at place: Int, _ after: Int, _ sums: PrefixSums) -> [Int]? {
    for start in stride(from: place - 2, through: 0, by: -1) where isSum(amounts, of: [start..<place], sums) {
      return Array(start..<place)
    }
    for end in stride(from: after + 2, through: sums.count, by: 1) where isSum(amounts, of: [after..<end], sums) {
      return Array(after..<end)
    }
    return nil
  }

  private func isSum(_ amounts: [Double?], of ranges: [Range<Int>], _ sums: PrefixSums) -> Bool {
    var (deviation, magnitude, covered, missing, evidence) = (0.0, 0.0, 0, 0, 0)
    for line in 0..<lineCount {
      var (sum, count, noise) = (0.0, 0, 0.0)
      for range in ranges {
        sum += sums.sum(range, line)
        count += sums.count(range, line)
        noise = max(noise, sums.magnitude(range, line))
      }
      guard let amount = amounts[line] else {
        if count > 0 { missing += 1 }
        continue
      }
      let difference = (amount - sum).magnitude
      let rounding = 0.5 * unit * Double(count + 1)
      guard difference <= max(Self.cellShare * max(amount.magnitude, sum.magnitude), rounding) + 1e-12 * noise
      else { return false }
      guard amount != 0 || count > 0 else { continue }
      covered += 1
      deviation += difference
      magnitude += amount.magnitude
      if count > 1, amount != 0 { evidence += 1 }
    }
    return evidence > 0 && covered > missing && magnitude > 0 && deviation <= Self.wholeShare * magnitude
  }

  /// Sums of members that stand together, by one subtraction.
  private struct PrefixSums {
    let count: Int
    private let sums, magnitudes: [[Double]]
    private let counts: [[Int]]

    init(_ values: [[Double?]], _ members: [Int], _ lineCount: Int) {
      count = members.count
      var sums = [[Double](repeating: 0, count: lineCount)]
      var magnitudes = sums
      var counts = [[Int](repeating: 0, count: lineCount)]
      for (k, member) in members.enumerated() {
        sums.append(sums[k])
        magnitudes.append(magnitudes[k])
        counts.append(counts[k])
        for line in 0..<lineCount {
          guard let value = values[member][line], value != 0 else { continue }
          sums[k + 1][line] += value
          magnitudes[k + 1][line] += value.magnitude
          counts[k + 1][line] += 1
        }
      }
      (self.sums, self.magnitudes, self.counts) = (sums, magnitudes, counts)
    }

    func sum(_ range: Range<Int>, _ line: Int) -> Double { sums[range.upperBound][line] - sums[range.lowerBound][line] }
    func count(_ range: Range<Int>, _ line: Int) -> Int {
      counts[range.upperBound][line] - counts[range.lowerBound][line]
    }
    func magnitude(_ range: Range<Int>, _ line: Int) -> Double { magnitudes[range.upperBound][line] }
  }
}

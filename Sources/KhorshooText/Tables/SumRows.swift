import Foundation

/// Finds sums among data: a row, column or account that equals the sum of the others, of those of its place, or of those
/// since the last sum.
///
/// Numbers decide; a name such as *Total* or *小计* is a second sign, with which fewer numbers are enough.
///
/// - Proof: `SumRowsUnit`.
package struct SumRows {
  /// A row that is a sum, or has the name of one.
  package struct Finding: Equatable {
    /// Its number.
    package let row: Int
    /// `the sum of the other 60 rows`; nil when it has the name of a sum and equals none.
    package let equals: String?
    /// Column whose sum is told, and its value.
    package let column: Int?
    package let value: Double
    /// Whether its name says so too.
    package let isNamed: Bool
  }

  private let isNamed: [Bool]
  private let columns: [[Double]]
  private let groups: [(name: String, index: [Int], units: [String])]
  private let fewest: Int
  private let noun: String
  private let units: [Double]

  /// - Parameters:
  ///   - isNamed: whether a row has the name of a sum or a mean (``isName(_:)``, ``isMeanName(_:)``), as identifier, gacha or sumu.
  ///   - columns: numbers that can be added, one a row, not a number where there is none.
  ///   - groups: by place: its level, the place of each row (negative for none), and the names of places.
  ///   - fewest: least rows whose sum a row without such a name is compared with.
  ///   - noun: what rows are called, of several.
  package init(
    isNamed: [Bool], columns: [[Double]], groups: [(name: String, index: [Int], units: [String])] = [], fewest: Int = 3,
    noun: String = "rows"
  ) {
    self.isNamed = isNamed
    self.columns = columns
    self.groups = groups
    self.fewest = fewest
    self.noun = noun
    units = columns.map(Self.unit)
  }

  /// Every sum, in the order of the rows.
  package var findings: [Finding] {
    var found: [Finding] = []
    if isNamed.contains(true) { found += named() }
    let rest = isNamed.indices.filter { !isNamed[$0] }
    found += unnamed(rest)
    return found.sorted { $0.row < $1.row }
  }

  // MARK: With a name

  private func named() -> [Finding] {
    let data = isNamed.indices.filter { !isNamed[$0] }
    var found: [Finding] = []
    var since: [Int] = []
    for row in isNamed.indices {
      guard isNamed[row] else {
        since.append(row)
        continue
      }
      var candidates: [(rows: [Int], words: String)] = [(data, "the sum of the other \(data.count) \(noun)")]
      for group in groups where group.index[row] >= 0 {
        let same = data.filter { group.index[$0] == group.index[row] }
        candidates.append(
          (same, "the sum of the other \(same.count) \(noun) of \(quoted(group.units[group.index[row]]))"))
      }
      candidates.append((since, "the sum of the \(since.count) \(noun) before it"))
      let hits = candidates.lazy.compactMap { candidate -> (words: String, columns: [Int])? in
        if let columns = agreeing(row, candidate.rows, needsAll: false) { return (candidate.words, columns) }
        let means = columnsOfMean(row, candidate.rows)
        return means.isEmpty ? nil : (candidate.words.replacing("the sum of", with: "the mean of"), means)
      }
      if let hit = hits.first {
        found.append(
          Finding(
            row: row, equals: hit.words, column: hit.columns[0], value: columns[hit.columns[0]][row], isNamed: true))
      } else {
        found.append(Finding(row: row, equals: nil, column: nil, value: .nan, isNamed: true))
      }
      since = []
    }
    return found
  }

  // MARK: Without a name

  private func unnamed(_ rows: [Int]) -> [Finding] {
    var found: [Finding] = []
    if rows.count > fewest, let row = whole(rows), let hit = agreeing(row, rows.filter { $0 != row }, needsAll: true) {
      found.append(
        Finding(
          row: row, equals: "the sum of the other \(rows.count - 1) \(noun)", column: hit[0],
          value: columns[hit[0]][row],
          isNamed: false))
    }
    for group in groups {
      var members: [Int: [Int]] = [:]
      for row in rows where group.index[row] >= 0 && !found.contains(where: { $0.row == row }) {
        members[group.index[row], default: []].append(row)
      }
      guard members.count > 1 else { continue }
      let hits = members.sorted { $0.key < $1.key }.compactMap { place, same -> (Finding, Int)? in
        guard same.count > fewest, let row = whole(same) else { return nil }
        guard let hit = agreeing(row, same.filter { $0 != row }, needsAll: true) else { return nil }
        return (
          Finding(
            row: row, equals: "the sum of the other \(same.count - 1) \(noun) of \(quoted(group.units[place]))",
            column: hit[0], value: columns[hit[0]][row], isNamed: false), hit.count * (same.count - 1)
        )
      }
      // One such row among small numbers may be chance.
      if hits.count > 1 || hits.contains(where: { $0.1 >= 8 }) { found += hits.map(\.0) }
    }
    return found
  }

  /// The row that could be the sum of the others: half of everything in the first column that has numbers.
  private func whole(_ rows: [Int]) -> Int? {
    for column in columns {
      let total = rows.reduce(0) { $0 + (column[$1].isNaN ? 0 : column[$1]) }
      guard total != 0 else { continue }
      return rows.max { (column[$0].isNaN ? 0 : abs(column[$0])) < (column[$1].isNaN ? 0 : abs(column[$1])) }
    }
    return nil
  }

  /// Columns in which a row equals the sum of others, nil when there is none, or with `needsAll` one that does not.
  private func agreeing(_ row: Int, _ others: [Int], needsAll: Bool) -> [Int]? {
    guard others.count > 1 else { return nil }
    var agreeing: [Int] = []
    for (k, column) in columns.enumerated() where !column[row].isNaN {
      let terms = others.lazy.map { column[$0] }.filter { !$0.isNaN && $0 != 0 }
      let sum = terms.reduce(0, +)
      if sum == 0, column[row] == 0 { continue }
      if Self.isSum(column[row], of: sum, terms: terms.count, unit: units[k]), terms.count > 1 {
        agreeing.append(k)
      } else if needsAll {
        return nil
      }
    }
    return agreeing.isEmpty ? nil : agreeing
  }

  /// Columns in which a row equals the mean of others, as it is rounded.
  private func columnsOfMean(_ row: Int, _ others: [Int]) -> [Int] {
    columns.indices.filter { k in
      let terms = others.map { columns[k][$0] }.filter { !$0.isNaN }
      guard terms.count > 1, columns[k][row].isFinite else { return false }
      let mean = terms.reduce(0, +) / Double(terms.count)
      return abs(columns[k][row] - mean) <= max(0.6 * units[k], 1e-9 * abs(mean))
    }
  }

  // MARK: Numbers

  /// Whether a number is a sum of so many, each rounded to a unit.
  package static func isSum(_ value: Double, of sum: Double, terms: Int, unit: Double) -> Bool {
    guard value.isFinite, sum.isFinite, value != 0 else { return false }
    let rounding = unit * 0.6 * Double(terms).squareRoot()
    return abs(value - sum) <= max(min(rounding, abs(sum) / 200), 1e-9 * abs(sum))
  }

  /// Last decimal place that a column uses: 1 for whole numbers, 0.1, 0.01 and so on.
  package static func unit(_ column: [Double]) -> Double {
    var unit = 1.0
    for value in column.prefix(1000) where value.isFinite {
      while unit > 1e-6, abs(value / unit - (value / unit).rounded()) > 1e-6 { unit /= 10 }
    }
    return unit
  }

  // MARK: Names

  private static let words: Set<String> = [
    "total", "totals", "subtotal", "subtotals", "gesamt", "insgesamt", "summe", "zwischensumme",
    "gesamtsumme", "somme", "totale", "totaal", "totalt", "suma", "soma", "toplam", "ogółem", "razem", "celkem",
    "overall",
    "итого", "всего", "сумма", "нийт", "дүн", "бүгд", "нийлбэр", "барлығы", "jami", "합계", "총계", "소계",
  ]
  /// Parts of words in Chinese (simplified, traditional and Japanese characters) and German.
  private static let parts = [
    "合计", "总计", "小计", "共计", "总和", "总数", "累计", "\u{5408}\u{8A08}", "\u{7E3D}\u{8A08}", "\u{5C0F}\u{8A08}",
    "gesamtsumme", "insgesamt", "subtotal",
  ]

  /// Words for a mean; the parts are Chinese, in simplified and traditional characters.
  private static let meanWords: Set<String> = [
    "mean", "average", "avg", "mittelwert", "durchschnitt", "moyenne", "media", "promedio", "média", "gemiddelde",
    "среднее", "средний", "дундаж", "ortalama", "orta", "평균",
  ]
  private static let meanParts = ["平均", "均值", "均数"]

  /// Whether a text names a mean in some language: *Average*, *平均*, *Mittelwert*, *Среднее*.
  package static func isMeanName(_ text: String) -> Bool {
    guard mayBeWord(text) else { return false }
    let plain = text.lowercased()
    if !isASCII(text), meanParts.contains(where: plain.contains) { return true }
    return plain.split { !$0.isLetter }.contains { meanWords.contains(String($0)) }
  }

  /// Whether a text names a sum or a part of one in some language: *Total output*, *总产出*, *Summe*, *Итого*.
  package static func isName(_ text: String) -> Bool {
    guard mayBeWord(text) else { return false }
    let isASCII = Self.isASCII(text)
    let plain = (isASCII ? text : text.precomposedStringWithCompatibilityMapping).lowercased()
    // A *sum* is a district of Mongolia too, so it counts alone and not within a name.
    if ["计", "all", "sum", "sums", "σ", "∑"].contains(plain) || plain.hasPrefix("总") || plain.hasPrefix("\u{7E3D}") {
      return true
    }
    // Characters of a narrow title are often set apart: 合　计.
    let compact = isASCII ? plain : plain.filter { !$0.isWhitespace }
    if (isASCII ? partsInASCII : parts).contains(where: compact.contains) { return true }
    return plain.split { !$0.isLetter }.contains { words.contains(String($0)) }
  }

  private static let partsInASCII = parts.filter(isASCII)

  private static func isASCII(_ text: String) -> Bool { text.utf8.allSatisfy { $0 < 0x80 } }

  /// Whether there is a letter, or a character that may be one: numbers have none, and most cells are numbers.
  private static func mayBeWord(_ text: String) -> Bool {
    text.utf8.contains { $0 >= 0x80 || (97...122).contains($0 | 0x20) }
  }
}

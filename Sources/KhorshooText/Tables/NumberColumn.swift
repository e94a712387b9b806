/// A column of numbers: whether its commas and points stand before fractions or between thousands is judged by all its cells.
///
/// Every cell is noted first, then each is read. What reads in two ways is refused, and the message names both when no other
/// cell decides.
///
/// - Proof: `NumberColumnUnit`, `PlainDecimalProperty`.
package struct NumberColumn: Sendable, Equatable {
  /// How decimal commas are declared, for a message: `--decimal-comma`; nil when they cannot be.
  package let declaration: String?
  /// Sign before fractions that is declared.
  package let mark: DecimalMark
  /// First line on which a comma, or a point, can only stand before a fraction.
  package private(set) var commaLine, pointLine: Int?
  private var groupedLine: Int?
  /// Cells such as `1.200`, other fractions, whole numbers from 100 to 999 and above.
  private var threes = 0
  private var fractions = 0
  private var hundreds = 0
  private var thousands = 0

  /// - Parameter declaration: how decimal commas are declared.
  package init(_ mark: DecimalMark = .point, declaration: String? = nil) {
    self.mark = mark
    self.declaration = declaration
  }

  /// Notes a cell that is not empty.
  package mutating func note(_ text: String, line: Int) {
    let isNoted = text.utf8.withContiguousStorageIfAvailable { notePlain($0, line: line) }
    if isNoted != true { generalNote(text, line: line) }
  }

  /// The same however the cell is written.
  package mutating func generalNote(_ text: String, line: Int) {
    let isPlain = text.utf8.allSatisfy { ($0 >= 48 && $0 <= 57) || $0 == 45 }
    if isPlain {
      let digits = text.utf8.count - (text.utf8.first == 45 ? 1 : 0)
      if digits == 3 { hundreds += 1 } else if digits > 3 { thousands += 1 }
      return
    }
    let readings = NumberReadings(text)
    switch (readings.point, readings.comma) {
    case (nil, .some): if text.contains(",") || text.contains("，") { commaLine = commaLine ?? line }
    case (.some, nil):
      if text.contains(".") || text.contains("．") { pointLine = pointLine ?? line }
      fractions += 1
    case (.some(let point), .some(let comma)) where point != comma:
      if text.contains(".") {
        threes += 1
        groupedLine = groupedLine ?? line
      }
    default: break
    }
  }

  /// The same by bytes: whole numbers and plain fractions are noted without a text.
  package mutating func note(_ bytes: UnsafeBufferPointer<UInt8>, line: Int) {
    if !notePlain(bytes, line: line) { generalNote(String(decoding: bytes, as: UTF8.self), line: line) }
  }

  /// Notes a whole number or a plain fraction; false for what is written in another way.
  private mutating func notePlain(_ bytes: UnsafeBufferPointer<UInt8>, line: Int) -> Bool {
    guard bytes.count <= 64 else { return false }
    let digits = bytes.first == 45 ? UnsafeBufferPointer(rebasing: bytes.dropFirst()) : bytes
    var point = -1
    for (k, byte) in digits.enumerated() where byte < 48 || byte > 57 {
      guard byte == 46, point < 0, k > 0 else { return false }
      point = k
    }
    if point < 0 {
      if digits.count == 3 { hundreds += 1 } else if digits.count > 3 { thousands += 1 }
    } else if point <= 3, digits[0] != 48, digits.count - point == 4 {
      threes += 1
      groupedLine = groupedLine ?? line
    } else {
      fractions += 1
      pointLine = pointLine ?? line
    }
    return true
  }

  /// Whether numbers such as `1.200` beside ones such as 950 look as if the point stood between thousands: the first line.
  package var doubtfulLine: Int? {
    mark == .point && threes >= 2 && fractions == 0 && thousands == 0 && hundreds > 0 ? groupedLine : nil
  }

  /// Whether plain numbers with a decimal point are read without doubt, as long as they have not three decimals.
  package var isPlain: Bool { mark == .point && (commaLine == nil || pointLine != nil) }

  /// The number of a cell that is not empty.
  ///
  /// - Throws: with code, and what was found, expected and is to be done.
  package func value(_ text: String, _ expected: String) throws(ValueFault) -> Double {
    if isPlain || mark == .comma, let value = PlainDecimal.value(text, mark) { return value }
    return try generalValue(text, expected)
  }

  /// The same however the text is written.
  package func generalValue(_ text: String, _ expected: String) throws(ValueFault) -> Double {
    // Said of the few cells that are no numbers.
    var found: String { "found \(quoted(text)), expected \(expected)" }
    if NoValue.isUnclear(text) { throw ValueFault(code: "wrong-type", message: found + NoValue.remedy) }
    if let remedy = CellAdvice.formula(text) { throw ValueFault(code: "wrong-type", message: "\(found); \(remedy)") }
    let plain = NumberReadings.plain(text)
    let readings = NumberReadings(plain)
    if mark == .comma { return try commaValue(plain, readings, expected, found) }
    if readings.isDoubtful, let comma = readings.comma, plain.contains("."), !plain.contains(","), let commaLine,
      pointLine == nil
    {
      throw ValueFault(
        code: "malformed-number",
        message:
          "\(found); the column has decimal commas (line \(commaLine)), so write \(plainNumber(comma))\(declared)")
    }
    if let point = readings.point, plain.first != "+", plain.hasBarePoint { return point }
    do throws(ValueFault) { return try StrictNumber(YamlScalar(text: plain, isPlain: true), expected).value } catch {
      guard error.code == "malformed-number" || error.code == "wrong-type" else { throw error }
      throw Self.fault(text, found, column: self)
    }
  }

  private func commaValue(
    _ text: String, _ readings: NumberReadings, _ expected: String, _ found: String
  ) throws(ValueFault) -> Double {
    if let value = readings.comma {
      let whole = text.drop { $0 == "-" || $0 == "+" }.prefix { "0" <= $0 && $0 <= "9" }
      guard whole.count < 2 || whole.first != "0" else {
        throw ValueFault(code: "leading-zero", message: "\(found); write it without leading zeros")
      }
      return value
    }
    if readings.point != nil {
      throw ValueFault(
        code: "malformed-number",
        message:
          "\(found); decimal commas are declared, so write \(text.replacing(",", with: "").replacing(".", with: ","))")
    }
    do throws(ValueFault) { _ = try StrictNumber(YamlScalar(text: text, isPlain: true), expected) } catch {
      throw error
    }
    throw ValueFault(code: "malformed-number", message: found)
  }

  private var declared: String { declaration.map { ", or declare decimal commas (\($0))" } ?? "" }

  /// What is said of a text that is no number as it stands: never another number than the one that is meant.
  ///
  /// - Parameter found: `found '1,5', expected a number`.
  package static func fault(_ text: String, _ found: String, column: NumberColumn = NumberColumn()) -> ValueFault {
    let isPercent = text.hasSuffix("%") || text.hasSuffix("％")
    let readings = NumberReadings(isPercent ? String(text.dropLast()) : text)
    func number(_ value: Double) -> String {
      isPercent ? "\(plainNumber(value / 100)) for \(text)" : plainNumber(value)
    }
    func malformed(_ advice: String) -> ValueFault {
      ValueFault(code: "malformed-number", message: found + "; " + advice)
    }
    let isGrouped = text.contains { ",_' ’\u{A0}\u{3000}".contains($0) }
    switch (readings.point, readings.comma) {
    case (let point?, let comma?) where point == comma:
      return malformed("write \(number(point))" + (isGrouped && !isPercent ? ", without separators" : ""))
    case (let point?, let comma?):
      if let line = column.commaLine, column.pointLine == nil {
        return malformed("the column has decimal commas (line \(line)), so write \(number(comma))\(column.declared)")
      }
      if column.pointLine != nil, column.commaLine == nil || !text.contains(",") {
        return malformed("write \(number(point)), without separators")
      }
      guard text.contains(",") else { return malformed("write \(number(point))") }
      return malformed(
        "write \(number(point)) if the comma stands between thousands, \(number(comma)) if before a fraction")
    case (let point?, nil):
      return malformed("write \(number(point))" + (isGrouped && !isPercent ? ", without separators" : ""))
    case (nil, let comma?): return malformed("write \(number(comma)), with a decimal point\(column.declared)")
    case (nil, nil): break
    }
    let looksNumeric = text.first?.isNumber ?? false
    let hasUnit = looksNumeric && text.contains { $0.isLetter && $0 != "e" && $0 != "E" }
    let advice = CellAdvice.remedy(text)
    return ValueFault(
      code: looksNumeric ? "malformed-number" : "wrong-type",
      message: found + (advice.isEmpty && hasUnit ? "; write digits with a decimal point, the unit is known" : advice))
  }
}

extension String {
  /// Whether a point stands without a digit before or after it, and nothing groups digits: `.5`, `-.5e3`, `5.`.
  fileprivate var hasBarePoint: Bool {
    guard let point = firstIndex(of: "."), allSatisfy({ !",_' ".contains($0) }) else { return false }
    let isBefore = point > startIndex && self[index(before: point)].isNumber
    let next = index(after: point)
    return !isBefore || next == endIndex || !self[next].isNumber
  }
}

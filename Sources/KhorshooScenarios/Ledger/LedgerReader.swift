import KhorshooEngine
import KhorshooInputs
import KhorshooText

/// What is wrong with the parameter ledger itself: a fault of the program, not of the user.
public struct LedgerFault: Error, Sendable, CustomStringConvertible {
  /// Each with its line and key.
  public let problems: [String]
  /// One line a problem.
  public var description: String {
    "parameters.csv is malformed:\n" + problems.map { "  " + $0 }.joined(separator: "\n")
  }
}

extension ParameterLedger {
  /// Columns of the ledger, in order.
  public static let columns = [
    "key", "value", "unit", "kind", "low", "high", "uncertainty", "source", "trust", "meaning", "meaningChinese",
  ]

  /// Reads a ledger from comma-separated text whose header is ``columns``.
  ///
  /// - Throws: ``LedgerFault`` with every malformed row.
  public init(csv text: String) throws(LedgerFault) {
    let records: [CSVText.Record]
    do { records = try CSVText.records(text) } catch {
      throw LedgerFault(problems: ["line \(error.line): \(error.message)"])
    }
    guard let header = records.first, header.cells == Self.columns else {
      throw LedgerFault(problems: ["line 1: the header must be \(Self.columns.joined(separator: ","))"])
    }
    var problems: [String] = []
    var parameters: [Parameter] = []
    var lineByKey: [String: Int] = [:]
    for record in records.dropFirst() {
      do throws(RowFault) {
        let parameter = try LedgerRow(record).parameter()
        if let line = lineByKey.updateValue(record.line, forKey: parameter.key) {
          throw RowFault(message: "the key is on line \(line) too")
        }
        parameters.append(parameter)
      } catch {
        problems.append("line \(record.line): \(record.cells.first ?? ""): \(error.message)")
      }
    }
    for key in lineByKey.keys.sorted() {
      for prefix in key.properPrefixes where lineByKey[prefix] != nil {
        problems.append("line \(lineByKey[key]!): \(key): \(prefix) is a parameter, so it cannot be a group too")
      }
    }
    guard problems.isEmpty else { throw LedgerFault(problems: problems) }
    self.init(checked: parameters)
  }
}

private struct RowFault: Error {
  let message: String
}

/// One row of the ledger, cell by cell.
private struct LedgerRow {
  private let cells: [String]

  init(_ record: CSVText.Record) throws(RowFault) {
    guard record.cells.count == ParameterLedger.columns.count else {
      throw RowFault(message: "found \(record.cells.count) cells, expected \(ParameterLedger.columns.count)")
    }
    cells = record.cells
  }

  func parameter() throws(RowFault) -> Parameter {
    let key = cells[0]
    guard key.isDottedKey else {
      throw RowFault(message: "a key is two or more lower camel case names joined by dots")
    }
    let kind = try kind()
    let range = try range(kind)
    guard let trust = Trust(rawValue: cells[8]) else {
      throw RowFault(message: "trust '\(cells[8])' is not one of \(Trust.allCases.map(\.rawValue))")
    }
    guard !cells[2].isEmpty else { throw RowFault(message: "the unit is empty; write 1 for a pure number") }
    guard !cells[9].isEmpty, !cells[10].isEmpty else {
      throw RowFault(message: "the meaning is missing in English or Chinese")
    }
    guard !cells[7].isEmpty || trust == .assumed else {
      throw RowFault(message: "a value that is not assumed needs a source")
    }
    let parameter = Parameter(
      key: key, value: .boolean(false), unit: cells[2], kind: kind, range: range, uncertainty: cells[6],
      source: cells[7], trust: trust, meaning: cells[9], meaningChinese: cells[10])
    switch ValueReader.value(YamlNode(text: cells[1]), for: parameter) {
    case .failure(let fault): throw RowFault(message: "value: \(fault.message)")
    case .success(let value):
      return Parameter(
        key: key, value: value, unit: cells[2], kind: kind, range: range, belief: try belief(of: value, kind, range),
        uncertainty: cells[6], source: cells[7], trust: trust, meaning: cells[9], meaningChinese: cells[10])
    }
  }

  /// What is believed of the value, which is among what is believed possible.
  private func belief(
    of value: ParameterValue, _ kind: Parameter.Kind, _ range: ClosedRange<Double>?
  ) throws(RowFault) -> Belief? {
    guard !cells[6].isEmpty else { return nil }
    let belief: Belief
    do { belief = try Belief(Uncertainty(parsing: cells[6]), kind: kind, range: range) } catch {
      throw RowFault(message: "uncertainty: \(error.message)")
    }
    guard belief.allows(value) else {
      throw RowFault(
        message: "uncertainty: found '\(cells[6])', expected one in which the value \(cells[1]) is possible")
    }
    return belief
  }

  private func kind() throws(RowFault) -> Parameter.Kind {
    switch cells[3] {
    case "number": return .number
    case "integer": return .integer
    case "boolean": return .boolean
    case let text where text.hasPrefix("choice:"):
      let options = text.dropFirst(7).split(separator: "|", omittingEmptySubsequences: false).map(String.init)
      guard Set(options).count == options.count, options.allSatisfy({ !$0.isEmpty && !YamlScalar.isReserved($0) })
      else { throw RowFault(message: "options '\(text)' repeat, are empty, or read as something else in YAML") }
      return .choice(options)
    default: throw RowFault(message: "kind '\(cells[3])' is not number, integer, boolean or choice:a|b|c")
    }
  }

  private func range(_ kind: Parameter.Kind) throws(RowFault) -> ClosedRange<Double>? {
    guard kind == .number || kind == .integer else {
      guard cells[4].isEmpty, cells[5].isEmpty else {
        throw RowFault(message: "low and high stay empty for \(cells[3])")
      }
      return nil
    }
    guard let low = Double(cells[4]), let high = Double(cells[5]), low.isFinite, high.isFinite, low <= high else {
      throw RowFault(message: "low '\(cells[4])' and high '\(cells[5])' are not a range of numbers")
    }
    return low...high
  }
}

extension String {
  /// Lower camel case names joined by dots, at least two.
  fileprivate var isDottedKey: Bool {
    let parts = split(separator: ".", omittingEmptySubsequences: false)
    return parts.count >= 2
      && parts.allSatisfy { part in
        guard let first = part.utf8.first, (97...122).contains(first) else { return false }
        return part.utf8.allSatisfy { byte in
          (97...122).contains(byte) || (65...90).contains(byte) || (48...57).contains(byte)
        }
      }
  }

  /// `a` and `a.b` of `a.b.c`.
  fileprivate var properPrefixes: [String] {
    let parts = split(separator: ".")
    return (1..<max(1, parts.count)).map { parts.prefix($0).joined(separator: ".") }
  }
}

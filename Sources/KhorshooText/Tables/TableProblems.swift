/// What is wrong with a table, and what is doubtful: the first places of each kind, and the count of the others.
///
/// A kind is a code in one column: a column of words where numbers are expected is one fault, not as many as it has rows.
package struct TableProblems {
  /// Most problems that are told.
  package static let limit = 100
  /// Most problems of one kind that are told one by one.
  package static let kindLimit = 10

  /// Problems of one kind that are not told one by one.
  private struct Rest {
    let code: String
    let path: String
    let key: String
    var count = 0
    /// The first of them.
    var lines: [Int] = []
  }

  package let path: String
  /// What the text of the table was made of.
  package var origin = TableOrigin.file
  package private(set) var diagnostics: [Diagnostic] = []
  /// What can be used, but is probably not meant: the first hundred.
  package private(set) var warnings: [Diagnostic] = []
  private var untold = 0
  private var untoldWarnings = 0
  private var told: [String: Int] = [:]
  private var rest: [String: Rest] = [:]

  package init(path: String) { self.path = path }

  package var isEmpty: Bool { diagnostics.isEmpty }

  /// Notes a problem of the file.
  package mutating func report(
    _ code: String, _ place: CSVText.Place?, _ key: String = "", _ message: @autoclosure () -> String
  ) {
    report(code, SourcePlace(path: path, line: place?.line ?? 0, column: place?.column ?? 0), key, message())
  }

  /// Notes a problem of the file or of the command line.
  package mutating func report(
    _ code: String, _ place: SourcePlace, _ key: String, _ message: @autoclosure () -> String
  ) {
    guard isTold("error", code, place, key) else { return }
    guard diagnostics.count < Self.limit else {
      untold += 1
      return
    }
    diagnostics.append(
      Diagnostic(code: code, path: place.path, line: place.line, column: place.column, key: key, message: message()))
  }

  /// Notes what is probably not meant.
  package mutating func warn(
    _ code: String, _ place: CSVText.Place?, _ key: String = "", _ message: @autoclosure () -> String
  ) {
    let source = SourcePlace(path: path, line: place?.line ?? 0, column: place?.column ?? 0)
    guard isTold("warning", code, source, key) else { return }
    guard warnings.count < Self.limit else {
      untoldWarnings += 1
      return
    }
    warnings.append(
      Diagnostic(
        .warning, code: code, path: path, line: place?.line ?? 0, column: place?.column ?? 0, key: key,
        message: message()))
  }

  /// Whether another problem of a kind is told by itself; else it is counted.
  private mutating func isTold(_ severity: String, _ code: String, _ place: SourcePlace, _ key: String) -> Bool {
    let kind = "\(severity) \(code) \(place.path) \(key)"
    let count = told[kind, default: 0]
    told[kind] = count + 1
    guard count >= Self.kindLimit else { return true }
    rest[kind, default: Rest(code: code, path: place.path, key: key)].count += 1
    if rest[kind]!.lines.count < 3 { rest[kind]!.lines.append(place.line) }
    return false
  }

  /// One line for each kind of which there are more.
  private func others(_ severity: Diagnostic.Severity) -> [Diagnostic] {
    rest.filter { $0.key.hasPrefix(severity.rawValue) }.sorted { $0.key < $1.key }.map { _, rest in
      let lines = rest.lines.filter { $0 > 0 }
      // Within one line, such as that of the names, the place is that of a problem that is told.
      let line = lines.first == lines.last ? 0 : lines.first ?? 0
      let listed = lines.map(String.init).joined(separator: ", ")
      return Diagnostic(
        severity, code: rest.code, path: rest.path, line: line, column: line == 0 ? 0 : 1, key: rest.key,
        message: "\(rest.count) more of this kind"
          + (lines.isEmpty ? "" : " (line\(rest.count == 1 ? "" : "s") \(listed)\(rest.count > 3 ? " and so on" : ""))")
      )
    }
  }

  /// Warnings in the order of the file, with the count of those that were not noted.
  package var toldWarnings: [Diagnostic] {
    let told =
      warnings.enumerated().sorted {
        ($0.element.line, $0.element.column, $0.offset) < ($1.element.line, $1.element.column, $1.offset)
      }.map { origin.placed($0.element) } + others(.warning)
    guard untoldWarnings > 0 else { return told }
    return told + [
      Diagnostic(
        .warning, code: "many-problems", path: path, message: "the file has \(untoldWarnings) more doubtful places")
    ]
  }

  /// Takes over what another reader noted.
  package mutating func append(_ others: [Diagnostic]) { diagnostics += others }

  /// Everything noted as one error, in the order of the file.
  package var error: UserError {
    let told = toldProblems
    let isMissing = told.contains { $0.code == "missing-file" || $0.code == "unreadable-file" }
    return UserError(isMissing ? .missingInput : .invalidData, told)
  }

  /// Everything noted, in the order of the file, with the count of what was not noted.
  package var toldProblems: [Diagnostic] {
    var told =
      diagnostics.enumerated().sorted {
        ($0.element.line, $0.element.column, $0.offset) < ($1.element.line, $1.element.column, $1.offset)
      }.map { origin.placed($0.element) } + others(.error)
    if untold > 0 {
      told.append(
        Diagnostic(
          code: "many-problems", path: path,
          message: "the file has \(untold) more problems; put these right and check again"))
    }
    return told
  }

  /// Bytes of a file that may have `limit`; nil when it cannot be read or is larger, which is noted.
  package mutating func bytes(limit: Int, from read: (String, Int) -> Result<[UInt8], ScenarioFiles.Fault>) -> [UInt8]?
  {
    switch read(path, limit + 1) {
    case .failure(let fault):
      report(fault.code, nil, "", fault.message)
      return nil
    case .success(let bytes) where bytes.count > limit:
      report("file-too-large", nil, "", "the file is larger than \(limit >> 20) MiB, which no such table needs")
      return nil
    case .success(let bytes):
      if TablePath(path).isWorkbook { origin = .sheet(text: bytes) }
      return bytes
    }
  }
}

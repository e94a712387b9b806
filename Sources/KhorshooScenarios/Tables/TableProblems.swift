import KhorshooText

/// What is wrong with a table: the first hundred problems, and the count of the others.
struct TableProblems {
  /// Most problems that are told.
  static let limit = 100

  let path: String
  private(set) var diagnostics: [Diagnostic] = []
  /// What can be used, but is probably not meant: the first hundred.
  private(set) var warnings: [Diagnostic] = []
  private var untold = 0
  private var untoldWarnings = 0

  init(path: String) { self.path = path }

  var isEmpty: Bool { diagnostics.isEmpty }

  /// Notes a problem of the file.
  mutating func report(
    _ code: String, _ place: CSVText.Place?, _ key: String = "", _ message: @autoclosure () -> String
  ) {
    report(code, SourcePlace(path: path, line: place?.line ?? 0, column: place?.column ?? 0), key, message())
  }

  /// Notes a problem of the file or of the command line.
  mutating func report(_ code: String, _ place: SourcePlace, _ key: String, _ message: @autoclosure () -> String) {
    guard diagnostics.count < Self.limit else {
      untold += 1
      return
    }
    diagnostics.append(
      Diagnostic(code: code, path: place.path, line: place.line, column: place.column, key: key, message: message()))
  }

  /// Notes what is probably not meant.
  mutating func warn(
    _ code: String, _ place: CSVText.Place?, _ key: String = "", _ message: @autoclosure () -> String
  ) {
    guard warnings.count < Self.limit else {
      untoldWarnings += 1
      return
    }
    warnings.append(
      Diagnostic(
        .warning, code: code, path: path, line: place?.line ?? 0, column: place?.column ?? 0, key: key,
        message: message()))
  }

  /// Warnings in the order of the file, with the count of those that were not noted.
  var toldWarnings: [Diagnostic] {
    let told = warnings.enumerated().sorted {
      ($0.element.line, $0.element.column, $0.offset) < ($1.element.line, $1.element.column, $1.offset)
    }.map(\.element)
    guard untoldWarnings > 0 else { return told }
    return told + [
      Diagnostic(
        .warning, code: "many-problems", path: path, message: "the file has \(untoldWarnings) more doubtful places")
    ]
  }

  /// Takes over what another reader noted.
  mutating func append(_ others: [Diagnostic]) { diagnostics += others }

  /// Everything noted as one error, in the order of the file.
  var error: UserError {
    let told = toldProblems
    let isMissing = told.contains { $0.code == "missing-file" || $0.code == "unreadable-file" }
    return UserError(isMissing ? .missingInput : .invalidData, told)
  }

  /// Everything noted, in the order of the file, with the count of what was not noted.
  var toldProblems: [Diagnostic] {
    var told = diagnostics.enumerated().sorted {
      ($0.element.line, $0.element.column, $0.offset) < ($1.element.line, $1.element.column, $1.offset)
    }.map(\.element)
    if untold > 0 {
      told.append(
        Diagnostic(
          code: "many-problems", path: path,
          message: "the file has \(untold) more problems; put these right and check again"))
    }
    return told
  }

  /// Bytes of a file that may have `limit`; nil when it cannot be read or is larger, which is noted.
  mutating func bytes(limit: Int, from read: (String, Int) -> Result<[UInt8], ScenarioFiles.Fault>) -> [UInt8]? {
    switch read(path, limit + 1) {
    case .failure(let fault):
      report(fault.code, nil, "", fault.message)
      return nil
    case .success(let bytes) where bytes.count > limit:
      report("file-too-large", nil, "", "the file is larger than \(limit >> 20) MiB, which no such table needs")
      return nil
    case .success(let bytes): return bytes
    }
  }
}

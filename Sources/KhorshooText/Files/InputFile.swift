/// A file that went into a scenario.
public struct InputFile: Sendable, Equatable {
  /// As named by the user or by the file based on it.
  public let path: String
  /// SHA-256 of its bytes, in hexadecimal digits.
  public let sha256: String

  package init(path: String, sha256: String) {
    self.path = path
    self.sha256 = sha256
  }
}

import KhorshooInputs
import KhorshooText

/// A scenario and the files it is based on, nearest first, each parsed and hashed.
struct ScenarioChain {
  /// Longest chain of bases, the scenario included.
  static let lengthLimit = 8

  /// One file.
  struct File {
    let path: String
    let hash: SHA256Digest
    /// Nil when the file could not be parsed.
    let root: YamlNode?
  }

  private(set) var files: [File] = []
  private(set) var diagnostics: [Diagnostic] = []
  /// Whether every file was found and parsed: otherwise what it would have stated is unknown.
  private(set) var isComplete = true

  init(path: String, from source: ScenarioFiles) {
    var next: (path: String, statedAt: SourcePlace)? = (path, SourcePlace(path: path))
    var visited: [String] = []
    while let (path, place) = next {
      next = nil
      let identity = source.identity(path)
      if let index = visited.firstIndex(of: identity) {
        let others = files.dropFirst(index + 1).map { quoted($0.path) }.joined(separator: ", ")
        let through = others.isEmpty ? "" : " through \(others)"
        fail("base-cycle", place, "\(quoted(path)) is based on itself\(through); remove one base")
        return
      }
      guard files.count < Self.lengthLimit else {
        fail("base-too-deep", place, "more than \(Self.lengthLimit) files are based on one another; join some")
        return
      }
      visited.append(identity)
      switch source.read(path) {
      case .failure(let fault):
        let file = files.isEmpty ? "" : "\(quoted(path)): "
        fail(fault.code, place, file + fault.message)
      case .success(let bytes):
        var reader = YamlReader(path: path)
        let root = reader.read(bytes)
        diagnostics += reader.diagnostics
        files.append(File(path: path, hash: SHA256Digest(of: bytes), root: root))
        if root == nil { isComplete = false }
        next = root.flatMap { base(of: $0, at: path) }
      }
    }
  }

  private mutating func base(of root: YamlNode, at path: String) -> (path: String, statedAt: SourcePlace)? {
    guard case .mapping(let entries) = root.content, let entry = entries.first(where: { $0.key == "base" }) else {
      return nil
    }
    do {
      let name = try ValueReader.text(entry.value, "the path of another scenario file")
      return (Self.join(path, name), entry.value.place)
    } catch {
      fail(error.code, entry.value.place, error.message)
      return nil
    }
  }

  private mutating func fail(_ code: String, _ place: SourcePlace, _ message: String) {
    isComplete = false
    diagnostics.append(
      Diagnostic(
        code: code, path: place.path, line: place.line, column: place.column, key: place.line > 0 ? "base" : "",
        message: message))
  }

  /// The path of `name` as written in the file at `path`.
  static func join(_ path: String, _ name: String) -> String {
    if name.hasPrefix("/") { return name }
    var folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().map(String.init)
    for part in name.split(separator: "/") where part != "." {
      if part == "..", let last = folder.last, last != "..", last != ".", !last.isEmpty {
        folder.removeLast()
      } else {
        folder.append(String(part))
      }
    }
    return folder.joined(separator: "/")
  }
}

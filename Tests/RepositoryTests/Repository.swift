import Foundation

/// The repository that these tests are part of, read as text.
enum Repository {
  /// Its folder: three above this file.
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Paths of all files, relative to the root; build products, hidden folders and results left out.
  static let files: [String] = {
    let skipped: Set = ["results", "__pycache__"]
    let all = FileManager.default.enumerator(at: root, includingPropertiesForKeys: [.isDirectoryKey])
    var paths: [String] = []
    while let url = all?.nextObject() as? URL {
      let name = url.lastPathComponent
      if name.hasPrefix(".") || skipped.contains(name) {
        all?.skipDescendants()
      } else if (try? url.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory == false {
        paths.append(String(url.standardizedFileURL.path.dropFirst(root.standardizedFileURL.path.count + 1)))
      }
    }
    return paths.sorted()
  }()

  /// Swift sources below a folder.
  static func swiftFiles(below folder: String) -> [String] {
    files.filter { $0.hasPrefix(folder + "/") && $0.hasSuffix(".swift") }
  }

  /// Everything a person reads: Markdown at the root and in documentation catalogs.
  static let documents = files.filter { path in
    path.hasSuffix(".md") && (!path.contains("/") || path.contains(".docc/"))
  }

  /// Content of a file.
  static func text(_ path: String) -> String {
    (try? String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)) ?? ""
  }

  /// Whether a file or folder exists.
  static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: root.appendingPathComponent(path).path)
  }
}

/// Every match of a pattern: the groups that took part.
func matches(_ pattern: String, in text: String) -> [[String]] {
  guard let expression = try? NSRegularExpression(pattern: pattern, options: [.anchorsMatchLines]) else {
    preconditionFailure("malformed pattern \(pattern)")
  }
  let string = text as NSString
  return expression.matches(in: text, range: NSRange(location: 0, length: string.length)).map { match in
    (1..<match.numberOfRanges).filter { match.range(at: $0).location != NSNotFound }
      .map { string.substring(with: match.range(at: $0)) }
  }
}

/// What stands in backticks in a document, outside its code blocks.
func codeWords(in document: String) -> [String] {
  let prose = document.components(separatedBy: "```").enumerated().filter { $0.offset % 2 == 0 }.map(\.element).joined()
  return matches("`([^`\\n]+)`", in: prose).flatMap { $0 }
}

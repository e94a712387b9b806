import Foundation
import KhorshooScenarios
import KhorshooText

/// Writes what a page has set as a scenario file that is based on the explored one: `NAME-explored-1.yaml` and so on in one folder,
/// never over a file that is there.
///
/// Neither name nor place come from the page.
/// - Proof: `ScenarioWriterUnit`.
package struct ScenarioWriter: Sendable {
  private let folder: String
  private static let most = 999

  /// - Parameter folder: that files go to; the current one of the program.
  package init(folder: String = ".") { self.folder = folder }

  /// Writes a file.
  ///
  /// - Returns: its name.
  /// - Throws: `UserError` 65 when the values contradict each other, 73 and 74 when it cannot be written.
  package func write(_ wish: Wish, _ scene: ExplorerScene, _ language: Language) throws(UserError) -> String {
    _ = try scene.scenario(wish)
    let text = Array(Self.text(wish, scene, from: folder, language).utf8)
    for number in 1...Self.most {
      let name = "\(Self.plain(scene.name))-explored-\(number).yaml"
      let path = folder + "/" + name
      let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
      if descriptor < 0 {
        guard errno == EEXIST else { throw .cannotCreate(name, errno) }
        continue
      }
      let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
      do {
        try file.write(contentsOf: Data(text))
        try file.close()
      } catch {
        unlink(path)
        throw .cannotWrite(name, EIO)
      }
      return name
    }
    throw .cannotCreate("\(scene.name)-explored-\(Self.most).yaml", EEXIST)
  }

  /// Letters, digits, `-`, `_` and `.` of a name.
  private static func plain(_ name: String) -> String {
    let kept = name.filter { $0.isLetter || $0.isNumber || "-_.".contains($0) }
    return kept.isEmpty || kept.hasPrefix(".") ? "scenario" : String(kept.prefix(100))
  }

  /// The file: base, what the command line said of the run, levers of the main arm, assumptions.
  static func text(_ wish: Wish, _ scene: ExplorerScene, from folder: String, _ language: Language) -> String {
    var tree = Tree()
    for setting in scene.commandLine + scene.settings(wish).map({ ($0.key, $0.value) }) {
      tree.insert(Self.place(setting.0), setting.1)
    }
    for arm in scene.scenario.arms where !wish.arms.contains(arm.name) { tree.insert(["arms", arm.name], "none") }
    let words = LocalizedText(
      en: "# Written by khorshoo explore: what differs from the scenario that it is based on.",
      zh: "# 由 khorshoo explore 写出：只含与所依据情景不同之处。")
    let base = FileName.relative(scene.scenario.path, from: folder)
    return "\(words[language])\nschema: 1\nbase: \(Self.quoted(base))\n" + tree.lines(0).joined(separator: "\n") + "\n"
  }

  private static func quoted(_ path: String) -> String {
    "\"" + path.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "\"", with: "\\\"") + "\""
  }

  /// Where a key of `--set` stands in a file.
  private static func place(_ key: String) -> [String] {
    let parts = key.split(separator: ".").map(String.init)
    let sections = ["arms", "run", "market", "policy", "places", "parameters"]
    let isOfSection = sections.contains(parts[0]) && !(parts[0] == "market" && parts.dropFirst().first != "history")
    return isOfSection ? parts : ["parameters"] + parts
  }

  /// Keys below keys, in the order in which they came.
  private struct Tree {
    private var order: [String] = []
    private var children: [String: Tree] = [:]
    private var value: String?

    mutating func insert(_ path: [String], _ value: String) {
      guard let first = path.first else {
        self.value = value
        return
      }
      if children[first] == nil { order.append(first) }
      children[first, default: Tree()].insert(Array(path.dropFirst()), value)
    }

    func lines(_ depth: Int) -> [String] {
      order.flatMap { name -> [String] in
        guard let child = children[name] else { return [] }
        let head = String(repeating: "  ", count: depth) + name + ":"
        return child.value.map { ["\(head) \($0)"] } ?? [head] + child.lines(depth + 1)
      }
    }
  }
}

/// Paths as a file names them.
enum FileName {
  /// A path as a file in a folder must name it.
  static func relative(_ path: String, from folder: String) -> String {
    guard !path.hasPrefix("/") else { return path }
    let start = URL(fileURLWithPath: folder).standardizedFileURL.pathComponents
    let target = URL(fileURLWithPath: path).standardizedFileURL.pathComponents
    var common = 0
    while common < min(start.count, target.count - 1), start[common] == target[common] { common += 1 }
    return (Array(repeating: "..", count: start.count - common) + target[common...]).joined(separator: "/")
  }
}

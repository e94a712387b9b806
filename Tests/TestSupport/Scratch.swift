import Foundation

/// A new path in a folder of its own, removed with this object.
package final class Scratch {
  package let root: String

  package init() {
    root = NSTemporaryDirectory() + "khorshoo-\(UUID().uuidString)"
    try? FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: root) }

  package func path(_ name: String) -> String { root + "/" + name }
  package func write(_ text: String, _ name: String) {
    try? Data(text.utf8).write(to: URL(fileURLWithPath: path(name)))
  }
}

/// Every name in a folder, hidden ones too, sorted.
package func entries(_ path: String) -> [String] {
  ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
}

/// Content of a file; empty when missing.
package func content(_ path: String) -> String {
  String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
}

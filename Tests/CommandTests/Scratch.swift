import Foundation
import TestSupport

/// A temporary folder with a small scenario in it; removed with its last reference.
final class Scratch: Sendable {
  /// The folder.
  let folder: String

  init() {
    var name = Array((NSTemporaryDirectory() + "/khorshoo-command-XXXXXX").utf8CString)
    guard mkdtemp(&name) != nil else { fatalError("no temporary folder: \(String(cString: strerror(errno)))") }
    folder = name.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
  }

  deinit { Self.remove(folder) }

  /// Removes a folder with all that is in it.
  static func remove(_ folder: String) { try? FileManager.default.removeItem(atPath: folder) }

  /// A path in the folder.
  func path(_ name: String) -> String { folder + "/" + name }

  /// Writes a file and gives its path.
  @discardableResult func write(_ text: String, as name: String) throws -> String {
    let file = path(name)
    try FileManager.default.createDirectory(
      atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: file))
    return file
  }

  /// Content of a file; nil when there is none.
  func content(_ name: String) -> Data? { FileManager.default.contents(atPath: path(name)) }

  /// Names in a folder, hidden ones too; nil when there is no such folder.
  func names(in name: String) -> Set<String>? {
    (try? FileManager.default.contentsOfDirectory(atPath: path(name))).map { Set($0) }
  }

  /// A banner of 120 households that differs from the reference scenario in its places, in having two arms and in drawing luck
  /// alone, so that its intervals are those of replicates.
  ///
  /// - Parameters:
  ///   - rest: further sections; two arms and a short `run` when left out.
  ///   - drawsWorlds: whether parameters and populations are drawn too, as they are where a scenario does not say.
  @discardableResult func scenario(
    _ name: String = "small.yaml",
    _ rest: String =
      "arms: {centralOnly: none, cooperativeOnly: none, stronger: none}\nrun: {years: 2, replicates: 20}",
    drawsWorlds: Bool = false
  ) throws -> String {
    let held = drawsWorlds ? rest : rest.replacing("run: {", with: "run: {uncertainty: none, ")
    return try write(try SmallBanner.head(households: 120, partyMembers: 40) + held + "\n", as: name)
  }
}

import Foundation
import GRDB

/// Databases that one process writes and others read when they are complete: they need no locks, which network storage may not have.
///
/// - Proof: `Tests/Fuzz/filesystems.py`.
package enum WholeDatabase {
  /// The name by which SQLite opens a file without asking for locks; the path where the library takes no such names.
  package static func name(_ path: String) -> String {
    guard takesNames else { return path }
    let plain = CharacterSet(charactersIn: "/-._0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return path.addingPercentEncoding(withAllowedCharacters: plain).map { "file:\($0)?nolock=1" } ?? path
  }

  /// Whether SQLite was built to take names as `file:…` for paths, as that of Debian and Ubuntu is.
  private static let takesNames: Bool = {
    let options = try? DatabaseQueue().read { try String.fetchAll($0, sql: "PRAGMA compile_options") }
    return options?.contains { $0 == "USE_URI" || $0 == "USE_URI=1" } ?? false
  }()
}

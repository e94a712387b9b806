import Foundation

/// A banner of three gacha on the reference scenario: what scenarios of tests begin with.
package enum SmallBanner {
  package static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  /// The head of a scenario file, up to its places; `Tests/Fuzz/kinds.py` reads the same file.
  package static func head(households: Int, partyMembers: Int) throws -> String {
    let places = try String(contentsOfFile: repository + "/Tests/TestSupport/small-banner.yaml", encoding: .utf8)
    return "schema: 1\nbase: \(repository)/scenarios/ewenki.yaml\n"
      + places.replacing("HOUSEHOLDS", with: "\(households)").replacing("MEMBERS", with: "\(partyMembers)")
  }
}

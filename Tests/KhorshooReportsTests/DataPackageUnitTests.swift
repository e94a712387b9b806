import Foundation
import KhorshooEngine
import KhorshooReports
import TestSupport
import Testing

@Suite struct DataPackageUnitTests {
  private func package(_ folder: String) throws -> [[String: Any]] {
    let data = try #require(FileManager.default.contents(atPath: folder + "/datapackage.json"))
    let json = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(json["profile"] as? String == "tabular-data-package")
    return try #require(json["resources"] as? [[String: Any]])
  }

  @Test(arguments: [false, true]) func everyTableIsDescribedAsItStands(_ byteOrderMark: Bool) throws {
    let scratch = Scratch()
    let manifest = try writeResult(
      MadeUpRun(), to: scratch.path("r"), language: byteOrderMark ? .chinese : .english, byteOrderMark: byteOrderMark)
    let resources = try package(scratch.path("r"))
    #expect(
      resources.map { $0["path"] as? String } == ["outcomes.csv", "differences.csv", "replicates.csv", "places.csv"])
    for resource in resources {
      let path = try #require(resource["path"] as? String)
      let text = content(scratch.path("r/" + path))
      // Tables that hold Chinese in every language have the mark in every language.
      let isMarked = byteOrderMark || path != "replicates.csv"
      #expect(text.hasPrefix("\u{FEFF}") == isMarked)
      let rows = try #require(parseCSV(isMarked ? String(text.unicodeScalars.dropFirst()) : text))
      let schema = try #require(resource["schema"] as? [String: Any])
      let fields = try #require(schema["fields"] as? [[String: Any]])
      #expect(rows[0] == fields.map { $0["name"] as? String })
      #expect(fields.allSatisfy { ($0["description"] as? String)?.isEmpty == false })
      #expect(resource["rows"] as? Int == rows.count - 1)
      #expect(resource["bytes"] as? Int == text.utf8.count)
      #expect(resource["encoding"] as? String == (isMarked ? "utf-8-sig" : "utf-8"))
      let record = try #require(manifest.outputFiles.first { $0.path == path })
      #expect(resource["hash"] as? String == "sha256:" + (record.sha256 ?? ""))
      let key = try #require(schema["primaryKey"] as? [String])
      let keys = rows.dropFirst().map { row in key.map { name in row[rows[0].firstIndex(of: name)!] } }
      #expect(Set(keys).count == keys.count, "the key of \(path) tells rows apart")
    }
  }

  /// For the `frictionless` validator: `KHORSHOO_SAMPLE_FOLDER=/tmp/sample swift test …`, then
  /// `frictionless validate /tmp/sample/plain/datapackage.json`.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["KHORSHOO_SAMPLE_FOLDER"] != nil))
  func sampleFoldersForTheValidator() throws {
    let root = ProcessInfo.processInfo.environment["KHORSHOO_SAMPLE_FOLDER"]!
    try writeResult(MadeUpRun(), to: root + "/plain")
    try writeResult(MadeUpRun(), to: root + "/bom", language: .chinese, byteOrderMark: true)
  }
}

import Foundation
import KhorshooReports
import KhorshooText
import TestSupport
import Testing

@Suite struct ResultFolderPropertyTests {
  /// Nil when the folder has no manifest or everything that its manifest names is there and nothing else.
  private func flaw(_ path: String) -> String? {
    guard let manifest = try? Manifest.read(folder: path) else { return nil }
    for file in manifest.outputFiles where content(path + "/" + file.path).utf8.count != file.bytes { return file.path }
    let visible = entries(path).filter { !$0.hasPrefix(".") && $0 != "manifest.json" }
    return visible == manifest.outputFiles.map(\.path).sorted() ? nil : "\(visible)"
  }

  /// Commits over an earlier result (or into a new folder) and stops before step `count`; says which step that was.
  private func commit(to path: String, stoppingBefore count: Int) -> String? {
    let stopped = Stop()
    _ = try? writeResult(MadeUpRun(years: 3), to: path, keepReplicates: false) { folder in
      folder.beforeStep = { name throws(UserError) in
        stopped.steps += 1
        if stopped.steps == count + 1 {
          stopped.at = name
          throw UserError(.interrupted, [])
        }
      }
    }
    return stopped.at
  }

  @Test(arguments: [true, false]) func whereverACommitStopsAManifestMeansComplete(_ hasEarlierResult: Bool) throws {
    var steps: [String] = []
    while true {
      let scratch = Scratch()
      if hasEarlierResult { try writeResult(MadeUpRun(), to: scratch.path("r")) }
      let stop = commit(to: scratch.path("r"), stoppingBefore: steps.count)
      #expect(flaw(scratch.path("r")) == nil, "stopped before \(stop ?? "nothing")")
      guard let stop else { break }
      steps.append(stop)
      try writeResult(MadeUpRun(years: 1), to: scratch.path("r"), keepReplicates: false)  // the next run repairs it
      #expect(flaw(scratch.path("r")) == nil)
      #expect(
        entries(scratch.path("r")) == ResultFolderUnitTests.files.filter { $0 != "replicates.csv" },
        "repaired after \(stop)")
    }
    #expect(Array(steps.prefix(2)) == ["journal", "remove manifest.json"])
    #expect(Array(steps.suffix(2)) == ["place manifest.json", "end journal"])
    #expect(steps.contains("remove replicates.csv") == hasEarlierResult)
  }

  @Test func theCheckRejectsAMixedFolder() throws {
    let scratch = Scratch()
    try writeResult(MadeUpRun(), to: scratch.path("r"))
    scratch.write("half", "r/outcomes.csv")
    #expect(flaw(scratch.path("r")) == "outcomes.csv")
  }

  private final class Stop {
    var steps = 0
    var at: String?
  }
}

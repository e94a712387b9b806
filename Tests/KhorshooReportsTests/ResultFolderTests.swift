import Foundation
import KhorshooReports
import KhorshooText
import TestSupport
import Testing

@Suite struct ResultFolderUnitTests {
  static let files = [
    "datapackage.json", "differences.csv", "manifest.json", "outcomes.csv", "places.csv", "replicates.csv",
    "scenario.resolved.yaml",
  ]

  @Test func foldersAreMadeAndHoldExactlyTheResult() throws {
    let scratch = Scratch()
    let manifest = try writeResult(MadeUpRun(), to: scratch.path("a/b/c"))
    #expect(entries(scratch.path("a/b/c")) == Self.files)
    #expect(manifest.outputFiles.map(\.path).sorted() == Self.files.filter { $0 != "manifest.json" })
    for record in manifest.outputFiles {
      #expect(content(scratch.path("a/b/c/" + record.path)).utf8.count == record.bytes)
    }
    #expect(try Manifest.read(folder: scratch.path("a/b/c")) == manifest)
  }

  @Test func nothingShowsBeforeTheCommitAndNothingStaysAfterAbandoning() throws {
    let scratch = Scratch()
    do {
      let folder = try ResultFolder(path: scratch.path("a/b"))
      try OutcomeTables.write(MadeUpRun(), language: .english, threads: 2, to: folder)
      #expect(entries(scratch.path("a/b")).allSatisfy { $0.hasPrefix(".") })
    }
    #expect(entries(scratch.root) == [])
  }

  @Test func anAbandonedRunLeavesTheEarlierResultAlone() throws {
    let scratch = Scratch()
    try writeResult(MadeUpRun(), to: scratch.path("r"))
    let before = content(scratch.path("r/outcomes.csv"))
    let folder = try ResultFolder(path: scratch.path("r"))
    try OutcomeTables.write(MadeUpRun(years: 5), language: .english, threads: 2, to: folder)
    folder.abandon()
    #expect(entries(scratch.path("r")) == Self.files)
    #expect(content(scratch.path("r/outcomes.csv")) == before)
  }

  @Test func staleFilesGoAndFilesOfTheUserStay() throws {
    let scratch = Scratch()
    try writeResult(MadeUpRun(), to: scratch.path("r"))
    scratch.write("mine", "r/notes.txt")
    scratch.write("killed", "r/.outcomes.csv.99999.khorshoo-part")
    try writeResult(MadeUpRun(), to: scratch.path("r"), keepReplicates: false)
    #expect(entries(scratch.path("r")) == (Self.files + ["notes.txt"]).filter { $0 != "replicates.csv" }.sorted())
  }

  @Test func aFolderWithOtherFilesIsRefused() throws {
    let scratch = Scratch()
    scratch.write("precious", "thesis.docx")
    let error = #expect(throws: UserError.self) { try ResultFolder(path: scratch.root) }
    #expect(error?.exit == .cannotCreate)
    #expect(error?.description.contains("holds thesis.docx but no results of khorshoo") == true)
    scratch.write("{\"program\": \"other\"}", "manifest.json")
    #expect(throws: UserError.self) { try ResultFolder(path: scratch.root) }
    #expect(content(scratch.path("thesis.docx")) == "precious")
  }

  @Test func aDiskThatFillsUpLeavesTheEarlierResultAlone() throws {
    let scratch = Scratch()
    try writeResult(MadeUpRun(), to: scratch.path("r"))
    let before = content(scratch.path("r/manifest.json"))
    func attempt() throws {
      let folder = try ResultFolder(path: scratch.path("r"))
      let writer = try folder.table(OutcomeTables.outcomes)
      writer.file.systemWrite = { _, _, _ in
        errno = ENOSPC
        return -1
      }
      try OutcomeTables.writeOutcomes(MadeUpRun(years: 5), language: .english, to: writer)
      try folder.commit(Manifest(version: "0.1.0"))
    }
    let error = #expect(throws: UserError.self) { try attempt() }
    #expect(error?.exit == .cannotWrite)
    #expect(error?.diagnostics.first?.path == scratch.path("r/outcomes.csv"))
    #expect(entries(scratch.path("r")) == Self.files)
    #expect(content(scratch.path("r/manifest.json")) == before)
  }

  @Test func aFileOfTheUserIsNotOverwritten() throws {
    let scratch = Scratch()
    try writeResult(MadeUpRun(), to: scratch.path("r"), keepReplicates: false)
    scratch.write("mine", "r/replicates.csv")
    let error = #expect(throws: UserError.self) { try writeResult(MadeUpRun(), to: scratch.path("r")) }
    #expect(error?.diagnostics.first?.code == "would-overwrite")
    #expect(content(scratch.path("r/replicates.csv")) == "mine")
  }

  @Test func aManifestCannotMakeUsRemoveFilesElsewhere() throws {
    let scratch = Scratch()
    try FileManager.default.createDirectory(atPath: scratch.path("r"), withIntermediateDirectories: true)
    for path in ["../outside.txt", "..", scratch.path("outside.txt"), ".hidden"] {
      scratch.write("precious", "outside.txt")
      scratch.write("precious", "r/.hidden")
      scratch.write(
        "{\"program\":\"khorshoo\",\"outputFiles\":[{\"path\":\"\(path)\",\"bytes\":8,\"sha256\":\"\(Self.precious)\"}]}",
        "r/manifest.json")
      let error = #expect(throws: UserError.self) { try writeResult(MadeUpRun(), to: scratch.path("r")) }
      #expect(error?.diagnostics.first?.code == "damaged-manifest" && error?.exit == .invalidData)
      #expect(content(scratch.path("outside.txt")) == "precious" && content(scratch.path("r/.hidden")) == "precious")
    }
  }

  /// SHA-256 of `precious`.
  private static let precious = "157fc55121ab2c59852c35d78aca98d840047e5d9668c423e4d3b146e1577901"

  /// A manifest from elsewhere names a thesis; a table was changed by hand; a link stands where a table was.
  @Test func filesThatTheRunDidNotWriteStay() throws {
    let scratch = Scratch()
    try writeResult(MadeUpRun(), to: scratch.path("r"))
    let manifest = content(scratch.path("r/manifest.json"))
    scratch.write(manifest.replacing("\"places.csv\"", with: "\"thesis.docx\""), "r/manifest.json")
    scratch.write("precious", "r/thesis.docx")
    scratch.write("precious", "r/outcomes.csv")
    unlink(scratch.path("r/differences.csv"))
    scratch.write("precious", "outside.txt")
    #expect(symlink(scratch.path("outside.txt"), scratch.path("r/differences.csv")) == 0)
    let error = #expect(throws: UserError.self) { try writeResult(MadeUpRun(), to: scratch.path("r")) }
    let told = error?.diagnostics ?? []
    #expect(told.allSatisfy { $0.code == "would-overwrite" } && error?.exit == .cannotCreate)
    #expect(told.map(\.path) == ["differences.csv", "outcomes.csv", "thesis.docx"].map { scratch.path("r/" + $0) })
    #expect(told.first?.message.contains("link") == true)
    for name in ["r/thesis.docx", "r/outcomes.csv", "outside.txt"] {
      #expect(content(scratch.path(name)) == "precious")
    }
    #expect(content(scratch.path("r/places.csv")).isEmpty == false)
  }

  @Test func twoRunsIntoOneFolderAreRefused() throws {
    let scratch = Scratch()
    let first = try ResultFolder(path: scratch.path("r"))
    let error = #expect(throws: UserError.self) { try ResultFolder(path: scratch.path("r")) }
    #expect(error?.diagnostics.first?.code == "folder-busy")
    first.abandon()
    try writeResult(MadeUpRun(), to: scratch.path("r"))
  }

  @Test(arguments: ["/proc/khorshoo/results", "/etc/hostname/results", "/etc/hostname", ""])
  func aFolderThatCannotBeMadeIsSaid(_ path: String) {
    let error = #expect(throws: UserError.self) { try ResultFolder(path: path) }
    #expect(error?.exit == .cannotCreate)
    #expect(error?.diagnostics.first?.code == "cannot-create")
  }

  @Test func aFolderWithoutManifestIsNoResult() {
    let scratch = Scratch()
    let error = #expect(throws: UserError.self) { try Manifest.read(folder: scratch.root) }
    #expect(error?.exit == .missingInput)
    #expect(error?.diagnostics.first?.code == "not-a-result-folder")
  }
}

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

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
      let run = MadeUpRun(years: 5)
      try OutcomeTables.writeOutcomes(run, OutcomeTables.cells(run), language: .english, to: writer)
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

import Foundation
import Testing

/// Where results cannot go: said with the right code, and never half a file.
@Suite struct OutputFaultCommandTests {
  static let canMount = geteuid() == 0 && mountsTemporaryFileSystems()

  @Test(arguments: ["small.yaml/r", "small.yaml", "/proc/khorshoo", "/dev/null/r"])
  func anImpossibleFolderIs73BeforeTheWork(_ path: String) throws {
    let scratch = Scratch()
    try scratch.scenario()
    let outcome = try Command.run(
      "run", "small.yaml", "--replicates", "1000000", "--out", path, in: scratch.folder)
    #expect(outcome.exit == 73 && outcome.output.isEmpty, "\(outcome)")
    #expect(outcome.errors.contains("\(path): cannot be created: "), "\(outcome)")
    #expect(outcome.errors.contains("[cannot-create]") && outcome.errors.contains("; "), "\(outcome)")
    #expect(scratch.names(in: "") == ["small.yaml"])
  }

  @Test func aFolderOfOtherFilesIsLeftAlone() throws {
    let scratch = Scratch()
    try scratch.scenario()
    try scratch.write("mine", as: "r/outcomes.csv")
    let outcome = try Command.run("run", "small.yaml", "--out", "r", in: scratch.folder)
    #expect(outcome.exit == 73 && outcome.output.isEmpty, "\(outcome)")
    #expect(
      outcome.errors.contains("r: holds outcomes.csv but no results of khorshoo") && outcome.errors.contains("--out")
        && outcome.errors.contains("[not-a-result-folder]"), "\(outcome)")
    #expect(scratch.names(in: "r") == ["outcomes.csv"] && scratch.content("r/outcomes.csv") == Data("mine".utf8))
  }

  @Test func aFileOfTheUsersIsNotOverwritten() throws {
    let scratch = Scratch()
    try scratch.scenario()
    #expect(try Command.run("run", "small.yaml", "--out", "r", in: scratch.folder).exit == 0)
    try scratch.write("mine", as: "r/replicates.csv")
    let before = scratch.content("r/manifest.json")
    let outcome = try Command.run("run", "small.yaml", "--out", "r", "--keep", "replicates", in: scratch.folder)
    #expect(outcome.exit == 73, "\(outcome)")
    #expect(outcome.errors.contains("r/replicates.csv: ") && outcome.errors.contains("[would-overwrite]"), "\(outcome)")
    #expect(scratch.names(in: "r") == RunCommandTests.files.union(["replicates.csv"]))
    #expect(scratch.content("r/replicates.csv") == Data("mine".utf8) && scratch.content("r/manifest.json") == before)
  }

  /// A limit on the size of files stands for a disk that fills up; `earlier`: over a good result.
  @Test(arguments: [false, true]) func aFileThatCannotGrowIs74AndLeavesNothing(_ earlier: Bool) throws {
    let scratch = Scratch()
    try scratch.scenario()
    if earlier { #expect(try Command.run("run", "small.yaml", "--out", "r", in: scratch.folder).exit == 0) }
    let before = scratch.content("r/outcomes.csv")
    for options in ["", "--keep replicates --replicates 2000"] {
      let outcome = try Command.shell(
        "ulimit -f 100; exec khorshoo run small.yaml --seed 5 --out r \(options)", in: scratch.folder)
      #expect(outcome.exit == 74 && outcome.output.isEmpty, "\(outcome)")
      #expect(outcome.errors.contains("cannot be written: file too large; raise the limit (ulimit -f)"), "\(outcome)")
      #expect(outcome.errors.contains("[cannot-write]"), "\(outcome)")
      #expect(scratch.names(in: "r") == (earlier ? RunCommandTests.files : nil))
      #expect(scratch.content("r/outcomes.csv") == before)
    }
  }

  @Test(.enabled(if: canMount, "needs the right to mount a small file system"))
  func aFullDiskIs74AndLeavesNothing() throws {
    let scratch = Scratch()
    try scratch.scenario()
    let line = """
      mkdir disk && mount -t tmpfs -o size=600k none disk || exit 99
      khorshoo run small.yaml --out disk/r; code=$?
      ls -A disk; umount disk; exit $code
      """
    let outcome = try Command.shell(line, in: scratch.folder)
    #expect(outcome.exit == 74 && outcome.output.isEmpty, "\(outcome)")
    #expect(
      outcome.errors.contains(": cannot be written: no space left on device; make room"), "\(outcome)")
  }

  @Test(arguments: [["parameters"], ["parameters", "--format", "json"], ["schema"], ["show", "small.yaml"]])
  func aFullDiskBehindStandardOutputIs74(_ arguments: [String]) throws {
    let scratch = Scratch()
    try scratch.scenario("small.yaml", "")
    let outcome = try Command.run(arguments, in: scratch.folder, output: .file("/dev/full"))
    #expect(outcome.exit == 74, "\(outcome)")
    #expect(outcome.errors.contains("standard output: cannot be written: no space left on device"), "\(outcome)")
  }

  @Test(
    arguments: [
      ["parameters"], ["schema"], ["show", "small.yaml"], ["check", "small.yaml"], ["run", "small.yaml", "--out", "r"],
    ])
  func aReaderThatWentAwayEndsItSilently(_ arguments: [String]) throws {
    let scratch = Scratch()
    try scratch.scenario()
    let outcome = try Command.run(arguments, in: scratch.folder, output: .closedPipe)
    #expect(outcome.exit == 141 && !outcome.wasKilled && !outcome.errors.contains("standard output"), "\(outcome)")
    // Of a scenario there are warnings, of the closed pipe no word.
    if arguments[0] != "run" {
      #expect(outcome.errors.split(separator: "\n").allSatisfy { $0.contains("warning:") }, "\(outcome)")
    }
    if arguments[0] == "run" { #expect(scratch.names(in: "r") == RunCommandTests.files, "the files are complete") }
  }

  @Test func headEndsItSilently() throws {
    let outcome = try Command.shell("khorshoo parameters | head -1; exit ${PIPESTATUS[0]}")
    #expect([0, 141].contains(outcome.exit) && outcome.output.hasPrefix("key"), "\(outcome)")
    #expect(outcome.errors.isEmpty, "\(outcome)")
    #expect(outcome.output.split(separator: "\n").count == 1, "\(outcome)")
  }

  /// Else a result file would take the number of the closed stream and get the progress into it.
  @Test func closedStreamsDoNotGetIntoTheFiles() throws {
    let scratch = Scratch()
    try scratch.scenario()
    let run = "khorshoo run small.yaml --keep replicates --out"
    #expect(try Command.shell("\(run) plain", in: scratch.folder).exit == 0)
    let outcome = try Command.shell("exec \(run) closed <&- >&- 2>&-", in: scratch.folder)
    #expect(outcome.exit == 74 && !outcome.wasKilled, "the summary could not be written: \(outcome)")
    try scratch.expectSameTables("plain", "closed")
    #expect(try Command.shell("exec \(run) quiet --quiet <&- >&- 2>&-", in: scratch.folder).exit == 0)
    try scratch.expectSameTables("plain", "quiet")
  }

  private static func mountsTemporaryFileSystems() -> Bool {
    let outcome = try? Command.shell("d=$(mktemp -d); mount -t tmpfs none $d && umount $d; c=$?; rmdir $d; exit $c")
    return outcome?.exit == 0
  }
}

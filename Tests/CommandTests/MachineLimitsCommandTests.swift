import Foundation
import Testing

/// Where the system gives too little, that is said in words: no hang, no trap, and nothing is left behind.
@Suite struct MachineLimitsCommandTests {
  /// Kilobytes of addresses. OpenBLAS asks for 128 MB for each thread that multiplies and goes on asking for ever.
  @Test(arguments: [120_000, 200_000, 300_000, 400_000, 600_000])
  func littleMemoryIsSaidOrSuffices(_ kilobytes: Int) throws {
    let scratch = Scratch()
    try scratch.scenario()
    for threads in [1, 4] {
      let outcome = try Command.shell(
        "ulimit -v \(kilobytes); exec khorshoo run small.yaml --out r --quiet --threads \(threads)", in: scratch.folder)
      // A build for debugging has Swift's libraries beside it: the loader may find no room for them, and says so itself.
      if outcome.exit == 127, outcome.errors.contains("error while loading shared libraries") { continue }
      #expect(!outcome.wasKilled && [0, 71].contains(outcome.exit), "\(outcome)")
      if outcome.exit == 71 {
        #expect(outcome.errors.contains("ulimit -v: found too little memory"), "\(outcome)")
        #expect(outcome.errors.hasSuffix("[out-of-memory]\n"), "\(outcome)")
        #expect(scratch.names(in: "r")?.contains("manifest.json") != true)
      } else {
        #expect(scratch.names(in: "r") == RunCommandTests.files)
      }
    }
    // The next run finds nothing in its way and leaves nothing hidden.
    #expect(try Command.run("run", "small.yaml", "--out", "r", "--quiet", in: scratch.folder).exit == 0)
    #expect(scratch.names(in: "r") == RunCommandTests.files)
  }

  /// A smaller share of memory changes who computes, not what.
  @Test func fewerWorkersComputeTheSame() throws {
    let scratch = Scratch()
    try scratch.scenario()
    let run = "exec khorshoo run small.yaml --replicates 64 --quiet --threads"
    #expect(try Command.shell("\(run) 4 --out all", in: scratch.folder).exit == 0)
    let few = try Command.shell("ulimit -v 500000; \(run) 4 --out few", in: scratch.folder)
    #expect(few.exit == 0, "\(few)")
    try scratch.expectSameTables("all", "few")
  }

  @Test(arguments: 4...20) func fewFilesAreSaidAndNothingIsLeft(_ files: Int) throws {
    let scratch = Scratch()
    try scratch.scenario()
    let outcome = try Command.shell(
      "ulimit -n \(files); exec khorshoo run small.yaml --out r --keep replicates --quiet", in: scratch.folder)
    #expect(outcome.exit == 71 && !outcome.wasKilled, "\(outcome)")
    #expect(outcome.errors.contains("ulimit -n: found ") && outcome.errors.contains("[too-few-files]"), "\(outcome)")
    #expect(scratch.names(in: "") == ["small.yaml"])
  }

  @Test func fewFilesMoreThanAreAskedForSuffice() throws {
    let scratch = Scratch()
    try scratch.scenario()
    for words in ["run small.yaml --out r --keep replicates", "sweep small.yaml --vary run.years=1,2 --out s"] {
      let outcome = try Command.shell("ulimit -n 64; exec khorshoo \(words) --quiet", in: scratch.folder)
      #expect(outcome.exit == 0, "\(outcome)")
    }
  }

  /// A sweep's database under a limit on the size of files: an error of writing as well, and the sweep goes on afterwards.
  @Test func aStoreThatCannotGrowIsSaid() throws {
    let scratch = Scratch()
    try scratch.scenario()
    let words = "khorshoo sweep small.yaml --vary cooperatives.labourSaving=0.05:0.4:0.03 --out s --quiet"
    let outcome = try Command.shell("ulimit -f 40; exec \(words)", in: scratch.folder)
    #expect([73, 74].contains(outcome.exit) && !outcome.wasKilled, "\(outcome)")
    #expect(outcome.errors.contains("[cannot-"), "\(outcome)")
    let again = try Command.shell("exec \(words)", in: scratch.folder)
    #expect(again.exit == 0, "\(again)")
  }

  /// Families that no processor has together, so that one is lacking on any machine.
  @Test func kernelsThatTheProcessorLacksAreRefused() throws {
    var refused = 0
    for family in ["Bulldozer", "Barcelona", "SkylakeX", "haswell", "Prescott"] {
      let outcome = try Command.shell(
        "OPENBLAS_CORETYPE=\(family) exec khorshoo herd scenarios/herds/gleam-sheep.yaml", in: Command.repository)
      #expect([0, 69].contains(outcome.exit) && !outcome.wasKilled, "\(family): \(outcome)")
      guard outcome.exit == 69 else { continue }
      refused += 1
      #expect(
        outcome.errors.hasPrefix("OPENBLAS_CORETYPE: this processor or its matrix library cannot run \(family) kernels")
          && outcome.errors.contains("unset it [other-kernel]") && outcome.output.isEmpty, "\(outcome)")
    }
    #expect(refused > 0)
  }
}

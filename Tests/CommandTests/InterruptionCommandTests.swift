import Foundation
import Testing

/// Ctrl-C: complete files of what was computed, or none; never half a file.
@Suite(.serialized) struct InterruptionCommandTests {
  static let long = ["run", "small.yaml", "--out", "r", "--replicates", "1000000"]

  /// Bytes of `replicates.csv` so far, under its hidden name.
  private func bytesKept(_ scratch: Scratch) -> Int {
    let hidden = scratch.names(in: "r")?.first { $0.hasPrefix(".replicates.csv.") }
    return hidden.map { scratch.content("r/" + $0)?.count ?? 0 } ?? 0
  }

  @Test(arguments: [SIGINT, SIGTERM]) func anInterruptedRunKeepsWhatItHas(_ signal: Int32) throws {
    let scratch = Scratch()
    try scratch.scenario()
    let outcome = try Command.run(Self.long + ["--keep", "replicates"], in: scratch.folder) { pid in
      try #require(wait { bytesKept(scratch) > 300_000 }, "the run does not get going")
      kill(pid, signal)
    }
    #expect(outcome.exit == 130 && !outcome.wasKilled, "\(outcome)")
    let manifest = try scratch.manifest("r")
    let count = try #require(manifest["replicates"] as? Int)
    #expect((1..<1_000_000).contains(count) && manifest["replicatesRequested"] as? Int == 1_000_000)
    #expect(
      outcome.errors.contains("r: interrupted after \(count) of 1000000 replicates; the files hold these \(count)"),
      "\(outcome)")
    #expect(outcome.output.contains("Results: r"), "the summary of what was computed: \(outcome)")
    #expect(scratch.names(in: "r") == RunCommandTests.files.union(["replicates.csv"]))
    #expect(try scratch.table("r/replicates.csv").rows.count == count * 2 * 8)

    // The files are those of a run that was asked for so many replicates.
    let whole = try Command.run(
      ["run", "small.yaml", "--out", "whole", "--replicates", "\(count)", "--keep", "replicates"], in: scratch.folder)
    #expect(whole.exit == 0, "\(whole)")
    try scratch.expectSameTables("r", "whole")
  }

  /// At any moment, and pressed twice: all files or none, and the folder serves the next run.
  @Test(arguments: [(1, 0), (1, 5000), (1, 100_000), (2, 0), (2, 100_000)])
  func anyMomentLeavesAllOrNothing(_ presses: Int, _ microseconds: UInt32) throws {
    let scratch = Scratch()
    try scratch.scenario()
    let outcome = try Command.run(Self.long, in: scratch.folder) { pid in
      try #require(wait { scratch.names(in: "r") != nil }, "the run does not get going")
      usleep(microseconds)
      for _ in 0..<presses {
        kill(pid, SIGINT)
        usleep(1000)
      }
    }
    #expect(outcome.exit == 130 && !outcome.wasKilled, "\(outcome)")
    let visible = scratch.names(in: "r")?.filter { !$0.hasPrefix(".") }
    if visible == RunCommandTests.files {
      _ = try scratch.table("r/outcomes.csv")
    } else {
      #expect(visible == nil || visible?.isEmpty == true, "\(visible ?? [])")
      if presses == 1 { #expect(visible == nil && outcome.errors.contains("nothing is written"), "\(outcome)") }
    }
    let next = try Command.run("run", "small.yaml", "--out", "r", in: scratch.folder)
    #expect(next.exit == 0, "\(next)")
    #expect(scratch.names(in: "r") == RunCommandTests.files, "nothing hidden is left either")
  }

  @Test func aFolderInUseIsRefused() throws {
    let scratch = Scratch()
    try scratch.scenario()
    _ = try Command.run(Self.long + ["--keep", "replicates"], in: scratch.folder) { pid in
      try #require(wait { bytesKept(scratch) > 0 }, "the run does not get going")
      let second = try Command.run("run", "small.yaml", "--out", "r", in: scratch.folder)
      #expect(second.exit == 73 && second.errors.contains("[folder-busy]"), "\(second)")
      kill(pid, SIGINT)
    }
    #expect(scratch.names(in: "r") == RunCommandTests.files.union(["replicates.csv"]))
  }
}

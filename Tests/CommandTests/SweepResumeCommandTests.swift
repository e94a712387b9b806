import Foundation
import Testing

/// Interrupted or killed at any moment, a sweep goes on where it was: no row lost, none doubled, the same bytes.
@Suite(.serialized) struct SweepResumeCommandTests {
  /// Kills; raised by hand with the environment variable `KHORSHOO_KILLS`.
  static let kills = Int(ProcessInfo.processInfo.environment["KHORSHOO_KILLS"] ?? "") ?? 10

  static let arguments = [
    "sweep", "small.yaml", "--vary", "herds.sheep.parturitionPerYear=0.7:0.9", "--vary",
    "policy.centralHouseholds.outreach=0:2", "--vary", "places.householdCount=5,100,120", "--design", "lhs",
    "--samples", "48",
    "--replicates", "300", "--threads", "2",
  ]

  private func rows(_ scratch: Scratch, _ folder: String, _ question: String) throws -> String {
    let found = try Command.shell("python3 - <<'E'\n\(Self.query(folder, question))\nE", in: scratch.folder)
    #expect(found.exit == 0, "\(found)")
    return found.output
  }

  private static func query(_ folder: String, _ question: String) -> String {
    """
    import sqlite3
    print(sqlite3.connect("\(folder)/sweep.sqlite").execute("\(question)").fetchall())
    """
  }

  @Test func killsLoseAndDoubleNothing() throws {
    let scratch = Scratch()
    try scratch.scenario()
    let whole = try Command.run(Self.arguments + ["--out", "whole"], in: scratch.folder)
    #expect(whole.exit == 75, "points with five households fail: \(whole)")
    var generator = SystemRandomNumberGenerator()
    var killed = 0
    while killed < Self.kills {
      let folder = "k\(killed)"
      // Killed again and again, so that a sweep dies at different ages: nothing written, half done, tables under way.
      for _ in 0..<4 where killed < Self.kills {
        let outcome = try Command.run(Self.arguments + ["--out", folder], in: scratch.folder) { pid in
          usleep(UInt32.random(in: 2_000...700_000, using: &generator))
          kill(pid, SIGKILL)
        }
        #expect(outcome.wasKilled || outcome.exit == 75, "\(outcome)")
        if outcome.wasKilled { killed += 1 } else { break }
      }
      let end = try Command.run(Self.arguments + ["--out", folder], in: scratch.folder)
      #expect(end.exit == 75, "\(end)")
      try scratch.expectSameTables("whole", folder)
      for question in ["SELECT COUNT(*), COUNT(DISTINCT point), SUM(replicates), MAX(attempt) FROM unit"] {
        #expect(try rows(scratch, "whole", question) == rows(scratch, folder, question))
      }
      #expect(scratch.names(in: folder) == SweepCommandTests.files, "nothing hidden is left")
    }
  }

  @Test func anInterruptedSweepKeepsWhatItHasAndGoesOn() throws {
    let scratch = Scratch()
    try scratch.scenario()
    let long = Self.arguments.map { $0 == "48" ? "4000" : $0 }
    let outcome = try Command.run(long + ["--out", "i"], in: scratch.folder) { pid in
      try #require(
        wait { scratch.content("i/sweep.sqlite-wal").map { $0.count > 200_000 } ?? false }, "no row is written")
      kill(pid, SIGINT)
    }
    #expect(outcome.exit == 130 && !outcome.wasKilled && outcome.errors.contains("[interrupted]"), "\(outcome)")
    let sweep = try #require(scratch.manifest("i")["sweep"] as? [String: Any])
    let done = try #require(sweep["pointsDone"] as? Int)
    #expect((1..<4000).contains(done))
    #expect(
      Set(try scratch.table("i/points.csv").rows.map { $0[0] }).count == done, "provisional tables of what is complete")
    let next = try Command.run(long + ["--out", "i"], in: scratch.folder) { pid in
      try #require(
        wait { scratch.content("i/sweep.sqlite-wal").map { $0.count > 200_000 } ?? false }, "it does not go on")
      kill(pid, SIGINT)
    }
    #expect(next.errors.contains("parts are there; going on"), "\(next)")
    let more = try #require(scratch.manifest("i")["sweep"] as? [String: Any])
    #expect(try #require(more["pointsDone"] as? Int) > done)
  }
}

import Foundation
import Testing

/// `run` and `decompose` in shards: every file is that of one machine, byte for byte.
@Suite(.serialized) struct RunShardCommandTests {
  private func command(_ scratch: Scratch, _ words: String..., exit: Int32 = 0) throws -> Command.Outcome {
    let outcome = try Command.run(words, in: scratch.folder)
    #expect(outcome.exit == exit, "\(words) \(outcome)")
    return outcome
  }

  @Test func worldsOfARunAreSharedOut() throws {
    let scratch = Scratch()
    try scratch.scenario(drawsWorlds: true)
    // Three worlds of which the last has eight replicates; more shards than worlds, so that one is empty.
    let words = ["run", "small.yaml", "--replicates", "40", "--detail", "gacha"]
    _ = try Command.run(words + ["--quiet", "--out", "whole"], in: scratch.folder)
    let planned = try Command.run(words + ["--shards", "4", "--out", "p"], in: scratch.folder)
    #expect(planned.exit == 0 && planned.output.contains("3 blocks of 16 replicates in 4 shards"), "\(planned)")
    // The folder is all that another machine needs.
    try FileManager.default.removeItem(atPath: scratch.path("small.yaml"))
    _ = try command(scratch, "shard", "p", "--shards", "3-4", "--threads", "1", "--quiet")
    let early = try command(scratch, "merge", "p", exit: 76)
    #expect(early.errors.contains("--shards 1-2 [shards-missing]"), "\(early)")
    _ = try command(scratch, "shard", "p", "--quiet")
    let merged = try command(scratch, "merge", "p")
    #expect(merged.output.contains("Results: p/results"), "\(merged)")
    try scratch.expectSameResults("whole", "p/results", least: 18)
    _ = try command(scratch, "verify", "p/results")
    // Once more gives the same; the folder of the shards is told from that of the results.
    _ = try command(scratch, "merge", "p", "--quiet")
    try scratch.expectSameResults("whole", "p/results", least: 18)
    let analysis = try command(scratch, "sensitivity", "p", exit: 66)
    #expect(analysis.errors.contains("p/results"), "\(analysis)")
  }

  @Test func replicatesOfOneWorldAreSharedOut() throws {
    let scratch = Scratch()
    try scratch.scenario()
    let words = ["run", "small.yaml", "--replicates", "52", "--keep", "replicates", "--quiet"]
    _ = try Command.run(words + ["--out", "whole"], in: scratch.folder)
    _ = try Command.run(words + ["--shards", "2", "--out", "p"], in: scratch.folder)
    _ = try command(scratch, "shard", "p", "--quiet")
    _ = try command(scratch, "merge", "p", "--quiet")
    try scratch.expectSameResults("whole", "p/results", least: 16)
    #expect(try scratch.table("p/results/replicates.csv").rows(where: ["replicate": "51"]).isEmpty == false)
    // Another run does not go into the same folder.
    let other = try Command.run(
      ["run", "small.yaml", "--replicates", "53", "--quiet", "--shards", "2", "--out", "p"], in: scratch.folder)
    #expect(other.exit == 65 && other.errors.contains("replicates: 52 then, 53 now"), "\(other)")
    // A block that was changed is found by its shard's name.
    let name = try #require(scratch.names(in: "p/shards")?.sorted().first)
    let change = try Command.shell(
      "python3 -c \"import sqlite3; c = sqlite3.connect('p/shards/\(name)'); c.execute('UPDATE unit SET body = zeroblob(length(body)) WHERE first = 0'); c.commit()\"",
      in: scratch.folder)
    #expect(change.exit == 0, "\(change)")
    let damaged = try command(scratch, "merge", "p", exit: 65)
    #expect(damaged.errors.contains("named after") && damaged.errors.contains("--repair"), "\(damaged)")
    _ = try command(scratch, "shard", "p", "--repair", "--quiet")
    _ = try command(scratch, "merge", "p", "--quiet")
    try scratch.expectSameResults("whole", "p/results", least: 16)
  }

  @Test func decompositionsAreSharedOut() throws {
    let scratch = Scratch()
    try scratch.scenario()
    for (folder, more) in [("one", []), ("drawn", ["--uncertainty", "ledger"])] {
      let words = ["decompose", "small.yaml", "--replicates", "36", "--quiet"] + more
      _ = try Command.run(words + ["--out", "whole-\(folder)"], in: scratch.folder)
      _ = try Command.run(words + ["--shards", "3", "--out", folder], in: scratch.folder)
      _ = try command(scratch, "shard", folder, "--quiet")
      _ = try command(scratch, "merge", folder, "--quiet")
      try scratch.expectSameResults("whole-\(folder)", "\(folder)/results", least: 6)
    }
  }

  @Test func aRunThatStopsByPrecisionNeedsTheFirstShardsAlone() throws {
    let scratch = Scratch()
    try scratch.scenario()
    let words = [
      "run", "small.yaml", "--until", "ci95(uplift.linkage.incomePerHousehold) < 40", "--max-replicates", "4000",
    ]
    let whole = try Command.run(words + ["--out", "whole"], in: scratch.folder)
    let replicates = try #require(try scratch.manifest("whole")["replicates"] as? Int)
    #expect(whole.exit == 0 && replicates > 96 && replicates < 3000, "\(whole)")
    // Five blocks a shard; with one of them nobody can stop.
    _ = try Command.run(words + ["--shards", "50", "--out", "p"], in: scratch.folder)
    _ = try command(scratch, "shard", "p", "--shards", "1", "--quiet")
    let early = try command(scratch, "merge", "p", exit: 76)
    #expect(
      early.errors.contains("not reached after 80 replicates") && early.errors.contains("--shards 2"), "\(early)")
    _ = try command(scratch, "status", "p", exit: 76)
    let rest = try command(scratch, "shard", "p", "--threads", "1")
    #expect(rest.output.contains("there are enough with \(replicates) replicates"), "\(rest)")
    let done = try #require(scratch.names(in: "p/shards")?.count)
    #expect(done == (replicates + 79) / 80, "\(done) shards")
    let status = try command(scratch, "status", "p")
    #expect(status.output.contains("they are enough, with \(replicates) replicates"), "\(status)")
    #expect(try command(scratch, "status", "p", "--missing").output.isEmpty)
    _ = try command(scratch, "merge", "p", "--quiet")
    try scratch.expectSameResults("whole", "p/results", least: 16)
    // Shards beyond those that are needed change nothing, and neither do those that are computed twice.
    let task = try command(scratch, "shard", "p", "--shards", "50")
    #expect(task.output.contains("0 shards computed"), "\(task)")
    let goal = try Command.run(words.map { $0 == "4000" ? "96" : $0 } + ["--out", "spent"], in: scratch.folder)
    #expect(goal.output.contains("budget spent"), "\(goal)")
    _ = try Command.run(
      words.map { $0 == "4000" ? "96" : $0 } + ["--shards", "4", "--out", "s", "--quiet"], in: scratch.folder)
    _ = try command(scratch, "shard", "s", "--quiet")
    _ = try command(scratch, "merge", "s", "--quiet")
    try scratch.expectSameResults("spent", "s/results", least: 16)
    let wrong = try command(
      scratch, "run", "small.yaml", "--until", "ci95(uplift.nothing) < 3", "--shards", "2", "--out", "w", exit: 65)
    #expect(wrong.errors.contains("[not-recorded]") && scratch.names(in: "w") == nil, "\(wrong)")
  }
}

extension Scratch {
  /// All files of two result folders are the same, but for the manifest, which says when and with how many threads.
  func expectSameResults(_ first: String, _ second: String, least: Int) throws {
    let names = try #require(self.names(in: first))
    #expect(names == self.names(in: second) && names.count >= least, "\(names)")
    for name in names.subtracting(["manifest.json"]).sorted() {
      #expect(content("\(first)/\(name)") == content("\(second)/\(name)"), "\(name) differs")
    }
    func lasting(_ folder: String) throws -> NSDictionary {
      let volatile = [
        "created", "threads", "secondsElapsed", "householdQuartersPerSecond", "peakMemoryBytes",
      ]
      var manifest = try jsonObject(content("\(folder)/manifest.json"))
      for key in volatile { manifest[key] = nil }
      return manifest as NSDictionary
    }
    #expect(try lasting(first) == lasting(second))
  }
}

import Foundation
import Testing

/// `run` and `decompose` in shards: every file is that of one machine, byte for byte.
@Suite(.serialized) struct RunShardCommandTests {
  private func command(_ scratch: Scratch, _ words: String..., exit: Int32 = 0) throws -> Command.Outcome {
    let outcome = try Command.run(words, in: scratch.folder)
    #expect(outcome.exit == exit, "\(words) \(outcome)")
    return outcome
  }

  /// All files of two result folders are the same, but for the manifest, which says when and with how many threads.
  private func expectSame(_ scratch: Scratch, _ first: String, _ second: String, least: Int) throws {
    let names = try #require(scratch.names(in: first))
    #expect(names == scratch.names(in: second) && names.count >= least, "\(names)")
    for name in names.subtracting(["manifest.json"]).sorted() {
      #expect(scratch.content("\(first)/\(name)") == scratch.content("\(second)/\(name)"), "\(name) differs")
    }
    func lasting(_ folder: String) throws -> NSDictionary {
      let volatile = [
        "created", "threads", "secondsElapsed", "householdQuartersPerSecond", "peakMemoryBytes",
      ]
      var manifest = try jsonObject(scratch.content("\(folder)/manifest.json"))
      for key in volatile { manifest[key] = nil }
      return manifest as NSDictionary
    }
    #expect(try lasting(first) == lasting(second))
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
    try expectSame(scratch, "whole", "p/results", least: 18)
    _ = try command(scratch, "verify", "p/results")
    // Once more gives the same; the folder of the shards is told from that of the results.
    _ = try command(scratch, "merge", "p", "--quiet")
    try expectSame(scratch, "whole", "p/results", least: 18)
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
    try expectSame(scratch, "whole", "p/results", least: 16)
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
    try expectSame(scratch, "whole", "p/results", least: 16)
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
      try expectSame(scratch, "whole-\(folder)", "\(folder)/results", least: 6)
    }
  }

  @Test func precisionIsJudgedOnOneMachine() throws {
    let scratch = Scratch()
    try scratch.scenario()
    let outcome = try command(
      scratch, "run", "small.yaml", "--until", "ci95(uplift.incomePerHousehold) < 3000", "--shards", "2", exit: 64)
    #expect(outcome.errors.contains("--until: found beside --shards"), "\(outcome)")
  }
}

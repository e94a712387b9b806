import Foundation
import Testing

/// `decide` in shards: every file is that of one machine, byte for byte, with a worker killed in between and shards run twice.
@Suite(.serialized) struct DecideShardCommandTests {
  private static let rest =
    "arms: {grants: {label: Grants, labelChinese: 补助, policy: {cooperatives: {grantYuanPerYear: 30000}}}}\n"
    + "run: {years: 1, replicates: 16}"

  private func command(_ scratch: Scratch, _ words: [String], exit: Int32 = 0) throws -> Command.Outcome {
    let outcome = try Command.run(words, in: scratch.folder)
    #expect(outcome.exit == exit, "\(words) \(outcome)")
    return outcome
  }

  @Test func worldsWithAllOptionsAreSharedOut() throws {
    let scratch = Scratch()
    try scratch.scenario("small.yaml", Self.rest, drawsWorlds: true)
    let words = [
      "decide", "small.yaml", "--draws", "42", "--options", "linkage,grants,stronger", "--perspective", "public",
      "--outcome", "personsOutOfPoverty", "--worth", "20000", "--budget", "9e9", "--equity", "1",
      "--criterion", "minimax-regret",
    ]
    let whole = try command(scratch, words + ["--out", "whole"])
    let planned = try command(scratch, words + ["--shards", "7", "--out", "p"])
    #expect(planned.output.contains("42 blocks of 16 replicates in 7 shards"), "\(planned)")
    // The folder is all that another machine needs.
    try FileManager.default.removeItem(atPath: scratch.path("small.yaml"))
    let killed = try Command.shell(
      "\(Command.path) shard p --threads 1 --quiet & worker=$!; "
        + "until ls p/shards/*.sqlite; do sleep 0.02; done >/dev/null 2>&1; kill -KILL $worker; wait $worker",
      in: scratch.folder)
    #expect(killed.exit == 137, "\(killed)")
    let early = try command(scratch, ["merge", "p"], exit: 76)
    #expect(early.errors.contains("[shards-missing]"), "\(early)")
    // Two workers at once, and shards that are there once more.
    let both = try Command.shell(
      "\(Command.path) shard p --threads 1 --quiet & \(Command.path) shard p --threads 1 --quiet && wait $!",
      in: scratch.folder)
    #expect(both.exit == 0, "\(both)")
    #expect(try command(scratch, ["shard", "p", "--shards", "1-7"]).output.contains("0 shards computed, 7 were there"))
    let merged = try command(scratch, ["merge", "p"])
    try scratch.expectSameResults("whole", "p/results", least: 14)
    #expect(whole.output.split(separator: "\n").first == merged.output.split(separator: "\n").first, "\(merged)")
    _ = try command(scratch, ["status", "p"])
  }

  @Test func whatIsAskedForIsOfThePlan() throws {
    let scratch = Scratch()
    try scratch.scenario("small.yaml", Self.rest, drawsWorlds: true)
    let words = ["decide", "small.yaml", "--draws", "40", "--shards", "2", "--out", "p", "--quiet"]
    _ = try command(scratch, words)
    // Another question is another decision, though its worlds are the same.
    let other = try command(scratch, words + ["--perspective", "households"], exit: 65)
    #expect(other.errors.contains("design: decision among all options by society"), "\(other)")
    let few = try command(
      scratch, ["decide", "small.yaml", "--replicates", "32", "--shards", "2", "--out", "q"], exit: 65)
    #expect(few.errors.contains("worlds") && scratch.names(in: "q") == nil, "\(few)")
    let goal = ["--until-selected", "0.95", "--indifference", "1e6"]
    for more in [goal, ["--vary", "policy.cooperatives.grantYuanPerYear=0:9"]] {
      let refused = try command(scratch, words + more, exit: 64)
      #expect(refused.errors.contains("--shards: found beside \(more[0])"), "\(refused)")
    }
  }
}

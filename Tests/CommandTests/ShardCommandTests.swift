import Foundation
import Testing

/// `plan`, `shard`, `status`, `merge`: parts over a shared folder, twice, at once, damaged, missing, conflicting.
@Suite(.serialized) struct ShardCommandTests {
  private func planned(_ scratch: Scratch, _ count: String = "4") throws {
    try scratch.scenario()
    let outcome = try Command.run(
      ["plan", "small.yaml", "--shards", count, "--out", "p"] + SweepCommandTests.vary, in: scratch.folder)
    #expect(outcome.exit == 0, "\(outcome)")
  }

  private func files(_ scratch: Scratch) -> [String] { (scratch.names(in: "p/shards") ?? []).sorted() }

  @Test func theFolderIsAllThatAMachineNeeds() throws {
    let scratch = Scratch()
    try planned(scratch)
    #expect(scratch.names(in: "p") == ["plan.json", "design.csv"])
    let whole = try SweepCommandTests.sweep(scratch, "whole")
    #expect(whole.exit == 0, "\(whole)")
    try FileManager.default.removeItem(atPath: scratch.path("small.yaml"))
    try FileManager.default.moveItem(atPath: scratch.path("p"), toPath: scratch.path("elsewhere"))
    try FileManager.default.moveItem(atPath: scratch.path("elsewhere"), toPath: scratch.path("p"))

    let none = try Command.run("status", "p", in: scratch.folder)
    #expect(none.exit == 76 && none.output.contains("0 of 4 shards done; missing: 1-4"), "\(none)")
    let some = try Command.run("shard", "p", "--shards", "1,3-4", in: scratch.folder)
    #expect(some.exit == 0 && some.output.contains("3 shards computed, 0 were there"), "\(some)")
    let early = try Command.run("merge", "p", in: scratch.folder)
    #expect(early.exit == 76 && early.errors.contains("--shards 2 [shards-missing]"), "\(early)")
    let json = try Command.run("status", "p", "--json", in: scratch.folder)
    let state = try jsonObject(json.outputBytes)
    #expect(
      json.exit == 76 && state["complete"] as? Bool == false && state["missing"] as? [Int] == [2]
        && state["done"] as? [Int] == [1, 3, 4], "\(json)")
    let rest = try Command.run("shard", "p", in: scratch.folder)
    #expect(rest.exit == 0 && rest.output.contains("1 shards computed, 3 were there"), "\(rest)")
    let all = try Command.run("status", "p", in: scratch.folder)
    #expect(all.exit == 0 && all.output == "4 of 4 shards done\n", "\(all)")
    for _ in 0..<2 {
      let merged = try Command.run("merge", "p", in: scratch.folder)
      #expect(merged.exit == 0, "\(merged)")
      try scratch.expectSameTables("whole", "p")
    }
  }

  /// Rivals compute the same shards at once, some are killed: one file a shard, whole.
  @Test func rivalsAndKillsAreHarmless() throws {
    let scratch = Scratch()
    try planned(scratch, "3")
    let line = """
      for i in 1 2 3; do khorshoo shard p --quiet & done
      khorshoo shard p --quiet & sleep 0.0$((RANDOM % 90 + 10)); kill -9 $!
      wait; khorshoo shard p --quiet; khorshoo status p
      """
    let outcome = try Command.shell(line, in: scratch.folder)
    #expect(outcome.exit == 0 && outcome.output == "3 of 3 shards done\n", "\(outcome)")
    #expect(files(scratch).filter { !$0.hasPrefix(".") }.count == 3)
    #expect(try Command.run("merge", "p", in: scratch.folder).exit == 0)
    #expect(try SweepCommandTests.sweep(scratch, "whole", ["--quiet"]).exit == 0)
    try scratch.expectSameTables("whole", "p")
  }

  @Test func damagedStrangeAndConflictingShardsAreNamed() throws {
    let scratch = Scratch()
    try planned(scratch, "3")
    #expect(try Command.run("shard", "p", "--quiet", in: scratch.folder).exit == 0)
    let names = files(scratch)
    let second = "p/shards/" + names[1]
    let bytes = try #require(scratch.content(second))

    // Rows changed behind the name's back.
    let change = try Command.shell(
      "python3 -c \"import sqlite3; c = sqlite3.connect('\(second)'); c.execute('UPDATE unit SET body = zeroblob(length(body))'); c.commit()\"",
      in: scratch.folder)
    #expect(change.exit == 0, "\(change)")
    let changed = try Command.run("merge", "p", in: scratch.folder)
    #expect(
      changed.exit == 65 && changed.errors.contains("named after") && changed.errors.contains("[damaged-sweep]"),
      "\(changed)")
    // Cut off.
    try bytes.prefix(5000).write(to: URL(fileURLWithPath: scratch.path(second)))
    let cut = try Command.run("merge", "p", in: scratch.folder)
    #expect(cut.exit == 65 && cut.errors.contains("[damaged-sweep]"), "\(cut)")
    try bytes.write(to: URL(fileURLWithPath: scratch.path(second)))
    // Under the number of another: gap and overlap.
    let first = "p/shards/" + names[0]
    let kept = try #require(scratch.content(first))
    let hash = names[1].dropFirst(2)
    try FileManager.default.removeItem(atPath: scratch.path(first))
    try bytes.write(to: URL(fileURLWithPath: scratch.path("p/shards/1-" + hash)))
    let wrong = try Command.run("merge", "p", in: scratch.folder)
    #expect(wrong.exit == 65 && wrong.errors.contains("belong to other shards"), "\(wrong)")
    // Two files of one shard.
    try kept.write(to: URL(fileURLWithPath: scratch.path(first)))
    let both = try Command.run("merge", "p", in: scratch.folder)
    #expect(both.exit == 65 && both.errors.contains("[shards-conflict]"), "\(both)")
    // What killed workers left goes with the merge, what a living one writes stays.
    let line = "touch -d '2 hours ago' p/shards/.shard.1-1.khorshoo-part; touch p/shards/.shard.2-2.khorshoo-part"
    #expect(try Command.shell(line, in: scratch.folder).exit == 0)
    let status = try Command.run("status", "p", in: scratch.folder)
    #expect(status.exit == 65 && status.output.contains("2 of 3 shards done; conflicting: 1"), "\(status)")
    let open = try Command.run("status", "p", "--missing", in: scratch.folder)
    #expect(open.exit == 65 && open.output == "1\n", "\(open)")
    try FileManager.default.removeItem(atPath: scratch.path("p/shards/1-" + hash))
    #expect(try Command.run("merge", "p", in: scratch.folder).exit == 0)
    #expect(files(scratch).filter { $0.hasPrefix(".") } == [".shard.2-2.khorshoo-part"])
  }

  /// What `status --deep` finds damaged, `shard --repair` computes again, and leaves the sound ones as they are.
  @Test func damagedShardsAreFoundAndRepaired() throws {
    let scratch = Scratch()
    try planned(scratch)
    #expect(try Command.run("shard", "p", "--quiet", in: scratch.folder).exit == 0)
    let names = files(scratch)
    let sound = try Command.run("status", "p", "--deep", in: scratch.folder)
    #expect(sound.exit == 0 && sound.output == "4 of 4 shards done\n", "\(sound)")
    // A byte of the second, all of the fourth.
    let line = """
      python3 -c "import sqlite3; c = sqlite3.connect('p/shards/\(names[1])'); c.execute('UPDATE unit SET replicates = 1'); c.commit()"
      echo nothing > p/shards/\(names[3])
      """
    #expect(try Command.shell(line, in: scratch.folder).exit == 0)
    let shallow = try Command.run("status", "p", in: scratch.folder)
    #expect(shallow.exit == 0, "\(shallow)")
    let deep = try Command.run("status", "p", "--deep", in: scratch.folder)
    #expect(deep.exit == 65 && deep.output.contains("2 of 4 shards done; damaged: 2,4\n"), "\(deep)")
    #expect(deep.output.contains("--shards 2 --repair [damaged-sweep]"), "\(deep)")
    let open = try Command.run("status", "p", "--deep", "--missing", in: scratch.folder)
    #expect(open.exit == 65 && open.output == "2,4\n", "\(open)")
    let json = try Command.run("status", "p", "--deep", "--json", in: scratch.folder)
    let state = try jsonObject(json.outputBytes)
    #expect(state["damaged"] as? [Int] == [2, 4] && state["failedUnits"] as? Int == 0, "\(json)")
    let repaired = try Command.run("shard", "p", "--repair", in: scratch.folder)
    #expect(repaired.exit == 0 && repaired.output.contains("2 shards computed, 2 were there"), "\(repaired)")
    #expect(repaired.errors.contains("computed again: 2,4"), "\(repaired)")
    #expect(files(scratch) == names)
    #expect(try Command.run("status", "p", "--deep", in: scratch.folder).exit == 0)
  }

  /// Bundles of a scheduler's tasks are all shards, each once; a bundle that is empty is no fault.
  @Test func tasksShareOutAllShards() throws {
    let scratch = Scratch()
    try planned(scratch, "4")
    for (task, count) in [("1", 1), ("2", 1), ("3", 2)] {
      let outcome = try Command.run("shard", "p", "--task", task, "--tasks", "3", in: scratch.folder)
      #expect(outcome.exit == 0 && outcome.output.contains("\(count) shards computed, 0 were there"), "\(outcome)")
    }
    #expect(try Command.run("status", "p", "--missing", in: scratch.folder).output.isEmpty)
    let idle = try Command.run("shard", "p", "--task", "2", "--tasks", "9", in: scratch.folder)
    #expect(idle.exit == 0 && idle.output.contains("0 shards computed, 0 were there"), "\(idle)")
    for arguments in [
      ["--task", "1"], ["--task", "3", "--tasks", "2"], ["--task", "1", "--tasks", "2", "--shards", "1"],
    ] {
      let wrong = try Command.run(["shard", "p"] + arguments, in: scratch.folder)
      #expect(wrong.exit == 64, "\(wrong)")
    }
  }

  /// What another computes comes last; what a dead worker of this machine left is taken over at once, and cleared away.
  @Test func livingWorkersAreLeftInPeaceAndDeadOnesTakenOver() throws {
    let scratch = Scratch()
    try planned(scratch, "3")
    let line = """
      space=$(readlink /proc/self/ns/pid | tr -dc 0-9); host=$(hostname | sed 's/[^A-Za-z0-9]/-/g')-$space
      mkdir p/shards
      sleep 0 & dead=$!; wait $dead
      touch p/shards/.shard.1.$host.$dead-7.khorshoo-part p/shards/.shard.2.$host.$$-8.khorshoo-part
      khorshoo status p --json
      khorshoo shard p --shards 1-3
      ls -A p/shards | grep '^\\.'
      """
    let outcome = try Command.shell(line, in: scratch.folder)
    let order = outcome.errors.matches(of: #/shard (\d) in/#).map { String($0.1) }
    #expect(order == ["1", "3", "2"], "\(outcome)")
    #expect(outcome.output.contains("\"computing\"") && outcome.output.contains("\"shard\""), "\(outcome)")
    #expect(!outcome.output.contains(".shard.1.") && outcome.output.contains(".shard.2."), "\(outcome)")
  }

  /// A request to end is answered in five seconds, in the middle of a unit too; nothing stays behind that could be taken for a shard.
  @Test func aRequestToEndIsAnsweredInFiveSeconds() throws {
    let scratch = Scratch()
    try scratch.scenario("small.yaml", "run: {years: 30, replicates: 256}")
    let plan = try Command.run(
      ["plan", "small.yaml", "--shards", "1", "--out", "p"] + SweepCommandTests.vary, in: scratch.folder)
    #expect(plan.exit == 0, "\(plan)")
    let clock = ContinuousClock()
    var asked = clock.now
    let outcome = try Command.run(["shard", "p", "--threads", "1"], in: scratch.folder) { process in
      usleep(500_000)
      asked = clock.now
      kill(process, SIGTERM)
    }
    let seconds = clock.now - asked
    #expect(outcome.exit == 130 || outcome.exit == 0, "\(outcome)")
    #expect(seconds < .seconds(5), "\(seconds)")
    #expect(files(scratch).allSatisfy { $0.hasPrefix(".") } || outcome.exit == 0)
  }

  @Test func whatIsNoShardIsRefused() throws {
    let scratch = Scratch()
    try planned(scratch, "3")
    for (arguments, exit, code) in [
      (["shard", "p", "--shards", "4"], 64, "[unknown-shard]"),
      (["shard", "p", "--shards", "2-1"], 64, "[unknown-shard]"),
      (["shard", "nowhere"], 66, "[no-sweep]"), (["status", "nowhere"], 66, "[no-sweep]"),
    ] as [([String], Int32, String)] {
      let outcome = try Command.run(arguments, in: scratch.folder)
      #expect(outcome.exit == exit && outcome.errors.contains(code), "\(outcome)")
    }
    let split = try SweepCommandTests.sweep(scratch, "p", ["--shard", "1/2"])
    #expect(split.exit == 65 && split.errors.contains("shards: 3 then, 2 now"), "\(split)")
    #expect(try SweepCommandTests.sweep(scratch, "s", ["--quiet"]).exit == 0)
    let whole = try Command.run("shard", "s", in: scratch.folder)
    #expect(whole.exit == 65 && whole.errors.contains("[not-sharded]"), "\(whole)")
    // A plan that was changed by hand.
    let plan = String(decoding: try #require(scratch.content("p/plan.json")), as: UTF8.self)
    try scratch.write(plan.replacing("\"seed\" : 2020", with: "\"seed\" : 2021"), as: "p/plan.json")
    let changed = try Command.run("shard", "p", in: scratch.folder)
    #expect(changed.exit == 65 && changed.errors.contains("[damaged-sweep]"), "\(changed)")
  }
}

import KhorshooSweeps
import KhorshooText

/// `khorshoo status`: which shards are there.
package struct StatusRequest: Request {
  package var folder: String
  /// Whether every file is looked into.
  package var isDeep: Bool
  /// Whether nothing is said but the numbers of the shards that are to be computed.
  package var onlyMissing: Bool
  package var json: Bool

  package init(folder: String, isDeep: Bool = false, onlyMissing: Bool = false, json: Bool = false) {
    self.folder = folder
    self.isDeep = isDeep
    self.onlyMissing = onlyMissing
    self.json = json
  }

  package func check() throws(InvalidArgument) {
    if json, onlyMissing { throw InvalidArgument("--missing: found beside --json, expected one of them.") }
  }

  package func report(_ session: Session = .silent) throws -> CommandReport {
    let sharded = try ShardedSweep(SweepContext(folder: folder, version: nil), folder: folder)
    var (done, missing, conflicting): ([Int], [Int], [Int]) = ([], [], [])
    for (index, state) in sharded.states.enumerated() {
      switch state {
      case .done: done.append(index + 1)
      case .missing: missing.append(index + 1)
      case .conflicting: conflicting.append(index + 1)
      }
    }
    // Whoever stops by precision needs no others when those that are there are enough.
    let precision = missing.isEmpty ? nil : try ShardedPrecision(sharded)
    let enough = try precision.flatMap { try $0.isEnough() ? $0.replicates : nil }
    if enough != nil { missing = [] }
    let found = isDeep ? try sharded.check(done) : nil
    let damaged = Set(found?.damaged ?? [])
    done.removeAll(where: damaged.contains)
    let lists = [
      ("done", done), ("missing", missing), ("conflicting", conflicting), ("damaged", damaged.sorted()),
    ]
    let exit: UserError.Exit? =
      !conflicting.isEmpty || !damaged.isEmpty
      ? .invalidData : !missing.isEmpty ? .incomplete : (found?.failedUnits ?? 0) > 0 ? .partial : nil
    let text: String
    if json {
      text = object(sharded, lists, found).description
    } else if onlyMissing {
      let open = (missing + conflicting + damaged).sorted()
      text = open.isEmpty ? "" : ShardedSweep.ranges(open) + "\n"
    } else {
      let judged = enough.map { "; they are enough, with \($0) replicates" } ?? ""
      let parts = lists.dropFirst().filter { !$0.1.isEmpty }.map { "; \($0.0): \(ShardedSweep.ranges($0.1))" }.joined()
      let failed = found.map { $0.failedUnits > 0 ? "; \($0.failedUnits) units failed" : "" } ?? ""
      let problems = (found?.problems ?? []).map { "\($0.description)\n" }.joined()
      text = Messages.said("\(done.count) of \(sharded.count) shards done\(judged)\(parts)\(failed)\n\(problems)")
    }
    return CommandReport(text, fault: exit.map { (nil, $0.rawValue) })
  }

  /// Everything, for programs: what nobody has looked for is left out.
  private func object(
    _ sharded: ShardedSweep, _ lists: [(String, [Int])], _ found: ShardedSweep.Findings?
  ) -> OrderedJSON {
    let isComplete = lists.dropFirst().allSatisfy(\.1.isEmpty)
    let computing = sharded.parts.filter(\.isAlive).map { part in
      OrderedJSON.object([
        ("shard", .integer(part.shard)), ("host", .text(part.host)), ("process", .integer(Int(part.process))),
        ("secondsSinceLastUnit", .integer(Int(part.age))),
      ])
    }
    return .object(
      [
        ("shards", .integer(sharded.count)), ("identity", .text(sharded.sweep.plan.identity)),
        ("complete", .boolean(isComplete)),
      ] + lists.filter { $0.0 != "damaged" || isDeep }.map { ($0.0, .list($0.1.map { .integer($0) })) }
        + [("computing", .list(computing))] + (found.map { [("failedUnits", .integer($0.failedUnits))] } ?? []))
  }
}

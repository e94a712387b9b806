import Foundation
import KhorshooText

extension ShardedSweep {
  /// What a look into every file found.
  public struct Findings: Sendable {
    /// Shards with a file that holds other rows than its name says, or those of another shard.
    public var damaged: [Int] = []
    /// What is wrong, file by file.
    public var problems: [Diagnostic] = []
    /// Units of the sound files that failed: points without an answer.
    public var failedUnits = 0
  }

  /// Looks into the files of shards: hashes, gaps, overlaps.
  public func check(_ numbers: [Int]) throws -> Findings {
    var found = Findings()
    let states = states
    for number in numbers {
      var isDamaged = false
      for file in states[number - 1].files {
        do {
          var failed = 0
          try forEachRow(of: file, shard: number) { row in
            if case .failed = row.content { failed += 1 }
          }
          found.failedUnits += failed
        } catch let error as UserError where error.exit == .invalidData {
          isDamaged = true
          found.problems += error.diagnostics
        }
      }
      if isDamaged { found.damaged.append(number) }
    }
    return found
  }

  /// Removes damaged files of shards, and all of a shard that is there with different sound rows: it is then missing.
  ///
  /// - Returns: the shards that are missing because of it.
  public func discardDamaged(_ numbers: [Int]) throws -> [Int] {
    let states = states
    return try numbers.filter { number in
      let files = states[number - 1].files
      var sound: [String] = []
      for file in files {
        do {
          try forEachRow(of: file, shard: number) { _ in }
          sound.append(file)
        } catch let error as UserError where error.exit == .invalidData { unlink(file) }
      }
      if sound.count > 1 {
        for file in sound { unlink(file) }
        sound = []
      }
      return !files.isEmpty && sound.isEmpty
    }
  }

  /// Calls `body` with the rows of a shard's file, and looks at the end whether they are those of its name.
  ///
  /// - Throws: what `body` throws; `UserError` 65 `damaged-sweep` when they are not, or not those of the shard: what `body` took is
  ///   worth nothing then.
  func forEachRow(of file: String, shard: Int, _ body: (SweepRow) throws -> Void) throws {
    let store = try SweepStore(path: file, identity: sweep.plan.identity, isReadOnly: true)
    defer { try? store.close() }
    var wanted = Set(units(shard).map { Key(sweep.unit($0)) })
    var strangers = 0
    let digest = try store.digest { row in
      if wanted.remove(Key(point: row.point, first: row.first)) == nil { strangers += 1 }
      try body(row)
    }
    let name = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
    guard name == prefix(shard) + digest else {
      throw SweepStore.damaged(file, "its rows are not those it is named after", remedy: Self.repair(shard, folder))
    }
    guard wanted.isEmpty, strangers == 0 else {
      throw SweepStore.damaged(
        file, "\(wanted.count) of its units are missing and \(strangers) belong to other shards",
        remedy: Self.repair(shard, folder))
    }
  }

  private static func repair(_ shard: Int, _ folder: String) -> String {
    "compute it again with khorshoo shard \(folder) --shards \(shard) --repair"
  }

  private struct Key: Hashable {
    let point, first: Int

    init(point: Int, first: Int) { (self.point, self.first) = (point, first) }
    init(_ unit: SweepUnit) { (point, first) = (unit.point, unit.first) }
  }
}

extension ShardedSweep.State {
  /// The files of a shard.
  var files: [String] {
    switch self {
    case .missing: []
    case .done(let file): [file]
    case .conflicting(let files): files
    }
  }
}

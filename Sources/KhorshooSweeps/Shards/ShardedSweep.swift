import Foundation
import KhorshooText

/// A sweep in parts over a shared folder: any part on any machine, twice or at once without harm.
///
/// A part is written beside its place, put on the disk, named by the hash of its rows and linked to its name, so it is there
/// whole or not at all, and the same part computed twice has the same name.
/// - Proof: `ShardCommandTests`.
public struct ShardedSweep: Sendable {
  /// What of a shard is there.
  public enum State: Sendable, Equatable {
    /// Nothing.
    case missing
    /// One file.
    case done(file: String)
    /// Files with different rows, of which at most one can be right.
    case conflicting(files: [String])
  }

  /// What a shard has to do.
  public enum Outcome: Sendable, Equatable {
    /// Computed here.
    case computed
    /// There before, or put there by another while this one was computed.
    case there
    /// Given up after Ctrl-C or a request to end.
    case interrupted
  }

  /// Plan, scenario and points.
  public let sweep: SweepContext
  /// The sweep's folder.
  public let folder: String
  /// Parts, numbered from 1.
  public let count: Int

  /// A sweep that was planned in parts.
  ///
  /// - Throws: `UserError` 65 `not-sharded` when it was planned in one.
  public init(_ sweep: SweepContext, folder: String) throws(UserError) {
    guard let count = try (SweepPlan.read(folder: folder) ?? sweep.plan).shards else {
      throw Self.fault(
        "not-sharded", folder,
        "the sweep is not split; plan it with khorshoo plan … --shards N, or run it with khorshoo sweep")
    }
    self.sweep = sweep
    self.folder = folder
    self.count = count
  }

  static func fault(_ code: String, _ path: String, _ message: String, _ exit: UserError.Exit = .invalidData)
    -> UserError
  {
    UserError(exit, [Diagnostic(code: code, path: path, message: message)])
  }

  /// Units of a shard, by their places in the order in which they run: consecutive, so that the first shards are a balanced
  /// part of the design.
  public func units(_ shard: Int) -> Range<Int> {
    let total = sweep.unitCount
    return (shard - 1) * total / count..<shard * total / count
  }

  var shardFolder: String { folder + "/shards" }

  func prefix(_ shard: Int) -> String {
    let digits = String(shard)
    return String(repeating: "0", count: max(0, String(count).count - digits.count)) + digits + "-"
  }

  /// What stood in the folder of shards at a time: names by number of the shard.
  public struct Listing: Sendable {
    /// Finished files, in order.
    var files: [Int: [String]] = [:]
    /// Those that somebody is writing.
    var parts: [Int: [String]] = [:]
  }

  /// Lists the folder of shards.
  var listing: Listing {
    var listing = Listing()
    for name in ((try? FileManager.default.contentsOfDirectory(atPath: shardFolder)) ?? []).sorted() {
      if name.hasPrefix(".") {
        let fields = name.split(separator: ".", maxSplits: 2)
        if fields.count == 3, fields[0] == "shard", let shard = Int(fields[1]) {
          listing.parts[shard, default: []].append(name)
        }
      } else if name.hasSuffix(".sqlite"), let shard = Int(name.prefix { $0 != "-" }), (1...count).contains(shard),
        name.hasPrefix(prefix(shard))
      {
        listing.files[shard, default: []].append(name)
      }
    }
    return listing
  }

  /// What is there of each shard, from 1.
  public var states: [State] {
    let listing = listing
    return (1...count).map { shard in
      let found = (listing.files[shard] ?? []).map { shardFolder + "/" + $0 }
      return found.isEmpty ? .missing : found.count == 1 ? .done(file: found[0]) : .conflicting(files: found)
    }
  }

  /// Computes a shard, unless it is there.
  ///
  /// - Parameter seen: what was there when it was chosen.
  /// - Throws: `UserError` 73, 74.
  public func compute(
    _ shard: Int, seen: Listing, threads: Int, isCancelled: @Sendable () -> Bool,
    progress: @Sendable (SweepRunner.Progress) -> Void
  ) throws -> Outcome {
    guard seen.files[shard] == nil else { return .there }
    do {
      try FileManager.default.createDirectory(atPath: shardFolder, withIntermediateDirectories: true)
    } catch {
      throw Self.fault(
        "cannot-create", shardFolder, "cannot be created: \(error.localizedDescription)", .cannotCreate)
    }
    let beside = PublishedFile.temporary(for: shardFolder + "/" + ShardPart.name(shard: shard))
    // Another computes it too: whoever is first is enough.
    let hasRival = isTaken(shard, seen)
    defer { unlink(beside) }
    let store = try SweepStore(path: beside, identity: sweep.plan.identity, isPart: true)
    let units = Array(units(shard))
    let found = try SweepRunner(sweep, threads: threads).run(
      units, isCancelled: { isCancelled() || hasRival && listing.files[shard] != nil }, progress: progress,
      store: { try store.add($0) })
    guard found.unitsDone == units.count else { return isCancelled() ? .interrupted : .there }
    let name = try prefix(shard) + store.digest() + ".sqlite"
    try store.close()
    try Self.sync(beside)
    return try PublishedFile.link(beside, to: shardFolder + "/" + name) ? .computed : .there
  }

  private static func sync(_ path: String) throws(UserError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    defer { if descriptor >= 0 { close(descriptor) } }
    guard descriptor >= 0, fsync(descriptor) == 0 || errno == EINVAL else {
      throw fault("cannot-write", path, "cannot be put on the disk: \(String(cString: strerror(errno)))", .cannotWrite)
    }
  }

  /// Puts all shards together into the sweep's database, after looking at every row: hashes, gaps, overlaps.
  ///
  /// - Throws: `UserError` 76 `shards-missing`; 65 `shards-conflict`, `damaged-sweep` with every shard that is wrong.
  public func merge() throws {
    let files = try completeFiles()
    let path = folder + "/" + SweepStore.fileName
    let beside = PublishedFile.temporary(for: path)
    defer { unlink(beside) }
    let merged = try SweepStore(path: beside, identity: sweep.plan.identity, isPart: true)
    var problems: [Diagnostic] = []
    for (index, file) in files.enumerated() {
      do {
        // A shard that is found damaged at its end is taken back with its transaction.
        try merged.addAll { add in try forEachRow(of: file, shard: index + 1, add) }
      } catch let error as UserError where error.exit == .invalidData { problems += error.diagnostics }
    }
    guard problems.isEmpty else { throw UserError(.invalidData, problems) }
    try merged.close()
    try Self.sync(beside)
    guard rename(beside, path) == 0 else {
      throw Self.fault("cannot-create", path, "cannot be created: \(String(cString: strerror(errno)))", .cannotCreate)
    }
  }

  /// - Throws: `UserError` 65 `shards-conflict`.
  func requireNoConflicts() throws(UserError) {
    let conflicts = states.enumerated().compactMap { index, state -> Diagnostic? in
      guard case .conflicting(let found) = state else { return nil }
      return Diagnostic(
        code: "shards-conflict", path: folder,
        message: "shard \(index + 1) is there with different rows: \(found.joined(separator: ", ")); "
          + "compute it again with khorshoo shard \(folder) --shards \(index + 1) --repair")
    }
    guard conflicts.isEmpty else { throw UserError(.invalidData, conflicts) }
  }

  func completeFiles() throws(UserError) -> [String] {
    try requireNoConflicts()
    let states = states
    let missing = states.indices.filter { states[$0] == .missing }.map { $0 + 1 }
    guard missing.isEmpty else {
      throw Self.fault(
        "shards-missing", folder,
        "\(missing.count) of \(count) shards are missing: \(Self.ranges(missing)); compute them with khorshoo shard "
          + "\(folder) --shards \(Self.ranges(missing))", .incomplete)
    }
    return states.flatMap(\.files)
  }

  /// `1, 3-5, 9`
  public static func ranges(_ numbers: [Int]) -> String {
    var parts: [ClosedRange<Int>] = []
    for number in numbers {
      if let last = parts.last, last.upperBound + 1 == number {
        parts[parts.count - 1] = last.lowerBound...number
      } else {
        parts.append(number...number)
      }
    }
    return parts.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }.joined(separator: ",")
  }
}

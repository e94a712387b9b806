import Foundation
import KhorshooText

/// A shard that some process is computing: its file beside the finished ones.
public struct ShardPart: Sendable {
  /// Number of the shard, from 1.
  public let shard: Int
  /// Machine and name space of the process.
  public let host: String
  /// The process, a number of that machine.
  public let process: Int32
  /// Seconds since something was written to it.
  public let age: Double
  let path: String

  /// This process as the name of a part and a line of a log say it.
  public static var process: String { "\(getpid()) on \(host)" }

  /// Where this process runs: the machine's name, and the space in which its process numbers mean something.
  static let host: String = {
    var name = [CChar](repeating: 0, count: 256)
    gethostname(&name, name.count - 1)
    let space = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/pid")) ?? "unknown"
    let machine = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return plain(machine) + "-" + String(space.filter(\.isNumber))
  }()

  private static func plain(_ text: String) -> String {
    String(text.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
  }

  /// The start of the name of a part; a number and an ending that no other has follow.
  static func name(shard: Int) -> String { "shard.\(shard).\(host)" }

  /// A part by its name: `.shard.3.host-4026531836.1234-99.khorshoo-part`.
  init?(name: String, in folder: String, now: Date) {
    let fields = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard fields.count == 6, fields[0].isEmpty, fields[1] == "shard", fields[5] == "khorshoo-part",
      let shard = Int(fields[2]), let process = Int32(fields[4].prefix { $0 != "-" }),
      let changed = (try? FileManager.default.attributesOfItem(atPath: folder + "/" + name))?[.modificationDate]
        as? Date
    else { return nil }
    self.shard = shard
    self.process = process
    host = fields[3]
    path = folder + "/" + name
    age = now.timeIntervalSince(changed)
  }

  /// Whether its process has certainly ended: it was one of this machine.
  var isAbandoned: Bool { host == Self.host && kill(process, 0) != 0 && errno == ESRCH }

  /// Whether somebody may be computing it: nothing was heard of the others for so long.
  public var isAlive: Bool { !isAbandoned && age < 300 }
}

extension ShardedSweep {
  /// The shards that some process is computing, those of dead ones among them.
  public var parts: [ShardPart] { listing.parts.sorted { $0.key < $1.key }.flatMap { parts(of: $0.key, $0.value) } }

  /// What some process is computing of a shard.
  private func parts(of shard: Int, _ names: [String]) -> [ShardPart] {
    let now = Date()
    return names.compactMap { ShardPart(name: $0, in: shardFolder, now: now) }
  }

  /// Whether somebody may be computing a shard.
  func isTaken(_ shard: Int, _ listing: Listing) -> Bool {
    parts(of: shard, listing.parts[shard] ?? []).contains(where: \.isAlive)
  }

  /// The next shard that this process should compute: the first missing one from a place on that nobody is computing, or, when
  /// all are being computed, one of those, in case its process dies. Nil when none is missing.
  ///
  /// The folder is listed once: with many shards and workers, listings are what a shared folder is busy with.
  ///
  /// - Returns: the shard, and what was there of all shards when it was chosen.
  public func next(of numbers: [Int], from start: Int) -> (shard: Int, seen: Listing)? {
    let listing = listing
    let missing = numbers.filter { listing.files[$0] == nil }
    let turned = missing.filter { $0 >= start } + missing.filter { $0 < start }
    return (turned.first { !isTaken($0, listing) } ?? turned.first).map { ($0, listing) }
  }

  /// Removes what killed workers left beside the shards: at once when they were of this machine, otherwise when nobody has
  /// written for an hour.
  ///
  /// A worker that still lives has computed a unit within that time, or finds its shard merged without it.
  public func removeRemains(now: Date = Date()) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: shardFolder)) ?? []
    for name in names where name.hasPrefix(".shard.") {
      let path = shardFolder + "/" + name
      let changed = (try? FileManager.default.attributesOfItem(atPath: path))?[.modificationDate] as? Date
      let isOld = changed.map { now.timeIntervalSince($0) > 3600 } ?? false
      if isOld || ShardPart(name: name, in: shardFolder, now: now)?.isAbandoned == true { unlink(path) }
    }
  }
}

import CZlib

/// The parts of a zip archive in memory: stored or deflated, as office programs write them.
///
/// - Source: PKWARE APPNOTE 6.3, sections 4.3.7, 4.3.12, 4.3.16 and 4.5.3; inflated and summed by zlib.
/// - Proof: `SheetFileUnitTests`.
package struct ZipArchive {
  /// Why a part cannot be had.
  package struct Fault: Error, Equatable {
    package let message: String
  }

  private struct Entry {
    let method, flags: Int
    let checksum: UInt32
    let compressed, size, offset: Int
  }

  private let bytes: [UInt8]
  private var entries: [String: Entry] = [:]

  /// Names of all parts.
  package var names: Set<String> { Set(entries.keys) }

  /// Nil when it is no archive.
  package init?(_ bytes: [UInt8]) {
    self.bytes = bytes
    guard bytes.count >= 22 else { return nil }
    var end = bytes.count - 22
    let least = max(0, bytes.count - 22 - 65_535)
    while end > least, number(end, 4) != 0x0605_4B50 { end -= 1 }
    guard number(end, 4) == 0x0605_4B50 else { return nil }
    let count = number(end + 10, 2)
    var place = number(end + 16, 4)
    for _ in 0..<count {
      guard place >= 0, place + 46 <= bytes.count, number(place, 4) == 0x0201_4B50 else { return nil }
      let (nameLength, extraLength, commentLength) = (
        number(place + 28, 2), number(place + 30, 2), number(place + 32, 2)
      )
      let next = place + 46 + nameLength + extraLength + commentLength
      guard next <= bytes.count else { return nil }
      let name = String(decoding: bytes[(place + 46)..<(place + 46 + nameLength)], as: UTF8.self)
      var (size, compressed, offset) = (number(place + 24, 4), number(place + 20, 4), number(place + 42, 4))
      widen(&size, &compressed, &offset, extra: (place + 46 + nameLength)..<(place + 46 + nameLength + extraLength))
      entries[name] = Entry(
        method: number(place + 10, 2), flags: number(place + 8, 2), checksum: UInt32(number(place + 16, 4)),
        compressed: compressed, size: size, offset: offset)
      place = next
    }
  }

  /// Little-endian.
  private func number(_ place: Int, _ length: Int) -> Int {
    (0..<length).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
  }

  /// Sizes of more than 4 GiB stand in an extra field, and some programs write all of them there.
  private func widen(_ size: inout Int, _ compressed: inout Int, _ offset: inout Int, extra: Range<Int>) {
    let most = 0xFFFF_FFFF
    guard size == most || compressed == most || offset == most else { return }
    var place = extra.lowerBound
    while place + 4 <= extra.upperBound {
      let (id, length) = (number(place, 2), number(place + 2, 2))
      var field = place + 4
      let end = min(field + length, extra.upperBound)
      func take(_ value: inout Int) {
        guard value == most, field + 8 <= end else { return }
        value = number(field, 7)
        field += 8
      }
      if id == 1 {
        take(&size)
        take(&compressed)
        take(&offset)
        return
      }
      place += 4 + length
    }
  }

  /// Hands out a part piece by piece, so that a large one needs no memory.
  func read(_ name: String, limit: Int, _ take: (UnsafeBufferPointer<UInt8>) throws(Fault) -> Void) throws(Fault) {
    guard let entry = entries[name] else { throw Fault(message: "the part \(name) is missing") }
    guard entry.flags & 1 == 0 else { throw Fault(message: "it has a password; save it without") }
    guard entry.size <= limit else { throw Fault(message: "the part \(name) is larger than \(limit >> 20) MiB") }
    let header = entry.offset
    guard header >= 0, header + 30 <= bytes.count, number(header, 4) == 0x0403_4B50 else { throw Self.damaged }
    let start = header + 30 + number(header + 26, 2) + number(header + 28, 2)
    guard entry.compressed >= 0, start + entry.compressed <= bytes.count else { throw Self.damaged }
    let packed = bytes[start..<(start + entry.compressed)]
    let result = packed.withUnsafeBufferPointer { packed -> Result<Void, Fault> in
      do throws(Fault) {
        switch entry.method {
        case 0:
          guard Self.checksum(packed) == entry.checksum else { throw Self.damaged }
          try take(packed)
        case 8: try Self.inflate(packed, entry, limit, take)
        default: throw Fault(message: "the part \(name) is compressed in a way that is not read; save it again")
        }
        return .success(())
      } catch { return .failure(error) }
    }
    try result.get()
  }

  private static let damaged = Fault(message: "it is damaged; save it again, or copy it again")

  private static func checksum(_ piece: UnsafeBufferPointer<UInt8>, after sum: UInt = 0) -> UInt32 {
    UInt32(truncatingIfNeeded: crc32(sum, piece.baseAddress, UInt32(piece.count)))
  }

  private static func inflate(
    _ packed: UnsafeBufferPointer<UInt8>, _ entry: Entry, _ limit: Int,
    _ take: (UnsafeBufferPointer<UInt8>) throws(Fault) -> Void
  ) throws(Fault) {
    var stream = z_stream()
    // Raw: no header of zlib.
    guard inflateInit2_(&stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else { throw damaged }
    defer { inflateEnd(&stream) }
    stream.next_in = UnsafeMutablePointer(mutating: packed.baseAddress)
    stream.avail_in = UInt32(packed.count)
    let room = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1 << 16)
    defer { room.deallocate() }
    var (total, sum) = (0, UInt(0))
    while true {
      stream.next_out = room.baseAddress
      stream.avail_out = UInt32(room.count)
      let status = CZlib.inflate(&stream, Z_NO_FLUSH)
      guard status == Z_OK || status == Z_STREAM_END else { throw damaged }
      let piece = UnsafeBufferPointer(rebasing: room[..<(room.count - Int(stream.avail_out))])
      total += piece.count
      guard total <= limit else { throw Fault(message: "a part is larger than \(limit >> 20) MiB") }
      sum = UInt(checksum(piece, after: sum))
      try take(piece)
      if status == Z_STREAM_END { break }
      guard !piece.isEmpty else { throw damaged }
    }
    guard sum == UInt(entry.checksum) else { throw damaged }
  }
}

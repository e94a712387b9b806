import KhorshooInputs
import KhorshooText

/// Seeded damage to a file: bytes changed, cut, put in and repeated.
struct Damage {
  private var state: UInt64
  private let pieces: [String]

  init(seed: UInt64, pieces: [String]) {
    state = seed &* 0x9E37_79B9 &+ 7
    self.pieces = pieces
  }

  /// A number below a bound.
  mutating func next(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(max(1, bound)))
  }

  mutating func applied(to original: [UInt8]) -> [UInt8] {
    var bytes = original
    for _ in 0...next(3) {
      let index = next(bytes.count)
      switch next(4) {
      case 0: bytes[index] = UInt8(next(256))
      case 1: bytes.removeSubrange(index..<min(bytes.count, index + next(20)))
      case 2: bytes.insert(contentsOf: Array(pieces[next(pieces.count)].utf8), at: index)
      default: bytes.insert(contentsOf: bytes[index..<min(bytes.count, index + next(40))], at: next(bytes.count))
      }
    }
    return bytes
  }
}

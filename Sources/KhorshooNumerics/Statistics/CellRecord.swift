import CLanes

/// What every cell keeps.
struct CellHeader {
  var count: UInt32
  /// Least of the first 32 numbers, and bins per unit.
  var lower: Float
  var scale: Float
  /// Greatest number below all closed bins, and least above them.
  var greatestBelow: Float
  var leastAbove: Float
  /// The number that came most often among the first 32, NaN when all were different, and how often it came in all.
  var atom: Float
  var atomCount: UInt32
  var mean: Double
  var squaredDeviations: Double
  var minimum: Double
  var maximum: Double
}

/// Numbers that fell into one bin: how many, and the extremes seen, in 255ths of the bin's width.
struct CellBin {
  var count: UInt16
  var low: UInt8
  var high: UInt8
}

/// One cell in memory: its header, then either the first 32 numbers or the bins.
struct CellRecord {
  static let exactMax = 32
  /// Narrow bins between the least and the greatest of the first numbers.
  static let binCount = 24
  /// On either side of them three bins as wide as 4, 8 and 16, and an open one.
  static let sideCount = 4
  /// All bins, upwards.
  static let slots = binCount + 2 * sideCount
  static let stride = 192
  /// Records that are asked for ahead of use.
  static let ahead = 4

  let header: UnsafeMutablePointer<CellHeader>
  let body: UnsafeMutableRawPointer

  @inline(__always)
  init(_ base: UnsafeMutableRawPointer) {
    header = base.assumingMemoryBound(to: CellHeader.self)
    body = base + 64
  }

  @inline(__always) private var first: UnsafeMutablePointer<Float> { body.assumingMemoryBound(to: Float.self) }
  @inline(__always) private var bins: UnsafeMutablePointer<CellBin> { body.assumingMemoryBound(to: CellBin.self) }

  /// Asks for its three cache lines.
  @inline(__always)
  func prefetch() {
    khorshoo_prefetch(header)
    khorshoo_prefetch(body)
    khorshoo_prefetch(body + 64)
  }

  /// Takes in sixteen lanes, NaN where there is no number.
  @inline(__always)
  func add(_ values: DoubleLanes) {
    let numbers = values.numbers
    let added = numbers.count
    guard added > 0 else { return }
    let least = numbers.choose(values, DoubleLanes(repeating: .infinity)).least
    let greatest = numbers.choose(values, DoubleLanes(repeating: -.infinity)).greatest
    let before = header.pointee.count
    if before >= UInt32(Self.exactMax) {
      if before == UInt32(Self.exactMax) { spread() }
      if least == greatest {
        addToBin(Float(least), times: added)
      } else {
        addToBins(values.narrowed)
      }
    } else {
      addFirst(values.narrowed)
    }
    addMoments(values, numbers: numbers, added: added, least: least, greatest: greatest)
  }

  @inline(__always)
  private func addMoments(
    _ values: DoubleLanes, numbers: LaneMaskPair, added: Int, least: Double, greatest: Double
  ) {
    // Sums about the mean so far (about the least number in the first block): equal numbers give exact zeros.
    var h = header.pointee
    if h.count == 0 {
      h.mean = least
      h.minimum = least
      h.maximum = greatest
    }
    let total = Double(h.count) + Double(added)
    let deviations = numbers.choose(values - h.mean, DoubleLanes(repeating: 0))
    let shift = deviations.sum
    h.mean += shift / total
    h.squaredDeviations += max(0, (deviations * deviations).sum - shift * (shift / total))
    h.minimum = least < h.minimum ? least : h.minimum
    h.maximum = greatest > h.maximum ? greatest : h.maximum
    h.count += UInt32(added)
    header.pointee = h
  }

  /// The first numbers are kept as they are; a block that passes the 32nd goes on into the bins.
  @inline(never)
  private func addFirst(_ values: Lanes) {
    var count = Int(header.pointee.count)
    for lane in 0..<laneCount {
      let value = values[lane]
      guard value == value else { continue }
      if count < Self.exactMax {
        first[count] = value
      } else {
        if count == Self.exactMax { spread() }
        addToBin(value, times: 1)
      }
      count += 1
    }
  }

  /// Puts the first numbers into bins between their extremes.
  @inline(never)
  private func spread() {
    withUnsafeTemporaryAllocation(of: Float.self, capacity: Self.exactMax) { buffer in
      var kept = buffer
      _ = kept.initialize(fromContentsOf: UnsafeBufferPointer(start: first, count: Self.exactMax))
      kept.sort()
      var (atom, longest, run, areWhole) = (Float.nan, 1, 0, true)
      for (rank, value) in kept.enumerated() {
        run = rank > 0 && value == kept[rank - 1] ? run + 1 : 1
        if run > longest { (atom, longest) = (value, run) }
        areWhole = areWhole && value.rounded(.down) == value
      }
      let range = kept[Self.exactMax - 1] - kept[0]
      let bins = Float(Self.binCount)
      header.pointee.lower = kept[0]
      header.pointee.atom = atom
      header.pointee.atomCount = 0
      // Counts (of households, of offices) get bins of whole width, so that each stays a whole number. Equal numbers part
      // from all others.
      header.pointee.scale =
        areWhole && range > 0 ? 1 / ((range / bins).rounded(.down) + 1) : (bins / range).atMostFinite
      header.pointee.greatestBelow = -.infinity
      header.pointee.leastAbove = .infinity
      for slot in 0..<Self.slots { self.bins[slot] = CellBin(count: 0, low: .max, high: 0) }
      for value in kept { addToBin(value, times: 1) }
    }
  }

  @inline(__always)
  private func addToBins(_ values: Lanes) {
    let isAtom = values .== Lanes(repeating: header.pointee.atom)
    let atoms = countOfSet(isAtom)
    header.pointee.atomCount += UInt32(atoms)
    guard atoms < laneCount else { return }
    let position = (values - header.pointee.lower) * header.pointee.scale
    let whole = floorLanes(position.atLeast(-1).atMost(Float(Self.binCount)))
    let isOther = (values .== values) .& (.!isAtom)
    // A whole number each: 256 times the bin, from -1 (below all) to 24 (above all), plus the level within it. Bits moved up
    // by eight leave 2^30 of what rounding added.
    let bins = integerBits(choose(isOther, whole, Lanes(repeating: -2)) + roundingMagic) &<< 8
    let levels = integerBits((position - whole) * 255 + roundingMagic) & SIMD16<Int32>(repeating: 255)
    withUnsafeBytes(of: (places: bins | levels, values: values)) { bytes in
      let places = bytes.baseAddress!.assumingMemoryBound(to: Int32.self)
      let values = (bytes.baseAddress! + 64).assumingMemoryBound(to: Float.self)
      for lane in 0..<laneCount {
        let place = Int(places[lane]) &- 0x4000_0000
        if place >= 0, place < 256 * Self.binCount {
          count(Self.sideCount &+ place &>> 8, UInt8(truncatingIfNeeded: place), times: 1)
        } else if place >= -256 {
          addToBin(values[lane], times: 1)
        }
      }
    }
  }

  /// Counts a number, wherever it falls.
  @inline(never)
  private func addToBin(_ value: Float, times: Int) {
    if value == header.pointee.atom {
      header.pointee.atomCount += UInt32(times)
      return
    }
    let slot = slot(value)
    switch slot {
    case 0:
      if value > header.pointee.greatestBelow { header.pointee.greatestBelow = value }
      count(slot, 0, times: times)
    case Self.slots - 1:
      if value < header.pointee.leastAbove { header.pointee.leastAbove = value }
      count(slot, 0, times: times)
    default:
      let share = (position(value) - Self.start(slot)) / (Self.start(slot + 1) - Self.start(slot))
      // Not a number when an infinite one is among the first.
      let level = share > 0 ? min(255, (share * 255).rounded(.toNearestOrEven)) : 0
      count(slot, UInt8(level), times: times)
    }
  }

  /// In narrow bins above the least of the first numbers.
  private func position(_ value: Float) -> Float { (value - header.pointee.lower) * header.pointee.scale }

  /// The bin of a number.
  private func slot(_ value: Float) -> Int {
    let position = position(value)
    let bins = Float(Self.binCount)
    if position < 0 { return 3 - (position < -4 ? 1 : 0) - (position < -12 ? 1 : 0) - (position < -28 ? 1 : 0) }
    if position < bins { return Self.sideCount + Int(position) }
    let above = Self.sideCount + Self.binCount
    return above + (position >= bins + 4 ? 1 : 0) + (position >= bins + 12 ? 1 : 0) + (position >= bins + 28 ? 1 : 0)
  }

  /// Where a bin but the lowest begins, in narrow bins above the least of the first numbers.
  private static func start(_ slot: Int) -> Float {
    switch slot {
    case ...1: -28
    case 2: -12
    case 3: -4
    case ...(sideCount + binCount): Float(slot - sideCount)
    case sideCount + binCount + 1: Float(binCount + 4)
    case sideCount + binCount + 2: Float(binCount + 12)
    default: Float(binCount + 28)
    }
  }

  @inline(__always)
  private func count(_ slot: Int, _ level: UInt8, times: Int) {
    if Int(bins[slot].count) + times > Int(UInt16.max) { halve() }
    bins[slot].count &+= UInt16(truncatingIfNeeded: times)
    if level < bins[slot].low { bins[slot].low = level }
    if level > bins[slot].high { bins[slot].high = level }
  }

  /// Halves all counts, upwards, when one would not fit any more: shares stay, to a thirty-thousandth.
  @inline(never)
  private func halve() {
    for slot in 0..<Self.slots { bins[slot].count = bins[slot].count / 2 + bins[slot].count % 2 }
  }

  func quantiles(_ probabilities: [Double]) -> [Double] {
    let count = Int(header.pointee.count)
    guard count > Self.exactMax else {
      var sorted = UnsafeBufferPointer(start: first, count: count).sorted().map(Double.init)
      if count > 0 { (sorted[0], sorted[count - 1]) = (header.pointee.minimum, header.pointee.maximum) }
      return probabilities.map { quantileType7(sorted: sorted, probability: $0) }
    }
    let pieces = pieces()
    return probabilities.map { typeSevenQuantile(count: count, probability: $0) { orderStatistic($0, pieces) } }
  }

  /// Numbers between two bounds, as many as `count`.
  private struct Piece {
    let count, low, high: Double
  }

  /// What is known of the distribution, upwards: the bins, and the atom between those parts of its bin that lie about it.
  private func pieces() -> [Piece] {
    let h = header.pointee
    let counted = (0..<Self.slots).reduce(0) { $0 + Int(bins[$1].count) }
    let unit = counted == 0 ? 0 : Double(h.count - h.atomCount) / Double(counted)
    let atomSlot = h.atomCount > 0 ? slot(h.atom) : -1
    var pieces: [Piece] = []
    pieces.reserveCapacity(Self.slots + 2)
    for slot in 0..<Self.slots where bins[slot].count > 0 || slot == atomSlot {
      let bin = Double(bins[slot].count) * unit
      let (low, high) = bin > 0 ? extremes(slot) : (0, 0)
      guard slot == atomSlot else {
        pieces.append(Piece(count: bin, low: low, high: high))
        continue
      }
      let atom = Double(h.atom)
      let below = atom >= high ? bin : atom <= low ? 0 : (bin * (atom - low) / (high - low)).rounded()
      pieces.append(Piece(count: below, low: low, high: min(high, atom)))
      pieces.append(Piece(count: Double(h.atomCount), low: atom, high: atom))
      pieces.append(Piece(count: bin - below, low: max(low, atom), high: high))
    }
    return pieces
  }

  /// The number of a rank from 0, as well as the pieces tell.
  private func orderStatistic(_ rank: Int, _ pieces: [Piece]) -> Double {
    let h = header.pointee
    if rank == 0 { return h.minimum }
    if rank >= Int(h.count) - 1 { return h.maximum }
    var before = 0.0
    for piece in pieces {
      if Double(rank) < before + piece.count {
        let share = piece.count > 1 ? min(1, (Double(rank) - before) / (piece.count - 1)) : 0
        return min(h.maximum, max(h.minimum, Double(Float(piece.low + (piece.high - piece.low) * share))))
      }
      before += piece.count
    }
    return h.maximum
  }

  /// Least and greatest number of a bin.
  private func extremes(_ slot: Int) -> (low: Double, high: Double) {
    let h = header.pointee
    if slot == 0 { return (h.minimum, Double(h.greatestBelow)) }
    if slot == Self.slots - 1 { return (Double(h.leastAbove), h.maximum) }
    let start = Double(Self.start(slot))
    let width = Double(Self.start(slot + 1)) - start
    func number(_ level: UInt8) -> Double {
      Double(h.lower) + (start + width * Double(level) / 255) / Double(h.scale)
    }
    return (number(bins[slot].low), number(bins[slot].high))
  }
}

extension Float {
  /// The number itself, or the greatest finite one for infinity.
  fileprivate var atMostFinite: Float { self < .greatestFiniteMagnitude ? self : .greatestFiniteMagnitude }
}

/// The ties of a survey, as its table gives them: between whom, in which layer, how strong and when.
///
/// Households are numbered from 0. Word and influence pass along a directed tie from its source to its target; a survey that
/// asks "whom do you ask for advice?" names source and target the other way round.
///
/// Shape: one element a tie in every column.
public struct TieTable: Sendable, Hashable {
  /// Households.
  public let householdCount: Int
  /// Names of the layers (kin, business, ...); at least one.
  public let layers: [String]
  /// Whether a tie passes word only from source to target.
  public let isDirected: Bool
  /// The households that a tie joins.
  public private(set) var source: [UInt32] = []
  /// The other end.
  public private(set) var target: [UInt32] = []
  /// Strength, above 0; 1 where the table gives none.
  public private(set) var weight: [Float] = []
  /// Index of its layer.
  public private(set) var layer: [UInt8] = []
  /// First period in which the tie stands; the least number for a tie that always stood.
  public private(set) var since: [Int32] = []
  /// Last period in which it stands; the greatest number for a tie without an end.
  public private(set) var until: [Int32] = []

  /// A table without ties.
  public init(householdCount: Int, layers: [String] = ["tie"], isDirected: Bool = false) {
    precondition((1...256).contains(layers.count), "\(layers.count) layers")
    self.householdCount = householdCount
    self.layers = layers
    self.isDirected = isDirected
  }

  /// Ties.
  public var count: Int { source.count }

  /// Makes room for `count` ties.
  public mutating func reserveCapacity(_ count: Int) {
    source.reserveCapacity(count)
    target.reserveCapacity(count)
    weight.reserveCapacity(count)
    layer.reserveCapacity(count)
    since.reserveCapacity(count)
    until.reserveCapacity(count)
  }

  /// Adds a tie between two different households of the table.
  public mutating func append(
    _ from: Int, _ to: Int, weight strength: Float = 1, layer kind: Int = 0, since first: Int32 = .min,
    until last: Int32 = .max
  ) {
    precondition(from != to && (0..<householdCount).contains(from) && (0..<householdCount).contains(to))
    precondition(strength > 0 && strength.isFinite && layers.indices.contains(kind) && first <= last)
    source.append(UInt32(from))
    target.append(UInt32(to))
    weight.append(strength)
    layer.append(UInt8(kind))
    since.append(first)
    until.append(last)
  }
}

extension TieTable {
  /// A table of columns that were checked: every tie joins two different households, weights are above 0.
  ///
  /// - Precondition: all columns have the same length.
  public init(
    householdCount: Int, layers: [String], isDirected: Bool, source: [UInt32], target: [UInt32], weight: [Float],
    layer: [UInt8], since: [Int32], until: [Int32]
  ) {
    self.init(householdCount: householdCount, layers: layers, isDirected: isDirected)
    let counts = [target.count, weight.count, layer.count, since.count, until.count]
    precondition(counts.allSatisfy { $0 == source.count }, "columns of \(source.count) and \(counts) ties")
    for k in source.indices {
      precondition(source[k] != target[k] && max(source[k], target[k]) < householdCount && since[k] <= until[k])
      precondition(weight[k] > 0 && weight[k].isFinite && layer[k] < layers.count)
    }
    self.source = source
    self.target = target
    self.weight = weight
    self.layer = layer
    self.since = since
    self.until = until
  }
}

extension TieTable {
  /// The ties that stand in a period.
  public func standing(in period: Int32) -> TieTable {
    guard zip(since, until).contains(where: { $0 > period || $1 < period }) else { return self }
    var table = TieTable(householdCount: householdCount, layers: layers, isDirected: isDirected)
    for k in 0..<count where since[k] <= period && period <= until[k] {
      table.append(
        Int(source[k]), Int(target[k]), weight: weight[k], layer: Int(layer[k]), since: since[k], until: until[k])
    }
    return table
  }
}

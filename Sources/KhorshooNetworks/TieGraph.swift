import KhorshooNumerics

/// The ties of one period by rows: whom a household hears from, and who hears from it.
///
/// Ties of one pair add up, over rows of the table and over layers (W = sum over layers of weight_l A_l). An undirected tie
/// passes word both ways.
/// - Source: model description 2.
/// - Proof: `TieGraphUnit`.
public struct TieGraph: Sendable, Hashable {
  /// Row h: the households that h hears from, in rising order, with weights.
  public let incoming: SparseRows
  /// Row h: the households that hear from h, in rising order, with weights.
  public let outgoing: SparseRows
  /// Whether a tie may pass word one way only.
  public let isDirected: Bool

  /// Households.
  public var householdCount: Int { incoming.rowCount }
  /// Ordered pairs of tied households: twice the ties of an undirected graph.
  public var arcCount: Int { incoming.columns.count }

  /// The ties that stand in a period.
  ///
  /// - Parameters:
  ///   - layerWeights: weight of each layer of the table, 0 leaves it out; all 1 when left out.
  ///   - period: ties that stand in it; all when left out.
  ///   - isWeighted: false sets every weight of the result to 1.
  /// - Precondition: as many layer weights as layers, none negative.
  public init(_ ties: TieTable, layerWeights: [Float]? = nil, period: Int32? = nil, isWeighted: Bool = true) {
    let weights = layerWeights ?? Array(repeating: 1, count: ties.layers.count)
    precondition(weights.count == ties.layers.count && weights.allSatisfy { $0 >= 0 && $0.isFinite })
    let kept = (0..<ties.count).filter { k in
      weights[Int(ties.layer[k])] > 0 && (period.map { ties.since[k] <= $0 && $0 <= ties.until[k] } ?? true)
    }
    let strength = kept.map { weights[Int(ties.layer[$0])] * ties.weight[$0] }
    let (source, target) = (kept.map { ties.source[$0] }, kept.map { ties.target[$0] })
    let both = !ties.isDirected
    let rows = ArcRows(householdCount: ties.householdCount, row: target, column: source, strength, both: both)
    incoming = rows.sparse(isWeighted: isWeighted)
    outgoing =
      both
      ? incoming
      : ArcRows(householdCount: ties.householdCount, row: source, column: target, strength, both: false)
        .sparse(isWeighted: isWeighted)
    isDirected = ties.isDirected
  }

  /// Weights of each row of incoming ties divided by their sum; rows without ties stay empty.
  public var normalisedIncoming: SparseRows {
    var weights = incoming.weights
    for h in 0..<householdCount {
      let range = incoming.rowStarts[h]..<incoming.rowStarts[h + 1]
      let sum = range.reduce(0.0) { $0 + Double(incoming.weights[$1]) }
      for k in range { weights[k] = Float(Double(weights[k]) / sum) }
    }
    return checked(incoming, weights)
  }

  /// Sum of the weights a household hears with.
  public var incomingStrength: [Double] {
    (0..<householdCount).map { h in
      incoming.rowStarts[h]..<incoming.rowStarts[h + 1]
    }.map { $0.reduce(0) { $0 + Double(incoming.weights[$1]) } }
  }

  /// Number of households that each is tied to, either way.
  public var degrees: [Int] { (0..<householdCount).map { undirectedNeighbours(of: $0).count } }

  /// Households tied to one, either way, in rising order.
  public func undirectedNeighbours(of h: Int) -> [UInt32] {
    let ins = incoming.columns[incoming.rowStarts[h]..<incoming.rowStarts[h + 1]]
    guard isDirected else { return Array(ins) }
    return Set(ins).union(outgoing.columns[outgoing.rowStarts[h]..<outgoing.rowStarts[h + 1]]).sorted()
  }
}

/// The same ties with other weights.
func checked(_ rows: SparseRows, _ weights: [Float]) -> SparseRows {
  guard
    let result = try? SparseRows(
      rowCount: rows.rowCount, columnCount: rows.columnCount, rowStarts: rows.rowStarts, columns: rows.columns,
      weights: weights)
  else { preconditionFailure("\(weights.count) weights of \(rows.columns.count) ties are not all finite") }
  return result
}

/// Ties put into rows by counting, then sorted within the row and summed.
private struct ArcRows {
  private let householdCount: Int
  private var starts: [Int]
  private var columns: [UInt32]
  private var weights: [Float]

  init(householdCount: Int, row: [UInt32], column: [UInt32], _ strength: [Float], both: Bool) {
    self.householdCount = householdCount
    starts = Array(repeating: 0, count: householdCount + 1)
    for k in row.indices {
      starts[Int(row[k]) + 1] += 1
      if both { starts[Int(column[k]) + 1] += 1 }
    }
    for h in 0..<householdCount { starts[h + 1] += starts[h] }
    columns = Array(repeating: 0, count: starts[householdCount])
    weights = Array(repeating: 0, count: starts[householdCount])
    var next = starts
    for k in row.indices {
      for (r, c) in both ? [(row[k], column[k]), (column[k], row[k])] : [(row[k], column[k])] {
        columns[next[Int(r)]] = c
        weights[next[Int(r)]] = strength[k]
        next[Int(r)] += 1
      }
    }
  }

  func sparse(isWeighted: Bool) -> SparseRows {
    var (sortedStarts, sortedColumns, sortedWeights) = ([0], [UInt32](), [Float]())
    sortedStarts.reserveCapacity(starts.count)
    sortedColumns.reserveCapacity(columns.count)
    sortedWeights.reserveCapacity(columns.count)
    for h in 0..<householdCount {
      // Equal columns in the order of the table, so that their sum does not depend on the sort.
      let order = (starts[h]..<starts[h + 1]).sorted { (columns[$0], $0) < (columns[$1], $1) }
      let first = sortedColumns.count
      for k in order {
        if sortedColumns.count > first, sortedColumns.last == columns[k] {
          sortedWeights[sortedWeights.count - 1] += weights[k]
        } else {
          sortedColumns.append(columns[k])
          sortedWeights.append(weights[k])
        }
      }
      sortedStarts.append(sortedColumns.count)
    }
    if !isWeighted { for k in sortedWeights.indices { sortedWeights[k] = 1 } }
    guard
      let rows = try? SparseRows(
        rowCount: householdCount, columnCount: householdCount, rowStarts: sortedStarts, columns: sortedColumns,
        weights: sortedWeights)
    else { preconditionFailure("the ties of a table give no rows") }
    return rows
  }
}

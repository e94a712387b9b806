import Foundation
import KhorshooEngine
import KhorshooNumerics

/// What a block of a run left behind, as a shard keeps it: the values of its record (``RowValues``), the residual of each ledger,
/// and the terms of its world's sums, each list with its length before it. All numbers are Float64, least byte first.
///
/// - Proof: `KeptBlockUnit`, `RunShardCommandTests`.
package struct KeptBlock {
  /// Values of each arm, and what the reference arm has for its groups. Shape: arms, cells x 16; lanes beyond those of the
  /// block are not numbers.
  let values, matched: [[Double]]
  /// Largest residual of each ledger.
  let residuals: [Double]
  /// With the weights of the block's world.
  let sums: SumDefinitions

  /// The bytes of a block.
  package static func data(
    _ record: BlockRecord, lanes: Int, referenceArm: Int, sums: SumDefinitions
  ) -> Data {
    var data = Data()
    RowValues.append(record, lanes: lanes, referenceArm: referenceArm, to: &data)
    func append(_ number: Double) {
      withUnsafeBytes(of: number.bitPattern.littleEndian) { data.append(contentsOf: $0) }
    }
    for residual in record.ledgerResiduals { append(residual) }
    for terms in sums.termLists {
      append(Double(terms.count))
      for term in terms {
        append(Double(term.cell))
        append(term.weight)
      }
    }
    return data
  }

  /// Reads the bytes of a block of `model`; nil when they are not as many as it has.
  package init?(_ data: Data, of model: some BlockModel, lanes: Int) {
    let bytes = Array(data)
    guard bytes.count % 8 == 0 else { return nil }
    var position = 0
    func next() -> Double? {
      guard position + 8 <= bytes.count else { return nil }
      let word = bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: position, as: UInt64.self) }
      position += 8
      return Double(bitPattern: UInt64(littleEndian: word))
    }
    func rows(_ count: Int) -> [Double]? {
      guard position + 8 * count * lanes <= bytes.count else { return nil }
      var rows = [Double](repeating: .nan, count: count * laneCount)
      for row in 0..<count {
        for lane in 0..<lanes { rows[row * laneCount + lane] = next() ?? .nan }
      }
      return rows
    }
    let (layout, arms) = (model.layout, model.armNames.indices)
    let values = arms.compactMap { _ in rows(layout.cells.count) }
    let matched = arms.compactMap { $0 == model.referenceArm ? [] : rows(layout.groupCells.count) }
    let residuals = model.ledgers.compactMap { _ in next() }
    guard values.count == arms.count, matched.count == arms.count, residuals.count == model.ledgers.count else {
      return nil
    }
    var lists: [[RatioDefinition.Term]] = []
    for _ in model.sums.termLists {
      guard let count = next().flatMap({ Int(exactly: $0) }), (0...bytes.count).contains(count) else { return nil }
      var terms: [RatioDefinition.Term] = []
      for _ in 0..<count {
        guard let cell = next().flatMap({ Int(exactly: $0) }), layout.cells.indices.contains(cell), let weight = next()
        else { return nil }
        terms.append(RatioDefinition.Term(cell: cell, weight: weight))
      }
      lists.append(terms)
    }
    guard position == bytes.count else { return nil }
    (self.values, self.matched, self.residuals) = (values, matched, residuals)
    sums = model.sums.replacingTerms(by: lists)
  }

  /// Writes it into a record that holds all cells of the run.
  func write(to record: BlockRecord, referenceArm: Int) {
    for arm in values.indices {
      _ = record.values[arm].update(fromContentsOf: values[arm])
      if arm != referenceArm { _ = record.matchedReference[arm].update(fromContentsOf: matched[arm]) }
    }
    for (ledger, residual) in residuals.enumerated() { record.note(ledger: ledger, residual: residual) }
  }
}

extension SumDefinitions {
  /// The terms of all sums: both sides of each ratio, then the items of each balance.
  fileprivate var termLists: [[RatioDefinition.Term]] {
    ratios.flatMap { [$0.numerator.terms, $0.denominator.terms] } + balances.flatMap { $0.items.map(\.terms) }
  }

  /// The same sums with other terms.
  ///
  /// - Precondition: as many lists as ``termLists``.
  fileprivate func replacingTerms(by lists: [[RatioDefinition.Term]]) -> SumDefinitions {
    precondition(lists.count == termLists.count, "\(lists.count) lists of terms")
    var rest = lists[...]
    func side(_ side: RatioDefinition.Side) -> RatioDefinition.Side {
      RatioDefinition.Side(label: side.label, labelChinese: side.labelChinese, terms: rest.removeFirst())
    }
    let ratios = ratios.map {
      RatioDefinition(
        name: $0.name, unit: $0.unit, label: $0.label, labelChinese: $0.labelChinese, meaning: $0.meaning,
        meaningChinese: $0.meaningChinese, numerator: side($0.numerator), denominator: side($0.denominator))
    }
    let balances = balances.map { balance in
      BalanceDefinition(
        name: balance.name, label: balance.label, labelChinese: balance.labelChinese, unit: balance.unit,
        items: balance.items.map {
          BalanceDefinition.Item(
            name: $0.name, label: $0.label, labelChinese: $0.labelChinese, meaning: $0.meaning,
            meaningChinese: $0.meaningChinese, terms: rest.removeFirst())
        }, perHouseholdYear: balance.perHouseholdYear)
    }
    return SumDefinitions(ratios: ratios, balances: balances)
  }
}

import Foundation
import KhorshooEngine
import KhorshooNumerics
import Synchronization

/// Two arms of an AR(1) process with one luck: `b` is `a` plus a shift, and a coin that falls alike in both arms.
struct ToyModel: BlockModel {
  var autocorrelation = 0.7
  var deviation = 2.0
  var mean = 5.0
  var shift = 0.25
  var headProbability = 0.3
  var years = 5
  /// Residual that block `index` notes.
  var residual: @Sendable (Int) -> Double = { _ in 0.001 }
  var ratios: [RatioDefinition] = []
  /// Waits before a block, to disturb the order in which workers end.
  var delay: @Sendable (Int) -> Void = { _ in }

  static let stream = RandomStream(root: .dynamics, number: 900, name: "toy")

  let armNames = ["a", "b"]
  let referenceArm = 0
  let ledgers = [LedgerDefinition(name: "toy", unit: "1", tolerance: 1)]
  var householdQuartersPerReplicate: Int { 8 * years }

  var layout: RecordLayout {
    RecordLayout(
      outcomes: [
        toyOutcome("state", .quarterly, [.banner, .group]), toyOutcome("heads", .yearly, [.banner]),
        toyOutcome("never", .yearly, [.banner]),
      ],
      places: [toyPlace(.banner, "banner"), toyPlace(.group, "odd")],
      quarters: (0..<4 * years).map { Quarter(year: 2020, number: 1).advanced(by: $0) })
  }

  final class Workspace {}

  func makeWorkspace() -> Workspace { Workspace() }

  func simulate(_ block: ReplicateBlock, in workspace: Workspace, into record: BlockRecord) {
    delay(block.index)
    let layout = layout
    let random = LaneRandom(seed: 77, firstReplicate: block.firstReplicate)
    var state = SIMD16<Double>.zero
    for time in layout.quarters.indices {
      let four = random.uniforms(Self.stream, entity: 0, quarter: time)
      let normals = SIMD16<Double>(normalQuantileLanes(four.0))
      let innovation = deviation * (time == 0 ? 1 : (1 - autocorrelation * autocorrelation).squareRoot())
      state = state * SIMD16(repeating: time == 0 ? 0 : autocorrelation) + normals * SIMD16(repeating: innovation)
      var heads = SIMD16<Double>.zero
      for lane in 0..<laneCount where Double(four.1[lane]) < headProbability { heads[lane] = 1 }
      for arm in 0..<2 {
        let value = state + SIMD16(repeating: mean + Double(arm) * shift)
        record.set(arm: arm, cell: layout.cell(outcome: 0, place: 0, time: time)!, value)
        record.set(arm: arm, cell: layout.cell(outcome: 0, place: 1, time: time)!, value)
        // The households that are odd in `b` were 1 below it in `a`.
        record.setMatchedReference(
          arm: arm, cell: layout.cell(outcome: 0, place: 1, time: time)!, value - SIMD16(repeating: 1))
        guard let yearly = layout.cell(outcome: 1, place: 0, time: time) else { continue }
        record.set(arm: arm, cell: yearly, heads)
        record.set(arm: arm, cell: layout.cell(outcome: 2, place: 0, time: time)!, SIMD16(repeating: .nan))
      }
    }
    record.note(ledger: 0, residual: residual(block.index))
  }
}

/// Two arms and some unrelated quantities of the banner in one quarter.
protocol TwoArmModel: BlockModel where Workspace == NoWorkspace {
  static var quantities: Int { get }
}

/// Memory of a model that needs none.
final class NoWorkspace {}

extension TwoArmModel {
  var armNames: [String] { ["reference", "policy"] }
  var referenceArm: Int { 0 }
  var ledgers: [LedgerDefinition] { [] }
  var householdQuartersPerReplicate: Int { 1 }

  var layout: RecordLayout {
    RecordLayout(
      outcomes: (0..<Self.quantities).map { toyOutcome("quantity\($0)", .quarterly, [.banner]) },
      places: [toyPlace(.banner, "banner")], quarters: [Quarter(year: 2020, number: 1)])
  }

  func makeWorkspace() -> NoWorkspace { NoWorkspace() }
}

func toyOutcome(_ name: String, _ frequency: OutcomeDefinition.Frequency, _ levels: [PlaceLevel]) -> OutcomeDefinition {
  OutcomeDefinition(
    name: name, unit: "1", label: "", labelChinese: "", meaning: "", meaningChinese: "", frequency: frequency,
    levels: levels)
}

func toyPlace(_ level: PlaceLevel, _ id: String) -> Place { Place(level: level, id: id, name: id, nameChinese: id) }

/// What the observer saw, from any thread.
final class Log<Element: Sendable>: Sendable {
  private let elements = Mutex<[Element]>([])
  var all: [Element] { elements.withLock { $0 } }
  func append(_ element: Element) { elements.withLock { $0.append(element) } }
}

/// The recorded values of each replicate, all arms and cells one after another, as bits (NaN equals itself).
func recordsByReplicate(_ model: some BlockModel, replicates: Int, threads: Int) throws -> [Int: [UInt64]] {
  let log = Log<(Int, [UInt64])>()
  let cells = model.layout.cells.count
  let keep: @Sendable (BlockRecord, ReplicateBlock) throws -> Void = { record, block in
    for lane in 0..<block.validLanes {
      let bits = record.values.flatMap { values in (0..<cells).map { values[$0 * laneCount + lane].bitPattern } }
      log.append((block.firstReplicate + lane, bits))
    }
  }
  _ = try MonteCarloRunner(replicates: replicates, threads: threads).run(model, observer: .init(keep: keep))
  return Dictionary(uniqueKeysWithValues: log.all)
}

/// Every figure of every cell as bits.
func bits(_ tables: RunStatistics) -> [UInt64] {
  tables.arms.indices.flatMap { arm in
    tables.layout.cells.indices.flatMap { cell -> [UInt64] in
      let s = tables.summary(arm: arm, cell: cell)
      let own = [Double(s.replicates), s.mean, s.mcse, s.p05, s.p25, s.p50, s.p75, s.p95]
      guard arm != tables.referenceArm else { return own.map(\.bitPattern) }
      let d = tables.difference(arm: arm, cell: cell)
      let pair = [
        Double(d.replicates), d.difference, d.ci95Low, d.ci95High, d.relative, d.correlation, d.unpairedReplicates,
      ]
      return (own + pair).map(\.bitPattern)
    }
  } + tables.ledgerResiduals.map(\.bitPattern)
}

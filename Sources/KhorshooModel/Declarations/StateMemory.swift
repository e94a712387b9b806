import KhorshooNumerics

/// What a state variable has a row for.
package enum StateRows: String, Sendable {
  case households
  case householdClasses = "households x classes"
  case gacha, cooperatives, grids
  case gridKinds = "grids x kinds"
}

/// How large a banner is.
package struct StateSizes: Sendable, Equatable {
  let households, classes, gacha, grids, cooperatives: Int

  package init(households: Int, classes: Int, gacha: Int, grids: Int, cooperatives: Int) {
    (self.households, self.classes, self.gacha) = (households, classes, gacha)
    (self.grids, self.cooperatives) = (grids, cooperatives)
  }

  fileprivate func count(_ rows: StateRows) -> Int {
    switch rows {
    case .households: households
    case .householdClasses: households * classes
    case .gacha: gacha
    case .cooperatives: cooperatives
    case .grids: grids
    case .gridKinds: grids * ServiceState.kindCount
    }
  }
}

/// The memory of one arm's state, dealt out to variables in the order in which they are declared.
///
/// The variables are set up twice: the first time to see how much they need, the second time to get it, in one piece. So a
/// variable is one entry, and none can be forgotten when a state is copied or cleared.
/// - Proof: `ProcessDescriptionProperty` (every variable is in memory).
final class StateMemory: @unchecked Sendable {
  /// Where the variables of the state that is being set up get their rows.
  @TaskLocal static var current: StateMemory?

  let sizes: StateSizes
  /// Bytes dealt out.
  private(set) var byteCount = 0
  /// What was declared, without names.
  private(set) var declared: [ModelVariable] = []
  /// Where the rows lie; nil when they are only counted.
  let space: StateSpace?
  private var base: UnsafeMutableRawPointer? { space?.base }
  /// Rows of every variable begin at a multiple of it: the size of a row of accounts.
  fileprivate static let alignment = MemoryLayout<AccountLanes>.stride

  /// Counts only.
  init(planning sizes: StateSizes) {
    self.sizes = sizes
    space = nil
  }

  init(_ sizes: StateSizes, in space: StateSpace) {
    self.sizes = sizes
    self.space = space
  }

  /// The memory of the state that is being set up.
  static var open: StateMemory {
    guard let current else { preconditionFailure("a state is made by ModelState.make") }
    return current
  }

  fileprivate func take<Row: SIMD>(_ rows: StateRows, _ variable: ModelVariable) -> UnsafeMutablePointer<Row> {
    declared.append(variable)
    let offset = byteCount
    let bytes = sizes.count(rows) * MemoryLayout<Row>.stride
    byteCount += (bytes + StateMemory.alignment - 1) / StateMemory.alignment * StateMemory.alignment
    // Nobody looks into a state that is only planned.
    guard let base else { return UnsafeMutablePointer(bitPattern: StateMemory.alignment)! }
    return (base + offset).bindMemory(to: Row.self, capacity: sizes.count(rows))
  }

  func clear() { base?.initializeMemory(as: UInt8.self, repeating: 0, count: byteCount) }

  /// - Parameter start: bytes that are left as they are.
  func copy(_ other: StateMemory, from start: Int = 0) {
    precondition(byteCount == other.byteCount, "\(other.byteCount) bytes into \(byteCount)")
    guard let base, let from = other.base else { return }
    (base + start).copyMemory(from: from + start, byteCount: byteCount - start)
  }

  /// Names of the variables of a state, those of its parts behind the part's name.
  static func names(of state: AnyObject, prefix: String = "") -> [String] {
    Mirror(reflecting: state).children.flatMap { label, value -> [String] in
      let name = prefix + (label ?? "")
      return switch value {
      case is Rows, is AccountRows: [name]
      case is CooperativeState, is ServiceState, is CentralHouseholdState:
        names(of: value as AnyObject, prefix: name + ".")
      default: []
      }
    }
  }
}

/// The piece of memory that the rows of a state lie in, and may be dealt out anew to those of a state of another size.
final class StateSpace: @unchecked Sendable {
  let base: UnsafeMutableRawPointer
  /// Bytes that are there.
  let byteCount: Int

  /// As many bytes, and what is left of the last large page: the next world may have some cooperatives more.
  init(atLeast byteCount: Int) {
    self.byteCount = LargePages.room(byteCount)
    base = LargePages.allocate(byteCount: self.byteCount, alignment: StateMemory.alignment)
  }

  deinit { base.deallocate() }
}

/// States of a world that a worker has left, for the world that it enters: fresh memory takes 3 to 8 % of a world's time (measured).
/// What they hold has no effect: every block sets its states anew (``InitialState``). Worlds differ in the number of cooperatives
/// that can be founded, so a state whose shape does not fit leaves its memory at least.
///
/// - Proof: `SharedWorkProperty`.
final class StatesLeft: @unchecked Sendable {
  /// What new states may take; nil when all are made anew.
  @TaskLocal static var current: StatesLeft?

  // Of one worker.
  private var states: [ModelState]

  init(_ states: [ModelState]) { self.states = states }

  /// One of the states with these sizes, once.
  func take(_ sizes: StateSizes) -> ModelState? {
    states.firstIndex { $0.sizes == sizes }.map { states.remove(at: $0) }
  }

  /// The memory of one of the states, once, where so much can be put into it; else one is given back, since a worker has the
  /// memory of one world at a time.
  func takeSpace(_ byteCount: Int) -> StateSpace? {
    guard let found = states.firstIndex(where: { $0.space.byteCount >= byteCount }) else {
      _ = states.popLast()
      return nil
    }
    return states.remove(at: found).space
  }
}

/// Accounts of sixteen replicates, one row a unit.
package typealias AccountRows = UnsafeMutablePointer<AccountLanes>

/// Declares a state variable and gives it its rows.
func kept(_ rows: StateRows, _ unit: String, _ label: String, _ chinese: String, _ meaning: String) -> Rows {
  StateMemory.open.take(rows, ModelVariable("", unit, rows.rawValue, label, chinese, meaning))
}

/// The same in double precision, for accounts.
func account(_ rows: StateRows, _ unit: String, _ label: String, _ chinese: String, _ meaning: String) -> AccountRows {
  StateMemory.open.take(rows, ModelVariable("", unit, rows.rawValue, label, chinese, meaning))
}

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
  // Nil of a plan, and when it was given away.
  private var base: UnsafeMutableRawPointer?
  /// Bytes there are: some more than were asked for, so that a world that is a little larger finds room.
  private let capacity: Int
  /// Rows of every variable begin at a multiple of it: the size of a row of accounts.
  private static let alignment = MemoryLayout<AccountLanes>.stride

  /// Counts only.
  init(planning sizes: StateSizes) {
    self.sizes = sizes
    (base, capacity) = (nil, 0)
  }

  /// - Parameter left: of a state that is used no more, whose memory is taken over or, when it is too small, given back first.
  init(_ sizes: StateSizes, byteCount: Int, after left: StateMemory?) {
    self.sizes = sizes
    if let left, left.capacity >= byteCount, let taken = left.base {
      (base, capacity) = (taken, left.capacity)
    } else {
      left?.base?.deallocate()
      capacity = byteCount + byteCount / Self.spare
      base = LargePages.allocate(byteCount: capacity, alignment: StateMemory.alignment)
    }
    left?.base = nil
  }

  deinit { base?.deallocate() }

  /// A sixteenth is kept to spare; the system gives no memory for what is never touched.
  private static let spare = 16

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

  func copy(_ other: StateMemory) {
    precondition(byteCount == other.byteCount, "\(other.byteCount) bytes into \(byteCount)")
    guard let base, let from = other.base else { return }
    base.copyMemory(from: from, byteCount: byteCount)
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

/// States of a world that a worker has left, for the world that it enters: fresh memory takes 3 % of a world's time (measured).
/// What they hold has no effect: every block sets its states anew (``InitialState``).
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

  /// One of the states that are left, whatever its sizes, once: a worker has the memory of one world at a time.
  func takeAny() -> ModelState? { states.popLast() }
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

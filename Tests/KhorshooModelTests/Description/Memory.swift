import KhorshooModel
import KhorshooNumerics

/// Looks into the memory of an arm by the names that its variables have in code, so that words can be held against it.
enum Memory {
  /// Every state variable with a print of its content; names as in `ModelVariable`.
  static func state(_ context: QuarterContext) -> [String: Int] {
    var prints: [String: Int] = [:]
    for part in parts(of: context.state) { prints[part.name] = part.print(context) }
    return prints
  }

  /// Names of all state variables, in the order of memory.
  static func names(_ context: QuarterContext) -> [String] { parts(of: context.state).map(\.name) }

  /// A print of everything that a process can change: state, flows, accounts of the quarter, ledgers.
  static func all(_ context: QuarterContext) -> Int {
    var hasher = Hasher()
    for part in parts(of: context.state) { hasher.combine(part.print(context)) }
    let households = context.banner.places.gacha.map(\.households.count).max() ?? 0
    for (child, count) in [
      (Mirror(reflecting: context.flows), households),
      (Mirror(reflecting: context.cooperativeQuarter), context.banner.places.cooperatives.count),
      (Mirror(reflecting: context.serviceQuarter), context.banner.places.grids.count),
    ] {
      for (label, value) in child.children where label != "memory" && label != "dying" && label != "regularHead" {
        if let rows = value as? Rows { hasher.combine(bytes: UnsafeRawBufferPointer(start: rows, count: count * 64)) }
      }
    }
    for flow in MoneyFlow.allCases {
      hasher.combine(context.flows.money.booked(flow))
      hasher.combine(context.payments[flow])
    }
    for species in 0..<context.flows.stock.speciesCount {
      let entry = context.flows.stock.entries[species]
      hasher.combine(entry.births)
      hasher.combine(entry.deaths)
      hasher.combine(entry.sales)
      hasher.combine(entry.purchases)
      hasher.combine(entry.homeUse)
    }
    return hasher.finalize()
  }

  /// Copies the state of one arm to another one of the same banner.
  static func copy(from source: QuarterContext, to target: QuarterContext) {
    for (from, to) in zip(parts(of: source.state), parts(of: target.state)) {
      to.start.copyMemory(from: from.start, byteCount: from.bytes(source))
    }
    target.payments.copy(source.payments)
  }

  /// One variable in memory.
  private struct Part {
    let name: String
    let start: UnsafeMutableRawPointer
    let rowBytes: Int

    func bytes(_ context: QuarterContext) -> Int {
      guard let variable = ModelVariable.state.first(where: { $0.name == name }) else { return 0 }
      return rowBytes * variable.rows.split(separator: " ").map { Memory.count(String($0), context) }.reduce(1, *)
    }

    func print(_ context: QuarterContext) -> Int {
      var hasher = Hasher()
      hasher.combine(bytes: UnsafeRawBufferPointer(start: start, count: bytes(context)))
      return hasher.finalize()
    }
  }

  private static func count(_ rows: String, _ context: QuarterContext) -> Int {
    let places = context.banner.places
    switch rows {
    case "x": return 1
    case "households": return places.householdCount
    case "classes": return context.banner.table.classes.count
    case "gacha": return places.gacha.count
    case "grids": return places.grids.count
    case "cooperatives": return places.cooperatives.count
    case "kinds": return ServiceState.kindCount
    default: preconditionFailure("no count of \(rows)")
    }
  }

  private static func parts(of object: AnyObject, prefix: String = "") -> [Part] {
    Mirror(reflecting: object).children.flatMap { label, value -> [Part] in
      guard let label, label != "memory" else { return [] }
      switch value {
      case let rows as Rows: return [Part(name: prefix + label, start: rows, rowBytes: 64)]
      case let rows as UnsafeMutablePointer<AccountLanes>:
        return [Part(name: prefix + label, start: rows, rowBytes: 128)]
      default:
        return type(of: value) is AnyClass ? parts(of: value as AnyObject, prefix: prefix + label + ".") : []
      }
    }
  }
}

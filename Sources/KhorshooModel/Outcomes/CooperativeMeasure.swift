import KhorshooNumerics

/// What is recorded of cooperatives.
enum CooperativeMeasure {
  case size, active, registered, shell, founded, dissolved, reserves, capital, volume, surplus, inputSaving, defaulted

  /// Whether it is of what happens within the quarter.
  var isFlow: Bool { [.founded, .dissolved, .volume, .inputSaving, .defaulted].contains(self) }

  /// Value of one cooperative at the end of a quarter of the arm that ``CooperativeQuarter`` holds.
  func value(of c: Int, _ context: QuarterContext) -> AccountLanes {
    let (quarter, accounts) = (context.cooperativeQuarter, context.state.cooperatives)
    let isShell = context.banner.places.cooperatives[c].isShell
    return switch self {
    case .size: widened(quarter.members[c])
    case .active: widened(choose(quarter.members[c] .> .zero, Lanes(repeating: 1), .zero))
    case .registered: isShell ? AccountLanes(repeating: 1) : accounts.isActive[c]
    case .shell: AccountLanes(repeating: isShell ? 1 : 0)
    case .founded: widened(quarter.founded[c])
    case .dissolved: widened(quarter.dissolved[c])
    case .reserves: accounts.reservesYuan[c]
    case .capital: accounts.capitalYuan[c]
    case .volume: widened(quarter.volume[c])
    case .defaulted: widened(quarter.defaulted[c])
    case .inputSaving: widened(quarter.inputs[c] * quarter.discount[c])
    case .surplus: accounts.surplusLastYearYuan[c]
    }
  }
}

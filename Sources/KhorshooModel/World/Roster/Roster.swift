import KhorshooNetworks

/// Households of a survey with their traits, places and ties, as their tables give them.
///
/// Households are numbered from 0 in the order of the table. What the table does not say is not made up here:
/// ``HouseholdSynthesis`` draws it for a run, and a command that needs it says so.
///
/// Shape: one element a household in every column of households.
public struct Roster: Sendable, Hashable {
  /// A unit that a cell names, such as a gacha: the names in order of appearance, and which of them each household has.
  public struct Units: Sendable, Hashable {
    /// Each name once.
    public var names: [String]
    /// Index of the name, -1 where the cell is empty.
    public var index: [Int]

    /// Memberwise.
    public init(names: [String], index: [Int]) {
      self.names = names
      self.index = index
    }

    /// One unit for all.
    public init(all name: String, count: Int) {
      names = [name]
      index = Array(repeating: 0, count: count)
    }
  }

  /// A column that the program does not know: kept as text.
  public struct ExtraColumn: Sendable, Hashable {
    /// As in the header.
    public let name: String
    /// Cells, empty where nothing is written.
    public let cells: [String]

    /// Memberwise.
    public init(name: String, cells: [String]) {
      self.name = name
      self.cells = cells
    }
  }

  /// A row of the table of grids.
  public struct GridRow: Sendable, Hashable {
    /// Index of its name in ``Roster/grid``.
    public let grid: Int
    /// Its central household; nil when it is to be appointed.
    public let central: Int?

    /// Memberwise.
    public init(grid: Int, central: Int?) {
      self.grid = grid
      self.central = central
    }
  }

  /// A row of the table of cooperatives.
  public struct CooperativeRow: Sendable, Hashable {
    /// Identifier.
    public let id: String
    /// Index of its gacha in ``Roster/gacha``.
    public let gacha: Int
    /// Index of the grid whose central household it is linked to; nil when it is to be drawn.
    public let grid: Int?
    /// How they are linked; nil when it is to be drawn.
    public let mode: LinkageMode?
    /// `beef`, `mutton` or `mixed`; nil when it is to be drawn.
    public let product: String?
    /// Registered but inactive; nil when it is to be drawn.
    public let isShell: Bool?

    /// Memberwise.
    public init(id: String, gacha: Int, grid: Int?, mode: LinkageMode?, product: String?, isShell: Bool?) {
      self.id = id
      self.gacha = gacha
      self.grid = grid
      self.mode = mode
      self.product = product
      self.isShell = isShell
    }
  }

  /// What a whole number of ``joined`` and of dated ties counts.
  public enum Calendar: String, Sendable, Hashable {
    /// Quarters since the first of year 0: 4 x year + quarter - 1.
    case quarters
    /// Calendar years, or periods of a survey.
    case numbers
  }

  /// Identifiers, each once.
  public var ids: [String]
  /// Township, village and grid of each household; nil without the column. A grid belongs to one gacha.
  public var sumu, gacha, grid: Units?
  /// Columns of numbers; not a number where a cell is empty.
  public var numbers: [RosterTrait: [Double]] = [:]
  /// Head by name of the species; not a number where a cell is empty.
  public var headBySpecies: [String: [Double]] = [:]
  /// Period in which each household joined (adopted), nil for one that has not; nil without the column.
  public var joined: [Int32?]?
  /// What ``joined`` and the dates of ties count.
  public var calendar = Calendar.numbers
  /// Columns that are kept as they are.
  public var extra: [ExtraColumn] = []
  /// Ties; nil without a table of ties.
  public var ties: TieTable?
  /// Grids, when there is a table of them.
  public var grids: [GridRow]?
  /// Cooperatives, when there is a table of them.
  public var cooperatives: [CooperativeRow]?

  /// Households without traits or ties.
  public init(ids: [String]) { self.ids = ids }

  /// Households.
  public var count: Int { ids.count }

  /// Columns that are there, in the order of the dictionary of columns.
  public var columns: [String] {
    [("sumu", sumu != nil), ("gacha", gacha != nil), ("grid", grid != nil)].filter(\.1).map(\.0)
      + RosterTrait.allCases.filter { numbers[$0] != nil }.map(\.rawValue)
      + headBySpecies.keys.sorted().map { $0 + "Head" } + (joined == nil ? [] : ["joined"])
  }
}

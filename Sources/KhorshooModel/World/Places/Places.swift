/// A township.
public struct Sumu: Sendable, Equatable {
  /// Stable identifier, transliterated and Chinese name.
  public let id, name, nameChinese: String
  /// Whether gacha belong to it.
  public let isPastoral: Bool
  /// Centre in the plane, kilometres.
  public internal(set) var xKm, yKm: Double
  /// Its gacha, contiguous.
  public internal(set) var gacha: Range<Int>
}

/// A village.
public struct Gacha: Sendable, Equatable {
  /// Stable identifier, transliterated and Chinese name.
  public let id, name, nameChinese: String
  /// Index of its sumu.
  public let sumu: Int
  /// Centre in the plane, kilometres.
  public internal(set) var xKm, yKm: Double
  /// Its grids, contiguous.
  public let grids: Range<Int>
  /// Its households, contiguous.
  public let households: Range<Int>
  /// Its cooperatives, contiguous.
  public internal(set) var cooperatives: Range<Int>
}

/// The area of one central household.
public struct Grid: Sendable, Equatable {
  /// Stable identifier.
  public let id: String
  /// Name in a roster; nil when it was drawn.
  public internal(set) var name: String?
  /// Number within its gacha, from 1.
  let number: Int
  /// Index of its gacha.
  public let gacha: Int
  /// Its households in rising order: one run in the grids that households are numbered by, scattered over the gacha in those
  /// that an arm has for itself.
  public let households: [Int]
  /// Index of the household that is central at the start; its place is the centre of the grid.
  public internal(set) var centralHousehold: Int
  /// Households that may hold the office of central household.
  public internal(set) var candidates: [Int] = []
  /// Place in the order in which grids get a video system, from 0.
  public internal(set) var videoRank = 0
}

/// How a central household and a cooperative are linked.
public enum LinkageMode: String, Sendable, CaseIterable {
  /// Runs it (领办).
  case lead
  /// Created it (创办).
  case found
  /// Member with a voice (参与).
  case join
}

/// A herders' cooperative linked to a central household.
public struct Cooperative: Sendable, Equatable {
  /// Stable identifier.
  public let id: String
  /// Index of its gacha.
  public let gacha: Int
  /// Grid of the central household it is linked to.
  public let grid: Int
  /// How they are linked.
  public let mode: LinkageMode
  /// `beef`, `mutton` or `mixed`.
  public let product: String
  /// Registered but inactive (空壳社).
  public let isShell: Bool
  /// Registered at the start; others can be founded in a run.
  public let isRegistered: Bool
}

/// The banner: every administrative unit is one contiguous range of the units below it, but for households in an arm's own grids.
public struct Places: Sendable, Equatable {
  /// Townships.
  public internal(set) var sumu: [Sumu]
  /// Villages, sumu by sumu.
  public internal(set) var gacha: [Gacha]
  /// Grids, gacha by gacha.
  public internal(set) var grids: [Grid]
  /// Cooperatives, gacha by gacha: registered ones, and those that may be founded.
  public internal(set) var cooperatives: [Cooperative]
  /// Gacha of each household.
  public let gachaOfHousehold: [Int]
  /// Grid of each household.
  public let gridOfHousehold: [Int]

  /// Indices of the cooperatives registered at the start, in order.
  public var registeredCooperatives: [Int] { cooperatives.indices.filter { cooperatives[$0].isRegistered } }

  /// Households of the banner.
  public var householdCount: Int { gridOfHousehold.count }
}

/// A number that a roster can give of a household.
public enum RosterTrait: String, Sendable, Hashable, CaseIterable {
  /// Homestead in the plane.
  case xKm, yKm
  /// Homestead on the globe.
  case longitude, latitude
  /// Way to the central household.
  case distanceKm
  /// Persons and working adults.
  case persons, labour
  /// Land, herd and cash.
  case pastureMu, sheepUnits, cashYuan
  /// Attitudes and abilities, 0 to 1.
  case knowledge, trust, riskAversion, offFarmShare
  /// Standing.
  case partyMembers, isCentral
  /// The cooperative at the start.
  case isMember, isAware, usesServices, sellsThrough, isFarmer

  /// What a cell may be.
  public enum Kind: Sendable, Hashable {
    /// A number within bounds.
    case number(ClosedRange<Double>)
    /// A whole number within bounds.
    case whole(ClosedRange<Double>)
    /// `true` or `false`, or 1 or 0.
    case flag
  }

  /// What a cell may be.
  public var kind: Kind {
    switch self {
    case .xKm, .yKm: .number(-100_000...100_000)
    case .longitude: .number(-180...180)
    case .latitude: .number(-90...90)
    case .distanceKm: .number(0...100_000)
    case .persons: .whole(1...100)
    case .labour: .number(0...100)
    case .pastureMu: .number(0...10_000_000)
    case .sheepUnits: .number(0...1_000_000)
    case .cashYuan: .number(-1e9...1e9)
    case .knowledge, .trust, .riskAversion, .offFarmShare: .number(0...1)
    case .partyMembers: .whole(0...100)
    case .isCentral, .isMember, .isAware, .usesServices, .sellsThrough, .isFarmer: .flag
    }
  }

  /// Unit of its numbers.
  public var unit: String {
    switch self {
    case .xKm, .yKm, .distanceKm: "km"
    case .longitude, .latitude: "degrees"
    case .persons, .partyMembers: "persons"
    case .labour: "adult equivalents"
    case .pastureMu: "mu"
    case .sheepUnits: "sheep units"
    case .cashYuan: "CNY"
    default: "1"
    }
  }
}

/// A dated change of levers in one arm, everywhere or in some places (`interventions:` of a scenario).
public struct Intervention: Sendable, Equatable {
  /// How a lever comes to its new value.
  public enum Course: String, Sendable {
    /// At once, from the first to the last quarter; then it returns.
    case set
    /// By equal steps from the first to the last quarter; then it stays.
    case ramp
  }

  /// Gacha that begin one after another instead of together.
  public struct Rollout: Sendable, Equatable {
    /// Which gacha begin first.
    public enum Order: String, CaseIterable, Sendable {
      /// Those with the most households, or the fewest.
      case largest, smallest
      /// Those farthest from the centre of their sumu.
      case farthest
      /// By lot.
      case lot
      /// As the places are listed.
      case listed
    }

    /// Which begin first.
    public let order: Order
    /// Groups of gacha, equal in number but for one.
    public let waves: Int
    /// Quarters from the beginning of a group to that of the next.
    public let quarters: Int

    /// Memberwise.
    public init(order: Order, waves: Int, quarters: Int) {
      (self.order, self.waves, self.quarters) = (order, waves, quarters)
    }
  }

  /// One lever.
  public struct Change: Sendable, Equatable {
    /// Key of the ledger.
    public let key: String
    /// The new value.
    public let value: ParameterValue
    /// How it is reached.
    public let course: Course

    /// Memberwise.
    public init(key: String, value: ParameterValue, course: Course) {
      self.key = key
      self.value = value
      self.course = course
    }
  }

  /// Name in messages and files.
  public let id: String
  /// Title in English; empty without one.
  public let title: String
  /// Title in Chinese; empty without one.
  public let titleChinese: String
  /// First quarter, inclusive.
  public let from: Quarter
  /// Last quarter, inclusive; nil for the last of the run. A ramp has one.
  public let to: Quarter?
  /// Identifiers of sumu and gacha; empty for everywhere.
  public let places: [String]
  /// Levers that are changed, each once.
  public let changes: [Change]
  /// In which order gacha begin; nil when all begin in the first quarter.
  public let rollout: Rollout?

  /// Memberwise.
  public init(
    id: String, title: String = "", titleChinese: String = "", from: Quarter, to: Quarter?, places: [String],
    changes: [Change], rollout: Rollout? = nil
  ) {
    self.id = id
    self.title = title
    self.titleChinese = titleChinese
    self.from = from
    self.to = to
    self.places = places
    self.changes = changes
    self.rollout = rollout
  }
}

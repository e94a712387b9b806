/// A township (sumu) that a scenario names.
public struct NamedSumu: Sendable, Equatable {
  /// Stable identifier in files.
  public let id: String
  /// Name in transliteration.
  public let name: String
  /// Name in Chinese.
  public let nameChinese: String
  /// Whether it has gacha (pastoral villages).
  public let isPastoral: Bool

  /// Memberwise.
  public init(id: String, name: String, nameChinese: String, isPastoral: Bool) {
    self.id = id
    self.name = name
    self.nameChinese = nameChinese
    self.isPastoral = isPastoral
  }
}

/// A village (gacha) that a scenario names.
public struct NamedGacha: Sendable, Equatable {
  /// Stable identifier in files.
  public let id: String
  /// Name in transliteration.
  public let name: String
  /// Name in Chinese.
  public let nameChinese: String
  /// Identifier of its sumu.
  public let sumuID: String
  /// Products of the cooperatives it is known to have (`beef`, `mutton`); may be empty.
  public let products: [String]

  /// Memberwise.
  public init(id: String, name: String, nameChinese: String, sumuID: String, products: [String]) {
    self.id = id
    self.name = name
    self.nameChinese = nameChinese
    self.sumuID = sumuID
    self.products = products
  }
}

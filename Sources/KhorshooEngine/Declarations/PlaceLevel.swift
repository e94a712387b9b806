/// What kind of place or group a result is of, coarse first, groups last. Its raw value is the text in files.
public enum PlaceLevel: String, CaseIterable, Codable, Comparable, Sendable {
  /// The whole banner.
  case banner
  /// A township.
  case sumu
  /// A village.
  case gacha
  /// The area of one central household.
  case grid
  /// One registered cooperative.
  case cooperative
  /// A group of households, wherever they live.
  case group

  /// Coarse before fine.
  public static func < (a: PlaceLevel, b: PlaceLevel) -> Bool { a.order < b.order }

  private var order: Int { PlaceLevel.allCases.firstIndex(of: self)! }
}

/// Traits of every household that do not change during a run, and its state at the start.
///
/// Shape: one element a household, in the order of the places.
///
/// A reference, because every process reads it; filled once by the synthesis, then only read.
public final class Households: @unchecked Sendable {
  /// Easting of the homestead, kilometres.
  public var xKm: [Double] = []
  /// Northing, kilometres.
  public var yKm: [Double] = []
  /// Persons.
  public var persons: [Float] = []
  /// Own labour, adult equivalents.
  public var labour: [Float] = []
  /// Contracted pasture, mu (15 mu are a hectare).
  public var pastureMu: [Float] = []
  /// Sheep units at the start.
  public var sheepUnitsAtStart: [Float] = []
  /// Head at the start. Shape: households x classes.
  public var herdAtStart: [Float] = []
  /// Cash at the start, yuan.
  public var cashYuan: [Float] = []
  /// Knowledge at the start, 0 to 1.
  public var knowledge: [Float] = []
  /// Trust in the central household, 0 to 1.
  public var trust: [Float] = []
  /// Aversion to risk, 0 to 1.
  public var riskAversion: [Float] = []
  /// Off-farm participation, 0 to 1.
  public var offFarmShare: [Float] = []
  /// Party members in it.
  public var partyMembers: [Int] = []
  /// Whether it is the central household of its grid.
  public var isCentral: [Bool] = []
  /// Distance to its central household, kilometres.
  public var distanceKm: [Float] = []
  /// The cooperative within reach, -1 for none.
  public var cooperative: [Int] = []
  /// As a member, whether it buys inputs and uses services (1) or not (0).
  public var usesServices: [Float] = []
  /// As a member, whether it sells through the cooperative (1) or not (0).
  public var sellsThrough: [Float] = []
  /// Whether it is a member at the start.
  public var isMemberAtStart: [Bool] = []
  /// Whether it has heard of the cooperative at the start.
  public var isAwareAtStart: [Bool] = []
}

import KhorshooEngine
import KhorshooModel
import KhorshooNumerics

/// Arms that differ in nothing but how much service there is.
enum Scarce {
  static let hours: Settings = [
    "institution.services.hoursPerQuarter": "10", "institution.services.sumuHoursPerQuarter": "8",
  ]
  static let lever = "policy.centralHouseholds.services."

  static func arm(_ name: String, _ value: String) -> Settings { World.linkage.merging([lever + name: value]) { $1 } }

  /// Central households without a backlog of the sumu's.
  static func waiting(_ trace: Trace, arm: Int, place: Int, time: Int) -> [Double] {
    zip(
      trace.values("requestsWaiting", arm: arm, place: place, time: time),
      trace.values("requestsAtSumu", arm: arm, place: place, time: time)
    ).map { $0 - $1 }
  }
}

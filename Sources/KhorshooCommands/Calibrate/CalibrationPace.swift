import Synchronization

/// How long points of a calibration took, to say how long the others will.
final class CalibrationPace: Sendable {
  private let spent = Mutex((points: 0, seconds: 0.0))

  /// Takes in what was computed.
  func note(points: Int, seconds: Double) {
    spent.withLock {
      $0.points += points
      $0.seconds += seconds
    }
  }

  /// What so many points will take; nil before any was computed.
  func seconds(of points: Int) -> Double? {
    spent.withLock { $0.points > 0 ? Double(points) * $0.seconds / Double($0.points) : nil }
  }
}

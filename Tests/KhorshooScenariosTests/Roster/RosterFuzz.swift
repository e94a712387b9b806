import Foundation
import KhorshooInputs
import KhorshooText
import Testing

/// Tables damaged in seeded ways are read or refused, never a trap.
@Suite struct RosterFuzz {
  @Test(.timeLimit(.minutes(2)), arguments: 0..<4)
  func damagedTablesAreAnswered(seed: UInt64) {
    let pieces = [
      "\"", ",", "\r", "\n", "nan", "1e999", "-", "A-01", "kin", "\u{FEFF}", "\0", "羊", "99999999999999999",
    ]
    var damage = Damage(seed: seed, pieces: pieces)
    var refused = 0
    for _ in 0..<400 {
      let name = ["households", "ties", "grids", "cooperatives"][damage.next(4)]
      let bytes = damage.applied(to: Array(RosterFixtures.files["\(name).csv"]!.utf8))
      guard let error = MalformedRosterUnitTests.problems("\(name)-damaged.csv", bytes) else { continue }
      refused += 1
      #expect(error.diagnostics.allSatisfy { !$0.message.isEmpty && !$0.code.isEmpty })
    }
    #expect(refused > 150)
  }
}

import GRDB
import KhorshooEngine
import KhorshooReports
import TestSupport
import Testing

/// `details.sqlite` holds every cell that is defined, to the last digit, under the names of the tables.
@Suite struct DetailDatabaseUnit {
  @Test func everyDefinedCellIsThereExactly() throws {
    let scratch = Scratch()
    let run = MadeUpRun()
    try writeResult(run, to: scratch.path("r")) { try? DetailDatabase.write(run, to: $0) }
    #expect(
      entries(scratch.path("r")).contains("details.sqlite")
        && !entries(scratch.path("r")).contains { $0.hasPrefix(".") })
    let queue = try DatabaseQueue(path: scratch.path("r/details.sqlite"))
    var (defined, compared) = (0, 0)
    try queue.read { db in
      for arm in run.arms.indices {
        for (index, cell) in run.layout.cells.enumerated() {
          let place = run.layout.places[cell.place]
          let quarter = run.layout.quarters[cell.time]
          let keys: StatementArguments = [
            run.arms[arm], place.level.rawValue, place.id, quarter.year, quarter.number,
            run.layout.outcomes[cell.outcome].name,
          ]
          let condition = "WHERE arm = ? AND level = ? AND placeID = ? AND year = ? AND quarter = ? AND outcome = ?"
          let summary = run.summary(arm: arm, cell: index)
          let found = try Row.fetchAll(db, sql: "SELECT * FROM outcomes \(condition)", arguments: keys)
          #expect(found.count == (summary.replicates > 0 ? 1 : 0))
          if let row = found.first {
            #expect(row["mean"] == summary.mean && row["p95"] == summary.p95 && row["mcse"] == summary.mcse)
            #expect(row["isOfYear"] == (quarter.number == 4 ? 1 : 0))
            defined += 1
          }
          let change = run.difference(arm: arm, cell: index)
          let rows = try Row.fetchAll(db, sql: "SELECT * FROM differences \(condition)", arguments: keys)
          #expect(rows.count == (arm != run.referenceArm && change.replicates > 0 ? 1 : 0))
          if let row = rows.first {
            #expect(row["difference"] == change.difference && row["ci95Low"] == change.ci95Low)
            #expect(row["reference"] == "none" && row["unit"] == run.layout.outcomes[cell.outcome].unit)
            compared += 1
          }
        }
      }
    }
    #expect(defined > 100 && compared > 50)
  }

  @Test func theSameRunGivesTheSameBytes() throws {
    let scratch = Scratch()
    let hashes = try ["a", "b"].map { name in
      try writeResult(MadeUpRun(), to: scratch.path(name)) { try? DetailDatabase.write(MadeUpRun(), to: $0) }
        .outputFiles.first { $0.path == "details.sqlite" }?.sha256
    }
    #expect(hashes[0] != nil && hashes[0] == hashes[1])
  }
}

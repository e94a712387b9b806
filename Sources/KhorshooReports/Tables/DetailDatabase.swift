import Foundation
import GRDB
import KhorshooEngine
import KhorshooText

/// `details.sqlite`: every cell that a run records, at every level and quarter, in one file that SQL, pandas, R and the data
/// import of spreadsheets read. Two views have the names in words: `outcomes` and `differences`.
///
/// - Proof: `DetailDatabaseUnit`.
package enum DetailDatabase {
  /// Name of the file.
  package static let fileName = "details.sqlite"

  private static let schema = """
    CREATE TABLE arm (id INTEGER PRIMARY KEY, name TEXT NOT NULL, isReference INTEGER NOT NULL);
    CREATE TABLE place (
      id INTEGER PRIMARY KEY, level TEXT NOT NULL, placeID TEXT NOT NULL, name TEXT NOT NULL, nameChinese TEXT NOT NULL);
    CREATE TABLE outcome (
      id INTEGER PRIMARY KEY, name TEXT NOT NULL, label TEXT NOT NULL, labelChinese TEXT NOT NULL, unit TEXT NOT NULL,
      meaning TEXT NOT NULL, meaningChinese TEXT NOT NULL, ofYear TEXT NOT NULL);
    CREATE TABLE cell (
      id INTEGER PRIMARY KEY, outcome INTEGER NOT NULL REFERENCES outcome, place INTEGER NOT NULL REFERENCES place,
      year INTEGER NOT NULL, quarter INTEGER NOT NULL, isOfYear INTEGER NOT NULL);
    CREATE TABLE distribution (
      arm INTEGER NOT NULL, cell INTEGER NOT NULL, replicates INTEGER NOT NULL, mean REAL, mcse REAL, p05 REAL, p25 REAL,
      p50 REAL, p75 REAL, p95 REAL, PRIMARY KEY (arm, cell)) WITHOUT ROWID;
    CREATE TABLE change (
      arm INTEGER NOT NULL, cell INTEGER NOT NULL, replicates INTEGER NOT NULL, difference REAL, ci95Low REAL,
      ci95High REAL, relative REAL, correlation REAL, PRIMARY KEY (arm, cell)) WITHOUT ROWID;
    CREATE VIEW outcomes AS
      SELECT arm.name AS arm, level, placeID, place.name AS place, year, quarter, isOfYear, outcome.name AS outcome, label,
        labelChinese, unit, replicates, mean, mcse, p05, p25, p50, p75, p95
      FROM distribution JOIN cell ON cell.id = cell JOIN arm ON arm.id = arm JOIN place ON place.id = cell.place
        JOIN outcome ON outcome.id = cell.outcome;
    CREATE VIEW differences AS
      SELECT arm.name AS arm, (SELECT name FROM arm WHERE isReference) AS reference, level, placeID, place.name AS place,
        year, quarter, isOfYear, outcome.name AS outcome, label, labelChinese, unit, replicates, difference, ci95Low,
        ci95High, relative, correlation
      FROM change JOIN cell ON cell.id = cell JOIN arm ON arm.id = arm JOIN place ON place.id = cell.place
        JOIN outcome ON outcome.id = cell.outcome;
    """

  /// Writes the database into a result folder.
  ///
  /// - Throws: `UserError` 73, 74.
  package static func write(_ tables: some RunTables, to folder: ResultFolder) throws(UserError) {
    let path = folder.workPath(fileName)
    do {
      var configuration = Configuration()
      configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY") }
      let queue = try DatabaseQueue(path: WholeDatabase.name(path), configuration: configuration)
      try queue.write { db in
        try db.execute(sql: schema)
        try names(tables, db)
        try numbers(tables, db)
      }
      try queue.close()
    } catch {
      unlink(path)
      throw fault(error, folder.path + "/" + fileName)
    }
    try folder.take(path, as: fileName)
  }

  private static func names(_ tables: some RunTables, _ db: Database) throws {
    let layout = tables.layout
    for (index, arm) in tables.arms.enumerated() {
      try db.execute(
        sql: "INSERT INTO arm VALUES (?, ?, ?)", arguments: [index, arm, index == tables.referenceArm ? 1 : 0])
    }
    for (index, place) in layout.places.enumerated() {
      try db.execute(
        sql: "INSERT INTO place VALUES (?, ?, ?, ?, ?)",
        arguments: [index, place.level.rawValue, place.id, place.name, place.nameChinese])
    }
    for (index, outcome) in layout.outcomes.enumerated() {
      try db.execute(
        sql: "INSERT INTO outcome VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        arguments: [
          index, outcome.name, outcome.label, outcome.labelChinese, outcome.unit, outcome.meaning,
          outcome.meaningChinese, outcome.ofYear.rawValue,
        ])
    }
    let cell = try db.makeStatement(sql: "INSERT INTO cell VALUES (?, ?, ?, ?, ?, ?)")
    for (index, found) in layout.cells.enumerated() {
      let quarter = layout.quarters[found.time]
      try cell.execute(arguments: [
        index, found.outcome, found.place, quarter.year, quarter.number, layout.isOfYear(found) ? 1 : 0,
      ])
    }
  }

  private static func numbers(_ tables: some RunTables, _ db: Database) throws {
    let distribution = try db.makeStatement(sql: "INSERT INTO distribution VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    let change = try db.makeStatement(sql: "INSERT INTO change VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
    for arm in tables.arms.indices {
      for cell in tables.layout.cells.indices {
        if tables.isDefined(arm: arm, cell: cell) {
          let found = tables.summary(arm: arm, cell: cell)
          let values = [found.mean, found.mcse, found.p05, found.p25, found.p50, found.p75, found.p95].map(value)
          try distribution.execute(arguments: [arm, cell, found.replicates] + StatementArguments(values))
        }
        guard arm != tables.referenceArm else { continue }
        let found = tables.difference(arm: arm, cell: cell)
        guard found.replicates > 0 else { continue }
        let values = [found.difference, found.ci95Low, found.ci95High, found.relative, found.correlation].map(value)
        try change.execute(arguments: [arm, cell, found.replicates] + StatementArguments(values))
      }
    }
  }

  /// Nil for what is undefined.
  private static func value(_ number: Double) -> Double? { number.isNaN ? nil : number }

  private static func fault(_ error: any Error, _ path: String) -> UserError {
    UserError(
      .cannotWrite,
      [
        Diagnostic(
          code: "cannot-write", path: path,
          message: "cannot be written: \((error as? DatabaseError)?.message ?? "\(error)"); make room, then run again")
      ])
  }
}

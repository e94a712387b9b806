import Foundation
import GRDB
import KhorshooReports
import KhorshooText
import Synchronization

/// The rows of a sweep in an SQLite database. Rows are added and never changed, each in a transaction of its own: a process
/// that is killed loses the rows under way and nothing else.
///
/// - Proof: `SweepStoreUnit`, `SweepResumeCommandTests`.
public final class SweepStore: Sendable {
  /// `sweep.sqlite`
  public static let fileName = "sweep.sqlite"
  /// What an earlier program called it, and the table that it kept in it.
  static let (formerName, formerTable) = ("study.sqlite", "study")

  /// File of the database.
  public let path: String
  private let queue: DatabaseQueue
  private let isReadOnly: Bool
  private let layoutIDs = Mutex<[RecordedLayout: Int64]>([:])
  private let layouts = Mutex<[Int64: RecordedLayout]>([:])

  /// Opens the rows of a sweep, or begins them.
  ///
  /// - Parameters:
  ///   - identity: of the sweep's plan.
  ///   - isPart: whether the file is written by one process and put in place when it is complete.
  ///   - isReadOnly: nothing is added; the file exists.
  /// - Throws: `UserError` 73, 74; 65 `damaged-sweep` when the file is no database or of another sweep, `sweep-differs`
  ///   when an earlier program wrote it.
  public init(path: String, identity: String, isPart: Bool = false, isReadOnly: Bool = false) throws(UserError) {
    self.path = path
    self.isReadOnly = isReadOnly
    var configuration = Configuration()
    configuration.readonly = isReadOnly
    if !isPart, !isReadOnly { configuration.journalMode = .wal }
    configuration.busyMode = .timeout(10)
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA synchronous = \(isPart ? "OFF" : "NORMAL")")
      if isPart { try db.execute(sql: "PRAGMA journal_mode = MEMORY") }
    }
    do {
      let needsNoLocks = isPart || isReadOnly && Self.isFinished(path)
      queue = try DatabaseQueue(path: needsNoLocks ? WholeDatabase.name(path) : path, configuration: configuration)
      if try queue.read({ try $0.tableExists(Self.formerTable) }) { throw Self.ofEarlierProgram(path) }
      if !isReadOnly { try Self.migrator.migrate(queue) }
      let found = try queue.read { try String.fetchOne($0, sql: "SELECT identity FROM sweep") }
      if found == nil, !isReadOnly {
        try queue.write { try $0.execute(sql: "INSERT INTO sweep (identity) VALUES (?)", arguments: [identity]) }
      } else if found != identity {
        throw Self.damaged(path, "it holds the rows of another sweep")
      }
    } catch let error as UserError { throw error } catch { throw Self.fault(error, path) }
  }

  /// Whether a file is one that a single process wrote and put in place complete: those of a sweep under way have a write-ahead
  /// log, which bytes 18 and 19 of the file say (SQLite, *Database File Format*, 1.3.3).
  private static func isFinished(_ path: String) -> Bool {
    guard let file = FileHandle(forReadingAtPath: path) else { return false }
    defer { try? file.close() }
    return (try? file.read(upToCount: 20)).map { $0?.suffix(2) == Data([1, 1]) } ?? false
  }

  private static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { db in
      try db.execute(
        sql: """
          CREATE TABLE sweep (identity TEXT NOT NULL);
          CREATE TABLE layout (id INTEGER PRIMARY KEY, cells TEXT NOT NULL UNIQUE);
          CREATE TABLE unit (
            point INTEGER NOT NULL, first INTEGER NOT NULL, attempt INTEGER NOT NULL, replicates INTEGER NOT NULL,
            status TEXT NOT NULL CHECK (status IN ('done', 'failed')), seconds REAL NOT NULL, code TEXT, message TEXT,
            layout INTEGER REFERENCES layout (id), body BLOB, PRIMARY KEY (point, first, attempt)
          );
          """)
    }
    return migrator
  }

  /// Adds a row; the last one of a point and first replicate counts.
  ///
  /// - Throws: `UserError` 74.
  public func add(_ row: SweepRow) throws(UserError) {
    do { try queue.write { try add(row, $0) } } catch { throw Self.fault(error, path) }
  }

  /// Adds the rows that `body` hands in, all or none.
  ///
  /// - Throws: what `body` throws; `UserError` 74.
  func addAll(_ body: (_ add: (SweepRow) throws -> Void) throws -> Void) throws {
    do { try queue.write { db in try body { try add($0, db) } } } catch let error as DatabaseError {
      throw Self.fault(error, path)
    }
  }

  private func add(_ row: SweepRow, _ db: Database) throws {
    var arguments: StatementArguments = [row.point, row.first, row.point, row.first, row.replicates]
    switch row.content {
    case .values(let data, let layout):
      arguments += ["done", row.seconds, nil, nil, try layoutID(layout, db), data]
    case .failed(let code, let message): arguments += ["failed", row.seconds, code, message, nil, nil]
    }
    let statement = try db.cachedStatement(
      sql: """
        INSERT INTO unit (point, first, attempt, replicates, status, seconds, code, message, layout, body)
        VALUES (?, ?, (SELECT COUNT(*) FROM unit WHERE point = ? AND first = ?), ?, ?, ?, ?, ?, ?, ?)
        """)
    try statement.execute(arguments: arguments)
  }

  private func layoutID(_ layout: RecordedLayout, _ db: Database) throws -> Int64 {
    if let known = layoutIDs.withLock({ $0[layout] }) { return known }
    let text = JSONText.encode(layout)
    try db.execute(sql: "INSERT OR IGNORE INTO layout (cells) VALUES (?)", arguments: [text])
    let id = try Int64.fetchOne(db, sql: "SELECT id FROM layout WHERE cells = ?", arguments: [text]) ?? 0
    layoutIDs.withLock { $0[layout] = id }
    return id
  }

  /// Calls `body` with the point, first replicate and success of every row that counts, in no order.
  ///
  /// - Throws: `UserError` 65 `damaged-sweep`.
  public func forEachStatus(_ body: (_ point: Int, _ first: Int, _ isDone: Bool) -> Void) throws(UserError) {
    do {
      try queue.read { db in
        let rows = try Row.fetchCursor(db, sql: "SELECT point, first, status FROM unit ORDER BY point, first, attempt")
        while let row = try rows.next() { body(row[0], row[1], row[2] == "done") }
      }
    } catch { throw Self.fault(error, path) }
  }

  /// Calls `body` with the rows of every point that has one, points in order; one point is in memory at a time.
  ///
  /// - Throws: what `body` throws; `UserError` 65 `damaged-sweep`.
  public func forEachPoint(_ body: (_ point: Int, _ rows: [SweepRow]) throws -> Void) throws {
    do {
      try queue.read { db in
        let cursor = try Row.fetchCursor(
          db,
          sql: """
            SELECT point, first, replicates, seconds, status, code, message, layout, body FROM unit
            ORDER BY point, first, attempt
            """)
        var rows: [SweepRow] = []
        while let found = try cursor.next() {
          let row = try row(found, db)
          if let last = rows.last, last.point != row.point {
            try body(last.point, rows)
            rows = []
          }
          if rows.last?.first == row.first { rows.removeLast() }
          rows.append(row)
        }
        if let last = rows.last { try body(last.point, rows) }
      }
    } catch let error as DatabaseError { throw Self.fault(error, path) }
  }

  /// The rows of a point that count.
  ///
  /// - Throws: `UserError` 65 `damaged-sweep`.
  func rows(point: Int) throws -> [SweepRow] {
    do {
      return try queue.read { db in
        let found = try Row.fetchAll(
          db,
          sql: """
            SELECT point, first, replicates, seconds, status, code, message, layout, body FROM unit
            WHERE point = ? ORDER BY first, attempt
            """, arguments: [point])
        let rows = try found.map { try row($0, db) }
        return rows.indices.filter { $0 == rows.count - 1 || rows[$0 + 1].first != rows[$0].first }.map { rows[$0] }
      }
    } catch let error as DatabaseError { throw Self.fault(error, path) }
  }

  /// The row of a point and first replicate that counts; nil when there is none.
  ///
  /// - Throws: `UserError` 65 `damaged-sweep`.
  func row(point: Int, first: Int) throws -> SweepRow? { try rows(point: point).first { $0.first == first } }

  private func row(_ row: Row, _ db: Database) throws -> SweepRow {
    let content: SweepRow.Content =
      row[4] == "failed"
      ? .failed(code: row[5] ?? "", message: row[6] ?? "") : .values(row[8] ?? Data(), try layout(row[7], db))
    return SweepRow(point: row[0], first: row[1], replicates: row[2], seconds: row[3], content: content)
  }

  private func layout(_ id: Int64?, _ db: Database) throws -> RecordedLayout {
    if let known = layouts.withLock({ known in id.flatMap { known[$0] } }) { return known }
    let text = try String.fetchOne(db, sql: "SELECT cells FROM layout WHERE id = ?", arguments: [id])
    guard let id, let text, let layout = JSONText.decode(RecordedLayout.self, from: Data(text.utf8)) else {
      throw Self.damaged(path, "a row has no layout")
    }
    layouts.withLock { $0[id] = layout }
    return layout
  }

  /// SHA-256 of all rows that count, without the times they took: equal for equal results.
  ///
  /// - Throws: `UserError` 65 `damaged-sweep`.
  public func digest() throws -> String { try digest { _ in } }

  /// The same, with `body` called with the rows on the way, points in order.
  ///
  /// - Throws: what `body` throws; `UserError` 65 `damaged-sweep`.
  func digest(_ body: (SweepRow) throws -> Void) throws -> String {
    var hashes = ""
    // Rows of one layout follow one another: its text is made once for them.
    var known: (layout: RecordedLayout, text: [UInt8])?
    try forEachPoint { _, rows in
      for row in rows {
        var bytes = Array("\(row.point) \(row.first) \(row.replicates) ".utf8)
        switch row.content {
        case .values(let data, let layout):
          if known?.layout != layout { known = (layout, Array(JSONText.encode(layout).utf8)) }
          bytes += known?.text ?? []
          bytes += data
        case .failed(let code, let message): bytes += Array("\(code) \(message)".utf8)
        }
        hashes += SHA256Digest(of: bytes).description
        if hashes.utf8.count > 1 << 16 { hashes = SHA256Digest(of: hashes).description }
        try body(row)
      }
    }
    return SHA256Digest(of: hashes).description
  }

  /// Ends access; everything is in the one file.
  ///
  /// - Throws: `UserError` 74.
  public func close() throws(UserError) {
    do {
      if !isReadOnly { try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") } }
      try queue.close()
    } catch { throw Self.fault(error, path) }
  }

  static func damaged(
    _ path: String, _ what: String, remedy: String = "restore the file, or delete it to compute its rows again"
  ) -> UserError {
    UserError(
      .invalidData,
      [
        Diagnostic(
          code: "damaged-sweep", path: path,
          message: "\(what); \(remedy)")
      ])
  }

  /// Rows that an earlier program wrote.
  static func ofEarlierProgram(_ path: String) -> UserError {
    UserError(
      .invalidData,
      [
        Diagnostic(
          code: "sweep-differs", path: path,
          message: "found rows of an earlier program, expected \(fileName) of this one; give the same command with "
            + "another folder (--out), or read the folder with the program that wrote it")
      ])
  }

  private static func fault(_ error: any Error, _ path: String) -> UserError {
    if let error = error as? UserError { return error }
    guard let error = error as? DatabaseError else { return damaged(path, "it cannot be read (\(error))") }
    switch error.resultCode {
    case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_ERROR, .SQLITE_CONSTRAINT:
      return damaged(path, "it is damaged (\(error.message ?? "\(error)"))")
    case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM:
      return UserError(
        .cannotCreate,
        [
          Diagnostic(
            code: "cannot-create", path: path,
            message: "cannot be opened: \(error.message ?? ""); choose a folder that you may write to")
        ])
    case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_NOLFS:
      return UserError(
        .cannotWrite,
        [
          Diagnostic(
            code: "cannot-lock", path: path,
            message:
              "cannot be locked: another program holds it, or its file system has no locks, as network storage may; end the "
              + "other program, choose a folder on a disk of this machine with --out, or use khorshoo plan and khorshoo shard, which need no locks"
          )
        ])
    default:
      return UserError(
        .cannotWrite,
        [
          Diagnostic(
            code: "cannot-write", path: path,
            message: "cannot be written: \(error.message ?? "\(error)"); make room, then run the same command again")
        ])
    }
  }
}

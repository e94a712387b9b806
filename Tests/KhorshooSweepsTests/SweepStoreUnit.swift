import Foundation
import KhorshooEngine
import KhorshooNumerics
import KhorshooSweeps
import KhorshooText
import Testing

@Suite struct SweepStoreUnit {
  private let path = NSTemporaryDirectory() + "/khorshoo-store-\(UUID().uuidString).sqlite"

  private func removing(_ body: () throws -> Void) rethrows {
    defer { for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) } }
    try body()
  }

  @Test func rowsComeBackByPointWithEveryValue() throws {
    try removing {
      let model = CountingModel()
      let store = try SweepStore(path: path, identity: "a")
      for (point, first, count) in [(2, 16, 5), (0, 0, 16), (2, 0, 16), (0, 16, 5)] {
        try store.add(model.row(point: point, first: first, count))
      }
      try store.add(SweepRow(point: 1, first: 0, replicates: 21, seconds: 0, content: .failed(code: "x", message: "y")))
      var seen: [Int] = []
      try store.forEachPoint { point, rows in
        seen.append(point)
        let result = try PointResult(point, rows, wanted: 21)
        guard point != 1 else {
          #expect(result.status == .failed(code: "x", message: "y"))
          return
        }
        #expect(result.status == .done && result.replicates == 21)
        #expect(result.values(arm: 1, cell: 0) == (0..<21).map { Double(100 + $0) })
        #expect(result.differences(arm: 1, cell: 0) == Array(repeating: 100, count: 21))
        // Of the group, against the matched households: values + 0.5 less values - 7.
        #expect(result.differences(arm: 1, cell: 1) == Array(repeating: 7.5, count: 21))
        #expect(result.difference(arm: 1, cell: 1).difference == 7.5)
        #expect(result.summary(arm: 0, cell: 0).mean == 10 && result.summary(arm: 0, cell: 0).replicates == 21)
        let part = try PointResult(point, [rows[0]], wanted: 21)
        #expect(part.status == .incomplete)
      }
      #expect(seen == [0, 1, 2])
    }
  }

  @Test func theLastAttemptCountsAndNoneIsLost() throws {
    try removing {
      let store = try SweepStore(path: path, identity: "a")
      try store.add(SweepRow(point: 0, first: 0, replicates: 4, seconds: 0, content: .failed(code: "x", message: "y")))
      let failed = try store.digest()
      try store.add(CountingModel().row(point: 0, first: 0, 4))
      var states: [Bool] = []
      try store.forEachStatus { states.append($2) }
      #expect(states == [false, true], "both attempts are there")
      try store.forEachPoint { point, rows in
        #expect(rows.count == 1)
        let result = try PointResult(point, rows, wanted: 4)
        #expect(result.status == .done)
      }
      #expect(try store.digest() != failed)
    }
  }

  @Test func theDigestSeesValuesAndNoTimes() throws {
    func digest(_ rows: [SweepRow]) throws -> String {
      var digest = ""
      try removing {
        let store = try SweepStore(path: path, identity: "a", isPart: true)
        for row in rows { try store.add(row) }
        digest = try store.digest()
        try store.close()
      }
      return digest
    }
    let model = CountingModel()
    let rows = [model.row(point: 0, first: 0, 16), model.row(point: 1, first: 0, 16)]
    let reference = try digest(rows)
    #expect(try digest(rows.reversed()) == reference, "the order of work does not matter")
    #expect(try digest([model.row(point: 0, first: 0, 16, seconds: 9), rows[1]]) == reference)
    #expect(try digest([rows[0]]) != reference)
    var other = model
    other.bannerValue = { Double(100 * $0 + $1) + ($1 == 3 ? 1e-9 : 0) }
    #expect(try digest([other.row(point: 0, first: 0, 16), rows[1]]) != reference, "one value in its last places")
  }

  @Test func anotherSweepAndADamagedFileAreRefused() throws {
    try removing {
      try SweepStore(path: path, identity: "a").close()
      let stranger = #expect(throws: UserError.self) { _ = try SweepStore(path: path, identity: "b") }
      #expect(stranger?.diagnostics.first?.code == "damaged-sweep")
      try Data("no database".utf8).write(to: URL(fileURLWithPath: path))
      let damaged = #expect(throws: UserError.self) { _ = try SweepStore(path: path, identity: "a") }
      #expect(damaged?.diagnostics.first?.code == "damaged-sweep" && damaged?.exit == .invalidData)
    }
  }

  /// Earlier programs kept the rows under another name, in the folder as in its shards.
  @Test func rowsOfAnEarlierProgramAreRefused() throws {
    try removing {
      let maker = Process()
      maker.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      let program = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('CREATE TABLE study (identity TEXT)')"
      maker.arguments = ["python3", "-c", program, path]
      try maker.run()
      maker.waitUntilExit()
      let shard = #expect(throws: UserError.self) { _ = try SweepStore(path: path, identity: "a", isReadOnly: true) }
      #expect(shard?.diagnostics.first?.code == "sweep-differs")
      let folder = path + "-folder"
      defer { try? FileManager.default.removeItem(atPath: folder) }
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      #expect(try SweepPlan.read(folder: folder) == nil)
      for name in ["plan.json", "study.sqlite"] {
        try Data("{}".utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
      }
      let old = #expect(throws: UserError.self) { _ = try SweepPlan.read(folder: folder) }
      #expect(old?.diagnostics.first?.code == "sweep-differs")
      #expect(old?.diagnostics.first?.message.contains("sweep.sqlite") == true)
    }
  }

  @Test func aRowThatLostBytesIsDamaged() throws {
    let row = CountingModel().row(point: 0, first: 0, 16)
    guard case .values(let data, let layout) = row.content else { return }
    let cut = SweepRow(point: 0, first: 0, replicates: 16, seconds: 0, content: .values(data.dropLast(8), layout))
    #expect(throws: UserError.self) { _ = try PointResult(0, [cut], wanted: 16) }
  }
}

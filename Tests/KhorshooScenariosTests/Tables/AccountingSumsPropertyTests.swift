import KhorshooInputs
import KhorshooModel
import KhorshooScenarios
import KhorshooText
import Testing

/// Random balanced tables keep every account; with totals under any name they lose just those.
@Suite struct AccountingSumsPropertyTests {
  /// A balanced table: flows at random, what is lacking by final demand and value added.
  private static func table(_ seed: UInt64, digits: Int) -> (cells: [[Int]], names: [String]) {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    let count = 2 + next(7)
    let size = (0..<digits).reduce(1) { size, _ in size * 10 }
    var cells = (0..<count).map { _ in (0..<count).map { _ in next(3) == 0 ? 0 : 1 + next(size) } }
    let received = cells.map { $0.reduce(0, +) }
    let paid = (0..<count).map { column in cells.reduce(0) { $0 + $1[column] } }
    let output = (0..<count).map { max(received[$0], paid[$0]) + 1 + next(size) }
    // Final demand in two columns, value added in two rows.
    for row in 0..<count {
      let rest = output[row] - received[row]
      let first = next(rest + 1)
      cells[row] += [first, rest - first]
    }
    let rest = (0..<count).map { output[$0] - paid[$0] }
    let first = rest.map { next($0 + 1) }
    cells.append(first + [0, 0])
    cells.append(zip(rest, first).map { $0 - $1 } + [0, 0])
    return (cells, (0..<count).map { "s\($0)" })
  }

  private static func text(_ cells: [[Int]], _ columns: [String], _ rows: [String]) -> String {
    ([",\(columns.joined(separator: ","))"]
      + zip(rows, cells).map { "\($0),\($1.map(String.init).joined(separator: ","))" }).joined(separator: "\n")
  }

  /// Few digits make accidents frequent: a cell is then often the sum of two others.
  @Test(arguments: [1, 2, 4, 6]) func noFalseAlarm(digits: Int) throws {
    for seed in 0..<400 {
      let (cells, names) = Self.table(UInt64(seed), digits: digits)
      let text = Self.text(cells, names + ["final:f", "final:g"], names + ["value:v", "value:w"])
      let reading = try AccountingTableUnitTests.reading(text)
      #expect(reading.warnings.isEmpty, "seed \(seed): \(reading.warnings)\n\(text)")
      #expect(reading.analysis.table.accounts.count == names.count + 4)
    }
  }

  @Test(arguments: [1, 2, 4, 6]) func totalsAreFoundAndNothingElse(digits: Int) throws {
    for seed in 0..<400 {
      let (cells, names) = Self.table(UInt64(seed), digits: digits)
      let plain = try AccountingTableUnitTests.reading(
        Self.text(cells, names + ["final:f", "final:g"], names + ["value:v", "value:w"]))
      // Intermediate use and input, and the totals of all.
      let count = names.count
      var wide = cells.map { row in
        Array(row[..<count]) + [row[..<count].reduce(0, +)] + Array(row[count...]) + [row.reduce(0, +)]
      }
      func sum(_ rows: ArraySlice<[Int]>) -> [Int] { rows[0].indices.map { k in rows.reduce(0) { $0 + $1[k] } } }
      let (all, inputs) = (sum(wide[...]), sum(wide[..<count]))
      wide.insert(inputs, at: count)
      wide.append(all)
      let text = Self.text(
        wide, names + ["Zwischennachfrage", "final:f", "final:g", "Güter"],
        names + ["Vorleistungen", "value:v", "value:w", "Güter"])
      let reading = try AccountingTableUnitTests.reading(text)
      #expect(reading.analysis.rows == plain.analysis.rows, "seed \(seed)\n\(text)")
      #expect(
        Set(reading.warnings.map(\.key)) == ["Zwischennachfrage", "Vorleistungen", "Güter"],
        "seed \(seed): \(reading.warnings)\n\(text)")
    }
  }
}

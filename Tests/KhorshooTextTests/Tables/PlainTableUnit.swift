import KhorshooText
import TestSupport
import Testing

/// Tables with names in their first row.
@Suite struct PlainTableUnit {
  private func problems(_ text: String, _ read: (inout PlainTable) -> Void = { _ in }) -> [String] {
    let scratch = Scratch()
    scratch.write(text, "t.csv")
    do throws(UserError) {
      var table = try PlainTable(path: scratch.path("t.csv"))
      read(&table)
      return table.problems.toldProblems.map { "\($0.line):\($0.column) \($0.key) \($0.code)" }
    } catch { return error.diagnostics.map { "\($0.line):\($0.column) \($0.key) \($0.code)" } }
  }

  @Test func numbersHaveTheirPlaces() throws {
    let scratch = Scratch()
    scratch.write(" a ,b,c\n1,x,\n2.5,,NA\n,z,7\n", "t.csv")
    var table = try PlainTable(path: scratch.path("t.csv"))
    #expect(table.names == ["a", "b", "c"] && table.rows.count == 3)
    #expect(table.numbers(0) == [1, 2.5, nil] && table.numbers(2) == [nil, nil, 7] && table.problems.isEmpty)
    #expect(table.isNumeric(0) && !table.isNumeric(1))
    #expect(table.column("b") == 1 && table.column("bb") == nil)
    #expect(table.problems.diagnostics.map(\.code) == ["missing-column"])
  }

  @Test func commasAreReadWhenDeclared() throws {
    let scratch = Scratch()
    scratch.write("a;b\n1,5;2\n0,25;3\n", "t.csv")
    var table = try PlainTable(path: scratch.path("t.csv"), mark: .comma)
    #expect(table.numbers(0) == [1.5, 0.25] && table.isNumeric(0))
  }

  @Test func faultsHaveTheirPlaces() {
    #expect(problems("") == ["1:1  no-rows"] && problems("a,b\n") == ["1:1  no-rows"])
    #expect(problems("a,b\n1,2\n3\n") == ["3:1  ragged-row"])
    #expect(problems("a,b,a\n1,2,3\n") == ["1:5 a duplicate-name"])
    #expect(problems("Table 1,\na,b\n1,2\n") == ["1:1  header-rows"])
    #expect(problems("a,b\n1,2\n3,4x\n") { _ = $0.numbers(1) } == ["3:3 b malformed-number"])
    #expect(problems("a,b\n1,2\n3,\n") { _ = $0.allNumbers(1) } == ["3:3 b missing-value"])
  }
}

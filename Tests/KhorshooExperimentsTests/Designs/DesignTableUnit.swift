import KhorshooExperiments
import KhorshooText
import Testing

private func problems(_ text: String) -> [String] {
  do { _ = try table(text).design() } catch { return error.diagnostics.map(\.description) }
  return []
}

@Suite struct DesignTableUnit {
  @Test func columnsBecomeFactorsWithTheValuesThatOccur() throws {
    let design = try table("a,rule,isOn\n0.30,x,true\n0.1,y,false\n0.30,z,true").design()
    #expect(design.keys == ["a", "rule", "isOn"] && design.pointCount == 3)
    #expect(design.values(point: 1) == [.number(0.1), .text("y"), .truth(false)])
    #expect(design.values(point: 2) == [.number(0.3), .text("z"), .truth(true)])
    #expect(design.factors[0].parts[0].domain == .levels([.number(0.1), .number(0.3)]))
    #expect(design.scores(factor: 0) == [0.3, 0.1, 0.3] && design.scores(factor: 1) == nil)
    #expect(design.scores(factor: 2) == [1, 0, 1])
  }

  /// All at once, each with line, column, what was found and what to do.
  @Test func everyProblemIsNamed() {
    let found = problems("a,,a,b\n1,2,3\n1,2, 3,nan\n1,,3,4")
    #expect(found.count == 6)
    #expect(found[0].hasPrefix("design.csv:1:2: column 2 has no key") && found[0].hasSuffix("[design-columns]"))
    #expect(found[1].hasPrefix("design.csv:1:3: a: columns 1 and 3 set this parameter"))
    #expect(
      found[2].hasPrefix("design.csv:2:1: the row has 3 cells and the header 4") && found[2].hasSuffix("[design-row]"))
    #expect(found[3].hasPrefix("design.csv:3:3: a: found \" 3\"") && found[3].hasSuffix("[design-cell]"))
    #expect(found[4].hasPrefix("design.csv:3:4: b: found nan, which is no finite decimal number"))
    #expect(found[5].hasPrefix("design.csv:4:2: found \"\""))
    let quoted = DesignTable(
      path: "t.csv", header: .init(line: 1, cells: ["a", "b"], columns: [1, 5]),
      rows: [.init(line: 2, cells: ["1", ""], columns: [1, 9])])
    do { _ = try quoted.design() } catch { #expect(error.description.hasPrefix("t.csv:2:9: b: found \"\"")) }
    #expect(problems("a")[0].hasPrefix("design.csv:1:1: the table has no row"))
    #expect(problems("point\n0")[0].hasSuffix("[no-factors]"))
    #expect(problems("point,a\n0,5\n2,6")[0].hasPrefix("design.csv:3:1: point: found 2, expected 1"))
    #expect(problems("a,point\n5,0")[0].contains("first column"))
    #expect(problems("a,b\n1,1e999\n2,3")[0].contains("found 1e999"))
  }
}

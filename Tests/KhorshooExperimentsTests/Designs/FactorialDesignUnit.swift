import KhorshooExperiments
import KhorshooNumerics
import Testing

@Suite struct FactorialDesignUnit {
  @Test func everyCombinationOnceTheLastFactorFastest() throws {
    let design = try Design.factorial([
      listed("a", 2), Factor("b", .levels([.text("x"), .text("y"), .text("z")])),
      Factor("c", .integers(low: 5, high: 6)),
    ])
    let texts = (0..<design.pointCount).map { design.values(point: $0).map(\.description).joined(separator: " ") }
    #expect(Array(texts.prefix(4)) == ["0 x 5", "0 x 6", "0 y 5", "0 y 6"] && texts.last == "1 z 6")
    #expect(Set(texts).count == 12 && design.keys == ["a", "b", "c"])
  }

  @Test func whatIsNoFactorialIsRefused() throws {
    let range = try Factor("r", .range(low: 0, high: 1))
    let unlisted = experimentError { _ = try Design.factorial([range]) }
    #expect(unlisted?.code == "factor-not-listed" && unlisted?.key == "r")
    #expect(experimentError { _ = try Design.factorial([]) }?.code == "no-factors")
    let twice = experimentError { _ = try Design.factorial([listed("a", 2), listed("a", 3)]) }
    #expect(twice?.code == "factor-twice" && twice?.key == "a")
    let huge = experimentError { _ = try Design.factorial((0..<30).map { try listed("k\($0)", 10) }) }
    #expect(huge?.code == "design-size")
  }
}

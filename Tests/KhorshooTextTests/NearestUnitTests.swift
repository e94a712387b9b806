import KhorshooText
import Testing

@Suite struct NearestUnitTests {
  @Test(arguments: [
    ("polcy", "policy"), ("plaecs", "places"), ("Parameters", "parameters"), ("rnu", "run"),
  ])
  func aSlipIsRecognised(typed: String, meant: String) {
    #expect(Nearest.match(typed, among: ["policy", "places", "parameters", "run"]) == meant)
  }

  @Test(arguments: ["weather", "", "x", String(repeating: "p", count: 100)])
  func anotherWordIsNot(typed: String) {
    #expect(Nearest.match(typed, among: ["policy", "places", "parameters", "run", ""]) == nil)
  }

  @Test func theHintListsAFewNamesOrStaysSilent() {
    #expect(Nearest.hint("zzzz", among: ["aa", "bb"]) == "; known: aa, bb")
    #expect(Nearest.hint("zzzz", among: (0..<13).map { "name\($0)" }) == "")
    #expect(Nearest.hint("ab", among: ["aa", "bb"]) == "; did you mean 'aa'?")
  }
}

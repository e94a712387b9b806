import KhorshooInputs
import TestSupport
import Testing

/// Lists of edges by bytes are those by characters: words, lines and what is no list.
@Suite struct EdgeListProperty {
  @Test func linesAreReadAlike() {
    var random = SeededGenerator(state: 22)
    let words = ["a", "b1", "12", "0.5"]
    let blanks = [" ", "\t", ",", ", ", "  "]
    let ends = ["\n", "\r\n", "\r", "\n\r", "\n# a b\n", "\n\n"]
    let odd = words + blanks + ["#", "%", "\"", ";", ""]
    func one(_ list: [String]) -> String { list[Int.random(in: list.indices, using: &random)] }
    var lists = 0
    for _ in 0..<4000 {
      let text = (0..<Int.random(in: 0...4, using: &random)).map { _ in
        let line =
          Int.random(in: 0..<8, using: &random) == 0
          ? (0..<4).map { _ in one(odd) }
          : [one(["", " "]), one(words), one(blanks), one(words), one(["", " 0.5", ",2", " "])]
        return line.joined() + one(ends)
      }.joined()
      let general = EdgeList.rows(text)
      let plain = EdgeList.plainRows(Array(text.utf8))
      let isAlike = plain?.map(\.words) == general?.map(\.words) && plain?.map(\.line) == general?.map(\.line)
      if !isAlike {
        Issue.record("\(text.debugDescription): \(String(describing: plain)) for \(String(describing: general))")
      }
      if general.map({ $0.count > 1 }) ?? false { lists += 1 }
    }
    #expect(lists > 1000, "\(lists) lists of two edges")
  }
}

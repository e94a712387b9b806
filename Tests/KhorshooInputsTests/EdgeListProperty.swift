import KhorshooInputs
import TestSupport
import Testing

/// Lists of edges by bytes are those by characters: words, lines and what is no list.
@Suite struct EdgeListProperty {
  @Test func linesAreReadAlike() {
    var random = SeededGenerator(state: 22)
    let pieces = [
      "a", "b1", "12", "0.5", " ", "  ", "\t", ",", ", ", "\n", "\r\n", "\r", "\n\r", "#", "%", "\n# a b\n", "\"", ";",
    ]
    var lists = 0
    for round in 0..<40_000 {
      // Quotes and semicolons end a list at once: half of the texts have none.
      let known = round % 2 == 0 ? pieces.count - 2 : pieces.count
      let text = (0..<Int.random(in: 0...14, using: &random)).map { _ in
        pieces[Int.random(in: 0..<known, using: &random)]
      }.joined()
      let general = EdgeList.rows(text)
      let plain = EdgeList.plainRows(Array(text.utf8))
      #expect(plain?.map(\.words) == general?.map(\.words), "\(text.debugDescription)")
      #expect(plain?.map(\.line) == general?.map(\.line), "\(text.debugDescription)")
      if general.map({ $0.count > 1 }) ?? false { lists += 1 }
    }
    #expect(lists > 500, "\(lists) lists of two edges")
  }
}

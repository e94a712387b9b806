import KhorshooInputs
import KhorshooModel
import KhorshooScenarios
import KhorshooText
import Testing

/// Networks of other programs are those of the table with the same ties.
@Suite struct NetworkFileUnitTests {
  private static func read(_ text: String, directed: Bool = false) throws(UserError) -> RosterReading {
    let bytes = Array(text.utf8)
    return try RosterReader.read(RosterPaths(ties: "n", isDirected: directed), species: [], isStrict: false) {
      _, limit in
      .success(Array(bytes.prefix(limit)))
    }
  }

  /// `a>b 2 kin` for each tie, in order; the households behind it.
  private static func told(_ reading: RosterReading) -> [String] {
    let (roster, mark) = (reading.roster, reading.roster.ties?.isDirected == true ? ">" : "-")
    guard let ties = roster.ties else { return [] }
    return (0..<ties.count).map { k in
      let layer = ties.layers[Int(ties.layer[k])]
      return "\(roster.ids[Int(ties.source[k])])\(mark)\(roster.ids[Int(ties.target[k])]) \(ties.weight[k]) \(layer)"
    } + [roster.ids.joined(separator: " ")]
  }

  private static func message(_ text: String) -> String {
    do throws(UserError) { return "\(told(try read(text)))" } catch { return error.description }
  }

  @Test func graphMLOfNetworkX() throws {
    let text = String(decoding: try SheetFileUnitTests.bytes("networkx.graphml"), as: UTF8.self)
    let reading = try Self.read(text)
    #expect(Self.told(reading) == ["a>b 2.0 kin", "b>c 1.0 trade", "a b c alone"])
    #expect(reading.roster.joined == [2014, 2015, nil, nil])
    #expect(reading.roster.gacha?.names == ["Bayan", "Nomin"])
    #expect(reading.inputFiles.map(\.path) == ["n"])
  }

  @Test func graphMLOfIgraph() throws {
    let text = String(decoding: try SheetFileUnitTests.bytes("igraph.graphml"), as: UTF8.self)
    #expect(Self.told(try Self.read(text)) == ["ann-bob 1.0 tie", "bob-cai 2.5 tie", "ann bob cai"])
  }

  /// Defaults, a direction of one edge alone, and everything on one line.
  @Test func graphMLAsItMayBe() throws {
    let text =
      "<?xml version=\"1.0\"?><graphml><key id=\"w\" for=\"edge\" attr.name=\"weight\" attr.type=\"int\"><default>3</default></key>"
      + "<graph edgedefault=\"undirected\"><node id=\"x\"/><node id=\"y\"/><node id=\"z\"/><edge source=\"x\" target=\"y\"/>"
      + "<edge source=\"y\" target=\"z\" directed=\"true\"><data key=\"w\">1</data></edge></graph></graphml>"
    #expect(Self.told(try Self.read(text)) == ["x>y 3.0 tie", "y>x 3.0 tie", "y>z 1.0 tie", "x y z"])
  }

  @Test func pajekOfNetworkX() throws {
    let text = String(decoding: try SheetFileUnitTests.bytes("networkx.net"), as: UTF8.self)
    #expect(Self.told(try Self.read(text)) == ["a-b 2.0 tie", "b-c 1.0 tie", "a b c alone"])
  }

  /// Arcs, edges, lists, relations, comments, labels that are not unique, and a matrix.
  @Test func pajekAsItMayBe() throws {
    #expect(
      Self.told(
        try Self.read(
          "% of a survey\r\n*Vertices 3\r\n1 \"A b\"\r\n2 \"C\" 0.1 0.2 0.5\r\n3 \"D\"\r\n*Arcs :1 \"kin\"\r\n1 2 2\r\n*Edges :2 \"trade\"\r\n2 3\r\n"
        ))
        == ["A b>C 2.0 kin", "C>D 1.0 trade", "D>C 1.0 trade", "A b C D"])
    #expect(
      Self.told(try Self.read("*Vertices 3\n1 \"x\"\n2 \"x\"\n*Edgeslist\n1 2 3\n")) == [
        "1-2 1.0 tie", "1-3 1.0 tie", "1 2 3",
      ])
    #expect(
      Self.told(try Self.read("*Vertices 2\n*Matrix\n0 2\n1 0\n")) == ["1>2 2.0 tie", "2>1 1.0 tie", "1 2"])
  }

  @Test func matrices() throws {
    #expect(
      Self.told(try Self.read("x,a,b,c\na,0,1,0\nb,1,0,0.5\nc,0,0.5,0\n")) == ["a-b 1.0 tie", "b-c 0.5 tie", "a b c"])
    #expect(Self.told(try Self.read(",a,b\na,9,2\nb,,\n")) == ["a>b 2.0 tie", "a b"])
    #expect(Self.told(try Self.read("0,1,0\n0,0,1\n0,0,0\n")) == ["1>2 1.0 tie", "2>3 1.0 tie", "1 2 3"])
  }

  @Test func listsWithoutNames() throws {
    #expect(
      Self.told(try Self.read("# Undirected\n# From To\n1\t2\n2\t3\n")) == ["1-2 1.0 tie", "2-3 1.0 tie", "1 2 3"])
    #expect(Self.told(try Self.read("1\t2\n2\t3\n")).last == "1 2 3")
    #expect(Self.told(try Self.read("ann bob 2\nbob cai 1\ncai ann 1\n")).last == "ann bob cai")
    #expect(Self.told(try Self.read("H1,H2\nH2,H3\nH3,H1\n")).last == "H1 H2 H3")
  }

  /// What is wrong is told with its line in the file.
  @Test(arguments: [
    (
      "<graphml><graph edgedefault=\"directed\"><node id=\"a\">",
      "n:1:1: it is no XML: no element found; export the network again [xml-syntax]"
    ),
    (
      "<graphml>\n<graph>\n<node id=\"a\"/>\n<node id=\"b\"/>\n<edge source=\"a\" target=\"b\"/>\n<edge source=\"a\" target=\"c\"/>\n</graph></graphml>",
      "n:6:1: target: found 'c', expected the id of a household of the roster [unknown-id]"
    ),
    (
      "*Vertices 2\n*Edges\n1 3\n",
      """
      n:3:1: found '3', expected a vertex from 1 to 2; correct it, or write the number of vertices behind *Vertices \
      [unknown-id]
      """
    ),
    (
      "*Vertices 5 2\n",
      """
      n:1:1: found a network of two kinds of vertices (2 and 3), expected ties of households with each other; make it a \
      network of one kind in Pajek [other-format]
      """
    ),
    (
      "dl n=3\nformat=edgelist1\ndata:\n1 2\n",
      """
      n:1:1: the file is a network of UCINET (DL), expected comma-separated text; export its edges as CSV with the columns \
      source,target [other-format]
      """
    ),
    (
      "<html><table><tr><td>source</td></tr></table></html>",
      """
      n:1:1: the file is a page of HTML, expected comma-separated text; open it in a spreadsheet and save the table as CSV \
      UTF-8 (comma delimited) [other-format]
      """
    ),
    (
      "%PDF-1.7\n",
      "n:1:1: the file is a PDF, expected comma-separated text; save the table as CSV UTF-8 (comma delimited) [other-format]"
    ),
  ])
  func whatCannotBeReadIsNamed(text: String, expected: String) { #expect(Self.message(text) == expected) }

  /// Another file of another kind in another place.
  @Test func aNetworkIsNoTableOfAccounts() {
    #expect(
      AccountingTableUnitTests.message("<?xml version=\"1.0\"?>\n<graphml/>") == """
        t.csv:1:1: the file is a network in GraphML, expected a table; khorshoo network --ties reads it [other-format]
        """)
    #expect(
      HerdFileUnitTests.message("%PDF-1.4") == """
        h.yaml: the file is a PDF, expected a text that begins with 'kind: stages'; name that file, and this one in it or by \
        its option [other-format]
        """)
  }

  @Test(.timeLimit(.minutes(2)), arguments: ["networkx.graphml", "networkx.net"]) func damagedNetworksAreAnswered(
    name: String
  ) throws {
    var damage = Damage(
      seed: 5,
      pieces: ["<node id=\"a\"/>", "*Matrix\n", "*Vertices 9999999999", "\"", "&#0;", "<!DOCTYPE", "1 2 nan\n"])
    let whole = try SheetFileUnitTests.bytes(name)
    for _ in 0..<1500 {
      let bytes = damage.applied(to: whole)
      do throws(UserError) {
        _ = try RosterReader.read(RosterPaths(ties: "n"), species: [], isStrict: false) { _, limit in
          .success(Array(bytes.prefix(limit)))
        }
      } catch { #expect(error.diagnostics.allSatisfy { !$0.message.isEmpty && !$0.code.isEmpty }) }
    }
  }
}

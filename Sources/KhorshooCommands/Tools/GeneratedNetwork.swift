import KhorshooNetworks
import KhorshooText

/// A random network as the command line asks for it: `ws:n=1000,k=6,p=0.1`.
struct GeneratedNetwork {
  let generator: NetworkGenerator

  static let forms =
    "ring:n=100,k=4; er:n=100,p=0.05 (Erdős-Rényi); ws:n=100,k=4,p=0.1 (Watts-Strogatz); ba:n=100,m=2 (Barabási-Albert); "
    + "sbm:sizes=60+40,within=0.2,between=0.01 (blocks)"

  /// - Throws: what was found and what was expected.
  init(parsing text: String) throws(InvalidArgument) {
    func fault(_ why: String) -> InvalidArgument {
      InvalidArgument("--generate: found \(text)\(why), expected one of \(Self.forms).")
    }
    let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { throw fault("") }
    var values: [String: String] = [:]
    for setting in parts[1].split(separator: ",") {
      let pair = setting.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
      guard pair.count == 2, values.updateValue(pair[1], forKey: pair[0]) == nil else { throw fault("") }
    }
    func number(_ name: String) throws(InvalidArgument) -> Double {
      guard let text = values.removeValue(forKey: name), let value = Double(text), value.isFinite else {
        throw fault(" without a number \(name)")
      }
      return value
    }
    func count(_ name: String) throws(InvalidArgument) -> Int {
      guard let value = Int(exactly: try number(name)) else { throw fault(" without a whole number \(name)") }
      return value
    }
    switch parts[0] {
    case "ring": generator = .ring(households: try count("n"), neighbours: try count("k"))
    case "er": generator = .erdosRenyi(households: try count("n"), probability: try number("p"))
    case "ws":
      generator = .wattsStrogatz(households: try count("n"), neighbours: try count("k"), rewiring: try number("p"))
    case "ba": generator = .barabasiAlbert(households: try count("n"), ties: try count("m"))
    case "sbm":
      let sizes = (values.removeValue(forKey: "sizes") ?? "").split(separator: "+").map { Int($0) ?? -1 }
      generator = .stochasticBlock(sizes: sizes, within: try number("within"), between: try number("between"))
    default: throw fault("")
    }
    if let unknown = values.keys.min() { throw fault(" with \(unknown)") }
    if let problem = generator.fault { throw InvalidArgument("--generate: found \(problem).") }
  }
}

extension NetworkInput {
  /// A generated network, its households numbered from 1; blocks are its places.
  init(_ generated: GeneratedNetwork, text: String, seed: UInt64) {
    let generator = generated.generator
    var partitions: [Partition] = []
    if case .stochasticBlock(let sizes, _, _) = generator {
      partitions = [
        Partition(
          name: "block", names: sizes.indices.map { "block-\($0 + 1)" },
          index: sizes.enumerated().flatMap { Array(repeating: $0, count: $1) })
      ]
    }
    self.init(
      title: text, ids: (1...generator.householdCount).map { "household-\($0)" }, ties: generator.ties(seed: seed),
      partitions: partitions, herd: nil, roster: nil, inputFiles: [])
  }

  /// The ties as a table that the commands read again.
  var tieRows: [[ResultTable.Cell]] {
    (0..<ties.count).map { k in
      [.text(ids[Int(ties.source[k])]), .text(ids[Int(ties.target[k])]), .number(Double(ties.weight[k]))]
    }
  }
}

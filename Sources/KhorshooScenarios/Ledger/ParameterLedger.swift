import CResources
import Foundation
import KhorshooEngine
import KhorshooText

/// Every quantity that a scenario can set, with its default, unit, range and source, in the order of the ledger.
///
/// Keys are namespaced: `places.*` are counts of places and people, `policy.*` are levers, everything else describes
/// the world. A group below `herds.` that has classes (`herds.sheep.ewe.mortalityPerYear`) is a species; one without
/// (`herds.dzud.frequencyPerYear`) is not.
public struct ParameterLedger: Sendable {
  /// Every parameter, in the order of the ledger.
  public let parameters: [Parameter]
  /// Species, in the order of their first parameter.
  public let speciesNames: [String]
  package let tree: KeyTree
  private let indexByKey: [String: Int]

  /// Takes parameters whose keys are distinct and do not run through each other, as ``init(csv:)`` checks.
  package init(checked parameters: [Parameter]) {
    self.parameters = parameters
    var tree = KeyTree()
    var indexByKey: [String: Int] = [:]
    var species: [String] = []
    for (index, parameter) in parameters.enumerated() {
      let parts = parameter.key.split(separator: ".").map(String.init)
      tree.insert(parts[...], index)
      indexByKey[parameter.key] = index
      if parts.count == 4, parts[0] == "herds", !species.contains(parts[1]) { species.append(parts[1]) }
    }
    let herds = tree.children["herds"]?.order ?? []
    self.tree = tree
    self.indexByKey = indexByKey
    speciesNames = herds.filter(species.contains)
  }

  /// The ledger that comes with the program.
  ///
  /// - Precondition: `parameters.csv` is well formed; a fault in it is a fault in the program, whose part it is, and stops
  ///   it with the row.
  public static func standard() -> ParameterLedger { bundled }

  private static let bundled: ParameterLedger = {
    var count = 0
    let bytes = khorshoo_parameters(&count)
    do {
      return try ParameterLedger(csv: String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self))
    } catch {
      preconditionFailure("\(error)")
    }
  }()

  /// The parameter under `key`, nil when there is none.
  public subscript(key: String) -> Parameter? { indexByKey[key].map { parameters[$0] } }

  /// Default of every parameter.
  public var defaults: ParameterValues {
    ParameterValues(Dictionary(uniqueKeysWithValues: parameters.map { ($0.key, $0.value) }))
  }

  /// Herd classes of a species, in ledger order; empty for an unknown species.
  public func classNames(of species: String) -> [String] {
    guard let group = tree.children["herds"]?.children[species] else { return [] }
    return group.order.filter { group.children[$0]?.parameter == nil }
  }

  /// The ledger with one more species, whose parameters are those of `original` under its own name.
  package func adding(species: String, like original: String) -> ParameterLedger {
    let prefix = "herds.\(original)."
    let copies = parameters.filter { $0.key.hasPrefix(prefix) }.map { parameter in
      parameter.renamed("herds.\(species)." + parameter.key.dropFirst(prefix.count))
    }
    return ParameterLedger(checked: parameters + copies)
  }

  /// The ledger without the parameters of a species.
  package func removing(species: String) -> ParameterLedger {
    ParameterLedger(checked: parameters.filter { !$0.key.hasPrefix("herds.\(species).") })
  }
}

/// The keys of a ledger as a tree of their dotted parts, siblings in ledger order.
package struct KeyTree: Sendable {
  /// Subtree under each name.
  package private(set) var children: [String: KeyTree] = [:]
  /// Names in ledger order.
  package private(set) var order: [String] = []
  /// Index of the parameter that ends here, nil for a group.
  package private(set) var parameter: Int?

  package init() {}

  package mutating func insert(_ parts: ArraySlice<String>, _ index: Int) {
    guard let first = parts.first else {
      parameter = index
      return
    }
    if children[first] == nil { order.append(first) }
    children[first, default: KeyTree()].insert(parts.dropFirst(), index)
  }

  /// The tree with another subtree under a name; without the name when the subtree is empty.
  package func replacing(_ name: String, with subtree: KeyTree) -> KeyTree {
    guard !subtree.order.isEmpty else { return without([name]) }
    var copy = self
    copy.children[name] = subtree
    return copy
  }

  /// The tree without some of its names.
  package func without(_ names: Set<String>) -> KeyTree {
    var copy = self
    copy.order.removeAll(where: names.contains)
    for name in names { copy.children[name] = nil }
    return copy
  }
}

extension Parameter {
  /// The same parameter under another key.
  fileprivate func renamed(_ key: String) -> Parameter {
    Parameter(
      key: key, value: value, unit: unit, kind: kind, range: range, belief: belief, uncertainty: uncertainty,
      source: source, trust: trust, meaning: meaning, meaningChinese: meaningChinese)
  }
}

extension OrderedJSON {
  /// A parameter's value.
  package init(_ value: ParameterValue) {
    switch value {
    case .number(let number): self = .number(number)
    case .integer(let number): self = .integer(number)
    case .boolean(let flag): self = .boolean(flag)
    case .text(let text): self = .text(text)
    }
  }
}

import KhorshooModel
import KhorshooNetworks
import KhorshooReports
import KhorshooText

/// Threes, likeness by column, random networks and the picture of `khorshoo network`.
extension NetworkReport {
  /// Everything for the folder.
  var tables: [FolderOutput.Table] {
    [
      .init(definition: NetworkTables.network, rows: rows),
      .init(definition: NetworkTables.centralities, rows: centralityRows),
      .init(definition: NetworkTables.triads, rows: triadTable(isWide: false).rows),
    ]
      + (assortativityTable.rows.isEmpty
        ? [] : [.init(definition: NetworkTables.assortativity, rows: assortativityTable.rows)])
      + (comparisons.isEmpty ? [] : [.init(definition: NetworkTables.random, rows: comparisonTable.rows)])
  }

  /// Threes: one row a layer, or a layer and kind. Without directions the kinds that need one are left out.
  func triadTable(isWide: Bool) -> ResultTable {
    let kinds = TriadCensus.names.indices.filter { k in
      layers[0].graph.isDirected || ["003", "102", "201", "300"].contains(TriadCensus.names[k])
    }
    guard isWide else {
      return ResultTable(
        columns: [.init("layer", "layer", "层"), .init("kind", "kind", "类型"), .init("count", "count", "数")],
        rows: layers.flatMap { layer in
          kinds.map { [.text(layer.name), .text(TriadCensus.names[$0]), .number(Double(layer.triads[$0]))] }
        })
    }
    return ResultTable(
      columns: [.init("layer", "layer", "层")]
        + kinds.map { .init(TriadCensus.names[$0], TriadCensus.names[$0], TriadCensus.names[$0]) },
      rows: layers.map { layer in [.text(layer.name)] + kinds.map { .number(Double(layer.triads[$0])) } })
  }

  /// One row a layer and column of households that can be compared.
  var assortativityTable: ResultTable {
    ResultTable(
      columns: [
        .init("layer", "layer", "层"), .init("column", "column", "列"), .init("kind", "kind", "类别"),
        .init("assortativity", "assortativity", "同配系数"), .init("shareWithin", "ties within", "内部比例"),
      ],
      rows: layers.flatMap { layer in
        input.attributes.map { attribute -> [ResultTable.Cell] in
          let (kind, value, share): (String, Double?, Double?) =
            switch attribute.content {
            case .numbers(let numbers): ("number", assortativity(of: numbers, on: layer.both), nil)
            case .groups(let groups):
              (
                "words", assortativity(ofGroups: groups, on: layer.both),
                groups.contains(-1) ? nil : shareWithin(groups, on: layer.both)
              )
            }
          return [.text(layer.name), .text(attribute.name), .text(kind), .number(value), .number(share)]
        }
      })
  }

  /// One row a measure.
  var comparisonTable: ResultTable {
    ResultTable(
      columns: [
        .init("measure", "measure", "指标"), .init("observed", "observed", "观察值"), .init("mean", "random mean", "随机均值"),
        .init("deviation", "deviation", "标准差"), .init("score", "z", "z"), .init("shareAbove", "at least", "不小于"),
        .init("shareBelow", "at most", "不大于"),
      ],
      rows: comparisons.map {
        [
          .text($0.name), .number($0.observed), .number($0.mean), .number($0.deviation), .number($0.score),
          .number($0.shareAbove), .number($0.shareBelow),
        ]
      })
  }

  /// The network as a picture; nil when it is too large to be one.
  func map(_ language: Language) -> String? {
    let all = layers[0]
    guard all.both.householdCount <= NetworkLayout.householdLimit, all.both.tieCount <= NetworkLayout.tieLimit,
      all.both.tieCount > 0
    else { return nil }
    let layout = NetworkLayout(all.both, groups: all.communities.of)
    let ties = (0..<all.both.householdCount).flatMap { h in
      all.both.neighbours(of: h).filter { $0 > h }.map { (h, Int($0)) }
    }
    let largest = all.communities.sizes.prefix { $0 > 1 }.count
    return NetworkFigure(
      title: input.title, subtitle: NetworkWords.mapSubtitle(households: input.ids.count, ties: ties.count)[language],
      x: layout.x, y: layout.y, ties: ties, groups: all.communities.of,
      key: (0..<min(7, largest)).map { NetworkWords.map(community: $0 + 1)[language] }
    ).svg
  }
}

extension NetworkInput {
  /// A column of households by which the ends of ties can be compared.
  struct Attribute {
    /// Numbers (NaN where missing) or groups (-1 where missing).
    enum Content {
      case numbers([Double])
      case groups([Int])
    }

    let name: String
    let content: Content
  }

  /// Columns of households that vary: numbers, and words of which there are at most half as many as households.
  var attributes: [Attribute] {
    guard let roster else { return partitions.map { Attribute(name: $0.name, content: .groups($0.index)) } }
    var found: [Attribute] = []
    for (name, units) in [("sumu", roster.sumu), ("gacha", roster.gacha), ("grid", roster.grid)] {
      if let units, units.names.count > 1 { found.append(Attribute(name: name, content: .groups(units.index))) }
    }
    for trait in RosterTrait.allCases {
      if let numbers = roster.numbers[trait] {
        found.append(Attribute(name: trait.rawValue, content: .numbers(numbers)))
      }
    }
    for (name, head) in roster.headBySpecies.sorted(by: { $0.key < $1.key }) {
      found.append(Attribute(name: name, content: .numbers(head)))
    }
    if let joined = roster.joined {
      found.append(Attribute(name: "joined", content: .numbers(joined.map { $0.map(Double.init) ?? .nan })))
    }
    for column in roster.extra {
      // Numbers where every cell is one, otherwise words.
      if let numbers = try? columns([column.name], option: "--households")[0].values {
        found.append(Attribute(name: column.name, content: .numbers(numbers)))
        continue
      }
      let words = column.cells.filter { !NoValue.holds($0) }
      let names = Set(words).sorted()
      guard names.count > 1, 2 * names.count <= words.count else { continue }
      let number = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
      found.append(Attribute(name: column.name, content: .groups(column.cells.map { number[$0] ?? -1 })))
    }
    return found
  }
}

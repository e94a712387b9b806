import KhorshooInputs
import KhorshooNumerics
import KhorshooReports
import KhorshooText

/// Other answers of `khorshoo multiplier` than multipliers: satellites, outputs, inverses, decompositions, paths, regions.
extension MultiplierRequest {
  /// What is asked for, when it is not the multipliers.
  func answer(_ reading: AccountingTable.Reading, _ session: Session) throws -> TableReport? {
    let analysis = reading.analysis
    if let satellites {
      let (effects, warnings) = try analysis.satellites(path: satellites, mark: dialect.mark, isStrict: dialect.strict)
      session.warn(warnings)
      return satelliteReport(analysis, effects)
    }
    if let demand {
      let (given, warnings) = try analysis.given(path: demand, mark: dialect.mark, isStrict: dialect.strict)
      session.warn(warnings)
      return try demandReport(analysis, given)
    }
    if let paths { return try pathReport(analysis, paths) }
    switch show {
    case .effects: return nil
    case .inverse:
      let inverse = analysis.typeTwo ?? analysis.typeOne
      return matrixReport(analysis, inverse.matrix, inverse.accounts, MultiplierWords.inverse)
    case .ghosh: return matrixReport(analysis, analysis.ghosh, analysis.typeOne.accounts, MultiplierWords.ghosh)
    case .decomposition: return decompositionReport(analysis, try CircularFlow(analysis))
    case .regions: return try regionReport(analysis)
    case .table: return tableReport(analysis.table, reading.balanced)
    }
  }

  /// A matrix over accounts, as CSV one that spreadsheets can multiply.
  private func matrixReport(
    _ analysis: InputOutputAnalysis, _ matrix: Matrix<Double>, _ accounts: [Int], _ words: LocalizedText
  ) -> TableReport {
    let names = accounts.map { analysis.table.accounts[$0].name }
    let table = ResultTable(
      columns: [.init("account", "account", "账户")] + names.map { .init($0, $0, $0) },
      rows: names.indices.map { r in [.text(names[r])] + names.indices.map { .number(matrix[r, $0]) } })
    return TableReport(
      heading: MultiplierWords.of(self.table, words), parts: [.init(name: "matrix", heading: words, table: table)])
  }

  private func satelliteReport(_ analysis: InputOutputAnalysis, _ effects: SatelliteEffects) -> TableReport {
    func name(_ account: Int) -> ResultTable.Cell { .text(analysis.table.accounts[account].name) }
    func ratio(_ effect: Double?, _ direct: Double) -> ResultTable.Cell {
      .number(direct == 0 ? nil : effect.map { $0 / direct })
    }
    let multipliers = ResultTable(
      columns: [
        .init("satellite", "satellite", "卫星账户"), .init("account", "account", "账户"), .init("direct", "direct", "直接"),
        .init("typeI", "I", "I"), .init("typeII", "II", "II"), .init("ratioI", "I / direct", "I / 直接"),
        .init("ratioII", "II / direct", "II / 直接"),
      ],
      rows: effects.rows.map { row in
        [
          .text(effects.names[row.satellite]), name(row.account), .number(row.direct), .number(row.typeOne),
          .number(row.typeTwo), ratio(row.typeOne, row.direct), ratio(row.typeTwo, row.direct),
        ]
      })
    let footprints = ResultTable(
      columns: [
        .init("satellite", "satellite", "卫星账户"), .init("demand", "demand", "需求"), .init("amount", "amount", "数量"),
      ],
      rows: effects.footprints.map { [.text(effects.names[$0.satellite]), name($0.account), .number($0.amount)] })
    return TableReport(
      heading: MultiplierWords.of(table, MultiplierWords.satellites),
      parts: [
        .init(name: "multipliers", heading: MultiplierWords.perUnit, table: multipliers),
        .init(name: "footprints", heading: MultiplierWords.footprints, table: footprints),
      ])
  }

  private func demandReport(
    _ analysis: InputOutputAnalysis, _ given: [Int: DemandAnswer.Given]
  ) throws -> TableReport {
    // Households whose income is given make sense in type II alone.
    let production = Set(analysis.typeOne.accounts)
    let one = try DemandAnswer(analysis, isTypeTwo: false, given: given.filter { production.contains($0.key) })
    let two = try analysis.typeTwo.map { _ in try DemandAnswer(analysis, isTypeTwo: true, given: given) }
    let widest = two ?? one
    let rows = widest.accounts.enumerated().map { k, account -> [ResultTable.Cell] in
      let place = one.accounts.firstIndex(of: account)
      return [
        .text(analysis.table.accounts[account].name), .number(place.map { one.demand[$0] }),
        .number(place.map { one.output[$0] }), .number(two?.demand[k]), .number(two?.output[k]),
      ]
    }
    let table = ResultTable(
      columns: [
        .init("account", "account", "账户"), .init("demandI", "demand I", "需求 I"), .init("outputI", "output I", "产出 I"),
        .init("demandII", "demand II", "需求 II"), .init("outputII", "output II", "产出 II"),
      ], rows: rows)
    return TableReport(
      heading: MultiplierWords.of(self.table, MultiplierWords.demand),
      parts: [
        .init(
          name: "accounts", heading: MultiplierWords.demandAndOutput,
          table: two == nil ? table.selecting(["account", "demandI", "outputI"]) : table)
      ])
  }

  /// - Throws: `UserError` 64 `unknown-account` and `not-two-accounts`.
  private func pathReport(_ analysis: InputOutputAnalysis, _ text: String) throws -> TableReport {
    let accounts = (analysis.typeTwo ?? analysis.typeOne).accounts
    let names = accounts.map { analysis.table.accounts[$0].name }
    let parts = text.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
    guard parts.count == 2, parts[0] != parts[1] else {
      throw UserError.fault(
        "not-two-accounts", .usage, "--paths",
        "found \(quoted(text)), expected two accounts, such as \(names[0]):\(names.last ?? "")")
    }
    var ends: [Int] = []
    for part in parts {
      guard let index = names.firstIndex(of: part) else {
        throw UserError.fault(
          "unknown-account", .usage, "--paths",
          "found \(quoted(part)), expected an account of the table that answers" + Nearest.hint(part, among: names))
      }
      ends.append(accounts[index])
    }
    let found = try StructuralPaths(analysis, from: ends[0], to: ends[1])
    let table = ResultTable(
      columns: [
        .init("path", "path", "路径"), .init("direct", "direct", "直接影响"), .init("multiplier", "path multiplier", "路径乘数"),
        .init("total", "total", "总影响"), .init("share", "share", "占比"),
      ],
      rows: found.paths.map { path in
        [
          .text(path.accounts.map { analysis.table.accounts[$0].name }.joined(separator: " > ")), .number(path.direct),
          .number(path.multiplier), .number(path.total), .number(found.whole > 0 ? path.total / found.whole : nil),
        ]
      })
    let share = found.coverage.map { ReadableShare.text($0) } ?? "–"
    return TableReport(
      heading: MultiplierWords.of(self.table, MultiplierWords.paths(from: parts[0], to: parts[1])),
      facts: [
        .init(
          name: "multiplier", value: .number(found.whole),
          words: MultiplierWords.pathCoverage(
            multiplier: plainNumber((found.whole * 1e6).rounded() / 1e6), share: share)),
        .init(name: "coverage", value: .optional(found.coverage), words: MultiplierWords.nothing),
        .init(
          name: "isCut", value: .boolean(found.isCut),
          words: found.isCut ? MultiplierWords.cut : MultiplierWords.nothing),
      ], parts: [.init(name: "paths", heading: MultiplierWords.greatest, table: table)])
  }

  private func decompositionReport(_ analysis: InputOutputAnalysis, _ flow: CircularFlow) -> TableReport {
    func name(_ account: Int) -> ResultTable.Cell { .text(analysis.table.accounts[account].name) }
    let table = ResultTable(
      columns: [
        .init("from", "injection into", "注入账户"), .init("to", "effect on", "影响账户"),
        .init("injection", "injection", "注入"), .init("transfer", "transfer", "转移"),
        .init("openLoop", "open loop", "开环"), .init("closedLoop", "closed loop", "闭环"), .init("total", "total", "合计"),
      ],
      rows: flow.effects.map { effect in
        [name(effect.from), name(effect.to)]
          + [effect.injection, effect.transfer, effect.openLoop, effect.closedLoop, effect.total].map { .number($0) }
      })
    return TableReport(
      heading: MultiplierWords.of(self.table, MultiplierWords.decomposition(groups: flow.groupCount)),
      parts: [.init(name: "effects", heading: MultiplierWords.pyattRound, table: table)])
  }

  /// - Throws: `UserError` 65 `no-region`.
  private func regionReport(_ analysis: InputOutputAnalysis) throws -> TableReport {
    let names = analysis.typeOne.accounts.map { analysis.table.accounts[$0].name }
    if let (without, _) = zip(names, RegionalEffects.regions(names)).first(where: { $1 == nil }) {
      throw UserError.fault(
        "no-region", .invalidData, table,
        "found the account \(quoted(without)), expected region/account in every name of production, such as north/farms"
      )
    }
    let effects = try RegionalEffects(analysis)
    let rows = effects.rows.map { row -> [ResultTable.Cell] in
      [.text(analysis.table.accounts[row.account].name), .text(row.region)]
        + [row.whole, row.within, row.spillOver, row.feedback].map { .number($0) }
    }
    let table = ResultTable(
      columns: [
        .init("account", "account", "账户"), .init("region", "region", "地区"), .init("output", "output I", "产出 I"),
        .init("within", "within the region", "区内"), .init("spillOver", "spill-over", "溢出"),
        .init("feedback", "feedback", "反馈"),
      ], rows: rows)
    return TableReport(
      heading: MultiplierWords.of(self.table, MultiplierWords.regions),
      parts: [.init(name: "accounts", heading: MultiplierWords.perUnit, table: table)])
  }

  /// The table as it is used, in a form that the command reads.
  private func tableReport(_ matrix: AccountingMatrix, _ balanced: BalancedTable?) -> TableReport {
    func marked(_ account: AccountingMatrix.Account) -> String {
      switch account.kind {
      case .production: account.name
      case .household: "household:" + account.name
      case .valueAdded: "value:" + account.name
      case .exogenous: (account.hasRow ? "other:" : "final:") + account.name
      }
    }
    let rows = matrix.accounts.indices.filter { matrix.accounts[$0].hasRow }
    let columns = matrix.accounts.indices.filter { matrix.accounts[$0].hasColumn }
    let table = ResultTable(
      columns: [.init("account", "account", "账户")]
        + columns.map { .init(marked(matrix.accounts[$0]), matrix.accounts[$0].name, matrix.accounts[$0].name) },
      rows: rows.map { r in
        [.text(marked(matrix.accounts[r]))]
          + columns.map { .number(matrix.flows[r, $0] == 0 ? nil : matrix.flows[r, $0]) }
      })
    return TableReport(
      heading: MultiplierWords.of(self.table, MultiplierWords.tableAsUsed), facts: balanceFacts(matrix, balanced),
      parts: [.init(name: "table", heading: MultiplierWords.payers, table: table)])
  }

  /// How far the table was moved to balance it.
  func balanceFacts(_ matrix: AccountingMatrix, _ balanced: BalancedTable?) -> [TableReport.Fact] {
    guard let balanced else { return [] }
    let change = balanced.largestChange
    return [
      .init(
        name: "changedShare", value: .number(balanced.changedShare),
        words: MultiplierWords.balanced(
          share: ReadableShare.text(balanced.changedShare), from: plainNumber((change.from * 1e4).rounded() / 1e4),
          to: plainNumber((change.to * 1e4).rounded() / 1e4), row: matrix.accounts[change.row].name,
          column: matrix.accounts[change.column].name)),
      .init(name: "distance", value: .number(balanced.distance), words: MultiplierWords.nothing),
      .init(name: "rounds", value: .integer(balanced.rounds), words: MultiplierWords.nothing),
    ]
  }
}

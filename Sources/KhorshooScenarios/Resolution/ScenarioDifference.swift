import KhorshooEngine
import KhorshooText

/// One statement in which two scenarios differ.
public struct ScenarioDifference: Sendable, Equatable {
  /// Key as in scenario files, such as `run.seed` or `arms.linkage.policy.centralHouseholds.outreach`.
  public let key: String
  /// What each of the two says; nil when it says nothing.
  public let first, second: String?
}

extension ResolvedScenario {
  /// Everything that results depend on and in which another scenario differs: run, values, species, places, prices, arms with
  /// their dated changes,  /// selection of outcomes. Empty exactly when ``hash`` is the same.
  ///
  /// - Proof: `ScenarioDifferenceUnitTests`.
  public func differences(to other: ResolvedScenario) -> [ScenarioDifference] {
    let (mine, others) = (
      statements + armStatements(beside: other), other.statements + other.armStatements(beside: self)
    )
    let (first, second) = (Dictionary(mine) { $1 }, Dictionary(others) { $1 })
    let keys = mine.map(\.0) + others.map(\.0).filter { first[$0] == nil }
    return keys.compactMap { key in
      first[key] == second[key] ? nil : ScenarioDifference(key: key, first: first[key], second: second[key])
    }
  }

  private var statements: [(String, String)] {
    var list = [
      ("run.years", "\(run.years)"), ("run.start", "\(run.start)"), ("run.replicates", "\(run.replicates)"),
      ("run.seed", "\(run.seed)"), ("run.randomNumbers", "\(run.randomNumbers)"),
      ("run.networkDraws", run.networkDraws > 1 ? "\(run.networkDraws)" : ""), ("reference", arms[referenceArm].name),
      ("species", speciesNames.joined(separator: ", ")),
    ]
    list += values.keys.map { ($0, text(values, $0)) }
    for sumu in namedSumu {
      list.append(("places.sumu.\(sumu.id)", "\(sumu.name) \(sumu.nameChinese), pastoral \(sumu.isPastoral)"))
    }
    for gacha in namedGacha {
      let products = gacha.products.joined(separator: " ")
      list.append(("places.gacha.\(gacha.id)", "\(gacha.name) \(gacha.nameChinese), \(gacha.sumuID), \(products)"))
    }
    if let roster {
      for table in roster.tables { list.append(("places.roster.\(table.kind)", "sha256 \(table.file.sha256)")) }
      list.append(("places.roster.missingTieShare", roster.missingTieShare > 0 ? "\(roster.missingTieShare)" : ""))
      list.append(("places.roster.decimal", roster.decimal.rawValue))
      list.append(("places.roster.directed", "\(roster.isDirected)"))
    }
    if let priceHistory {
      let method =
        switch priceHistory.method {
        case .replay: "replay"
        case .bootstrap(let blockYears): "bootstrap of \(blockYears) years"
        }
      list.append(("market.history.method", method))
      for good in priceHistory.goods {
        list.append(("market.history.\(good.name)", good.prices.map { "\($0)" }.joined(separator: ", ")))
      }
    }
    if let design {
      let factors = design.factors.map(\.text).joined(separator: "; ")
      let samples = design.samples.map { ", \($0) samples" } ?? ""
      let file = design.file.map { ", " + $0 } ?? ""
      list.append(("design", "\(design.method.rawValue)\(samples), seed \(design.seed)\(file): \(factors)"))
    }
    list.append(("outcomes.names", outcomes.names.joined(separator: ", ")))
    list.append(("outcomes.levels", outcomes.levels.joined(separator: ", ")))
    list.append(("outcomes.fromYear", outcomes.fromYear.map(String.init) ?? ""))
    list.append(("outcomes.toYear", outcomes.toYear.map(String.init) ?? ""))
    return list.filter { !$0.1.isEmpty }
  }

  /// The order of arms, and the levers that an arm sets in one of the two scenarios.
  private func armStatements(beside other: ResolvedScenario) -> [(String, String)] {
    var list = [("arms", arms.map(\.name).joined(separator: ", "))]
    for arm in arms {
      guard let twin = other.arms.first(where: { $0.name == arm.name }) else { continue }
      for key in values.keys
      where arm.values[key] != values[key] || (other.values[key] != nil && twin.values[key] != other.values[key]) {
        list.append(("arms.\(arm.name).\(key)", text(arm.values, key)))
      }
      let dated = canonicalInterventions(of: arm).map { $0.drop { $0 == " " } }.joined(separator: "; ")
      if !dated.isEmpty { list.append(("arms.\(arm.name).interventions", dated)) }
    }
    return list
  }

  private func text(_ values: ParameterValues, _ key: String) -> String {
    switch values[key] {
    case .number(let number): plainNumber(number)
    case .some(let value): value.description
    case nil: ""
    }
  }
}

import KhorshooEngine
import KhorshooText

extension ResolvedScenario {
  /// SHA-256 of everything that results depend on, in one canonical text: species, values, named places, arms with
  /// their interventions, the prices of a history, the reference, the run and the selection of outcomes. Titles, labels, paths and comments do not change it.
  public var hash: SHA256Digest { SHA256Digest(of: canonicalText) }

  /// One `key=value` a line, sorted within each part; lengths stand before texts, so that no two scenarios share a text.
  package var canonicalText: String {
    var lines = ["khorshoo scenario 1"]
    lines.append("run.years=\(run.years)")
    lines.append("run.start=\(run.start)")
    lines.append("run.replicates=\(run.replicates)")
    lines.append("run.seed=\(run.seed)")
    // Scenarios of before there was a choice keep their hash.
    if run.randomNumbers != .common { lines.append("run.randomNumbers=\(run.randomNumbers)") }
    if run.networkDraws > 1 { lines.append("run.networkDraws=\(run.networkDraws)") }
    lines.append("species=\(Self.canonical(speciesNames))")
    for key in values.keys { lines.append("value \(key)=\(values[key].map(Self.canonical) ?? "")") }
    for sumu in namedSumu {
      lines.append("sumu \(Self.canonical([sumu.id, sumu.name, sumu.nameChinese])) \(sumu.isPastoral)")
    }
    for gacha in namedGacha {
      let texts = [gacha.id, gacha.name, gacha.nameChinese, gacha.sumuID] + gacha.products
      lines.append("gacha \(Self.canonical(texts))")
    }
    if let roster {
      lines.append("roster directed=\(roster.isDirected)")
      if roster.missingTieShare > 0 { lines.append("  missingTieShare=\(roster.missingTieShare)") }
      if roster.decimal == .comma { lines.append("  decimal=comma") }
      for table in roster.tables { lines.append("  \(table.kind)=\(table.file.sha256)") }
    }
    for arm in arms {
      lines.append("arm \(arm.name)")
      for key in arm.values.keys where arm.values[key] != values[key] {
        lines.append("  \(key)=\(arm.values[key].map(Self.canonical) ?? "")")
      }
      lines += canonicalInterventions(of: arm)
    }
    if let priceHistory {
      switch priceHistory.method {
      case .replay: lines.append("market.history=replay")
      case .bootstrap(let blockYears): lines.append("market.history=bootstrap \(blockYears)")
      }
      for good in priceHistory.goods {
        lines.append("price \(good.name)=" + good.prices.map { "\($0)" }.joined(separator: ","))
      }
    }
    lines.append("reference=\(arms[referenceArm].name)")
    lines.append("outcomes.names=\(Self.canonical(outcomes.names))")
    lines.append("outcomes.levels=\(Self.canonical(outcomes.levels))")
    lines.append("outcomes.years=\(outcomes.fromYear ?? 0) \(outcomes.toYear ?? 0)")
    if let design {
      lines.append("design=\(design.method.rawValue) \(design.samples ?? 0) \(design.seed)")
      for factor in design.factors { lines.append("factor \(factor.text)") }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// One line a change of an arm's interventions.
  func canonicalInterventions(of arm: Arm) -> [String] { arm.interventions.flatMap(canonical).sorted() }

  private func canonical(_ intervention: Intervention) -> [String] {
    let last = run.start.advanced(by: 4 * run.years - 1)
    let when = "\(intervention.from) \(intervention.to ?? last)"
    let places = Self.canonical(intervention.places.sorted())
    return intervention.changes.map {
      "  intervention \(when) \($0.course) \($0.key)=\(Self.canonical($0.value)) \(places)"
    }
  }

  private static func canonical(_ value: ParameterValue) -> String {
    if case .text(let text) = value { return canonical([text]) }
    return value.description
  }

  private static func canonical(_ texts: [String]) -> String {
    texts.map { "\($0.utf8.count):\($0)" }.joined(separator: ",")
  }
}

import KhorshooEngine
import KhorshooExperiments
import KhorshooText

extension ResolvedScenario {
  /// The complete scenario as a file without a base: read again, it resolves to the same values.
  ///
  /// The prices of a history are written out, so that the file needs no other and can be read from any folder.
  ///
  /// - Parameter origins: whether each line says in a comment where its value comes from.
  public func resolvedYAML(origins showsOrigins: Bool = false) -> String {
    var writer = YamlWriter(showsOrigins: showsOrigins)
    writer.line(0, "schema", "1")
    writer.line(0, "title", YamlWriter.inline(title))
    writer.line(0, "question", YamlWriter.inline(question))
    writePlaces(&writer)
    writeGroup("parameters", ledger.tree.without(["places", "policy"]), "", &writer)
    writeGroup("policy", ledger.tree.children["policy"] ?? KeyTree(), "policy.", &writer)
    writeSpecies(&writer)
    writeHistory(&writer)
    writeInterventions(interventions, 0, &writer)
    writeArms(&writer)
    writer.line(0, "reference", arms[referenceArm].name)
    writer.line(0, "run")
    let settings =
      [
        ("years", "\(run.years)"), ("start", run.start.paddedDescription), ("replicates", "\(run.replicates)"),
        ("seed", "\(run.seed)"),
      ] + (run.randomNumbers == .common ? [] : [("randomNumbers", run.randomNumbers.rawValue)])
    let draws = run.networkDraws > 1 ? [("networkDraws", "\(run.networkDraws)")] : []
    for (name, value) in settings + draws {
      writer.line(1, name, value, comment: origins["run.\(name)"]?.description)
    }
    writeDesign(&writer)
    writeOutcomes(&writer)
    return writer.text
  }

  private func writeGroup(_ name: String, _ tree: KeyTree, _ prefix: String, _ writer: inout YamlWriter) {
    let added = Set(addedSpecies.map(\.name))
    let tree = prefix.isEmpty ? tree.trimmed(herds: added) : tree
    guard !tree.order.isEmpty else { return }
    writer.line(0, name)
    write(tree, prefix, 1, &writer)
  }

  private func write(_ tree: KeyTree, _ prefix: String, _ depth: Int, _ writer: inout YamlWriter) {
    for name in tree.order {
      guard let child = tree.children[name] else { continue }
      let key = prefix + name
      if child.parameter == nil {
        writer.line(depth, name)
        write(child, key + ".", depth + 1, &writer)
      } else if let value = values[key] {
        writer.line(depth, name, YamlWriter.inline(value), comment: origins[key]?.description)
      }
    }
  }

  private func writePlaces(_ writer: inout YamlWriter) {
    let tree = ledger.tree.children["places"] ?? KeyTree()
    guard !tree.order.isEmpty || !namedSumu.isEmpty || !namedGacha.isEmpty else { return }
    writer.line(0, "places")
    write(tree, "places.", 1, &writer)
    if let roster, let margins = roster.tables.first, margins.kind == "margins" {
      writer.line(1, "margins", YamlWriter.quote(margins.copyName), comment: "copy of \(margins.file.path)")
    } else if let roster {
      writer.line(1, "roster")
      for table in roster.tables {
        writer.line(2, table.kind, YamlWriter.quote(table.copyName), comment: "copy of \(table.file.path)")
      }
      writer.line(2, "directed", "\(roster.isDirected)")
      if roster.decimal == .comma { writer.line(2, "decimal", "comma") }
      if roster.missingTieShare > 0 {
        writer.line(2, "missingTieShare", YamlWriter.inline(.number(roster.missingTieShare)))
      }
    }
    // What only repeats the roster need not be said, and may have characters that identifiers here have not.
    let namedSumu = namedSumu.filter { roster == nil || $0.name != $0.id || $0.nameChinese != $0.id || !$0.isPastoral }
    let namedGacha = namedGacha.filter {
      roster == nil || $0.name != $0.id || $0.nameChinese != $0.id || !$0.products.isEmpty
    }
    if !namedSumu.isEmpty { writer.line(1, "sumu") }
    for sumu in namedSumu {
      writer.item(
        2,
        [
          ("id", YamlWriter.quote(sumu.id)), ("name", YamlWriter.quote(sumu.name)),
          ("chinese", YamlWriter.quote(sumu.nameChinese)), ("pastoral", "\(sumu.isPastoral)"),
        ])
    }
    if !namedGacha.isEmpty { writer.line(1, "gacha") }
    for gacha in namedGacha {
      writer.item(
        2,
        [
          ("id", YamlWriter.quote(gacha.id)), ("name", YamlWriter.quote(gacha.name)),
          ("chinese", YamlWriter.quote(gacha.nameChinese)), ("sumu", YamlWriter.quote(gacha.sumuID)),
          ("products", YamlWriter.list(gacha.products)),
        ])
    }
  }

  private func writeSpecies(_ writer: inout YamlWriter) {
    guard !addedSpecies.isEmpty || !removedSpecies.isEmpty else { return }
    writer.line(0, "species")
    for species in addedSpecies {
      writer.line(1, species.name)
      writer.line(2, "like", species.like)
      let tree = ledger.tree.children["herds"]?.children[species.name] ?? KeyTree()
      write(tree, "herds.\(species.name).", 2, &writer)
    }
    for name in removedSpecies { writer.line(1, name, "none") }
  }

  private func writeHistory(_ writer: inout YamlWriter) {
    guard let priceHistory else { return }
    let origin = { (name: String) in origins["market.history.\(name)"]?.description }
    writer.line(0, "market")
    writer.line(1, "history")
    switch priceHistory.method {
    case .replay: writer.line(2, "method", "replay", comment: origin("method"))
    case .bootstrap(let blockYears):
      writer.line(2, "method", "bootstrap", comment: origin("method"))
      writer.line(2, "blockYears", "\(blockYears)", comment: origin("blockYears"))
    }
    let file = origin("file").flatMap { origin in
      inputFiles.dropLast(roster?.tables.count ?? 0).last.map { "\(origin), from \($0.path)" }
    }
    writer.line(2, "series", comment: file ?? origin("series"))
    writer.line(3, "firstYear", "\(priceHistory.firstYear)")
    writer.line(3, "prices")
    for good in priceHistory.goods { writer.years(4, good.name, good.prices) }
  }

  private func writeArms(_ writer: inout YamlWriter) {
    writer.line(0, "arms")
    for ((arm, overrides), dated) in zip(zip(arms, armOverrides), armInterventions) {
      writer.line(1, arm.name)
      writer.line(2, "label", YamlWriter.quote(arm.label))
      writer.line(2, "labelChinese", YamlWriter.quote(arm.labelChinese))
      if dated.takesScenarios {
        writeInterventions(dated.own, 2, &writer)
      } else {
        writer.line(2, "interventions", "none")
      }
      guard !overrides.isEmpty else { continue }
      var tree = KeyTree()
      for (index, override) in overrides.enumerated() {
        tree.insert(override.key.split(separator: ".").dropFirst().map(String.init)[...], index)
      }
      writer.line(2, "policy")
      write(tree, overrides, 3, &writer)
    }
  }

  private func writeInterventions(_ list: [StatedIntervention], _ depth: Int, _ writer: inout YamlWriter) {
    guard !list.isEmpty else { return }
    writer.line(depth, "interventions")
    for stated in list {
      let item = stated.intervention
      writer.line(depth + 1, "- id", YamlWriter.quote(item.id), comment: stated.origin.description)
      let title = LocalizedText(en: item.title, zh: item.titleChinese)
      if !title.en.isEmpty { writer.line(depth + 2, "title", YamlWriter.inline(title)) }
      writer.line(depth + 2, "from", item.from.paddedDescription)
      if let to = item.to { writer.line(depth + 2, "to", to.paddedDescription) }
      if !item.places.isEmpty { writer.line(depth + 2, "where", YamlWriter.list(item.places)) }
      for course in [Intervention.Course.set, .ramp] {
        let changes = item.changes.filter { $0.course == course }
        if !changes.isEmpty { writer.line(depth + 2, course.rawValue) }
        for change in changes { writer.line(depth + 3, change.key, YamlWriter.inline(change.value)) }
      }
    }
  }

  private func write(_ tree: KeyTree, _ overrides: [ArmOverride], _ depth: Int, _ writer: inout YamlWriter) {
    for name in tree.order {
      guard let child = tree.children[name] else { continue }
      if let index = child.parameter {
        let override = overrides[index]
        writer.line(depth, name, YamlWriter.inline(override.value), comment: override.origin.description)
      } else {
        writer.line(depth, name)
        write(child, overrides, depth + 1, &writer)
      }
    }
  }

  private func writeDesign(_ writer: inout YamlWriter) {
    guard let design else { return }
    writer.line(0, "design")
    if let file = design.file {
      writer.line(1, "file", YamlWriter.quote(file))
    } else {
      writer.line(1, "method", design.method.rawValue)
    }
    if let samples = design.samples { writer.line(1, "samples", "\(samples)") }
    writer.line(1, "seed", "\(design.seed)")
    guard !design.factors.isEmpty else { return }
    writer.line(1, "factors")
    for factor in design.factors {
      writer.item(2, factor.parts.map { (YamlWriter.quote($0.key), YamlWriter.inline($0.domain)) })
    }
  }

  private func writeOutcomes(_ writer: inout YamlWriter) {
    guard outcomes != OutcomeSelection() else { return }
    writer.line(0, "outcomes")
    if !outcomes.names.isEmpty { writer.line(1, "names", YamlWriter.list(outcomes.names)) }
    if !outcomes.levels.isEmpty { writer.line(1, "levels", YamlWriter.list(outcomes.levels)) }
    if let year = outcomes.fromYear { writer.line(1, "fromYear", "\(year)") }
    if let year = outcomes.toYear { writer.line(1, "toYear", "\(year)") }
  }
}

extension KeyTree {
  /// The tree without some species.
  fileprivate func trimmed(herds names: Set<String>) -> KeyTree {
    guard !names.isEmpty, let herds = children["herds"] else { return self }
    return replacing("herds", with: herds.without(names))
  }
}

extension Quarter {
  /// `0920Q1`: with four digits, as files have it.
  var paddedDescription: String {
    String(repeating: "0", count: max(0, 6 - description.count)) + description
  }
}

/// Writes block YAML, two spaces a level.
private struct YamlWriter {
  let showsOrigins: Bool
  private(set) var text = ""

  init(showsOrigins: Bool) { self.showsOrigins = showsOrigins }

  mutating func line(_ depth: Int, _ key: String, _ value: String? = nil, comment: String? = nil) {
    text += String(repeating: "  ", count: depth) + key + ":"
    if let value { text += " " + value }
    if showsOrigins, let comment { text += "  # " + Self.printable(comment) }
    text += "\n"
  }

  /// A list of four numbers a year, one line a year.
  mutating func years(_ depth: Int, _ key: String, _ numbers: [Double]) {
    let indent = String(repeating: "  ", count: depth + 1)
    let lines = stride(from: 0, to: numbers.count, by: 4).map { start in
      indent + numbers[start..<start + 4].map { Self.inline(.number($0)) }.joined(separator: ", ")
    }
    line(depth, key, "[\n" + lines.joined(separator: ",\n") + "]")
  }

  mutating func item(_ depth: Int, _ fields: [(key: String, value: String)]) {
    let body = fields.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
    text += String(repeating: "  ", count: depth) + "- {\(body)}\n"
  }

  static func inline(_ text: LocalizedText) -> String {
    text.en == text.zh ? quote(text.en) : "{en: \(quote(text.en)), zh: \(quote(text.zh))}"
  }

  static func inline(_ value: ParameterValue) -> String {
    if case .text(let text) = value { return YamlScalar.isReserved(text) ? quote(text) : text }
    guard case .number = value, let exponent = value.description.firstIndex(of: "e") else { return value.description }
    // `1e-07` is text to YAML 1.1 readers such as Python's; `1.0e-07` is a number to all.
    let mantissa = value.description[..<exponent]
    return mantissa + (mantissa.contains(".") ? "" : ".0") + value.description[exponent...]
  }

  /// A list of values, or a range as text.
  static func inline(_ domain: FactorDomain) -> String {
    guard case .levels(let values) = domain else { return quote(domain.text) }
    let texts = values.map { value in
      switch value {
      // A whole parameter takes no `2.0`.
      case .number(let number): number == number.rounded() ? value.description : inline(.number(number))
      case .truth(let flag): "\(flag)"
      case .text(let word): inline(.text(word))
      }
    }
    return "[\(texts.joined(separator: ", "))]"
  }

  static func list(_ texts: [String]) -> String { "[\(texts.map(quote).joined(separator: ", "))]" }

  /// A double-quoted scalar that reads back as `text`.
  static func quote(_ text: String) -> String {
    var body = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": body += "\\\(scalar)"
      case "\n": body += "\\n"
      case _ where isSafe(scalar): body.unicodeScalars.append(scalar)
      default:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        body += "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
      }
    }
    return "\"\(body)\""
  }

  private static func isSafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E, 0xA0...0x2027, 0x202A...0xD7FF, 0xF900...0xFEFE, 0xFF00...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }

  private static func printable(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { isSafe($0) ? $0 : "?" }))
  }
}

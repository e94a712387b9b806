import KhorshooEngine
import KhorshooInputs
import KhorshooModel
import KhorshooText

/// A sumu that has a name.
struct SumuForm: FieldForm {
  let id: Field<String> = .identifier("id")
  let name: Field<String> = .text("name", "a name", remedy: "give it a value")
  let chinese: Field<String> = .text("chinese", "a name in Chinese", remedy: "give it a value")
  let pastoral: Field<Bool> = .flag("pastoral", remedy: "give it a value", "Whether it has gacha.", "是否有嘎查。")
  static let list = FieldList(SumuForm())
}

/// A gacha that has a name.
struct GachaForm: FieldForm {
  let id: Field<String> = .identifier("id")
  let name: Field<String> = .text("name", "a name", remedy: "give it a value")
  let chinese: Field<String> = .text("chinese", "a name in Chinese", remedy: "give it a value")
  let sumu: Field<String> = .text(
    "sumu", "the id of a sumu", remedy: "give it a value", "Identifier of its pastoral sumu.", "所属牧业苏木的标识。")
  let products: Field<[String]> = .texts(
    "products", "a product", standard: nil, "Products of its cooperatives.", "其合作社的产品。")
  static let list = FieldList(GachaForm())
}

/// `places`: counts by level, the sumu and gacha that have a name, a roster or margins. A list replaces the list of the base.
struct PlacesSection: FormSection {
  let name = "places"
  var fields: [(key: String, field: any FormField)] {
    SumuForm.list.keyed("places.sumu[]") + GachaForm.list.keyed("places.gacha[]")
      + RosterForm.list.keyed("places.roster")
      + [(MarginsForm.key, RosterForm.margins)] + MarginsForm.list.keyed(MarginsForm.key)
  }

  func read(_ node: YamlNode, _ reader: inout ScenarioFileReader) {
    reader.state(
      reader.group(
        node, reader.tree(name), fileKey: name, prefix: "places.", handled: ["sumu", "gacha", "roster", "margins"]))
    guard case .mapping(let entries) = node.content else { return }
    for entry in entries {
      switch entry.key {
      case "sumu": reader.draft.sumu = sumu(entry.value, &reader)
      case "gacha": reader.draft.gacha = gacha(entry.value, &reader)
      case "roster": RosterForm.read(entry.value, &reader)
      case "margins": RosterForm.readMargins(entry.value, beside: entries.first { $0.key == "roster" }, &reader)
      default: break
      }
    }
  }

  private func sumu(_ node: YamlNode, _ reader: inout ScenarioFileReader) -> [Stated<NamedSumu>] {
    reader.distinct(node, "places.sumu", SumuForm.self, id: \.id) { _, _, sumu, _ in
      guard let id = sumu.id, let name = sumu.name, let chinese = sumu.chinese, let pastoral = sumu.pastoral else {
        return nil
      }
      return Stated(
        value: NamedSumu(id: id.value, name: name.value, nameChinese: chinese.value, isPastoral: pastoral.value),
        place: id.place)
    }
  }

  private func gacha(_ node: YamlNode, _ reader: inout ScenarioFileReader) -> [Stated<NamedGacha>] {
    reader.distinct(node, "places.gacha", GachaForm.self, id: \.id) { _, _, gacha, _ in
      guard let id = gacha.id, let name = gacha.name, let chinese = gacha.chinese, let sumu = gacha.sumu else {
        return nil
      }
      return Stated(
        value: NamedGacha(
          id: id.value, name: name.value, nameChinese: chinese.value, sumuID: sumu.value,
          products: gacha.products?.value ?? []), place: sumu.place)
    }
  }

  func write(_ scenario: ResolvedScenario, _ writer: inout YamlWriter) {
    let tree = scenario.ledger.tree.children[name] ?? KeyTree()
    guard !tree.order.isEmpty || !scenario.namedSumu.isEmpty || !scenario.namedGacha.isEmpty else { return }
    writer.line(0, name)
    writer.values(tree, "places.", 1, of: scenario)
    if let roster = scenario.roster { RosterForm.write(roster, &writer) }
    // What only repeats the roster need not be said, and may have characters that identifiers here have not.
    let isAll = scenario.roster == nil
    let sumu = scenario.namedSumu.filter { isAll || $0.name != $0.id || $0.nameChinese != $0.id || !$0.isPastoral }
    let gacha = scenario.namedGacha.filter {
      isAll || $0.name != $0.id || $0.nameChinese != $0.id || !$0.products.isEmpty
    }
    if !sumu.isEmpty { writer.line(1, "sumu") }
    for sumu in sumu {
      var fields = FieldValues<SumuForm>()
      (fields.id, fields.name, fields.chinese) = (sumu.id, sumu.name, sumu.nameChinese)
      fields.pastoral = sumu.isPastoral
      writer.item(2, fields.written)
    }
    if !gacha.isEmpty { writer.line(1, "gacha") }
    for gacha in gacha {
      var fields = FieldValues<GachaForm>()
      (fields.id, fields.name, fields.chinese) = (gacha.id, gacha.name, gacha.nameChinese)
      (fields.sumu, fields.products) = (gacha.sumuID, gacha.products)
      writer.item(2, fields.written)
    }
  }

  func facts(_ scenario: ResolvedScenario, beside other: ResolvedScenario?) -> [Fact] {
    scenario.namedSumu.map { sumu in
      Fact(
        "places.sumu.\(sumu.id)", "\(sumu.name) \(sumu.nameChinese), pastoral \(sumu.isPastoral)",
        ["sumu \(Canonical.texts([sumu.id, sumu.name, sumu.nameChinese])) \(sumu.isPastoral)"])
    }
      + scenario.namedGacha.map { gacha in
        Fact(
          "places.gacha.\(gacha.id)",
          "\(gacha.name) \(gacha.nameChinese), \(gacha.sumuID), \(gacha.products.joined(separator: " "))",
          ["gacha \(Canonical.texts([gacha.id, gacha.name, gacha.nameChinese, gacha.sumuID] + gacha.products))"])
      } + (scenario.roster.map(RosterForm.facts) ?? [])
  }

  func schema(_ ledger: ParameterLedger) -> OrderedJSON {
    object(
      (ledger.tree.children[name] ?? KeyTree()).properties(ledger) + [
        ("margins", MarginsForm.anySchema), ("roster", RosterForm.rosterSchema),
        (
          "sumu",
          list(SumuForm.schema(isWhole: true), "Townships that have a name. The list replaces that of the base.")
        ),
        (
          "gacha",
          list(GachaForm.schema(isWhole: true), "Villages that have a name. The list replaces that of the base.")
        ),
      ], "Counts by level, and the places that have a name.")
  }
}

import KhorshooEngine
import KhorshooModel
import KhorshooText

/// Makes a herd of the nodes of a file and notes everything that is wrong with it.
struct HerdFileReader {
  private(set) var problems: TableProblems

  init(_ problems: TableProblems) { self.problems = problems }

  /// The herd; nil when something is wrong.
  mutating func read(_ root: YamlNode) -> HerdFile? {
    guard case .mapping(let entries) = root.content else { return nil }
    let kind = value(of: HerdField.kind, in: entries, "", at: root.place)
    guard case .text(let kindName) = kind else { return nil }
    let isStages = kindName == "stages"
    let fields = isStages ? HerdField.stages : HerdField.constantHerd
    let keys = [HerdField.kind.key] + HerdField.texts + fields.map(\.key) + (isStages ? ["classes"] : [])
    refuseUnknown(entries, keys, "")
    let texts = HerdField.texts.map { text(of: $0, in: entries) }
    let content: HerdFile.Content? =
      isStages
      ? stages(entries, root.place).map { .stages($0) } : constantHerd(entries, root.place).map { .constantHerd($0) }
    guard let content, problems.isEmpty else { return nil }
    return HerdFile(title: texts[0] ?? "", content: content, warnings: problems.toldWarnings)
  }

  // MARK: Stages

  private mutating func stages(_ entries: [YamlEntry], _ place: SourcePlace) -> CohortProjection? {
    let values = HerdField.stages.map { value(of: $0, in: entries, "", at: place) }
    guard let node = entries.first(where: { $0.key == "classes" })?.value else {
      problems.report(
        "missing-key", place, "classes", "nothing is given, expected a list of classes, one a sex and age")
      return nil
    }
    guard case .list(let nodes) = node.content else {
      problems.report("wrong-type", node.place, "classes", "found \(node.found), expected a list of classes")
      return nil
    }
    guard !nodes.isEmpty else {
      // Rows that were refused are told already.
      if problems.isEmpty {
        problems.report("no-rows", node.place, "classes", "there is no class; add one a sex and age")
      }
      return nil
    }
    guard nodes.count <= HerdFile.classLimit else {
      problems.report(
        "too-many-values", node.place, "classes",
        "found \(nodes.count) classes, expected at most \(HerdFile.classLimit); put ages together")
      return nil
    }
    // Without the convention the rates have no range to be checked against.
    guard case .text(let stepName) = values[0], case .text(let ratesName) = values[1],
      case .number(let share) = values[2],
      let step = CohortProjection.Step(rawValue: stepName), let rates = CohortProjection.Rates(rawValue: ratesName)
    else { return nil }
    var cohorts: [CohortProjection.Cohort] = []
    for (index, node) in nodes.enumerated() {
      if let cohort = cohort(node, "classes.\(index + 1)", HerdField.classes(rates)) {
        if cohorts.contains(where: { $0.name == cohort.name }) {
          problems.report("duplicate-name", node.place, cohort.name, "a class of that name stands above; rename one")
        }
        cohorts.append(cohort)
      }
    }
    guard problems.isEmpty else { return nil }
    let herd = CohortProjection(cohorts, step: step, rates: rates, femaleBirthShare: share)
    for fault in herd.faults { report(fault, herd, nodes, place) }
    for doubt in ClassOrder(herd: herd).doubts {
      let early = nodes[doubt.early].place
      problems.warn(
        "class-order", CSVText.Place(line: early.line, column: early.column), herd.cohorts[doubt.early].name,
        "\(doubt.reason); classes of a sex stand from young to old, the newborn first: if "
          + "\(quoted(herd.cohorts[doubt.late].name)) is the younger, put it before \(quoted(herd.cohorts[doubt.early].name))"
      )
    }
    return herd
  }

  private mutating func cohort(_ node: YamlNode, _ key: String, _ fields: [HerdField]) -> CohortProjection.Cohort? {
    guard case .mapping(let entries) = node.content else {
      problems.report(
        "wrong-type", node.place, key, "found \(node.found), expected the keys of a class, such as 'name: ewes'")
      return nil
    }
    refuseUnknown(entries, ["name"] + fields.map(\.key), key)
    let name = text(of: "name", in: entries, key)
    if name == nil, !entries.contains(where: { $0.key == "name" }) {
      problems.report("missing-key", node.place, key + ".name", "nothing is given, expected a name")
    }
    var values: [String: ParameterValue] = [:]
    for field in fields { values[field.key] = value(of: field, in: entries, key, at: node.place) }
    func number(_ key: String) -> Double? { if case .number(let number) = values[key] { number } else { nil } }
    if let years = entries.first(where: { $0.key == "durationYears" }),
      entries.contains(where: { $0.key == "durationDays" })
    {
      problems.report("unneeded-key", years.place, key + ".durationYears", "durationDays stands there too; keep one")
    }
    guard let name, case .text(let sex) = values["sex"], let death = number("deathRate"),
      let offtake = number("offtakeRate")
    else { return nil }
    var cohort = CohortProjection.Cohort(
      name, isFemale: sex == "female",
      durationDays: number("durationDays") ?? number("durationYears").map { $0 * CohortProjection.daysPerYear },
      death: death, offtake: offtake, parturitionPerYear: number("parturitionPerYear") ?? 0,
      litterSize: number("litterSize") ?? 1, liveWeightKg: number("liveWeightKg"), sheepUnits: number("sheepUnits"))
    for kind in VitalRates.Kind.allCases { cohort.errors[kind] = number(HerdField.errorKey(kind)) }
    return cohort
  }

  private mutating func report(
    _ fault: CohortProjection.Fault, _ herd: CohortProjection, _ nodes: [YamlNode], _ place: SourcePlace
  ) {
    switch fault {
    case .noFemales:
      problems.report("no-births", place, "classes", "there is no female class; add one with 'sex: female'")
    case .noBirths:
      problems.report(
        "no-births", place, "classes", "no female class gives birth; state parturitionPerYear of those that breed")
    case .maleBirths(let k):
      problems.report(
        "no-births", nodes[k].place, herd.cohorts[k].name,
        "a male class gives birth; put parturitionPerYear to the females")
    case .openBeforeLast(let k):
      problems.report(
        "missing-key", nodes[k].place, herd.cohorts[k].name,
        "there is no durationDays or durationYears, and an older class of the sex follows; only the last may go without "
          + "(classes of a sex stand from young to old)")
    case .newbornBreed(let k):
      problems.report(
        "no-births", nodes[k].place, herd.cohorts[k].name,
        "found births of the newborn, whose class lasts one step, expected births of older classes; a matrix counted after "
          + "births (post-breeding) has survival x births there: state births = entry / survival of the class in the class that follows"
      )
    case .wholeRate(let k):
      problems.report(
        "out-of-range", nodes[k].place, herd.cohorts[k].name,
        "found a rate of 1 in a class of several steps, expected a rate below 1, since at a constant hazard nobody were left "
          + "after the first step; write 0.999999, or a duration at whose end they go, or a step as long as the class")
    case .shortStage(let k, let days, let isFirst):
      problems.report(
        "stage-too-short", nodes[k].place, herd.cohorts[k].name,
        "found \(plainNumber(days)) days, expected "
          + (isFirst ? "one step or at least two" : "at least one step")
          + " of \(plainNumber((herd.step.days * 100).rounded() / 100)) days (step: \(herd.step.rawValue)); take a shorter step"
      )
    }
  }

  // MARK: Constant herd

  private mutating func constantHerd(_ entries: [YamlEntry], _ place: SourcePlace) -> HerdFile.ConstantHerd? {
    var values: [String: ParameterValue] = [:]
    for field in HerdField.constantHerd { values[field.key] = value(of: field, in: entries, "", at: place) }
    guard problems.isEmpty, case .boolean(let isWhole) = values["wholeAnimals"],
      case .integer(let first) = values["firstAgeYears"], case .integer(let last) = values["lastAgeYears"]
    else { return nil }
    guard last >= first else {
      let entry = entries.first { $0.key == "lastAgeYears" }
      problems.report(
        "out-of-range", entry?.value.place ?? place, "lastAgeYears",
        "found \(last), expected firstAgeYears (\(first)) or more")
      return nil
    }
    func number(_ key: String) -> Double? { if case .number(let number) = values[key] { number } else { nil } }
    guard let females = number("breedingFemales"), let parturition = number("parturitionPerYear"),
      let death = number("breedingFemaleDeathPerYear"), let young = number("youngDeathShare"),
      let replacement = number("replacementDeathShare")
    else { return nil }
    return HerdFile.ConstantHerd(
      rates: SteadyStateHerd.Rates(
        cows: females, calvingRate: parturition, cowDeathFraction: death, calfDeathFraction: young,
        replacementDeathFraction: replacement, firstAge: first, lastAge: last),
      isWhole: isWhole, femaleLiveWeightKg: number("breedingFemaleLiveWeightKg"),
      youngLiveWeightKg: number("youngLiveWeightKg"), dressingShare: number("dressingShare"),
      milkLitresPerLactation: number("milkLitresPerLactation"), livestockUnits: number("livestockUnits"))
  }

  // MARK: Values

  private mutating func refuseUnknown(_ entries: [YamlEntry], _ known: [String], _ key: String) {
    for entry in entries where !known.contains(entry.key) {
      problems.report(
        "unknown-key", entry.place, key.isEmpty ? entry.key : "\(key).\(entry.key)",
        "there is no such key" + Nearest.hint(entry.key, among: known, listed: 20))
    }
  }

  private mutating func value(
    of field: HerdField, in entries: [YamlEntry], _ key: String, at place: SourcePlace
  ) -> ParameterValue? {
    let fullKey = key.isEmpty ? field.key : "\(key).\(field.key)"
    guard let entry = entries.first(where: { $0.key == field.key }) else {
      if field.isRequired {
        problems.report(
          "missing-key", place, fullKey, "nothing is given, expected \(ValueReader.expectation(field.parameter))")
      }
      return nil
    }
    switch ValueReader.value(entry.value, for: field.parameter, meant: field.meant) {
    case .success(let value): return value
    case .failure(let fault):
      problems.report(fault.code, entry.value.place, fullKey, fault.message)
      return nil
    }
  }

  private mutating func text(of name: String, in entries: [YamlEntry], _ key: String = "") -> String? {
    guard let entry = entries.first(where: { $0.key == name }) else { return nil }
    do throws(ValueFault) { return try ValueReader.text(entry.value, "a text") } catch {
      problems.report(error.code, entry.value.place, key.isEmpty ? name : "\(key).\(name)", error.message)
      return nil
    }
  }
}

import KhorshooEngine

/// The groups of households that outcomes are recorded for: members, non-members and central households, and classes
/// that are fixed before any policy acts, so that a class has the same households in every arm.
///
/// Classes are of equal size by rank: fifths of the income a head that is expected at the start, quarters of the herd at the
/// start, quarters of the distance to the central household, and the most distant tenth. Fifths and quarters also stand
/// crossed with membership, which is that of the arm.
///
/// - Source: model description 10; expected income is that of ``InitialState``.
/// - Proof: `HouseholdGroupsProperty`.
package struct HouseholdGroups: Sendable {
  /// One group.
  package struct Group: Sendable {
    /// Identifier in files.
    package let id: String
    let name, nameChinese: String
    /// Index of its class.
    package let classIndex: Int
    /// Which of its class: all, members or non-members.
    package let part: Part
    /// Told by two arms, not by class and part.
    package var stratum: Stratum?
  }

  /// Part of a class.
  package enum Part: Int, Sendable { case members, nonMembers, all }

  /// Members, non-members, central households; the classes; classes crossed with membership; members at the start; strata.
  package let groups: [Group]
  /// Classes that each household is in, the first always 0 (all households). Shape: households, then classes.
  package let classes: [[Int]]
  /// Number of classes.
  package let classCount: Int

  /// Groups of the first kind have quarterly outcomes and distributions, the others some of the year (`Outcome.Groups`).
  static let mainGroupCount = 3
  /// Classes of the main groups: all households, and central ones.
  static let mainClassCount = 2

  init(_ banner: Banner, income: IncomeParameters) {
    let households = banner.households
    let count = banner.places.householdCount
    let expected = (0..<count).map { InitialState.expectedIncomeYuan(households, $0, income) / households.persons[$0] }
    var classes = (0..<count).map { households.isCentral[$0] ? [0, 1] : [0] }
    var fixed: [Group] = []
    for division in HouseholdGroups.divisions(
      income: expected, herd: households.sheepUnitsAtStart, distance: households.distanceKm)
    {
      let ranked = Ranking(division.values, parts: division.parts)
      for part in division.kept {
        let index = HouseholdGroups.mainClassCount + fixed.count
        for h in ranked.members(part) { classes[h].append(index) }
        let bounds = ranked.bounds(part)
        fixed.append(
          Group(
            id: division.id(part), name: division.name(part, bounds), nameChinese: division.nameChinese(part, bounds),
            classIndex: index, part: .all))
      }
    }
    let main = [
      Group(id: "member", name: "Members", nameChinese: "社员户", classIndex: 0, part: .members),
      Group(id: "nonMember", name: "Non-members", nameChinese: "非社员户", classIndex: 0, part: .nonMembers),
      Group(id: "central", name: "Central households", nameChinese: "党员中心户", classIndex: 1, part: .all),
    ]
    let crossed = main.prefix(2).flatMap { kind in
      fixed.filter { $0.id != "farthestTenth" }.map { part in
        Group(
          id: "\(kind.id).\(part.id)", name: "\(kind.name), \(part.name)",
          nameChinese: "\(kind.nameChinese)，\(part.nameChinese)", classIndex: part.classIndex, part: kind.part)
      }
    }
    let atStart = HouseholdGroups.mainClassCount + fixed.count
    for h in 0..<count where households.isMemberAtStart[h] { classes[h].append(atStart) }
    let start = Group(
      id: "memberAtStart", name: "Members at the start", nameChinese: "期初社员户", classIndex: atStart, part: .all)
    let strata = Stratum.allCases.map { stratum in
      Group(
        id: stratum.id, name: stratum.words.english, nameChinese: stratum.words.chinese, classIndex: 0, part: .all,
        stratum: stratum)
    }
    groups = main + fixed + crossed + [start] + strata
    classCount = atStart + 1
    self.classes = classes
  }

  private init(_ groups: [Group], _ classes: [[Int]], _ classCount: Int) {
    (self.groups, self.classes, self.classCount) = (groups, classes, classCount)
  }

  /// The same groups with the central households of other grids. Classes stay those of the scenario's grids, so that they have
  /// the same households in every arm.
  func inGrids(of banner: Banner) -> HouseholdGroups {
    let own = zip(classes, banner.households.isCentral).map { [0] + ($1 ? [1] : []) + $0.filter { $0 > 1 } }
    return HouseholdGroups(groups, own, classCount)
  }

  /// The groups as places of results.
  var places: [Place] {
    groups.map { Place(level: .group, id: $0.id, name: $0.name, nameChinese: $0.nameChinese) }
  }

  /// Whether an outcome is recorded for a place: classes have only outcomes that are declared for them, at the year's end.
  func records(
    _ outcome: OutcomeDefinition, _ place: Place, _ quarter: Quarter, ofClasses: Set<String>
  ) -> Bool {
    guard place.level == .group, !groups.prefix(HouseholdGroups.mainGroupCount).contains(where: { $0.id == place.id })
    else { return true }
    return quarter.number == 4 && ofClasses.contains(outcome.name)
  }
}

// MARK: Divisions

extension HouseholdGroups {
  /// Households in parts of equal size by a number each.
  private struct Division {
    let stem: String
    let values: [Float]
    let parts: Int
    /// Parts that are groups, from 0.
    let kept: Range<Int>
    let english, chinese: String
    let unit, unitChinese: String
    let decimals: Int

    func id(_ part: Int) -> String { kept.count == 1 ? stem : "\(stem)\(part + 1)" }

    func name(_ part: Int, _ bounds: (low: Float?, high: Float?)) -> String {
      let number = kept.count == 1 ? "" : " \(part + 1) of \(parts)"
      let range =
        switch (bounds.low.map(text), bounds.high.map(text)) {
        case (nil, let high?): "up to \(high)"
        case (let low?, nil): "from \(low)"
        case (let low?, let high?): "\(low) to \(high)"
        case (nil, nil): "all"
        }
      return "\(english)\(number): \(range) \(unit)"
    }

    func nameChinese(_ part: Int, _ bounds: (low: Float?, high: Float?)) -> String {
      let number = kept.count == 1 ? "" : "第\(part + 1)组"
      let range =
        switch (bounds.low.map(text), bounds.high.map(text)) {
        case (nil, let high?): "不超过 \(high) \(unitChinese)"
        case (let low?, nil): "\(low) \(unitChinese)以上"
        case (let low?, let high?): "\(low) 至 \(high) \(unitChinese)"
        case (nil, nil): "全部"
        }
      return "\(chinese)\(number)（\(range)）"
    }

    private func text(_ value: Float) -> String {
      decimals == 0 ? "\(Int(value.rounded()))" : "\((Double(value) * 10).rounded() / 10)"
    }
  }

  private static func divisions(income: [Float], herd: [Float], distance: [Float]) -> [Division] {
    [
      Division(
        stem: "quintile", values: income, parts: 5, kept: 0..<5, english: "income fifth", chinese: "期初人均预期收入五等分",
        unit: "yuan a head", unitChinese: "元", decimals: 0),
      Division(
        stem: "herd", values: herd, parts: 4, kept: 0..<4, english: "herd quarter", chinese: "期初畜群四等分",
        unit: "sheep units", unitChinese: "羊单位", decimals: 0),
      Division(
        stem: "ring", values: distance, parts: 4, kept: 0..<4, english: "distance quarter", chinese: "距中心户远近四等分",
        unit: "km", unitChinese: "公里", decimals: 1),
      Division(
        stem: "farthestTenth", values: distance, parts: 10, kept: 9..<10, english: "most distant tenth",
        chinese: "距中心户最远十分之一", unit: "km", unitChinese: "公里", decimals: 1),
    ]
  }

  /// Households in the order of a number, those with the same in the order of places.
  struct Ranking {
    private let order: [Int]
    private let values: [Float]
    private let parts: Int

    init(_ values: [Float], parts: Int) {
      self.values = values
      self.parts = parts
      order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    }

    func members(_ part: Int) -> ArraySlice<Int> {
      order[order.count * part / parts..<order.count * (part + 1) / parts]
    }

    /// Where a part begins and where the next one does; nil at the ends.
    func bounds(_ part: Int) -> (low: Float?, high: Float?) {
      func start(_ part: Int) -> Float? {
        let rank = order.count * part / parts
        return part > 0 && rank < order.count ? values[order[rank]] : nil
      }
      return (start(part), start(part + 1))
    }
  }
}

import KhorshooEngine
import KhorshooNetworks

extension Banner {
  /// The population as a roster that can be read back: every trait, place, tie and cooperative.
  ///
  /// Households stand in the order of their numbers, so that what a roster does not say is drawn for each as it was.
  ///
  /// - Parameters:
  ///   - values: parameters of the scenario that the banner was made of.
  ///   - seed: its seed.
  ///   - survey: the roster it was made of, whose identifiers and extra columns are kept; nil when it was drawn.
  /// - Proof: `RosterRoundTripProperty`.
  public func roster(values: ParameterValues, seed: UInt64, survey: Roster? = nil) -> Roster {
    let all = households
    let order = all.rosterNumber.indices.sorted { all.rosterNumber[$0] < all.rosterNumber[$1] }
    let rows = survey == nil ? nil : rosterRows
    let digits = "\(order.count)".count
    var roster = Roster(
      ids: order.map { h in
        if let rows, let survey { return survey.ids[rows[h]] }
        return "h-\(padded(all.rosterNumber[h] + 1, digits))"
      })
    roster.sumu =
      Roster.Units(
        names: places.sumu.map(\.id), index: order.map { places.gacha[places.gachaOfHousehold[$0]].sumu }
      ).used
    roster.gacha = Roster.Units(names: places.gacha.map(\.id), index: order.map { places.gachaOfHousehold[$0] })
    roster.grid = Roster.Units(names: places.grids.map(\.id), index: order.map { places.gridOfHousehold[$0] })
    func column(_ trait: RosterTrait, _ value: (Int) -> Double) { roster.numbers[trait] = order.map(value) }
    column(.xKm) { all.xKm[$0] }
    column(.yKm) { all.yKm[$0] }
    column(.distanceKm) { Double(all.distanceKm[$0]) }
    column(.persons) { Double(all.persons[$0]) }
    column(.labour) { Double(all.labour[$0]) }
    column(.pastureMu) { Double(all.pastureMu[$0]) }
    column(.sheepUnits) { Double(all.sheepUnitsAtStart[$0]) }
    column(.cashYuan) { Double(all.cashYuan[$0]) }
    column(.knowledge) { Double(all.knowledge[$0]) }
    column(.trust) { Double(all.trust[$0]) }
    column(.riskAversion) { Double(all.riskAversion[$0]) }
    column(.offFarmShare) { Double(all.offFarmShare[$0]) }
    column(.partyMembers) { Double(all.partyMembers[$0]) }
    column(.isCentral) { all.isCentral[$0] ? 1 : 0 }
    column(.isMember) { all.isMemberAtStart[$0] ? 1 : 0 }
    column(.isAware) { all.isAwareAtStart[$0] ? 1 : 0 }
    column(.usesServices) { Double(all.usesServices[$0]) }
    column(.sellsThrough) { Double(all.sellsThrough[$0]) }
    column(.isFarmer) { Double(all.isFarmer[$0]) }
    let classCount = table.classes.count
    for species in table.species {
      roster.headBySpecies[species.name] = order.map { h in
        species.classes.reduce(0) { $0 + Double(all.herdAtStart[h * classCount + $1]) }
      }
    }
    var place = [Int](repeating: 0, count: order.count)
    for (row, h) in order.enumerated() { place[h] = row }
    roster.grids = places.grids.enumerated().map { g, grid in
      Roster.GridRow(grid: g, central: place[grid.centralHousehold])
    }
    roster.cooperatives = places.registeredCooperatives.map { c in
      let cooperative = places.cooperatives[c]
      return Roster.CooperativeRow(
        id: cooperative.id, gacha: cooperative.gacha, grid: cooperative.grid, mode: cooperative.mode,
        product: cooperative.product, isShell: cooperative.isShell)
    }
    roster.ties = ties(values: values, seed: seed, survey: survey, place: place)
    if let rows, let survey {
      roster.extra = survey.extra.map { column in
        Roster.ExtraColumn(name: column.name, cells: order.map { column.cells[rows[$0]] })
      }
    }
    return roster
  }

  /// Ties of every layer; of a survey those that its table has, with their weights.
  private func ties(values: ParameterValues, seed: UInt64, survey: Roster?, place: [Int]) -> TieTable {
    var synthesis = NetworkSynthesis(values: values, places: places, households: households, seed: seed)
    var known: RosterTies?
    if let survey, let given = survey.ties, let rows = rosterRows {
      var household = [Int](repeating: 0, count: rows.count)
      for (h, row) in rows.enumerated() { household[row] = h }
      known = RosterTies(given, household: household)
      synthesis.surveyed = known
    }
    let names = TieLayer.allCases.map { "\($0)" } + (known?.others.map(\.name) ?? [])
    var table = TieTable(householdCount: place.count, layers: names, isDirected: known?.isDirected ?? false)
    for (layer, pairs) in synthesis.layers().enumerated() {
      let isKnown = layer < TieLayer.allCases.count
      if let strands = isKnown ? known?.known[layer] : known?.others[layer - TieLayer.allCases.count].ties {
        for tie in strands { table.append(place[tie.from], place[tie.to], weight: Float(tie.weight), layer: layer) }
        continue
      }
      for tie in pairs.sorted(by: { ($0.a, $0.b) < ($1.a, $1.b) }) {
        table.append(place[tie.a], place[tie.b], layer: layer)
        // What is generated goes both ways.
        if table.isDirected { table.append(place[tie.b], place[tie.a], layer: layer) }
      }
    }
    return table
  }
}

extension Roster.Units {
  /// Without names that nobody has.
  var used: Roster.Units {
    let there = Set(index)
    let kept = names.indices.filter { there.contains($0) }
    let place = Dictionary(uniqueKeysWithValues: kept.enumerated().map { ($1, $0) })
    return Roster.Units(names: kept.map { names[$0] }, index: index.map { place[$0]! })
  }
}

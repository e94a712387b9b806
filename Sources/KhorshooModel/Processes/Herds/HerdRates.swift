import KhorshooNumerics

/// The herd table as the numbers that the processes multiply with.
///
/// Plain memory, allocated once for an arm: the inner loops read it without reference counts or bounds.
final class HerdRates: @unchecked Sendable {
  /// One standard sheep unit is a sheep of 45 kg live weight (NY/T 635-2015).
  static let sheepUnitKg: Float = 45

  /// Numbers of a species; units as in ``Species``.
  struct OfSpecies {
    let classes: Range<Int>
    let femaleNewborn, maleNewborn: Int
    /// Class that is bought to restock: the fully fertile females.
    let breedingClass: Int
    let parturitionPerYear, prolificacy, femaleBirthShare: Float
    let dzudResponse, deficitResponse, knowledgeResponse: Float
    let parturitionDeficitResponse, parturitionKnowledgeGain: Float
    let labourDaysPerQuarter, veterinaryYuanPerQuarter, transportYuanPerHead, homeUseHeadPerPersonYear: Float
    /// Sheep units before and after the sales of each season, relative to those before the births of spring.
    let before, after: SIMD4<Float>
    /// Its hazards, contiguous in ``HerdRates/hazards(season:)``.
    let hazards: Range<Int>
  }

  /// Numbers of a class; units as in ``HerdClass``.
  struct OfClass {
    /// Its natural mortality: index into ``HerdRates/hazards(season:)``.
    let hazard: Int
    let sheepUnits, liveWeightKg, destocking, homeUse, fertility: Float
    /// Share that grows into the next class each spring; 0 for the oldest.
    let graduation: Float
    /// Class it grows into, -1 for the oldest.
    let next: Int
  }

  let species: UnsafeMutableBufferPointer<OfSpecies>
  let classes: UnsafeMutableBufferPointer<OfClass>
  let classCount: Int
  let hazardCount: Int
  // Shapes: seasons x hazards, seasons x classes.
  private let seasonHazards: UnsafeMutableBufferPointer<Float>
  private let seasonOfftake: UnsafeMutableBufferPointer<Float>
  /// Feed that the newborn eat in their first spring, share of their sheep units.
  let newbornSpringDemand: Float

  init(_ table: HerdTable, _ husbandry: HusbandryParameters, _ balance: HerdBalance) {
    newbornSpringDemand = husbandry.newbornSpringDemand
    classCount = table.classes.count
    let distinct = table.species.map { entry in
      Set(entry.classes.map { table.classes[$0].mortalityPerYear }).sorted()
    }
    let first = distinct.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
    hazardCount = first[distinct.count]
    seasonHazards = .allocate(capacity: 4 * hazardCount)
    _ = seasonHazards.initialize(
      from: (0..<4).flatMap { season in
        distinct.joined().map { Float(quarterHazard($0, share: husbandry.mortalitySeasonShares[season])) }
      })
    seasonOfftake = .allocate(capacity: 4 * classCount)
    _ = seasonOfftake.initialize(
      from: (0..<4).flatMap { season in
        // Of a class no more than all is sold, so that a herd below its target keeps some of it.
        table.classes.map { min(1, $0.offtakeShare[season] * Float(balance.species[$0.species].offtakeRatio)) }
      })
    species = .allocate(capacity: table.species.count)
    _ = species.initialize(
      from: table.species.enumerated().map {
        OfSpecies($1, table, balance.species[$0], hazards: first[$0]..<first[$0 + 1])
      })
    classes = .allocate(capacity: table.classes.count)
    _ = classes.initialize(
      from: table.classes.map { entry in
        OfClass(
          entry, hazard: first[entry.species] + distinct[entry.species].firstIndex(of: entry.mortalityPerYear)!)
      })
  }

  deinit {
    species.deallocate()
    classes.deallocate()
    seasonHazards.deallocate()
    seasonOfftake.deallocate()
  }

  /// The different hazards of each species in a season, 1 to 4: classes that die alike share one survival.
  func hazards(season: Int) -> UnsafePointer<Float> { row(season, of: seasonHazards, hazardCount) }

  /// Regular offtake of each class in a season, 1 to 4.
  func offtake(season: Int) -> UnsafePointer<Float> { row(season, of: seasonOfftake, classCount) }

  private func row(_ season: Int, of table: UnsafeMutableBufferPointer<Float>, _ count: Int) -> UnsafePointer<Float> {
    UnsafePointer(table.baseAddress! + (season - 1) * count)
  }
}

extension HerdRates.OfSpecies {
  fileprivate init(_ species: Species, _ table: HerdTable, _ balance: HerdBalance.OfSpecies, hazards: Range<Int>) {
    self.hazards = hazards
    (before, after) = (balance.before, balance.after)
    classes = species.classes
    femaleNewborn = species.femaleNewborn
    maleNewborn = species.maleNewborn
    breedingClass = species.classes.max { table.classes[$0].fertilityRatio < table.classes[$1].fertilityRatio }!
    parturitionPerYear = Float(species.parturitionPerYear)
    prolificacy = Float(species.prolificacy)
    femaleBirthShare = Float(species.femaleBirthShare)
    dzudResponse = species.dzudResponse
    deficitResponse = species.deficitResponse
    knowledgeResponse = species.knowledgeResponse
    parturitionDeficitResponse = species.parturitionDeficitResponse
    parturitionKnowledgeGain = species.parturitionKnowledgeGain
    labourDaysPerQuarter = species.labourDaysPerHeadYear / 4
    veterinaryYuanPerQuarter = species.veterinaryYuanPerHeadYear / 4
    transportYuanPerHead = species.transportYuanPerHead
    homeUseHeadPerPersonYear = species.homeUseHeadPerPersonYear
  }
}

extension HerdRates.OfClass {
  fileprivate init(_ entry: HerdClass, hazard: Int) {
    self.hazard = hazard
    sheepUnits = entry.sheepUnitsPerHead
    liveWeightKg = entry.liveWeightKg
    destocking = entry.destockingWeight
    homeUse = entry.homeUseWeight
    fertility = entry.fertilityRatio
    graduation = entry.next == nil ? 0 : Float(1 / entry.stageYears)
    next = entry.next ?? -1
  }
}

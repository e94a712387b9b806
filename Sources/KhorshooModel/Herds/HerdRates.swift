import KhorshooNumerics

/// The herd table as the numbers that the processes multiply with.
final class HerdRates: Sendable {
  /// One standard sheep unit is a sheep of 45 kg live weight (NY/T 635-2015).
  static let sheepUnitKg: Float = 45

  let species: [Species]
  let classCount: Int
  /// Classes whose hazard is the same share one survival: index of the representative class. Shape: classes.
  let hazardClass: [Int]
  /// Natural mortality hazard of each quarter. Shape: 4 x classes.
  let hazard: [[Float]]
  /// Regular offtake of each quarter. Shape: 4 x classes.
  let offtake: [[Float]]
  let sheepUnits: [Float]
  let liveWeightKg: [Float]
  let destocking: [Float]
  let homeUse: [Float]
  let fertility: [Float]
  /// Share that grows into the next class each spring; 0 for the oldest.
  let graduation: [Float]
  let next: [Int]
  /// Class that is bought to restock each species: its fully fertile females.
  let breedingClass: [Int]

  init(_ table: HerdTable, _ husbandry: HusbandryParameters) {
    species = table.species
    let classes = table.classes
    classCount = classes.count
    hazard = husbandry.mortalitySeasonShares.map { share in
      classes.map { Float(quarterHazard($0.mortalityPerYear, share: share)) }
    }
    hazardClass = classes.indices.map { k in
      table.species[classes[k].species].classes.first { classes[$0].mortalityPerYear == classes[k].mortalityPerYear }!
    }
    offtake = (0..<4).map { quarter in classes.map { $0.offtakeShare[quarter] } }
    sheepUnits = classes.map(\.sheepUnitsPerHead)
    liveWeightKg = classes.map(\.liveWeightKg)
    destocking = classes.map(\.destockingWeight)
    homeUse = classes.map(\.homeUseWeight)
    fertility = classes.map(\.fertilityRatio)
    graduation = classes.map { $0.next == nil ? 0 : Float(1 / $0.stageYears) }
    next = classes.map { $0.next ?? -1 }
    breedingClass = table.species.map { entry in
      entry.classes.max { classes[$0].fertilityRatio < classes[$1].fertilityRatio }!
    }
  }
}

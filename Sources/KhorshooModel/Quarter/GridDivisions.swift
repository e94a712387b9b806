// The grids and office holders of arms: one banner for all arms that ask for the same.

extension LinkageModel {
  /// The world of an arm: the households that all arms share in its own grids, with its own office holders.
  package func banner(ofArm arm: Int) -> Banner { divisions[divisionOfArm[arm]] }

  /// The divisions into grids with office holders that arms have, each with their names; the scenario's own comes first, though
  /// no arm has it.
  package var gridDivisions: [(banner: Banner, arms: [String])] {
    divisions.indices.map { division in
      (divisions[division], zip(armNames, divisionOfArm).filter { $0.1 == division }.map(\.0))
    }
  }

  /// The same by grids alone, which are places of results: arms with the same grids and other holders are one, which has the
  /// holders of the first.
  package var placeDivisions: [(banner: Banner, arms: [String])] {
    let number = divisions.gridNumbers
    return divisions.inDistinctGrids.enumerated().map { place, banner in
      (banner, zip(armNames, divisionOfArm).filter { number[$0.1] == place }.map(\.0))
    }
  }
}

extension [Banner] {
  /// Which grids each has, numbered as they appear.
  var gridNumbers: [Int] {
    let kinds = inDistinctGrids.map(\.officeChoice.grids)
    return map { kinds.firstIndex(of: $0.officeChoice.grids)! }
  }

  /// The first with each kind of grids.
  var inDistinctGrids: [Banner] {
    reduce(into: []) { found, banner in
      if !found.contains(where: { $0.officeChoice.grids == banner.officeChoice.grids }) { found.append(banner) }
    }
  }
}

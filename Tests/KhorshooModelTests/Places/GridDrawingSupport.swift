import KhorshooModel
import KhorshooNumerics
import KhorshooScenarios
import Synchronization

/// What was drawn already: several tests look at the same banner.
private let drawn = Mutex<[[String]: Banner]>([:])

/// The banner of the reference scenario with settings as on the command line.
func reference(_ settings: [String]) throws -> Banner {
  if let banner = drawn.withLock({ $0[settings] }) { return banner }
  let banner = try freshReference(settings)
  drawn.withLock { $0[settings] = banner }
  return banner
}

/// The same, drawn anew.
func freshReference(_ settings: [String]) throws -> Banner {
  let scenario = try Scenario.resolve(path: World.ewenki, overrides: ScenarioOverrides(settings: settings))
  return try Banner(
    values: scenario.values, speciesNames: scenario.speciesNames, namedSumu: scenario.namedSumu,
    namedGacha: scenario.namedGacha, seed: scenario.run.seed)
}

func row(_ rows: SparseRows, _ r: Int) -> [Int] {
  (rows.rowStarts[r]..<rows.rowStarts[r + 1]).map { Int(rows.columns[$0]) }
}

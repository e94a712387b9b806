import KhorshooExperiments
import KhorshooNumerics

/// Options whose values are normal over worlds, with luck on top: each world's mean is of 16 replicates.
struct NormalOptions {
  /// Mean of each option.
  var means: [Double]
  /// What each parameter does to each option. Shape: parameters, options.
  var effects: [[Double]]
  /// Deviations of a population and of one replicate's luck, in each option by itself.
  var population = 0.0
  var luck = 0.0
  var setCount = 100

  /// Parameters of each set, standard normal.
  func sets(_ seed: UInt64) -> [[FactorValue]] {
    (0..<setCount).map { set in
      effects.indices.map { .number(testNormal(set, 10 + $0, seed: seed)) }
    }
  }

  func outcomes(_ seed: UInt64) -> OptionOutcomes {
    var outcomes = OptionOutcomes(options: means.count, quantities: 1)
    for (set, parameters) in sets(seed).enumerated() {
      for world in [2 * set, 2 * set + 1] {
        let values = means.indices.map { k in
          means[k] + zip(parameters, effects).reduce(0) { $0 + ($1.0.number ?? .nan) * $1.1[k] }
            + population * testNormal(world, 100 + k, seed: seed)
        }
        outcomes.add(
          set: set,
          (0..<16).map { lane in
            values.indices.map { values[$0] + luck * testNormal(world, 1000 + 16 * $0 + lane, seed: seed) }
          })
      }
    }
    return outcomes
  }

  func draws(_ seed: UInt64) throws -> DecisionDraws {
    try outcomes(seed).draws([1], options: Array(means.indices))
  }
}

/// Of two options whose difference is normal: deviation x density - |mean| x tail, the expected gain of knowing the difference.
func normalInformation(mean: Double, deviation: Double) -> Double {
  let z = mean.magnitude / deviation
  let density = stableExp(-z * z / 2) / (2 * Double.pi).squareRoot()
  return deviation * density - mean.magnitude * stableNormalDistribution(-z)
}

/// Draws without luck from a rule. Two worlds a set.
func ruledDraws(sets: Int = 20, options: Int, _ value: (_ set: Int, _ option: Int) -> Double) -> DecisionDraws {
  DecisionDraws(
    values: Matrix((0..<2 * sets).map { world in (0..<options).map { value(world / 2, $0) } }),
    luck: Matrix(rows: options, columns: options), sets: (0..<2 * sets).map { $0 / 2 })
}

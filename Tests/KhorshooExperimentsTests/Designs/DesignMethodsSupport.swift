import KhorshooExperiments
import KhorshooNumerics

func listed(_ key: String, _ count: Int) throws -> Factor {
  try Factor(key, .levels((0..<count).map { .number(Double($0)) }))
}

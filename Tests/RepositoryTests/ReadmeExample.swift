// The Swift example of README.md, compiled with the tests so that it stays true. It is not run: a run takes seconds.

import KhorshooKit

func upliftOfIncome() throws -> PairedDifference? {
  var simulation = Simulation("scenarios/ewenki.yaml")
  simulation.settings = ["policy.centralHouseholds.outreach=2"]
  simulation.replicates = 64
  let result = try simulation.run(into: "results/from-swift")
  print(result.text)
  return result.uplift(of: "incomePerHousehold", arm: "linkage")
}

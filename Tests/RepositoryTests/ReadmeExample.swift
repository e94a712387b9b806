// The Swift example of README.md, compiled with the tests so that it stays true. It is not run: a run takes seconds.

import KhorshooEngine
import KhorshooScenarios

func incomeUplift() throws -> PairedDifference {
  let scenario = try Scenario.resolve(path: "scenarios/ewenki.yaml")
  let model = try scenario.model()
  let run = try MonteCarloRunner(replicates: 64, threads: 2).run(model)
  let income = model.layout.outcomes.firstIndex { $0.name == "incomePerHousehold" }!
  let lastWinter = model.layout.quarters.count - 1
  return run.difference(arm: 1, cell: model.layout.cell(outcome: income, place: 0, time: lastWinter)!)
}

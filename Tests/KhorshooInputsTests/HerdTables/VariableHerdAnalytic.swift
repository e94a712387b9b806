import KhorshooInputs
import KhorshooNumerics
import Testing

private func scalars(_ kinds: [(Double, Double)], persistence: Double = 0) -> VariableHerd {
  VariableHerd(
    years: kinds.enumerated().map { .init("\($0)", probability: $1.0, matrix: Matrix([[$1.1]])) },
    persistence: persistence)
}

@Suite struct VariableHerdAnalytic {
  /// Lewontin and Cohen 1969: a herd of one stage grows by the mean of the log, and its log has the variance of the log.
  @Test func oneStageHasTheMeanOfTheLog() throws {
    let kinds = [(0.7, 1.3), (0.3, 0.6)]
    let mean = kinds.reduce(0) { $0 + $1.0 * stableLog($1.1) }
    let variance = kinds.reduce(0) { $0 + $1.0 * stableLog($1.1) * stableLog($1.1) } - mean * mean
    let found = HerdSimulation(scalars(kinds), .init(start: [100], steps: 5, replicates: 2000, seed: 2))
    let growth = try #require(found.logGrowth)
    #expect((growth.value - mean).magnitude < 4 * growth.error, "\(growth) for \(mean)")
    // 2,000 replicates of 500 steps: the standard error of a mean is that of a million draws, of a variance 3 %.
    #expect((growth.error * growth.error * 1e6 / variance - 1).magnitude < 0.13)
    #expect((try #require(found.variance) / variance - 1).magnitude < 0.13)
  }

  /// Years that persist leave the mean of the log and raise its variance by (1 + r) / (1 - r).
  @Test func persistenceRaisesTheVariance() throws {
    let kinds = [(0.5, 1.2), (0.5, 0.9)]
    let variance = 0.25 * stableLog(1.2 / 0.9) * stableLog(1.2 / 0.9)
    let found = HerdSimulation(
      scalars(kinds, persistence: 0.5), .init(start: [100], steps: 2, replicates: 2000, seed: 4))
    let growth = try #require(found.logGrowth)
    #expect((growth.value - stableLog(1.2 * 0.9) / 2).magnitude < 4 * growth.error)
    #expect((try #require(found.variance) / (3 * variance) - 1).magnitude < 0.13)
  }

  /// A walk that doubles or halves, by the exact recursion over its steps: share below a threshold by each step.
  @Test func lossOfAWalkIsExact() throws {
    // 16 head, lost below 1.5: four halvings more than doublings.
    let (up, steps, replicates) = (0.5, 24, 20_000)
    var (alive, lost, known) = ([0: 1.0], 0.0, [0.0])
    for _ in 0..<steps {
      var next: [Int: Double] = [:]
      for (level, p) in alive {
        next[level + 1, default: 0] += p * up
        if level - 1 == -4 { lost += p * (1 - up) } else { next[level - 1, default: 0] += p * (1 - up) }
      }
      alive = next
      known.append(lost)
    }
    let found = HerdSimulation(
      scalars([(up, 2), (1 - up, 0.5)]),
      .init(start: [16], steps: steps, threshold: 1.5, replicates: replicates, seed: 5))
    for (step, exact) in zip(found.steps, known) {
      let error = (exact * (1 - exact) / Double(replicates)).squareRoot()
      #expect((try #require(step.lostShare) - exact).magnitude <= 4 * error + 1e-12)
    }
    #expect(known[24] > 0.3)
  }

  /// Steps that are small and many: the inverse Gaussian distribution is that of the walk.
  @Test func smallStepsAreADiffusion() throws {
    let (up, down, steps) = (stableExp(0.05), stableExp(-0.06), 400)
    let herd = scalars([(0.5, up), (0.5, down)])
    let found = HerdSimulation(herd, .init(start: [100], steps: steps, threshold: 30, replicates: 4000, seed: 6))
    let exact = HerdSimulation.diffusionLoss(
      distance: stableLog(100.0 / 30), growth: -0.005, variance: 0.055 * 0.055, steps: steps)
    let share = try #require(found.steps[steps].lostShare)
    // A walk in steps looks less often than a path without steps: it is lost a little later.
    #expect(share < exact + 0.02 && share > exact - 0.05, "\(share) for \(exact)")
    #expect(HerdSimulation.diffusionLoss(distance: -1, growth: 0, variance: 1, steps: 3) == 1)
    #expect(HerdSimulation.diffusionLoss(distance: 1, growth: 0.1, variance: 0, steps: 30) == 0)
    #expect(HerdSimulation.diffusionLoss(distance: 1, growth: -0.1, variance: 0, steps: 30) == 1)
  }

  /// Tuljapurkar's approximation is right to the square of the variance: a quarter of the difference, a sixteenth of the error.
  @Test func smallDifferencesAreTuljapurkars() throws {
    func herd(_ share: Double) -> VariableHerd {
      var other = good
      for i in other.values.indices { other.values[i] += share * (bad.values[i] - good.values[i]) }
      return VariableHerd(years: [
        .init("good", probability: 0.7, matrix: good), .init("bad", probability: 0.3, matrix: other),
      ])
    }
    let small = herd(0.3)
    let approximate = try small.smallNoise()
    let found = HerdSimulation(small, .init(start: [10, 20, 70], steps: 2, replicates: 2000, seed: 7))
    let growth = try #require(found.logGrowth)
    #expect((growth.value - approximate.logGrowth).magnitude < 4 * growth.error + 5e-4, "\(growth), \(approximate)")
    #expect((try #require(found.variance) / approximate.variance - 1).magnitude < 0.15)
    // Deliberate fault: without its second term it is far off.
    let mean = try dominantEigenpair(small.mean).value
    #expect((growth.value - stableLog(mean)).magnitude > 4 * growth.error + 5e-4)
  }

  /// A dzud that kills a share of all is a factor: log growth falls by p log(1 - share).
  @Test func catastropheOfAllIsAFactor() throws {
    let calm = VariableHerd(years: [.init("year", probability: 1, matrix: good)])
    let struck = VariableHerd(
      years: calm.years, catastrophe: .init(probability: 0.1, losses: [0.4, 0.4, 0.4]))
    #expect(calm.isConstant && !struck.isConstant)
    let found = try #require(
      HerdSimulation(struck, .init(start: [1, 1, 1], steps: 1, replicates: 1000, seed: 8)).logGrowth)
    let known = stableLog(try dominantEigenpair(good).value) + 0.1 * stableLog(0.6)
    #expect((found.value - known).magnitude < 4 * found.error, "\(found) for \(known)")
  }
}

import KhorshooInputs
import KhorshooNumerics
import Testing

/// What holds for every herd in stages, and what is refused.
@Suite struct CohortProjectionProperty {
  private static let herds = [
    CohortProjectionAnalytic.cattle, CohortProjectionAnalytic.sheep, CohortProjectionAnalytic.camels,
    CohortProjectionAnalytic.herd(
      0.7, female: [365, 730, 2920], male: [365, 730, 2920], death: [0.1, 0.03, 0.03],
      offtake: [[0.1, 0.1, 0.02], [0.4, 0.6, 0.3]], step: .year),
    CohortProjectionAnalytic.herd(
      0.9, female: [120, 400, 2000], male: [120, 300, 900], death: [0.1, 0.03, 0.03],
      offtake: [[0.1, 0.1, 0.02], [0.4, 0.6, 0.3]], step: .month),
  ]

  /// Scaling every survival scales the matrix: their elasticities sum to one.
  @Test(arguments: herds) func survivalElasticitiesSumToOne(herd: CohortProjection) throws {
    let own = try CohortAnalysis(herd)
    #expect(abs(own.classes.reduce(0) { $0 + $1.survivalElasticity } - 1) < 1e-10)
    #expect(own.classes.allSatisfy { $0.birthElasticity >= 0 && $0.deathElasticity <= 0 && $0.offtakeElasticity <= 0 })
  }

  /// Births less deaths, offtake and culls are the growth of a step, counted over a year.
  @Test(arguments: herds) func flowsAddUpToGrowth(herd: CohortProjection) throws {
    let own = try CohortAnalysis(herd)
    let lost = own.classes.reduce(0) { $0 + $1.deathsPerHeadYear + $1.offtakePerHeadYear + $1.cullsPerHeadYear }
    let growth = (own.growthFactorPerStep - 1) * herd.stepsPerYear
    #expect(abs(own.birthsPerHeadYear - lost - growth) < 1e-9)
    // Deliberate fault: without the culls of one sex it would not add up, unless they stay for good.
    #expect(own.classes.contains { $0.cullsPerHeadYear > 1e-6 })
  }

  /// An elasticity is what a herd with a slightly other rate shows.
  @Test(arguments: herds) func elasticitiesAreDerivatives(herd: CohortProjection) throws {
    let own = try CohortAnalysis(herd)
    let log = stableLog(own.growthPerYear + 1)
    let rates: [(WritableKeyPath<CohortProjection.Cohort, Double>, (CohortAnalysis.Class) -> Double)] = [
      (\.death, \.deathElasticity), (\.offtake, \.offtakeElasticity), (\.parturitionPerYear, \.birthElasticity),
    ]
    for k in herd.cohorts.indices {
      for (path, elasticity) in rates {
        var (more, less) = (herd, herd)
        more.cohorts[k][keyPath: path] *= 1.0001
        less.cohorts[k][keyPath: path] *= 0.9999
        let (above, below) = (
          stableLog(try CohortAnalysis(more).growthPerYear + 1), stableLog(try CohortAnalysis(less).growthPerYear + 1)
        )
        // The remainder is of third order, and the logarithms are good to 1e-11 over 2e-4.
        #expect(abs((above - below) / 2e-4 - elasticity(own.classes[k])) < 1e-6, "\(herd.cohorts[k].name) at \(log)")
      }
    }
  }

  /// Where a steady offtake exists the herd with it neither grows nor shrinks; where none exists, the reason is true.
  @Test(arguments: herds) func steadyOfftakeIsSteady(herd: CohortProjection) throws {
    switch try herd.steadyOfftake() {
    case .factor(let factor):
      var steady = herd
      steady.offtakeFactor = factor
      #expect(abs(try CohortAnalysis(steady).growthPerYear) < 1e-9)
    case .shrinksWithoutOfftake: #expect(try herd.growthFactorPerYear(offtakeTimes: 0) < 1)
    case .growsAnyway: #expect(try herd.growthFactorPerYear(offtakeTimes: 64) > 1)
    }
  }

  /// All three answers occur.
  @Test func everySteadyAnswer() throws {
    let answers = try [
      CohortProjectionAnalytic.cattle, CohortProjectionAnalytic.sheep, CohortProjectionAnalytic.camels,
    ].map { try $0.steadyOfftake() }
    #expect(answers[0] == .shrinksWithoutOfftake && answers[2] == .growsAnyway)
    guard case .factor(let factor) = answers[1] else {
      Issue.record("\(answers[1])")
      return
    }
    #expect(factor > 0.2 && factor < 0.4)
  }

  /// The same herd in days and in weeks: births a few days apart change little.
  @Test func stepsAgree() throws {
    func growth(_ step: CohortProjection.Step) throws -> Double {
      try CohortAnalysis(
        CohortProjection(CohortProjectionAnalytic.camels.cohorts, step: step, rates: .realisedOfftake)
      ).growthPerYear
    }
    let daily = try growth(.day)
    #expect(abs(try growth(.week) - daily) < 1e-3)
    #expect(abs(try growth(.month) - daily) < 5e-3)
  }

  @Test func faultsOfTables() {
    var herd = CohortProjectionAnalytic.cattle
    herd.cohorts[0].durationDays = nil
    herd.cohorts[1].durationDays = 0.5
    herd.cohorts[3].durationDays = 1.5
    herd.cohorts[3].parturitionPerYear = 1
    herd.cohorts[2].parturitionPerYear = 0
    #expect(
      herd.faults == [
        .noBirths, .openBeforeLast(cohort: 0), .shortStage(cohort: 1, days: 0.5, isFirst: false),
        .maleBirths(cohort: 3),
        .shortStage(cohort: 3, days: 1.5, isFirst: true),
      ])
    herd.cohorts.removeAll(where: \.isFemale)
    #expect(herd.faults.contains(.noFemales))
    // A rate of 1 over many steps, and births of the newborn of a year's stage.
    var whole = CohortProjectionAnalytic.cattle
    whole.cohorts[3].offtake = 1
    #expect(whole.faults == [.wholeRate(cohort: 3)])
    let yearly = CohortProjection(
      [
        CohortProjection.Cohort("0", isFemale: true, durationDays: 365, death: 0.2, offtake: 0, parturitionPerYear: 1),
        CohortProjection.Cohort("1", isFemale: true, durationDays: nil, death: 0.2, offtake: 0, parturitionPerYear: 1),
      ], step: .year, rates: .independent)
    #expect(yearly.faults == [.newbornBreed(cohort: 0)])
  }

  /// A rate of 1 in a class as long as a step: nobody is left. Growth by hand is 0.8 x 0.5 of the young that live, and the
  /// old are gone; its post-breeding matrix {{0.5 x 0.8, 0}, {0.8, 0}} has the same root.
  @Test func wholeClassesGoAtOnce() throws {
    let herd = CohortProjection(
      [
        CohortProjection.Cohort("young", isFemale: true, durationDays: 365, death: 0.2, offtake: 0),
        CohortProjection.Cohort(
          "ewes", isFemale: true, durationDays: nil, death: 1, offtake: 0, parturitionPerYear: 1),
        CohortProjection.Cohort("rams", isFemale: false, durationDays: 365, death: 0.1, offtake: 1),
      ], step: .year, rates: .independent)
    #expect(herd.faults.isEmpty)
    let own = try CohortAnalysis(herd)
    #expect(abs(own.growthPerYear + 1 - 0.4) < 1e-12 && own.unboundedMales == nil)
    for entry in own.classes {
      for number in [entry.share, entry.deathsPerHeadYear, entry.offtakePerHeadYear, entry.survivalElasticity] {
        #expect(number.isFinite && number >= 0)
      }
    }
    #expect(abs(own.classes[1].deathsPerHeadYear - own.classes[1].share) < 1e-12)
  }

  /// Males that never leave outlive a shrinking herd: its growth and its females are as with other males, and numbers of
  /// males are not defined. Barren females that outlive the others leave no stable structure.
  @Test func whatOutlivesTheHerdIsNamed() throws {
    var herd = CohortProjectionAnalytic.cattle
    herd.cohorts[5].durationDays = nil
    herd.cohorts[5].death = 0
    let (lasting, usual) = (try CohortAnalysis(herd), try CohortAnalysis(CohortProjectionAnalytic.cattle))
    #expect(lasting.unboundedMales == 5 && usual.unboundedMales == nil)
    #expect(lasting.growthPerYear == usual.growthPerYear && abs(lasting.growthPerYear + 0.163736) < 5e-5)
    let females = usual.classes[..<3].reduce(0) { $0 + $1.share }
    for k in 0..<3 {
      #expect(abs(lasting.classes[k].share - usual.classes[k].share / females) < 1e-12)
      #expect(lasting.classes[k].reproductiveValue == usual.classes[k].reproductiveValue)
      #expect(lasting.classes[k].deathElasticity == usual.classes[k].deathElasticity)
      #expect(lasting.classes[3 + k].share.isNaN && lasting.classes[3 + k].deathsPerHeadYear.isNaN)
    }
    #expect(abs(lasting.birthsPerHeadYear - usual.birthsPerHeadYear / females) < 1e-12)
    var barren = CohortProjectionAnalytic.cattle
    barren.cohorts.insert(
      CohortProjection.Cohort("old", isFemale: true, durationDays: nil, death: 0.001, offtake: 0), at: 3)
    var doomed = CohortProjectionAnalytic.cattle
    doomed.cohorts[1].durationDays = 40_000
    doomed.cohorts[1].death = 0.999_999
    #expect { try CohortAnalysis(doomed) } throws: { "\($0)".contains("hardly any animal") }
    #expect { try CohortAnalysis(barren) } throws: { "\($0)".contains("females that do not breed outlive the others") }
  }
}

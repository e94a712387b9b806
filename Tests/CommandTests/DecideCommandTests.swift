import Foundation
import Testing

/// `khorshoo decide` on a small banner: which arm to choose, and what that rests on.
@Suite struct DecideCommandTests {
  private static let rest =
    "arms: {grants: {label: Grants, labelChinese: 补助, policy: {cooperatives: {grantYuanPerYear: 30000}}}}\n"
    + "run: {years: 2, replicates: 640}"

  private func scratch() throws -> Scratch {
    let scratch = Scratch()
    try scratch.scenario("small.yaml", Self.rest, drawsWorlds: true)
    return scratch
  }

  private func decide(_ scratch: Scratch, _ arguments: String...) throws -> Command.Outcome {
    try Command.run(["decide", "small.yaml"] + arguments, in: scratch.folder)
  }

  private func numbers(_ table: CSVTable, _ column: String, where wanted: [String: String]) throws -> [Double] {
    let place = try table.column(column)
    return try table.rows(where: wanted).map { try #require(Double($0[place])) }
  }

  @Test func theAnswerComesFirstAndTheTablesBearItOut() throws {
    let scratch = try scratch()
    let outcome = try decide(scratch, "--out", "d", "--threads", "2")
    try #require(outcome.exit == 0, "\(outcome)")
    let lines = outcome.output.split(separator: "\n")
    #expect(lines[0].hasPrefix("Choose “") && lines[0].contains("of 100 worlds"), "\(outcome)")
    #expect(lines.count <= 9 && lines.last?.contains("brief.html") == true, "\(outcome)")
    #expect(
      scratch.names(in: "d") == [
        "choices.csv", "options.csv", "frontier.csv", "acceptability.csv", "information.csv", "values.csv", "draws.csv",
        "worlds.csv",
        "brief.html", "brief.zh.html", "codebook.csv", "manifest.json", "datapackage.json", "scenario.resolved.yaml",
      ])
    let (options, values) = (try scratch.table("d/options.csv"), try scratch.table("d/values.csv"))
    let names = ["centralOnly", "cooperativeOnly", "stronger", "linkage", "grants"]
    for perspective in ["households", "public", "society"] {
      let wanted = ["perspective": perspective]
      #expect(try Set(options.rows(where: wanted).map { $0[1] }) == Set(names), "no bound is an option")
      let shares = try numbers(options, "probabilityBest", where: wanted)
      #expect(abs(shares.reduce(0, +) - 1) < 1e-3)
      #expect(try options.rows(where: wanted).count { $0[2] == "chosen" } == 1)
    }
    // What society has, from the values of the worlds.
    var best = (name: "", value: -Double.infinity)
    for name in names {
      let row = ["option": name]
      let means = try ["society", "households", "publicCost"].map {
        try numbers(values, $0, where: row).reduce(0, +) / 40
      }
      let expected = ["society": means[0], "households": means[1], "public": means[1] - means[2]]
      for (perspective, mean) in expected {
        let stated = try numbers(options, "expected", where: ["perspective": perspective, "option": name])
        #expect(abs(stated[0] - mean) <= 1e-5 * max(1, abs(mean)), "\(name): \(stated) against \(mean)")
      }
      if means[0] > best.value { best = (name, means[0]) }
    }
    let chosen = ["perspective": "society", "status": "chosen"]
    #expect(try options.rows(where: chosen).map { $0[1] } == [best.name])
    let regret = try numbers(options, "expectedRegret", where: chosen)
    let information = try numbers(
      try scratch.table("d/choices.csv"), "perfectInformation", where: ["perspective": "society"])
    #expect(regret == information, "the regret of the best is what it is worth to know the world")
    let manifest = try #require(try scratch.manifest("d")["decision"] as? [String: Any])
    #expect(manifest["perspective"] as? String == "society" && (manifest["options"] as? [String])?.count == 5)
    for (file, words) in [("brief.html", "What to find out first"), ("brief.zh.html", "应先查明什么")] {
      let page = String(decoding: try #require(scratch.content("d/" + file)), as: UTF8.self)
      #expect(page.contains(words) && page.contains("<svg") && !page.contains("http-equiv"), "\(file)")
    }
    let verified = try Command.run("verify", "d", in: scratch.folder)
    #expect(verified.exit == 0 && verified.output.contains("khorshoo decide computes it again"), "\(verified)")
  }

  /// Net benefits are those of a run in the same worlds, whichever arms it has beside; so is public cost.
  @Test func netBenefitsAreThoseOfARun() throws {
    let scratch = try scratch()
    try #require(try decide(scratch, "--out", "d", "--quiet", "--options", "linkage,grants").exit == 0)
    try #require(try Command.run(["run", "small.yaml", "--out", "r", "--quiet"], in: scratch.folder).exit == 0)
    let (options, values) = (try scratch.table("d/options.csv"), try scratch.table("d/values.csv"))
    let (benefits, ratios) = (try scratch.table("r/benefits.csv"), try scratch.table("r/ratios.csv"))
    for arm in ["linkage", "grants"] {
      var found: [Double] = []
      for perspective in ["households", "society"] {
        let stated = try numbers(
          benefits, "mean", where: ["arm": arm, "perspective": perspective, "item": "net"])[0]
        let expected = try numbers(options, "expected", where: ["perspective": perspective, "option": arm])[0]
        let mean = try numbers(values, perspective, where: ["option": arm]).reduce(0, +) / 40
        #expect(abs(expected - stated) <= 1e-5 * abs(stated), "\(arm), \(perspective): \(expected) against \(stated)")
        #expect(abs(mean - stated) <= 1e-8 * abs(stated), "\(arm), \(perspective): \(mean) against \(stated)")
        found.append(mean)
      }
      // Deliberate fault: the perspectives are not one another's.
      #expect(abs(found[0] - found[1]) > 1e-3 * abs(found[0]))
      let cost = try numbers(ratios, "denominatorMean", where: ["arm": arm, "ratio": "benefitCostRatio"])[0]
      let paid = try numbers(values, "publicCost", where: ["option": arm]).reduce(0, +) / 40
      #expect(abs(paid - cost) <= 1e-5 * abs(cost), "\(arm): \(paid) against \(cost)")
    }
  }

  @Test func theSameBytesForAnyThreadsAndTheOtherLanguage() throws {
    let scratch = try scratch()
    for threads in ["1", "3"] {
      let outcome = try decide(scratch, "--out", "d" + threads, "--threads", threads, "--quiet")
      try #require(outcome.exit == 0 && outcome.output.isEmpty, "\(outcome)")
    }
    try scratch.expectSameTables("d1", "d3")
    for brief in ["brief.html", "brief.zh.html"] {
      #expect(scratch.content("d1/" + brief) == scratch.content("d3/" + brief))
    }
    let chinese = try decide(scratch, "--out", "zh", "--lang", "zh", "--criterion", "minimax-regret")
    #expect(chinese.exit == 0 && chinese.output.hasPrefix("选择“"), "\(chinese)")
    #expect(chinese.output.contains("最大后悔最小") && chinese.output.contains("先打开 brief.zh.html"), "\(chinese)")
  }

  @Test func whatIsOverTheBudgetIsNamedAndOut() throws {
    let scratch = try scratch()
    try #require(try decide(scratch, "--out", "all", "--quiet").exit == 0)
    let frontier = try scratch.table("all/frontier.csv")
    let costs = try ["linkage", "grants"].map { try numbers(frontier, "publicCost", where: ["option": $0])[0] }
    try #require(costs[1] > costs[0] + 1)
    let outcome = try decide(
      scratch, "--out", "d", "--options", "linkage,grants,centralOnly", "--budget", "\((costs[0] + costs[1]) / 2)")
    #expect(outcome.exit == 0 && outcome.output.contains("Over the budget of"), "\(outcome)")
    let options = try scratch.table("d/options.csv")
    #expect(try options.rows(where: ["option": "grants"]).allSatisfy { $0[2] == "overBudget" && $0[3].isEmpty })
    #expect(try options.rows(where: ["option": "stronger"]).isEmpty)
    #expect(try scratch.table("d/frontier.csv").rows(where: ["option": "grants"]).isEmpty)
    let none = try decide(scratch, "--out", "none", "--budget", "1")
    #expect(none.exit == 65 && none.errors.contains("[over-budget]") && none.errors.contains("linkage"), "\(none)")
    #expect(scratch.names(in: "none") == nil, "nothing is left")
  }

  /// Worth decides: nothing is bought at no worth, and the dearest may be at a great one.
  @Test func whatThePublicBuysHasAWorth() throws {
    let scratch = try scratch()
    func chosen(_ worth: String) throws -> (String, Double) {
      let outcome = try decide(
        scratch, "--out", "d", "--perspective", "public", "--outcome", "personsOutOfPoverty", "--worth", worth, "--json"
      )
      try #require(outcome.exit == 0, "\(outcome)")
      let json = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
      return (try #require(json["chosen"] as? String), try #require(json["perfectInformation"] as? Double))
    }
    let frontier = { try scratch.table("d/frontier.csv") }
    let (free, _) = try chosen("0")
    let costs = try frontier().rows.map { ($0[0], try #require(Double($0[1]))) }
    #expect(free == costs.min { $0.1 < $1.1 }?.0)
    let (dear, _) = try chosen("1e9")
    let effects = try frontier().rows.map { ($0[0], try #require(Double($0[2]))) }
    #expect(dear == effects.max { $0.1 < $1.1 }?.0)
  }

  /// With an aversion to inequality, what fifths of the households earn counts more or less than once; the poorer, the more.
  @Test func aYuanOfThePoorCountsMore() throws {
    let scratch = try scratch()
    try #require(try decide(scratch, "--out", "plain", "--quiet").exit == 0)
    try #require(try decide(scratch, "--out", "equity", "--quiet", "--equity", "1").exit == 0)
    let values = try scratch.table("equity/values.csv")
    #expect(scratch.content("equity/values.csv") == scratch.content("plain/values.csv"))
    let fifths = ["poorest", "second", "third", "fourth", "richest"]
    func sum(_ column: String, _ option: String) throws -> Double {
      try numbers(values, column, where: ["option": option]).reduce(0, +) / 40
    }
    func expected(_ folder: String, _ perspective: String, _ option: String) throws -> Double {
      try numbers(
        try scratch.table("\(folder)/options.csv"), "expected", where: ["perspective": perspective, "option": option])[
          0]
    }
    let manifest = try #require(try scratch.manifest("equity")["decision"] as? [String: Any])
    let weights = try #require(manifest["fifthWeights"] as? [Double])
    #expect(weights == weights.sorted(by: >) && weights[0] > 1 && weights[4] < 1, "\(weights)")
    for option in ["linkage", "grants"] {
      let more = try zip(fifths, weights).reduce(0) { $0 + ($1.1 - 1) * (try sum($1.0, option)) }
      #expect(abs(more) > 100)
      for perspective in ["households", "society", "public"] {
        let plain = try expected("plain", perspective, option)
        let found = try expected("equity", perspective, option)
        #expect(abs(found - plain - more) < 1e-5 * (abs(plain) + abs(found)), "\(perspective), \(option)")
      }
    }
  }

  @Test(
    arguments: [
      (["--uncertainty", "none"], 65, "[one-world]"), (["--options", "linkag,grants"], 65, "did you mean 'linkage'"),
      (["--options", "zzz,grants"], 65, "linkage, grants [unknown-arm]"),
      (["--options", "linkage"], 65, "[too-few-options]"), (["--replicates", "64"], 65, "[few-worlds]"),
      (["--outcome", "povertyShar", "--worth", "1"], 65, "did you mean 'povertyShare'"),
      (["--outcome", "povertyShare"], 64, "--outcome needs --worth"), (["--draws", "8"], 64, "--draws: found 8"),
      (["--budget", "-1"], 64, "--budget: found -1"), (["--equity", "9"], 64, "--equity: found 9"),
      (["--arms", "linkage"], 64, "--options"),
      (["--draws", "64", "--replicates", "640"], 64, "beside --replicates 640"),
      (["--until-selected", "0.95"], 64, "--until-selected needs --indifference"),
      (["--indifference", "1e5"], 64, "--indifference goes with --until-selected"),
      (["--until-selected", "95", "--indifference", "1e5"], 64, "a probability of 0.5 to 0.999"),
      (["--until-selected", "0.95", "--indifference", "0"], 64, "expected yuan above 0"),
      (
        ["--until-selected", "0.95", "--indifference", "1e5", "--criterion", "quantile"], 64,
        "leave --criterion quantile"
      ),
      (["--points", "20"], 64, "of what --vary names"),
      (["--vary", "policy.centralHouseholds.outreach=1:2", "--points", "4"], 64, "expected 16 to 1000"),
      (["--vary", "market.wageYuanPerDay=80:120"], 65, "a decision is among levers"),
      (["--vary", "policy.centralHouseholds.outreech=1:2"], 65, "did you mean"),
      (["--vary", "policy.centralHouseholds.outreach=1:2", "--options", "lnkage"], 65, "did you mean 'linkage'"),
      (["--criterion", "best"], 64, "minimax-regret"), (["--perspective", "mine"], 64, "society"),
    ])
  func faultsAreTold(_ arguments: [String], _ exit: Int32, _ words: String) throws {
    let scratch = try scratch()
    let outcome = try Command.run(["decide", "small.yaml", "--out", "d"] + arguments, in: scratch.folder)
    #expect(outcome.exit == exit && outcome.errors.contains(words), "\(outcome)")
    #expect(scratch.names(in: "d") == nil, "nothing is left")
  }

  /// The decisions of the repository, on a small banner.
  @Test func theDecisionsThatAreShippedRun() throws {
    let scratch = Scratch()
    try scratch.scenario("scenarios/ewenki.yaml", "run: {years: 1, replicates: 640}", drawsWorlds: true)
    for folder in ["policies", "decisions"] {
      try FileManager.default.copyItem(
        atPath: "\(Command.repository)/scenarios/\(folder)", toPath: scratch.path("scenarios/\(folder)"))
    }
    let files = try #require(scratch.names(in: "scenarios/decisions")).filter { $0.hasSuffix(".yaml") }
    #expect(Set(files).isSuperset(of: ["how-many.yaml", "who.yaml", "lever.yaml", "rollout.yaml"]))
    // A small banner has few households to divide.
    let fewer = ["how-many.yaml": ["--set", "arms.fewer.places.gridCount=4", "--set", "arms.more.places.gridCount=9"]]
    for file in files.sorted() {
      let outcome = try Command.run(
        ["decide", "scenarios/decisions/\(file)", "--out", file] + (fewer[file] ?? []), in: scratch.folder)
      #expect(outcome.exit == 0 && outcome.output.hasPrefix("Choose “"), "\(file): \(outcome)")
    }
  }
}

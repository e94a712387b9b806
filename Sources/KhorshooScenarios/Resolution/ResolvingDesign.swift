import KhorshooEngine
import KhorshooExperiments
import KhorshooInputs
import KhorshooText

// The design: what its parts need of one another and of the scenario, and the assumed parameters it asks for.
extension ScenarioBuilder {
  /// Method of a design that names none.
  private func method(_ design: ScenarioDraft.Design) -> Design.Method {
    design.file != nil && design.method == nil ? .table : design.method?.value ?? .factorial
  }

  /// The design, nil when none is stated. Assumed parameters are not among its factors yet.
  func design(seed: UInt64) -> DesignSpecification? {
    draft.design.map { design in
      var specification = DesignSpecification(
        method: method(design), file: design.file?.value, samples: design.samples?.value,
        seed: design.seed?.value ?? seed, factors: design.factors.map(\.value))
      specification.decimal = design.decimal?.value ?? .point
      return specification
    }
  }

  mutating func checkDesign() {
    guard let design = draft.design, !isUnreadable("design.factors") else { return }
    checkSamples(design)
    if let file = design.file, let other = design.method?.place ?? design.factors.first?.place ?? design.assumed {
      report(
        "unneeded-key", other, "design",
        "the points are those of \(quoted(file.value)), so neither method nor factors are needed; keep one of them")
    }
    guard design.file == nil else { return }
    if let decimal = design.decimal {
      report(
        "unneeded-key", decimal.place, "design.decimal",
        "only a file of points has decimal commas, and none is named; leave it out")
    }
    if design.factors.isEmpty, design.assumed == nil {
      report(
        "no-factors", design.place, "design", "the design varies nothing; name at least one parameter and its values")
    }
    checkFactors(design)
  }

  private mutating func checkSamples(_ design: ScenarioDraft.Design) {
    let needsSamples = ![.factorial, .table].contains(method(design))
    if needsSamples, design.samples == nil, !isUnreadable("design.samples") {
      report(
        "missing-key", design.method?.place ?? design.place, "design.samples",
        "\(method(design).rawValue) needs a number of samples; give it with --samples or 'samples:', such as 100")
    } else if !needsSamples, let samples = design.samples {
      report(
        "unneeded-key", samples.place, "design.samples",
        "a \(method(design) == .table ? "table" : "factorial") has the points that it has; leave samples out, or choose lhs or sobol"
      )
    }
  }

  private mutating func checkFactors(_ design: ScenarioDraft.Design) {
    let arms = draft.arms.map(\.name)
    var seen: Set<String> = []
    for factor in design.factors {
      for key in factor.value.parts.map(\.key) {
        if !seen.insert(key).inserted {
          report("factor-twice", factor.place, key, "two factors vary this parameter; keep one")
        }
        if let place = draft.values[key]?.place, place.path == "--set" {
          report("duplicate-key", factor.place, key, "the value is given by --set already; vary it or set it")
        }
        if key == "run.years", draft.run.years?.place.path.hasPrefix("--") == true {
          report("duplicate-key", factor.place, key, "the value is given by --years already; vary it or set it")
        }
        let parts = key.split(separator: ".").map(String.init)
        if parts[0] == "arms", !arms.contains(parts[1]) {
          report(
            "unknown-arm", factor.place, key,
            "there is no arm \(quoted(parts[1]))" + Nearest.hint(parts[1], among: arms))
        }
      }
      if method(design) == .factorial, factor.value.levelCount == nil {
        report(
          "factor-not-listed", factor.place, factor.value.name,
          "a full factorial needs values, not a range; list them or write lo:hi:step, or use lhs or sobol")
      }
    }
  }
}

extension ResolvedScenario {
  /// Adds every assumed or recalled parameter that acts, as uncertain as the ledger says, unless the scenario states it.
  mutating func varyAssumptions() {
    guard var design else { return }
    let varied = Set(design.factors.flatMap { $0.parts.map(\.key) })
    for assumption in assumptions where !varied.contains(assumption.parameter.key) {
      let parameter = assumption.parameter
      if let reason = reasonToKeep(assumption) {
        design.leftOut.append(LeftOutFactor(key: parameter.key, reason: reason))
      } else if let belief = parameter.belief, let factor = try? Factor(parameter.key, FactorDomain(belief)) {
        design.factors.append(factor)
      } else {
        design.leftOut.append(LeftOutFactor(key: parameter.key, reason: .noUncertainty))
      }
    }
    self.design = design
  }

  /// Why an assumed value is not varied although its uncertainty may be known.
  private func reasonToKeep(_ assumption: Assumption) -> LeftOutFactor.Reason? {
    let parameter = assumption.parameter
    if parameter.isLever { return .decision }
    if !assumption.byArm.isEmpty { return .setByArms }
    switch origins[parameter.key] {
    case .file, .commandLine: return .stated
    case .speciesCopy: return assumption.value != parameter.value ? .stated : nil
    case .ledger, nil: return nil
    }
  }
}

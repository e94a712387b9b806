import KhorshooNetworks
import KhorshooText

/// Fits of the mechanisms of `khorshoo diffusion simulate`, by the names that it takes them under.
extension FitRequest {
  /// Passing along ties, by cascade or epidemic.
  ///
  /// - Throws: `UserError` 65 `no-estimate`, also of `--returns` when nobody has left, and
  ///   `period-order` of who left before adopting.
  func transmission(_ input: NetworkInput, _ adoption: AdoptionTimes) throws -> FitReport {
    let graph = TieGraph(input.studiedTies, layerWeights: input.layerWeights, isWeighted: !exposure.unweighted)
    let kind = try transmissionModel(input, adoption)
    guard let fit = TransmissionFit(adoption, graph: graph, kind) else {
      throw UserError.fault(
        "no-estimate", .invalidData, input.title,
        "nobody at risk adopts after the first period, or nobody at risk is tied to an adopter that could pass it on")
    }
    return FitReport(
      title: input.title,
      rows: fit.estimates.map {
        [.text($0.name), .number($0.value), .number(nil), .number(nil), .number($0.low), .number($0.high)]
      },
      facts: [
        ("rows", "household-periods at risk", "户期数", Double(fit.rowCount)),
        ("adoptions", "adoptions", "采用次数", Double(fit.adoptionCount)),
        ("unexplained", "without a tie to who passes it on", "无可传来源的采用", Double(fit.unexplainedCount)),
        ("logLikelihood", "log likelihood", "对数似然", fit.logLikelihood),
      ]
        + (returns
          ? [
            (
              "rowsAfterLeaving", "household-periods at risk after leaving", "离开后又处于风险中的户期数",
              Double(fit.returningRowCount)
            )
          ] : []))
  }

  /// Who passes it on, and who is at risk.
  private func transmissionModel(
    _ input: NetworkInput, _ adoption: AdoptionTimes
  ) throws(UserError) -> TransmissionFit.Model {
    guard model == .epidemic else { return .cascade }
    let left = try left(input, adoption)
    guard returns else { return .epidemic(left: left) }
    guard left.contains(where: { $0 != nil }) else {
      throw .fault(
        "no-estimate", .invalidData, input.inputFiles.first?.path ?? input.title,
        "found no household that has left, which --returns needs; write the last period of each that has into the column left of "
          + "--households, or leave --returns out")
    }
    return .returning(
      zip(adoption.times, left).map { joined, left in
        joined.map { [TransmissionFit.Spell(joined: $0, left: left)] } ?? []
      })
  }

  /// Thresholds of exposure.
  ///
  /// - Throws: `UserError` 65 `no-estimate`.
  func thresholds(_ input: NetworkInput, _ adoption: AdoptionTimes) throws -> FitReport {
    let matrix = ExposureMatrix(adoption, ties: input.studiedTies, try exposure.definition(input))
    guard let fit = ThresholdFit(adoption, exposure: matrix) else {
      throw UserError.fault(
        "no-estimate", .invalidData, input.title,
        "the history does not say where thresholds lie: too few adopt at different exposures, or all do")
    }
    return FitReport(
      title: input.title,
      rows: fit.estimates.map {
        [
          .text($0.name), .number($0.value), .number($0.error.isFinite ? $0.error : nil), .number(nil),
          .number($0.low), .number($0.high),
        ]
      },
      facts: [
        ("rows", "household-periods at risk", "户期数", Double(fit.rowCount)),
        ("adoptions", "adoptions", "采用次数", Double(fit.adoptionCount)),
        ("logLikelihood", "log likelihood", "对数似然", fit.logLikelihood),
      ])
  }

  /// Last period in which each household passed it on, from the column `left` of households where there is one.
  private func left(_ input: NetworkInput, _ adoption: AdoptionTimes) throws(UserError) -> [Int32?] {
    guard input.roster?.extra.contains(where: { $0.name == "left" }) == true else {
      return adoption.times.map { _ in nil }
    }
    let values = try input.columns(["left"], option: "--households")[0].values
    let path = input.inputFiles.first?.path ?? input.title
    var left: [Int32?] = []
    for (h, value) in values.enumerated() {
      guard !value.isNaN else {
        left.append(nil)
        continue
      }
      guard let period = Int32(exactly: value), let joined = input.roster?.joined?[h], joined < period else {
        throw .fault(
          "period-order", .invalidData, path,
          "the column left of household \(input.ids[h]): found \(plainNumber(value)), expected a whole period after that of joined"
        )
      }
      left.append(period)
    }
    return left
  }
}

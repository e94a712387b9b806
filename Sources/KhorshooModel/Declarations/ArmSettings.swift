import KhorshooEngine

/// All parameters of one arm, read once before the run.
final class ArmSettings: Sendable {
  let channels: OpenChannels
  let cooperative: CooperativeParameters
  let diffusion: DiffusionParameters
  let institution: InstitutionParameters
  let services: ServiceParameters
  let income: IncomeParameters
  let husbandry: HusbandryParameters
  let forage: ForageParameters
  let rural: RuralParameters
  let turnover: TurnoverParameters

  init(_ values: ParameterValues) {
    channels = OpenChannels(values)
    cooperative = CooperativeParameters(values)
    diffusion = DiffusionParameters(values)
    institution = InstitutionParameters(values)
    services = ServiceParameters(values)
    income = IncomeParameters(values)
    husbandry = HusbandryParameters(values)
    forage = ForageParameters(values)
    rural = RuralParameters(values)
    turnover = TurnoverParameters(values)
  }
}

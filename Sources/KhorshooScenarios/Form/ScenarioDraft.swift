import KhorshooEngine
import KhorshooExperiments
import KhorshooInputs
import KhorshooModel
import KhorshooText

/// A value and where it is stated.
struct Stated<Value: Sendable>: Sendable {
  let value: Value
  let place: SourcePlace
}

extension Stated: Equatable where Value: Equatable {}

/// What the files and the command line have stated so far; later statements replace earlier ones.
struct ScenarioDraft: Sendable {
  /// An arm as stated: labels may be absent.
  struct Arm {
    let name: String
    var place: SourcePlace
    var labels: Statements<ArmForm>
    /// Levers, grids and ways of choosing office holders that it sets itself, by their keys in the ledger.
    var own: [String: Stated<ParameterValue>] = [:]
    /// Beside those of the scenario.
    var interventions: [Intervention] = []
    /// Whether those of the scenario act in it.
    var takesInterventions = true

    init(name: String, place: SourcePlace) {
      self.name = name
      self.place = place
      labels = Statements(place: place)
    }
  }

  /// An intervention as stated; its levers can change and have values of their kind.
  struct Intervention {
    /// A lever, where it was stated.
    struct Change: Equatable {
      let lever: String
      let value: Stated<ParameterValue>
      let course: KhorshooEngine.Intervention.Course
      /// As in the file, for messages.
      let key: String
    }

    /// As in the file, for messages: `interventions[0]`.
    let key: String
    let id: Stated<String>
    let title: LocalizedText?
    let from: Stated<Quarter>
    let to: Stated<Quarter>?
    /// Names as written; empty for everywhere.
    let places: [Stated<String>]
    let changes: [Change]
    /// In which order gacha begin; nil when all begin together.
    let rollout: Stated<KhorshooEngine.Intervention.Rollout>?
  }

  /// `design` as stated.
  @dynamicMemberLookup
  struct Design {
    /// All but the factors, and the last statement.
    var fields: Statements<DesignForm>
    var factors: [Stated<Factor>] = []
    /// Where every assumed parameter is asked for.
    var assumed: SourcePlace?

    var place: SourcePlace { fields.place }

    init(place: SourcePlace) { fields = Statements(place: place) }

    subscript<Value>(dynamicMember path: KeyPath<DesignForm, Field<Value>>) -> Stated<Value>? {
      fields[dynamicMember: path]
    }
  }

  var title: Stated<LocalizedText>?
  var question: Stated<LocalizedText>?
  var values: [String: Stated<ParameterValue>] = [:]
  /// What is believed of parameters; it holds while the value was stated in the same place.
  var beliefs: [String: Stated<Belief>] = [:]
  var sumu: [Stated<NamedSumu>] = []
  var gacha: [Stated<NamedGacha>] = []
  /// Tables of a survey, their paths as the program opens them.
  var roster: Stated<RosterPaths>?
  var history: Statements<HistoryForm>?
  var interventions: [Intervention] = []
  var arms: [Arm] = []
  var reference: Stated<String>?
  var run = Statements<RunForm>(place: SourcePlace(path: ""))
  var design: Design?
  var outcomes = Statements<OutcomesForm>(place: SourcePlace(path: ""))
  /// Keys that are stated but cannot be read: they are not missing.
  var unreadable: Set<String> = []
}

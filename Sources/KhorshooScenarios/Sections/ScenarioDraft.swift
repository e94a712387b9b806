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

/// What the files and the command line have stated so far; later statements replace earlier ones.
struct ScenarioDraft: Sendable {
  /// An arm as stated: labels may be absent, levers are those that it sets itself.
  struct Arm {
    let name: String
    var place: SourcePlace
    var label: String?
    var labelChinese: String?
    var policy: [String: Stated<ParameterValue>] = [:]
    /// Beside those of the scenario.
    var interventions: [Intervention] = []
    /// Whether those of the scenario act in it.
    var takesInterventions = true
  }

  /// An intervention as stated; its levers can change and have values of their kind.
  struct Intervention {
    /// A lever, where it was stated.
    struct Change {
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
  }

  /// `market.history` as stated.
  struct History {
    /// Where prices are.
    enum Source {
      /// A CSV file, its path as the program opens it.
      case file(Stated<String>)
      /// Stated in the scenario; nil when they cannot be read.
      case series(Stated<PriceTable?>)
    }

    /// The last statement.
    var place: SourcePlace
    var source: Source?
    var method: Stated<String>?
    var blockYears: Stated<Int>?

    init(place: SourcePlace) { self.place = place }
  }

  /// `design` as stated.
  struct Design {
    /// The last statement.
    var place: SourcePlace
    var method: Stated<KhorshooExperiments.Design.Method>?
    var file: Stated<String>?
    var samples: Stated<Int>?
    var seed: Stated<UInt64>?
    var factors: [Stated<Factor>] = []
    /// Where every assumed parameter is asked for.
    var assumed: SourcePlace?

    init(place: SourcePlace) { self.place = place }
  }

  var title: Stated<LocalizedText>?
  var question: Stated<LocalizedText>?
  var values: [String: Stated<ParameterValue>] = [:]
  var sumu: [Stated<NamedSumu>] = []
  var gacha: [Stated<NamedGacha>] = []
  /// Tables of a survey, their paths as the program opens them.
  var roster: Stated<RosterPaths>?
  var history: History?
  var interventions: [Intervention] = []
  var arms: [Arm] = []
  var reference: Stated<String>?
  var years: Stated<Int>?
  var start: Stated<Quarter>?
  var replicates: Stated<Int>?
  var seed: Stated<UInt64>?
  var randomNumbers: Stated<RandomNumbers>?
  var networkDraws: Stated<Int>?
  var design: Design?
  var outcomeNames: [Stated<String>] = []
  var outcomeLevels: [Stated<String>] = []
  var fromYear: Stated<Int>?
  var toYear: Stated<Int>?
  /// Keys that are stated but cannot be read: they are not missing.
  var unreadable: Set<String> = []
}

import KhorshooEngine
import KhorshooModel
import KhorshooReports
import KhorshooText

/// What is seen of single households while a world is computed: replicate 1 of its first block.
///
/// Unchecked: one worker computes the block, and the stories are told when it has.
///
/// - Proof: `StoryWatchUnit`, `RunReportCommandTests`.
package final class StoryWatch: @unchecked Sendable {
  private let world: LinkageModel
  private let labels: [LocalizedText]
  // Of the households that are told of; none until the typical ones are known.
  private var chosen: [Int] = []
  private var paths: [[HouseholdStory.Path]] = []
  private let herd, income, aware, member, office: HouseholdTrace.Variable

  /// - Parameter labels: of the arms, in their order.
  /// - Returns: nil when there is no such household.
  package init?(_ choice: StoryTeller.Choice, in world: LinkageModel, labels: [LocalizedText]) {
    let numbers = world.banner.households.rosterNumber
    switch choice {
    case .typical: break
    case .random: chosen = [Int.random(in: numbers.indices)]
    case .number(let number):
      guard let household = numbers.firstIndex(of: number - 1) else { return nil }
      chosen = [household]
    }
    (self.world, self.labels) = (world, labels)
    let trace = HouseholdTrace(world.banner)
    func variable(_ name: String) -> HouseholdTrace.Variable {
      guard let found = trace.variables.first(where: { $0.name == name }) else {
        preconditionFailure("the trace has no variable \(name)")
      }
      return found
    }
    (herd, income) = (variable("sheepUnits"), variable("accrualIncomeYearYuan"))
    (aware, member, office) = (variable("isAware"), variable("isMember"), variable("holdsOffice"))
  }

  /// Takes in an arm at the end of a quarter.
  package func look(_ arm: Int, _ time: Int, _ context: QuarterContext) {
    if chosen.isEmpty { chosen = Self.typical(world.banner) { Double(herd.value(context, $0)[0]) } }
    if paths.isEmpty { paths = chosen.map { _ in labels.map { HouseholdStory.Path(arm: $0) } } }
    let quarter = world.layout.quarters[time]
    for (index, household) in chosen.enumerated() {
      func value(_ variable: HouseholdTrace.Variable) -> Double { Double(variable.value(context, household)[0]) }
      var path = paths[index][arm]
      path.herd.append(Self.rounded(value(herd)))
      if quarter.number == 4 { path.income.append(Self.rounded(value(income))) }
      if path.heard == nil, value(aware) > 0.5 { path.heard = quarter }
      if path.joined == nil, value(member) > 0.5 { path.joined = quarter }
      if path.joined != nil, path.left == nil, value(member) < 0.5 { path.left = quarter }
      if path.office == nil, value(office) > 0.5 { path.office = quarter }
      paths[index][arm] = path
    }
  }

  /// What was seen; nothing before the block was computed.
  package var stories: [HouseholdStory] {
    let banner = world.banner
    return zip(chosen, paths).map { household, paths in
      let gacha = banner.places.gacha[banner.places.gachaOfHousehold[household]]
      return HouseholdStory(
        number: banner.households.rosterNumber[household] + 1,
        place: LocalizedText(en: gacha.name, zh: gacha.nameChinese),
        persons: Int(banner.households.persons[household]), start: world.layout.quarters[0], paths: paths,
        reference: world.referenceArm)
    }
  }

  /// To hundredths: a story is written to a file and read from it, and nobody reads more digits.
  private static func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }

  /// Households at the quartiles of the herds, of those that a cooperative takes.
  private static func typical(_ banner: Banner, herd: (Int) -> Double) -> [Int] {
    let joining = banner.canJoin.indices.filter { banner.canJoin[$0] }
    let known = (joining.count >= 3 ? joining : Array(banner.canJoin.indices))
    let sorted = known.map { ($0, herd($0)) }.sorted { ($0.1, $0.0) < ($1.1, $1.0) }.map(\.0)
    return [0.25, 0.5, 0.75].map { sorted[min(sorted.count - 1, Int($0 * Double(sorted.count)))] }
  }
}

/// Follows households of the first world of a run while it is computed, so that no arm is computed a second time for them.
///
/// Unchecked: the world is made once, and the stories are told when the run is over.
final class StoryKeeper: @unchecked Sendable {
  private let labels: [LocalizedText]
  private var seen: StoryWatch?

  /// - Parameter labels: of the arms, in their order.
  init(labels: [LocalizedText]) { self.labels = labels }

  /// The first world, followed.
  func following(_ world: LinkageModel) -> LinkageModel {
    var world = world
    let watch = StoryWatch(.typical, in: world, labels: labels)
    seen = watch
    world.watch = { watch?.look($0, $1, $2) }
    return world
  }

  /// What was seen.
  var stories: [HouseholdStory] { seen?.stories ?? [] }
}

import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import KhorshooReports
import KhorshooText

/// Follows single households through one world under every arm: replicate 1 of the first world.
///
/// - Proof: `ExplorerSiteUnit`, `RunReportCommandTests`.
package struct StoryTeller {
  /// Which households are told of.
  package enum Choice: Equatable {
    /// Three typical ones: at a quarter, half and three quarters of the herds of the start, of those that may join.
    case typical
    /// Any one, by the system's chance.
    case random
    /// That of a number in the roster, from 1.
    case number(Int)
  }

  private struct Stopped: Error {}

  /// - Parameters:
  ///   - labels: of the arms, in their order.
  ///   - isStopped: asked between quarters.
  /// - Returns: nil when it was stopped, or there is no such household.
  package static func stories(
    _ choice: Choice, in world: LinkageModel, labels: [LocalizedText], isStopped: () -> Bool
  ) -> [HouseholdStory]? {
    let banner = world.banner
    let numbers = banner.households.rosterNumber
    var chosen: [Int] = []
    switch choice {
    case .typical: break
    case .random: chosen = [Int.random(in: numbers.indices)]
    case .number(let number):
      guard let household = numbers.firstIndex(of: number - 1) else { return nil }
      chosen = [household]
    }
    let trace = HouseholdTrace(banner)
    func variable(_ name: String) -> HouseholdTrace.Variable {
      guard let found = trace.variables.first(where: { $0.name == name }) else {
        preconditionFailure("the trace has no variable \(name)")
      }
      return found
    }
    let (herd, income) = (variable("sheepUnits"), variable("accrualIncomeYearYuan"))
    let (aware, member, office) = (variable("isAware"), variable("isMember"), variable("holdsOffice"))
    let record = BlockRecord(
      layout: world.layout, armCount: world.armNames.count, ledgerCount: world.ledgers.count,
      span: world.recordSpan)
    var paths: [[HouseholdStory.Path]] = []
    let quarters = world.layout.quarters
    do {
      try world.simulate(ReplicateBlock.all(replicates: 1)[0], in: world.makeWorkspace(), into: record) {
        arm, time, context throws(Stopped) in
        if isStopped() { throw Stopped() }
        if chosen.isEmpty { chosen = typical(banner) { Double(herd.value(context, $0)[0]) } }
        if paths.isEmpty { paths = chosen.map { _ in labels.map { HouseholdStory.Path(arm: $0) } } }
        for (index, household) in chosen.enumerated() {
          func value(_ variable: HouseholdTrace.Variable) -> Double { Double(variable.value(context, household)[0]) }
          var path = paths[index][arm]
          path.herd.append(rounded(value(herd)))
          if quarters[time].number == 4 { path.income.append(rounded(value(income))) }
          if path.heard == nil, value(aware) > 0.5 { path.heard = quarters[time] }
          if path.joined == nil, value(member) > 0.5 { path.joined = quarters[time] }
          if path.joined != nil, path.left == nil, value(member) < 0.5 { path.left = quarters[time] }
          if path.office == nil, value(office) > 0.5 { path.office = quarters[time] }
          paths[index][arm] = path
        }
      }
    } catch { return nil }
    return zip(chosen, paths).map { household, paths in
      let gacha = banner.places.gacha[banner.places.gachaOfHousehold[household]]
      return HouseholdStory(
        number: numbers[household] + 1, place: LocalizedText(en: gacha.name, zh: gacha.nameChinese),
        persons: Int(banner.households.persons[household]), start: quarters[0], paths: paths,
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

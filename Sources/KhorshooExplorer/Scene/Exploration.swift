import Foundation
import KhorshooCommands
import KhorshooEngine
import KhorshooNumerics
import KhorshooReports
import KhorshooScenarios
import KhorshooText
import Synchronization

/// The work for one page: it computes what the page asks for, round by round, gives up at once what is asked for no more, and ends
/// when the page is gone.
package final class Exploration: Sendable {
  /// Where the work stands.
  package enum Stage: String, Sendable {
    case waiting, computing, done, failed
  }

  /// What the page can be shown.
  package struct Status: Sendable {
    /// Counts the wishes, from 1: an answer belongs to one.
    package var wishNumber = 0
    /// Counts what was new to show.
    package var version = 0
    package var stage = Stage.waiting
    /// The last answer, of the wish of ``answerNumber``.
    package var answer: ExplorerAnswer?
    package var answerNumber = 0
    /// Why there is none.
    package var problem: UserError?
  }

  private struct State {
    var wish: Wish
    var status = Status()
    var lastSeen = ContinuousClock.now
    var isClosed = false
    var hasEnded = false
  }

  /// A page that does not ask for so long is gone: closed, or its computer asleep.
  package static let patience = Duration.seconds(12)

  private let scene: ExplorerScene
  private let patience: Duration
  private let state: Mutex<State>

  /// - Parameter patience: how long a page may be silent.
  package init(_ scene: ExplorerScene, _ wish: Wish, patience: Duration = Exploration.patience) {
    (self.scene, self.patience) = (scene, patience)
    var state = State(wish: wish)
    state.status.wishNumber = 1
    self.state = Mutex(state)
    let thread = Thread { [self] in work() }
    thread.stackSize = 8 << 20
    thread.start()
  }

  /// Asks for something else; what is under way is given up.
  ///
  /// - Returns: the number of the wish.
  package func ask(_ wish: Wish) -> Int {
    state.withLock { state in
      state.lastSeen = .now
      if state.wish != wish {
        state.wish = wish
        state.status.wishNumber += 1
        state.status.version += 1
        state.status.stage = .waiting
        state.status.problem = nil
      }
      return state.status.wishNumber
    }
  }

  /// What is asked for.
  package var wish: Wish { state.withLock { $0.wish } }

  /// What there is to show; the page is seen to be there.
  package func look() -> Status {
    state.withLock { state in
      state.lastSeen = .now
      return state.status
    }
  }

  /// Ends the work.
  package func close() { state.withLock { $0.isClosed = true } }

  /// Whether the page is gone.
  package var isOver: Bool { state.withLock { isOver($0) } }
  /// Whether nothing is computed any more.
  package var hasEnded: Bool { state.withLock { $0.hasEnded } }

  private func isOver(_ state: State) -> Bool { state.isClosed || .now - state.lastSeen > patience }

  private func isStale(_ number: Int) -> Bool {
    state.withLock { isOver($0) || $0.status.wishNumber != number }
  }

  private func work() {
    var answered = 0
    while true {
      let next = state.withLock { state -> (wish: Wish, number: Int)? in
        isOver(state) ? nil : (state.wish, state.status.wishNumber)
      }
      guard let (wish, number) = next else { break }
      guard number != answered else {
        usleep(20_000)
        continue
      }
      answered = number
      do {
        try compute(wish, number)
      } catch let error as UserError {
        tell(number) { ($0.stage, $0.problem) = (.failed, error) }
      } catch {
        let problem = UserError(
          .systemLimit,
          [
            Diagnostic(
              code: "out-of-memory", path: scene.scenario.path,
              message: "memory does not suffice to compute with; end other programs, or start with fewer --threads")
          ])
        tell(number) { ($0.stage, $0.problem) = (.failed, problem) }
      }
    }
    state.withLock { $0.hasEnded = true }
  }

  /// Follows households through the first world of what is asked for; waits for a turn, and blocks the thread.
  ///
  /// - Returns: nil when the page went, asked for something else meanwhile, or there is no such household.
  /// - Throws: `UserError` 65 when the world has no answer.
  func stories(_ choice: StoryTeller.Choice) throws(UserError) -> [HouseholdStory]? {
    let (wish, number) = state.withLock { ($0.wish, $0.status.wishNumber) }
    let isStale: @Sendable () -> Bool = { [self] in self.isStale(number) }
    guard let ticket = scene.turns.take(unless: isStale) else { return nil }
    defer { scene.turns.end(ticket) }
    let changed = try scene.scenario(wish)
    let world = try scene.firstWorld(wish, of: changed)
    let labels = world.armNames.map { name in
      let arm = changed.arms.first { $0.name == name }
      return LocalizedText(en: arm?.label ?? name, zh: arm?.labelChinese ?? name)
    }
    return StoryTeller.stories(choice, in: world, labels: labels, isStopped: isStale)
  }

  /// Computes a wish to the end of its budget, one round a turn.
  private func compute(_ wish: Wish, _ number: Int) throws {
    let isStale: @Sendable () -> Bool = { [self] in self.isStale(number) }
    guard var ticket = scene.turns.take(unless: isStale) else { return }
    defer { scene.turns.end(ticket) }
    tell(number) { $0.stage = .computing }
    let changed = try scene.scenario(wish)
    let worlds = try scene.stoppableWorlds(wish, of: changed, isStopped: isStale)
    let households = worlds.base.banner.places.householdCount
    let round = scene.threads * laneCount
    let total = scene.budget * laneCount
    let first = worlds.firstWorlds(threads: scene.threads) * laneCount
    _ = try MonteCarloRunner(replicates: min(first, total), threads: scene.threads).run(
      worlds, observer: MonteCarloRunner.Observer(isCancelled: isStale)
    ) { statistics in
      guard !isStale() else { return 0 }
      let answer = ExplorerAnswer(statistics, of: changed, households: households)
      let left = total - statistics.replicates
      tell(number) {
        ($0.answer, $0.answerNumber) = (answer, number)
        if left <= 0 { $0.stage = .done }
      }
      guard left > 0 else { return 0 }
      scene.turns.end(ticket)
      guard let next = scene.turns.take(unless: isStale) else { return 0 }
      ticket = next
      return min(left, round)
    }
  }

  /// Changes what is shown, if the wish still stands.
  private func tell(_ number: Int, _ change: (inout Status) -> Void) {
    state.withLock { state in
      guard state.status.wishNumber == number else { return }
      change(&state.status)
      state.status.version += 1
    }
  }
}

import FlyingSocks
import Foundation
import KhorshooCommands
import KhorshooNumerics
import KhorshooScenarios
import KhorshooText
import Synchronization

/// `khorshoo explore`: a page on this machine with sliders for levers and assumptions, whose answer is refined while one looks.
package struct ExploreRequest: Request {
  package var scenario: ScenarioRequest
  /// Worlds that an answer ends with.
  package var draws: Int
  /// 0 for a port that is free.
  package var port: Int
  package var threads: Int?
  package var language: Language

  package init(
    scenario: ScenarioRequest, draws: Int = 64, port: Int = 0, threads: Int? = nil, language: Language = .english
  ) {
    (self.scenario, self.draws, self.port, self.threads, self.language) = (scenario, draws, port, threads, language)
  }

  package func check() throws(InvalidArgument) {
    guard (2...1024).contains(draws) else {
      throw InvalidArgument("--draws: found \(draws), expected 2 to 1024, such as 64.")
    }
    guard port == 0 || (1024...65_535).contains(port) else {
      throw InvalidArgument("--port: found \(port), expected 1024 to 65535, or 0 for one that is free.")
    }
    if let threads, !(1...1024).contains(threads) {
      throw InvalidArgument("--threads: found \(threads), expected 1 to 1024.")
    }
  }

  /// What it says of itself, with examples.
  package static let explanation = """
    Serves a page on this machine alone (127.0.0.1, with a token in its address that nobody guesses): sliders for the levers of \
    the main arm and for the assumptions that matter most, arms side by side, the answer in a sentence with its interval, \
    refined world by world while one looks. The link holds what is set; a button writes it as a scenario file into the \
    current folder, another opens the report. Nothing leaves the machine. Ctrl-C ends it.

    Examples:
      khorshoo explore scenarios/ewenki.yaml
      khorshoo explore scenarios/ewenki.yaml --years 5 --draws 32 --lang zh
    """

  package func report(_ session: Session = .silent) throws -> CommandReport {
    let resolved = try scenario.resolve()
    session.warn(resolved.warnings)
    let scene = try ExplorerScene(
      resolved, name: scenario.name, budget: draws,
      threads: min(draws, threads ?? ProcessInfo.processInfo.activeProcessorCount))
    // Wrong parameters are told here, before there is a page.
    _ = try scene.scenario(scene.firstWish)
    session.watch(.finishes)
    let token = ExplorerGate.makeToken()
    let ending = Ending()
    let server: ExplorerServer
    do { server = try ExplorerServer(port: UInt16(port)) } catch { throw portTaken }
    let end = DispatchSemaphore(value: 0)
    Task.detached {
      do {
        try await server.run { port in
          let site = ExplorerSite(
            scene, gate: ExplorerGate(token: token, port: port), writer: ScenarioWriter())
          site.begin()
          ending.site.withLock { $0 = site }
          session.say(ExplorerWords.listening("http://127.0.0.1:\(port)/\(token)/#lang=\(language.rawValue)")[language])
          return site
        }
      } catch { ending.hasFailed.withLock { $0 = true } }
      end.signal()
    }
    while end.wait(timeout: .now() + .milliseconds(50)) == .timedOut, !session.isCancelled() {}
    guard let site = ending.site.withLock({ $0 }) else { throw portTaken }
    if ending.hasFailed.withLock({ $0 }) && !session.isCancelled() { throw portTaken }
    site.shut()
    // Nothing computes any more when the process ends: blocks stop within a quarter.
    for _ in 0..<300 where !site.isIdle { usleep(10_000) }
    Task.detached {
      await server.stop()
      end.signal()
    }
    _ = end.wait(timeout: .now() + .seconds(3))
    return CommandReport("")
  }

  private var portTaken: UserError {
    UserError(
      .cannotCreate,
      [
        Diagnostic(
          code: "no-port", path: "--port",
          message: port == 0
            ? "the system gives no port on 127.0.0.1; allow the program to listen there"
            : "port \(port) of 127.0.0.1 cannot be listened at; choose another, or leave --port out for one that is free"
        )
      ])
  }

  /// What the server's task leaves.
  private final class Ending: Sendable {
    let site = Mutex<ExplorerSite?>(nil)
    let hasFailed = Mutex(false)
  }
}

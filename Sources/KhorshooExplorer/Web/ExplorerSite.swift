import CResources
import Foundation
import KhorshooCommands
import KhorshooReports
import KhorshooText
import Synchronization

/// What the page's server answers: the page, its words and sliders, answers as they are refined, files that are written.
///
/// It knows no socket. One computation goes on at a time; pages take turns.
/// - Proof: `ExplorerSiteUnit`, `ExploreSocketCommandTests`.
package final class ExplorerSite: Sendable {
  private let scene: ExplorerScene
  private let gate: ExplorerGate
  private let writer: ScenarioWriter
  private let patience: Duration
  private let pages = Mutex<[String: Exploration]>([:])
  private let isShut = Mutex(false)

  /// Pages at once.
  package static let mostPages = 8
  /// In place of the name of a page that is yet to come; no page has it.
  private static let unopened = ""
  /// How long a question for news waits for some.
  private static let longestWait = Duration.seconds(4)

  /// - Parameters:
  ///   - writer: where scenario files go.
  ///   - patience: how long a page may be silent before it is gone.
  package init(
    _ scene: ExplorerScene, gate: ExplorerGate, writer: ScenarioWriter, patience: Duration = Exploration.patience
  ) {
    (self.scene, self.gate, self.writer, self.patience) = (scene, gate, writer, patience)
  }

  /// Begins with what a page asks for first, before there is one: a browser takes as long to open as the first answer.
  package func begin() {
    pages.withLock { $0[Self.unopened] = Exploration(scene, scene.firstWish, patience: patience) }
  }

  /// Ends all work.
  package func shut() {
    isShut.withLock { $0 = true }
    pages.withLock { pages in
      for page in pages.values { page.close() }
    }
  }

  /// Whether nothing is computed for any page.
  package var isIdle: Bool { pages.withLock { $0.values.allSatisfy(\.hasEnded) } }

  /// The answer to a request.
  package func respond(to request: WebRequest) async -> WebResponse {
    let place: String
    switch gate.pass(request) {
    case .failure(let refusal): return refusal.response
    case .success(let found): place = found
    }
    do {
      return request.method == "GET" ? try await read(place, request) : try await change(place, request)
    } catch let refusal as WebRefusal {
      return refusal.response
    } catch {
      return .refusal(.badRequest, "request")
    }
  }

  private func read(_ place: String, _ request: WebRequest) async throws -> WebResponse {
    func plain() throws(WebRefusal) {
      guard request.query.isEmpty else { throw WebRefusal(.badRequest, "query") }
    }
    switch place {
    case "":
      try plain()
      return WebResponse(.ok, "text/html; charset=utf-8", Self.bytes(khorshoo_explorer_page))
    case "explorer.css":
      try plain()
      return WebResponse(.ok, "text/css; charset=utf-8", Self.bytes(khorshoo_explorer_style))
    case "explorer.js":
      try plain()
      return WebResponse(.ok, "text/javascript; charset=utf-8", Self.bytes(khorshoo_explorer_script))
    case "setup":
      try plain()
      return .json(ExplorerSetup(scene).json)
    case "answer": return try await answer(request)
    case "report": return try report(request)
    default: throw WebRefusal(.notFound, "not-found")
    }
  }

  private static func bytes(_ resource: (UnsafeMutablePointer<Int>) -> UnsafePointer<UInt8>?) -> [UInt8] {
    var count = 0
    let start = resource(&count)
    return Array(UnsafeBufferPointer(start: start, count: count))
  }

  // MARK: Answers

  /// Waits a while for something newer than the page has.
  private func answer(_ request: WebRequest) async throws -> WebResponse {
    guard let query = WebQuery(request.query, names: ["page", "after", "lang"]), let name = query["page"],
      let after = query["after"].flatMap({ Int($0) }), let language = query["lang"].flatMap(Language.init)
    else { throw WebRefusal(.badRequest, "query") }
    let page = try self.page(name)
    let limit = ContinuousClock.now + Self.longestWait
    while true {
      let status = page.look()
      if status.version > after || .now > limit { return .json(AnswerText(status, scene, language).json) }
      try await Task.sleep(for: .milliseconds(15))
      guard !page.isOver else { throw WebRefusal(.gone, "closed") }
    }
  }

  private func report(_ request: WebRequest) throws -> WebResponse {
    guard let query = WebQuery(request.query, names: ["page", "lang"]), let name = query["page"],
      let language = query["lang"].flatMap(Language.init)
    else { throw WebRefusal(.badRequest, "query") }
    let page = try self.page(name)
    let status = page.look()
    guard let answer = status.answer, status.answerNumber == status.wishNumber else {
      throw WebRefusal(.conflict, "no-answer-yet")
    }
    let origin = ExplorerWords.origin(scene, page.wish, worlds: answer.blocks, language)
    return .report(answer.report(language, origin: origin).html)
  }

  // MARK: Changes

  private func change(_ place: String, _ request: WebRequest) async throws -> WebResponse {
    guard request.query.isEmpty else { throw WebRefusal(.badRequest, "query") }
    let body = try await request.body()
    guard body.count <= ExplorerGate.longestBody else { throw WebRefusal(.tooLarge, "body") }
    func message(_ members: Set<String>) throws(WebRefusal) -> ExplorerMessage {
      guard let message = ExplorerMessage(body, members: members) else { throw WebRefusal(.badRequest, "body") }
      return message
    }
    switch place {
    case "wish": return try ask(message(["page", "values", "arms"]))
    case "close":
      let name = try message(["page"]).page
      pages.withLock { $0.removeValue(forKey: name)?.close() }
      return .json(.object([]))
    case "scenario": return try write(message(["page", "language"]))
    case "household": return try await tell(message(["page", "language", "household"]))
    default: throw WebRefusal(.notFound, "not-found")
    }
  }

  /// Takes up what a page wants; a page that is new gets its own work.
  private func ask(_ message: ExplorerMessage) throws -> WebResponse {
    let wish = Wish(values: message.values ?? [:], arms: message.arms ?? [])
    guard scene.allows(wish) else { throw WebRefusal(.badRequest, "wish") }
    guard !isShut.withLock({ $0 }) else { throw WebRefusal(.gone, "closed") }
    let number = try pages.withLock { pages throws(WebRefusal) -> Int in
      pages = pages.filter { !$0.value.isOver }
      if let page = pages[message.page] ?? pages.removeValue(forKey: Self.unopened) {
        pages[message.page] = page
        return page.ask(wish)
      }
      guard pages.count < Self.mostPages else { throw WebRefusal(.tooMany, "pages") }
      let page = Exploration(scene, wish, patience: patience)
      pages[message.page] = page
      return page.look().wishNumber
    }
    return .json(.object([("wish", .integer(number))]))
  }

  /// Writes what a page has set as a scenario file.
  private func write(_ message: ExplorerMessage) throws -> WebResponse {
    let wish = try page(message.page).wish
    do {
      let file = try writer.write(wish, scene, message.language ?? .english)
      return .json(.object([("file", .text(file))]))
    } catch {
      return .json(.object([("error", .text(error.description))]), .conflict)
    }
  }

  /// Tells the story of households; the work is done beside the server's own threads.
  private func tell(_ message: ExplorerMessage) async throws -> WebResponse {
    let page = try page(message.page)
    let (language, number) = (message.language ?? .english, message.household ?? -1)
    let choice: StoryTeller.Choice = number < 0 ? .typical : number == 0 ? .random : .number(number)
    let found = await withCheckedContinuation {
      (done: CheckedContinuation<Result<[HouseholdStory]?, UserError>, Never>) in
      let thread = Thread {
        do throws(UserError) { done.resume(returning: .success(try page.stories(choice))) } catch {
          done.resume(returning: .failure(error))
        }
      }
      thread.stackSize = 8 << 20
      thread.start()
    }
    guard let stories = try? found.get() else { throw WebRefusal(.conflict, "no-such-household") }
    return .json(
      .object([
        (
          "stories",
          .list(
            stories.map { story in
              .object([
                ("number", .integer(story.number)), ("title", .text(story.title(language))),
                ("sentences", .list(story.sentences(language).map { .text($0) })),
                ("pictures", .list(story.pictures(language).map { .text($0) })),
              ])
            })
        )
      ]))
  }

  private func page(_ name: String) throws(WebRefusal) -> Exploration {
    guard let page = pages.withLock({ $0[name] }), !page.isOver else { throw WebRefusal(.gone, "closed") }
    return page
  }
}

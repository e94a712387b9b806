import FlyingFox
import FlyingSocks
import Foundation
import KhorshooText
import Synchronization

/// The site on a socket of this machine alone.
package final class ExplorerServer: Sendable {
  private let server: HTTPServer
  private let site = Mutex<ExplorerSite?>(nil)
  /// Seconds until it listens at the most, on a machine that is busy with other things.
  private static let patience = 60.0

  /// Every request goes to the site; none is answered by another.
  ///
  /// - Parameter port: 0 for one that is free.
  package init(port: UInt16) throws {
    server = HTTPServer(address: try .inet(ip4: "127.0.0.1", port: port), timeout: 30, logger: .disabled)
  }

  /// Listens until it is stopped.
  ///
  /// - Parameter whenListening: receives the port, and gives the site that answers.
  package func run(whenListening: @escaping @Sendable (UInt16) -> ExplorerSite) async throws {
    await server.appendRoute("*") { [self] request in await respond(request) }
    let task = Task { [server] in try await server.run() }
    defer { task.cancel() }
    // A port that is taken ends the task before it listens.
    let waiting = Task { [server] in try await server.waitUntilListening(timeout: Self.patience) }
    let watch = Task { if case .failure = await task.result { waiting.cancel() } }
    defer { watch.cancel() }
    do { try await waiting.value } catch {
      if case .failure(let cause) = await task.result { throw cause }
      throw error
    }
    guard case .ip4(_, let port)? = await server.listeningAddress else { throw SocketError.unsupportedAddress }
    let answering = whenListening(port)
    site.withLock { $0 = answering }
    try await withTaskCancellationHandler {
      try await task.value
    } onCancel: {
      task.cancel()
    }
  }

  /// Stops listening; what is being said is said to its end, for a second at most.
  package func stop() async { await server.stop(timeout: 1) }

  private func respond(_ request: HTTPRequest) async -> HTTPResponse {
    // Whoever is quicker than the site waits for it.
    while site.withLock({ $0 == nil }) {
      guard (try? await Task.sleep(for: .milliseconds(2))) != nil else { break }
    }
    guard let site = site.withLock({ $0 }) else { return HTTPResponse(statusCode: .notFound) }
    var headers: [String: String] = [:]
    for (name, value) in request.headers { headers[name.rawValue.lowercased()] = value }
    let found = await site.respond(
      to: WebRequest(
        method: request.method.rawValue, path: request.target.path(), query: request.target.query(), headers: headers,
        body: { Array(try await request.bodyData) }))
    var response = HTTPResponse(
      statusCode: HTTPStatusCode(found.status.rawValue, phrase: "\(found.status)"), body: Data(found.body))
    for (name, value) in found.headers { response.headers[HTTPHeader(name)] = value }
    return response
  }
}

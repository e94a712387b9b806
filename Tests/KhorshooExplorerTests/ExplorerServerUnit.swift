import Foundation
import KhorshooExplorer
import Synchronization
import TestSupport
import Testing

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// The site on a real socket.
@Suite struct ExplorerServerUnit {
  private let scratch = Scratch()

  init() {
    // As the program does: whoever hangs up early ends no process.
    signal(SIGPIPE, SIG_IGN)
  }

  /// Sends bytes as they are and gives what comes back until the other side closes, or until it is silent for so long. It waits on
  /// a thread of its own: the server needs those of the tests.
  private func send(_ text: String, to port: UInt16, patience seconds: Int = 120) async -> String {
    await withCheckedContinuation { done in
      Thread { done.resume(returning: Self.exchange(text, port, seconds)) }.start()
    }
  }

  private static func exchange(_ text: String, _ port: UInt16, _ seconds: Int) -> String {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var limit = timeval(tv_sec: seconds, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let connected = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0 else { return "no connection" }
    let bytes = Array(text.utf8)
    _ = write(descriptor, bytes, bytes.count)
    var answer: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      guard count > 0 else { return String(decoding: answer, as: UTF8.self) }
      answer += buffer[..<count]
    }
  }

  @Test func hostileAndHonestRequestsOverASocket() async throws {
    let scene = try SmallScene.scene(scratch)
    let token = ExplorerGate.makeToken()
    let writer = ScenarioWriter(folder: scratch.root)
    let port = Mutex<UInt16>(0)
    let site = Mutex<ExplorerSite?>(nil)
    let server = try ExplorerServer(port: 0)
    let running = Task {
      try await server.run { found in
        let made = ExplorerSite(
          scene, gate: ExplorerGate(token: token, port: found), writer: writer, patience: .seconds(3600))
        site.withLock { $0 = made }
        port.withLock { $0 = found }
        return made
      }
    }
    while port.withLock({ $0 }) == 0 { try await Task.sleep(for: .milliseconds(5)) }
    let at = port.withLock { $0 }
    let host = "Host: 127.0.0.1:\(at)\r\nConnection: close\r\n"
    #expect(await send("GET /\(token)/ HTTP/1.1\r\n\(host)\r\n", to: at).hasPrefix("HTTP/1.1 200"))
    #expect(await send("GET / HTTP/1.1\r\n\(host)\r\n", to: at).hasPrefix("HTTP/1.1 404"))
    #expect(
      await send("GET /\(token)/ HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n", to: at).hasPrefix(
        "HTTP/1.1 421"))
    let outside = "GET /\(token)/%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\n\(host)\r\n"
    #expect(await send(outside, to: at).hasPrefix("HTTP/1.1 404"))
    let json = "Content-Type: application/json\r\n"
    #expect(
      await send("POST /\(token)/wish HTTP/1.1\r\n\(host)\(json)Content-Length: 99999999\r\n\r\n{", to: at).hasPrefix(
        "HTTP/1.1 413"))
    #expect(
      await send("POST /\(token)/wish HTTP/1.1\r\n\(host)\(json)Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", to: at)
        .hasPrefix("HTTP/1.1 411"))
    for rubbish in ["\r\n\r\n", "\u{0}\u{1}\u{2}\r\n\r\n", "GET\r\n\r\n", String(repeating: "A", count: 100_000)] {
      #expect(await !send(rubbish, to: at, patience: 1).contains("HTTP/1.1 200"))
    }
    // It still answers, and computes.
    let body = "{\"page\": \"00112233445566ff\", \"values\": {}, \"arms\": [\"none\", \"linkage\"]}"
    let asked = "POST /\(token)/wish HTTP/1.1\r\n\(host)\(json)Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
    #expect(await send(asked, to: at).hasPrefix("HTTP/1.1 200"))
    var answer = ""
    for _ in 0..<100 where !answer.contains("\"stage\": \"done\"") {
      answer = await send("GET /\(token)/answer?page=00112233445566ff&after=-1&lang=en HTTP/1.1\r\n\(host)\r\n", to: at)
    }
    #expect(
      answer.contains("annual income per household") && answer.contains("content-security-policy"),
      "\(answer.prefix(400))")
    site.withLock { $0 }?.shut()
    await server.stop()
    _ = await running.result
    #expect(await send("GET /\(token)/ HTTP/1.1\r\n\(host)\r\n", to: at) == "no connection")
  }

  /// Only this machine is served: another address of it is not listened at.
  @Test func aTakenPortIsSaid() async throws {
    let first = try ExplorerServer(port: 0)
    let scene = try SmallScene.scene(scratch)
    let writer = ScenarioWriter(folder: scratch.root)
    let port = Mutex<UInt16>(0)
    let running = Task {
      try await first.run { found in
        port.withLock { $0 = found }
        return ExplorerSite(scene, gate: ExplorerGate(token: "t", port: found), writer: writer)
      }
    }
    while port.withLock({ $0 }) == 0 { try await Task.sleep(for: .milliseconds(5)) }
    let second = try ExplorerServer(port: port.withLock { $0 })
    await #expect(throws: (any Error).self) {
      try await second.run { found in ExplorerSite(scene, gate: ExplorerGate(token: "t", port: found), writer: writer) }
    }
    await first.stop()
    _ = await running.result
  }
}

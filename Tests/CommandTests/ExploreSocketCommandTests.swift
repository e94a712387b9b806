import Foundation
import Testing

/// What `khorshoo explore` answers on its socket. The program is a process of its own and this test waits in its thread: neither
/// waits for the other tests.
@Suite struct ExploreSocketCommandTests {
  private let scratch = Scratch()

  /// Where it listens, and for whom.
  private struct Address {
    let port: UInt16
    let token: String
    var host: String { "Host: 127.0.0.1:\(port)\r\nConnection: close\r\n" }

    /// Sends bytes as they are and gives what comes back until the other side closes, or until it is silent for so long.
    func send(_ text: String, patience seconds: Int = 60) -> String {
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
      // Whoever hangs up early ends no test.
      _ = Foundation.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
      var answer: [UInt8] = []
      var buffer = [UInt8](repeating: 0, count: 65_536)
      while true {
        let count = read(descriptor, &buffer, buffer.count)
        guard count > 0 else { return String(decoding: answer, as: UTF8.self) }
        answer += buffer[..<count]
      }
    }
  }

  private struct NoAddress: Error {}

  /// What the program says of where it listens, while it lives.
  private func address(saidBy process: pid_t) throws -> Address {
    while true {
      let said = String(decoding: scratch.content("said") ?? Data(), as: UTF8.self)
      if let found = said.firstMatch(of: ##/http://127\.0\.0\.1:(\d+)/([0-9a-f]{32})/#lang/##) {
        return Address(port: try #require(UInt16(found.1)), token: String(found.2))
      }
      // Looks, and leaves the end to whoever waits for it.
      var state = siginfo_t()
      waitid(P_PID, id_t(process), &state, Int32(WEXITED | WNOHANG | WNOWAIT))
      guard state.si_signo == 0 else { throw NoAddress() }
      usleep(20_000)
    }
  }

  @Test func hostileAndHonestRequests() throws {
    try scratch.scenario()
    var last: Address?
    let outcome = try Command.shell("exec khorshoo explore small.yaml 2> said", in: scratch.folder) { process in
      defer { kill(process, SIGINT) }
      let site = try address(saidBy: process)
      last = site
      refuses(site)
      // It still answers, and computes.
      let body = "{\"page\": \"00112233445566ff\", \"values\": {}, \"arms\": [\"none\", \"linkage\"]}"
      let asked = site.send(
        "POST /\(site.token)/wish HTTP/1.1\r\n\(site.host)Content-Type: application/json\r\n"
          + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
      #expect(asked.hasPrefix("HTTP/1.1 200"), "\(asked)")
      var answer = ""
      for _ in 0..<100 where !answer.contains("\"stage\": \"done\"") {
        answer = site.send(
          "GET /\(site.token)/answer?page=00112233445566ff&after=-1&lang=en HTTP/1.1\r\n\(site.host)\r\n")
      }
      #expect(
        answer.contains("annual income per household") && answer.contains("content-security-policy"),
        "\(answer.prefix(400))")
    }
    #expect(outcome.exit == 0, "\(outcome)\n\(String(decoding: scratch.content("said") ?? Data(), as: UTF8.self))")
    let site = try #require(last)
    #expect(site.send("GET /\(site.token)/ HTTP/1.1\r\n\(site.host)\r\n") == "no connection")
  }

  /// The page is for this machine and who has the token; rubbish and too much get no page.
  private func refuses(_ site: Address) {
    let json = "Content-Type: application/json\r\n"
    for (request, status) in [
      ("GET /\(site.token)/ HTTP/1.1\r\n\(site.host)\r\n", "200"), ("GET / HTTP/1.1\r\n\(site.host)\r\n", "404"),
      ("GET /\(site.token)/ HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n", "421"),
      ("GET /\(site.token)/%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\n\(site.host)\r\n", "404"),
      ("POST /\(site.token)/wish HTTP/1.1\r\n\(site.host)\(json)Content-Length: 99999999\r\n\r\n{", "413"),
      ("POST /\(site.token)/wish HTTP/1.1\r\n\(site.host)\(json)Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "411"),
    ] {
      let answer = site.send(request)
      #expect(answer.hasPrefix("HTTP/1.1 \(status)"), "\(request)\n\(answer.prefix(200))")
    }
    for rubbish in ["\r\n\r\n", "\u{0}\u{1}\u{2}\r\n\r\n", "GET\r\n\r\n", String(repeating: "A", count: 100_000)] {
      #expect(!site.send(rubbish, patience: 1).contains("HTTP/1.1 200"))
    }
  }
}

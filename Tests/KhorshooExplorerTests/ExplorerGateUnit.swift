import KhorshooExplorer
import Testing

/// Who gets past the gate, and who does not.
@Suite struct ExplorerGateUnit {
  private static let token = "0123456789abcdef0123456789abcdef"
  private let gate = ExplorerGate(token: token, port: 8080)

  private func pass(
    _ method: String, _ path: String, query: String = "", _ headers: [String: String] = [:]
  ) -> Result<String, WebRefusal> {
    gate.pass(
      WebRequest(
        method: method, path: path, query: query,
        headers: ["host": "127.0.0.1:8080"].merging(headers) { $1 }))
  }

  private static let json = ["content-type": "application/json", "content-length": "2"]

  @Test func thePageItselfPasses() {
    #expect(pass("GET", "/\(Self.token)/") == .success(""))
    #expect(pass("GET", "/\(Self.token)/setup", ["sec-fetch-site": "same-origin"]) == .success("setup"))
    #expect(pass("GET", "/\(Self.token)/", ["host": "localhost:8080"]) == .success(""))
    let own = Self.json.merging(["origin": "http://127.0.0.1:8080", "sec-fetch-site": "same-origin"]) { $1 }
    #expect(pass("POST", "/\(Self.token)/wish", own) == .success("wish"))
    #expect(
      pass("POST", "/\(Self.token)/wish", ["content-type": "application/json; charset=utf-8", "content-length": "0"])
        == .success("wish"))
  }

  /// A name bound to the loopback address afterwards (DNS rebinding) still stands in `Host`.
  @Test(arguments: [
    "evil.example", "evil.example:8080", "127.0.0.1", "127.0.0.1:80", "127.0.0.1:8080.evil.example", "",
  ])
  func foreignHosts(_ host: String) {
    #expect(pass("GET", "/\(Self.token)/", ["host": host]) == .failure(WebRefusal(.misdirected, "host")))
    let nameless = WebRequest(method: "GET", path: "/\(Self.token)/")
    #expect(gate.pass(nameless) == .failure(WebRefusal(.misdirected, "host")))
  }

  @Test(arguments: [
    "/", "", "/setup", "/0123456789abcdef0123456789abcdee/", "/0123456789abcdef0123456789abcdef",
    "/0123456789ABCDEF0123456789ABCDEF/", "//0123456789abcdef0123456789abcdef/", "/%30123456789abcdef0123456789abcdef/",
    "/x/../0123456789abcdef0123456789abcdef/",
  ])
  func nothingWithoutTheToken(_ path: String) {
    #expect(pass("GET", path) == .failure(WebRefusal(.notFound, "not-found")))
    #expect(pass("POST", path, Self.json) == .failure(WebRefusal(.notFound, "not-found")))
  }

  @Test(arguments: ["PUT", "DELETE", "OPTIONS", "HEAD", "TRACE", "CONNECT", "get"]) func otherMethods(_ method: String)
  {
    #expect(pass(method, "/\(Self.token)/wish", Self.json) == .failure(WebRefusal(.methodNotAllowed, "method")))
  }

  /// What a foreign site can send from the same browser.
  @Test func foreignSites() {
    #expect(
      pass("GET", "/\(Self.token)/setup", ["sec-fetch-site": "cross-site"]) == .failure(WebRefusal(.forbidden, "site")))
    #expect(
      pass("POST", "/\(Self.token)/wish", Self.json.merging(["origin": "http://evil.example"]) { $1 })
        == .failure(WebRefusal(.forbidden, "origin")))
    #expect(
      pass("POST", "/\(Self.token)/wish", Self.json.merging(["origin": "null"]) { $1 })
        == .failure(WebRefusal(.forbidden, "origin")))
    for type in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "", "application/jsonp"] {
      #expect(
        pass("POST", "/\(Self.token)/wish", ["content-type": type, "content-length": "2"])
          == .failure(WebRefusal(.wrongMedia, "content-type")))
    }
  }

  @Test func sizes() {
    func post(_ headers: [String: String]) -> Result<String, WebRefusal> {
      pass("POST", "/\(Self.token)/wish", ["content-type": "application/json"].merging(headers) { $1 })
    }
    #expect(post([:]) == .failure(WebRefusal(.lengthRequired, "content-length")))
    #expect(post(["transfer-encoding": "chunked"]) == .failure(WebRefusal(.lengthRequired, "content-length")))
    #expect(post(["content-length": "ten"]) == .failure(WebRefusal(.lengthRequired, "content-length")))
    #expect(post(["content-length": "-1"]) == .failure(WebRefusal(.tooLarge, "body")))
    #expect(post(["content-length": "16385"]) == .failure(WebRefusal(.tooLarge, "body")))
    #expect(post(["content-length": "16384"]) == .success("wish"))
    let long = String(repeating: "a", count: 513)
    #expect(pass("GET", "/\(Self.token)/answer", query: long) == .failure(WebRefusal(.tooLarge, "query")))
    #expect(pass("GET", "/\(Self.token)/", ["content-length": "5"]) == .failure(WebRefusal(.badRequest, "body")))
  }

  @Test func tokensDiffer() {
    let tokens = (0..<50).map { _ in ExplorerGate.makeToken() }
    #expect(Set(tokens).count == 50 && tokens.allSatisfy { $0.wholeMatch(of: /[0-9a-f]{32}/) != nil })
  }
}

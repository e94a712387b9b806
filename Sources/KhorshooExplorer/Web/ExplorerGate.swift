/// Who may speak to the page's server: the page itself, which knows the token, on this machine.
///
/// A foreign web site in the same browser can send requests to this machine but neither knows the token nor names this host (a name
/// that is bound to the loopback address afterwards still stands in `Host`), and what changes anything is JSON, which a foreign
/// form cannot send unasked.
/// - Proof: `ExplorerGateUnit`.
package struct ExplorerGate: Sendable {
  private let token: [UInt8]
  private let hosts: Set<String>

  /// Bytes of a body at most.
  package static let longestBody = 16_384
  private static let longestQuery = 512

  /// - Parameters:
  ///   - token: first part of every path.
  ///   - port: that the server listens at.
  package init(token: String, port: UInt16) {
    self.token = Array(token.utf8)
    hosts = ["127.0.0.1:\(port)", "localhost:\(port)"]
  }

  /// A token that cannot be guessed: 128 bits of the system's generator.
  package static func makeToken() -> String {
    var generator = SystemRandomNumberGenerator()
    return (0..<2).map { _ in
      let half = String(generator.next() as UInt64, radix: 16)
      return String(repeating: "0", count: 16 - half.count) + half
    }.joined()
  }

  /// What is asked for behind the token; or why nothing is said.
  package func pass(_ request: WebRequest) -> Result<String, WebRefusal> {
    guard let host = request.headers["host"], hosts.contains(host) else {
      return .failure(.init(.misdirected, "host"))
    }
    guard let place = place(request.path) else { return .failure(.init(.notFound, "not-found")) }
    guard request.method == "GET" || request.method == "POST" else {
      return .failure(.init(.methodNotAllowed, "method"))
    }
    guard request.query.utf8.count <= Self.longestQuery else { return .failure(.init(.tooLarge, "query")) }
    // A link from elsewhere may open the page; all else is asked for by the page.
    if let site = request.headers["sec-fetch-site"], !(place.isEmpty || place == "report"),
      site != "same-origin", site != "none"
    {
      return .failure(.init(.forbidden, "site"))
    }
    guard request.method == "POST" else {
      return hasBody(request) ? .failure(.init(.badRequest, "body")) : .success(place)
    }
    if let origin = request.headers["origin"], origin != "http://" + host {
      return .failure(.init(.forbidden, "origin"))
    }
    guard isJSON(request.headers["content-type"]) else { return .failure(.init(.wrongMedia, "content-type")) }
    guard request.headers["transfer-encoding"] == nil,
      let length = request.headers["content-length"].flatMap({ Int($0) })
    else { return .failure(.init(.lengthRequired, "content-length")) }
    guard (0...Self.longestBody).contains(length) else { return .failure(.init(.tooLarge, "body")) }
    return .success(place)
  }

  private func hasBody(_ request: WebRequest) -> Bool {
    request.headers["transfer-encoding"] != nil || (request.headers["content-length"] ?? "0") != "0"
  }

  private func isJSON(_ type: String?) -> Bool {
    let parts = (type ?? "").lowercased().split(separator: ";", maxSplits: 1)
    return parts.first.map { $0.filter { $0 != " " } } == "application/json"
  }

  /// What stands behind `/token/`; all bytes of the token are compared, however many are wrong.
  private func place(_ path: String) -> String? {
    let bytes = Array(path.utf8)
    guard bytes.count >= token.count + 2, bytes[0] == UInt8(ascii: "/"), bytes[token.count + 1] == UInt8(ascii: "/")
    else { return nil }
    var difference: UInt8 = 0
    for index in token.indices { difference |= token[index] ^ bytes[index + 1] }
    return difference == 0 ? String(decoding: bytes[(token.count + 2)...], as: UTF8.self) : nil
  }
}

/// Why a request gets nothing.
package struct WebRefusal: Error, Equatable {
  package let status: WebResponse.Status
  package let reason: String

  package init(_ status: WebResponse.Status, _ reason: String) {
    self.status = status
    self.reason = reason
  }

  var response: WebResponse { .refusal(status, reason) }
}

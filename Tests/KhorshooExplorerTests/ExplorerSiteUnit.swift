import Foundation
import KhorshooExplorer
import KhorshooText
import TestSupport
import Testing

/// What the site answers, without a socket.
@Suite struct ExplorerSiteUnit {
  private static let token = "0123456789abcdef0123456789abcdef"
  private static let page = "00112233445566ff"
  private let scratch = Scratch()
  private let scene: ExplorerScene
  private let site: ExplorerSite

  init() throws {
    scene = try SmallScene.scene(scratch)
    site = ExplorerSite(
      scene, gate: ExplorerGate(token: Self.token, port: 8080), writer: ScenarioWriter(folder: scratch.root),
      patience: .seconds(3600))
  }

  private func get(_ place: String, _ query: String = "") async -> WebResponse {
    await site.respond(
      to: WebRequest(
        method: "GET", path: "/\(Self.token)/\(place)", query: query, headers: ["host": "127.0.0.1:8080"]))
  }

  private func post(_ place: String, _ body: String) async -> WebResponse {
    let bytes = Array(body.utf8)
    return await site.respond(
      to: WebRequest(
        method: "POST", path: "/\(Self.token)/\(place)",
        headers: [
          "host": "127.0.0.1:8080", "content-type": "application/json", "content-length": "\(bytes.count)",
        ], body: { bytes }))
  }

  private func object(_ response: WebResponse) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(response.body)) as? [String: Any])
  }

  private func wish(_ page: String = page, _ values: String = "{}", arms: String = "[\"none\", \"linkage\"]") -> String
  {
    "{\"page\": \"\(page)\", \"values\": \(values), \"arms\": \(arms)}"
  }

  /// The answer when it is final.
  private func final(_ page: String = page) async throws -> [String: Any] {
    var after = -1
    for _ in 0..<200 {
      let answer = try object(await get("answer", "page=\(page)&after=\(after)&lang=en"))
      if ["done", "failed"].contains(answer["stage"] as? String) { return answer }
      after = try #require(answer["version"] as? Int)
    }
    throw NoAnswer()
  }

  private struct NoAnswer: Error {}

  @Test func pageStyleAndScriptLoadNothingFromElsewhere() async throws {
    for (place, type) in [("", "text/html"), ("explorer.css", "text/css"), ("explorer.js", "text/javascript")] {
      let response = await get(place)
      #expect(response.status == .ok && response.headers["content-type"]?.hasPrefix(type) == true)
      let text = String(decoding: response.body, as: UTF8.self)
      #expect(!text.contains("http://") && !text.contains("https://") && !text.contains("<script>"), "\(place)")
      let policy = try #require(response.headers["content-security-policy"])
      #expect(policy.hasPrefix("default-src 'none'") && !policy.contains("unsafe") && !policy.contains("http"))
      #expect(response.headers["x-content-type-options"] == "nosniff")
      #expect(response.headers["referrer-policy"] == "no-referrer" && response.headers["cache-control"] == "no-store")
    }
  }

  @Test func setupHasWordsAndSlidersInBothLanguages() async throws {
    let setup = try object(await get("setup"))
    let words = try #require(setup["words"] as? [String: [String: String]])
    for (name, word) in words {
      #expect(word["en"]?.isEmpty == false && word["zh"]?.isEmpty == false && word["en"] != word["zh"], "\(name)")
    }
    let script = String(decoding: await get("explorer.js").body, as: UTF8.self)
    let page = String(decoding: await get("").body, as: UTF8.self)
    let asked =
      script.matches(of: /(?:word|over|kind)\('(\w+)'/).map { String($0.1) }
      + page.matches(of: /data-word="(\w+)"/).map { String($0.1) }
    #expect(asked.count > 20)
    for name in asked { #expect(words[name] != nil, "the page asks for the word \(name)") }
    for name in words.keys {
      #expect(
        script.contains("'\(name)'") || page.contains("\"\(name)\"") || name.hasSuffix("Runs"),
        "\(name) is asked for by nobody")
    }
    let sliders = try #require(setup["sliders"] as? [[String: Any]])
    #expect(sliders.count > 15)
    for slider in sliders {
      let unit = try #require((slider["unit"] as? [String: String])?["zh"])
      #expect(unit.wholeMatch(of: /[^A-Za-z]*/) != nil, "\(slider["key"] ?? "") has the unit \(unit)")
    }
  }

  /// The first answer is of one round, later ones of more worlds; the last is that of a run of so many worlds.
  @Test func answersAreRefinedAndSaidInBothLanguages() async throws {
    #expect(await post("wish", wish()).status == .ok)
    let english = try await final()
    #expect(english["stage"] as? String == "done" && english["worlds"] as? Int == 4)
    let sentence = try #require(english["sentence"] as? String)
    #expect(sentence.contains("annual income per household") && sentence.contains("interval"), "\(sentence)")
    #expect(
      (english["pictures"] as? [String])?.isEmpty == false && (english["table"] as? String)?.contains("<table>") == true
    )
    let chinese = try object(await get("answer", "page=\(Self.page)&after=-1&lang=zh"))
    #expect((chinese["sentence"] as? String)?.contains("户均年收入") == true)
    let report = await get("report", "page=\(Self.page)&lang=zh")
    #expect(report.status == .ok && String(decoding: report.body, as: UTF8.self).contains("<html lang=\"zh\">"))
    #expect(report.headers["content-security-policy"]?.contains("script-src") == false)
  }

  /// What was begun before there was a page is the first page's, and no other's; it is what the page would have got without.
  @Test func theFirstPageFindsWhatWasBegun() async throws {
    site.begin()
    let (first, second) = ("00000000000000aa", "00000000000000bb")
    let begun = try object(await post("wish", wish(first)))
    #expect(begun["wish"] as? Int == 1)
    let found = try await final(first)
    #expect(await post("wish", wish(second)).status == .ok)
    #expect(await post("close", "{\"page\": \"\(first)\"}").status == .ok)
    #expect(try await final(second)["sentence"] as? String == found["sentence"] as? String)
    #expect(await get("answer", "page=\(first)&after=-1&lang=en").status == .gone)
  }

  /// Equal wishes have equal answers, whoever asks and whatever was asked before.
  @Test func twoPagesAtOnceGetTheSame() async throws {
    let (first, second) = ("00000000000000aa", "00000000000000bb")
    let lever = "{\"policy.centralHouseholds.training\": 3}"
    _ = await post("wish", wish(first, lever))
    _ = await post("wish", wish(second))
    let (a, b) = (try await final(first), try await final(second))
    #expect(a["sentence"] as? String != b["sentence"] as? String)
    _ = await post("wish", wish(second, lever))
    let again = try await final(second)
    #expect(again["sentence"] as? String == a["sentence"] as? String)
    #expect(again["answerWish"] as? Int == 2)
  }

  @Test func storiesAreOfTheSameHouseholdsUnderEachArm() async throws {
    _ = await post("wish", wish())
    let typical = try object(
      await post("household", "{\"page\": \"\(Self.page)\", \"language\": \"en\", \"household\": -1}"))
    let stories = try #require(typical["stories"] as? [[String: Any]])
    #expect(stories.count == 3 && Set(stories.compactMap { $0["number"] as? Int }).count == 3)
    for story in stories {
      #expect((story["sentences"] as? [String])?.count == 2 && (story["pictures"] as? [String])?.count == 2)
    }
    let number = try #require(stories[0]["number"] as? Int)
    let one = try object(
      await post("household", "{\"page\": \"\(Self.page)\", \"language\": \"en\", \"household\": \(number)}"))
    #expect((one["stories"] as? [[String: Any]])?.first?["title"] as? String == stories[0]["title"] as? String)
    for bad in [61, 1_000_000_000] {
      let none = await post("household", "{\"page\": \"\(Self.page)\", \"language\": \"en\", \"household\": \(bad)}")
      #expect(none.status == .conflict, "\(bad)")
    }
  }

  @Test func aLeverWithoutEffectChangesNothing() async throws {
    _ = await post("wish", wish())
    let before = try await final()
    _ = await post("wish", wish(Self.page, "{\"policy.centralHouseholds.outreach\": 1}"))
    let after = try await final()
    #expect(before["sentence"] as? String == after["sentence"] as? String)
    #expect(before["lines"] as? [String] == after["lines"] as? [String])
  }

  /// A thread of its own closes the page at its first answer: this test may wait for its turn until all worlds are computed.
  @Test func closingAPageEndsItsWork() async throws {
    let long = try SmallScene.scene(scratch, budget: 100_000, uncertainty: "none")
    let page = Exploration(long, long.firstWish, patience: .seconds(3600))
    Thread {
      while page.look().answer == nil, page.look().stage != .failed { usleep(1000) }
      page.close()
    }.start()
    while !page.hasEnded { try await Task.sleep(for: .milliseconds(5)) }
    #expect(page.look().answer != nil && page.look().stage == .computing)
  }

  @Test func requestsAfterClosingAreGone() async throws {
    _ = await post("wish", wish())
    #expect(await post("close", "{\"page\": \"\(Self.page)\"}").status == .ok)
    #expect(await get("answer", "page=\(Self.page)&after=-1&lang=en").status == .gone)
    #expect(await get("report", "page=\(Self.page)&lang=en").status == .gone)
    site.shut()
    #expect(await post("wish", wish()).status == .gone)
  }

  @Test func atMostEightPages() async throws {
    for number in 1...ExplorerSite.mostPages {
      #expect(await post("wish", wish("000000000000000\(number)")).status == .ok)
    }
    #expect(await post("wish", wish("00000000000000cc")).status == .tooMany)
    _ = await post("close", "{\"page\": \"0000000000000001\"}")
    #expect(await post("wish", wish("00000000000000cc")).status == .ok)
    site.shut()
  }

  @Test(arguments: [
    "", "{", "[]", "null", "{\"page\": 5}",
    "{\"page\": \"../../etc/passwd\", \"values\": {}, \"arms\": [\"none\", \"linkage\"]}",
    "{\"page\": \"00112233445566ff\", \"values\": {}, \"arms\": [\"none\", \"linkage\"], \"file\": \"/etc/passwd\"}",
    "{\"page\": \"00112233445566ff\", \"values\": {\"places.householdCount\": 1000000}, \"arms\": [\"none\", \"linkage\"]}",
    "{\"page\": \"00112233445566ff\", \"values\": {\"policy.centralHouseholds.outreach\": 1e300}, \"arms\": [\"none\", \"linkage\"]}",
    "{\"page\": \"00112233445566ff\", \"values\": {\"policy.centralHouseholds.outreach\": -1}, \"arms\": [\"none\", \"linkage\"]}",
    "{\"page\": \"00112233445566ff\", \"values\": {\"policy.centralHouseholds.outreach\": \"2\"}, \"arms\": [\"none\", \"linkage\"]}",
    "{\"page\": \"00112233445566ff\", \"values\": {\"policy.centralHouseholds.outreach\": true}, \"arms\": [\"none\", \"linkage\"]}",
    "{\"page\": \"00112233445566ff\", \"values\": {\"policy.centralHouseholds.outreach\": null}, \"arms\": [\"none\", \"linkage\"]}",
    "{\"page\": \"00112233445566ff\", \"values\": {}, \"arms\": [\"none\"]}",
    "{\"page\": \"00112233445566ff\", \"values\": {}, \"arms\": [\"none\", \"linkage\", \"linkage\"]}",
    "{\"page\": \"00112233445566ff\", \"values\": {}, \"arms\": [\"none\", \"linkage\", \"stronger\"]}",
    "{\"page\": \"00112233445566ff\", \"values\": {}}",
    String(repeating: "[", count: 8000), String(repeating: "a", count: 16_385),
  ])
  func badWishes(_ body: String) async {
    let response = await post("wish", body)
    #expect([.badRequest, .tooLarge].contains(response.status), "\(body.prefix(80)): \(response.status)")
    #expect(await get("answer", "page=\(Self.page)&after=-1&lang=en").status == .gone)
  }

  @Test(arguments: [
    "", "page=x&after=0&lang=en", "page=00112233445566ff&after=0", "page=00112233445566ff&after=x&lang=en",
    "page=00112233445566ff&after=0&lang=fr", "page=00112233445566ff&after=0&lang=en&lang=zh",
    "page=00112233445566ff&after=0&lang=en&x=1", "page=00112233445566ff&&after=0&lang=en",
    "page=%3Cscript%3E&after=0&lang=en",
  ])
  func badQueries(_ query: String) async {
    let status = await get("answer", query).status
    #expect(status == .badRequest || status == .gone, "\(query): \(status)")
  }

  @Test(arguments: ["../setup", "setup/", "scenario", "etc/passwd", "%2e%2e/", "explorer.js.map", "wish"])
  func unknownPlaces(_ place: String) async {
    #expect(await get(place).status == .notFound)
    #expect(await post("setup", "{\"page\": \"\(Self.page)\"}").status == .notFound)
  }
}

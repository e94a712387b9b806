import Foundation
import Testing

/// `khorshoo explore` as it is started: address, end, wrong arguments, and the lines of its guide.
@Suite struct ExploreCommandTests {
  private let scratch = Scratch()

  /// Starts it, waits for the address or its end, does something, and ends it by Ctrl-C.
  private func served(_ arguments: String, _ meanwhile: String = "") throws -> Command.Outcome {
    try Command.shell(
      """
      : > said
      khorshoo explore \(arguments) 2> said & pid=$!
      until [[ $(<said) == *http://* ]] || ! kill -0 $pid; do sleep 0.05; done
      address=$(grep -o 'http://[^#]*' said); port=${address#*1:}; port=${port%%/*}; token=${address##*:$port/}
      \(meanwhile)
      kill -INT $pid; wait $pid; code=$?
      cat said >&2
      exit $code
      """, in: scratch.folder)
  }

  @Test func itSaysAnAddressOfThisMachineAndEndsWithCtrlC() throws {
    try scratch.scenario()
    for (language, words) in [("en", "Ctrl-C ends it."), ("zh", "按 Ctrl-C 结束。")] {
      let outcome = try served("small.yaml --lang \(language)")
      #expect(outcome.exit == 0 && outcome.output.isEmpty, "\(outcome)")
      let address = try #require(
        outcome.errors.firstMatch(of: ##/http://127\.0\.0\.1:\d+/[0-9a-f]{32}/#lang=(\w+)/##))
      #expect(address.1 == language && outcome.errors.contains(words), "\(outcome)")
    }
  }

  /// The page is there for who knows the token, and for nobody else.
  @Test func thePageNeedsItsToken() throws {
    try scratch.scenario()
    let ask = { (path: String) in
      "exec 3<>/dev/tcp/127.0.0.1/$port; "
        + "printf 'GET \(path) HTTP/1.1\\r\\nHost: 127.0.0.1:%s\\r\\nConnection: close\\r\\n\\r\\n' $port >&3; head -1 <&3; exec 3>&-"
    }
    let outcome = try served("small.yaml", ask("/'$token'") + "\n" + ask("/"))
    let answers = outcome.output.split(whereSeparator: \.isNewline)
    #expect(
      answers.count == 2 && answers[0].hasPrefix("HTTP/1.1 200") && answers[1].hasPrefix("HTTP/1.1 404"), "\(outcome)")
  }

  @Test func aTakenPortIsSaid() throws {
    try scratch.scenario()
    let outcome = try served("small.yaml", "khorshoo explore small.yaml --port $port; echo \"exit $?\"")
    #expect(outcome.output.contains("exit 73") && outcome.errors.contains("[no-port]"), "\(outcome)")
  }

  @Test func aScenarioOfOneArmHasNothingToCompare() throws {
    try scratch.scenario()
    let outcome = try Command.run("explore", "small.yaml", "--arms", "none", in: scratch.folder)
    #expect(outcome.exit == 65 && outcome.errors.contains("[one-arm]"), "\(outcome)")
  }

  @Test(arguments: [["--port", "80"], ["--port", "70000"], ["--draws", "1"], ["--threads", "0"]])
  func wrongArgumentsAre64(_ arguments: [String]) throws {
    try scratch.scenario()
    let outcome = try Command.run(["explore", "small.yaml"] + arguments, in: scratch.folder)
    #expect(outcome.exit == 64 && outcome.errors.contains(arguments[0]), "\(outcome)")
  }

  /// Lines of the guide, on a small banner under the reference scenario's name.
  @Test func theGuideWorks() throws {
    try scratch.scenario(
      "scenarios/ewenki.yaml",
      "arms: {centralOnly: none, cooperativeOnly: none, stronger: none}\nrun: {years: 1, replicates: 30}")
    let guide = try String(
      contentsOfFile: Command.repository
        + "/Sources/KhorshooExplorer/KhorshooExplorer.docc/Exploring.md", encoding: .utf8)
    let lines = guide.split(separator: "\n").filter { $0.hasPrefix("    khorshoo explore ") }
    #expect(lines.count == 2, "the guide is written differently; adapt this test")
    for line in lines {
      let outcome = try served(String(line.dropFirst(21)))
      #expect(outcome.exit == 0 && outcome.errors.contains("http://127.0.0.1:"), "\(line): \(outcome)")
    }
  }
}

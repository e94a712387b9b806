import Foundation
import KhorshooReports
import KhorshooText
import Testing

@Suite struct ProgressLineUnitTests {
  private final class Screen: @unchecked Sendable { var texts: [String] = [] }

  private func line(_ style: ProgressLine.Style, _ language: Language = .english) -> (ProgressLine, Screen) {
    let screen = Screen()
    return (ProgressLine(style: style, language: language, start: 100) { screen.texts.append($0) }, screen)
  }

  @Test func aTerminalLineIsRewrittenTenTimesASecondAtMost() {
    var (line, screen) = line(.terminal)
    line.update(done: 0, total: 8, unitsDone: 0, at: 100.05)
    #expect(screen.texts == [])
    line.update(done: 1, total: 8, unitsDone: 3.1e6, at: 101)
    line.update(done: 2, total: 8, unitsDone: 6.2e6, at: 101.05)
    line.update(done: 7, total: 8, unitsDone: 25e6, at: 120)
    line.finish(done: 8, total: 8, unitsDone: 30e6, at: 125)
    #expect(
      screen.texts.map { $0.trimmingCharacters(in: .whitespaces) } == [
        "\r 12 %  3.10 M household-quarters/s  7 s left".trimmingCharacters(in: .whitespaces),
        "\r 87 %  1.25 M household-quarters/s  3 s left".trimmingCharacters(in: .whitespaces),
        "\r100 %  1.20 M household-quarters/s  in 25 s".trimmingCharacters(in: .whitespaces),
        "\n".trimmingCharacters(in: .whitespaces),
      ])
    #expect(screen.texts[2].count == screen.texts[1].count, "a shorter text covers the longer one")
  }

  @Test func aLogGetsALineEveryTenSeconds() {
    var (line, screen) = line(.log)
    for second in 1...35 {
      line.update(done: second, total: 7200, unitsDone: Double(second) * 950, at: 100 + Double(second))
    }
    #expect(
      screen.texts == [
        "  0 %  950 household-quarters/s  1 h 59 min left\n", "  0 %  950 household-quarters/s  1 h 59 min left\n",
        "  0 %  950 household-quarters/s  1 h 59 min left\n",
      ])
  }

  @Test func chinese() {
    var (line, screen) = line(.log, .chinese)
    line.update(done: 1, total: 4, unitsDone: 1e6, at: 124)
    line.finish(done: 4, total: 4, unitsDone: 4e6, at: 196)
    #expect(screen.texts == [" 25 %  41.7 k 户·季/秒  剩余 1 分 12 秒\n", "100 %  41.7 k 户·季/秒  用时 1 分 36 秒\n"])
  }

  @Test func quietIsSilentAndAMessageCanTakeThePlace() {
    var (quiet, silent) = line(.quiet)
    quiet.update(done: 1, total: 2, unitsDone: 1, at: 1e9)
    quiet.finish(done: 2, total: 2, unitsDone: 2, at: 2e9)
    quiet.clear()
    #expect(silent.texts == [])
    var (line, screen) = line(.terminal)
    line.clear()
    line.update(done: 1, total: 2, unitsDone: 0, at: 101)
    line.clear()
    #expect(screen.texts.count == 2)
    #expect(screen.texts[1].allSatisfy { $0 == "\r" || $0 == " " } && screen.texts[1].hasSuffix("\r"))
    #expect(ProgressLine.Style.forStandardError(quiet: true) == .quiet)
  }

  @Test func nothingToDoIsDone() {
    var (line, screen) = line(.log)
    line.finish(done: 0, total: 0, unitsDone: 0, at: 100)
    #expect(screen.texts == ["100 %  in 0 s\n"])
  }
}

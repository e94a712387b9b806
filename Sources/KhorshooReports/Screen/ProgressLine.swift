import Foundation
import KhorshooText

/// How far a run has got, for the person who waits: share done, speed, time left.
///
/// On a terminal one line that is rewritten, elsewhere (a log) a line every ten seconds at most. Takes the time as a
/// number, so that a test can hold the clock. Not safe for several threads at once: guard it.
public struct ProgressLine: Sendable {
  /// Where the text goes.
  public enum Style: Sendable, Equatable {
    /// A terminal: one line, rewritten ten times a second at most.
    case terminal
    /// A log: a line every ten seconds at most.
    case log
    /// Nowhere.
    case quiet

    /// What suits standard error: quiet when asked, a log when it is no terminal or a terminal that cannot rewrite a line.
    public static func forStandardError(quiet: Bool) -> Style {
      if quiet { return .quiet }
      let canRewrite = isatty(2) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
      return canRewrite ? .terminal : .log
    }
  }

  private let style: Style
  private let language: Language
  private let write: @Sendable (String) -> Void
  private let start: Double
  private var lastShown: Double
  private var shownWidth = 0

  /// Starts the clock.
  ///
  /// - Parameters:
  ///   - style: see ``Style/forStandardError(quiet:)``.
  ///   - start: time now, in seconds of any clock.
  ///   - write: takes the text; standard error when left out.
  public init(
    style: Style, language: Language = .english, start: Double,
    write: @escaping @Sendable (String) -> Void = ProgressLine.writeToStandardError
  ) {
    self.style = style
    self.language = language
    self.write = write
    self.start = start
    lastShown = start
  }

  /// Says how far the run is, when enough time has gone by.
  ///
  /// - Parameters:
  ///   - done: pieces of work finished, such as blocks.
  ///   - total: pieces of work in all.
  ///   - unitsDone: household-quarters simulated so far.
  ///   - note: what else is to be said, such as failures so far.
  ///   - time: time now, in seconds of the clock of `start`.
  public mutating func update(done: Int, total: Int, unitsDone: Double, note: String = "", at time: Double) {
    let interval =
      switch style {
      case .terminal: 0.1
      case .log: 10.0
      case .quiet: Double.infinity
      }
    guard time - lastShown >= interval else { return }
    lastShown = time
    show(line(done, total, unitsDone, note, time))
  }

  private func line(_ done: Int, _ total: Int, _ unitsDone: Double, _ note: String, _ time: Double) -> String {
    Self.text(done: done, total: total, unitsDone: unitsDone, seconds: time - start, language: language)
      + (note.isEmpty ? "" : "  " + note)
  }

  /// Says what was done in which time, and ends the line.
  public mutating func finish(done: Int, total: Int, unitsDone: Double, note: String = "", at time: Double) {
    guard style != .quiet else { return }
    show(line(done, total, unitsDone, note, time))
    if style == .terminal { write("\n") }
    shownWidth = 0
  }

  /// Clears the rewritten line, so that a message can take its place.
  public mutating func clear() {
    guard style == .terminal, shownWidth > 0 else { return }
    write("\r" + String(repeating: " ", count: shownWidth) + "\r")
    shownWidth = 0
  }

  /// Writes to standard error; what cannot be written is let go.
  @Sendable public static func writeToStandardError(_ text: String) {
    try? OutputFile(descriptor: 2, name: "standard error").write(text)
  }

  private mutating func show(_ text: String) {
    guard style == .terminal else { return write(text + "\n") }
    let width = DisplayWidth.of(text)
    write("\r" + DisplayWidth.padded(text, to: shownWidth))
    shownWidth = width
  }

  /// ` 42 %  3.10 M household-quarters/s  1 min 12 s left`; when all is done, the time it took.
  static func text(
    done: Int, total: Int, unitsDone: Double, seconds: Double, language: Language
  ) -> String {
    let share = total > 0 ? Double(done) / Double(total) : 1
    let percent = min(100, Int(share * 100))  // rounded down: 100 % only when all is done
    var parts = [String(repeating: " ", count: 3 - String(percent).count) + "\(percent) %"]
    if seconds > 0, unitsDone > 0 {
      parts.append(ScreenWords.speed(ReadableNumber.short(unitsDone / seconds))[language])
    }
    if done >= total {
      parts.append(ScreenWords.took(duration(seconds))[language])
    } else if done > 0 {
      parts.append(ScreenWords.left(duration(seconds * (1 - share) / share))[language])
    }
    return parts.joined(separator: "  ")
  }

  /// `8 s`, `1 min 12 s`, `2 h 5 min`: the two largest units.
  static func duration(_ seconds: Double) -> LocalizedText {
    let whole = Int(min(max(seconds, 0), 1e9).rounded(.up))
    let (hours, minutes, rest) = (whole / 3600, whole / 60 % 60, whole % 60)
    func text(_ parts: (number: Int, unit: LocalizedText)...) -> LocalizedText {
      LocalizedText(
        en: parts.map { "\($0.number) \($0.unit.en)" }.joined(separator: " "),
        zh: parts.map { "\($0.number) \($0.unit.zh)" }.joined(separator: " "))
    }
    if hours > 0 { return text((hours, ScreenWords.hours), (minutes, ScreenWords.minutes)) }
    if minutes > 0 { return text((minutes, ScreenWords.minutes), (rest, ScreenWords.seconds)) }
    return text((rest, ScreenWords.seconds))
  }
}

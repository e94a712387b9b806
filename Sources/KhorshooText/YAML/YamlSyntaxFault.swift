import Yams

/// A parser's complaint in words that help: where, what, and what is usually the cause.
struct YamlSyntaxFault {
  let code: String
  let mark: Mark
  let message: String

  /// Nil for an error that has no place.
  init?(_ error: any Error, _ text: YamlText) {
    guard let error = error as? YamlError else { return nil }
    switch error {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      if problem.contains("another document") {
        self.init(
          code: "several-documents", mark: mark, message: "found a second document ('---'); one file is one scenario")
      } else {
        let started = context.map { " (\($0.text), begun on line \($0.mark.line))" } ?? ""
        self.init(
          code: "yaml-syntax", mark: mark,
          message: "\(problem)\(started); \(Self.hint(problem, mark, context?.mark, text))")
      }
    default: return nil
    }
  }

  private init(code: String, mark: Mark, message: String) {
    self.code = code
    self.mark = mark
    self.message = message
  }

  private static func hint(_ problem: String, _ mark: Mark, _ begun: Mark?, _ text: YamlText) -> String {
    if text.hasTabIndentation(line: mark.line) || (begun.map { text.hasTabIndentation(line: $0.line) } ?? false) {
      return "indent with spaces: a tab cannot indent in YAML"
    }
    if problem.contains("mapping values are not allowed") {
      return "put a text that contains ': ' in quotes, or check the indentation"
    }
    if problem.contains("found unexpected end of stream") { return "close the quote" }
    if problem.contains("',' or") { return "close the bracket, or put a comma between values" }
    if problem.contains("could not find expected ':'") { return "write 'key: value' with a colon and a space" }
    if problem.contains("expected key") || problem.contains("block") {
      return "keys of one group begin in the same column"
    }
    if problem.contains("depth") || problem.contains("nesting") { return "a scenario needs far less nesting" }
    return "put the text in quotes, or check the indentation"
  }
}

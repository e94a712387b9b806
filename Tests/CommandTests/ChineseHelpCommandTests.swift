import Foundation
import Testing

/// With `--lang zh` help is Chinese but for names, values, examples and references.
@Suite struct ChineseHelpCommandTests {
  private struct Declared: Decodable {
    struct Argument: Decodable {
      var abstract: String?
      var valueName: String?
      var names: [Name]?
    }
    struct Name: Decodable { var name: String }
    var commandName: String
    var abstract: String?
    var discussion: String?
    var subcommands: [Declared]?
    var arguments: [Argument]?

    /// Every command with the words that call it.
    func all(_ above: [String]) -> [(words: [String], command: Declared)] {
      [(above, self)] + (subcommands ?? []).flatMap { $0.all(above + [$0.commandName]) }
    }
  }

  /// All commands as the parser knows them, its own `help` among them.
  private static func commands() throws -> [(words: [String], command: Declared)] {
    struct Dump: Decodable { var command: Declared }
    let dump = try Command.run("--experimental-dump-help")
    return try JSONDecoder().decode(Dump.self, from: Data(dump.output.utf8)).command.all([])
  }

  /// What a command says in words: of itself, of its options, and the names of values that are not those of options.
  private static func texts(of command: Declared) -> Set<String> {
    let lines = (command.discussion ?? "").split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    let arguments = command.arguments ?? []
    let values = arguments.filter { $0.valueName != $0.names?.last?.name }.compactMap(\.valueName).map { "<\($0)>" }
    return Set(([command.abstract] + arguments.map(\.abstract)).compactMap(\.self) + lines + values).subtracting([""])
  }

  /// Keys of the table of phrases, and whether a text is one of them or fits one with a gap.
  private static let keys = lines(of: "help.zh.txt")

  /// What stands before the arrows of a table of phrases.
  private static func lines(of name: String) -> [String] {
    let path = Command.repository + "/Sources/KhorshooCommands/Resources/" + name
    let lines = (try? String(contentsOfFile: path, encoding: .utf8))?.split(separator: "\n") ?? []
    return lines.map { $0.components(separatedBy: " => ")[0] }
  }

  private static func fits(_ text: String, _ key: String) -> Bool {
    let parts = key.components(separatedBy: "{}")
    return parts.count == 1 ? text == key : text.hasPrefix(parts[0]) && text.hasSuffix(parts[parts.count - 1])
  }

  /// Lines that are examples, what goes on from one, values that are written as they stand, and lines of formulas and names.
  private static func needsNone(_ text: String) -> Bool {
    if text.hasPrefix("<") { return text.wholeMatch(of: #/<[a-z]+>/#) == nil }
    // Where help in Chinese is.
    if text.hasPrefix("中文") { return true }
    return
      text.hasPrefix("khorshoo ") || text.hasPrefix("--") && !text.contains(". ") && !text.contains(": ")
      || ChineseMessagesCommandTests.english(in: text).isEmpty && text.contains { ":={,".contains($0) }
  }

  @Test func everyTextHasItsPhraseAndEveryPhraseItsText() throws {
    let texts = try Self.commands().reduce(into: Set<String>()) { $0.formUnion(Self.texts(of: $1.command)) }
    #expect(texts.count > 300 && Self.keys.count > 300)
    for text in texts.sorted() where !Self.needsNone(text) {
      #expect(Self.keys.contains { Self.fits(text, $0) }, "help.zh.txt has no phrase for: \(text)")
    }
    for key in Self.keys.dropFirst(Self.ofTheParser) {
      #expect(texts.contains { Self.fits($0, key) }, "no command says: \(key)")
    }
    #expect(Set(Self.keys).count == Self.keys.count, "a phrase stands twice")
  }

  /// Words of the parser, which stand first and in no declaration.
  private static let ofTheParser = 11

  @Test func helpOfEveryCommandIsChinese() throws {
    for (words, _) in try Self.commands() {
      let help = try Command.run(words + ["--help", "--lang", "zh"])
      #expect(help.exit == 0 && help.errors.isEmpty && help.output.hasPrefix("概述："), "\(help)")
      for line in help.output.split(separator: "\n") {
        let left = Self.english(in: String(line))
        #expect(left.isEmpty, "khorshoo \(words.joined(separator: " ")) --help: \(left) in: \(line)")
      }
    }
  }

  /// Words of English in a line that is no example, with capitals or small, behind what is a name of an option or a value.
  static func english(in line: String) -> [String] {
    let text = line.replacing(#/--?[A-Za-z][A-Za-z-]*/#, with: "·")
    guard text.contains(where: { !$0.isASCII && $0 != "·" }) else { return [] }
    return text.matches(of: #/[A-Za-z]{2,}( [a-z]{2,})+/#).map { String($0.output.0) }
      .filter { !$0.hasPrefix("khorshoo ") }
  }

  @Test func helpIsFoundAsEnglishHelpIs() throws {
    let root = try Command.run("--help", "--lang", "zh")
    #expect(root.exit == 0 && root.output.contains("子命令：") && root.output.contains("退出码"), "\(root)")
    let run = try Command.run("run", "--help", "--lang=zh")
    #expect(run.output.contains("--threads <值>") && run.output.contains("线程数；默认用全部核心。"), "\(run)")
    #expect(run.output.contains("（可选值：en、zh；默认：en）"), "\(run)")
    for words in [["help", "run", "--lang", "zh"], ["--lang", "zh", "run", "--help"], ["run", "-h", "--lang", "zh"]] {
      #expect(try Command.run(words).output == run.output, "\(words)")
    }
    #expect(try Command.run("--lang", "zh").output == root.output)
    #expect(try Command.run("--version", "--lang", "zh").output == Command.run("--version").output)
    let english = try Command.run("run", "--help")
    #expect(try Command.run("run", "--help", "--lang", "en").output == english.output)
    #expect(english.output.hasPrefix("OVERVIEW: ") && english.output.contains("SUBCOMMANDS") == false)
    let script = try Command.run("--generate-completion-script", "bash")
    #expect(try Command.run("--generate-completion-script", "bash", "--lang", "zh").output == script.output)
  }

  /// A Chinese character takes two columns.
  @Test func linesKeepWithinTheScreen() throws {
    let help = try Command.run("run", "--help", "--lang", "zh")
    for line in help.output.split(separator: "\n") where !line.hasPrefix("用法") && !line.contains("khorshoo") {
      let columns = line.unicodeScalars.reduce(0) { $0 + ($1.value > 0x2E80 ? 2 : 1) }
      #expect(columns <= 80, "\(columns) columns: \(line)")
      #expect(!"，。；：、）”".contains(line.drop { $0 == " " }.first ?? " "), "\(line)")
    }
  }

  /// Where a parameter is from is said in Chinese but for citations.
  @Test func everySourceOfAParameterHasItsPhrase() throws {
    struct Row: Decodable { var source: String }
    func sources(_ language: String) throws -> [String] {
      let outcome = try Command.run("parameters", "--format", "json", "--lang", language)
      return try JSONDecoder().decode([Row].self, from: Data(outcome.output.utf8)).map(\.source)
    }
    let (english, chinese) = (try sources("en"), try sources("zh"))
    #expect(english.count == chinese.count && english.count > 700)
    for (before, after) in zip(english, chinese) where !before.contains("(Wang Meng 2020)") && !before.contains("报网") {
      #expect(after.contains { !$0.isASCII } || before.hasPrefix("NY/T"), "sources.zh.txt has no phrase for: \(before)")
    }
    let keys = Self.lines(of: "sources.zh.txt")
    for key in keys { #expect(english.contains(key), "no parameter has the source: \(key)") }
    let table = try Command.run("parameters", "--lang", "zh")
    #expect(table.output.contains("元/社员·年") && table.output.contains("个苏木") && !table.output.contains("per year"))
  }

  @Test(arguments: [
    (["run"], "缺少参数 “<情景>”"), (["run", "x.yaml", "--treads", "2"], "没有选项 “--treads”，是否指 “--threads”？"),
    (["run", "x.yaml", "--threads", "many"], "值 “many” 不适用于 “--threads <值>”"),
    (["run", "x.yaml", "--threads"], "“--threads <值>” 缺少取值"), (["run", "x.yaml", "more"], "多余的参数 “more”"),
    (["run", "x.yaml", "--quiet=1"], "选项 “--quiet” 不取值"), (["rum"], "多余的参数 “rum”"),
    (["diffusion", "seeds", "--method", "best"], "请给出以下之一："), (["status"], "缺少参数 “<文件夹>”"),
    (["decide", "x.yaml", "--draws", "many"], "--draws <值>  抽取的世界数，每个 16 次重复；代替 --replicates。"),
  ]) func wrongArgumentsAreToldInChinese(_ arguments: [String], _ words: String) throws {
    let outcome = try Command.run(arguments + ["--lang", "zh"])
    #expect(outcome.exit == 64 && outcome.output.isEmpty && outcome.errors.contains(words), "\(outcome)")
    #expect(outcome.errors.contains("用法：khorshoo"), "\(outcome)")
    for line in outcome.errors.split(separator: "\n") where !line.hasPrefix("  - ") {
      #expect(Self.english(in: String(line)).isEmpty && line.contains { !$0.isASCII }, "\(line)")
    }
  }
}

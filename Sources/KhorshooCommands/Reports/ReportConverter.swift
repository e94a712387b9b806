import Foundation
import KhorshooReports
import KhorshooText

/// A report as a document of an office: by a program that is there, else refused with what to install.
///
/// - Proof: `ReportFormsCommandTests`.
enum ReportConverter {
  /// What a file is, by its name.
  enum Form: String {
    case pdf, docx

    /// Nil for a page as it is.
    init?(of path: String) { self.init(rawValue: (path as NSString).pathExtension.lowercased()) }

    /// Programs that write it, the first that is there is taken.
    fileprivate var programs: [String] {
      switch self {
      case .pdf: ["chromium", "chromium-browser", "google-chrome"]
      case .docx: ["pandoc"]
      }
    }

    fileprivate var remedy: String {
      switch self {
      case .pdf: "install one, such as apt-get install chromium, or print the .html from any browser"
      case .docx: "install it with apt-get install pandoc librsvg2-bin, or open the .html in a word processor"
      }
    }

    fileprivate func arguments(_ page: String, _ out: String) -> [String] {
      switch self {
      case .pdf:
        // A browser of a system administrator starts without its sandbox only; the page is ours and loads nothing.
        (geteuid() == 0 ? ["--no-sandbox"] : []) + [
          "--headless", "--disable-gpu", "--no-pdf-header-footer", "--print-to-pdf=" + out, "file://" + page,
        ]
      case .docx: ["--from", "html", "--to", "docx", "--output", out, page]
      }
    }
  }

  /// Writes a page in a form.
  ///
  /// - Throws: `UserError` 73 `no-converter`, 74 `converter-failed`.
  static func write(_ page: String, as form: Form, to path: String) throws {
    let program = form.programs.lazy.compactMap(executable).first
    guard let program else {
      throw UserError(
        .cannotCreate,
        [
          Diagnostic(
            code: "no-converter", path: path,
            message: "needs \(form.programs.joined(separator: " or ")), which is not there; \(form.remedy)")
        ])
    }
    let folder = try TemporaryFolder()
    let (source, made) = (folder.path + "/report.html", folder.path + "/report." + form.rawValue)
    try (form == .docx ? withPictureFiles(page, in: folder.path) : page).write(
      toFile: source, atomically: false, encoding: .utf8)
    let (status, words) = try run(program, form.arguments(source, made), in: folder.path)
    guard status == 0, FileManager.default.fileExists(atPath: made) else {
      let last = words.split(separator: "\n").last.map { ": \($0)" } ?? ""
      throw UserError(
        .cannotWrite,
        [
          Diagnostic(
            code: "converter-failed", path: path,
            message:
              "\(program) ended with \(status)\(last); write the page as .html, and convert it by another program")
        ])
    }
    let content = try MappedFile(made)
    defer { withExtendedLifetime(content) {} }
    let whole = try WholeFile(path)
    try whole.output.write(content.bytes)
    try whole.finish()
  }

  /// Runs a program that finds its settings in a folder of its own.
  ///
  /// - Returns: its exit code, and what it said on standard error.
  private static func run(
    _ program: String, _ arguments: [String], in folder: String
  ) throws -> (status: Int32, words: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.environment = ProcessInfo.processInfo.environment.merging(["HOME": folder]) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    let said = Pipe()
    process.standardError = said
    try process.run()
    let words = said.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: words, as: UTF8.self))
  }

  /// The page with its pictures as files beside it: word processors know no pictures within a page.
  private static func withPictureFiles(_ page: String, in folder: String) throws -> String {
    var text = page
    for (name, picture) in ReportPictures.files(of: page) {
      try picture.write(toFile: folder + "/" + name, atomically: false, encoding: .utf8)
      guard let range = text.range(of: picture) else { continue }
      text.replaceSubrange(range, with: "<img src=\"\(name)\" style=\"width:16cm\">")
    }
    return text
  }

  private static func executable(_ name: String) -> String? {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(name)" }
      .first { access($0, X_OK) == 0 }
  }
}

/// The pictures of a page, each as a file of its own.
enum ReportPictures {
  /// Name and content of each, in the order of the page: `1-who-gains.svg`.
  static func files(of page: String) -> [(name: String, svg: String)] {
    page.matches(of: #/<svg [\s\S]*?<\/svg>/#).enumerated().map { index, match in
      let svg = String(match.output)
      let title = svg.firstMatch(of: #/font-weight="bold"[^>]*>([^<]+)</#).map { String($0.1) } ?? ""
      let words = title.lowercased().split { !$0.isLetter && !$0.isNumber }.prefix(8).joined(separator: "-")
      return ("\(index + 1)" + (words.isEmpty ? "" : "-" + words) + ".svg", svg)
    }
  }

  /// Writes them into a folder, which is made when it is missing.
  ///
  /// - Throws: `UserError` 73, 74.
  static func write(_ page: String, into folder: String) throws {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw UserError(
        .cannotCreate,
        [Diagnostic(code: "cannot-create", path: folder, message: "cannot be made: \(error.localizedDescription)")])
    }
    for (name, svg) in files(of: page) {
      let whole = try WholeFile(folder + "/" + name)
      try whole.output.write(svg)
      try whole.finish()
    }
  }
}

import Foundation
import Testing

/// A report in the forms of an office, and its pictures as files.
@Suite struct ReportFormsCommandTests {
  private func folder() throws -> Scratch {
    let scratch = Scratch()
    try scratch.scenario()
    let outcome = try Command.run("run", "small.yaml", "--out", "r", "--quiet", in: scratch.folder)
    try #require(outcome.exit == 0, "\(outcome)")
    return scratch
  }

  @Test func everyPictureIsAFileWhenAskedFor() throws {
    let scratch = try folder()
    let outcome = try Command.run("report", "r", "--figures", in: scratch.folder)
    #expect(outcome.exit == 0 && outcome.output == "r.html\nr-figures\n", "\(outcome)")
    let names = try #require(scratch.names(in: "r-figures")).sorted()
    #expect(names.count == 7 && names.contains("2-who-gains.svg"), "\(names)")
    let page = String(decoding: try #require(scratch.content("r.html")), as: UTF8.self)
    for name in names {
      let svg = String(decoding: try #require(scratch.content("r-figures/" + name)), as: UTF8.self)
      #expect(svg.hasPrefix("<svg ") && svg.hasSuffix("</svg>") && page.contains(svg))
    }
  }

  /// Stand-ins for the programs: what they are given, and what comes of it.
  @Test func formsAreWrittenByAProgramThatIsThere() throws {
    let scratch = try folder()
    let none = try Command.shell(
      "k=$(command -v khorshoo); PATH=/nowhere $k report r --out r.pdf; a=$?; PATH=/nowhere $k report r --out r.docx; "
        + "echo $a $?", in: scratch.folder)
    #expect(none.output.hasSuffix("73 73\n") && none.errors.contains("[no-converter]"), "\(none)")
    #expect(none.errors.contains("chromium") && none.errors.contains("pandoc") && scratch.content("r.pdf") == nil)
    try scratch.write(
      "#!/bin/sh\nfor a in \"$@\"; do case $a in --print-to-pdf=*) o=${a#*=};; file://*) i=${a#file://};; esac; done\n"
        + "grep -c '<svg ' \"$i\" > \"$o\"\n", as: "bin/chromium")
    try scratch.write(
      "#!/bin/sh\nwhile [ $# -gt 1 ]; do [ \"$1\" = --output ] && o=$2; shift; done\n"
        + "grep -c '<svg ' \"$1\"; grep -o '<img src=\"[^\"]*\"' \"$1\" > \"$o\"\n", as: "bin/pandoc")
    let made = try Command.shell(
      "chmod +x bin/*; export PATH=$PWD/bin:$PATH; khorshoo report r --out r.pdf && khorshoo report r --out r.docx",
      in: scratch.folder)
    #expect(made.exit == 0 && made.output == "r.pdf\nr.docx\n", "\(made)")
    #expect(String(decoding: scratch.content("r.pdf") ?? Data(), as: UTF8.self) == "7\n")
    let pictures = String(decoding: scratch.content("r.docx") ?? Data(), as: UTF8.self)
    #expect(pictures.split(separator: "\n").count == 7 && pictures.contains("src=\"2-who-gains.svg\""), "\(pictures)")
    try scratch.write("#!/bin/sh\necho no fonts >&2\nexit 3\n", as: "bin/chromium")
    let failed = try Command.shell(
      "chmod +x bin/*; export PATH=$PWD/bin:$PATH; khorshoo report r --out again.pdf", in: scratch.folder)
    #expect(
      failed.exit == 74 && failed.errors.contains("[converter-failed]") && failed.errors.contains("no fonts"),
      "\(failed)")
    #expect(scratch.content("again.pdf") == nil)
  }
}

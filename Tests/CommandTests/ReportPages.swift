import Foundation
import Testing

extension Scratch {
  /// A page that needs no network, whose pictures are well-formed.
  func page(_ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> String {
    let page = String(
      decoding: try #require(content(name), "no file \(name)", sourceLocation: sourceLocation), as: UTF8.self)
    let addresses = page.replacing("http://www.w3.org/2000/svg", with: "")
    for word in ["http:", "https:", "<script", "src=", "url(", "@import"] {
      #expect(!addresses.contains(word), "\(word) in \(name)", sourceLocation: sourceLocation)
    }
    let none = page.firstMatch(of: #/\b(nan|NaN|inf|INF)\b/#)
    #expect(none == nil, "a number that is none", sourceLocation: sourceLocation)
    let check =
      "import xml.dom.minidom,re,sys;p=open(sys.argv[1],encoding=\"utf-8\").read();"
      + "[xml.dom.minidom.parseString(s) for s in re.findall(\"<svg.*?</svg>\",p,re.S)]"
    let outcome = try Command.shell("python3 -c '\(check)' \(name)", in: folder)
    #expect(outcome.exit == 0, "\(name): \(outcome)", sourceLocation: sourceLocation)
    return page
  }

  /// The page of a folder in a language, as `khorshoo report` writes it.
  func report(_ folder: String, _ language: String) throws -> String {
    let name = "\(folder)-\(language).html"
    let outcome = try Command.run("report", folder, "--lang", language, "--out", name, in: self.folder)
    #expect(outcome.exit == 0 && outcome.output == name + "\n", "\(outcome)")
    return try page(name)
  }
}

/// A number as a report has it: with a sign, commas and so many decimals.
func signed(_ number: Double, decimals: Int = 0) -> String {
  let digits = String(format: "%.\(decimals)f", abs(number))
  let parts = digits.split(separator: ".")
  var whole = ""
  for (index, digit) in parts[0].enumerated() {
    if index > 0, (parts[0].count - index) % 3 == 0 { whole.append(",") }
    whole.append(digit)
  }
  return (number < 0 ? "-" : "+") + whole + (parts.count > 1 ? "." + parts[1] : "")
}

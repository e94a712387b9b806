import Foundation

/// What all pictures have around what they show: a white ground, title and subtitle.
struct FigureFrame {
  let title, subtitle: String
  let width, height: Double
  var fontSize = 14, titleSize = 18.0

  /// The picture with these parts, the same bytes for the same numbers.
  func svg(_ parts: [String]) -> String {
    """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width.coordinate) \(height.coordinate)" \
    font-size="\(fontSize)" font-family="Helvetica, Arial, 'Noto Sans CJK SC', 'Microsoft YaHei', sans-serif">
    <rect width="100%" height="100%" fill="#ffffff"/>
    <text x="16" y="\((titleSize + 10).shortest)" font-size="\(titleSize.shortest)" font-weight="bold">\(Markup.escaped(title))</text>
    <text x="16" y="\((titleSize + 30).shortest)" fill="#555555">\(Markup.escaped(subtitle))</text>
    \(parts.joined(separator: "\n"))
    </svg>

    """
  }
}

extension Double {
  /// A whole number without a point.
  fileprivate var shortest: String { String(format: "%g", self) }

  /// As it stands in a picture: two digits after the point.
  var coordinate: String { String(format: "%.2f", self) }
}

/// Pages and pictures as text.
package enum Markup {
  /// A text between tags or within quotation marks.
  package static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;").replacing(
      "\"", with: "&quot;")
  }
}

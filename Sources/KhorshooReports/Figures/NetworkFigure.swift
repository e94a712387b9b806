import Foundation
import KhorshooText

/// A network as a picture: ties as lines, households as circles whose area is their number of ties and whose colour their group.
public struct NetworkFigure: Sendable {
  private let title, subtitle: String
  private let x, y: [Double]
  private let ties: [(Int, Int)]
  private let degrees, groups: [Int]
  private let key: [String]
  private static let (size, left, top, foot) = (620.0, 16.0, 64.0, 19.0)

  /// Groups from 0; `key` names the first seven of them, those beyond are grey.
  public init(
    title: String, subtitle: String, x: [Double], y: [Double], ties: [(Int, Int)], groups: [Int], key: [String]
  ) {
    precondition(x.count == y.count && groups.count == x.count, "\(x.count), \(y.count) and \(groups.count) places")
    (self.title, self.subtitle, self.x, self.y, self.ties, self.groups) = (title, subtitle, x, y, ties, groups)
    self.key = Array(key.prefix(FigureParts.colours.count))
    var degrees = [Int](repeating: 0, count: x.count)
    for (a, b) in ties {
      degrees[a] += 1
      degrees[b] += 1
    }
    self.degrees = degrees
  }

  /// The picture, the same bytes for the same network.
  public var svg: String {
    let (low, high) = (x.min() ?? 0, x.max() ?? 0)
    let (floor, roof) = (y.min() ?? 0, y.max() ?? 0)
    let scale = (Self.size - 2 * Self.left) / max(high - low, roof - floor, 1)
    let height = Self.top + (roof - floor) * scale + 24
    func place(_ h: Int) -> (String, String) {
      (Self.text(Self.left + (x[h] - low) * scale), Self.text(Self.top + (y[h] - floor) * scale))
    }
    let opacity = ties.count > 2000 ? 0.15 : 0.35
    let lines = ties.map { a, b -> String in
      let (from, to) = (place(a), place(b))
      return "M\(from.0) \(from.1)L\(to.0) \(to.1)"
    }
    let unit = min(4, 0.35 * scale)
    let circles = x.indices.map { h -> String in
      let (cx, cy) = place(h)
      let radius = unit * (0.5 + 0.35 * Double(degrees[h]).squareRoot())
      return "<circle cx=\"\(cx)\" cy=\"\(cy)\" r=\"\(Self.text(max(0.6, radius)))\" fill=\"\(colour(groups[h]))\"/>"
    }
    let keys = key.enumerated().map { k, name -> String in
      let row = height + Self.foot * Double(k)
      return "<circle cx=\"24\" cy=\"\(Self.text(row - 4))\" r=\"5\" fill=\"\(colour(k))\"/>"
        + "<text x=\"36\" y=\"\(Self.text(row))\">\(Markup.escaped(name))</text>"
    }
    let frame = FigureFrame(
      title: title, subtitle: subtitle, width: Self.size, height: height + Self.foot * Double(key.count))
    let net =
      "<path d=\"\(lines.joined())\" stroke=\"#555555\" stroke-opacity=\"\(opacity)\" stroke-width=\"0.7\" fill=\"none\"/>"
    return frame.svg([net] + circles + keys)
  }

  /// Grey for groups beyond the colours.
  private func colour(_ group: Int) -> String {
    FigureParts.colours.indices.contains(group) ? FigureParts.colours[group] : "#999999"
  }

  private static func text(_ number: Double) -> String { String(format: "%.1f", number) }
}

/// Finds what a mistyped name was probably meant to be.
package enum Nearest {
  /// `; did you mean 'x'?`, or the known names when they are few, or nothing.
  package static func hint(_ name: String, among known: [String], listed: Int = 12) -> String {
    if let match = match(name, among: known) { return "; did you mean '\(match)'?" }
    guard !known.isEmpty, known.count <= listed else { return "" }
    return "; known: \(known.joined(separator: ", "))"
  }

  /// The known name at the least edit distance, nil when none is near (a third of its letters, at least one).
  package static func match(_ name: String, among known: [String]) -> String? {
    let typed = Array(name.lowercased())
    guard !typed.isEmpty, typed.count <= 64 else { return nil }
    var best: (name: String, distance: Int)?
    for candidate in known where !candidate.isEmpty {
      let letters = Array(candidate.lowercased())
      let limit =
        max(typed.count, letters.count) == 1 && typed != letters ? 0 : max(1, max(typed.count, letters.count) / 3)
      guard abs(letters.count - typed.count) <= limit else { continue }
      let distance = distance(typed, letters)
      if distance <= limit, distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.name
  }

  /// Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment).
  private static func distance(_ left: [Character], _ right: [Character]) -> Int {
    guard !left.isEmpty, !right.isEmpty else { return max(left.count, right.count) }
    var before: [Int] = []
    var previous = Array(0...right.count)
    for i in 1...left.count {
      var current = [i]
      for j in 1...right.count {
        let isSame = left[i - 1] == right[j - 1]
        var least = min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + (isSame ? 0 : 1))
        if i > 1, j > 1, left[i - 1] == right[j - 2], left[i - 2] == right[j - 1] {
          least = min(least, before[j - 2] + 1)
        }
        current.append(least)
      }
      before = previous
      previous = current
    }
    return previous[right.count]
  }
}

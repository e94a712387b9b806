/// The least value of a function of a few numbers, by a simplex that walks downhill; derivatives are not needed.
///
/// - Source: Nelder and Mead 1965, doi:10.1093/comjnl/7.4.308, with its coefficients 1, 2, 1/2 and 1/2.
/// - Proof: `NelderMeadAnalytic`.
package func nelderMead(
  from start: [Double], step: Double, evaluations limit: Int = 160, tolerance: Double = 1e-4,
  _ value: ([Double]) -> Double
) -> [Double] {
  var corners = [start] + start.indices.map { k in start.enumerated().map { $0 == k ? $1 + step : $1 } }
  var values = corners.map(value)
  var count = corners.count
  func along(_ centre: [Double], _ worst: [Double], _ factor: Double) -> [Double] {
    zip(centre, worst).map { $0 + factor * ($0 - $1) }
  }
  while count < limit {
    let order = corners.indices.sorted { values[$0] < values[$1] }
    corners = order.map { corners[$0] }
    values = order.map { values[$0] }
    let size = start.indices.reduce(0.0) { size, k in
      max(size, corners.reduce(0) { max($0, ($1[k] - corners[0][k]).magnitude) })
    }
    if size < tolerance { break }
    let last = corners.count - 1
    let centre = start.indices.map { k in corners.dropLast().reduce(0) { $0 + $1[k] } / Double(last) }
    let reflected = along(centre, corners[last], 1)
    let reached = value(reflected)
    count += 1
    if reached < values[0] {
      let further = along(centre, corners[last], 2)
      let beyond = value(further)
      count += 1
      (corners[last], values[last]) = beyond < reached ? (further, beyond) : (reflected, reached)
    } else if reached < values[last - 1] {
      (corners[last], values[last]) = (reflected, reached)
    } else {
      let inside = along(centre, reached < values[last] ? reflected : corners[last], -0.5)
      let nearer = value(inside)
      count += 1
      if nearer < min(reached, values[last]) {
        (corners[last], values[last]) = (inside, nearer)
      } else {
        for corner in 1...last {
          corners[corner] = zip(corners[0], corners[corner]).map { ($0 + $1) / 2 }
          values[corner] = value(corners[corner])
        }
        count += last
      }
    }
  }
  return corners.indices.min { values[$0] < values[$1] }.map { corners[$0] } ?? start
}

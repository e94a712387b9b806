/// Whole numbers that are proportional to weights and sum to a total exactly.
///
/// Largest-remainder method (Hamilton 1792; Balinski and Young, *Fair Representation*, 1982): each unit gets its
/// floor, the rest goes to the largest remainders, ties to the lower index. No unit falls below `least`.
///
/// - Precondition: `total >= least * weights.count`, weights are positive.
package func apportion(_ total: Int, weights: [Double], least: Int = 0) -> [Int] {
  let free = total - least * weights.count
  precondition(free >= 0, "\(total) units cannot give \(weights.count) places \(least) each")
  let sum = weights.reduce(0, +)
  let quotas = weights.map { $0 / sum * Double(free) }
  var counts = quotas.map { Int($0) }
  let order = quotas.indices.sorted { left, right in
    let (a, b) = (quotas[left] - Double(counts[left]), quotas[right] - Double(counts[right]))
    return a == b ? left < right : a > b
  }
  for index in order.prefix(free - counts.reduce(0, +)) { counts[index] += 1 }
  return counts.map { $0 + least }
}

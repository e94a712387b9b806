/// Who leads a cooperative: of the households that can join it those with the largest herds at the start.
///
/// - Source: that core members are the larger producers and hold most income rights, Liang, Hendrikse, Huang and Xu 2012
///   (ERIM ERS-2012-002); their number is an assumption (`cooperatives.coreShare`).
/// - Proof: `CaptureByHandAnalytic`.
enum CoreMembers {
  /// Whether each household is one when it joins: a share of those within reach of each cooperative, rounded up.
  static func find(_ banner: Banner, share: Double) -> [Bool] {
    let households = banner.households
    var within = Array(repeating: [Int](), count: banner.places.cooperatives.count)
    for h in banner.canJoin.indices where banner.canJoin[h] { within[households.cooperative[h]].append(h) }
    var isCore = Array(repeating: false, count: banner.canJoin.count)
    for members in within where !members.isEmpty {
      let order = members.sorted {
        (households.sheepUnitsAtStart[$1], households.rosterNumber[$0])
          < (households.sheepUnitsAtStart[$0], households.rosterNumber[$1])
      }
      // A share of whole households is not rounded up for the last place of a product.
      let count = Int((Double(members.count) * share - 1e-9).rounded(.up))
      for h in order.prefix(max(1, count)) { isCore[h] = true }
    }
    return isCore
  }
}

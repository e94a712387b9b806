import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import Testing

/// Classes are fixed before any policy, of equal size, and in the order of what they are named after.
@Suite struct HouseholdGroupsProperty {
  private static let stems = [("quintile", 5), ("herd", 4), ("ring", 4)]

  /// Households of a class by its identifier.
  private func members(_ id: String, of model: LinkageModel) -> [Int] {
    let group = model.groups.groups.first { $0.id == id }!
    return model.groups.classes.indices.filter { model.groups.classes[$0].contains(group.classIndex) }
  }

  @Test func classesPartitionTheBannerInOrder() throws {
    for seed in UInt64(0)..<5 {
      let model = try World.model([["places.householdCount": "67"]], seed: seed)
      let households = model.banner.households
      let values: [String: [Float]] = ["herd": households.sheepUnitsAtStart, "ring": households.distanceKm]
      for (stem, parts) in Self.stems {
        let classes = (1...parts).map { members("\(stem)\($0)", of: model) }
        #expect(classes.flatMap { $0 }.sorted() == Array(0..<67), "seed \(seed): \(stem)")
        #expect(classes.allSatisfy { [67 / parts, 67 / parts + 1].contains($0.count) }, "seed \(seed): \(stem)")
        guard let value = values[stem] else { continue }
        for (near, far) in zip(classes, classes.dropFirst()) {
          #expect(near.map { value[$0] }.max()! <= far.map { value[$0] }.min()!, "seed \(seed): \(stem)")
        }
      }
      let farthest = members("farthestTenth", of: model)
      #expect(farthest.count == 7 && Set(farthest).isSubset(of: members("ring4", of: model)))
      #expect(members("central", of: model) == households.isCentral.indices.filter { households.isCentral[$0] })
    }
  }

  @Test func namesSayWhatAClassIs() throws {
    let model = try World.model([])
    let places = model.layout.places.filter { $0.level == .group }
    #expect(places.count == 3 + 14 + 26 + 8 && Set(places.map(\.id)).count == 51)
    #expect(Set(places.map(\.name)).count == 51 && Set(places.map(\.nameChinese)).count == 51)
    let ring = places.first { $0.id == "ring2" }!
    let bounds = [1, 2].map { part in
      members("ring\(part + 1)", of: model).map { model.banner.households.distanceKm[$0] }.min()!
    }
    let words = bounds.map { "\((Double($0) * 10).rounded() / 10)" }
    #expect(ring.name == "distance quarter 2 of 4: \(words[0]) to \(words[1]) km")
    #expect(ring.nameChinese.contains("\(words[0]) 至 \(words[1]) 公里"))
    #expect(places.first { $0.id == "member.ring2" }!.name == "Members, " + ring.name)
  }

  /// Classes have outcomes of the year only; the main groups those of each quarter too.
  @Test func classesHaveOutcomesOfTheYear() throws {
    let layout = try World.model([], years: 2).layout
    for cell in layout.cells where layout.places[cell.place].level == .group {
      let isMain = ["member", "nonMember", "central"].contains(layout.places[cell.place].id)
      #expect(isMain || layout.quarters[cell.time].number == 4)
    }
    let quintile = layout.places.firstIndex { $0.id == "quintile1" }!
    let names = Set(layout.cells.filter { $0.place == quintile }.map { layout.outcomes[$0.outcome].name })
    #expect(
      names == [
        "sheepUnitsPerHousehold", "meanIncomePerHousehold", "accrualIncomePerHousehold", "incomePerHousehold",
        "incomePerHead", "cashIncomePerHousehold", "povertyShare", "loserShare", "groupShare",
      ])
  }

  /// Members and non-members of a class are the class: shares and incomes add up, in the arm and in the matched reference.
  @Test func crossedClassesAddUp() throws {
    let trace = Trace(try World.model([World.lively], years: 2))
    let groups = trace.places(.group)
    func place(_ id: String) -> Int { groups.first { trace.model.layout.places[$0].id == id }! }
    func both(_ outcome: String, _ id: String, _ matched: Bool) -> [Double] {
      matched
        ? trace.matched(outcome, arm: 1, place: place(id), time: 7)
        : trace.values(outcome, arm: 1, place: place(id), time: 7)
    }
    var seen = 0
    for matched in [false, true] {
      for (stem, parts) in Self.stems {
        for part in 1...parts {
          let ids = ["\(stem)\(part)", "member.\(stem)\(part)", "nonMember.\(stem)\(part)"]
          let shares = ids.map { both("groupShare", $0, matched) }
          for outcome in ["incomePerHousehold", "sheepUnitsPerHousehold", "loserShare"] {
            let values = ids.map { both(outcome, $0, matched) }
            for r in 0..<laneCount where shares[1][r] > 0 && shares[2][r] > 0 {
              let sum = shares[1][r] * values[1][r] + shares[2][r] * values[2][r]
              #expect(abs(sum - shares[0][r] * values[0][r]) <= 1e-9 * abs(sum) + 1e-12, "\(outcome) of \(ids[0])")
              seen += values[1][r] != values[2][r] ? 1 : 0
            }
          }
        }
      }
    }
    // Deliberate fault: members and non-members differ, so that taking one for the other would be seen.
    #expect(seen > 500)
    // A class is the same households in both arms: its matched reference is the reference arm's own value, summed in
    // another order.
    for id in ["quintile2", "farthestTenth", "central"] {
      let matched = trace.matched("incomePerHousehold", arm: 1, place: place(id), time: 7)
      #expect(relativeDistance(matched, trace.values("incomePerHousehold", arm: 0, place: place(id), time: 7)) < 1e-5)
    }
  }
}

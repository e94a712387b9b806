import KhorshooModel
import KhorshooNetworks
import KhorshooNumerics
import Testing

/// What rules of selection go by, on networks small enough to be counted by hand.
@Suite struct SelectionRulesAnalytic {
  /// A gacha of seven: a hub 0 with four ties, of which 3 leads on to 5 and 6; a tie of weight 3 joins 1 and 2.
  private static let ties: [(a: Int, b: Int, weight: Double)] = [
    (0, 1, 1), (0, 2, 1), (0, 3, 1), (0, 4, 1), (3, 5, 1), (5, 6, 1), (1, 2, 3),
  ]

  private static func graph(_ ties: [(a: Int, b: Int, weight: Double)] = Self.ties, of count: Int = 7) -> TieGraph {
    var table = TieTable(householdCount: count)
    for tie in ties { table.append(tie.a, tie.b, weight: Float(tie.weight)) }
    return TieGraph(table)
  }

  private static func matrix(_ ties: [(a: Int, b: Int, weight: Double)] = Self.ties, of count: Int = 7) -> [[Double]] {
    var matrix = [[Double]](repeating: Array(repeating: 0, count: count), count: count)
    for tie in ties {
      matrix[tie.a][tie.b] += tie.weight
      matrix[tie.b][tie.a] += tie.weight
    }
    return matrix
  }

  private static func product(_ a: [[Double]], _ b: [[Double]]) -> [[Double]] {
    a.map { row in b[0].indices.map { k in row.indices.reduce(0) { $0 + row[$1] * b[$1][k] } } }
  }

  /// The greatest eigenvalue and its vector, by squaring the matrix forty times.
  private static func dominant(_ matrix: [[Double]]) -> (value: Double, vector: [Double]) {
    // W + 1, so that no eigenvalue is as large below zero.
    var power = matrix.enumerated().map { h, row in row.enumerated().map { $1 + ($0 == h ? 1 : 0) } }
    for _ in 0..<40 {
      power = product(power, power)
      let scale = power.joined().max()!
      power = power.map { $0.map { $0 / scale } }
    }
    let length = power[0].reduce(0) { $0 + $1 * $1 }.squareRoot()
    let vector = power[0].map { $0 / length }
    return (zip(product(matrix, vector.map { [$0] }), vector).reduce(0) { $0 + $1.0[0] * $1.1 }, vector)
  }

  private func measure(
    _ rule: SelectionRule, _ settings: Settings = [:], _ graph: TieGraph = Self.graph(),
    candidates: [[Int]] = [Array(0..<7)]
  ) -> [Double] {
    NetworkStanding(graph, values: World.values(settings), seed: 5).measure(rule, candidates: candidates)
  }

  @Test func degreeIsTheSumOfWeights() {
    #expect(measure(.degree) == [4, 4, 4, 2, 1, 2, 1])
  }

  @Test func eigenvectorIsThatOfTheMatrix() {
    let (found, wanted) = (measure(.eigenvector), Self.dominant(Self.matrix()).vector)
    for (a, b) in zip(found, wanted) { #expect(abs(a - b) < 1e-8, "\(found) against \(wanted)") }
    // Those of the heavy tie stand before the hub that has as much weight of ties.
    #expect(found[1] > found[0] && found[0] > found[3] && found[3] > found[4])
  }

  /// The sum of matrix powers, written out; one round is degree, many are the eigenvector.
  @Test(arguments: [1, 2, 4, 9]) func diffusionIsTheSumOfPowers(rounds: Int) {
    let (matrix, ratio) = (Self.matrix(), 0.8)
    let q = ratio / Self.dominant(matrix).value
    var (power, sum) = (matrix, [Double](repeating: 0, count: 7))
    var factor = 1.0
    for _ in 1...rounds {
      factor *= q
      for j in 0..<7 { sum[j] += factor * power.reduce(0) { $0 + $1[j] } }
      power = Self.product(power, matrix)
    }
    let found = measure(
      .diffusion,
      ["institution.selection.passingRounds": "\(rounds)", "institution.selection.passingRatio": "\(ratio)"])
    for (a, b) in zip(found, sum) { #expect(abs(a - b) < 1e-8 * b, "\(found) against \(sum)") }
  }

  @Test func manyRoundsAreTheEigenvector() {
    let found = measure(.diffusion, ["institution.selection.passingRounds": "1000"])
    let vector = Self.dominant(Self.matrix()).vector
    for h in 1..<7 { #expect(abs(found[h] / found[0] - vector[h] / vector[0]) < 0.01) }
  }

  /// On certain ties: two triangles, one grid in each and one over both. Whoever is chosen first takes a triangle, and the grid that
  /// could take either takes the other.
  @Test func wordOfAllTogetherDoesNotGoTwice() {
    let triangles = Self.graph(
      [(0, 1, 1), (1, 2, 1), (2, 0, 1), (3, 4, 1), (4, 5, 1), (5, 3, 1)], of: 6)
    let found = measure(
      .spread, ["institution.selection.passingRatio": "100"], triangles, candidates: [[0, 1], [2, 3]])
    // Each reaches three alone; the chosen stand above all by seven.
    #expect(found[1] == 3 && found[0] == 10, "the first of equals")
    #expect(found[2] == 3 && found[3] == 10, "the second seed goes where word has not been")
    #expect(found[4] == 0 && found[5] == 0, "no candidates")
  }

  /// Without ties nobody stands before another, by any rule.
  @Test(arguments: [SelectionRule.degree, .eigenvector, .diffusion]) func withoutTies(rule: SelectionRule) {
    #expect(measure(rule, [:], Self.graph([], of: 3), candidates: [[0, 1, 2]]) == [0, 0, 0])
  }

  @Test func oneSeedAGridAlsoWithoutTies() {
    let found = measure(.spread, [:], Self.graph([], of: 3), candidates: [[0, 1], [2]])
    #expect(found == [5, 1, 5])
  }
}

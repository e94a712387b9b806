import Glibc
import KhorshooNumerics
import Testing

@Suite struct LaneOperatorsUnit {
  @Test func operatorsAgreeWithScalars() {
    var x = Lanes.zero
    var y = Lanes.zero
    for lane in 0..<laneCount {
      x[lane] = Float(lane) * 1.7 - 9
      y[lane] = Float(lane * lane) * 0.3 + 0.1
    }
    var sum = x
    sum += y
    sum -= 1
    sum *= y
    sum /= 3
    for i in 0..<laneCount {
      #expect(sum[i] == (x[i] + y[i] - 1) * y[i] / 3)
      #expect((-x)[i] == -x[i])
      #expect((2 - x)[i] == 2 - x[i] && (2 / y)[i] == 2 / y[i] && (2 * x + 1)[i] == 2 * x[i] + 1)
      #expect(x.atMost(y)[i] == min(x[i], y[i]) && x.atLeast(0)[i] == max(x[i], 0))
      #expect(choose((x .> 0) .& (y .< 5), x, y)[i] == (x[i] > 0 && y[i] < 5 ? x[i] : y[i]))
      #expect(x.masked(by: (x .> 3) .| (x .< -3))[i] == (abs(x[i]) > 3 ? x[i] : 0))
      #expect(x.masked(by: .!(x .> 0))[i] == (x[i] > 0 ? 0 : x[i]))
    }
    #expect(hasAny(x .> 16) && !hasAny(x .> 17))
  }
}

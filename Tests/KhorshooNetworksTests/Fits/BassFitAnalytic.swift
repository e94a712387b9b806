import KhorshooNetworks
import KhorshooNumerics
import Testing

@Suite("A curve of Bass finds itself")
struct BassFitAnalytic {
  @Test(
    "sales without error give p, q and m back", arguments: [(0.003, 0.5, 1000.0), (0.03, 0.38, 5e6), (0.1, 0.05, 40.0)])
  func exact(p: Double, q: Double, m: Double) throws {
    let sales = (1...25).map { m * (BassFit.share(p, q, at: Double($0)) - BassFit.share(p, q, at: Double($0 - 1))) }
    let found = try BassFit(sales)
    #expect(isNear(found.innovation.value / p, 1, 1e-6) && isNear(found.imitation.value / q, 1, 1e-6))
    #expect(isNear(found.market.value / m, 1, 1e-6) && found.rSquared > 1 - 1e-10)
  }

  @Test("what shows no market is refused")
  func faults() {
    func code(_ sales: [Double]) -> String? {
      do throws(BassFit.Fault) { _ = try BassFit(sales) } catch { return error.code }
      return nil
    }
    #expect(code([1, 2, 3]) == "too-few-points" && code([3, 3, 3, 3, 3, 3]) == "no-variance")
    #expect(code((0..<12).map { stableExp(0.3 * Double($0)) }) == "no-bass-curve")
  }
}

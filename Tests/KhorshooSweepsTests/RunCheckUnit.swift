import Foundation
import KhorshooEngine
import KhorshooNumerics
import KhorshooSweeps
import KhorshooText
import Testing

/// A record that cannot be used fails its point, with arm, outcome and replicate.
@Suite struct RunCheckUnit {
  private func problem(_ model: CountingModel, alwaysDefined: Set<String> = ["income"]) -> (
    code: String, message: String
  )? {
    let record = BlockRecord(layout: model.layout, armCount: 2, ledgerCount: 1)
    let block = ReplicateBlock.all(replicates: 20)[1]
    model.simulate(block, in: model.makeWorkspace(), into: record)
    guard case .failed(let code, let message) = RunCheck(model, alwaysDefined: alwaysDefined).problem(record, block)
    else {
      return nil
    }
    return (code, message)
  }

  @Test func numbersThatAreNone() {
    #expect(problem(CountingModel()) == nil)
    for value in [Double.nan, .infinity, -.infinity] {
      let model = CountingModel(bannerValue: { $0 == 1 && $1 == 18 ? value : 1 })
      let found = problem(model)
      #expect(found?.code == "non-finite-outcome")
      #expect(found?.message.contains("income of the banner is \(value) in arm linkage, replicate 18") == true)
    }
    // A surplus lane is not looked at; an outcome that may be undefined may.
    #expect(problem(CountingModel(bannerValue: { $1 == 20 ? .nan : 1 })) == nil)
    #expect(problem(CountingModel(bannerValue: { _, _ in .nan }), alwaysDefined: []) == nil)
  }

  @Test func openLedgers() {
    #expect(problem(CountingModel(residual: 1e-7)) == nil)
    #expect(problem(CountingModel(residual: 1e-5))?.code == "open-ledger")
    #expect(problem(CountingModel(residual: .nan))?.message.contains("the stock ledger does not close") == true)
  }
}

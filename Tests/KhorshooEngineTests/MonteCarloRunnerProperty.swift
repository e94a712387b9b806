import Foundation
import KhorshooEngine
import KhorshooNumerics
import Synchronization
import Testing

@Suite struct MonteCarloRunnerProperty {
  /// Ends late for early blocks, so that without a turnstile the order would be another.
  private let disturbed = ToyModel(delay: { if $0 % 3 == 0 { usleep(3000) } })

  @Test func sameBytesForAnyThreads() throws {
    // 100 = six full blocks and one of four lanes.
    let one = bits(try MonteCarloRunner(replicates: 100, threads: 1).run(ToyModel()))
    for threads in [2, 7] {
      #expect(bits(try MonteCarloRunner(replicates: 100, threads: threads).run(disturbed)) == one)
    }
    // Deliberate fault: another last bit is seen.
    let other = bits(try MonteCarloRunner(replicates: 100, threads: 1).run(ToyModel(mean: 5.0.nextUp)))
    #expect(other != one)
  }

  @Test func fewReplicatesInsideMany() throws {
    let few = try recordsByReplicate(ToyModel(), replicates: 10, threads: 1)
    let many = try recordsByReplicate(disturbed, replicates: 100, threads: 3)
    #expect(few.keys.sorted() == Array(0..<10))
    #expect(many.keys.sorted() == Array(0..<100))
    for (replicate, bits) in few { #expect(many[replicate] == bits, "replicate \(replicate)") }
    #expect(many[0] != many[16])
  }

  /// Blocks arrive one at a time and in their order, whatever the threads.
  @Test(arguments: [1, 2, 7]) func order(threads: Int) throws {
    let blocks = Log<Int>()
    let progress = Log<Int>()
    let inside = Atomic<Int>(0)
    let observer = MonteCarloRunner.Observer(
      progress: { progress.append($0) },
      keep: { _, block in
        #expect(inside.wrappingAdd(1, ordering: .relaxed).newValue == 1)
        blocks.append(block.index)
        inside.wrappingSubtract(1, ordering: .relaxed)
      })
    _ = try MonteCarloRunner(replicates: 16 * 20 + 5, threads: threads).run(disturbed, observer: observer)
    #expect(blocks.all == Array(0..<21))
    #expect(progress.all == (1...20).map { 16 * $0 } + [325])
  }
}

import Foundation
import KhorshooEngine
import Synchronization
import Testing

@Suite struct SpareThreadsUnit {
  /// Every piece is done once and is done at the end, whoever does it.
  @Test(arguments: [1, 2, 5]) func everyPieceOnce(threads: Int) {
    for count in [0, 1, 2, 9] {
      let done = Log<Int>()
      SpareThreads.perform(count, threads: threads) { piece in
        if piece % 3 == 0 { usleep(1000) }
        done.append(piece)
      }
      #expect(done.all.sorted() == Array(0..<count))
    }
  }

  /// Two pieces that wait for each other can only end when two threads do them.
  @Test func piecesAreDoneSideBySide() {
    let (first, second) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    let met = Atomic<Int>(0)
    SpareThreads.perform(2, threads: 2) { piece in
      (piece == 0 ? first : second).signal()
      let other = piece == 0 ? second : first
      if other.wait(timeout: .now() + 30) == .success { met.wrappingAdd(1, ordering: .relaxed) }
    }
    #expect(met.load(ordering: .relaxed) == 2)
  }

  @Test func threadsWithoutABlockAreDealtOut() {
    let threads = SpareThreads(threads: 8, blocks: 3)
    #expect(threads.workerCount == 3)
    #expect(threads.countOfBlock == 2)
    threads.leave()
    #expect(threads.countOfBlock == 4)
    threads.leave()
    #expect(threads.countOfBlock == 8)
    // Nobody is without a block before the last ones.
    let two = SpareThreads(threads: 2, blocks: 5)
    #expect(two.workerCount == 2 && two.countOfBlock == 1)
    #expect((0..<5).map { two.of(block: $0) == nil } == [true, true, true, true, false])
  }
}

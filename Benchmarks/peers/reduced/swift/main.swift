// The reduced model of ../README.md with the kernels of Khorshoo.
//
//   ReducedPeer inputs.bin REPLICATES THREADS

import Dispatch
import Foundation
import KhorshooNumerics

let arguments = CommandLine.arguments
guard arguments.count == 4, let replicates = Int(arguments[2]), let threads = Int(arguments[3]), threads > 0,
  replicates > 0, replicates % laneCount == 0
else {
  FileHandle.standardError.write(Data("usage: ReducedPeer INPUTS REPLICATES THREADS; replicates in sixteens\n".utf8))
  exit(64)
}
let inputs = try Inputs(path: arguments[1])
let blocks = replicates / laneCount
let cells = inputs.quarters * outcomeCount

/// Seconds on the clock, and of all processors for this process.
func now(_ clock: clockid_t) -> Double {
  var time = timespec()
  clock_gettime(clock, &time)
  return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
}

let (begin, beginProcessor) = (now(CLOCK_MONOTONIC), now(CLOCK_PROCESS_CPUTIME_ID))
// Each thread takes every so many blocks and has moments of its own.
nonisolated(unsafe) var parts = [[Moments]](repeating: [], count: threads)
let lock = NSLock()
DispatchQueue.concurrentPerform(iterations: threads) { thread in
  let block = Block(inputs, seed: 2020)
  var moments = [Moments](repeating: Moments(), count: cells)
  for number in stride(from: thread, to: blocks, by: threads) {
    block.simulate(firstReplicate: number * laneCount)
    for cell in 0..<cells {
      for lane in 0..<laneCount {
        moments[cell].add(block.sums[cell * laneCount + lane] / Double(inputs.households))
      }
    }
  }
  lock.withLock { parts[thread] = moments }
}
var moments = parts[0]
for part in parts.dropFirst() {
  for cell in 0..<cells { moments[cell].merge(part[cell]) }
}
let (seconds, processorSeconds) = (now(CLOCK_MONOTONIC) - begin, now(CLOCK_PROCESS_CPUTIME_ID) - beginProcessor)

var line =
  "{\"threads\": \(threads), \"replicates\": \(replicates), \"seconds\": \(seconds), \"processorSeconds\": \(processorSeconds), "
  + "\"householdQuarters\": \(inputs.households * inputs.quarters * replicates)"
for (outcome, name) in ["herd", "income", "member"].enumerated() {
  let last = moments[(inputs.quarters - 1) * outcomeCount + outcome]
  line += ", \"\(name)\": [\(last.mean), \(last.standardDeviation)]"
}
print(line + "}")

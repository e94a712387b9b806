import Foundation
import KhorshooNumerics

// One kernel of the engine, a number of times: `KernelCounts NAME TIMES` prints how many rows of sixteen lanes a time is, and a
// number that depends on every result. `Benchmarks/counts.py` runs it under callgrind: instructions, unlike seconds, do not depend on
// what else the machine does.

let unitCount = 4_620
let stream = RandomStream(root: .dynamics, number: 60_000, name: "benchmark")
let random = LaneRandom(seed: 2020, firstReplicate: 0)

func rows(_ count: Int, _ fill: (Int) -> Lanes = { _ in .zero }) -> UnsafeMutablePointer<Lanes> {
  let base = UnsafeMutablePointer<Lanes>.allocate(capacity: count)
  for row in 0..<count { (base + row).initialize(to: fill(row)) }
  return base
}

nonisolated(unsafe) let x = rows(unitCount) { random.uniform(stream, entity: $0, quarter: 0, index: 0) }
nonisolated(unsafe) let y = rows(4 * unitCount)

/// A kernel: rows of sixteen lanes a time, and what it does.
struct Kernel {
  let name: String
  let rows: Int
  let body: () -> Void
}

/// A function of uniforms: a type, not a closure, so that it is inlined as it is in the model.
protocol LaneFunction { static func value(_ u: Lanes) -> Lanes }
enum Exponential: LaneFunction { static func value(_ u: Lanes) -> Lanes { expLanes((u - 0.5) * 20) } }
enum Logarithm: LaneFunction { static func value(_ u: Lanes) -> Lanes { logLanes(u) } }
enum Logistic: LaneFunction { static func value(_ u: Lanes) -> Lanes { logisticLanes((u - 0.5) * 20) } }
enum NormalQuantile: LaneFunction { static func value(_ u: Lanes) -> Lanes { normalQuantileLanes(u) } }

func mapped<Function: LaneFunction>(_: Function.Type, _ name: String) -> Kernel {
  Kernel(name: name, rows: unitCount) { for unit in 0..<unitCount { y[unit] = Function.value(x[unit]) } }
}

/// Each of 44 villages of 105, every household tied to twelve others of its own.
func exposure() -> Kernel {
  let (size, degree) = (105, 12)
  let ties = (0..<unitCount).map { unit -> [(column: Int, weight: Float)] in
    let first = unit / size * size
    return (0..<degree).map { tie in
      (first + (unit - first + tie * 37 % (size - 1) + 1) % size, 1 / Float(degree))
    }.sorted { $0.column < $1.column }
  }
  let blocks = (0..<unitCount / size).map { $0 * size..<($0 + 1) * size }
  guard let matrix = try? SparseRows(columnCount: unitCount, rows: ties),
    let exposure = try? ExposureOperator(matrix, blocks: blocks, denseFrom: .infinity)
  else { preconditionFailure("the ties make no matrix") }
  return Kernel(name: "exposure of twelve ties", rows: unitCount) {
    for block in blocks.indices { exposure.multiply(x, into: y, block: block) }
  }
}

/// Statistics over replicates: sixteen more in each of 4,620 cells.
func statistics() -> Kernel {
  let cells = CellStatistics(cellCount: unitCount)
  let values = UnsafeMutablePointer<Double>.allocate(capacity: unitCount * laneCount)
  for unit in 0..<unitCount { for lane in 0..<laneCount { values[unit * laneCount + lane] = Double(x[unit][lane]) } }
  return Kernel(name: "statistics of cells", rows: unitCount) {
    cells.add(values, validLanes: laneCount)
    y[0][0] = Float(cells.mean(cell: unitCount - 1))
  }
}

let kernels: [String: () -> Kernel] = [
  "random": {
    Kernel(name: "uniforms of Philox", rows: 4 * unitCount) {
      for unit in 0..<unitCount {
        let four = random.uniforms(stream, entity: unit, quarter: 7)
        (y[4 * unit], y[4 * unit + 1], y[4 * unit + 2], y[4 * unit + 3]) = four
      }
    }
  },
  "exp": { mapped(Exponential.self, "exponential") },
  "log": { mapped(Logarithm.self, "logarithm") },
  "logistic": { mapped(Logistic.self, "logistic function") },
  "normal": { mapped(NormalQuantile.self, "normal quantile") },
  "exposure": exposure,
  "statistics": statistics,
]

let arguments = CommandLine.arguments.dropFirst()
guard arguments.count == 2, let first = arguments.first, let last = arguments.last, let kernel = kernels[first]?(),
  let times = Int(last), times >= 0
else {
  print(kernels.keys.sorted().joined(separator: " "))
  fatalError("KernelCounts NAME TIMES")
}
for _ in 0..<times { kernel.body() }
var sum: Float = 0
for row in 0..<4 * unitCount { sum += y[row][row % laneCount] }
print("\(kernel.rows)\t\(sum)\t\(kernel.name)")

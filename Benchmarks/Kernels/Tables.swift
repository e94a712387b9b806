import Benchmark
import Foundation
import KhorshooNumerics
import KhorshooReports
import KhorshooText

/// Sorting a replicate's incomes and writing result rows.
func tableBenchmarks() {
  sortBenchmark()
  rowBenchmark()
}

/// 4,539 incomes of one replicate, as the Gini coefficient needs them.
private func sortBenchmark() {
  let count = 4539
  let incomes = (0..<count).map { (uniformRows.base[$0 % unitCount][$0 % laneCount] - 0.1) * 40_000 }
  let values = Floats(count)
  let scratch = Floats(count)
  let apply: @Sendable () -> Void = {
    _ = values.buffer.update(fromContentsOf: incomes)
    radixSort(values.buffer, scratch: scratch.buffer)
    blackHole(values.buffer.baseAddress)
  }
  checked(
    "radix sort 4539",
    check: {
      apply()
      return Array(values.buffer) == incomes.sorted() ? nil : "the order is not that of the standard library"
    }, body: apply)
}

/// 1,000 rows as in `outcomes.csv`: seven texts, then seven numbers.
private func rowBenchmark() {
  let write: @Sendable (Int32) -> String? = { descriptor in
    do {
      let columns = OutcomeTables.outcomes.columns.map(\.name)
      let writer = try CSVWriter(descriptor: descriptor, name: "rows", columns: columns)
      let keys = CSVText(["linkage", "gacha", "gacha-01", "Gacha 1", "2024", "4", "incomePerHousehold", "CNY"])
      for row in 0..<1000 {
        writer.cell(keys)
        let u = uniformRows.base[row]
        for column in 0..<7 { writer.cell(Double(u[column]) * 1e5) }
        try writer.endRow()
      }
      try writer.flush()
      return nil
    } catch { return "\(error)" }
  }
  let null = open("/dev/null", O_WRONLY)
  checked(
    "csv rows 1000",
    check: {
      let path = NSTemporaryDirectory() + "khorshoo-benchmark-\(getpid()).csv"
      let descriptor = open(path, O_RDWR | O_CREAT | O_TRUNC, 0o600)
      defer {
        close(descriptor)
        unlink(path)
      }
      if let fault = write(descriptor) { return fault }
      var hash = Checksum()
      for byte in FileManager.default.contents(atPath: path) ?? Data() { hash.add(UInt64(byte)) }
      return mismatch(hash.value, 0x3838_be45_3c06_7e6d)
    }, body: { blackHole(write(null)) })
}

/// Floats in plain memory, kept for the life of the process.
private struct Floats: @unchecked Sendable {
  let buffer: UnsafeMutableBufferPointer<Float>

  init(_ count: Int) {
    buffer = .allocate(capacity: count)
    buffer.initialize(repeating: 0)
  }
}

import Foundation
import KhorshooNumerics

/// What `inputs.py` wrote; `README.md` says what each number is.
struct Inputs: Sendable {
  let households, villages, quarters: Int
  let villageStarts: [Int]
  let ties: SparseRows
  let herds, capacity, wage, openness, member: [Float]
  let fertility, stay, move, sale, units: [Float]
  let parameters: [Float]

  init(path: String) throws {
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    var position = 0
    func take<T>(_ count: Int, _ zero: T) -> [T] {
      precondition(position + 4 * count <= bytes.count, "\(path) ends too early")
      var values = [T](repeating: zero, count: count)
      _ = values.withUnsafeMutableBytes { bytes.copyBytes(to: $0, from: position..<position + 4 * count) }
      position += 4 * count
      return values
    }
    func integers(_ count: Int) -> [Int] { take(count, Int32(0)).map { Int($0) } }
    func reals(_ count: Int) -> [Float] { take(count, Float(0)) }
    let head = integers(4)
    (households, villages, quarters) = (head[0], head[1], head[2])
    villageStarts = integers(villages + 1)
    let rowStarts = integers(households + 1)
    let columns = integers(head[3]).map { UInt32($0) }
    ties = try SparseRows(
      rowCount: households, columnCount: households, rowStarts: rowStarts, columns: columns, weights: reals(head[3]))
    herds = reals(households * classCount)
    (capacity, wage) = (reals(households), reals(households))
    (openness, member) = (reals(households), reals(households))
    (fertility, stay) = (reals(4 * classCount), reals(4 * classCount))
    (move, sale) = (reals(4 * classCount), reals(4 * classCount))
    (units, parameters) = (reals(classCount), reals(16))
    precondition(position == bytes.count, "\(path) holds more than expected")
  }
}

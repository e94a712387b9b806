import KhorshooNumerics

func withLaneBlocks(_ count: Int, _ rows: Int, _ body: ([UnsafeMutablePointer<Lanes>]) throws -> Void) rethrows {
  let blocks = (0..<count).map { _ in UnsafeMutablePointer<Lanes>.allocate(capacity: rows) }
  for block in blocks { block.initialize(repeating: .zero, count: rows) }
  defer { for block in blocks { block.deallocate() } }
  try body(blocks)
}

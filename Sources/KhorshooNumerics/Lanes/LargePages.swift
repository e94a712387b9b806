import CLanes

/// Memory of large arrays that are gone through from end to end again and again.
public enum LargePages {
  /// Two megabytes: what the system can map at once.
  private static let size = 2 << 20

  /// Bytes that an array of so many may have at no cost: whole large pages, where it fills some.
  public static func room(_ byteCount: Int) -> Int {
    byteCount >= 2 * size ? (byteCount + size - 1) / size * size : byteCount
  }

  /// Memory that `deallocate()` gives back; what is in it is not defined.
  ///
  /// The system is asked for large pages where the array fills some: the rows of a household lie in as many places as a state has
  /// variables, more than a processor remembers the small pages of. Where there are none, nothing changes.
  public static func allocate(byteCount: Int, alignment: Int) -> UnsafeMutableRawPointer {
    guard byteCount >= 2 * size else { return .allocate(byteCount: max(1, byteCount), alignment: alignment) }
    let base = UnsafeMutableRawPointer.allocate(byteCount: byteCount, alignment: size)
    khorshoo_prefer_large_pages(base, UInt(byteCount))
    return base
  }
}

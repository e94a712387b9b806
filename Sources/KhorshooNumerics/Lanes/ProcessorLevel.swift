import CLanes

/// The processor level that the program is compiled for. Results have the same bits at every level, BLAS aside.
public enum ProcessorLevel {
  /// Such as `x86-64-v4` (AVX-512).
  public static var name: String { String(cString: khorshoo_processor_level()) }

  /// Whether this machine's processor has that level.
  public static var isAvailable: Bool { khorshoo_processor_suffices() == 1 }
}

import CBLASTuning
import COpenBLAS

/// The linear algebra library under the matrices.
public enum BLASLibrary {
  /// Chooses the kernel family for this processor and one thread, once; every operation below calls it first.
  ///
  /// Cheap after the first call. OpenBLAS must be idle during the first one.
  @inline(__always)
  public static func prepare() { _ = kernelFamily }

  /// Families of kernels that can be asked for, from the oldest.
  public static let families = ["Prescott", "Nehalem", "Sandybridge", "Haswell", "SkylakeX"]

  /// Asks for a family of kernels instead of the best one, to give the last places of another machine.
  ///
  /// - Precondition: it is one of ``families``, and nothing was computed yet.
  /// - Returns: whether this processor and this library have it.
  public static func choose(_ family: String) -> Bool {
    precondition(families.contains(family), "no family \(family)")
    return khorshoo_blas_choose(family) != 0 && kernelFamily == family
  }

  /// The family that `OPENBLAS_CORETYPE` asks for and this processor cannot run; another one is in use then.
  public static var refusedFamily: String? { khorshoo_blas_refused().map { String(cString: $0) } }

  /// Lets the library have its working memory for so many workers before they start: 128 MB of addresses each, which it
  /// would otherwise ask for at the first product, for ever where there is none.
  ///
  /// - Returns: how many workers may compute at once, at most `workers`; 0 when memory does not suffice for one.
  public static func reserve(workers: Int) -> Int { Int(khorshoo_blas_reserve(Int32(clamping: min(workers, 512)))) }

  /// The family of kernels in use, such as `SkylakeX`: the bits of a product depend on it, so manifests name it.
  public static let kernelFamily = String(cString: khorshoo_blas_prepare())
}

/// Memory does not suffice for even one worker's matrices.
public struct MemoryShortage: Error {
  /// Nothing more is known.
  public init() {}
}

extension Float: MatrixElement {
  /// See ``MatrixElement``.
  public static func blasMultiply(
    rows: Int, columns: Int, inner: Int, alpha: Float, _ a: UnsafePointer<Float>, aColumns: Int, aTransposed: Bool,
    _ b: UnsafePointer<Float>, bColumns: Int, bTransposed: Bool, beta: Float, _ c: UnsafeMutablePointer<Float>
  ) {
    BLASLibrary.prepare()
    cblas_sgemm(
      CblasRowMajor, aTransposed ? CblasTrans : CblasNoTrans, bTransposed ? CblasTrans : CblasNoTrans, Int32(rows),
      Int32(columns), Int32(inner), alpha, a, Int32(aColumns), b, Int32(bColumns), beta, c, Int32(columns))
  }

  /// See ``MatrixElement``.
  public static func blasTriangular(
    rows: Int, columns: Int, _ l: UnsafePointer<Float>, _ b: UnsafeMutablePointer<Float>
  ) {
    BLASLibrary.prepare()
    cblas_strmm(
      CblasRowMajor, CblasLeft, CblasLower, CblasNoTrans, CblasNonUnit, Int32(rows), Int32(columns), 1, l, Int32(rows),
      b, Int32(columns))
  }

  /// See ``MatrixElement``.
  public static func blasSymmetric(
    rows: Int, inner: Int, alpha: Float, _ a: UnsafePointer<Float>, beta: Float, _ c: UnsafeMutablePointer<Float>
  ) {
    BLASLibrary.prepare()
    cblas_ssyrk(
      CblasRowMajor, CblasLower, CblasNoTrans, Int32(rows), Int32(inner), alpha, a, Int32(inner), beta, c, Int32(rows))
  }
}

extension Double: MatrixElement {
  /// See ``MatrixElement``.
  public static func blasMultiply(
    rows: Int, columns: Int, inner: Int, alpha: Double, _ a: UnsafePointer<Double>, aColumns: Int, aTransposed: Bool,
    _ b: UnsafePointer<Double>, bColumns: Int, bTransposed: Bool, beta: Double, _ c: UnsafeMutablePointer<Double>
  ) {
    BLASLibrary.prepare()
    cblas_dgemm(
      CblasRowMajor, aTransposed ? CblasTrans : CblasNoTrans, bTransposed ? CblasTrans : CblasNoTrans, Int32(rows),
      Int32(columns), Int32(inner), alpha, a, Int32(aColumns), b, Int32(bColumns), beta, c, Int32(columns))
  }

  /// See ``MatrixElement``.
  public static func blasTriangular(
    rows: Int, columns: Int, _ l: UnsafePointer<Double>, _ b: UnsafeMutablePointer<Double>
  ) {
    BLASLibrary.prepare()
    cblas_dtrmm(
      CblasRowMajor, CblasLeft, CblasLower, CblasNoTrans, CblasNonUnit, Int32(rows), Int32(columns), 1, l, Int32(rows),
      b, Int32(columns))
  }

  /// See ``MatrixElement``.
  public static func blasSymmetric(
    rows: Int, inner: Int, alpha: Double, _ a: UnsafePointer<Double>, beta: Double, _ c: UnsafeMutablePointer<Double>
  ) {
    BLASLibrary.prepare()
    cblas_dsyrk(
      CblasRowMajor, CblasLower, CblasNoTrans, Int32(rows), Int32(inner), alpha, a, Int32(inner), beta, c, Int32(rows))
  }
}

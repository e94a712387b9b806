import ArgumentParser
import KhorshooNumerics
import KhorshooText

/// `--kernel`: the matrix kernels of another machine, whose last places are to be repeated.
struct KernelArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Matrix kernels: \(BLASLibrary.families.joined(separator: ", ")); the best by default. The last places of results depend on them.",
      valueName: "family"))
  var kernel: String?

  func validate() throws {
    if let kernel, !BLASLibrary.families.contains(kernel) {
      throw ValidationError(
        "--kernel: found \(kernel), expected one of \(BLASLibrary.families.joined(separator: ", ")).")
    }
  }

  /// Chooses them, before anything is computed.
  ///
  /// - Throws: `UserError` 69 when this machine has none of the kind.
  func apply() throws(UserError) {
    guard let kernel, !BLASLibrary.choose(kernel) else { return }
    throw Self.refusal(of: kernel, by: "--kernel", remedy: "choose an older family, or another machine")
  }

  /// 69 `other-kernel`: what this machine cannot run.
  static func refusal(of family: String, by wish: String, remedy: String) -> UserError {
    UserError(
      .unavailable,
      [
        Diagnostic(
          code: "other-kernel", path: wish,
          message: "this processor or its matrix library cannot run \(family) kernels, it runs "
            + "\(BLASLibrary.kernelFamily); \(remedy)")
      ])
  }
}

/// A command whose results have last places.
protocol ComputingCommand: RequestCommand {
  var kernel: KernelArguments { get }
}

import ArgumentParser
import KhorshooNumerics

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
}

/// A command whose results have last places.
protocol ComputingCommand: RequestCommand {
  var kernel: KernelArguments { get }
  /// Kernels that are taken without --kernel where this processor has them; nil for the best.
  var suggestedKernel: String? { get }
}

extension ComputingCommand {
  var suggestedKernel: String? { nil }
}

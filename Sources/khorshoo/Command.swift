import ArgumentParser
import Foundation
import KhorshooCommands
import KhorshooExplain
import KhorshooModel
import KhorshooNetworks
import KhorshooReports
import KhorshooScenarios
import KhorshooText

/// Options that make up a part of a request.
protocol RequestArguments: ParsableArguments {
  associatedtype Asked: Checked
  var request: Asked { get }
}

extension RequestArguments {
  func validate() throws {
    do throws(InvalidArgument) { try request.check() } catch { throw ValidationError(error.message) }
  }
}

/// A command that hands a request to the library and says what comes back.
protocol RequestCommand: ParsableCommand, RequestArguments where Asked: Request {}

extension RequestCommand {
  func run() throws {
    let report = try request.report(.terminal)
    if !report.text.isEmpty { try Console.write(report.text) }
    if let problem = report.problem { throw problem }
    if let fault = report.fault {
      fault.line.map(Console.error)
      throw ExitCode(fault.exit)
    }
  }
}

extension Session {
  /// Standard error, and Ctrl-C.
  static let terminal = Session(
    progress: .forStandardError(quiet: false), say: { Console.error($0) }, watch: { Interruption.watch($0) },
    isCancelled: { Interruption.isRequested })
}

// Words of options.
extension ChannelDecomposition.Effect: ExpressibleByArgument {}
extension ChannelDecomposition.Method: ExpressibleByArgument {}
extension Explanation.Format: ExpressibleByArgument {}
extension DecideRequest.Criterion: ExpressibleByArgument {}
extension DecisionPerspective: ExpressibleByArgument {}
extension ExposureRequest.Kind: ExpressibleByArgument {}
extension FitRequest.Model: ExpressibleByArgument {}
extension HazardCovariates.Baseline: ExpressibleByArgument {}
extension Kept: ExpressibleByArgument {}
extension Language: ExpressibleByArgument {}
extension HerdRequest.Part: ExpressibleByArgument {}
extension MultiplierRequest.Part: ExpressibleByArgument {}
extension MechanismRequest.Name: ExpressibleByArgument {}
extension SeedsRequest.Method: ExpressibleByArgument {}
extension ShardNumber: ExpressibleByArgument {}
extension TableFormat: ExpressibleByArgument {}

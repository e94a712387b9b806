import ArgumentParser
import KhorshooCommands

/// `khorshoo licenses`: what the program is made of.
struct LicensesCommand: RequestCommand {
  static let configuration = CommandConfiguration(
    commandName: "licenses", abstract: "Print the licences of the program and of everything in it.",
    discussion: "Example: khorshoo licenses --full")

  @Flag(help: "Print the Apache License 2.0 in full behind.") var full = false

  var request: LicensesRequest { LicensesRequest(isFull: full) }
}

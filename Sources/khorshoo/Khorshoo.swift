import ArgumentParser

@main
struct Khorshoo: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "khorshoo")
}

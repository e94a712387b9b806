import Testing

/// A remedy, applied, removes the error or leads to the next true one.
@Suite struct RemedyCommandTests {
  @Test func placeholder() { #expect(Command.repository.isEmpty == false) }
}

/// `khorshoo licenses`: what the program is made of, and under which licences it may be passed on.
package struct LicensesRequest: Request {
  /// Whether the Apache License 2.0 follows in full.
  package var isFull: Bool

  package init(isFull: Bool) { self.isFull = isFull }

  package func report(_ session: Session = .silent) throws -> CommandReport {
    let licenses = "khorshoo \(Program.summary)\n\n" + Program.licenses
    return CommandReport(isFull ? licenses + "\n" + Program.apacheLicense : licenses)
  }
}

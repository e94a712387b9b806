import KhorshooEngine
import KhorshooText

/// One number of a point that a question is about: `uplift.incomePerHousehold`, `uplift.linkage.incomePerHousehold@member`,
/// `linkage.membershipShare`.
///
/// `uplift.NAME` is the paired difference from the reference of the last arm that is not the reference, `uplift.ARM.NAME` that
/// of another arm, `ARM.NAME` the level in an arm; of the banner, or of the place or group after `@`; in the last quarter in
/// which the outcome is recorded.
/// - Proof: `OutcomeTargetUnit`.
public struct OutcomeTarget: Sendable, Equatable {
  /// Whether it is a paired difference.
  public let isUplift: Bool
  /// Arm; nil for the last one that is not the reference.
  public let arm: String?
  /// Outcome, and the place it is looked at.
  public let outcome, placeID: String
  /// The option it was given with, for messages.
  private let option: String

  /// Reads a target.
  ///
  /// - Throws: `UserError` 64 `target-syntax`.
  public init(parsing written: String, option: String) throws(UserError) {
    let text = String(written.filter { !$0.isWhitespace })
    let pattern = #/(uplift\.)?(?:([A-Za-z][\w-]*)\.)?([A-Za-z]\w*)(?:@([^@()]+))?/#
    guard let match = text.wholeMatch(of: pattern), match.1 != nil || match.2 != nil else {
      throw UserError(
        .usage,
        [
          Diagnostic(
            code: "target-syntax", path: option,
            message: "found \(quoted(written)), expected an outcome such as uplift.incomePerHousehold, "
              + "uplift.linkage.incomePerHousehold@member or linkage.membershipShare")
        ])
    }
    isUplift = match.1 != nil
    arm = match.2.map(String.init)
    outcome = String(match.3)
    placeID = match.4.map(String.init) ?? Place.bannerID
    self.option = option
  }

  /// As it is written, in full.
  public var text: String {
    (isUplift ? "uplift." : "") + (arm.map { $0 + "." } ?? "") + outcome
      + (placeID == Place.bannerID ? "" : "@" + placeID)
  }

  /// The arm and cell that it is.
  ///
  /// - Throws: `UserError` 65 `unknown-arm`, `not-recorded`.
  public func find(in layout: RecordedLayout) throws(UserError) -> (arm: Int, cell: Int) {
    let others = layout.arms.indices.filter { !isUplift || $0 != layout.referenceArm }
    let index = arm.map { name in others.first { layout.arms[$0] == name } } ?? others.last
    guard let index else {
      throw fault(
        "unknown-arm",
        "there is no arm \(quoted(arm ?? ""))\(isUplift ? " beside the reference" : "")"
          + Nearest.hint(arm ?? "", among: others.map { layout.arms[$0] }))
    }
    if let cell = layout.cells.lastIndex(where: { $0.outcome == outcome && $0.placeID == placeID }) {
      return (index, cell)
    }
    var seen: Set<String> = []
    let known = layout.cells.filter { $0.placeID == placeID }.map(\.outcome).filter { seen.insert($0).inserted }
    let hint =
      known.isEmpty
      ? "nothing is recorded at \(quoted(placeID)); recorded are "
        + Set(layout.cells.map(\.placeID)).sorted().prefix(12).joined(separator: ", ")
      : "\(quoted(outcome)) is not recorded at \(quoted(placeID))" + Nearest.hint(outcome, among: known)
    throw fault("not-recorded", hint + "; 'outcomes:' of the scenario says what is recorded")
  }

  private func fault(_ code: String, _ message: String) -> UserError {
    UserError(.invalidData, [Diagnostic(code: code, path: option, message: message)])
  }
}

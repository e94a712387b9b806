import KhorshooText

// `arms`: named policies. An arm of the same name in a base is changed, not replaced; `name: none` takes it out.
extension ScenarioFileReader {
  mutating func readArms(_ node: YamlNode) {
    for entry in entries(node, "arms", known: nil) {
      let key = "arms.\(entry.key)"
      guard Self.isArmName(entry.key) else {
        report(
          "bad-name", entry.place, key,
          "an arm is named by letters, digits, '-' and '_', beginning with a letter, at most 64; not by yes, no, on, off"
        )
        continue
      }
      if case .scalar(let scalar) = entry.value.content, scalar.text == "none" {
        removeArm(entry, key)
      } else if entry.value.isNothing {
        report("missing-value", entry.value.place, key, "found nothing; write {} for an arm that changes no lever")
        draft.unreadable.insert("arms")
      } else {
        readArm(entry, key)
      }
    }
  }

  private mutating func removeArm(_ entry: YamlEntry, _ key: String) {
    guard let index = draft.arms.firstIndex(where: { $0.name == entry.key }) else {
      let known = draft.arms.map(\.name)
      if isComplete {
        report(
          "unknown-arm", entry.place, key, "no base has this arm to take out" + Nearest.hint(entry.key, among: known))
      }
      return
    }
    draft.arms.remove(at: index)
  }

  private mutating func readArm(_ entry: YamlEntry, _ key: String) {
    let fields = entries(entry.value, key, known: ["label", "labelChinese", "policy", "interventions"])
    let index = draft.arms.firstIndex { $0.name == entry.key }
    var arm = index.map { draft.arms[$0] } ?? ScenarioDraft.Arm(name: entry.key, place: entry.place)
    arm.place = entry.place
    for field in fields {
      let fieldKey = "\(key).\(field.key)"
      switch field.key {
      case "label": arm.label = text(field.value, fieldKey, "a label")?.value ?? arm.label
      case "labelChinese": arm.labelChinese = text(field.value, fieldKey, "a label")?.value ?? arm.labelChinese
      case "interventions":
        let own = interventions(field.value, fieldKey)
        arm.takesInterventions = own != nil
        arm.interventions = own ?? []
      default:
        for (lever, value) in group(field.value, tree("policy"), fileKey: fieldKey, prefix: "policy.") {
          arm.policy[lever] = value
        }
      }
    }
    if let index { draft.arms[index] = arm } else { draft.arms.append(arm) }
  }

  static func isArmName(_ text: String) -> Bool {
    guard let first = text.utf8.first, (97...122).contains(first) || (65...90).contains(first), text.utf8.count <= 64,
      !YamlScalar.isReserved(text)
    else { return false }
    return text.utf8.allSatisfy { byte in
      (97...122).contains(byte) || (65...90).contains(byte) || (48...57).contains(byte) || byte == 45 || byte == 95
    }
  }
}

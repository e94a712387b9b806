import Foundation
import Testing

/// `khorshoo verify`: a folder that is as its run wrote it passes; every damage is found and named.
@Suite struct VerifyCommandTests {
  /// A folder with every replicate, computed once.
  private func folder(_ scratch: Scratch, _ options: String...) throws -> String {
    try scratch.scenario(
      "small.yaml", "arms: {centralOnly: none, cooperativeOnly: none, stronger: none}\nrun: {years: 1, replicates: 40}")
    let outcome = try Command.run(
      ["run", "small.yaml", "--keep", "replicates", "--quiet", "--out", "r"] + options, in: scratch.folder)
    try #require(outcome.exit == 0, "\(outcome)")
    return "r"
  }

  @Test func whatWasNotTouchedIsVerified() throws {
    let scratch = Scratch()
    _ = try folder(scratch)
    let outcome = try Command.run("verify", "r", in: scratch.folder)
    #expect(outcome.exit == 0, "\(outcome)")
    #expect(outcome.output.contains("all 40 replicates") && outcome.output.contains("byte for byte"), "\(outcome)")
    #expect(!outcome.output.contains("not checked"), "\(outcome)")
    // Nothing is left of what was computed again, and nothing was written into the folder.
    let temporary = try Command.shell(
      "mkdir t && TMPDIR=$PWD/t khorshoo verify r --quiet && ls -A t && ls -A r | wc -l", in: scratch.folder)
    #expect(temporary.output.trimmingCharacters(in: .whitespacesAndNewlines) == "\(scratch.names(in: "r")!.count)")
  }

  @Test func chineseTablesWithAByteOrderMarkAreVerifiedToo() throws {
    let scratch = Scratch()
    _ = try folder(scratch, "--lang", "zh")
    let outcome = try Command.run("verify", "r", "--lang", "zh", in: scratch.folder)
    #expect(outcome.exit == 0 && outcome.output.contains("逐字节一致"), "\(outcome)")
  }

  @Test func aDecompositionIsVerifiedWhenAskedFor() throws {
    let scratch = Scratch()
    try scratch.scenario("small.yaml", "run: {years: 1, replicates: 16}")
    let run = try Command.run("decompose", "small.yaml", "--quiet", "--out", "d", in: scratch.folder)
    try #require(run.exit == 0, "\(run)")
    let quick = try Command.run("verify", "d", in: scratch.folder)
    #expect(quick.exit == 0 && quick.output.contains("not checked"), "\(quick)")
    let full = try Command.run("verify", "d", "--full", in: scratch.folder)
    #expect(full.exit == 0 && full.output.contains("byte for byte"), "\(full)")
    try tamper(scratch, "d/decomposition.csv") {
      $0.replacing("incomePerHousehold", with: "incomePerHousehole", maxReplacements: 1)
    }
    let damaged = try Command.run("verify", "d", "--full", in: scratch.folder)
    #expect(damaged.exit == 65 && damaged.errors.contains("[different-results]"), "\(damaged)")
  }

  /// Changes a file and puts its size and hash in the manifest right, as somebody would who wants to hide it.
  private func tamper(_ scratch: Scratch, _ name: String, isHidden: Bool = true, _ change: (String) -> String) throws {
    let before = String(decoding: try #require(scratch.content(name)), as: UTF8.self)
    let after = change(before)
    #expect(before != after, "\(name) is not changed")
    try scratch.write(after, as: name)
    guard isHidden else { return }
    let parts = name.split(separator: "/").map(String.init)
    let line =
      "import hashlib,json,sys; p='\(parts[0])/manifest.json'; m=json.load(open(p)); b=open('\(name)','rb').read()\n"
      + "for f in m['outputFiles']:\n  if f['path']=='\(parts[1])': f['bytes']=len(b); f['sha256']=hashlib.sha256(b).hexdigest()\n"
      + "json.dump(m,open(p,'w'))"
    try scratch.write(line, as: "tamper.py")
    let outcome = try Command.shell("python3 tamper.py", in: scratch.folder)
    try #require(outcome.exit == 0, "\(outcome)")
  }

  @Test(
    "a changed digit is found by its hash, and by computing again where the hash was put right",
    arguments: [false, true])
  func changedDigits(isHidden: Bool) throws {
    let scratch = Scratch()
    _ = try folder(scratch)
    let table = try scratch.table("r/outcomes.csv")
    let cell = table.rows[99][try table.column("mean")]
    try tamper(scratch, "r/outcomes.csv", isHidden: isHidden) { text in
      var lines = text.components(separatedBy: "\r\n")
      lines[100] = lines[100].replacingOccurrences(of: ",\(cell),", with: ",7\(cell),")
      return lines.joined(separator: "\r\n")
    }
    let outcome = try Command.run("verify", "r", in: scratch.folder)
    #expect(outcome.exit == 65, "\(outcome)")
    #expect(outcome.errors.contains("outcomes.csv:101:1: mean: found 7\(cell), computed again \(cell)"), "\(outcome)")
    #expect(outcome.errors.contains("[changed-file]") != isHidden, "\(outcome)")
    #expect(!outcome.errors.contains("differences.csv"), "\(outcome)")
  }

  @Test func aSampleOfALargeRunFindsAChangedReplicate() throws {
    let scratch = Scratch()
    // Larger than what is computed again without being asked for.
    try scratch.scenario(
      "small.yaml", "run: {years: 20, replicates: 600}\noutcomes: {levels: [banner], fromYear: 2039}")
    let run = try Command.run("run", "small.yaml", "--keep", "replicates", "--quiet", "--out", "r", in: scratch.folder)
    try #require(run.exit == 0, "\(run)")
    let good = try Command.run("verify", "r", "--json", in: scratch.folder)
    let checks = try #require(try jsonObject(good.outputBytes)["checks"] as? [[String: Any]])
    #expect(good.exit == 0, "\(good)")
    #expect(checks.map { $0["check"] as? String } == ["files", "scenario", "world", "replicates", "not checked"])
    #expect(checks.map { $0["result"] as? String } == ["passed", "passed", "passed", "passed", "notChecked"])
    let table = try scratch.table("r/replicates.csv")
    let (column, last) = (try table.column("sheepUnits"), table.rows.count)
    let cell = table.rows[last - 1][column]
    try tamper(scratch, "r/replicates.csv") { text in
      var lines = text.components(separatedBy: "\r\n")
      lines[last] = lines[last].replacingOccurrences(of: ",\(cell),", with: ",1\(cell),")
      return lines.joined(separator: "\r\n")
    }
    let all = try Command.run("verify", "r", "--sample", "38", in: scratch.folder)
    #expect(all.exit == 65, "\(all)")
    #expect(
      all.errors.contains("replicates.csv:\(last + 1):1: sheepUnits: found 1\(cell), computed again \(cell)"), "\(all)")
    // A sample without the last block cannot see it: what was looked at is said.
    let other = try (1...20).lazy.map { seed in
      try Command.run("verify", "r", "--sample", "1", "--sample-seed", "\(seed)", in: scratch.folder)
    }.first { !$0.output.contains("593 to 600") }
    #expect(other?.exit == 0, "\(String(describing: other))")
  }

  @Test func missingFilesAndAForeignScenarioAreNamedTogether() throws {
    let scratch = Scratch()
    _ = try folder(scratch)
    try FileManager.default.removeItem(atPath: scratch.path("r/places.csv"))
    try tamper(scratch, "r/scenario.resolved.yaml", isHidden: false) { $0.replacing("seed: 2020", with: "seed: 2021") }
    let outcome = try Command.run("verify", "r", in: scratch.folder)
    #expect(outcome.exit == 66, "\(outcome)")
    for words in [
      "places.csv: no such file", "[missing-file]", "[changed-file]", "run.seed: found 2021", "[scenario-mismatch]",
    ] {
      #expect(outcome.errors.contains(words), "\(words) is missing in \(outcome)")
    }
  }

  @Test func otherKernelsAndVersionsAreNamedAsTheCause() throws {
    let scratch = Scratch()
    _ = try folder(scratch)
    try tamper(scratch, "r/places.csv") { $0.replacing("East Sumu", with: "Far Sumu") }
    try tamper(scratch, "r/manifest.json", isHidden: false) {
      $0.replacing(#/"version": "[0-9.]+"/#, with: "\"version\": \"0.0.9\"")
    }
    let version = try Command.run("verify", "r", in: scratch.folder)
    #expect(version.exit == 65 && version.errors.contains("the folder is of khorshoo 0.0.9"), "\(version)")
    try tamper(scratch, "r/manifest.json", isHidden: false) {
      $0.replacing(#/"kernelFamily": "\w+"/#, with: "\"kernelFamily\": \"Sandpaper\"")
    }
    let kernel = try Command.run("verify", "r", in: scratch.folder)
    #expect(kernel.exit == 69, "\(kernel)")
    #expect(kernel.errors.contains("Sandpaper") && kernel.errors.contains("[other-kernel]"), "\(kernel)")
  }

  /// The oldest kernels, which each processor has: another machine's last places can be repeated.
  @Test func kernelsCanBeChosen() throws {
    let scratch = Scratch()
    try scratch.scenario()
    let run = try Command.run("run", "small.yaml", "--quiet", "--out", "p", "--kernel", "Prescott", in: scratch.folder)
    #expect(run.exit == 0, "\(run)")
    let manifest = try jsonObject(scratch.content("p/manifest.json"))
    #expect(manifest["kernelFamily"] as? String == "Prescott", "\(manifest)")
    let again = try Command.run("verify", "p", "--kernel", "Prescott", "--full", in: scratch.folder)
    #expect(again.exit == 0, "\(again)")
    // What the best kernels of this machine give is another question; they are named when it differs.
    let best = try Command.run("verify", "p", "--full", in: scratch.folder)
    #expect(best.exit == 0 || best.exit == 69 && best.errors.contains("Prescott kernels"), "\(best)")
    let unknown = try Command.run("run", "small.yaml", "--kernel", "Sandpaper", in: scratch.folder)
    #expect(unknown.exit == 64 && unknown.errors.contains("--kernel: found Sandpaper"), "\(unknown)")
  }

  @Test func aScenarioOfAnotherVersionThatCannotBeReadIsSaidToBeOne() throws {
    let scratch = Scratch()
    _ = try folder(scratch)
    try tamper(scratch, "r/scenario.resolved.yaml") { $0.replacing("schema: 1", with: "schema: 1\nfuture: 1") }
    try tamper(scratch, "r/manifest.json", isHidden: false) {
      $0.replacing(#/"version": "[0-9.]+"/#, with: "\"version\": \"9.0.0\"")
    }
    let outcome = try Command.run("verify", "r", in: scratch.folder)
    #expect(outcome.exit == 65 && outcome.errors.contains("[unknown-key]"), "\(outcome)")
    #expect(
      outcome.errors.contains("was written by khorshoo 9.0.0") && outcome.errors.contains("[other-version]"),
      "\(outcome)")
  }

  @Test func whatIsNoResultFolderIsSaid() throws {
    let scratch = Scratch()
    try scratch.write("{\"program\": \"other\"}", as: "other/manifest.json")
    try scratch.write("text", as: "empty/notes.txt")
    for (folder, exit, code) in [
      ("none", 66, "missing-file"), ("empty", 66, "not-a-result-folder"), ("other", 65, "damaged-manifest"),
    ] {
      let outcome = try Command.run("verify", folder, in: scratch.folder)
      #expect(outcome.exit == exit && outcome.errors.contains("[\(code)]"), "\(outcome)")
      #expect(outcome.output.isEmpty, "\(outcome)")
    }
  }
}

import Foundation
import KhorshooText
import TestSupport
import Testing

@Suite struct OutputFileUnitTests {
  @Test func aFullDiskIsSaidWithFileAndRemedy() throws {
    let writer = try CSVWriter(path: "/dev/full", columns: ["a"])
    let error = #expect(throws: UserError.self) {
      for i in 0..<100_000 {
        writer.cell(i)
        try writer.endRow()
      }
      try writer.finish()
    }
    #expect(error?.exit == .cannotWrite)
    #expect(
      error?.description == "/dev/full: cannot be written: no space left on device; make room, or choose a folder on "
        + "another disk [cannot-write]")
  }

  /// Who closes a pipe has seen enough: an end without words.
  @Test func aClosedPipeEndsWithoutWords() throws {
    signal(SIGPIPE, SIG_IGN)
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    close(ends[0])
    defer { close(ends[1]) }
    let writer = try CSVWriter(descriptor: ends[1], name: "standard output", columns: ["a"])
    let error = #expect(throws: UserError.self) { try writer.finish() }
    #expect(error?.exit == .readerGone && error?.diagnostics.isEmpty == true)
  }

  @Test(arguments: ["/proc/none/t.csv", "/etc/hostname/t.csv", "/nowhere/at/all.csv", "/"])
  func whatCannotBeCreatedIsSaid(_ path: String) {
    let error = #expect(throws: UserError.self) { try CSVWriter(path: path, columns: ["a"]) }
    #expect(error?.exit == .cannotCreate)
    #expect(error?.diagnostics.first?.code == "cannot-create")
    #expect(error?.diagnostics.first?.path == path)
  }

  @Test func interruptionsAndShortWritesLoseNothing() throws {
    let scratch = Scratch()
    let file = try OutputFile(creating: scratch.path("t"), name: "t")
    let text = String(repeating: "0123456789", count: 1000)
    let calls = Counter()
    file.systemWrite = { descriptor, bytes, count in
      calls.value += 1
      if calls.value % 3 == 0 {
        errno = calls.value % 2 == 0 ? EINTR : EAGAIN
        return -1
      }
      return write(descriptor, bytes, min(count, 7))
    }
    try file.write(text)
    try file.close()
    #expect(content(scratch.path("t")) == text)
    #expect(file.bytes == text.utf8.count)
    #expect(calls.value > 1000)
  }

  @Test func theHashIsSHA256() throws {
    // FIPS 180-2, appendix B.1 and the well-known hash of nothing.
    let scratch = Scratch()
    for (text, expected) in [
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ] {
      let file = try OutputFile(creating: scratch.path("t"), name: "t")
      try file.write(text)
      try file.close()
      #expect(file.sha256 == expected)
    }
  }

  private final class Counter { var value = 0 }
}

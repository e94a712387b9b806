import Foundation

extension UserError {
  /// 73 `cannot-create`: file or folder, the system's reason, what to do.
  package static func cannotCreate(_ path: String, _ code: Int32) -> UserError {
    UserError(
      .cannotCreate,
      [Diagnostic(code: "cannot-create", path: path, message: "cannot be created: \(reason(code))")])
  }

  /// 74 `cannot-write`: file, the system's reason, what to do.
  package static func cannotWrite(_ path: String, _ code: Int32) -> UserError {
    UserError(
      .cannotWrite,
      [Diagnostic(code: "cannot-write", path: path, message: "cannot be written: \(reason(code))")])
  }

  /// 73 with a code of its own: the folder is not one that results may go to.
  package static func unsuitableFolder(_ code: String, _ path: String, _ message: String) -> UserError {
    UserError(.cannotCreate, [Diagnostic(code: code, path: path, message: message)])
  }

  private static func reason(_ code: Int32) -> String {
    let words = String(cString: strerror(code)).lowercased()
    let remedy =
      switch code {
      case ENOSPC, EDQUOT: "make room, or choose a folder on another disk"
      case EPIPE: "the program that was to read it has ended"
      case EACCES, EPERM, EROFS: "choose a folder that you may write to"
      case ENOTDIR, EEXIST: "a part of this path is a file; choose another folder"
      case ENOENT: "choose a folder that exists or can be made"
      case ENAMETOOLONG: "choose a shorter path"
      case EMFILE, ENFILE: "too many files are open; close some or raise the limit (ulimit -n)"
      case EFBIG: "raise the limit (ulimit -f), or choose another disk"
      default: "check the disk, or choose another folder"
      }
    return "\(words); \(remedy)"
  }
}

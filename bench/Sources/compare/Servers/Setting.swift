import Foundation

/// What a server is started with.
struct Setting {
  let workload: Workload
  /// Directory to serve.
  let root: String
  let port: UInt16
  /// Directory of its own, for configuration, logs and process files.
  let folder: String
  /// Descriptors that it may have.
  let descriptorLimit: Int

  /// Connections it must be able to hold: half the descriptors, the others are for files.
  var connectionLimit: Int { descriptorLimit / 2 }

  /// Writes a configuration file and answers with its path.
  func write(_ text: String, to name: String) throws -> String {
    let path = "\(folder)/\(name)"
    try text.write(toFile: path, atomically: false, encoding: .utf8)
    return path
  }
}

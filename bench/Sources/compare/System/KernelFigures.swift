import Foundation

/// Figures the kernel gives in text files of lines like `Name:  123 kB`.
enum KernelFigures {
  /// The number behind a name, in the file's unit (KiB nearly always).
  static func value(of name: String, in text: String) -> Int? {
    for line in text.split(separator: "\n") {
      let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
      if words.count > 1, words[0] == name + ":" { return Int(words[1]) }
    }
    return nil
  }

  /// Bytes of kernel objects of all processes, sockets among them.
  static var slabBytes: Int {
    let text = (try? String(contentsOfFile: "/proc/meminfo", encoding: .utf8)) ?? ""
    return 1024 * (value(of: "Slab", in: text) ?? 0)
  }

  /// The first line of a file under /proc or /sys, if it can be read.
  static func line(_ path: String) -> String? {
    let text = try? String(contentsOfFile: path, encoding: .utf8)
    return text?.split(separator: "\n").first.map { $0.trimmingCharacters(in: .whitespaces) }
  }
}

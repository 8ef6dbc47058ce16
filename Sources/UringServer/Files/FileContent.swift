import HTTPCore
package import LinuxIO

/// A file's bytes in memory, with room in front of them for the fields of a prepared answer.
package struct FileContent: Sendable {
  private let memory: Region
  /// Where the fields begin; they end where the body begins.
  private var start = PreparedAnswer.fieldBytesMax
  /// When it was last modified, as the fields say.
  private(set) var modified = HTTPDate(seconds: 0)

  /// Room for `count` bytes, which `deallocate` must free.
  package init(count: Int) {
    memory = Region.allocate(count: PreparedAnswer.fieldBytesMax + count)
  }

  package func deallocate() {
    memory.deallocate()
  }

  package var body: Region { memory.from(PreparedAnswer.fieldBytesMax) }
  /// What it takes of memory.
  var bytes: Int { memory.count }
  /// The fields and, behind them, the body.
  var prepared: Region { memory.from(start) }
  var fieldCount: Int { PreparedAnswer.fieldBytesMax - start }

  /// Writes the fields that a plain answer with `representation` has, right in front of the body.
  mutating func prepare(_ representation: Representation) {
    let room = memory.slice(0..<PreparedAnswer.fieldBytesMax)
    var output = room.output(behind: 0)
    PreparedAnswer.appendFields(of: representation, to: &output)
    start = room.count - output.count
    modified = representation.modified
    room.from(start).copy(from: room.slice(0..<output.count))
  }
}

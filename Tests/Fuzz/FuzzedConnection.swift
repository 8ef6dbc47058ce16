/// A connection with a few files in memory, fed whatever comes.
///
/// It has to come to rest, and to answer the same however its input is divided and its output sized:
/// of what comes in pieces a part may still be waited for, but none is answered otherwise. Inputs are
/// short enough for the location of any redirect to fit.
struct FuzzedConnection: ~Copyable {
  private static let text = Array("0123456789".utf8)
  private static let large = [UInt8](repeating: 7, count: 5000)
  private static let inputBytes = 16 * 1024

  private var connection = Connection()
  private var input: [UInt8] = []
  private var output: [UInt8] = []
  private var path: [UInt8] = []
  private var stream: [UInt8] = []
  private var operation = Connection.Operation.receive
  private var content: [UInt8] = []
  /// By the path, which is scratch once the file is open.
  private var mediaType = MediaType.unknown
  private var isStreamed = false
  private let outputBytes: Int
  private let moment = Moment(HTTPDate(seconds: 1_700_000_000), boundary: 1)

  private init(outputBytes: Int) {
    self.outputBytes = outputBytes
  }

  static func run(_ bytes: [UInt8]) {
    let whole = answer(bytes, by: 16_000, outputBytes: 16 * 1024)
    let pieces = answer(bytes, by: 1 + bytes.count / 2, outputBytes: 5 * 1024)
    precondition(whole.starts(with: pieces) || pieces.starts(with: whole))
  }

  private static func answer(_ bytes: [UInt8], by size: Int, outputBytes: Int) -> [UInt8] {
    var exchange = FuzzedConnection(outputBytes: outputBytes)
    for start in stride(from: 0, to: bytes.count, by: size) {
      exchange.receive(bytes[start..<min(start + size, bytes.count)])
    }
    return exchange.stream
  }

  private mutating func receive(_ bytes: ArraySlice<UInt8>) {
    var rest = bytes
    while !rest.isEmpty, operation == .receive {
      let room = FuzzedConnection.inputBytes - input.count
      precondition(room > 0, "no more is wanted than there is room for")
      input += rest.prefix(room)
      rest = rest.dropFirst(room)
      operation = advance()
      settle()
    }
  }

  private mutating func settle() {
    for _ in 0..<100_000 {
      let consumed = connection.takeConsumed()
      precondition(consumed.upperBound <= input.count)
      input.removeSubrange(consumed)
      switch operation {
      case .receive:
        precondition(output.isEmpty)
        return
      case .close: return
      case .proceed: operation = advance()
      case .open: operation = open()
      case .nextPart: operation = nextPart()
      case .send:
        precondition(!output.isEmpty)
        stream += output
        output = []
        operation = advance()
      case .sendBody(let offset, let count):
        stream += output
        output = []
        let part = content[Int(offset)..<Int(offset + count)].prefix(1999)
        stream += part
        operation = connection.bodySent(UInt64(part.count))
      }
    }
    preconditionFailure("the connection does not come to rest")
  }

  private mutating func advance() -> Connection.Operation {
    var result = Connection.Operation.receive
    var written: [UInt8] = []
    let (before, input, moment) = (output, input, moment)
    path = [UInt8](capacity: Limits.targetBytes) { path in
      written = [UInt8](capacity: outputBytes) { output in
        output.append(before.span)
        result = connection.advance(input.span, path: &path, output: &output, moment)
      }
    }
    output = written
    return result
  }

  private mutating func open() -> Connection.Operation {
    let name = String(decoding: path, as: UTF8.self)
    mediaType = MediaType(path: path.span)
    isStreamed = name.count % 2 == 1
    switch name.count % 5 {
    case 0: return openFailed(.nothing)
    case 1: return openFailed(.directory)
    case 2: content = FuzzedConnection.large
    case 3: content = []
    default: content = FuzzedConnection.text
    }
    return opened(isNext: false)
  }

  private mutating func nextPart() -> Connection.Operation { opened(isNext: true) }

  private mutating func opened(isNext: Bool) -> Connection.Operation {
    let representation = Representation(
      size: UInt64(content.count), modifiedSeconds: 784_025_377, modifiedNanoseconds: 0,
      isWeak: false, mediaType: mediaType)
    let fields = [UInt8](capacity: PreparedAnswer.fieldBytesMax) {
      PreparedAnswer.appendFields(of: representation, to: &$0)
    }
    let bytes = fields + content
    let isStreamed = isStreamed
    var result = Connection.Operation.receive
    let (before, input, moment) = (output, input, moment)
    output = [UInt8](capacity: outputBytes) { output in
      output.append(before.span)
      let prepared =
        isStreamed
        ? nil
        : PreparedAnswer(
          bytes.span, fieldCount: fields.count, modified: representation.modified)
      result =
        isNext
        ? connection.nextPart(representation, prepared, input.span, output: &output)
        : connection.opened(representation, prepared, input.span, output: &output, moment)
    }
    return result
  }

  private mutating func openFailed(_ failure: OpenFailure) -> Connection.Operation {
    var result = Connection.Operation.receive
    var written: [UInt8] = []
    let (before, input, moment) = (output, input, moment)
    path = [UInt8](capacity: Limits.targetBytes) { path in
      written = [UInt8](capacity: outputBytes) { output in
        output.append(before.span)
        result = connection.openFailed(
          failure, input.span, path: &path, output: &output, moment)
      }
    }
    output = written
    return result
  }
}

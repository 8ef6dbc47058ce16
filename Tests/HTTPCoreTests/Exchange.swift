import HTTPCore
import Testing

/// A connection with its client and its files, all in memory, in the place of an engine.
///
/// It does what `Connection` asks for, keeps every byte that a client would see in `stream`, and
/// records an issue where the connection asks for what no engine could do. A class, since
/// expectations cannot look into what is not copyable.
final class Exchange {
  /// What stands at a canonical path.
  enum File: Sendable {
    /// Bytes at hand when the file is opened.
    case memory([UInt8])
    /// Bytes that are sent from the file, a few at a time.
    case streamed([UInt8])
    case failure(OpenFailure)
  }

  /// Bytes of input that an owner has room for: the longest head and some content behind it.
  static let inputBytes = 16 * 1024
  static let outputBytes = 16 * 1024

  var connection = Connection()
  private(set) var input: [UInt8] = []
  private(set) var stream: [UInt8] = []
  /// The operation that is outstanding: `receive` or `close` unless a test holds back an event.
  private(set) var operation = Connection.Operation.receive
  /// The names that were opened, in order.
  private(set) var opened: [String] = []
  private let output: Block
  private let path = Block(capacity: Limits.targetBytes)
  let moment: Moment
  /// Stops before the next send is carried out, as a client that does not read makes it.
  var holdsSends = false
  /// Stops before the next file is opened.
  var holdsOpens = false
  /// Sends the answers at hand before a file is opened, as an engine does that waits for a disk.
  var sendsBeforeOpening = false

  init(outputBytes: Int = Exchange.outputBytes, moment: Moment = Files.now) {
    output = Block(capacity: outputBytes)
    self.moment = moment
  }

  /// Whether nothing more is read or sent.
  var isClosed: Bool { if case .close = operation { true } else { false } }

  // MARK: Events

  /// The client sends `bytes`; all that follows from it is done.
  func receive(_ bytes: some Collection<UInt8>) {
    var rest = bytes[...]
    repeat {
      guard operation == .receive else { return }
      let room = Exchange.inputBytes - input.count
      guard room > 0 || rest.isEmpty else {
        Issue.record("more input is wanted than there is room for")
        return
      }
      input.append(contentsOf: rest.prefix(room))
      rest = rest.dropFirst(room)
      operation = advance()
      run()
    } while !rest.isEmpty
  }

  func timeOut() {
    operation = withSpans { connection, input, _, output, moment in
      connection.timedOut(input, output: &output, moment)
    }
    run()
  }

  func drain() {
    connection.drain()
    guard operation == .receive else { return }
    operation = advance()
    run()
  }

  /// Goes on with an operation that was held.
  func resume() {
    holdsSends = false
    holdsOpens = false
    run()
  }

  // MARK: Operations

  private func run() {
    for _ in 0..<10_000 {
      removeConsumed()
      checkDeadline()
      switch operation {
      case .receive, .close: return
      case .send where holdsSends: return
      case .sendBody where holdsSends: return
      case .nextPart: operation = nextPart()
      case .open where holdsOpens: return
      case .proceed: operation = advance()
      case .open: operation = open()
      case .send: operation = send()
      case .sendBody(let offset, let count): operation = sendBody(offset, count)
      }
    }
    Issue.record("the connection does not come to rest")
  }

  private func removeConsumed() {
    let range = connection.takeConsumed()
    guard range.upperBound <= input.count else {
      Issue.record("more is consumed than there is")
      return
    }
    input.removeSubrange(range)
    #expect(connection.takeConsumed().isEmpty)
  }

  private func checkDeadline() {
    switch operation {
    case .receive:
      #expect(output.count == 0, "what was answered is sent before more is waited for")
      #expect(connection.deadline == (input.isEmpty ? .idle : .request))
    case .open: #expect(connection.deadline == .none)
    case .send, .sendBody: #expect(connection.deadline == .progress)
    case .close(lingers: true): #expect(connection.deadline == .request)
    case .close, .proceed, .nextPart: break
    }
  }

  private func advance() -> Connection.Operation {
    // Other connections use the same scratch area between two events of this one.
    path.removeAll()
    return withSpans { connection, input, path, output, moment in
      connection.advance(input, path: &path, output: &output, moment)
    }
  }

  private func open() -> Connection.Operation {
    if sendsBeforeOpening, output.count > 0 { return send() }
    let name = Files.name(path.bytes.text, isDirectory: connection.targetIsDirectory)
    opened.append(name)
    path.removeAll()
    switch Files.all[name] ?? .failure(Files.failure(name)) {
    case .failure(let failure):
      return withSpans { connection, input, path, output, moment in
        connection.openFailed(failure, input, path: &path, output: &output, moment)
      }
    case .memory(let bytes):
      let representation = Files.representation(name, bytes)
      let fields = Files.fields(of: representation)
      return withSpans { connection, input, _, output, moment in
        let content = fields + bytes
        return connection.opened(
          representation,
          PreparedAnswer(content.span, fieldCount: fields.count, modified: representation.modified),
          input,
          output: &output, moment)
      }
    case .streamed(let bytes):
      let representation = Files.representation(name, bytes)
      return withSpans { connection, input, _, output, moment in
        connection.opened(representation, nil, input, output: &output, moment)
      }
    }
  }

  private func nextPart() -> Connection.Operation {
    guard let name = opened.last, let file = Files.all[name] else {
      Issue.record("a part is wanted of what was not opened")
      return connection.abandon()
    }
    switch file {
    case .memory(let bytes):
      let representation = Files.representation(name, bytes)
      let fields = Files.fields(of: representation)
      return withSpans { connection, input, _, output, _ in
        let content = fields + bytes
        return connection.nextPart(
          representation,
          PreparedAnswer(content.span, fieldCount: fields.count, modified: representation.modified),
          input,
          output: &output)
      }
    case .streamed(let bytes):
      let representation = Files.representation(name, bytes)
      return withSpans { connection, input, _, output, _ in
        connection.nextPart(representation, nil, input, output: &output)
      }
    case .failure: return connection.abandon()
    }
  }

  private func send() -> Connection.Operation {
    #expect(output.count > 0, "there is something to send")
    stream += output.bytes
    output.removeAll()
    path.removeAll()
    return withSpans { connection, input, path, output, moment in
      connection.advance(input, path: &path, output: &output, moment)
    }
  }

  /// Sends a part of what is asked for, so that the rest is asked for again.
  private func sendBody(_ offset: UInt64, _ count: UInt64) -> Connection.Operation {
    stream += output.bytes
    output.removeAll()
    switch opened.last.flatMap({ Files.all[$0] }) {
    case .memory(let bytes), .streamed(let bytes):
      let part = bytes[Int(offset)..<Int(offset + count)].prefix(5000)
      stream += part
      return connection.bodySent(UInt64(part.count))
    default:
      Issue.record("a body is wanted of what was not opened")
      return connection.abandon()
    }
  }

  private func withSpans(
    _ event: (
      inout Connection, Span<UInt8>, inout OutputSpan<UInt8>, inout OutputSpan<UInt8>, Moment
    ) -> Connection.Operation
  ) -> Connection.Operation {
    let input = input
    return path.with { path in
      output.with { output in event(&connection, input.span, &path, &output, moment) }
    }
  }
}

/// Memory that is written into from call to call, as an engine's is.
private final class Block {
  private let buffer: UnsafeMutableBufferPointer<UInt8>
  private(set) var count = 0

  init(capacity: Int) {
    buffer = .allocate(capacity: capacity)
  }

  deinit {
    buffer.deallocate()
  }

  var bytes: [UInt8] { Array(buffer[..<count]) }

  func removeAll() {
    count = 0
  }

  func with<Result>(_ write: (inout OutputSpan<UInt8>) -> Result) -> Result {
    var span = OutputSpan(buffer: buffer, initializedCount: count)
    let result = write(&span)
    count = span.finalize(for: buffer)
    return result
  }
}

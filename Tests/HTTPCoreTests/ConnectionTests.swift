import HTTPCore
import Testing

@Suite("Connection, RFC 9110 and RFC 9112")
struct ConnectionTests {
  @Test("The answer, byte for byte", arguments: Transcripts.all)
  func answers(_ transcript: Transcript) {
    check(transcript, [transcript.sent])
  }

  @Test("The same answer at every split point", arguments: Transcripts.all)
  func splits(_ transcript: Transcript) {
    let sent = transcript.sent
    // What is long is long by repetition: there a stride meets every case too.
    let step = sent.count > 1024 ? 97 : 1
    for split in stride(from: 1, to: sent.count, by: step) {
      check(transcript, [Array(sent[..<split]), Array(sent[split...])])
    }
  }

  @Test("The same answer byte by byte, and in pieces of seven", arguments: Transcripts.all)
  func pieces(_ transcript: Transcript) {
    let sent = transcript.sent
    for size in [1, 7] {
      let pieces = stride(from: 0, to: sent.count, by: size).map { start in
        Array(sent[start..<min(start + size, sent.count)])
      }
      check(transcript, pieces)
    }
  }

  @Test("The same answer through an output of 2 KiB", arguments: Transcripts.all)
  func smallOutput(_ transcript: Transcript) {
    check(transcript, [transcript.sent], outputBytes: 2048)
    let half = transcript.sent.count / 2
    let pieces = [Array(transcript.sent[..<half]), Array(transcript.sent[half...])]
    check(transcript, pieces, outputBytes: 2048)
    check(transcript, [transcript.sent], outputBytes: 2048 + 61)
  }

  @Test(
    "The same answer if those at hand go out before a file is opened", arguments: Transcripts.all)
  func opensBehindSends(_ transcript: Transcript) {
    check(transcript, [transcript.sent], sendsBeforeOpening: true)
    check(transcript, [transcript.sent], outputBytes: 2048, sendsBeforeOpening: true)
  }

  @Test("Every status that a request can lead to has a transcript")
  func everyStatus() {
    for status in Status.allCases where status != .requestTimeout {
      let line = status.line.description.bytes
      #expect(Transcripts.all.contains { $0.seen.contains(line) }, "\(status)")
    }
  }

  private func check(
    _ transcript: Transcript, _ pieces: [[UInt8]], outputBytes: Int = Exchange.outputBytes,
    sendsBeforeOpening: Bool = false
  ) {
    let exchange = Exchange(outputBytes: outputBytes)
    exchange.sendsBeforeOpening = sendsBeforeOpening
    for piece in pieces { exchange.receive(piece) }
    // Compared as bytes: text is made of them only to be read.
    let isSame = exchange.stream == transcript.seen
    let sizes = pieces.prefix(3).map(\.count)
    let isClosed = exchange.isClosed
    #expect(isSame, "in pieces of \(sizes):\n\(exchange.stream.text.prefix(2000))")
    #expect(isClosed == transcript.closes, "in pieces of \(sizes)")
  }
}

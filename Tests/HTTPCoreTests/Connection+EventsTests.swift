import HTTPCore
import Testing

@Suite("Connection, time limits and the end")
struct ConnectionEventsTests {
  private static let hello = "GET /hello.txt HTTP/1.1\r\nHost: a\r\n\r\n".bytes
  private static let large = "GET /large.bin HTTP/1.1\r\nHost: a\r\n\r\n".bytes
  private static let continued =
    "PUT / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n".bytes
  private static let post = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc".bytes

  // MARK: RFC 9110 section 15.5.9, time limits

  @Test("A connection without a request ends in silence")
  func timeOutIdle() {
    let exchange = Exchange()
    exchange.timeOut()
    #expect(exchange.operation == .close(lingers: false))
    #expect(exchange.stream.isEmpty)
  }

  @Test("A connection between requests ends in silence")
  func timeOutBetweenRequests() {
    let exchange = Exchange()
    exchange.receive(Self.hello)
    exchange.timeOut()
    #expect(exchange.operation == .close(lingers: false))
    #expect(exchange.stream == Answer.hello())
  }

  @Test("A head or content that does not come in time is 408", arguments: [1, 16, 30, 35])
  func timeOutInHead(_ count: Int) {
    let exchange = Exchange()
    exchange.receive(Self.hello[..<count])
    exchange.timeOut()
    #expect(exchange.operation == .close(lingers: true))
    #expect(exchange.stream.text == Answer.timeout.text)
    exchange.timeOut()
    #expect(exchange.operation == .close(lingers: false))
    #expect(exchange.stream == Answer.timeout)
  }

  @Test("Content that does not come in time is 408")
  func timeOutInContent() {
    let exchange = Exchange()
    exchange.receive(Self.post)
    exchange.timeOut()
    #expect(exchange.operation == .close(lingers: true))
    #expect(exchange.stream.text == Answer.timeout.text)
  }

  @Test("A second request that does not come in time is 408 behind the first answer")
  func timeOutInSecondHead() {
    let exchange = Exchange()
    exchange.receive(Self.hello + Self.hello.dropLast())
    exchange.timeOut()
    #expect(exchange.stream.text == (Answer.hello() + Answer.timeout).text)
  }

  @Test("A client that does not read is left without a word, at every send of a body")
  func timeOutInBody() {
    let exchange = Exchange()
    exchange.holdsSends = true
    exchange.receive(Self.large)
    #expect(exchange.operation == .sendBody(offset: 0, count: UInt64(Files.large.count)))
    exchange.timeOut()
    #expect(exchange.operation == .close(lingers: false))
    #expect(exchange.stream.isEmpty)
  }

  @Test("A client that does not read is left without a word, though its next request has begun")
  func timeOutInSend() {
    for request in [Self.hello + Self.hello.dropLast(), Self.hello + Self.continued] {
      let exchange = Exchange()
      exchange.holdsSends = true
      exchange.receive(request)
      #expect(exchange.operation == .send)
      exchange.timeOut()
      #expect(exchange.operation == .close(lingers: false))
      #expect(exchange.stream.isEmpty)
    }
  }

  @Test("A file that is not opened in time ends the connection")
  func timeOutInOpen() {
    let exchange = Exchange()
    exchange.holdsOpens = true
    exchange.receive(Self.hello)
    #expect(exchange.operation == .open)
    exchange.timeOut()
    #expect(exchange.operation == .close(lingers: false))
  }

  // MARK: Draining

  @Test("An idle connection ends at once, before and between requests")
  func drainIdle() {
    let fresh = Exchange()
    fresh.drain()
    #expect(fresh.operation == .close(lingers: false))
    let used = Exchange()
    used.receive(Self.hello)
    used.drain()
    #expect(used.operation == .close(lingers: false))
    #expect(used.stream == Answer.hello())
  }

  @Test("A request under way is answered, and is the last", arguments: [1, 20, 35])
  func drainInHead(_ count: Int) {
    let exchange = Exchange()
    exchange.receive(Self.hello[..<count])
    exchange.drain()
    #expect(exchange.operation == .receive)
    exchange.receive(Self.hello[count...] + Self.hello)
    #expect(exchange.stream.text == Answer.hello(connection: "close").text)
    // The second request is in the input, unread: closing at once would reset the connection.
    #expect(exchange.operation == .close(lingers: true))
  }

  @Test("Content under way is read to its end, and its answer is the last")
  func drainInContent() {
    let exchange = Exchange()
    exchange.receive(Self.post)
    exchange.drain()
    exchange.receive("defghi".bytes)
    let answer = Answer.refusal(
      "405 Method Not Allowed", "files here answer GET, HEAD and OPTIONS.", fields: [Answer.allow])
    #expect(exchange.stream.text == answer.text)
    #expect(exchange.operation == .close(lingers: false))
  }

  @Test("A file that is being opened is sent, and is the last")
  func drainInOpen() {
    let exchange = Exchange()
    exchange.holdsOpens = true
    exchange.receive(Self.hello)
    exchange.drain()
    #expect(exchange.operation == .open)
    exchange.resume()
    #expect(exchange.stream.text == Answer.hello(connection: "close").text)
    #expect(exchange.operation == .close(lingers: false))
  }

  @Test("A body under way is sent to its end, and is the last")
  func drainInBody() {
    let exchange = Exchange()
    exchange.holdsSends = true
    exchange.receive(Self.large)
    exchange.drain()
    #expect(exchange.operation == .sendBody(offset: 0, count: UInt64(Files.large.count)))
    exchange.resume()
    #expect(exchange.stream == Answer.file("application/octet-stream", Files.large))
    #expect(exchange.operation == .close(lingers: false))
  }

  @Test("An answer on its way is sent to its end, and is the last")
  func drainInSend() {
    let exchange = Exchange()
    exchange.holdsSends = true
    exchange.receive(Self.hello)
    exchange.drain()
    #expect(exchange.operation == .send)
    exchange.resume()
    #expect(exchange.stream == Answer.hello())
    #expect(exchange.operation == .close(lingers: false))
  }

  // MARK: The end

  @Test("Nothing is done for a connection that was abandoned")
  func abandoned() {
    let exchange = Exchange()
    exchange.receive(Self.hello)
    #expect(exchange.connection.abandon() == .close(lingers: false))
    exchange.receive(Self.hello)
    #expect(exchange.operation == .close(lingers: false))
    #expect(exchange.stream == Answer.hello())
    #expect(exchange.opened == ["hello.txt"])
  }

  @Test("RFC 9112 section 9.6: what was refused is read on, what was answered is not")
  func lingering() {
    let refused = Exchange()
    refused.receive("G(T / HTTP/1.1\r\n\r\n".bytes)
    #expect(refused.operation == .close(lingers: true))
    let answered = Exchange()
    answered.receive("GET /hello.txt HTTP/1.0\r\n\r\n".bytes)
    #expect(answered.operation == .close(lingers: false))
  }

  @Test("A head as long as the limit is answered, content and all")
  func longestHead() {
    let start = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 50000\r\nX: "
    let padding = String(repeating: "x", count: Limits.headBytes - start.utf8.count - 4)
    let head = (start + padding + "\r\n\r\n").bytes
    #expect(head.count == Limits.headBytes)
    let exchange = Exchange()
    exchange.receive(head + [UInt8](repeating: 0, count: 50_000) + Self.hello)
    #expect(exchange.stream.text == (Answer.notAllowed + Answer.hello()).text)
  }

  @Test("Content of exactly the limit is read, and the connection goes on")
  func longestContent() {
    let head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \(Limits.contentBytes)\r\n\r\n".bytes
    let exchange = Exchange()
    exchange.receive(head + [UInt8](repeating: 0, count: Int(Limits.contentBytes)) + Self.hello)
    #expect(exchange.stream.text == (Answer.notAllowed + Answer.hello()).text)
  }

  @Test("A line that never ends is refused long before the input is full")
  func endlessLine() {
    let exchange = Exchange()
    for _ in 0..<4 { exchange.receive([UInt8](repeating: UInt8(ascii: "A"), count: 1000)) }
    let unknown = Answer.refusal(
      "501 Not Implemented", "this server does not know the method or transfer coding.")
    #expect(exchange.stream.text == unknown.text)
    #expect(exchange.isClosed)
  }

  @Test("A redirect that the output cannot hold is 414, one that it can is sent")
  func longRedirect() {
    for (count, isMoved) in [(6000, true), (8000, true), (8000, false)] {
      let query = String(repeating: "q", count: count)
      let exchange = Exchange(outputBytes: isMoved ? Exchange.outputBytes : 4096)
      exchange.receive("GET /dir?\(query) HTTP/1.1\r\nHost: a\r\n\r\n".bytes)
      let tooLong = Answer.error(
        "414 URI Too Long", "the address is longer than this server reads.")
      #expect(exchange.stream.text == (isMoved ? Answer.moved("/dir/?\(query)") : tooLong).text)
    }
  }

  @Test("A redirect waits for room behind other answers")
  func redirectBehindAnswers() {
    let query = String(repeating: "q", count: 8000)
    let redirect = "GET /dir?\(query) HTTP/1.1\r\nHost: a\r\n\r\n".bytes
    let exchange = Exchange(outputBytes: 9500)
    exchange.receive(Self.hello + Self.hello + Self.hello + Self.hello + redirect + Self.hello)
    let hellos = Answer.hello() + Answer.hello() + Answer.hello() + Answer.hello()
    let expected = hellos + Answer.moved("/dir/?\(query)") + Answer.hello()
    #expect(exchange.stream.text == expected.text)
  }

  @Test("RFC 9110 section 8.8.2.1: a modification in the future is stated as of now")
  func modifiedInTheFuture() {
    for seconds in [Files.modifiedSeconds - 1, Files.modifiedSeconds - 86400, 0] {
      let moment = Moment(HTTPDate(seconds: seconds), boundary: 0)
      let text = moment.text.indices.map { moment.text[$0] }.text
      for fields in ["", "Connection: close\r\n", "Range: bytes=0-0\r\n"] {
        let exchange = Exchange(moment: moment)
        exchange.receive("GET /hello.txt HTTP/1.1\r\nHost: a\r\n\(fields)\r\n".bytes)
        #expect(exchange.stream.text.contains("\r\nDate: \(text)\r\n"))
        #expect(exchange.stream.text.contains("\r\nLast-Modified: \(text)\r\n"))
        #expect(exchange.stream.text.contains("\r\nETag: \(Files.tag(6))\r\n"))
      }
    }
  }

  @Test("Whatever comes, the connection comes to rest and answers whole responses")
  func seeded() {
    var generator = SeededGenerator(seed: 9112)
    let corpus = Transcripts.all.map(\.sent).filter { $0.count < 400 }
    for _ in 0..<400 {
      var bytes = corpus[Int.random(in: 0..<corpus.count, using: &generator)]
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let index = Int.random(in: 0..<bytes.count, using: &generator)
        bytes[index] = UInt8(truncatingIfNeeded: generator.next())
      }
      let exchange = Exchange()
      exchange.receive(bytes)
      exchange.timeOut()
      let isPlain = exchange.stream.isEmpty || exchange.stream.text.hasPrefix("HTTP/1.1 ")
      #expect(isPlain)
      #expect(exchange.isClosed)
    }
  }
}

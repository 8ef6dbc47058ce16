import HTTPCore
import Testing

@Suite("Accept-Encoding, RFC 9110 section 12.5.3")
struct AcceptEncodingTests {
  private func read(_ lines: String...) -> AcceptEncoding {
    var accepted = AcceptEncoding()
    for line in lines { accepted.add(line.bytes.span) }
    return accepted
  }

  private func sizes(
    identity: UInt64? = nil, gzip: UInt64? = nil, br: UInt64? = nil, zstd: UInt64? = nil
  ) -> CodingSizes {
    var sizes = CodingSizes()
    sizes[.identity] = identity
    sizes[.gzip] = gzip
    sizes[.brotli] = br
    sizes[.zstandard] = zstd
    return sizes
  }

  /// Each coding's weight, from identity on.
  private func weights(_ accepted: AcceptEncoding) -> [UInt16] {
    ContentCoding.allCases.map { accepted.weight(of: $0) }
  }

  @Test("No field asks for nothing, and neither does an empty one")
  func absent() {
    let nothing: [UInt16] = [1, 0, 0, 0]
    #expect(weights(AcceptEncoding()) == nothing)
    for line in ["", " ", ",", " , ,,"] {
      #expect(weights(read(line)) == nothing)
      #expect(read(line) == AcceptEncoding())
    }
    #expect(!AcceptEncoding().acceptsCoding)
    #expect(AcceptEncoding().worthMaking == nil)
  }

  @Test(
    "The examples of the section, and every form of a list",
    arguments: [
      ("compress, gzip", [1, 2000, 0, 0]), ("*", [2000, 2000, 2000, 2000]),
      ("compress;q=0.5, gzip;q=1.0", [1, 2000, 0, 0]),
      ("gzip;q=1.0, identity; q=0.5, *;q=0", [1000, 2000, 0, 0]),
      ("gzip, deflate, br, zstd", [1, 2000, 2000, 2000]),
      ("br;q=1.0, gzip;q=0.8, *;q=0.1", [200, 1600, 2000, 200]),
      ("identity;q=0", [0, 0, 0, 0]), ("*;q=0", [0, 0, 0, 0]),
      ("identity;q=0, *", [0, 2000, 2000, 2000]), ("*;q=0, identity", [2000, 0, 0, 0]),
      ("identity", [2000, 0, 0, 0]), ("identity;q=0.2,gzip;q=0.1", [400, 200, 0, 0]),
      ("GZIP, Br, ZSTD", [1, 2000, 2000, 2000]), ("x-gzip", [1, 2000, 0, 0]),
      ("X-GZip;Q=0.3", [1, 600, 0, 0]), ("gzip;q=0", [1, 0, 0, 0]),
      ("gzip ; q=0.25", [1, 500, 0, 0]), ("gzip;\tq=0.25", [1, 500, 0, 0]),
      (",gzip,,br,", [1, 2000, 2000, 0]), ("gzip;q=0.001", [1, 2, 0, 0]),
    ] as [(String, [UInt16])])
  func lists(_ line: String, _ expected: [UInt16]) {
    #expect(weights(read(line)) == expected)
  }

  @Test(
    "Section 12.4.2: weights have up to three decimals and are at most one",
    arguments: [
      ("q=0", 0), ("q=0.", 0), ("q=0.0", 0), ("q=0.000", 0), ("q=1", 2000), ("q=1.", 2000),
      ("q=1.000", 2000), ("q=0.9", 1800), ("q=0.99", 1980), ("q=0.999", 1998), ("Q=0.5", 1000),
    ] as [(String, UInt16)])
  func weight(_ parameter: String, _ expected: UInt16) {
    #expect(read("gzip;\(parameter)").weight(of: .gzip) == expected)
  }

  @Test(
    "An element that is malformed is as if it were not there",
    arguments: [
      "q=", "q=2", "q=1.001", "q=1.1", "q=0.0000", "q=-1", "q=.5", "q=0,5", "q=a", "q=0.a",
      "q=0 .5", "q", "", "x=1", "q=0.5;x=1", "x=1;q=0.5", "q==1", "qq=1", "q=00.5", "q=+1",
      "q =1", "q= 1",
    ])
  func malformed(_ parameter: String) {
    let accepted = read("gzip;\(parameter)")
    // The comma divides: what follows it is no coding.
    #expect(accepted.weight(of: .gzip) == 0)
    #expect(accepted.weight(of: .identity) == 1)
    #expect(read("gzip;\(parameter), br").weight(of: .brotli) == 2000)
  }

  @Test("Names that only begin like a coding's are none")
  func unknown() {
    for name in ["gzi", "gzipp", "b", "brr", "zst", "zstd1", "deflate", "x-", "**", "\"gzip\""] {
      #expect(!read(name).acceptsCoding, "\(name)")
    }
  }

  @Test("Section 5.3: several lines are one list; what is listed twice counts once")
  func lines() {
    #expect(read("gzip;q=0.5", "br") == read("gzip;q=0.5, br"))
    #expect(read("gzip;q=0.5", "gzip").weight(of: .gzip) == 1000)
    #expect(read("gzip, gzip;q=0").weight(of: .gzip) == 2000)
    #expect(read("*;q=0", "*").weight(of: .brotli) == 0)
  }

  @Test("The most wanted coding is sent, and of several the smallest")
  func best() {
    let all = sizes(identity: 100, gzip: 30, br: 20, zstd: 25)
    #expect(read("gzip, br, zstd").best(of: all) == .brotli)
    #expect(read("gzip, zstd").best(of: all) == .zstandard)
    #expect(read("gzip;q=1, br;q=0.9").best(of: all) == .gzip)
    #expect(read("gzip;q=0.1").best(of: all) == .gzip)
    #expect(read("identity, gzip;q=0.9").best(of: all) == .identity)
    #expect(read("*").best(of: all) == .brotli)
    #expect(read("*;q=0.1, br;q=0").best(of: all) == .zstandard)
    #expect(read("gzip, br").best(of: sizes(identity: 100, gzip: 20, br: 30)) == .gzip)
    // As long as identity: nothing is gained.
    #expect(read("*").best(of: sizes(identity: 20, gzip: 20)) == .identity)
    // Somebody put it there, and it was asked for by name.
    #expect(read("gzip").best(of: sizes(identity: 20, gzip: 40)) == .gzip)
    #expect(AcceptEncoding().best(of: all) == .identity)
    #expect(read("").best(of: all) == .identity)
    #expect(read("compress").best(of: all) == .identity)
  }

  @Test("Nothing is best where nothing there is acceptable")
  func none() {
    #expect(read("identity;q=0").best(of: sizes(identity: 1)) == nil)
    #expect(read("*;q=0").best(of: sizes(identity: 1, gzip: 1)) == nil)
    #expect(read("identity;q=0, br").best(of: sizes(identity: 1, gzip: 1)) == nil)
    #expect(read("gzip").best(of: sizes(br: 1)) == nil)
    #expect(AcceptEncoding().best(of: sizes(br: 1)) == nil)
    #expect(read("br").best(of: CodingSizes()) == nil)
    #expect(read("identity;q=0, br").best(of: sizes(identity: 1, br: 1)) == .brotli)
  }

  @Test("The coding to make is the most wanted, unless identity is wanted more")
  func worthMaking() {
    #expect(read("gzip, deflate, br, zstd").worthMaking == .brotli)
    #expect(read("gzip, zstd").worthMaking == .zstandard)
    #expect(read("gzip").worthMaking == .gzip)
    #expect(read("gzip, br;q=0.9").worthMaking == .gzip)
    #expect(read("gzip;q=0.1").worthMaking == .gzip)
    #expect(read("*").worthMaking == .brotli)
    #expect(read("identity, gzip;q=0.9").worthMaking == nil)
    #expect(read("identity;q=0").worthMaking == nil)
    #expect(read("gzip;q=0, br;q=0").worthMaking == nil)
  }

  @Test("A head has the sum of its lines, in any case of letters")
  func heads() throws {
    let fields = "Host: a\r\nAccept-Encoding: gzip\r\naccept-encoding: br;q=0\r\n"
    let text = "GET / HTTP/1.1\r\n\(fields)\r\n"
    guard case .complete(let head) = RequestParser.parse(text.bytes.span) else {
      Issue.record("the head was not accepted")
      return
    }
    #expect(head.acceptEncoding == read("gzip, br;q=0"))
    #expect(head.acceptsCoding)
  }

  @Test("Whatever stands in it, reading it ends, and no weight is above one")
  func anything() {
    var random = SeededGenerator(seed: 7)
    let pieces = [
      "gzip", "br", "zstd", "identity", "*", ";", "q", "=", "0", ".", "1", ",", " ", "\"",
    ]
    for _ in 0..<20_000 {
      let line = (0..<Int.random(in: 0..<14, using: &random))
        .map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      let accepted = read(line)
      #expect(weights(accepted).allSatisfy { $0 <= 2000 }, "\(line)")
      let best = accepted.best(of: sizes(identity: 4, gzip: 3, br: 2, zstd: 1))
      #expect(best.map { accepted.weight(of: $0) > 0 } ?? true, "\(line)")
    }
  }
}

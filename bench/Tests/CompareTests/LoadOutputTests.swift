import Testing

@testable import compare

@Suite struct LoadOutputTests {
  private let line =
    "result seconds=1.5 requests=3000 bytes=4000000 connect=0 read=1 write=0 status=2 timeout=0"

  @Test func readsTheLineOfTheScript() throws {
    let result = try #require(WrkResult("Running 600s test\n  Latency 1ms\n\(line)\n"))
    #expect(result.seconds == 1.5)
    #expect(result.requests == 3000)
    #expect(result.bytes == 4_000_000)
    #expect(result.problem == "wrk counts errors: 1 read, 2 status")
  }

  @Test(arguments: ["", "result", "result seconds=x", "Requests/sec: 12"])
  func refusesOtherOutput(_ text: String) {
    #expect(WrkResult(text) == nil)
  }

  @Test func addsUpProcessesSideBySide() throws {
    let one = try #require(WrkResult(line))
    let both = [one, one].reduce(WrkResult(), +)
    #expect(both.requests == 6000)
    #expect(both.seconds == 1.5)
    #expect(both.errors["status"] == 4)
  }

  @Test func noRequestIsAProblem() {
    #expect(WrkResult().problem == "no request was answered")
  }

  @Test func h2loadMustHaveOnly2xx() {
    let good = """
      finished in 1.39s, 14351.51 req/s, 17.30MB/s
      requests: 200 total, 200 started, 200 done, 200 succeeded, 0 failed, 0 errored, 0 timeout
      status codes: 200 2xx, 0 3xx, 0 4xx, 0 5xx
      """
    #expect(H2load.problem(good, expected: 200) == nil)
    #expect(H2load.problem(good, expected: 201) != nil)
    #expect(H2load.problem(good.replacing("200 2xx", with: "199 2xx"), expected: 200) != nil)
    #expect(H2load.problem("connect failed", expected: 1) == "h2load failed: connect failed")
  }

  @Test func plainResponseIsTakenWhenComplete() throws {
    let text = "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello"
    #expect(PlainResponse(Array(text.dropLast().utf8)) == nil)
    #expect(PlainResponse.missing(Array(text.dropLast().utf8)) == 1)
    let response = try #require(PlainResponse(Array(text.utf8)))
    #expect(response.status == 200)
    #expect(Array(response.body) == Array("hello".utf8))
  }
}

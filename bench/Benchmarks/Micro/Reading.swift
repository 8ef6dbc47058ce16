import Benchmark
import HTTPCore

/// What is done with the bytes of a request.
func registerReading() {
  registerParser("parse a short request", shortRequest, atMost: Bounds.shortRequest)
  registerParser("parse a long request", longRequest, atMost: Bounds.longRequest)
  registerPath("normalise a path, encoded", encodedPath, atMost: Bounds.encodedPath)
  registerPath("normalise a path with dots", dottedPath, atMost: Bounds.dottedPath)
  registerPreconditions()
  Comparison.register("read a range", over: rangeValue, atMost: Bounds.range) { runs in
    let value = rangeValue
    for _ in runs {
      let isPart = RequestedRange(value.opaque, size: 123_456) != .whole
      blackHole(isPart)
    }
  }
  Comparison.register("read a date", over: dateValue, atMost: Bounds.dateParsing) { runs in
    let value = dateValue
    for _ in runs {
      blackHole(HTTPDate(value.opaque, now: now.date)?.seconds ?? 0)
    }
  }
}

/// A time after all those in the samples.
let now = Moment(HTTPDate(seconds: 1_700_000_000), boundary: 0)

/// The file that the samples ask for.
let file = {
  let path = encodedPath
  return Representation(
    size: 123_456, modifiedSeconds: 784_111_777, modifiedNanoseconds: 5, isWeak: false,
    mediaType: MediaType(path: path.span))
}()

private func registerParser(_ name: String, _ request: [UInt8], atMost bound: Int) {
  Comparison.register(name, over: request, atMost: bound) { runs in
    for _ in runs { blackHole(parsedCount(request.opaque)) }
  }
}

/// The bytes of the head that `input` starts with; zero if it is none.
private func parsedCount(_ input: Span<UInt8>) -> Int {
  guard case .complete(let head) = RequestParser.parse(input) else { return 0 }
  return head.count
}

private func registerPath(_ name: String, _ path: [UInt8], atMost bound: Int) {
  Comparison.register(name, over: path, atMost: bound) { runs in
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 1024) { buffer in
      for _ in runs {
        var output = OutputSpan(buffer: buffer, initializedCount: 0)
        _ = RequestTarget.canonicalize(path.opaque, into: &output)
        blackHole(output.count)
      }
    }
  }
}

/// The conditions of the long request: a tag that does not match, and then a date.
private func registerPreconditions() {
  let request = longRequest
  guard case .complete(let head) = RequestParser.parse(request.span) else {
    fatalError("the sample is a request")
  }
  let name = "evaluate preconditions"
  Comparison.register(name, over: conditionBytes(head), atMost: Bounds.preconditions) { runs in
    for _ in runs {
      let outcome = Preconditions.evaluate(head, request.opaque, file, now: now.date)
      blackHole(outcome == .notModified)
    }
  }
}

/// The bytes that the evaluation reads.
private func conditionBytes(_ head: RequestHead) -> [UInt8] {
  guard let tag = head.ifNoneMatch else { fatalError("the sample has a condition") }
  let start = Int(tag.offset)
  return Array(longRequest[start..<(start + Int(tag.count))])
}

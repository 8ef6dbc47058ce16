import Benchmark
import HTTPCore

/// What is written into a response.
func registerWriting() {
  Comparison.register("write a date", over: dateValue, atMost: Bounds.dateFormatting) { runs in
    for run in runs {
      let text = HTTPDate(seconds: Int64(784_111_777 + identity(run))).text
      blackHole(text[5])
    }
  }
  let written = responseHead()
  Comparison.register("write a response head", over: written, atMost: Bounds.responseHead) {
    runs in
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 1024) { buffer in
      for _ in runs {
        var output = OutputSpan(buffer: buffer, initializedCount: 0)
        writeHead(to: &output)
        blackHole(output.count)
      }
    }
  }
}

/// The head of a whole file, as it is put together for every response.
private func writeHead(to output: inout OutputSpan<UInt8>) {
  let head = ResponseHead(
    .ok, contentLength: UInt64(identity(123_456)), keepsAlive: true, statesKeepAlive: false)
  head.appendStart(now, to: &output)
  head.appendValidators(of: file, now, to: &output)
  head.appendDescription(of: file, to: &output)
  head.appendEnd(to: &output)
}

private func responseHead() -> [UInt8] {
  [UInt8](capacity: 1024) { writeHead(to: &$0) }
}

/// The Lua that wrk is given: how requests are made, and a last line that can be read exactly.
enum WrkScript {
  static func text(_ workload: Workload) -> String {
    switch workload.kind {
    case .pipelined: pipelined(workload) + result
    case .random: random + result
    default: result
    }
  }

  /// wrk itself rounds what it prints, and does not always print its errors.
  private static let result = """
    function done(summary, latency, requests)
      local errors = summary.errors
      io.write(string.format("result seconds=%.6f requests=%d bytes=%.0f",
        summary.duration / 1e6, summary.requests, summary.bytes))
      for _, name in ipairs({ "connect", "read", "write", "status", "timeout" }) do
        io.write(string.format(" %s=%d", name, errors[name]))
      end
      io.write("\\n")
    end

    """

  private static func pipelined(_ workload: Workload) -> String {
    """
    function init(args)
      local one = wrk.format("GET", "\(workload.target)")
      batch = string.rep(one, \(Workload.pipelineDepth))
    end
    function request() return batch end

    """
  }

  /// A generator of its own, so that every run asks for the same files in the same order.
  private static let random = """
    function init(args)
      requests = {}
      for folder = 0, \(Corpus.folderCount - 1) do
        for file = 0, \(Corpus.filesPerFolder - 1) do
          requests[#requests + 1] = wrk.format("GET", "/" .. folder .. "/" .. file)
        end
      end
      state = 12345
    end
    function request()
      state = (state * 1103515245 + 12345) % 2147483648
      return requests[math.floor(state / 2147483648 * #requests) + 1]
    end

    """
}

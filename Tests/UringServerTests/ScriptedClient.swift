import UringServer

/// One peer of the scripted engine: what it sends, and what it got.
struct ScriptedClient {
  enum Behaviour: CaseIterable {
    /// Sends all and reads all.
    case polite
    /// Disappears after so many turns.
    case vanishes
    /// Ends its own sending after the last request.
    case halfCloses
    /// Never reads; the response times out.
    case stalls
  }

  let behaviour: Behaviour
  /// What it has not sent yet.
  var toSend: [UInt8]
  /// What it got, in order.
  var got: [UInt8] = []
  var token: Token?
  var isReceiving = false
  var hasEnded = false
  var hasClosed = false
  /// Turns until it disappears.
  var turnsLeft = Int.max
  /// Count of bytes sent so far.
  var sentCount = 0
  /// After each piece sent: the count, and the versions the files had then.
  var marks: [(sentCount: Int, versions: [String: Int])] = []
}

/// A connection that waits for what another one is finding out.
struct FollowingConnection {
  let token: Token
  /// The other one.
  let leader: Token
  /// The other one is through.
  var isReady = false
}

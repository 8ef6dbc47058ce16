import HTTPCore
import LinuxIO

/// Requests for what another one is finding out already: they wait for it, and do not do the same.
extension Worker where E: ~Copyable {
  /// What tells fills from each other: the path, and what is wanted of it.
  private func fillKey(_ path: Region, _ goal: FileFill.Goal) -> UInt64 {
    cache.hash(path.bytes) &+ goal.number
  }

  /// Lets a request wait for the fill that is under way for the same; false if there is none.
  ///
  /// What it waited for may not have been kept, so it waits only so often.
  mutating func joinFill(_ token: Token, _ path: Region, _ goal: FileFill.Goal) -> Bool {
    let slot = token.slot
    guard exchanges[slots[slot].exchange].joins < limits.joins,
      let leader = leaders[fillKey(path, goal)],
      let fill = exchanges[slots[leader.slot].exchange].fill, fill.pathCount == path.count,
      blocks.region(of: fill.block).slice(0..<fill.pathCount).bytes.isSame(as: path.bytes)
    else { return false }
    exchanges[slots[slot].exchange].joins += 1
    slots[slot].activity = .waiting
    timeouts.leave(slot)
    releaseOutput(slot)
    followers.append(FollowingConnection(token: token, leader: leader))
    return true
  }

  /// Lets others wait for the fill that this connection has begun.
  mutating func lead(_ token: Token) {
    guard let fill = exchanges[slots[token.slot].exchange].fill else { return }
    let path = blocks.region(of: fill.block).slice(0..<fill.pathCount)
    let key = fillKey(path, fill.goal)
    guard leaders[key] == nil else { return }
    leaders[key] = token
    exchanges[slots[token.slot].exchange].fill?.key = key
  }

  /// Whoever waited for this connection's fill goes on when the turn does.
  mutating func endLead(_ slot: Int) {
    guard let key = exchanges[slots[slot].exchange].fill?.key else { return }
    exchanges[slots[slot].exchange].fill?.key = nil
    leaders[key] = nil
    guard !followers.isEmpty else { return }
    let token = slots[slot].token
    for index in followers.indices where followers[index].leader == token {
      followers[index].isReady = true
      hasReadyFollowers = true
    }
  }

  /// Lets those go on whose fill has ended.
  mutating func resumeFollowers() {
    guard hasReadyFollowers else { return }
    hasReadyFollowers = false
    let ready = followers.filter { $0.isReady }
    followers.removeAll { $0.isReady }
    for follower in ready {
      let slot = follower.token.slot
      // Closed since, and perhaps taken again.
      guard slots[slot].token == follower.token, slots[slot].activity == .waiting else { continue }
      advance(follower.token)
    }
  }
}

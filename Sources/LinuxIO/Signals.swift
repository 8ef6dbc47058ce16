import Glibc

#if IOUring
import CLiburing
#endif

/// Signals as values that one thread waits for, signal(7).
package enum Signals {
  /// TERM, INT and QUIT: the ways to ask for an end.
  private static var stopping: sigset_t {
    var set = sigset_t()
    _ = unsafe sigemptyset(&set)
    for number in [SIGTERM, SIGINT, SIGQUIT] { _ = unsafe sigaddset(&set, number) }
    return set
  }

  /// Keeps signals that ask for an end from interrupting this thread and those it starts.
  ///
  /// A client that is gone is an error of its send, and no reason to end: PIPE is ignored.
  package static func hold() {
    var set = stopping
    _ = unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
    _ = signal(SIGPIPE, SIG_IGN)
  }

  /// Keeps a client that is gone from ending the process by way of this thread.
  ///
  /// The process may do about PIPE what it likes: sendfile(2) cannot be told to raise none.
  package static func holdPipe() {
    var set = sigset_t()
    _ = unsafe sigemptyset(&set)
    _ = unsafe sigaddset(&set, SIGPIPE)
    _ = unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
  }

  /// Waits until an end is asked for.
  package static func waitForStop() {
    var set = stopping
    var number: Int32 = 0
    while unsafe sigwait(&set, &number) != 0 {}
  }
}

import ArgumentParser
import Glibc
import UringServer

/// Entry point: turns what commands throw into one line and an exit status.
@main
enum Program {
  static func main() {
    do {
      var command = try UringServerCommand.parseAsRoot()
      try command.run()
    } catch let error as ServerError {
      end(failing: error.description)
    } catch let status as ExitCode {
      exit(status.rawValue)
    } catch {
      let code = UringServerCommand.exitCode(for: error)
      guard code != .success else {
        print(UringServerCommand.fullMessage(for: error))
        exit(0)
      }
      // The parser's own status for wrong usage is 64; here it is 2, and one line says it all.
      let message = UringServerCommand.message(for: error).split(separator: "\n").joined(
        separator: " ")
      guard code == .validationFailure else { end(failing: message) }
      say("uring-server: \(message) (see uring-server serve --help)")
      exit(2)
    }
  }

  /// Writes a line to standard error.
  static func say(_ line: String) {
    let text = Array("\(line)\n".utf8)
    // Safe: the array is as long as it says. Nobody is left to tell if this fails.
    _ = unsafe write(STDERR_FILENO, text, text.count)
  }

  /// Says why, and ends the process at once with status 1.
  static func end(failing reason: String) -> Never {
    say("uring-server: \(reason)")
    exit(1)
  }
}

import Glibc

@main
struct Main {
  static func main() {
    Descriptor.reserveStandardOnes()
    // Writing to a pipe that nobody reads, or past a limit on the size of files, is to be an error
    // of write(2) and not the end of the program: there may be a temporary file to remove.
    _ = signal(SIGPIPE, SIG_IGN)
    _ = signal(SIGXFSZ, SIG_IGN)
    exit(Program.connected.run(Array(CommandLine.arguments.dropFirst())).rawValue)
  }
}

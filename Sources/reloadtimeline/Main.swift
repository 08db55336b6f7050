import TraceModel

@main
struct Main {
  static func main() {
  }
}

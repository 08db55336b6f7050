/// Measures what the project promises; prints figures and ratios, and judges nothing.
///
/// `swift run -c release benchmark`
@main
struct Benchmark {
  static func main() {
    for line in ContainerBenchmark.run() { print(line) }
  }
}

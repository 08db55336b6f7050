// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .strictMemorySafety(),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "reloadtimeline",
  products: [
    .library(name: "TraceModel", targets: ["TraceModel"]),
    .executable(name: "reloadtimeline", targets: ["reloadtimeline"]),
  ],
  targets: [
    .target(name: "TraceModel", swiftSettings: settings),
    .executableTarget(
      name: "reloadtimeline", dependencies: ["TraceModel"], swiftSettings: settings),
    .executableTarget(
      name: "benchmark", dependencies: ["TraceModel"], path: "Tests/Benchmark",
      exclude: ["Results"], swiftSettings: settings),
    // What the tests trace; they find it beside themselves.
    .executableTarget(
      name: "addressspace-workload", path: "Tests/Workload",
      linkerSettings: [.linkedLibrary("pthread"), .linkedLibrary("dl")]),
    .testTarget(
      name: "TraceModelTests", dependencies: ["TraceModel"], resources: [.copy("Fixtures")],
      swiftSettings: settings),
    .testTarget(
      name: "ReloadTimelineTests", dependencies: ["TraceModel", "reloadtimeline"],
      exclude: ["Commands/Golden", "Fixtures", "Formats/Golden"], resources: [.copy("Text/Golden")],
      swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)

// swift-tools-version: 6.1
// Benchmarks of Khorshoo: a package of its own, so that its dependencies burden neither users nor `swift test`.
//
// Run from the repository with `make bench`, or here with
//   swift package -c release -Xcc -march=x86-64-v4 -Xcc -mprefer-vector-width=512 benchmark
// Every benchmark checks its own result before it is timed: a fast wrong answer fails.

import PackageDescription

let strict: [SwiftSetting] = [.enableUpcomingFeature("ExistentialAny")]
let khorshoo = Target.Dependency.product(name: "Khorshoo", package: "Khorshoo")
let benchmark = Target.Dependency.product(name: "Benchmark", package: "benchmark")

let package = Package(
  name: "KhorshooBenchmarks",
  dependencies: [
    .package(name: "Khorshoo", path: ".."),
    .package(url: "https://github.com/ordo-one/benchmark", exact: "1.38.1", traits: []),
  ],
  targets: ["Kernels", "Model"].map { name in
    .executableTarget(
      name: name + "Benchmarks", dependencies: [khorshoo, benchmark], path: name, swiftSettings: strict,
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")])
  } + [
    // Kernels whose instructions `make instructions` counts.
    .executableTarget(
      name: "KernelCounts", dependencies: [.product(name: "KhorshooNumerics", package: "Khorshoo")],
      path: "Counts", swiftSettings: strict),
    // The reduced model that `make bench-peers` compares with other languages.
    .executableTarget(
      name: "ReducedPeer", dependencies: [.product(name: "KhorshooNumerics", package: "Khorshoo")],
      path: "peers/reduced/swift", swiftSettings: strict),
  ]
)

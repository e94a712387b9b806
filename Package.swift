// swift-tools-version: 6.2
// Khorshoo: a cooperative-linkage economic simulation engine.
// Layers point down: khorshoo > Sweeps, Explain > Scenarios, Reports > Inputs > Model > Networks, Experiments > Engine > Numerics > OpenBLAS;
// Text, which knows no model, stands beside Numerics.

import PackageDescription

let strict: [SwiftSetting] = [.enableUpcomingFeature("ExistentialAny"), .treatAllWarnings(as: .error)]

/// One layer: a library target, with its test target beside it.
func layer(
  _ name: String, on dependencies: [Target.Dependency], resources: [Resource] = [],
  testing extra: [Target.Dependency] = [], testResources: [Resource] = []
) -> [Target] {
  [
    .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict),
    .testTarget(
      name: name + "Tests", dependencies: [.target(name: name)] + extra, resources: testResources,
      swiftSettings: strict),
  ]
}

let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let database = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")

let package = Package(
  name: "Khorshoo",
  products: [
    .library(
      name: "Khorshoo",
      targets: [
        "KhorshooNumerics", "KhorshooText", "KhorshooEngine", "KhorshooNetworks", "KhorshooModel",
        "KhorshooExperiments",
        "KhorshooInputs", "KhorshooScenarios", "KhorshooExplain", "KhorshooReports", "KhorshooSweeps",
      ]),
    // The kernels alone, for programs that need no model.
    .library(name: "KhorshooNumerics", targets: ["KhorshooNumerics"]),
    .executable(name: "khorshoo", targets: ["khorshoo"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    .systemLibrary(
      name: "COpenBLAS", path: "Sources/C/COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
    .systemLibrary(
      name: "CCrypto", path: "Sources/C/CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(
      name: "CXlsx", path: "Sources/C/CXlsx", pkgConfig: "xlsxwriter",
      providers: [.apt(["libxlsxwriter-dev", "zlib1g-dev"])]),
    .target(name: "CBLASTuning", path: "Sources/C/CBLASTuning"),
    .target(name: "CLanes", path: "Sources/C/CLanes"),
    // What several test targets use.
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
  ]
    + layer("KhorshooNumerics", on: ["COpenBLAS", "CBLASTuning", "CLanes"])
    + layer("KhorshooText", on: ["CCrypto", yams], testing: ["TestSupport"])
    + layer("KhorshooEngine", on: ["KhorshooNumerics"])
    + layer("KhorshooNetworks", on: ["KhorshooEngine", "KhorshooNumerics"], testResources: [.copy("Fixtures")])
    + layer(
      "KhorshooModel", on: ["KhorshooNetworks", "KhorshooEngine", "KhorshooNumerics"],
      testing: ["KhorshooScenarios"])
    + layer(
      "KhorshooInputs", on: ["KhorshooModel", "KhorshooNetworks", "KhorshooEngine", "KhorshooNumerics", "KhorshooText"])
    + layer(
      "KhorshooScenarios",
      on: [
        "KhorshooInputs", "KhorshooModel", "KhorshooNetworks", "KhorshooExperiments", "KhorshooEngine", "KhorshooText",
      ],
      resources: [.copy("Resources/parameters.csv")], testResources: [.copy("Malformed"), .copy("MalformedRosters")])
    + [
      .target(
        name: "KhorshooExplain",
        dependencies: ["KhorshooScenarios", "KhorshooModel", "KhorshooEngine", "KhorshooNumerics", "KhorshooText"],
        swiftSettings: strict)
    ]
    + layer(
      "KhorshooExperiments", on: ["KhorshooEngine", "KhorshooNumerics", "KhorshooText"],
      resources: [.copy("Resources/direction-numbers.txt")], testResources: [.copy("Fixtures")])
    + layer("KhorshooReports", on: ["KhorshooEngine", "KhorshooText", "CXlsx"], testing: ["TestSupport"])
    + layer(
      "KhorshooSweeps",
      on: [
        "KhorshooScenarios", "KhorshooReports", "KhorshooExperiments", "KhorshooModel", "KhorshooEngine",
        "KhorshooNumerics", "KhorshooText", database,
      ], testing: ["KhorshooEngine", "KhorshooNumerics"])
    + [
      .executableTarget(
        name: "khorshoo",
        dependencies: [
          "KhorshooSweeps", "KhorshooExplain", "KhorshooExperiments", "KhorshooScenarios", "KhorshooInputs",
          "KhorshooReports", "KhorshooModel",
          "KhorshooNetworks", "KhorshooEngine", "KhorshooText", arguments,
        ],
        swiftSettings: strict),
      // Writes the tables of the model description: `make docs`.
      .executableTarget(
        name: "khorshooDocs", dependencies: ["KhorshooScenarios", "KhorshooModel"], swiftSettings: strict),
      .testTarget(name: "CommandTests", dependencies: ["khorshoo"], swiftSettings: strict),
      .testTarget(
        name: "RepositoryTests",
        dependencies: ["KhorshooScenarios", "KhorshooModel", "KhorshooEngine", "KhorshooNumerics", "KhorshooText"],
        swiftSettings: strict),
    ]
)

// swift-tools-version: 6.2
// Khorshoo: a cooperative-linkage economic simulation engine.
// Layers point down: khorshoo > Explorer > Commands > Sweeps, Explain > Scenarios, Reports > Inputs > Model > Networks, Experiments >
// Engine > Numerics > OpenBLAS; Text, which knows no model, stands beside Numerics.

import PackageDescription

let strict: [SwiftSetting] = [.enableUpcomingFeature("ExistentialAny"), .treatAllWarnings(as: .error)]

/// One layer: a library target, with its test target beside it.
func layer(
  _ name: String, on dependencies: [Target.Dependency], exclude: [String] = [],
  testing extra: [Target.Dependency] = [], testResources: [Resource] = []
) -> [Target] {
  [
    .target(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict),
    .testTarget(
      name: name + "Tests", dependencies: [.target(name: name)] + extra, resources: testResources,
      swiftSettings: strict),
  ]
}

let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let server = Target.Dependency.product(name: "FlyingFox", package: "FlyingFox")
let database = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")

let package = Package(
  name: "Khorshoo",
  products: [
    .library(
      name: "Khorshoo",
      targets: [
        "KhorshooNumerics", "KhorshooText", "KhorshooEngine", "KhorshooNetworks", "KhorshooModel",
        "KhorshooExperiments", "KhorshooInputs", "KhorshooScenarios", "KhorshooExplain", "KhorshooReports",
        "KhorshooSweeps", "KhorshooCommands", "KhorshooExplorer", "KhorshooKit",
      ]),
    // The kernels alone, for programs that need no model.
    .library(name: "KhorshooNumerics", targets: ["KhorshooNumerics"]),
    .executable(name: "khorshoo", targets: ["khorshoo"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/swhitty/FlyingFox", exact: "0.27.1"),
  ],
  targets: [
    // Linked in whole, by the name of its archive in the module map: no other copy is found at run time, and its settings
    // are made before it starts.
    .systemLibrary(name: "COpenBLAS", path: "Sources/C/COpenBLAS", providers: [.apt(["libopenblas-dev"])]),
    .systemLibrary(
      name: "CCrypto", path: "Sources/C/CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(
      name: "CXlsx", path: "Sources/C/CXlsx", pkgConfig: "xlsxwriter",
      providers: [.apt(["libxlsxwriter-dev", "zlib1g-dev"])]),
    .systemLibrary(
      name: "CExpat", path: "Sources/C/CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
    .systemLibrary(name: "CZlib", path: "Sources/C/CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "CBLASTuning", path: "Sources/C/CBLASTuning"),
    .target(name: "CLanes", path: "Sources/C/CLanes"),
    // The ledger, the direction numbers and the page of khorshoo explore, inside the program.
    .target(name: "CResources", path: "Sources/C/CResources"),
    // What the program knows of itself: commit, licences, arguments.
    .target(name: "CProgram", path: "Sources/C/CProgram"),
    // What several test targets use.
    .target(name: "TestSupport", path: "Tests/TestSupport", exclude: ["small-banner.yaml"], swiftSettings: strict),
  ]
    + layer("KhorshooNumerics", on: ["COpenBLAS", "CBLASTuning", "CLanes"])
    + layer("KhorshooText", on: ["CCrypto", "CExpat", "CZlib", yams], testing: ["TestSupport"])
    + layer("KhorshooEngine", on: ["KhorshooNumerics"], testResources: [.copy("Fixtures")])
    + layer("KhorshooNetworks", on: ["KhorshooEngine", "KhorshooNumerics"], testResources: [.copy("Fixtures")])
    + layer(
      "KhorshooModel", on: ["KhorshooNetworks", "KhorshooEngine", "KhorshooNumerics"],
      testing: ["KhorshooScenarios"])
    + layer(
      "KhorshooInputs",
      on: ["KhorshooModel", "KhorshooNetworks", "KhorshooEngine", "KhorshooNumerics", "KhorshooText"],
      testResources: [.copy("Fixtures")])
    + layer(
      "KhorshooScenarios",
      on: [
        "KhorshooInputs", "KhorshooModel", "KhorshooNetworks", "KhorshooExperiments", "KhorshooEngine", "KhorshooText",
        "CResources",
      ],
      exclude: ["Resources"], testResources: [.copy("Malformed"), .copy("MalformedRosters")])
    + [
      .target(
        name: "KhorshooExplain",
        dependencies: [
          "KhorshooScenarios", "KhorshooReports", "KhorshooModel", "KhorshooEngine", "KhorshooNumerics", "KhorshooText",
        ],
        swiftSettings: strict)
    ]
    + layer(
      "KhorshooExperiments", on: ["KhorshooEngine", "KhorshooNumerics", "KhorshooText", "CResources"],
      exclude: ["Resources"], testResources: [.copy("Fixtures")])
    + layer(
      "KhorshooReports", on: ["KhorshooEngine", "KhorshooNumerics", "KhorshooText", "CXlsx", database],
      testing: ["TestSupport", database])
    + layer(
      "KhorshooSweeps",
      on: [
        "KhorshooScenarios", "KhorshooInputs", "KhorshooReports", "KhorshooExperiments", "KhorshooModel",
        "KhorshooEngine", "KhorshooNumerics", "KhorshooText", database,
      ], testing: ["KhorshooEngine", "KhorshooNumerics"])
    + layer(
      "KhorshooExplorer",
      on: [
        "KhorshooCommands", "KhorshooReports", "KhorshooScenarios", "KhorshooModel", "KhorshooEngine",
        "KhorshooNumerics", "KhorshooText", "CResources", server,
      ],
      exclude: ["Resources"], testing: ["TestSupport"])
    + [
      .target(
        name: "KhorshooCommands",
        dependencies: [
          "KhorshooSweeps", "KhorshooExplain", "KhorshooExperiments", "KhorshooScenarios", "KhorshooInputs",
          "KhorshooReports", "KhorshooModel", "KhorshooNetworks", "KhorshooEngine", "KhorshooNumerics", "KhorshooText",
          "CProgram",
        ],
        exclude: ["Resources"], swiftSettings: strict),
      .target(
        name: "KhorshooKit", dependencies: ["KhorshooCommands", "KhorshooEngine", "KhorshooText"], swiftSettings: strict
      ),
      .executableTarget(
        name: "khorshoo",
        dependencies: [
          "KhorshooExplorer", "KhorshooCommands", "KhorshooExplain", "KhorshooScenarios", "KhorshooInputs",
          "KhorshooReports", "KhorshooModel", "KhorshooNetworks", "KhorshooNumerics", "KhorshooText", arguments,
        ],
        swiftSettings: strict),
      // Writes the tables of the model description: `make docs`.
      .executableTarget(
        name: "khorshooDocs", dependencies: ["KhorshooScenarios", "KhorshooModel"], swiftSettings: strict),
      .testTarget(
        name: "CommandTests", dependencies: ["khorshoo", "KhorshooKit", "TestSupport"], exclude: ["Results/Reference"],
        swiftSettings: strict),
      .testTarget(
        name: "RepositoryTests",
        dependencies: [
          "KhorshooKit", "KhorshooScenarios", "KhorshooModel", "KhorshooEngine", "KhorshooNumerics", "KhorshooText",
        ],
        swiftSettings: strict),
    ]
)

// make quick: some targets, with what they stand on.
if let wanted = Context.environment["KHORSHOO_TARGETS"] {
  let targets = Dictionary(uniqueKeysWithValues: package.targets.map { ($0.name, $0) })
  var kept: Set<String> = []
  func keep(_ name: String) {
    guard let target = targets[name], kept.insert(name).inserted else { return }
    for dependency in target.dependencies {
      switch dependency {
      case .targetItem(let name, _), .byNameItem(let name, _): keep(name)
      default: break
      }
    }
  }
  wanted.split(separator: ",").map(String.init).forEach(keep)
  package.targets.removeAll { !kept.contains($0.name) }
  package.products = []
}

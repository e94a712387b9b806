import KhorshooEngine
import KhorshooExperiments
import KhorshooText

/// An assumed parameter that `factors: assumed` does not vary.
public struct LeftOutFactor: Sendable, Hashable {
  /// Why it keeps its value.
  public enum Reason: Sendable, Hashable, CaseIterable {
    /// The ledger states nothing of what it may be.
    case noUncertainty
    /// The scenario or the command line states its value.
    case stated
    /// Arms set it to values of their own.
    case setByArms
    /// A lever: what policy decides is not uncertain.
    case decision

    /// After a number of parameters: `12 have no stated uncertainty`.
    public var words: String {
      switch self {
      case .noUncertainty: "have no stated uncertainty"
      case .stated: "keep what the scenario states"
      case .setByArms: "are set by arms"
      case .decision: "are decisions (policy.*)"
      }
    }
  }

  /// Of the parameter.
  public let key: String
  /// Why it keeps its value.
  public let reason: Reason

  /// Memberwise.
  public init(key: String, reason: Reason) {
    self.key = key
    self.reason = reason
  }
}

/// What a sweep varies and how its points are chosen, as the `design:` block and the command line state it.
public struct DesignSpecification: Sendable, Equatable {
  /// How points are chosen; `.table` when a file lists them.
  public let method: Design.Method
  /// File that lists the points, as the program opens it; nil when points are made of ``factors``.
  public let file: String?
  /// Sign before the fraction of a number in the file.
  public internal(set) var decimal = DecimalMark.point
  /// Points of `lhs`, `sobol` and `halton`, blocks of `saltelli`, trajectories of `morris`; nil for a factorial and a file.
  public let samples: Int?
  /// Seed of what is drawn.
  public let seed: UInt64
  /// What is varied; empty with a file.
  public internal(set) var factors: [Factor]
  /// Assumed parameters that `factors: assumed` leaves at their value, in the order of the ledger.
  public internal(set) var leftOut: [LeftOutFactor]

  /// Memberwise.
  public init(
    method: Design.Method, file: String? = nil, samples: Int? = nil, seed: UInt64, factors: [Factor],
    leftOut: [LeftOutFactor] = []
  ) {
    self.method = method
    self.file = file
    self.samples = samples
    self.seed = seed
    self.factors = factors
    self.leftOut = leftOut
  }

  /// Names of the methods on the command line and in the file; a table is named by its file.
  public static let methodNames = Design.Method.allCases.filter { $0 != .table }.map(\.rawValue)

  /// The points of factors.
  ///
  /// - Throws: `ExperimentError`, such as `design-size`.
  /// - Precondition: the method is not `.table`.
  func points() throws(ExperimentError) -> Design {
    let count = samples ?? 0
    switch method {
    case .factorial: return try .factorial(factors)
    case .latinHypercube: return try .latinHypercube(factors, count: count, seed: seed)
    case .sobol: return try .sobol(factors, count: count, seed: seed)
    case .halton: return try .halton(factors, count: count, seed: seed)
    case .saltelli: return try .saltelli(factors, blocks: count, seed: seed)
    case .morris: return try .morris(factors, trajectories: count, seed: seed)
    case .table: preconditionFailure("the points of a table are those of its rows")
    }
  }
}

extension FactorDomain {
  /// As written after a key: `0, 1, 2`, `0.6:0.9`, `1:20:log`, `Beta(45,5)`.
  package var text: String {
    switch self {
    case .range(let low, let high, let scale):
      "\(FactorValue.number(low)):\(FactorValue.number(high))\(scale == .logarithmic ? ":log" : "")"
    case .integers(let low, let high): "\(low):\(high)"
    case .levels(let values): values.map(\.description).joined(separator: ",")
    case .belief(let belief): belief.uncertainty.description
    }
  }
}

extension Factor {
  /// As after `--vary`: `KEY=VALUES`, joined by `;` where keys move together.
  package var text: String { parts.map { "\($0.key)=\($0.domain.text)" }.joined(separator: ";") }
}

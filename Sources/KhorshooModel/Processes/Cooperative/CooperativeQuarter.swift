import KhorshooNumerics

/// What cooperatives do in one quarter: totals of their members, and what members are paid.
///
/// Scratch of one worker. Shape of each: cooperatives of the banner x 16; yuan unless said otherwise.
package final class CooperativeQuarter {
  /// 1 while it operates.
  package let active: Rows
  /// 1 when its central household calls a founding meeting.
  package let meeting: Rows
  /// Members at the start of the quarter, those who join in it, and those who leave while it operates.
  package let membersBefore, joined, left: Rows
  /// Members.
  package let members: Rows
  /// Core members, and what each of them takes of the surplus.
  package let coreMembers, captured: Rows
  /// Share of the sales promised to it that are made through it.
  package let delivered: Rows
  /// Share of what it owed for animals at the start that it pays, and, when it is dissolved, of what it owes at the end.
  package let arrearsPaid, arrearsRecovered: Rows
  /// What it leaves unpaid when it is dissolved.
  package let defaulted: Rows
  /// Members' sales through the cooperative, at market prices.
  package let volume: Rows
  /// Inputs that members buy together.
  package let inputs: Rows
  /// Members' trade of the year so far (patronage).
  package let patronage: Rows
  /// Capital shares x quarters they were held in the year.
  package let shareQuarters: Rows
  /// Contributions to the risk pool.
  package let contributions: Rows
  /// Losses that the pool should pay.
  package let claims: Rows
  /// Premium on members' sales, fraction.
  package let premium: Rows
  /// Discount on members' inputs, fraction.
  package let discount: Rows
  /// Share of the claims that the pool pays.
  package let payout: Rows
  /// Patronage refund, yuan a yuan of trade.
  package let refund: Rows
  /// Capital dividend, yuan a capital share and quarter held.
  package let capitalDividend: Rows
  /// What a member gets of a cooperative that is dissolved.
  package let estate: Rows
  /// Grant paid by the public in the quarter.
  package let grant: Rows
  /// 1 when it was founded in the quarter.
  package let founded: Rows
  /// 1 when it was dissolved at its end.
  package let dissolved: Rows
  /// Households that would found it, and the farmers among them.
  package let willing, willingFarmers: Rows
  /// What a leaving member gets back for its capital share.
  package let shareRefund: Rows
  private let memory: Rows
  private let count: Int
  private static let variables = 30

  init(count: Int) {
    let stride = max(1, count)
    let rows = Rows.allocate(capacity: Self.variables * stride)
    rows.initialize(repeating: .zero, count: Self.variables * stride)
    func row(_ index: Int) -> Rows { rows + index * stride }
    self.count = stride
    memory = rows
    members = row(0)
    volume = row(1)
    inputs = row(2)
    patronage = row(3)
    shareQuarters = row(4)
    contributions = row(5)
    claims = row(6)
    premium = row(7)
    discount = row(8)
    payout = row(9)
    refund = row(10)
    capitalDividend = row(11)
    estate = row(12)
    grant = row(13)
    founded = row(14)
    dissolved = row(15)
    willing = row(16)
    willingFarmers = row(17)
    shareRefund = row(18)
    active = row(19)
    meeting = row(20)
    membersBefore = row(21)
    joined = row(22)
    left = row(23)
    delivered = row(24)
    arrearsPaid = row(25)
    arrearsRecovered = row(26)
    defaulted = row(27)
    coreMembers = row(28)
    captured = row(29)
  }

  deinit { memory.deallocate() }

  func clear(_ cooperatives: Range<Int>) {
    for variable in 0..<Self.variables { for c in cooperatives { memory[variable * count + c] = .zero } }
  }
}

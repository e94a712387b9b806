import KhorshooEngine

// Outcomes of cooperatives: model description 6.

extension ModelOutcomes {
  private static let each = village + [PlaceLevel.cooperative]

  /// Number, size and accounts of cooperatives, and what members use.
  static let cooperatives: [Outcome] = [
    Outcome(
      "cooperativeSize", "household", "Members per cooperative", "合作社规模", at: each, .cooperative(.size),
      "Members of a cooperative; of a place, members divided by cooperatives that have any.",
      "合作社的社员户数；一地为社员户数除以有社员的合作社数。"),
    Outcome(
      "cooperativesActive", "cooperative", "Active cooperatives", "活跃合作社", at: village, .cooperative(.active),
      "Cooperatives that have members.", "有社员的合作社数。"),
    Outcome(
      "cooperativesRegistered", "cooperative", "Registered cooperatives", "登记合作社", at: village,
      .cooperative(.registered),
      "Registered cooperatives: those at the start and those founded since, less those dissolved; shells included.",
      "登记在册的合作社数：期初已有的加新设的，减去解散的；含空壳社。"),
    Outcome(
      "cooperativesShell", "cooperative", "Shell cooperatives", "空壳社", at: village, .cooperative(.shell),
      "Registered cooperatives that do nothing.", "登记在册而无活动的合作社数。"),
    Outcome(
      "cooperativesFounded", "cooperative", "Cooperatives founded", "新设合作社", at: village, .cooperative(.founded),
      "Cooperatives founded in the quarter.", "本季新设的合作社数。"),
    Outcome(
      "cooperativesDissolved", "cooperative", "Cooperatives dissolved", "解散合作社", at: village,
      .cooperative(.dissolved), "Cooperatives dissolved at the end of the quarter.", "季末解散的合作社数。"),
    Outcome(
      "cooperativeReservesYuan", "CNY", "Reserves of cooperatives", "合作社公积金", at: each, .cooperative(.reserves),
      "Reserves of cooperatives; negative after losses.", "合作社的公积金；亏损后可为负。"),
    Outcome(
      "cooperativeCapitalYuan", "CNY", "Capital shares", "合作社股金", at: each, .cooperative(.capital),
      "Capital shares of members.", "社员缴纳的股金。"),
    Outcome(
      "cooperativeVolumeYuan", "CNY", "Pooled sales", "合作社统一销售额", at: each, .cooperative(.volume),
      "Members' sales through cooperatives in the quarter.", "本季社员通过合作社的销售额。"),
    Outcome(
      "cooperativeDefaultYuan", "CNY", "Left unpaid by cooperatives", "合作社违约货款", at: each, .cooperative(.defaulted),
      "What cooperatives dissolved in the quarter leave unpaid of what they owe members for animals.",
      "本季解散的合作社未能偿付的社员货款。"),
    Outcome(
      "cooperativeInputSavingYuan", "CNY", "Saved on inputs", "合作社投入节省", at: [.banner], .cooperative(.inputSaving),
      "What members that use services save on hay and care in the quarter by the prices of their cooperative.",
      "本季用服务的社员凭合作社价格在饲草和防疫上节省的支出。"),
    Outcome(
      "cooperativeSurplusYuan", "CNY", "Surplus of cooperatives", "合作社盈余", at: each, .cooperative(.surplus),
      "Surplus of cooperatives in the year, before reserve and distribution.", "合作社全年盈余，提取公积金和分配之前。",
      .yearly),
    Outcome(
      "memberServiceShare", "1", "Members that use services", "社员用服务率", at: village,
      .ratio(.household(.serviceUser), .state(\.isMember)),
      "Share of members that use a service of their cooperative.", "使用合作社服务的社员所占比例。", .yearly),
    Outcome(
      "memberSellingShare", "1", "Members that sell through it", "社员统一销售率", at: village,
      .ratio(.household(.cooperativeSeller), .state(\.isMember)),
      "Share of members that sell through their cooperative.", "通过合作社销售的社员所占比例。", .yearly),
  ]
}

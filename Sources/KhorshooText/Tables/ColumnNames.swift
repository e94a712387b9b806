/// Names of columns as people of the field write them, and the names that readers know.
///
/// - Source: the terms of `GLOSSARY.md`, and the words of questionnaires and statistical tables for the same.
/// - Proof: `ColumnNamesUnit`.
package enum ColumnNames {
  /// Words of a name, each with what it is called here; a word that means two things has both, and a table takes the one it knows.
  private static let chinese: [String: [String]] = {
    let words: [(names: [String], chinese: String)] = [
      (["id"], "编号 户编号 户号 户码 户代码 牧户编号 农户编号 家庭编号 户主编号 合作社编号 合作社 社编号"),
      (["sumu"], "苏木 苏木乡镇 苏木镇 乡镇 乡 镇 所属苏木"), (["gacha"], "嘎查 嘎查村 村 所属嘎查 嘎查名称"),
      (["grid"], "网格 网格号 网格编号 所属网格"), (["xKm"], "横坐标"), (["yKm"], "纵坐标"),
      (["longitude"], "经度"), (["latitude"], "纬度"), (["distanceKm"], "距离 到中心户距离"),
      (["persons"], "人口 人口数 人数 家庭人口 家庭人口数 户人口 家庭人数"), (["labour"], "劳动力 劳力 劳动力人数 劳动力数"),
      (["pastureMu"], "草场 草场面积 草牧场 草牧场面积 承包草场面积"), (["sheepUnits"], "羊单位 标准羊单位 羊单位数"),
      (["cashYuan"], "现金 存款 现金存款"), (["knowledge"], "知识"), (["trust"], "信任 信任度"), (["riskAversion"], "风险厌恶"),
      (["offFarmShare"], "非牧就业比例 务工比例"), (["partyMembers"], "党员 党员数 党员人数"),
      (["isCentral", "central"], "中心户 是否中心户 党员中心户 是否党员中心户 中心户编号"),
      (["isMember"], "社员 是否社员 社员户 是否入社 入社"), (["isAware"], "知晓 是否知晓"), (["usesServices"], "使用服务 是否使用服务"),
      (["sellsThrough"], "经社销售 是否经社销售"), (["isFarmer"], "农户 是否农户 是否农民"),
      (["joined"], "加入时间 入社时间 入社年份 入社季度 采用时间 加入年份"),
      (["sheepHead", "sheep"], "羊 绵羊 羊只数 绵羊数"), (["cattleHead", "cattle"], "牛 牛头数"),
      (["camelHead", "camel"], "骆驼 骆驼数"), (["goatsHead", "goats"], "山羊 山羊数"), (["horsesHead", "horses"], "马 马匹数"),
      (["source"], "来源 起点 源 起点户 甲户"), (["target"], "目标 终点 终点户 乙户 对方户"), (["layer"], "层 类型 关系 关系类型 联系类型"),
      (["weight"], "权重 强度"), (["since"], "开始 起始 开始时间"), (["until"], "结束 终止 结束时间"),
      (["mode"], "联结方式 参与方式"), (["product"], "产品 经营品种"), (["isShell"], "空壳社 是否空壳社 空壳"),
      (["households"], "户数 牧户数 农户数 家庭户数"), (["year"], "年 年份 年度"), (["quarter"], "季 季度"),
      (["hay"], "饲草 干草 草料"), (["wage"], "工资 日工资"), (["point"], "点 点号"),
      (["name"], "名称 目标名称"), (["outcome"], "指标 指标名称"), (["ratio"], "除以"), (["place"], "地点"), (["time"], "时间"),
      (["arm"], "方案"), (["value"], "数值 观测值"), (["error"], "误差 标准误差"), (["discrepancy"], "模型偏差"), (["use"], "用途"),
    ]
    var table: [String: [String]] = [:]
    for (names, list) in words { for word in list.split(separator: " ") { table[String(word), default: []] += names } }
    return table
  }()

  /// Header cells by the names that a table knows: a Chinese term is the column it names, unless that stands there too. Others
  /// are left as they are. What stands in brackets is a unit.
  package static func known(_ header: [String], among known: [String]) -> [String] {
    var taken = Set(header)
    return header.map { cell in
      guard !known.contains(cell), cell.utf8.contains(where: { $0 >= 0x80 }) else { return cell }
      let word = String(cell.prefix { !"（(〔[【/".contains($0) }).filter { !$0.isWhitespace }
      guard let name = chinese[word]?.first(where: known.contains), taken.insert(name).inserted else { return cell }
      return name
    }
  }
}

/// Where the names of the columns of a table stand.
///
/// - Proof: `ColumnNamesUnit`.
package enum HeaderRows {
  /// First lines that are looked at.
  package static let depth = 8

  /// A row and the line on which it begins.
  package typealias Row = (line: Int, cells: [String])

  /// What is wrong with the rows above the data, as one message: a title above the names, or names on two lines. Nil when the
  /// first row has the names.
  ///
  /// - Parameters:
  ///   - rows: the first rows of the table.
  ///   - known: names of columns.
  ///   - required: names of which a header has one of each list.
  ///   - isNumber: whether a column, by its name, holds numbers, or true and false.
  package static func fault(
    _ rows: [Row], known: [String], required: [[String]], isNumber: (String) -> Bool
  ) -> (line: Int, message: String)? {
    func names(_ cells: [String]) -> [String] { ColumnNames.known(cells, among: known) }
    func isHeader(_ cells: [String]) -> Bool {
      let names = names(cells)
      return required.allSatisfy { $0.contains(where: names.contains) }
    }
    guard let first = rows.first else { return nil }
    guard isHeader(first.cells) else {
      guard let header = rows.dropFirst().first(where: { isHeader($0.cells) }) else { return nil }
      let many = header.line - first.line > 1
      return (
        first.line,
        "the names of the columns stand on line \(header.line); delete the \(many ? "lines" : "line") above, a title or the "
          + "names of groups"
      )
    }
    guard rows.count > 1 else { return nil }
    let second = rows[1]
    if isHeader(second.cells) {
      return (second.line, "the names of the columns stand on two lines; delete one of them")
    }
    let columns = names(first.cells)
    let cells = zip(columns, second.cells).filter { isNumber($0.0) && !$0.1.isEmpty }
    guard !cells.isEmpty, cells.allSatisfy({ isWord($0.1) }), rows.count > 2 else { return nil }
    guard
      cells.count > 1
        || cells.contains(where: { isUnit($0.1) || known.contains(ColumnNames.known([$0.1], among: known)[0]) })
    else { return nil }
    let later = zip(columns, rows[2].cells).filter { isNumber($0.0) && !$0.1.isEmpty }
    guard later.contains(where: { !isWord($0.1) }), !second.cells.contains(where: { $0.contains { $0.isNumber } })
    else {
      return nil
    }
    return (second.line, "the line repeats names or has units where values are expected; delete it")
  }

  /// A unit, in brackets or not: what stands below a name where the unit has a line of its own.
  private static func isUnit(_ text: String) -> Bool {
    if let first = text.first, "(（[【".contains(first) { return true }
    return [
      "人", "口", "亩", "头", "只", "匹", "峰", "户", "元", "万元", "个", "羊单位", "公里", "km", "mu", "head", "persons", "person",
      "yuan",
      "cny", "sheep units", "units", "number", "households", "heads",
    ].contains(text.lowercased())
  }

  private static func isWord(_ text: String) -> Bool {
    let readings = NumberReadings(text)
    return readings.point == nil && readings.comma == nil && !NoValue.holds(text) && !NoValue.isUnclear(text)
      && SwitchWord.value(text) == nil && !text.contains { $0.isNumber }
  }

  /// The line of the names when titles stand above them: rows of one cell, where the next one has several and words among
  /// them. Nil when the first row has the names.
  package static func namesBelowTitles(_ rows: [Row]) -> Int? {
    let titles = rows.prefix { $0.cells.count(where: { !$0.isEmpty }) == 1 }
    guard !titles.isEmpty, titles.count < rows.count else { return nil }
    let next = rows[titles.count]
    return next.cells.contains { $0.contains(where: \.isLetter) } ? next.line : nil
  }
}

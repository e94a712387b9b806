/// Tables of `khorshoo network`.
public enum NetworkTables {
  private static let layer = TableColumn(
    "layer", .string, meaning: "Layer of ties; all for the weighted sum of the chosen ones.",
    meaningChinese: "联系层；all 为所选各层的加权和。")

  private static func number(
    _ name: String, _ meaning: String, _ meaningChinese: String, unit: String = "1"
  ) -> TableColumn {
    TableColumn(name, .number, unit: unit, meaning: meaning, meaningChinese: meaningChinese, mayBeEmpty: true)
  }

  private static func count(_ name: String, _ meaning: String, _ meaningChinese: String, unit: String) -> TableColumn {
    TableColumn(name, .integer, unit: unit, meaning: meaning, meaningChinese: meaningChinese)
  }

  /// One row a layer.
  public static let network = TableDefinition(
    name: "network", title: "Measures of the network", titleChinese: "网络指标",
    meaning: "One row a layer and one for all together. Ties are read without direction; an empty cell is not defined.",
    meaningChinese: "每层一行，另有一行为全部。联系不分方向；空单元格表示无定义。",
    columns: [
      layer, count("households", "Households.", "户数。", unit: "household"),
      count("ties", "Tied pairs of households.", "有联系的户对数。", unit: "tie"),
      count("isolates", "Households without a tie.", "没有联系的户数。", unit: "household"),
      number("density", "Ties over pairs.", "联系数与户对数之比。"),
      number("meanDegree", "Mean ties of a household.", "每户平均联系数。", unit: "tie"),
      number("degreeDeviation", "Standard deviation of ties.", "联系数的标准差。", unit: "tie"),
      count("largestDegree", "Most ties of a household.", "单户最多联系数。", unit: "tie"),
      count("components", "Connected parts.", "连通部分数。", unit: "component"),
      number("largestComponentShare", "Share of households in the largest.", "最大连通部分占户数之比。"),
      number("transitivity", "Three times triangles over pairs of ties that meet.", "三角形数的三倍与相邻联系对数之比。"),
      number("clustering", "Mean over households of the share of neighbours' pairs that are tied.", "各户邻居之间相连比例的平均。"),
      number(
        "meanPathLength", "Mean length of shortest paths in the largest part.", "最大连通部分最短路的平均长度。", unit: "tie"),
      count("longestPath", "Longest shortest path found in it.", "其中找到的最长最短路。", unit: "tie"),
      count(
        "pathSources", "Households that paths were measured from: all of the part, or a sample of a large one.",
        "计算最短路的起点户数：全部，或大网络中的样本。", unit: "household"),
      number("degreeAssortativity", "Correlation of degrees at the ends of a tie.", "联系两端度数的相关系数。"),
      number("herdAssortativity", "Correlation of herds, in sheep units, at the ends of a tie.", "联系两端畜群规模（羊单位）的相关系数。"),
      number("gachaModularity", "Weight within gacha beyond what degrees give.", "嘎查内联系权重超出度数预期的部分。"),
      number("gachaShare", "Share of ties within a gacha.", "嘎查内联系的比例。"),
      number("gridModularity", "Weight within grids beyond what degrees give.", "网格内联系权重超出度数预期的部分。"),
      number("gridShare", "Share of ties within a grid.", "网格内联系的比例。"),
      number("reciprocity", "Share of directed ties that are answered; 1 without directions.", "有向联系得到回应的比例；无向时为 1。"),
      number("largestEigenvalue", "Largest eigenvalue of the weights.", "权重矩阵的最大特征值。"),
      count(
        "deepestCore", "Greatest k such that in some part everybody has k ties.", "某部分中每户都有 k 个联系的最大 k。", unit: "tie"),
      count("communities", "Groups found by modularity (Louvain).", "按模块度划分的社群数 (Louvain)。", unit: "community"),
      number("communityModularity", "Modularity of these groups.", "社群划分的模块度。"),
      count(
        "searchSources", "Households that closeness and betweenness were searched from: all, or a sample.",
        "计算接近与中介中心性的起点户数：全部或样本。", unit: "household"),
      number(
        "betweennessError", "Greatest standard error of a household's betweenness by the draw of the sample.",
        "抽样造成的各户中介中心性标准误的最大值。"),
    ], primaryKey: ["layer"])

  /// One row a household and layer.
  public static let centralities = TableDefinition(
    name: "centralities", title: "Centralities of households", titleChinese: "各户中心性",
    meaning: "One row a layer and household. An empty cell is not defined, as the eigenvector of ties without a cycle.",
    meaningChinese: "每层每户一行。空单元格表示无定义，例如没有回路的有向联系的特征向量。",
    columns: [
      layer, TableColumn("id", .string, meaning: "Household.", meaningChinese: "户。"),
      count("degree", "Tied households, either way.", "有联系的户数（不分方向）。", unit: "household"),
      number("strength", "Sum of weights it hears with.", "所听取联系的权重之和。"),
      count("component", "Connected part, 1 for the largest.", "所属连通部分，1 为最大。", unit: "1"),
      number("eigenvector", "Eigenvector centrality, sum of squares 1.", "特征向量中心性，平方和为 1。"),
      number("katzBonacich", "Katz-Bonacich centrality.", "Katz-Bonacich 中心性。"),
      number("diffusion", "Diffusion centrality: times that word of it is told.", "扩散中心性：其消息被转述的次数。"),
      count("inDegree", "Households it hears from.", "所听取的户数。", unit: "household"),
      count("outDegree", "Households that hear from it.", "听取它的户数。", unit: "household"),
      number("closeness", "Closeness: inverse mean distance, times the share that is reached.", "接近中心性：平均距离的倒数乘以可达比例。"),
      number(
        "betweenness", "Betweenness: share of the shortest paths between others that pass it.", "中介中心性：他户间最短路经过它的比例。"),
      count(
        "core", "Core: greatest k such that it is in a part in which everybody has k ties.", "所在核：每户都有 k 个联系的部分的最大 k。",
        unit: "tie"),
      count("community", "Group found by modularity, 1 for the largest.", "按模块度划分的社群，1 为最大。", unit: "1"),
    ], primaryKey: ["layer", "id"])

  /// One row a layer and kind of three households.
  public static let triads = TableDefinition(
    name: "triads", title: "Triads", titleChinese: "三元组",
    meaning:
      "One row a layer and kind of three households: mutual, one-sided and untied pairs, D down, U up, T transitive, C cyclic.",
    meaningChinese: "每层每类三元组一行：依次为互惠、单向、无联系的户对数；D 向下、U 向上、T 传递、C 循环。",
    columns: [
      layer, TableColumn("kind", .string, meaning: "Kind of three.", meaningChinese: "三元组类型。"),
      count("count", "Threes of households.", "三元组数。", unit: "1"),
    ], primaryKey: ["layer", "kind"])

  /// One row a layer and column of households.
  public static let assortativity = TableDefinition(
    name: "assortativity", title: "Who is tied to whom", titleChinese: "谁与谁相连",
    meaning: "One row a layer and column of households: correlation of numbers, Newman's coefficient of words.",
    meaningChinese: "每层及住户表的每一列一行：数值列为两端相关系数，文字列为 Newman 系数。",
    columns: [
      layer, TableColumn("column", .string, meaning: "Column of households.", meaningChinese: "住户表的列。"),
      TableColumn("kind", .string, meaning: "number or words.", meaningChinese: "数值或文字。"),
      number("assortativity", "1 where the like are tied alone, 0 by chance.", "1 为只与同类相连，0 为随机。"),
      number("shareWithin", "Of words: share of ties between alike.", "文字列：同类之间联系的比例。"),
    ], primaryKey: ["layer", "column"])

  /// One row a measure.
  public static let random = TableDefinition(
    name: "random", title: "Beside random networks of the same degrees", titleChinese: "与同度数随机网络比较",
    meaning:
      "One row a measure of all ties together, counted alike, beside random networks in which every household has as many ties.",
    meaningChinese: "每个指标一行（全部联系，不计权重），与各户联系数相同的随机网络比较。",
    columns: [
      TableColumn("measure", .string, meaning: "Measure.", meaningChinese: "指标。"),
      number("observed", "Of the network.", "本网络。"), number("mean", "Mean of random ones.", "随机网络均值。"),
      number("deviation", "Their standard deviation.", "随机网络标准差。"),
      number("score", "Deviations of the network from the mean.", "偏离均值的标准差数。"),
      number("shareAbove", "Share of random ones with at least as much.", "不小于本网络者的比例。"),
      number("shareBelow", "Share of random ones with at most as much.", "不大于本网络者的比例。"),
    ], primaryKey: ["measure"])

  /// One row a tie of a generated network.
  public static let ties = TableDefinition(
    name: "ties", title: "Ties", titleChinese: "联系", meaning: "One row a tie of the generated network.",
    meaningChinese: "生成网络的每个联系一行。",
    columns: [
      TableColumn("source", .string, meaning: "Household.", meaningChinese: "户。"),
      TableColumn("target", .string, meaning: "The other household.", meaningChinese: "另一户。"),
      number("weight", "Weight.", "权重。"),
    ], primaryKey: ["source", "target"])
}

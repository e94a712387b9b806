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
    ], primaryKey: ["layer", "id"])
}

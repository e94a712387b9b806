import KhorshooCommands
import KhorshooNumerics
import KhorshooScenarios
import KhorshooText

/// What `khorshoo explore` says, on the terminal and on the page.
enum ExplorerWords {
  private static func text(_ en: String, _ zh: String) -> LocalizedText { LocalizedText(en: en, zh: zh) }

  /// Words of the page, by the names that its script has for them. `{n}`, `{m}`, `{x}` and `{file}` are filled in there.
  static let page: [(String, LocalizedText)] = [
    ("language", text("中文", "English")),
    ("skip", text("To the answer", "直达结果")),
    ("controls", text("Policy and assumptions", "政策与假设")),
    ("arms", text("Policies side by side", "并列比较的方案")),
    ("levers", text("Levers of “{x}”", "“{x}”的政策杠杆")),
    ("moreLevers", text("{n} further levers", "另有 {n} 项政策杠杆")),
    ("assumptions", text("Assumptions that matter most", "影响最大的假设")),
    (
      "assumptionsHint",
      text(
        "Not moved: drawn anew in every world. Moved: the same in all worlds.", "未拖动时，每个世界各自抽取；拖动后，所有世界取同一值。")
    ),
    ("drawn", text("drawn", "随机抽取")),
    ("reset", text("Back to the scenario", "恢复情景原值")),
    ("resetOne", text("Reset: {x}", "恢复：{x}")),
    ("result", text("Answer", "结果")),
    ("computing", text("Computing: {n} of {m} worlds", "计算中：{n}/{m} 个世界")),
    ("computingRuns", text("Computing: {n} of {m} blocks of 16 replicates", "计算中：{n}/{m} 组，每组 16 次重复")),
    ("starting", text("Computing the first worlds …", "正在计算首批世界……")),
    ("waiting", text("Waiting for another page …", "正在等待其他页面……")),
    ("done", text("Done: {n} worlds", "完成：{n} 个世界")),
    ("doneRuns", text("Done: {n} blocks of 16 replicates", "完成：{n} 组，每组 16 次重复")),
    ("older", text("The numbers below are still those of the last setting.", "以下仍为上一设定的结果。")),
    ("failed", text("These values have no answer:", "这些取值没有结果：")),
    ("gone", text("The program has ended; start khorshoo explore again.", "程序已结束；请重新运行 khorshoo explore。")),
    ("tooMany", text("Too many pages are open; close one and load this page again.", "打开的页面过多；请关闭一个后重新加载本页。")),
    ("table", text("Headlines of the last year", "末年主要指标")),
    ("save", text("Write this as a scenario file", "存为情景文件")),
    ("saved", text("Written into the current folder: {file}", "已写入当前文件夹：{file}")),
    ("report", text("Open the report", "打开报告")),
    ("link", text("Copy the link to this setting", "复制当前设定的链接")),
    ("linked", text("Copied. The link works as long as this program runs.", "已复制。程序运行期间链接有效。")),
    ("stories", text("One household's story", "一户的经历")),
    (
      "storiesHint",
      text(
        "The same households in one simulated world under each policy. One world is an example, not the answer.",
        "同一模拟世界中，同一户在各方案下的经历。单个世界只是一例，并非结论。")
    ),
    ("typical", text("Three typical households", "三户典型牧户")), ("random", text("Any one", "随机一户")),
    ("household", text("Number:", "户号：")), ("tell", text("Tell", "查看")),
    ("telling", text("Following the household …", "正在跟踪该户……")),
    ("noHousehold", text("There is no such household, or the sliders moved meanwhile.", "没有这一户，或其间滑块已移动。")),
    ("limits", text("from {n} to {m}", "{n} 至 {m}")),
  ]

  static func origin(
    _ scene: ExplorerScene, _ wish: Wish, worlds: Int, _ language: Language
  ) -> [(name: String, value: String)] {
    let words: [LocalizedText] = [text("Program", "程序"), text("Random seed", "随机种子"), text("Close to it", "近似复现")]
    let settings = scene.settings(wish).map { " --set \($0.key)=\($0.value)" }.joined()
    let draws = scene.worlds.areDrawn ? " --draws \(max(2, worlds))" : " --replicates \(worlds * laneCount)"
    let values = [
      "khorshoo \(Program.version)", "\(scene.scenario.run.seed)",
      "khorshoo run \(scene.scenario.path)\(settings) --arms \(wish.arms.joined(separator: ","))\(draws)",
    ]
    return zip(words, values).map { ($0[language], $1) }
  }

  /// What stands on the terminal while the page is served.
  static func listening(_ address: String) -> LocalizedText {
    text(
      "Open in a browser on this machine: \(address)\nCtrl-C ends it.", "请在本机浏览器中打开：\(address)\n按 Ctrl-C 结束。")
  }
}

import Foundation
import KhorshooReports
import KhorshooText
import Testing

@Suite struct ScreenSummaryGoldenTests {
  private func text(_ labels: [String: String], _ language: Language) -> String {
    var run = MadeUpRun()
    run.isRound = true
    return ScreenSummary(run, headlines: ScreenSummaryUnitTests.headlines, armLabels: labels, language: language).text
  }

  @Test func english() {
    let golden = """
      Ewenki Banner: 1,000 replicates; differences are paired, from none

        arm            mean       5 % to 95 %  difference     95 % interval  relative

      Net household income (yuan), 2021
        none         42,000  37,800 to 47,040   reference
        centralOnly  43,260  38,934 to 48,451      +1,260  +1,008 to +1,512    +3.0 %
        linkage      44,520  40,068 to 49,862      +2,520  +2,016 to +3,024    +6.0 %

      Share in a cooperative, 2021Q4
        none              –                 –   reference
        centralOnly  0.2575  0.2318 to 0.2884           –                 –         –
        linkage      0.2650  0.2385 to 0.2968           –                 –         –

      """
    #expect(text([:], .english) == golden)
  }

  @Test func chinese() {
    let golden = """
      鄂温克族自治旗：1,000 次重复；差异为与“无干预”的配对差异

        方案        均值         5% 至 95%    差异          95% 区间  相对变化

      户均纯收入（元），2021
        无干预    42,000  37,800 至 47,040    基准
        仅中心户  43,260  38,934 至 48,451  +1,260  +1,008 至 +1,512    +3.0 %
        联动      44,520  40,068 至 49,862  +2,520  +2,016 至 +3,024    +6.0 %

      入社比例，2021Q4
        无干预         –                 –    基准
        仅中心户  0.2575  0.2318 至 0.2884       –                 –         –
        联动      0.2650  0.2385 至 0.2968       –                 –         –

      """
    #expect(text(["none": "无干预", "centralOnly": "仅中心户", "linkage": "联动"], .chinese) == golden)
  }
}

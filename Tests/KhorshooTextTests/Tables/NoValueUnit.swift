import KhorshooText
import Testing

/// No value, yes and no, in every spelling of the lists.
@Suite struct NoValueUnit {
  @Test(arguments: [
    "", "NA", "N/A", "n/a", "#N/A", "<NA>", "NULL", "null", "None", "NaN", "nan", ".", "缺失", "不详", "无数据",
  ])
  func isNoValueByTextAndByBytes(text: String) {
    #expect(NoValue.holds(text))
    #expect(Array(text.utf8).withUnsafeBufferPointer { NoValue.holds($0) })
  }

  /// Names of people and places, numbers, and marks that are nil as often as not known.
  @Test(arguments: ["Na", "Nan", "0", "-", "–", "NAN-1", "n", "无", "-99", "N A", "NADA"])
  func isAValue(text: String) {
    #expect(!NoValue.holds(text))
    #expect(!Array(text.utf8).withUnsafeBufferPointer { NoValue.holds($0) })
  }

  @Test(arguments: ["-", "–", "—", "……", "...", "?", "/", ":"])
  func isUnclear(text: String) { #expect(NoValue.isUnclear(text)) }

  @Test func switches() {
    for word in ["true", "TRUE", "True", "yes", "Y", "1", "是", "有", "Да", "тийм"] {
      #expect(SwitchWord.value(word) == true)
    }
    for word in ["false", "FALSE", "no", "N", "0", "否", "无", "没有", "нет"] { #expect(SwitchWord.value(word) == false) }
    for word in ["", "2", "perhaps", "NA", "-1"] { #expect(SwitchWord.value(word) == nil) }
  }
}

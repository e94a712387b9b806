import KhorshooText
import Testing

@Suite struct CellAdviceUnit {
  @Test(
    "A number that is written with more than digits is said without it",
    arguments: [
      ("(150)", "; write -150 if brackets mean below 0"), ("（150）", "; write -150 if brackets mean below 0"),
      ("500*", "; write 500, without a mark"), ("12.5²", "; write 12.5, without a mark"), ("约120", "; write 120"),
      ("~120", "; write 120"), ("about 120", "; write 120"), ("1.2万", "; write 12000"), ("3亿", "; write 300000000"),
    ])
  func number(text: String, remedy: String) {
    #expect(CellAdvice.remedy(text) == remedy)
  }

  @Test("Of bounds and ranges one number is asked for", arguments: [">500", "≤5", "100-200", "1~3", "5至8"])
  func bounds(text: String) {
    #expect(CellAdvice.remedy(text) == "; write one number, or leave the cell empty when it is not known")
  }

  @Test("A formula is replaced by its value")
  func formula() {
    #expect(CellAdvice.remedy("=B2*2") == "; a formula stands in the cell, put its value there")
    #expect(CellAdvice.remedy("#REF!") == "; a formula of the spreadsheet has failed, correct it there")
    #expect(CellAdvice.formula("=") == nil)
    #expect(CellAdvice.formula("A=B") == nil)
  }

  @Test(
    "Nothing is advised where no number can be meant", arguments: ["sheep", "(sheep)", "1-2-3", "-5", "12只", "约", "万"])
  func nothing(text: String) {
    #expect(CellAdvice.remedy(text).isEmpty)
  }

  @Test("None is 0 or not known", arguments: ["无", "没有", "never"])
  func none(text: String) {
    #expect(CellAdvice.remedy(text) == NoValue.remedy)
    #expect(NoValue.isNobody(text))
  }

  @Test("Computed numbers are told without the digits that binary fractions leave")
  func short() {
    #expect(shortNumber(0.4 - 0.35) == "0.05")
    #expect(shortNumber(1333.33 - 1000) == "333.33")
    #expect(shortNumber(0) == "0")
    #expect(shortNumber(-1e300) == "\(-1e300)")
  }

  @Test("A share in hundredths is told as one")
  func share() {
    #expect(DoubtfulNumbers.remedy(85, in: 0...1) == "; write 0.85 if it is 85 %")
    #expect(DoubtfulNumbers.remedy(85, in: 0...2).isEmpty)
    #expect(DoubtfulNumbers.remedy(1.5, in: 0...1).isEmpty)
  }
}

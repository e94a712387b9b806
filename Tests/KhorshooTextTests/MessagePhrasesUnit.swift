import KhorshooText
import Testing

/// Messages in another language by phrases with gaps.
@Suite struct MessagePhrasesUnit {
  private static let phrases = MessagePhrases(
    """
    {}; {} => {1}；{2}
    {}: {} => {1}：{2}
    {} or {} => {1} 或 {2}
    '{}' => “{1!}”
    found {}, expected {} => 实际为 {1}，应为 {2}
    a number from {#} to {#} => {1} 至 {2} 之间的数
    nothing => 空
    keep one => 请保留一个
    it has {#} rows; delete some => 有 {1} 行，请删除一些
    the column {} of {} => {2} 的列 {1}
    """)

  @Test(arguments: [
    ("keep one", "请保留一个"),
    ("found 'two', expected a number from 1 to 2.5; keep one", "实际为 “two”，应为 1 至 2.5 之间的数；请保留一个"),
    // A message of several clauses that has a phrase is said by it.
    ("it has 3 rows; delete some", "有 3 行，请删除一些"),
    ("it has many rows; delete some", "it has many rows; delete some"),
    // Gaps in another order; a place before a message, and a code behind.
    ("a.csv:1:2: the column x of y [some-code]", "a.csv:1:2：y 的列 x [some-code]"),
    // Names and quoted texts stay as they are, whatever they say.
    ("found 'nothing', expected nothing", "实际为 “nothing”，应为 空"),
    ("final: or other:", "final: 或 other:"),
    ("no phrase fits this", "no phrase fits this"), ("", ""),
    ("keep one\n  nothing", "请保留一个\n  空"),
  ]) func aMessageIsSaidByItsPhrases(message: String, expected: String) {
    #expect(Self.phrases.said(message) == expected)
  }
}

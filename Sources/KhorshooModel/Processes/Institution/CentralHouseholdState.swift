import KhorshooNumerics

/// The offices of central household: who holds each, and how the holder works.
///
/// An office belongs to a grid; the household that holds it differs between replicates and arms. Distances and the hub ties
/// of the network stay those of the first holder: that is where the plaque hangs and people meet.
package final class CentralHouseholdState {
  package let holder: Rows = kept(
    .grids, "index", "holder", "任职户", "Household that holds the office of central household.")
  package let ability: Rows = kept(
    .grids, "1", "ability", "能力", "Ability of the holder, factor on effort.")
  package let effort: Rows = kept(
    .grids, "1", "effort", "履职力度", "Effort, 1 as now on average.")
  package let knowledge: Rows = kept(
    .grids, "0 to 1", "knowledge", "知识", "Knowledge of what central households are taught.")
  package let ownKnowledge: Rows = kept(
    .grids, "0 to 1", "own knowledge", "任职前知识", "Knowledge that the holder brought into office.")
  package let tenureQuarters: Rows = kept(
    .grids, "quarter", "tenure", "任期", "Time in office.")
  package let score: Rows = kept(
    .grids, "1", "score", "测评得分", "Score of the last appraisal.")
  package let position: Rows = kept(
    .grids, "0 to 1", "position", "相对名次", "Position in the last appraisal, 1 best; 1/2 without a record.")
  package let rank: Rows = kept(
    .grids, "office", "rank", "名次", "Offices whose score was lower.")
  package let warnings: Rows = kept(
    .grids, "warning", "warnings", "警示次数", "Warnings since the holder took office.")
  package let isWarned: Rows = kept(
    .grids, "0 or 1", "warned", "被警示", "1 when the holder was warned at the end of the last quarter.")
  package let isReplaced: Rows = kept(
    .grids, "0 or 1", "replaced", "被更换", "1 when it was replaced at the end of the last quarter.")
  package let payYuan: Rows = kept(
    .grids, "CNY", "merit pay", "绩效工资", "Merit pay of the quarter.")
  package let incomeYuan: Rows = kept(
    .grids, "CNY", "grid's income", "网格收入", "Income of the grid's households in the last full year.")
  package let incomeGrowth: Rows = kept(
    .grids, "1", "grid's growth of income", "网格收入增长", "Its growth over the year before.")
  package let outreach: Rows = kept(
    .grids, "1", "outreach", "宣传强度", "Strength of outreach.")
  package let passing: Rows = kept(
    .grids, "per quarter", "training passed on", "培训强度", "Rise of herders' knowledge at no distance.")
  package let coverage: Rows = kept(
    .grids, "0 to 1", "training coverage", "培训覆盖", "Share of households without distance that training reaches.")
}

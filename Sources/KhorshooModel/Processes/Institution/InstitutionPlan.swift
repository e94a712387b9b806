import KhorshooEngine
import KhorshooNumerics

/// What an arm's training calendar and carriers (服务载体) bring and cost, computed once before the run.
///
/// Training of a year is spread over its quarters by the slack-season share: winter and spring are slack, summer and autumn
/// busy (hay, sales). All of it reaches the central households; of the herders some stay away in the busy season.
///
/// - Source: model description 8; the calendar and the carriers are those of Wang Meng 2020, gains and costs assumptions.
/// - Proof: `InstitutionAnalytic`.
struct InstitutionPlan {
  /// Share of the year's training that falls in each quarter, spring first.
  let seasonShares: [Float]
  /// Training of herders in each quarter relative to a quarter of the year's, with who stays away in the busy season.
  let attendance: [Float]
  /// Rise of a central household's knowledge in each quarter, share of what is missing: without and with video.
  let knowledgeGain: [Float], videoKnowledgeGain: [Float]
  /// Reach of outreach of each grid's carriers relative to today's kit and materials.
  let carrierReach: [Float]
  /// Factor on effort of the number of households of each grid.
  let spanFactor: [Float]
  /// Whether each grid has the video system.
  let hasVideo: [Bool]
  /// Sum over the households of each grid of the reach of its centre.
  let reachSum: [Float]
  /// Cost of a central household's courses in a year by who gives them, yuan.
  let bannerCoursesYuan, sumuCoursesYuan, gachaMeetingsYuan: Float
  /// Kit that is bought anew for a successor, and kit and materials that wear out in a quarter, yuan.
  let kitYuan, carriersYuanPerQuarter: Float
  /// Cost of a video system in a quarter, yuan.
  let videoYuanPerQuarter: Float

  init(_ values: ParameterValues, _ institution: InstitutionParameters, places: Places, reach: [Float]) {
    let slack = values.number("policy.centralHouseholds.slackSeasonShare")
    let shares = [slack / 2, (1 - slack) / 2, (1 - slack) / 2, slack / 2]
    let present = [1, values.number("institution.busyAttendance"), values.number("institution.busyAttendance"), 1]
    seasonShares = shares.map { Float($0) }
    attendance = zip(shares, present).map { Float(4 * $0 * $1) }
    let courses = (
      banner: values.number("policy.centralHouseholds.bannerCoursesPerYear"),
      sumu: values.number("policy.centralHouseholds.sumuCoursesPerYear"),
      meetings: values.number("policy.centralHouseholds.gachaMeetingsPerYear"),
      tests: values.number("policy.centralHouseholds.testsPerYear")
    )
    let kit = values.number("policy.centralHouseholds.kit")
    let materials = values.number("policy.centralHouseholds.materials")
    // 0 without materials, 1 at today's, rising by the logarithm.
    let read = stableLog(1 + materials) / stableLog(2)
    let learnt =
      values.number("institution.courseGain") * (courses.banner + courses.sumu)
      + values.number("institution.meetingGain") * courses.meetings
      + values.number("institution.testGain") * courses.tests + values.number("institution.materialsGain") * read
    knowledgeGain = shares.map { Float(min(1, $0 * learnt)) }
    videoKnowledgeGain = shares.map { Float(min(1, $0 * (learnt + values.number("institution.videoGain")))) }
    let videos = values.integer("policy.centralHouseholds.videoHouseholds")
    hasVideo = places.grids.map { $0.videoRank < videos }
    let carriers =
      (1 + values.number("institution.kitReachGain") * (kit - 1))
      * (1 + values.number("institution.materialsReachGain") * (read - 1))
    let video = 1 + values.number("institution.videoReachGain")
    carrierReach = hasVideo.map { Float(max(0, carriers * ($0 ? video : 1))) }
    let effort = institution.effort
    spanFactor = places.grids.map {
      Float(stableExp(-effort.spanElasticity * stableLog(Double($0.households.count) / effort.spanReference)))
    }
    reachSum = places.grids.map { $0.households.reduce(0) { $0 + reach[$1] } }
    let courseYuan = values.number("institution.courseYuan")
    bannerCoursesYuan = Float(courseYuan * courses.banner + values.number("institution.testYuan") * courses.tests)
    sumuCoursesYuan = Float(courseYuan * courses.sumu)
    gachaMeetingsYuan = Float(values.number("institution.meetingYuan") * courses.meetings)
    kitYuan = Float(values.number("institution.kitYuan") * kit)
    carriersYuanPerQuarter =
      kitYuan / Float(4 * values.number("institution.kitLifeYears"))
      + Float(values.number("institution.materialsYuanPerYear") * materials / 4)
    videoYuanPerQuarter = Float(values.number("institution.videoYuanPerYear") / 4)
  }
}

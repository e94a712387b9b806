import KhorshooModel
import KhorshooNumerics
import Testing

/// Pasture that a cooperative rotates or uses jointly can gain, lose or stay as it is.
@Suite struct JointUseProperty {
  @Test(arguments: [-0.05, 0, 0.11]) func membersPastureGrowsAsSaid(_ gain: Double) throws {
    let settings: Settings = ["forage.jointUseGain": "\(gain)"]
    let joint: Settings = ["policy.cooperatives.jointUseShare": "0.5"]
    let model = try World.model([World.lively, settings], arms: [World.linkage, World.linkage.merging(joint) { $1 }])
    var grown: [[Lanes]] = []
    for arm in 0..<2 {
      let step = Stepper(model, arm: arm)
      step.quarter(0)
      step.quarter(1) { name, gacha in
        if name == "ForageGrowth", gacha == 0 {
          grown.append(model.banner.places.gacha[0].households.map { step.context.state.standingKg[$0] })
        }
      }
      guard arm == 1 else { continue }
      var members = 0
      for (local, h) in model.banner.places.gacha[0].households.enumerated() {
        let member = Double(step.context.state.isMember[h][0])
        members += member > 0 ? 1 : 0
        let expected = Double(grown[0][local][0]) * (1 + 0.5 * gain * member)
        #expect(abs(Double(grown[1][local][0]) - expected) <= 1e-6 * expected)
      }
      #expect(members > 3)
    }
    let trace = Trace(model)
    #expect((trace.bits(arm: 0) == trace.bits(arm: 1)) == (gain == 0))
  }
}

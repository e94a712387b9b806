import Foundation
import KhorshooEngine
import KhorshooModel
import KhorshooNumerics

/// One gacha with one cooperative: its life can be followed by hand.
enum OneCooperative {
  static let world: Settings = [
    "places.gachaCount": "1", "places.gridCount": "1", "places.householdCount": "12", "places.partyMemberCount": "2",
    "places.cooperativeCount": "1", "cooperatives.leadShare": "0", "cooperatives.foundShare": "1",
    "cooperatives.activeUseShare": "1", "cooperatives.sellingShare": "1", "households.farmerShare": "1",
    "cooperatives.initialMembershipShare": "0", "cooperatives.initialAwareShare": "1",
  ]

  static func stepper(_ settings: Settings, arm: Settings = World.linkage) throws -> Stepper {
    Stepper(try World.model([world, settings], arms: [arm], years: 5))
  }
}

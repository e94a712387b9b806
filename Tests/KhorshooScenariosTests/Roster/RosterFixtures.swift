import KhorshooInputs
import KhorshooText

/// Rosters held in memory.
enum RosterFixtures {
  static let households = """
    id,sumu,gacha,grid,xKm,yKm,persons,sheepUnits,isMember,joined,sheepHead,surname
    A-01,North,Bayan,1,0,0,3,120,true,2014Q2,100,"Bat, elder"
    A-02,North,Bayan,1,1,0.5,4,80,false,,60,
    A-03,North,Bayan,2,2,0,NA,300,0,2016Q1,220,Dorj
    家-4,North,Hudag,1,9,8,2,,1,2015Q4,,Suh

    """
  static let ties = """
    source,target,layer,weight,since,until
    A-01,A-02,kin,1,,
    A-02,A-03,kin,0.5,2013Q1,2015Q4
    A-02,A-03,kin,0.5,2016Q1,
    A-03,家-4,business,,,

    """
  static let grids = "gacha,grid,central\nBayan,1,A-01\nBayan,2,\nHudag,1,家-4\n"
  static let cooperatives = "id,gacha,grid,mode,product,isShell\ncoop,Bayan,1,lead,mutton,false\nother,Hudag,,,,\n"

  static let paths = RosterPaths(
    households: "households.csv", ties: "ties.csv", grids: "grids.csv", cooperatives: "cooperatives.csv")

  static var files: [String: String] {
    ["households.csv": households, "ties.csv": ties, "grids.csv": grids, "cooperatives.csv": cooperatives]
  }

  /// Reads a roster whose files are those of the fixture but for some.
  static func read(
    _ changes: [String: String] = [:], paths: RosterPaths = paths, isStrict: Bool = false
  ) throws(UserError) -> RosterReading {
    let files = files.merging(changes) { $1 }
    return try RosterReader.read(paths, species: ["sheep", "cattle"], isStrict: isStrict) { path, _ in
      ScenarioFiles.memory(files.mapValues { Array($0.utf8) }).read(path)
    }
  }
}

// `make docs`: writes the tables of the model description from what the model declares.

import Foundation
import KhorshooModel
import KhorshooScenarios

let catalog = (CommandLine.arguments.dropFirst().first ?? ".") + "/Sources/KhorshooModel/KhorshooModel.docc/"
let tables = DeclarationTables(speciesNames: ParameterLedger.standard().speciesNames)

for (name, own) in [("ModelDescription.md", tables.overview), ("ModelTables.md", tables.tables)] {
  let path = catalog + name
  do {
    guard let updated = DeclarationTables.updated(try String(contentsOfFile: path, encoding: .utf8), own) else {
      FileHandle.standardError.write(Data("\(path): a table is missing; give the page its headings\n".utf8))
      exit(65)
    }
    try updated.write(toFile: path, atomically: true, encoding: .utf8)
  } catch {
    FileHandle.standardError.write(Data("\(path): \(error.localizedDescription)\n".utf8))
    exit(74)
  }
}

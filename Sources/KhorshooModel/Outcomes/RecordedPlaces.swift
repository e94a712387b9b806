import KhorshooEngine

extension Banner {
  /// Places in the order of results; groups follow.
  ///
  /// - Parameter divisions: the banner in each of its arms' divisions into grids, whose grids follow one another.
  func recordedPlaces(_ divisions: [Banner]) -> [Place] {
    let named = { (level: PlaceLevel, id: String, name: String, chinese: String) in
      Place(level: level, id: id, name: name, nameChinese: chinese)
    }
    return [named(.banner, Place.bannerID, "Banner", "全旗")]
      + places.sumu.map { named(.sumu, $0.id, $0.name, $0.nameChinese) }
      + places.gacha.map { named(.gacha, $0.id, $0.name, $0.nameChinese) }
      + divisions.flatMap { division in
        division.places.grids.map { grid in
          let gacha = places.gacha[grid.gacha]
          if let name = grid.name { return named(.grid, grid.id, name, name) }
          let count = division.officeChoice.grids == officeChoice.grids ? nil : division.places.grids.count
          return named(
            .grid, grid.id, "\(gacha.name) grid \(grid.number)" + (count.map { " (of \($0))" } ?? ""),
            "\(gacha.nameChinese)第\(grid.number)网格" + (count.map { "（全旗共 \($0) 个）" } ?? ""))
        }
      }
      + places.registeredCooperatives.map { index in
        let cooperative = places.cooperatives[index]
        let gacha = places.gacha[cooperative.gacha]
        return named(
          .cooperative, cooperative.id, "\(gacha.name) \(cooperative.product) cooperative",
          "\(gacha.nameChinese)\(productChinese(cooperative.product))合作社")
      }
  }
}

private func productChinese(_ product: String) -> String {
  switch product {
  case "beef": "肉牛"
  case "mutton": "肉羊"
  default: "综合"
  }
}

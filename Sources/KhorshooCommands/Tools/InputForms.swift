// What the user's own tables look like and what the mechanisms of spread do, as the help of their commands says it.

extension HerdRequest {
  /// The form of a herd table, with an example.
  package static let formOfTable = """
    The table is YAML, or the same as CSV: rows of a key and a value, then a row of column names that begins with name, \
    then one row a class. Classes of a sex stand from young to old; the last may go without duration.

      kind: stages             # or constantHerd: bookkeeping of a constant herd
      step: month              # day, week, month, quarter, year
      rates: realisedOfftake   # or independent, hazard
      femaleBirthShare: 0.5
      classes:
        - {name: lambs, sex: female, durationDays: 365,
           deathRate: 0.1, offtakeRate: 0.4}
        - {name: ewes, sex: female, durationYears: 6,
           deathRate: 0.03, offtakeRate: 0.1, parturitionPerYear: 0.9,
           litterSize: 1.05, liveWeightKg: 50, sheepUnits: 1}
        - {name: wethers, sex: male, durationDays: 365,
           deathRate: 0.1, offtakeRate: 0.9}

    A rate is a fraction a year, or of the stage when it is shorter than a year. realisedOfftake: deaths as without \
    offtake, offtake as really taken beside deaths (GLEAM-X); independent: each as without the other; hazard: hazards a \
    year. A breeding female gives birth in each step. Elasticities: by how many per cent the yearly growth factor changes \
    when a rate changes by one per cent.
    """
}

extension MultiplierRequest {
  /// The form of an accounting matrix, with an example, and what is computed of it.
  package static let formOfTable = """
    The table is comma-separated text as a spreadsheet saves it. The first row names who pays, the first column who \
    receives; the first cell is free, an empty cell is zero. A name in both is an account of production. Other accounts \
    are marked before a colon, in the table or by the options below:
      household:  a row of wages to households; with a column of its spending there is type II
      value:      a row of value added: profits, taxes on production, wages of a labour account
      final:, import:, other:  what does not answer: exports, investment, imports, government, rest of the world
    Rows and columns named total are checked and left out; those that are sums of others under another name are left out \
    with a warning. An input-output table and a social accounting matrix are the same to it; where an account has a row \
    and a column, both sum to the same.

      ,farms,trade,household:herders,final:outside,total
      farms,150,500,50,300,1000
      trade,200,100,400,1300,2000
      household:herders,300,500,50,150,1000
      value:profits,250,600,,,850
      import:imports,100,300,400,,800
      other:taxes,,,100,,100
      total,1000,2000,1000,1750,

    Output multiplier: production that one unit of final demand calls forth. Income and value added: what of it \
    households receive, and what is value added; direct: in the first round. Type I: production answers; type II: \
    households spend what they receive. Backward linkage: power of dispersion; forward linkage: sensitivity of \
    dispersion (Rasmussen), and the same by supply (Ghosh); 1 is the average.
    """
}

extension MechanismRequest {
  /// One mechanism a line, indented by two.
  package static let rules = """
      cascade    one chance with each who hears: min(1, --probability x w); until nothing moves, or --periods
      threshold  adopts when E reaches --threshold and somebody has adopted among them; uniform up to --threshold-high, \
    normal with --threshold-deviation; \
    --noise s: logistic((E - threshold) / s)
      contagion  adopts when --sources adopters are heard from
      utility    P = logistic(--intercept + --weight x E)
      bass       hazard --innovation + --imitation x E a period, E rising within each of --steps steps as Bass's curve does; \
    --mixed: E is the share of all households
      passing    the informed pass word with --non-participants or --participants a tie and period; --participation of the \
    informed take part; adopters are those who take part
      opinions   every household takes the mean of those it hears from by weight (DeGroot), keeping --own of its opinion and \
    --stubborn of its first (Friedkin and Johnsen); --column has first opinions
      epidemic   adopters pass it on with --probability a tie and period and leave with --leaving a period, for good (SIR) or \
    with --returns to adopt again (SIS)
    """
}

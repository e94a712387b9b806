// What commands say of themselves: methods, units and examples.

extension SensitivityRequest {
  /// What `khorshoo sensitivity` says of itself, with examples.
  package static let explanation = """
    Reads the folder of a sweep, complete or not; points that failed are left out, with their whole block where the \
    method needs blocks. Every design gives standardised regression coefficients (SRC), partial correlations (PCC) and \
    both of ranks (SRRC, PRCC); a saltelli design first-order and total Sobol' indices, a morris design elementary effects \
    in units of the outcome. Monte Carlo noise is taken out where the method allows it, and said otherwise.

    Of a run that drew worlds, the draws are the points: which parameters stand out from chance among as many, what knowing \
    each would remove of the variance, and what groups of parameters have of it. So too of a sweep with fewer than five points \
    a factor.

    Of any other model: --points is a table with a column a factor and a row a point, --outcomes one with a column an \
    outcome and a row a point in the same order; or with a column point that counts points from 0, where several rows of a \
    point are replicates. Blocks of a Saltelli design (also with the points that second order needs) and Morris \
    trajectories are recognised. Such tables are scenarios/tables/ishigami-points.csv and ishigami-outcomes.csv.

    Examples:
      khorshoo sweep scenarios/ewenki.yaml --vary run.years=1:8:1 --out y
      khorshoo sensitivity y
      khorshoo sensitivity y --of none.sheepUnitsPerHousehold --format csv
      khorshoo run scenarios/ewenki.yaml --draws 32 --out r
      khorshoo sensitivity r
    """
}

extension DiscoveryRequest {
  /// What `khorshoo discover` says of itself, with examples.
  package static let explanation = """
    A box is a few limits on factors. Coverage: share of all points of interest that lie in it; density: share of its \
    points that are of interest; mass: share of all points in it. The quasi-p value of a limit takes it as named beforehand; \
    its chance counts the search in: how often as strong a limit is found when interest is dealt out anew over the points. \
    A limit with a chance above 0.05 is no finding, and is dropped. \
    Interest is a threshold: a number, or a quantile over the points such as p75.

    Examples:
      khorshoo sweep scenarios/ewenki.yaml --vary run.years=1:24:1 --out long
      khorshoo discover long --where 'uplift.incomePerHousehold > p75'
      khorshoo discover long --where 'linkage.awareShare >= p50' --boxes 2
    """
}

extension NetworkRequest {
  /// What `khorshoo network` says of itself, with examples.
  package static let explanation = """
    Ties are a table with the columns source and target; layer, weight, since and until when there are any. Households are a \
    table with a column id; gacha, grid and sheepUnits are used when they are there. Instead of tables, a scenario: its \
    generated network.

    Size, clustering, paths, assortativity and modularity read ties without direction; paths and degrees count ties, \
    modularity and centralities weigh them. Paths are measured from all households of the largest part, or from a sample of \
    1,024 when it has more than 20,000. Katz-Bonacich: walks attenuated by --attenuation / lambda; diffusion centrality \
    (Banerjee et al. 2013): how often households hear word of one, passed on with probability --passing for --rounds \
    (1 / lambda and the longest path when left out), lambda being the largest eigenvalue. Closeness and betweenness count \
    ties, cores too; in a large network they are searched from a sample. Communities have the highest modularity that \
    Louvain finds.

    Threes of households are counted by kind; every column of households is asked whether the like are tied. --random 200 sets \
    the network beside random ones in which every household has as many ties.

    With --out: network.csv, centralities.csv, triads.csv, assortativity.csv, random.csv, degrees.svg, network.svg; ties.csv of a \
    network that --generate made, which a folder gives back to every command.

    Examples:
      khorshoo network scenarios/networks --out network
      khorshoo network --ties scenarios/networks/ties.csv --layers kin
      khorshoo network scenarios/ewenki.yaml --lang zh
      khorshoo network scenarios/networks --random 200
      khorshoo network --generate ws:n=500,k=6,p=0.1 --out small-world
    """
}

extension HerdRequest {
  /// What `khorshoo herd` says of itself, with examples.
  package static let explanation = """
    \(formOfTable)

    With --species instead of a table: a species of the parameter ledger or of a scenario, at rates of a normal year \
    in the traditional regime, before the births of spring.

    \(MatrixHerd.explanation)

    Of a table in stages, --show rates says how growth moves with each rate and what errors of rates (deathRateError, \
    parturitionPerYearError ...) make of it, --show curve what more or less offtake does, --show individuals what chance does to \
    the animals of --start one by one: mean, deviation, quantiles, no female left.

    Examples:
      khorshoo herd scenarios/herds/gleam-cattle.yaml
      khorshoo herd --matrix scenarios/herds/whales.csv
      khorshoo herd --matrix scenarios/herds/ewes-good.csv --dzud 0.1:0.4
      khorshoo herd scenarios/herds/gleam-camels.csv --lang zh
      khorshoo herd scenarios/herds/gleam-sheep.yaml --format json
      khorshoo herd scenarios/herds/fao-cattle.yaml --out herd.csv
      khorshoo herd --species sheep --scenario scenarios/mongolia.yaml
      khorshoo herd scenarios/herds/goats-errors.yaml --show rates
      khorshoo herd scenarios/herds/goats-errors.yaml --show individuals \\
        --start does=6,bucks=1 --steps 24
    """
}

extension DescriptionRequest {
  /// What `khorshoo diffusion describe` says of itself, with examples.
  package static let explanation = """
    Threshold: exposure when a household adopted (Valente 1995). Categories: deviations of the time of adoption from its mean \
    (Rogers). Test: adoption times are dealt out anew over households, or within groups of --within. It finds that times and \
    ties go together, not why: those who are tied are alike, and that looks like contagion.

    With --out: curve.csv, adopters.csv, exposure.csv, hazard.csv, dependence.csv, curve.svg.

    Example: khorshoo diffusion describe scenarios/networks --out history
    """
}

extension FitRequest {
  /// What `khorshoo diffusion fit` says of itself, with examples.
  package static let explanation = """
    logit, cloglog: maximum likelihood of adoption in discrete time, by exposure and columns of households; from the second \
    period on. passing: simulated moments of information passing (Banerjee et al. 2013): the probabilities with which \
    participants and others pass word a period and tie, and the share of the informed that takes part; adopters of the first \
    period are informed at the start. cascade, epidemic: the chance that it passes along a tie from who adopted in the period \
    before, or from all who have (and, by a column left of households, have not left: SIR; with --returns they are at risk again: SIS), beside adoption from outside; \
    likelihood, with intervals of its profile. threshold: normal thresholds of exposure. simulate takes what is found under the \
    same names.

    With --out: coefficients.csv, and moments.csv with passing.

    Examples:
      khorshoo diffusion fit scenarios/networks --out fitted
      khorshoo diffusion fit scenarios/networks --model passing
      khorshoo diffusion fit scenarios/networks --model epidemic
    """
}

extension MatrixHerd {
  /// What `khorshoo herd` says of --matrix.
  package static let explanation = """
    With --matrix: a projection matrix of any life cycle as CSV, its first row and first column naming the stages; an entry \
    is what an animal of the column contributes to the row a step later. Births are the first row without its diagonal, \
    the rows of --newborn, or a matrix of --births. Several matrices are kinds of years, drawn by --weights; --dzud kills a \
    share in some years on top. Then growth is that of the log of the herd, and --threshold asks how likely fewer head are.
    """
}

extension SpreadRequest {
  /// What `khorshoo diffusion` says of itself, with examples.
  package static let overview = """
    Ties and households are tables as for khorshoo network; the column joined of households has the period in which each \
    adopted, empty if not.

    Examples:
      khorshoo diffusion describe scenarios/networks --lang zh
      khorshoo diffusion fit scenarios/networks --model cloglog
      khorshoo diffusion simulate scenarios/networks --mechanism bass
    """

  /// What `khorshoo diffusion simulate` says of itself, with examples.
  package static let explanation = """
    All households decide at once from the state at the end of the period before. w are weights of ties, E the share of \
    adopters among those a household hears from.
    \(MechanismRequest.rules)
    --seeds names households, column:NAME (those with a number other than 0) or history:PERIOD (adopters by then); --against \
    other seeds, compared replicate by replicate with the same draws. --covariates a=0.1,b=-1 adds columns to the log odds of \
    utility, --threshold-column gives each household its own threshold.
    The same seed gives the same replicates for any number of threads; a tie more or a seed more never lowers a replicate, \
    as far as E does not fall.

    With --out: spread.csv, reached.csv, replicates.csv, spread.svg.

    Examples:
      khorshoo diffusion simulate scenarios/networks --mechanism bass
      khorshoo diffusion simulate scenarios/networks --mechanism utility
      khorshoo diffusion simulate scenarios/networks --mechanism cascade \\
        --seeds h01,h02 --against h03,h04
      khorshoo diffusion simulate scenarios/ewenki.yaml --mechanism bass
    """
}

extension MultiplierRequest {
  /// What `khorshoo multiplier` says of itself, with examples.
  package static let explanation = """
    \(formOfTable)

    Codes of Eurostat, FIGARO and the OECD are known, and so are their tables of one row an amount; --only chooses among several, \
    such as geo=AT,time=2020. --balance moves an unbalanced \
    table as little as needed (RAS, GRAS) and says how far. --satellites: jobs, water or emissions, names in the first column, \
    accounts in the first row; multipliers and footprints. --demand: columns account, demand, and output of accounts that \
    cannot produce more. --paths: along which accounts an effect travels. --show inverse, ghosh, decomposition (Pyatt and \
    Round), regions (accounts named region/account), or the table as it is used.

    Examples:
      khorshoo multiplier scenarios/tables/two-sectors.csv
      khorshoo multiplier scenarios/tables/local-trade.csv --exogenous world
      khorshoo multiplier scenarios/tables/two-sectors.csv --out effects.csv
      khorshoo multiplier scenarios/tables/two-sectors.csv \\
        --satellites scenarios/tables/two-sectors-jobs.csv
      khorshoo multiplier scenarios/tables/two-sectors.csv --show decomposition
      khorshoo multiplier scenarios/tables/two-sectors.csv --paths farms:herders
    """
}

import KhorshooNetworks
import KhorshooNumerics

/// Eight households in two rings of four with one bridge (3-4), adopting from household 0 on.
let ties = table(8, [(0, 1), (1, 2), (2, 3), (3, 0), (4, 5), (5, 6), (6, 7), (7, 4), (3, 4)])

let adoption = AdoptionTimes([1, 2, 3, 2, 4, 5, nil, 5])

/// Files that are part of the program, so that it needs nothing beside it and runs from any folder.
///
/// The files themselves stay where they are edited; the compiler takes their bytes in and depends on them.

#pragma once

#include <stddef.h>

/// The parameter ledger, `Sources/KhorshooScenarios/Resources/parameters.csv`.
const unsigned char *khorshoo_parameters(size_t *count);

/// Direction numbers of Sobol' sequences, `Sources/KhorshooExperiments/Resources/direction-numbers.txt`.
const unsigned char *khorshoo_direction_numbers(size_t *count);

/// The page of `khorshoo explore`, `Sources/KhorshooExplorer/Resources/explorer.html`: nothing is fetched from anywhere.
const unsigned char *khorshoo_explorer_page(size_t *count);

/// `Sources/KhorshooExplorer/Resources/explorer.css`.
const unsigned char *khorshoo_explorer_style(size_t *count);

/// `Sources/KhorshooExplorer/Resources/explorer.js`.
const unsigned char *khorshoo_explorer_script(size_t *count);

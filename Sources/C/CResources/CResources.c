#include "CResources.h"

// Standard C of 2023, in every C mode of clang 19 and newer (Swift 6.2 has it).
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char parameters[] = {
#embed "../../KhorshooScenarios/Resources/parameters.csv"
};

static const unsigned char direction_numbers[] = {
#embed "../../KhorshooExperiments/Resources/direction-numbers.txt"
};

const unsigned char *khorshoo_parameters(size_t *count) {
  *count = sizeof parameters;
  return parameters;
}

const unsigned char *khorshoo_direction_numbers(size_t *count) {
  *count = sizeof direction_numbers;
  return direction_numbers;
}

#include "CResources.h"

// Standard C of 2023, in every C mode of clang 19 and newer (Swift 6.2 has it).
#pragma clang diagnostic ignored "-Wc23-extensions"

// The function of a resource, whose bytes stand between the two.
#define BEGIN(name) \
  const unsigned char *khorshoo_##name(size_t *count) { \
    static const unsigned char bytes[] = {
#define END \
    }; \
    *count = sizeof bytes; \
    return bytes; \
  }

BEGIN(parameters)
#embed "../../KhorshooScenarios/Resources/parameters.csv"
END

BEGIN(direction_numbers)
#embed "../../KhorshooExperiments/Resources/direction-numbers.txt"
END

BEGIN(explorer_page)
#embed "../../KhorshooExplorer/Resources/explorer.html"
END

BEGIN(explorer_style)
#embed "../../KhorshooExplorer/Resources/explorer.css"
END

BEGIN(explorer_script)
#embed "../../KhorshooExplorer/Resources/explorer.js"
END

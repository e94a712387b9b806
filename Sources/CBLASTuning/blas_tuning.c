#include "blas_tuning.h"

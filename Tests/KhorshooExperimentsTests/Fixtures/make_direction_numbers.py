"""Writes the direction numbers of Sources/KhorshooExperiments/Resources and the checksums that its tests compare with.

Run with SciPy and SALib installed: python Tests/KhorshooExperimentsTests/Fixtures/make_direction_numbers.py
The two packages carry the table of Joe and Kuo (new-joe-kuo-6.21201) in different forms; the script stops when they differ.
"""

import pathlib
import zlib
from importlib.metadata import version

import numpy as np
import scipy
from SALib.sample.directions import directions
from scipy.stats import qmc

DIMENSIONS = 1111
HERE = pathlib.Path(__file__).resolve().parent
RESOURCE = HERE.parents[2] / "Sources/KhorshooExperiments/Resources/direction-numbers.txt"

LICENCE = """\
# Direction numbers new-joe-kuo-6 of S. Joe and F. Y. Kuo 2008, Constructing Sobol sequences with better two-dimensional
# projections, SIAM J. Sci. Comput. 30, 2635-2654, doi:10.1137/070709359. Dimensions 2 to 1111, one to a line: the
# coefficients a of the primitive polynomial as a number, then m_1 ... m_s, where s is its degree.
#
# Copyright (c) 2008, Frances Y. Kuo and Stephen Joe
# All rights reserved.
#
# Redistribution and use in source and binary forms, with or without modification, are permitted provided that the
# following conditions are met:
#
# Redistributions of source code must retain the above copyright notice, this list of conditions and the following
# disclaimer.
#
# Redistributions in binary form must reproduce the above copyright notice, this list of conditions and the following
# disclaimer in the documentation and/or other materials provided with the distribution.
#
# Neither the names of the copyright holders nor the names of the University of New South Wales and the University of
# Waikato and its contributors may be used to endorse or promote products derived from this software without specific
# prior written permission.
#
# THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS ``AS IS'' AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT
# LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE DISCLAIMED. IN NO EVENT
# SHALL THE COPYRIGHT HOLDERS BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES
# (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS
# INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING
# NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH
# DAMAGE.
"""


def scipy_rows():
    """The same table from SciPy's archive: polynomial with its leading and last 1, and m_1 ... m_s."""
    archive = np.load(pathlib.Path(scipy.stats.__file__).parent / "_sobol_direction_numbers.npz")
    for j in range(1, DIMENSIONS):
        polynomial = int(archive["poly"][j])
        degree = polynomial.bit_length() - 1
        yield ((polynomial >> 1) & ((1 << (degree - 1)) - 1), *(int(m) for m in archive["vinit"][j][:degree]))


def main():
    rows = [tuple(int(x) for x in row) for row in directions[: DIMENSIONS - 1]]
    assert rows == list(scipy_rows()), "SALib and SciPy carry different tables"
    RESOURCE.write_text(LICENCE + "".join(" ".join(map(str, row)) + "\n" for row in rows))

    points = qmc.Sobol(d=DIMENSIONS, scramble=False, bits=32).random(1000) * 2.0**32
    words = points.astype(np.uint64).astype("<u4")
    assert np.array_equal(words, points), "coordinates are not multiples of 2^-32"
    with open(HERE / "sobol_checksums.csv", "w") as file:
        file.write(f"# CRC-32 of the first 1000 points x 2^32 (little endian), SciPy {scipy.__version__}\n")
        file.write("dimension,crc32\n")
        for j in range(DIMENSIONS):
            file.write(f"{j + 1},{zlib.crc32(np.ascontiguousarray(words[:, j]).tobytes())}\n")
    print(f"SciPy {scipy.__version__}, SALib {version('SALib')}: {DIMENSIONS} dimensions")


if __name__ == "__main__":
    main()

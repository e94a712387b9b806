// The reduced model of ../README.md in C++ by hand: sixteen replicates to a vector, a village at a time through all quarters.
//
//   g++ -O3 -march=native -mprefer-vector-width=512 -fopenmp reduced.cpp -o reduced
//   OMP_NUM_THREADS=2 ./reduced inputs.bin 1024
//
// Vector types of gcc and clang, so that nothing depends on what the optimiser recognises.

#include <immintrin.h>
#include <omp.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <vector>

constexpr int lanes = 16, classes = 24, outcomes = 3;
typedef float Lanes __attribute__((vector_size(4 * lanes)));
typedef int32_t Bits __attribute__((vector_size(4 * lanes)));
typedef uint64_t Words __attribute__((vector_size(64)));

#define INLINE_MEMBER inline __attribute__((always_inline))
#define INLINE static INLINE_MEMBER

INLINE Lanes splat(float x) { return Lanes{} + x; }
INLINE Lanes least(Lanes a, Lanes b) { return a < b ? a : b; }
INLINE Lanes greatest(Lanes a, Lanes b) { return a > b ? a : b; }
INLINE Bits bits(Lanes x) { return (Bits)x; }

// Cephes expf, saturating.
INLINE Lanes exponential(Lanes x) {
  x = least(greatest(x, splat(-87)), splat(88));
  const float magic = 12582912.f + 127.f;
  Lanes shifted = x * 1.44269504f + magic;
  Lanes n = shifted - magic;
  Lanes r = (x - n * 0.693359375f) - n * -2.12194440e-4f;
  Lanes p = r * 1.9875691500e-4f + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * (r * r) + r + 1.f;
  return p * (Lanes)(bits(shifted) << 23);
}

INLINE Lanes logistic(Lanes x) { return 1.f / (exponential(-x) + 1.f); }

// Cephes logf of positive normal numbers.
INLINE Lanes logarithm(Lanes x) {
  Bits b = bits(x) - 0x3f3504f3;
  Lanes e = (Lanes)((b >> 23) + 0x4b400000) - 12582912.f;
  Lanes f = (Lanes)((b & 0x7fffff) + 0x3f3504f3) - 1.f;
  Lanes square = f * f;
  Lanes p = f * 7.0376836292e-2f - 1.1514610310e-1f;
  p = p * f + 1.1676998740e-1f;
  p = p * f + -1.2420140846e-1f;
  p = p * f + 1.4249322787e-1f;
  p = p * f + -1.6668057665e-1f;
  p = p * f + 2.0000714765e-1f;
  p = p * f + -2.4999993993e-1f;
  p = p * f + 3.3333331174e-1f;
  p = p * f * square + e * -2.12194440e-4f - square * 0.5f;
  return f + p + e * 0.693359375f;
}

INLINE Lanes root(Lanes x) {
#ifdef __AVX512F__
  return (Lanes)_mm512_sqrt_ps((__m512)x);
#else
  for (int i = 0; i < lanes; i++) x[i] = std::sqrt(x[i]);
  return x;
#endif
}

// Normal quantile: Giles 2012, single precision.
INLINE Lanes normal(Lanes u) {
  Lanes x = u + u - 1.f;
  Lanes w = -logarithm((u * 4.f) * (1.f - u));
  Lanes near = w - 2.5f;
  Lanes p = near * 2.81022636e-08f + 3.43273939e-07f;
  p = p * near + -3.5233877e-06f;
  p = p * near + -4.39150654e-06f;
  p = p * near + 0.00021858087f;
  p = p * near + -0.00125372503f;
  p = p * near + -0.00417768164f;
  p = p * near + 0.246640727f;
  p = p * near + 1.50140941f;
  Lanes far = root(greatest(w, splat(0))) - 3.f;
  Lanes q = far * -0.000200214257f + 0.000100950558f;
  q = q * far + 0.00134934322f;
  q = q * far + -0.00367342844f;
  q = q * far + 0.00573950773f;
  q = q * far + -0.0076224613f;
  q = q * far + 0.00943887047f;
  q = q * far + 1.00167406f;
  q = q * far + 2.83297682f;
  return (w < 5.f ? p : q) * x * 1.41421356f;
}

// Philox4x32-10 of sixteen counters that differ in their first word: even lanes and odd lanes in 64-bit lanes.
INLINE Words product(Words a, uint64_t constant) {
#ifdef __AVX512F__
  return (Words)_mm512_mul_epu32((__m512i)a, _mm512_set1_epi64(constant));
#else
  return (a & 0xffffffffull) * constant;
#endif
}

struct Uniforms {
  Lanes word[2];
};

struct Random {
  uint64_t key0, key1;
  // The first product depends on the replicates only.
  Words evenHigh, evenLow, oddHigh, oddLow;

  Random(uint64_t seed, uint64_t firstReplicate) : key0(seed & 0xffffffff), key1(seed >> 32) {
    Words even = Words{0, 2, 4, 6, 8, 10, 12, 14} + firstReplicate;
    split(product(even, 0xD2511F53), evenHigh, evenLow);
    split(product(even + 1, 0xD2511F53), oddHigh, oddLow);
  }

  static INLINE_MEMBER void split(Words p, Words &high, Words &low) {
    high = p >> 32;
    low = p & 0xffffffffull;
  }

  INLINE_MEMBER void rounds(Words high, Words low, uint64_t c1, uint64_t c2, uint64_t c3, Words &y0, Words &y1) const {
    uint64_t k0 = key0, k1 = key1, b = c2 * 0xCD9E8D57ull;
    uint64_t s0 = (b >> 32) ^ c1 ^ k0, s1 = b & 0xffffffff;
    Words x2 = high ^ (c3 ^ k1), x3 = low;
    k0 = (k0 + 0x9E3779B9) & 0xffffffff, k1 = (k1 + 0xBB67AE85) & 0xffffffff;
    uint64_t a = s0 * 0xD2511F53ull;
    Words h, l;
    split(product(x2, 0xCD9E8D57), h, l);
    Words x0 = h ^ (s1 ^ k0), x1 = l;
    x2 = x3 ^ ((a >> 32) ^ k1), x3 = Words{} + (a & 0xffffffff);
    for (int round = 2; round < 10; round++) {
      k0 = (k0 + 0x9E3779B9) & 0xffffffff, k1 = (k1 + 0xBB67AE85) & 0xffffffff;
      // The upper halves of the words need no clearing: the product reads the lower ones only.
      Words p0 = product(x0, 0xD2511F53), p1 = product(x2, 0xCD9E8D57);
      x0 = (p1 >> 32) ^ x1 ^ k0, x2 = (p0 >> 32) ^ x3 ^ k1;
      x1 = p1, x3 = p0;
    }
    y0 = x0, y1 = x1;
  }

  // The first two uniforms of a counter: (2k + 1) / 2^24 for the upper 23 bits k of the word.
  INLINE_MEMBER Uniforms uniforms(int stream, uint64_t entity, uint64_t quarter) const {
    uint64_t c3 = 3ull << 16 | stream;
    Words e0, e1, o0, o1;
    rounds(evenHigh, evenLow, entity, quarter << 16, c3, e0, e1);
    rounds(oddHigh, oddLow, entity, quarter << 16, c3, o0, o1);
    return {uniform(e0, o0), uniform(e1, o1)};
  }

  static INLINE_MEMBER Lanes uniform(Words even, Words odd) {
    Bits w = (Bits)((even & 0xffffffffull) | (odd << 32));
    return (Lanes)(((w >> 9) & 0x7fffff) | 0x3f800000) - 0.99999994f;
  }
};

struct Inputs {
  int households, villages, quarters, ties;
  std::vector<int32_t> villageStarts, rowStarts, columns;
  std::vector<float> weights, herds, capacity, wage, openness, member, fertility, stay, move, sale, units, parameters;

  explicit Inputs(const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file) fprintf(stderr, "%s cannot be read\n", path), exit(66);
    auto integers = [&](size_t n) {
      std::vector<int32_t> x(n);
      if (fread(x.data(), 4, n, file) != n) fprintf(stderr, "%s ends too early\n", path), exit(65);
      return x;
    };
    auto reals = [&](size_t n) {
      std::vector<float> x(n);
      if (fread(x.data(), 4, n, file) != n) fprintf(stderr, "%s ends too early\n", path), exit(65);
      return x;
    };
    auto head = integers(4);
    households = head[0], villages = head[1], quarters = head[2], ties = head[3];
    villageStarts = integers(villages + 1), rowStarts = integers(households + 1), columns = integers(ties);
    weights = reals(ties), herds = reals(households * classes);
    capacity = reals(households), wage = reals(households), openness = reals(households), member = reals(households);
    fertility = reals(4 * classes), stay = reals(4 * classes), move = reals(4 * classes), sale = reals(4 * classes);
    units = reals(classes), parameters = reals(16);
    fclose(file);
  }
};

struct Household {
  Lanes herd[classes], units, member;
};

// One block of sixteen replicates: sums of herd, income and members over all households for each quarter.
static void simulate(const Inputs &in, uint64_t seed, int firstReplicate, Household *state, Lanes *exposure, Uniforms *draws,
                     double *sums) {
  const Random random(seed, firstReplicate);
  const float *par = in.parameters.data();
  const float mortality = par[0], forage = par[1], memory = par[2], spread = par[3], adopt = par[4], adoptExposure = par[5],
              adoptOpenness = par[6], leave = par[7], leaveExposure = par[8], gain = par[9], premium = par[10],
              incomeSpread = par[11];
  std::vector<Lanes> price(in.quarters);
  Lanes x = splat(0);
  for (int t = 0; t < in.quarters; t++) {
    x = x * memory + normal(random.uniforms(2, 0, t).word[0]) * spread;
    price[t] = exponential(x);
  }
  std::fill(sums, sums + in.quarters * outcomes * lanes, 0.0);

  for (int v = 0; v < in.villages; v++) {
    const int first = in.villageStarts[v], end = in.villageStarts[v + 1];
    for (int i = first; i < end; i++) {
      Household &h = state[i - first];
      h.units = splat(0);
      for (int a = 0; a < classes; a++) {
        h.herd[a] = splat(in.herds[i * classes + a]);
        h.units += h.herd[a] * in.units[a];
      }
      h.member = splat(in.member[i]);
    }
    for (int t = 0; t < in.quarters; t++) {
      const int season = t & 3;
      const float *fertility = &in.fertility[season * classes], *stay = &in.stay[season * classes],
                  *move = &in.move[season * classes], *sale = &in.sale[season * classes], *units = in.units.data();
      const Lanes weather = normal(random.uniforms(1, v, t).word[0]);
      const Lanes survival = exponential(greatest(-weather - 0.5f, splat(0)) * -mortality);
      const Lanes feed = logistic(weather + forage);
      for (int i = first; i < end; i++) {
        Lanes even = splat(0), odd = splat(0);
        int k = in.rowStarts[i];
        for (; k + 1 < in.rowStarts[i + 1]; k += 2) {
          even += state[in.columns[k] - first].member * in.weights[k];
          odd += state[in.columns[k + 1] - first].member * in.weights[k + 1];
        }
        if (k < in.rowStarts[i + 1]) even += state[in.columns[k] - first].member * in.weights[k];
        exposure[i - first] = even + odd;
      }
      Lanes herdSum = splat(0), incomeSum = splat(0), memberSum = splat(0);
      // A pass for each process: what one household waits for, the next ones need not.
      for (int i = first; i < end; i++) draws[i - first] = random.uniforms(3, i, t);
      for (int i = first; i < end; i++) {
        Household &h = state[i - first];
        const Lanes e = exposure[i - first];
        const Lanes argument = h.member > 0.5f ? leave - e * leaveExposure : e * adoptExposure + (adopt + adoptOpenness * in.openness[i]);
        h.member = draws[i - first].word[0] < logistic(argument) ? 1.f - h.member : h.member;
        memberSum += h.member;
      }
      for (int j = 0; j < end - first; j++) {
        draws[j].word[1] = exponential(normal(draws[j].word[1]) * incomeSpread - 0.5f * incomeSpread * incomeSpread);
      }
      for (int i = first; i < end; i++) {
        Household &h = state[i - first];
        const Lanes crowding = least(in.capacity[i] / h.units, splat(1));
        const Lanes fertile = feed * crowding * (h.member * gain + 1.f);
        Lanes sold = splat(0), size = splat(0);
#pragma GCC unroll 3
        for (int s = 0; s < classes; s += 8) {
          Lanes *n = h.herd + s;
          // Two sums of births, and sums of a species that begin with the old: shorter to wait for.
          Lanes births = n[0] * fertility[s], birthsOdd = n[1] * fertility[s + 1];
#pragma GCC unroll 3
          for (int a = 2; a < 8; a += 2) births += n[a] * fertility[s + a], birthsOdd += n[a + 1] * fertility[s + a + 1];
          const Lanes young = n[0] * stay[s] * survival + (births + birthsOdd) * fertile;
          Lanes soldHere = splat(0), unitsHere = splat(0);
#pragma GCC unroll 7
          for (int a = 7; a > 0; a--) {
            n[a] = (n[a] * stay[s + a] + n[a - 1] * move[s + a]) * survival;
            soldHere += n[a] * sale[s + a];
            unitsHere += n[a] * units[s + a];
          }
          n[0] = young;
          soldHere += young * sale[s];
          unitsHere += young * units[s];
          sold += soldHere;
          size += unitsHere;
        }
        h.units = size;
        herdSum += size;
        incomeSum += price[t] * sold * (h.member * premium + 1.f) * draws[i - first].word[1] + in.wage[i];
      }
      double *row = sums + t * outcomes * lanes;
      for (int l = 0; l < lanes; l++) {
        row[l] += herdSum[l], row[lanes + l] += incomeSum[l], row[2 * lanes + l] += memberSum[l];
      }
    }
  }
}

static double processorSeconds() {
  timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return t.tv_sec + 1e-9 * t.tv_nsec;
}

int main(int count, char **arguments) {
  if (count != 3) return fprintf(stderr, "usage: reduced INPUTS REPLICATES\n"), 64;
  const Inputs in(arguments[1]);
  const int replicates = atoi(arguments[2]), blocks = replicates / lanes;
  if (blocks < 1 || replicates % lanes) return fprintf(stderr, "REPLICATES: a multiple of %d\n", lanes), 64;
  const int cells = in.quarters * outcomes;
  int largest = 0;
  for (int v = 0; v < in.villages; v++) largest = std::max(largest, in.villageStarts[v + 1] - in.villageStarts[v]);

  const double begin = omp_get_wtime(), beginCPU = processorSeconds();
  // Mean and sum of squared deviations of each cell: Welford in a thread, Chan over threads.
  std::vector<double> mean(cells, 0.0), squares(cells, 0.0);
  double taken = 0;
#pragma omp parallel
  {
    std::vector<Household> state(largest);
    std::vector<Lanes> exposure(largest);
    std::vector<Uniforms> draws(largest);
    std::vector<double> sums(cells * lanes), ownMean(cells, 0.0), ownSquares(cells, 0.0);
    double own = 0;
#pragma omp for schedule(static)
    for (int b = 0; b < blocks; b++) {
      simulate(in, 2020, b * lanes, state.data(), exposure.data(), draws.data(), sums.data());
      for (int l = 0; l < lanes; l++) {
        own += 1;
        for (int c = 0; c < cells; c++) {
          const double value = sums[c * lanes + l] / in.households, delta = value - ownMean[c];
          ownMean[c] += delta / own;
          ownSquares[c] += delta * (value - ownMean[c]);
        }
      }
    }
#pragma omp critical
    if (own > 0) {
      const double total = taken + own;
      for (int c = 0; c < cells; c++) {
        const double delta = ownMean[c] - mean[c];
        mean[c] += delta * own / total;
        squares[c] += ownSquares[c] + delta * delta * taken * own / total;
      }
      taken = total;
    }
  }
  const double seconds = omp_get_wtime() - begin, busy = processorSeconds() - beginCPU;

  const double householdQuarters = double(in.households) * in.quarters * replicates;
  printf("{\"threads\": %d, \"replicates\": %d, \"seconds\": %.6f, \"processorSeconds\": %.6f, \"householdQuarters\": %.0f",
         omp_get_max_threads(), replicates, seconds, busy, householdQuarters);
  const char *names[] = {"herd", "income", "member"};
  for (int o = 0; o < outcomes; o++) {
    const int c = (in.quarters - 1) * outcomes + o;
    printf(", \"%s\": [%.9g, %.9g]", names[o], mean[c], std::sqrt(squares[c] / (taken - 1)));
  }
  printf("}\n");
}

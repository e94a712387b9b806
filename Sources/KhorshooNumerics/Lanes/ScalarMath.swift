// Elementary functions of one double whose bits are the same on every machine: the C library picks its code by
// processor. For setting up a population; the lanes have their own (LaneMath).

/// Natural logarithm of a positive number; -infinity at 0, NaN below. Within 1 unit in the last place.
///
/// Source: FreeBSD msun `e_log.c` (Sun Microsystems 1993).
public func stableLog(_ x: Double) -> Double {
  guard x > 0 else { return x == 0 ? -.infinity : .nan }
  guard x < .infinity else { return x }
  var k = x.exponent
  var m = x.significand
  if m > 1.414_213_562_373_095_1 {
    m *= 0.5
    k += 1
  }
  let f = m - 1
  let s = f / (2 + f)
  let z = s * s
  let w = z * z
  let odd = w * (3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01))
  let inner = 1.818357216161805012e-01 + w * 1.479819860511658591e-01
  let even = z * (6.666666666666735130e-01 + w * (2.857142874366239149e-01 + w * inner))
  let halfSquare = 0.5 * f * f
  let e = Double(k)
  return e * 6.93147180369123816490e-01
    - ((halfSquare - (s * (halfSquare + even + odd) + e * 1.90821492927058770002e-10)) - f)
}

/// `e` to a power; 0 below -745, infinity above 709.78. Within 1 unit in the last place.
///
/// Source: FreeBSD msun `e_exp.c` (Sun Microsystems 1993).
public func stableExp(_ x: Double) -> Double {
  guard x <= 709.782712893384 else { return x.isNaN ? x : .infinity }
  guard x >= -745.133219101941 else { return 0 }
  let k = (x * 1.44269504088896338700e+00).rounded()
  let high = x - k * 6.93147180369123816490e-01
  let low = k * 1.90821492927058770002e-10
  let r = high - low
  let t = r * r
  let inner = 6.61375632143793436117e-05 + t * (-1.65339022054652515390e-06 + t * 4.13813679705723846039e-08)
  let c = r - t * (1.66666666666666019037e-01 + t * (-2.77777777770155933842e-03 + t * inner))
  let y = 1 - ((low - (r * c) / (2 - c)) - high)
  return Double(sign: .plus, exponent: Int(k), significand: y)
}

/// The standard normal value below which a fraction `p` lies; infinite at 0 and 1, NaN outside.
///
/// Relative error about 1e-15. Source: Wichura 1988, algorithm AS 241 (PPND16), doi:10.2307/2347330.
public func stableNormalQuantile(_ p: Double) -> Double {
  guard p > 0, p < 1 else { return p == 0 ? -.infinity : p == 1 ? .infinity : .nan }
  let q = p - 0.5
  if q.magnitude <= 0.425 {
    let r = 0.180625 - q * q
    return q * polynomial(r, wichura.a) / polynomial(r, wichura.b)
  }
  let r = (-stableLog(q < 0 ? p : 1 - p)).squareRoot()
  let z =
    r <= 5
    ? polynomial(r - 1.6, wichura.c) / polynomial(r - 1.6, wichura.d)
    : polynomial(r - 5, wichura.e) / polynomial(r - 5, wichura.f)
  return q < 0 ? -z : z
}

/// A polynomial by Horner's rule, coefficients from the constant upwards.
func polynomial(_ x: Double, _ coefficients: [Double]) -> Double {
  var sum = 0.0
  for c in coefficients.reversed() { sum = sum * x + c }
  return sum
}

/// Coefficients of AS 241, from the constant upwards.
private let wichura = (
  a: [
    3.3871328727963666080e0, 1.3314166789178437745e+2, 1.9715909503065514427e+3, 1.3731693765509461125e+4,
    4.5921953931549871457e+4, 6.7265770927008700853e+4, 3.3430575583588128105e+4, 2.5090809287301226727e+3,
  ],
  b: [
    1, 4.2313330701600911252e+1, 6.8718700749205790830e+2, 5.3941960214247511077e+3, 2.1213794301586595867e+4,
    3.9307895800092710610e+4, 2.8729085735721942674e+4, 5.2264952788528545610e+3,
  ],
  c: [
    1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
    1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4,
  ],
  d: [
    1, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1, 1.48103976427480074590e-1,
    1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9,
  ],
  e: [
    6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1,
    2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
  ],
  f: [
    1, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2, 7.86869131145613259100e-4,
    1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15,
  ]
)

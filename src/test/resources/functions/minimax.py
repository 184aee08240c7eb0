#!/usr/bin/python3
"""Finds the coefficients of dev.gatun.elementwise.FloatMath and VectorPow, and prints them as Java has them.

Remez's exchange algorithm (E. W. Cheney, "Introduction to Approximation Theory", 1966, chapter 3) in 40 digits: the
polynomial whose largest weighted error on an interval is the least. Needs mpmath (Debian: python3-mpmath); takes seconds.
"""
import struct

from mpmath import atanh, cos, exp, expm1, fabs, log, log1p, lu_solve, matrix, mp, mpf, nstr, pi, sqrt, tanh

mp.dps = 40
GRID = 1200


def value(coefficients, t):
    result = mpf(0)
    for c in reversed(coefficients):
        result = result * t + c
    return result


def chebyshev(low, high, count):
    """The extrema of a Chebyshev polynomial, ascending, without 0, where weights may vanish."""
    points = [(low + high) / 2 - (high - low) / 2 * cos(pi * i / (count - 1)) for i in range(count)]
    least = (high - low) / 10000
    return [t if fabs(t) > least else least for t in points]


def remez(function, weight, low, high, count):
    """The coefficients, lowest first, of the polynomial p that makes max |weight (p - function)| least."""
    grid = [(t, function(t), weight(t)) for t in chebyshev(mpf(low), mpf(high), GRID)]
    extrema = chebyshev(mpf(low), mpf(high), count + 1)
    while True:
        system = matrix(count + 1, count + 1)
        right = matrix(count + 1, 1)
        for i, t in enumerate(extrema):
            for j in range(count):
                system[i, j] = t**j
            system[i, count] = (-1) ** i / weight(t)
            right[i] = function(t)
        solution = lu_solve(system, right)
        coefficients = list(solution)[:count]
        errors = [w * (value(coefficients, t) - f) for t, f, w in grid]
        largest = max(map(fabs, errors))
        if largest < mpf("1.001") * fabs(solution[count]):
            return coefficients, largest
        peaks = []  # the largest error between two changes of sign
        for i, e in enumerate(errors):
            if not peaks or errors[peaks[-1]] * e < 0:
                peaks.append(i)
            elif fabs(e) > fabs(errors[peaks[-1]]):
                peaks[-1] = i
        while len(peaks) > count + 1:
            peaks = peaks[1:] if fabs(errors[peaks[0]]) < fabs(errors[peaks[-1]]) else peaks[:-1]
        assert len(peaks) == count + 1, "the errors do not alternate: choose another interval or degree"
        extrema = [grid[i][0] for i in peaks]


def as_float(x):
    return mpf(struct.unpack("f", struct.pack("f", float(x)))[0])


def show(names, rounding, function, weight, low, high):
    names = names.split()
    coefficients, error = remez(function, weight, low, high, len(names))
    rounded = [rounding(c) for c in coefficients]
    grid = chebyshev(mpf(low), mpf(high), GRID)
    worst = max(fabs(weight(t) * (value(rounded, t) - function(t))) for t in grid)
    print(f"error 2^{nstr(log(error, 2), 4)}, of the rounded coefficients 2^{nstr(log(worst, 2), 4)}")
    for name, c in zip(names, rounded):
        print(f"    {name:4} {float(c).hex()}")


HALF_LN2 = log(mpf(2)) / 2 * mpf("1.0001")
SQRT_HALF = sqrt(mpf(1) / 2) - 1
SQRT_TWO = sqrt(mpf(2)) - 1

print("exp r = 1 + r + r^2 / 2 + r^3 (E3 + E4 r + ...), in float")
show("E3 E4 E5 E6", as_float,
     lambda r: (expm1(r) - r - r * r / 2) / r**3, lambda r: fabs(r) ** 3 / exp(r), -HALF_LN2, HALF_LN2)
print("log(1 + f) = f - f^2 / 2 + f^3 (L3 + L4 f + ...), in float")
show("L3 L4 L5 L6 L7 L8 L9 L10", as_float,
     lambda f: (log1p(f) - f + f * f / 2) / f**3, lambda f: fabs(f**3 / log1p(f)), SQRT_HALF, SQRT_TWO)
print("tanh x = x + x^3 (T3 + T5 x^2 + ...), in float, as a polynomial of x^2")
show("T3 T5 T7 T9 T11", as_float,
     lambda u: (tanh(sqrt(u)) / sqrt(u) - 1) / u, lambda u: u * sqrt(u) / tanh(sqrt(u)), "1e-8", mpf("0.7") ** 2)
print("exp r = 1 + r + r^2 (E2 + E3 r + ...), in double")
show("E2 E3 E4 E5 E6 E7", float,
     lambda r: (expm1(r) - r) / r**2, lambda r: r * r / exp(r), -HALF_LN2, HALF_LN2)
print("log m = s (L1 + L3 s^2 + ...), s = (m - 1) / (m + 1), in double, as a polynomial of s^2")
show("L1 L3 L5 L7 L9 L11", float,
     lambda q: 2 * atanh(sqrt(q)) / sqrt(q), lambda q: sqrt(q) / (2 * atanh(sqrt(q))),
     "1e-9", (SQRT_TWO / (SQRT_TWO + 2) * mpf("1.0001")) ** 2)

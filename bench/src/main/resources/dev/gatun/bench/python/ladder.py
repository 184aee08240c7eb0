"""The Python tiers of the ladder: each is the lesson's function, checked by Gatun and timed here by timeit.

    ladder.py FOLDER M K N THREADS SECONDS BOUND TIER...

FOLDER holds the operands, a.f32 [M, K] and b.f32 [K, N]: float32, row-major, this machine's byte order. For every
TIER its product goes to FOLDER/TIER.f32. Everything said to Gatun is one JSON object a line on standard output; before
it times a tier, this program waits on standard input for "time" or "skip", as Gatun has compared the product by then.

Gatun reads the code that its table shows out of this file: the line above `return c`, or what is returned.
"""

import array
import json
import os
import sys
import time
import timeit

try:
    import numpy as np
except ImportError:
    np = None
try:
    import torch
except ImportError:
    torch = None

TIERS = {}


def tier(name, label, needs):
    """Registers a function (a, b) -> c under the id and the label of its row; `needs` says what its operands are."""

    def register(function):
        TIERS[name] = (function, needs)
        return function

    return register


# ---- the tiers, slowest first --------------------------------------------------------------------------------------


@tier("python.tensors", "Python, three loops over PyTorch tensors", needs="torch")
def loops_over_tensors(a, b):
    (m, k), (_, n) = a.shape, b.shape
    c = torch.zeros(m, n)
    for i in range(m):
        for j in range(n):
            for l in range(k):
                c[i,j] += a[i,l] * b[l,j]
    return c


@tier("python.arrays", "Python, three loops over NumPy arrays", needs="numpy")
def loops_over_arrays(a, b):
    (m, k), (_, n) = a.shape, b.shape
    c = np.zeros((m, n), dtype=np.float32)
    for i in range(m):
        for j in range(n):
            for l in range(k):
                c[i,j] += a[i,l] * b[l,j]
    return c


@tier("python.lists", "Python, three loops over lists", needs="python")
def loops_over_lists(a, b):
    m, k, n = len(a), len(b), len(b[0])
    c = [[0.0] * n for _ in range(m)]
    for i in range(m):
        for j in range(n):
            for l in range(k):
                c[i][j] += a[i][l] * b[l][j]
    return c


@tier("torch.elementwise", "PyTorch, a row times a column", needs="torch")
def elementwise(a, b):
    (m, k), (_, n) = a.shape, b.shape
    c = torch.zeros(m, n)
    for i in range(m):
        for j in range(n):
            c[i,j] = (a[i,:] * b[:,j]).sum()
    return c


@tier("torch.broadcast", "PyTorch, broadcasting a row over all columns", needs="torch")
def broadcast(a, b):
    (m, k), (_, n) = a.shape, b.shape
    c = torch.zeros(m, n)
    for i in range(m):
        c[i] = (a[i].unsqueeze(-1) * b).sum(dim=0)
    return c


@tier("torch.einsum", "PyTorch, einsum", needs="torch")
def torch_einsum(a, b):
    return torch.einsum('ik,kj->ij', a, b)


@tier("torch.operator", "PyTorch, the operator", needs="torch")
def torch_operator(a, b):
    return a @ b


@tier("numpy.einsum", "NumPy, einsum", needs="numpy")
def numpy_einsum(a, b):
    return np.einsum('ik,kj->ij', a, b)


@tier("numpy.operator", "NumPy, the operator", needs="numpy")
def numpy_operator(a, b):
    return a @ b


# ---- operands and products -----------------------------------------------------------------------------------------


def read(path, rows, columns, kind):
    """The float32 matrix of a file, as the kind of operand that a tier takes."""
    values = array.array("f")
    with open(path, "rb") as file:
        values.fromfile(file, rows * columns)
    if kind == "torch":
        return torch.frombuffer(values, dtype=torch.float32).reshape(rows, columns)
    if kind == "numpy":
        return np.frombuffer(values, dtype=np.float32).reshape(rows, columns)
    return [values[i * columns : (i + 1) * columns].tolist() for i in range(rows)]


def corner(matrix, rows, columns, kind):
    """The upper left corner of a matrix."""
    if kind == "python":
        return [row[:columns] for row in matrix[:rows]]
    return matrix[:rows, :columns]


def write(path, product, kind):
    """The product as float32, row-major."""
    with open(path, "wb") as file:
        if kind == "python":
            array.array("f", (value for row in product for value in row)).tofile(file)
        else:
            file.write((product.numpy() if kind == "torch" else product).astype("float32").tobytes())


# ---- timing --------------------------------------------------------------------------------------------------------


def estimate(function, a, b, m, k, n, kind):
    """Seconds that the whole product would take, from growing corners of it: the first that takes 50 ms decides.

    Corners grow along k, then n, then m, because the tiers pay per element of c before they pay per element of k.
    """
    i, l, j = 1, min(64, k), 1
    while True:
        some_a, some_b = corner(a, i, l, kind), corner(b, l, j, kind)
        start = time.perf_counter()
        function(some_a, some_b)
        seconds = time.perf_counter() - start
        if seconds > 0.05 or (i, l, j) == (m, k, n):
            return seconds * (m * k * n) / (i * l * j)
        if l < k:
            l = min(2 * l, k)
        elif j < n:
            j = min(2 * j, n)
        else:
            i = min(2 * i, m)


def samples(function, a, b, seconds, bound):
    """Nanoseconds per call of a function of two operands; see batches."""
    return batches(timeit.Timer("function(a, b)", globals={"function": function, "a": a, "b": b}), seconds, bound)


def batches(timer, seconds, bound):
    """Nanoseconds per call, one number a batch: batches of at least 10 ms, for about `seconds`, at least five of them
    unless that passes the bound. timeit keeps Python's garbage collector still, as the lesson's %timeit does."""
    calls, spent = 1, timer.timeit(1)
    while spent < 0.01:
        calls = max(calls + 1, min(10 * calls, int(calls * 0.011 / max(spent, 1e-9)) + 1))
        spent = timer.timeit(calls)
    nanos, begin = [], time.perf_counter()
    while True:
        nanos.append(timer.timeit(calls) / calls * 1e9)
        elapsed = time.perf_counter() - begin
        if elapsed >= seconds and len(nanos) >= 5 or elapsed + calls * nanos[-1] / 1e9 > bound:
            return nanos


def blas():
    """The BLAS libraries that this process has loaded, where the system can tell (Linux): it decides two tiers."""
    try:
        with open("/proc/self/maps") as maps:
            paths = {line.split()[-1] for line in maps if "/" in line}
    except OSError:
        return []
    return sorted(p for p in paths if any(word in os.path.basename(p).lower() for word in ("blas", "blis", "mkl_rt")))


# ---- the conversation with Gatun -----------------------------------------------------------------------------------


def main(folder, m, k, n, threads, seconds, bound, names):
    # Libraries that print must not get between the lines that Gatun reads.
    channel = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)

    def say(**message):
        channel.write(json.dumps(message) + "\n")
        channel.flush()

    if torch is not None:
        torch.set_num_threads(threads)
    operands = {}
    say(event="ready", blas=blas())
    for name in names:
        function, kind = TIERS[name]
        say(event="start", tier=name)
        if kind not in operands:
            a = read(os.path.join(folder, "a.f32"), m, k, kind)
            operands[kind] = a, read(os.path.join(folder, "b.f32"), k, n, kind)
        a, b = operands[kind]
        call = estimate(function, a, b, m, k, n, kind)
        # Three calls are the least that measures anything: one to check, two to time.
        if 3 * call > bound:
            say(event="slow", tier=name, seconds=call)
            continue
        write(os.path.join(folder, name + ".f32"), function(a, b), kind)
        say(event="product", tier=name)
        answer = sys.stdin.readline().strip()
        if answer == "time":
            say(event="timed", tier=name, nanos=samples(function, a, b, seconds, bound))
        elif answer != "skip":
            return


if __name__ == "__main__":
    m, k, n, threads = map(int, sys.argv[2:6])
    main(sys.argv[1], m, k, n, threads, float(sys.argv[6]), float(sys.argv[7]), sys.argv[8:])

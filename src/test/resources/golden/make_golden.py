"""Writes the golden values next to this file: what PyTorch and NumPy answer, for the Java tests to compare with.

    /usr/bin/python3 make_golden.py        # rewrites *.json in this folder; same versions, same bytes

Written with PyTorch 1.13 and NumPy 1.24. Each file is {"writtenWith": ..., "cases": [...]}, one case a line.

A tensor stands as {"shape": [...]} with one of
    "values"    in row-major order; "nan", "inf", "-inf" as strings; true and false make a BOOL tensor
    "fill"      "arange" (0, 1, 2, ...), "thirds" (arange / 3 in float32), "pattern" ((7i+3) % 23 - 11) / 4: quarters,
                so that sums and products of a few of them are exact in float32 in any order, or "ones"
    "views"     optional: [["permute", 1, 0], ["at", "::2"], ...] applied to it, one after another

A result has "shape" and "values", or "error": true where the operation is refused. A view of arange in the shape "from"
also has "strides" and "offset" in elements (null or left out where they mean nothing), or "copied": true if it is one.
"""

import json
import math
import pathlib
import random

import numpy as np
import torch

HERE = pathlib.Path(__file__).parent
NAN, INF = math.nan, math.inf


# ------------------------------------------------------------------------------------------------------------- writing


def number(x):
    """The shortest decimal that reads back as the same float32."""
    if isinstance(x, (bool, np.bool_)):
        return bool(x)
    f = np.float32(x)
    if np.isnan(f):
        return "nan"
    if np.isinf(f):
        return "inf" if f > 0 else "-inf"
    short = float(str(f))
    assert np.float32(short) == f
    whole = short == int(short) and abs(short) < 1e6 and str(short) != "-0.0"
    return int(short) if whole else short


def numbers(values):
    return [number(x) for x in np.asarray(values).reshape(-1).tolist()]


def write(name, cases):
    names = [case["name"] for case in cases]
    assert len(set(names)) == len(names), sorted(n for n in names if names.count(n) > 1)
    lines = ",\n".join(json.dumps(case, allow_nan=False, separators=(",", ":")) for case in cases)
    head = json.dumps(f"make_golden.py with PyTorch {torch.__version__} and NumPy {np.__version__}")
    (HERE / f"{name}.json").write_text('{"writtenWith":' + head + ',\n"cases":[\n' + lines + "\n]}\n")
    print(f"{name}: {len(cases)} cases, {(HERE / f'{name}.json').stat().st_size} bytes")


# ------------------------------------------------------------------------------------------------------------- tensors


def of(values, shape=None):
    array = np.asarray(values)
    return {"shape": list(array.shape if shape is None else shape), "values": numbers(array)}


def fill(kind, *shape, views=()):
    spec = {"shape": list(shape), "fill": kind}
    return {**spec, "views": [list(v) for v in views]} if views else spec


def viewed(spec, *views):
    return {**spec, "views": [list(v) for v in views]}


def tensor(spec):
    shape = spec["shape"]
    n = math.prod(shape)
    kind = spec.get("fill")
    i = np.arange(n if kind else 0)
    if kind == "arange":
        flat = i.astype(np.float32)
    elif kind == "thirds":
        flat = i.astype(np.float32) / np.float32(3)
    elif kind == "pattern":
        flat = (((7 * i + 3) % 23 - 11) / 4).astype(np.float32)
    elif kind == "ones":
        flat = np.ones(n, np.float32)
    else:
        values = spec["values"]
        is_bool = bool(values) and isinstance(values[0], bool) or spec.get("dtype") == "BOOL"
        flat = np.array(values, dtype=np.bool_) if is_bool else np.array([float(v) for v in values], np.float32)
    t = torch.from_numpy(flat).reshape(shape)
    for view in spec.get("views", []):
        t = apply(t, view)
    return t


def index(text):
    return eval(f"_[{text}]", {"_": _Echo()})


class _Echo:
    def __getitem__(self, key):
        return key


def walks_backwards(key):
    return any(isinstance(k, slice) and (k.step or 1) < 0 for k in (key if isinstance(key, tuple) else (key,)))


def apply(t, view):
    """One view operation on a torch tensor; what torch lacks (negative steps) is done by NumPy, on a copy."""
    name, *args = view
    if name == "at":
        key = index(args[0])
        return torch.from_numpy(t.numpy()[key].copy()) if walks_backwards(key) else t[key]
    if name in ("permute", "expand", "view", "reshape"):
        return getattr(t, name)(tuple(args))
    if name == "t":
        return t.t()
    return getattr(t, name)(*args)


def result(compute):
    """What compute() gives, or that it is refused."""
    try:
        r = compute()
    except (RuntimeError, IndexError, ValueError):
        return {"error": True}
    array = r.numpy() if isinstance(r, torch.Tensor) else np.asarray(r)
    return {"shape": list(array.shape), "values": numbers(array)}


# ------------------------------------------------------------------------------------------------------------ printing


def printing():
    cases = []
    rng = np.random.default_rng(1)

    def case(name, spec):
        cases.append({"name": name, "tensor": spec, "text": str(tensor(spec))})

    def vector(*values):
        case(f"[{', '.join(str(v) for v in values)}]" if len(values) < 9 else f"{len(values)} values from {values[0]}",
             of(list(values)))

    # Scalars
    for x in [3, 0, -0.0, 1.5, -2.25, NAN, INF, -INF, 1e-5, 1e8, 1.5e8, 123456.789, 3.4028235e38, 1e-45, 0.1]:
        case(f"scalar {x}", of(np.float32(x)))
    case("scalar True", of(True))
    case("scalar False", of(False))

    # Whole numbers
    vector(1, 2, 3)
    vector(0)
    vector(0, 0, 0)
    vector(-1, 10, -100)
    vector(1, 1000)
    vector(1, 1001)
    vector(1, 0, -2000)
    vector(100000000)
    vector(100000008)
    vector(-0.0, 0.0, 1)
    vector(16777216, 16777215)
    # Fractions
    vector(1.5, 2, 3)
    vector(0.1, 0.2, 0.3)
    vector(-0.5, 100.25)
    vector(0.00010001, 0.05)
    vector(0.0001, 0.05)
    vector(0.00009, 0.05)
    vector(999.5, 1)
    vector(1000.5, 1)
    vector(1001.5, 1)
    vector(-0.0, 0.5)
    vector(0, -0.0)
    # Ties in the last digit, and what the widening to double decides
    vector(0.03125, 0.09375, 0.15625, 0.21875)
    vector(-0.03125, -0.09375, 2.00005, 2.00015)
    vector(0.99995, 0.999949, 0.99996)
    vector(9.99995, 9.99996, 99.99995)
    # Scientific
    vector(1e-10, 1)
    vector(1e10, 1)
    vector(1.5, 0.000015)
    vector(-1.5e-7, 3e4, 0, -0.0)
    vector(1e-38, 1e38)
    vector(1e-45, 3.4028235e38)
    vector(9.99995e-5, 1)
    vector(99999.5e8, 0.1)
    vector(1.00005e12, 1.00015e12)
    vector(123456792, 0.5)
    vector(1, 100005, 100015)
    vector(2e8, 3e8)
    vector(0.00002)
    # Not finite
    vector(NAN)
    vector(NAN, 1)
    vector(NAN, 1.5)
    vector(INF, -INF, NAN)
    vector(INF, 1, -2)
    vector(-INF, 0.25)
    vector(NAN, INF, 1e10, 1e-3)
    vector(-NAN, 0)
    vector(INF, 0, -0.0)
    # Booleans
    case("booleans", of([True, False, True]))
    case("only True", of([True, True]))
    case("only False", of([[False, False], [False, False]]))
    case("boolean matrix", of(np.eye(3, dtype=bool)))
    case("30 booleans wrap", of([i % 3 == 0 for i in range(30)]))
    case("boolean cube", of((np.arange(12) % 5 == 0).reshape(2, 3, 2)))
    # Empty
    for shape in [(0,), (0, 3), (3, 0), (2, 0, 4), (0, 0)]:
        case(f"empty {shape}", {"shape": list(shape), "values": []})
    case("empty with a size that just fits", {"shape": [0] + [10] * 14 + [1], "values": []})
    case("empty with a long size", {"shape": [0] + [10] * 15, "values": []})
    case("empty with a longer size", {"shape": [0] + [10] * 18, "values": []})
    case("empty boolean", {"shape": [0], "dtype": "BOOL", "values": []})
    case("empty boolean (0, 3)", {"shape": [0, 3], "dtype": "BOOL", "values": []})
    case("empty boolean with a long size", {"shape": [0] + [10] * 12, "dtype": "BOOL", "values": []})
    # Brackets
    case("row", fill("arange", 1, 3))
    case("column", fill("arange", 3, 1))
    case("2x3", fill("arange", 2, 3))
    case("3x3 of the lesson", of([[10, 10, 10], [20, 20, 20], [30, 30, 30]]))
    case("2x2x2", fill("arange", 2, 2, 2))
    case("2x1x3", fill("thirds", 2, 1, 3))
    case("2x2x2x2", fill("arange", 2, 2, 2, 2))
    case("1x2x1x2x1", fill("thirds", 1, 2, 1, 2, 1))
    case("1x1x1x1x1x1", fill("ones", 1, 1, 1, 1, 1, 1))
    # One format for all elements
    case("one wide element widens all", of([[1, 2, 3], [4, 5.5, -600]]))
    case("one small element makes all scientific", of([[1, 2, 3], [4, 5, 6.00001]]))
    case("random normal 3x4", of(rng.standard_normal((3, 4)).astype(np.float32)))
    case("random normal 2x3x4", of(rng.standard_normal((2, 3, 4)).astype(np.float32)))
    case("random uniform 5x3", of(rng.random((5, 3)).astype(np.float32)))
    case("random over many powers 4x3", of((10 ** rng.uniform(-6, 6, (4, 3))).astype(np.float32)))
    for k in range(12):
        n = int(rng.integers(1, 9))
        spread = rng.uniform(0.5, 4)
        values = (rng.standard_normal(n) * 10 ** rng.uniform(-spread, spread, n)).astype(np.float32)
        case(f"random vector {k}", of(np.round(values) if k % 3 == 0 else values))
    # Lines of 80
    for n in [11, 12, 14, 15, 18, 19, 20, 21, 40]:
        case(f"arange {n}", fill("arange", n))
    case("thirds 25", fill("thirds", 25))
    case("rows of 30", fill("arange", 2, 30))
    case("rows of 20 thirds in a cube", fill("thirds", 2, 2, 20))
    case("rows that just fit", fill("pattern", 3, 8))
    case("rows that just do not fit", fill("pattern", 3, 9))
    case("deep and long", fill("pattern", 1, 1, 1, 1, 12))
    # Summaries
    case("1000 elements in full", fill("ones", 1000))
    case("1001 elements", fill("arange", 1001))
    case("10001 elements", fill("thirds", 10001))
    case("40x30", fill("arange", 40, 30))
    case("30x40 thirds", fill("thirds", 30, 40))
    case("6x200", fill("arange", 6, 200))
    case("200x6", fill("arange", 200, 6))
    case("7x150", fill("pattern", 7, 150))
    case("1x2000", fill("arange", 1, 2000))
    case("2000x1", fill("arange", 2000, 1))
    case("7x11x13", fill("pattern", 7, 11, 13))
    case("11x10x10", fill("arange", 11, 10, 10))
    case("2x30x20", fill("thirds", 2, 30, 20))
    case("8x8x8x8", fill("pattern", 8, 8, 8, 8))
    case("1x1x1x1001", fill("arange", 1, 1, 1, 1001))
    case("hidden elements have no say", viewed(fill("arange", 3000), ("at", "::2")))
    case("boolean summary", viewed(of([[True], [False]]), ("expand", 2, 2000)))
    # Views
    case("transposed", fill("arange", 2, 3, views=[("t",)]))
    case("reversed", fill("arange", 5, views=[("at", "::-1")]))
    case("reversed rows and columns", fill("arange", 3, 4, views=[("at", "::-1, ::-2")]))
    case("sliced", fill("thirds", 6, 6, views=[("at", "1:5:2, 2:")]))
    case("expanded row", fill("arange", 3, views=[("expand", 3, 3)]))
    case("expanded column", fill("arange", 3, 1, views=[("expand", 3, 3)]))
    case("expanded scalar", viewed(of(7.5), ("expand", 2, 2)))
    case("huge expanded", fill("arange", 1, 1, views=[("expand", 10**9, 10**9)]))
    case("huge expanded column", fill("thirds", 4, 1, views=[("expand", 4, 10**12)]))
    case("huge cube", viewed(of(1.25), ("expand", 10**5, 10**5, 10**5)))
    case("diagonal", fill("arange", 4, 4, views=[("diagonal", 1, 0, 1)]))
    case("permuted cube", fill("arange", 2, 3, 4, views=[("permute", 2, 0, 1)]))
    write("printing", cases)


# --------------------------------------------------------------------------------------------------------------- views


def laid_out(base, views):
    """Shape, strides in elements, offset and values of a chain of views, or that it is refused."""
    backwards = any(v[0] == "at" and walks_backwards(index(v[1])) for v in views)
    try:
        if not backwards:
            t = base
            for view in views:
                if view[0] == "at":
                    t.numpy()[index(view[1])]  # refuses a second ellipsis, which PyTorch lets pass
                t = apply(t, view)
            if t.numel() > 0 and t.storage().data_ptr() != base.storage().data_ptr():
                return {**result(lambda: t), "copied": True}
            strides, offset, values = list(t.stride()), t.storage_offset(), t
        else:
            a = base.numpy()
            for view in views:
                assert view[0] == "at"
                a = a[index(view[1])]
            # NumPy gives a dimension of one index, and an empty array, any stride; only the others say something.
            strides = [s // 4 if n > 1 and a.size else None for s, n in zip(a.strides, a.shape)]
            offset = (a.__array_interface__["data"][0] - base.numpy().__array_interface__["data"][0]) // 4
            values = a
    except (RuntimeError, IndexError, ValueError, TypeError, SyntaxError):
        return {"error": True}
    r = result(lambda: values)
    # Nothing lies anywhere in an empty view.
    return {**r, "strides": strides, **({"offset": offset} if r["values"] else {})}


def view_case(cases, shape, *views):
    def show(v):
        if v[0] == "at":
            return f"[{v[1]}]"
        return f".{v[0]}({', '.join(str(x) for x in v[1:])})"

    name = "arange" + str(list(shape)) + "".join(show(v) for v in views)
    base = torch.arange(math.prod(shape), dtype=torch.float32).reshape(shape)
    cases.append({"name": name, "from": list(shape), "views": [list(v) for v in views], **laid_out(base, views)})


def indexing():
    cases = []

    def at(shape, *texts):
        for text in texts:
            view_case(cases, shape, ("at", text))

    at((10,), "0", "3", "-1", "-10", "2:5", "2:", ":5", ":", "::2", "1::3", "1:8:3", "-3:", ":-3", "-3:-1", "5:2",
       "3:3",
       "7:100", "-100:3", "100:", "::100", "...", "None", "None, :", ":, None", "..., None", "None, ..., None",
       "None, None", "..., 2", "2, ...", "2:3", "9:", "1:2:5")
    at((10,), "::-1", "::-2", "8:2:-1", "8:2:-3", "2:8:-1", ":3:-1", "3::-1", "-2::-1", ":-4:-1", "100::-1", ":-100:-1",
       "-100::-1", "5:5:-1", "9:0:-9", "::-100")
    at((3, 4), "0", "-1", "1, 2", "1, -1", "1, :", ":, 1", "..., 1", "1, ...", ":, :", ":", "...", "1:", ":, 1:3",
       "::2, ::3", "1:2, 1:2", "None", "None, :, :", ":, None", ":, None, :", "..., None", ":, :, None", "None, 1",
       "1, None", "1, None, 2", "None, ..., None", ":, None, 1:3", "0:0", "0:0, 2", "None, 1:2", "..., None, 2",
       "  1 ,  ::2 ", "-2:, :-1")
    at((3, 4), "::-1", ":, ::-1", "::-1, ::-1", "1, ::-1", "::-2, 1::2", "2:0:-1, ..., ::-3", "None, ::-1",
       "..., ::-1, 0",
       "::-1, None, ::2", "5::-1", "0::-1, 3")
    at((2, 3, 4), "1", "1, 2", "1, 2, 3", "-1, -1, -1", "..., 0", "0, ...", "0, ..., 0", ":, 1", ":, 1, :", ":, :, 1",
       "..., 1:3", "1, ..., ::2", ":, None, ..., None", "None, 0, None, :, None", "1:, 1:, 1:", "::2, ::2, ::2",
       "..., None, :", "...,", "1,", "0:1, 0, 0:1", "1, 0:0", "0, ::2, 1")
    at((2, 3, 4), "1, ::-1", "..., ::-1", "::-1, ::-1, ::-1", "::-1, 1, ::-2", ":, 2:0:-1", "1, ..., ::-1, None")
    at((), "...", "None", "None, None", "..., None")
    at((0,), ":", "::2", "None", "::-1", "1:")
    at((2, 0, 3), "1", ":, :, 1", "..., ::2", "1, ..., 2", ":, ::-1")
    at((1, 1), "0", "0, 0", "::2, ::2", ":, None", "::-1, ::-1")
    # Refused
    at((10,), "10", "-11", "0, 0", "..., ...", "::0", "1:2:0", "..., 0, 0", "None, 0, 0")
    at((3, 4), "3", ":, 4", "0, -5", "0, 0, 0", "..., :, ...", ":, :, :", "...,...", "None, 0, 0, 0")
    at((2, 3, 4), "0, 0, 0, 0", "..., 4", "2, ...", "0, 3", ":, :, ::0")
    at((), "0", ":", "..., 0")
    at((0,), "0", "-1")
    # Views of views
    chains = [("::2, 1:", "1, ::2"), ("1:, ::2", "None, ..., 1"), (":, 3", "::2"), ("None", "..., None, 1"),
              ("::-1", "1:, ::-1"), (":, ::-2", "2, ::-1"), ("::-1, ::-1", "::-1, ::-1"), ("3::-2, 1", "::-1")]
    for first, second in chains:
        view_case(cases, (5, 6), ("at", first), ("at", second))
    write("indexing", cases)


def views():
    cases = []

    def case(shape, *chain):
        view_case(cases, shape, *chain)

    # Unsqueeze, squeeze
    for d in range(-3, 3):
        case((3, 4), ("unsqueeze", d))
    case((), ("unsqueeze", 0))
    case((), ("unsqueeze", -1))
    case((3, 4), ("unsqueeze", 3))
    case((3, 4), ("unsqueeze", -4))
    case((3, 4), ("t",), ("unsqueeze", 1))
    case((3, 0), ("unsqueeze", 1))
    case((1, 3, 1, 4, 1), ("squeeze",))
    for d in range(-3, 3):
        case((1, 3, 1), ("squeeze", d))
    case((1, 3, 1), ("squeeze", 3))
    case((1, 1), ("squeeze",))
    case((3, 4), ("at", "1:2"), ("squeeze", 0))
    # Expand
    for shape, sizes in [((3,), (3,)), ((3,), (3, 3)), ((3,), (2, -1)), ((3, 1), (3, 3)), ((3, 1), (-1, 4)),
                         ((1, 3), (5, 3)), ((1, 3), (2, 5, 3)), ((1, 3), (2, 1, 3)), ((3,), (1, 3)), ((3,), (1, 1, 3)),
                         ((), (2, 3)), ((), ()), ((), (1,)), ((), (1, 1)), ((1,), (1,)), ((1,), (0,)), ((1, 3), (0, 3)),
                         ((0,), (0,)), ((0, 1), (0, 4)), ((0,), (2, 0)), ((1, 1, 1), (2, 3, 4)), ((2, 1), (3, 2, 4)),
                         ((2, 3), (2, -1)), ((2, 3), (1, 2, 3)), ((2, 3), (1, 1, -1, -1)),
                         # refused
                         ((3,), (4,)), ((3,), (3, 4)), ((2, 3), (3,)), ((3,), (-1, 3)), ((2,), (0,)), ((3, 2), (3, 4)),
                         ((0,), (1,)), ((1, 3), (-2, 3))]:
        case(shape, ("expand", *sizes))
    case((3, 4), ("t",), ("unsqueeze", 0), ("expand", 2, 4, 3))
    # Transpose, permute
    case((3, 4), ("t",))
    case((5,), ("t",))
    case((), ("t",))
    case((2, 3, 4), ("t",))
    for a, b in [(0, 1), (0, 2), (-1, 0), (1, 1), (-1, -2), (0, 3), (-4, 0)]:
        case((2, 3, 4), ("transpose", a, b))
    for dims in [(0, 1, 2), (2, 1, 0), (1, 2, 0), (-1, 0, 1), (2, 0, 1), (0, -1, 1), (0, 0, 1), (0, 1), (0, 1, 3),
                 (0, 1, -3)]:
        case((2, 3, 4), ("permute", *dims))
    # Diagonal
    for k in [0, 1, -1, 3, -2, 4, -3, 100, -100]:
        case((3, 4), ("diagonal", k, 0, 1))
    for k, a, b in [(0, 0, 1), (0, 1, 2), (0, 0, 2), (1, -1, 0), (-1, 1, 0), (0, 1, 1), (0, 0, 3), (0, -1, 2)]:
        case((2, 3, 4), ("diagonal", k, a, b))
    case((4,), ("diagonal", 0, 0, 1))
    case((4, 4), ("at", "::2, 1:"), ("diagonal", 0, 0, 1))
    case((4,), ("expand", 3, 4), ("diagonal", 0, 0, 1))
    case((0, 3), ("diagonal", 0, 0, 1))
    # Select, narrow, flatten
    for d, i in [(0, 1), (1, -1), (-1, 0), (2, 0), (0, 3), (0, -4)]:
        case((3, 4), ("select", d, i))
    for d, start, length in [(0, 0, 2), (1, 1, 3), (-1, 2, 2), (0, 3, 0), (0, 0, 0), (1, 2, 3), (0, -1, 1), (1, 0, 5),
                             (2, 0, 1), (0, 0, -1)]:
        case((3, 4), ("narrow", d, start, length))
    for shape in [(2, 3, 4), (3,), (), (0, 3), (1, 1)]:
        case(shape, ("flatten",))
    case((3, 4), ("t",), ("flatten",))
    case((3, 4), ("at", "::2"), ("flatten",))
    # View and reshape
    for how in ("view", "reshape"):
        for shape, sizes in [((12,), (3, 4)), ((12,), (-1,)), ((3, 4), (12,)), ((3, 4), (2, 6)), ((3, 4), (2, -1)),
                             ((3, 4), (4, 3)), ((2, 3, 4), (6, 4)), ((2, 3, 4), (2, 12)), ((2, 3, 4), (-1, 2)),
                             ((2, 3, 4), (1, 2, 1, 12, 1)), ((), (1,)), ((), ()), ((), (1, 1)), ((1,), ()),
                             ((1, 1), ()), ((0,), (0,)), ((0, 3), (3, 0)), ((0,), (2, 0, 5)), ((2, 0), (-1, 3)),
                             ((1, 12, 1), (3, 4)), ((5,), (5, 1)), ((5,), (1, 5)),
                             # refused
                             ((12,), (5,)), ((12,), (5, -1)), ((12,), (-1, -1)), ((0,), (-1, 0)), ((0,), (1,)),
                             ((12,), ()), ((12,), (-2, 6)), ((3,), (0,))]:
            case(shape, (how, *sizes))
        t, p = ("t",), ("permute", 1, 0, 2)
        for shape, first, sizes in [
                ((3, 4), t, (4, 3)), ((3, 4), t, (12,)), ((3, 4), t, (2, 2, 3)), ((3, 4), t, (4, 3, 1)),
                ((3, 4), t, (4, 1, 3)), ((3, 4), t, (6, 2)), ((1, 4), t, (4,)), ((4, 1), t, (2, 2)),
                ((2, 3, 4), p, (3, 8)), ((2, 3, 4), p, (3, 2, 2, 2)), ((2, 3, 4), p, (6, 4)), ((2, 1, 4), p, (2, 4)),
                ((4, 6), ("at", "::2"), (12,)), ((4, 6), ("at", "::2"), (2, 2, 3)), ((4, 6), ("at", ":, ::2"), (12,)),
                ((4, 6), ("at", ":, ::2"), (2, 6)), ((4, 6), ("at", ":, ::2"), (2, 2, 3)),
                ((4, 6), ("at", "1:3"), (-1,)),
                ((4, 6), ("at", ":, 1:3"), (8,)), ((4, 6), ("at", ":, 1:3"), (2, 2, 2)),
                ((4, 6), ("at", ":, 1:2"), (4,)),
                ((4, 6), ("at", ":, 1:2"), (2, 2)), ((4, 6), ("at", "2"), (2, 3)), ((4, 6), ("at", ":, 2"), (2, 2)),
                ((4, 6), ("at", "0:0"), (0,)), ((4, 6), ("at", ":, 0:0"), (0, 7)), ((12,), ("at", "::3"), (2, 2)),
                ((3,), ("expand", 4, 3), (12,)), ((3,), ("expand", 4, 3), (2, 2, 3)), ((3, 1), ("expand", 3, 4), (12,)),
                ((3, 1), ("expand", 3, 4), (3, 2, 2)), ((1,), ("expand", 12), (3, 4)), ((), ("expand", 2, 3), (6,)),
                ((4, 4), ("diagonal", 0, 0, 1), (2, 2)), ((2, 3, 4), ("transpose", 0, 2), (24,)),
                ((2, 3, 4), ("transpose", 0, 2), (4, 6)), ((2, 3, 4), ("transpose", 1, 2), (2, 2, 2, 3)),
                ((1, 3, 1, 4), ("permute", 2, 1, 0, 3), (12,))]:
            case(shape, first, (how, *sizes))
    # Random chains, seeded
    rng = random.Random(2)
    while len(cases) < 330:
        shape = [rng.choice([1, 2, 3, 4, 6]) for _ in range(rng.randint(1, 3))]
        chain, t = [], torch.zeros(shape)
        for _ in range(rng.randint(2, 4)):
            view = random_view(rng, t)
            chain.append(view)
            t = apply(t, view)
        if t.numel() <= 48:
            case(tuple(shape), *chain)
    write("views", [c for i, c in enumerate(cases) if c["name"] not in {d["name"] for d in cases[:i]}])


def random_view(rng, t):
    rank = t.dim()
    kind = rng.choice(["unsqueeze", "squeeze", "expand", "permute", "narrow", "diagonal", "reshape", "at"])
    if kind == "unsqueeze" or rank == 0:
        return ("unsqueeze", rng.randint(-rank - 1, rank))
    if kind == "squeeze":
        return ("squeeze", rng.randrange(rank))
    if kind == "expand":
        return ("expand", *([2] if rank < 3 else []), *(3 if n == 1 and rng.random() < 0.5 else n for n in t.shape))
    if kind == "permute":
        return ("permute", *rng.sample(range(rank), rank))
    if kind == "narrow":
        d = rng.randrange(rank)
        start = rng.randrange(t.shape[d])
        return ("narrow", d, start, rng.randint(1, t.shape[d] - start))
    if kind == "diagonal" and rank >= 2:
        return ("diagonal", 0, *rng.sample(range(rank), 2))
    if kind == "reshape":
        first = rng.choice([d for d in range(1, t.numel() + 1) if t.numel() % d == 0])
        return ("reshape", first, -1)
    return ("at", ", ".join(rng.choice([":", "::2", "0", "None, :", ":1"]) for _ in range(rank)))


# -------------------------------------------------------------------------------------------------------- broadcasting

ARITHMETIC = {"add": torch.add, "sub": torch.sub, "mul": torch.mul, "div": torch.div,
              "maximum": torch.maximum, "minimum": torch.minimum}
COMPARISONS = {"eq": torch.eq, "ne": torch.ne, "lt": torch.lt, "le": torch.le, "gt": torch.gt, "ge": torch.ge}


def broadcasting():
    cases = []

    def case(name, op, a, b):
        cases.append({"name": name, "op": op, "a": a, "b": b,
                      **result(lambda: {**ARITHMETIC, **COMPARISONS}[op](tensor(a), tensor(b)))})

    # The lesson
    m, c = of([[10, 10, 10], [20, 20, 20], [30, 30, 30]]), of([10, 20, 30])
    case("lesson: m + c", "add", m, of([1, 2, 3]))
    case("lesson: m + c[:, None]", "add", m, viewed(c, ("at", ":, None")))
    case("lesson: m * c", "mul", m, c)
    case("lesson: c.expand_as(m) + m", "add", viewed(c, ("expand", 3, 3)), m)
    case("lesson: c * c[:, None]", "mul", c, viewed(c, ("at", ":, None")))
    case("lesson: c[None] > c[:, None]", "gt", viewed(c, ("at", "None")), viewed(c, ("at", ":, None")))
    case("lesson: c == c[None]", "eq", c, viewed(c, ("at", "None")))
    case("lesson: [1,3] * [3,1]", "mul", viewed(c, ("at", "None, :")), viewed(c, ("at", ":, None")))
    case("lesson: image scaled, 4x4x3 by 3", "mul", fill("pattern", 4, 4, 3), of([2, 3, 4]))
    case("lesson: image refused, 2x4x3 by 4x4x3", "mul", fill("pattern", 2, 4, 3), fill("pattern", 4, 4, 3))
    # Shapes by hand
    for a, b in [((), ()), ((), (3,)), ((2, 3), ()), ((1,), (3,)), ((3,), (1,)), ((1, 1), (2, 3)), ((2, 1), (1, 3)),
                 ((2, 1, 3), (4, 1)), ((2, 3, 1), (1, 4)), ((1, 3, 1), (2, 1, 4)), ((0,), ()), ((0,), (1,)),
                 ((0,), (0,)),
                 ((2, 0), (1,)), ((2, 0), (2, 1)), ((0, 1), (1, 3)), ((1, 1, 1, 1), (2,)),
                 ((2,), (3,)), ((2, 3), (2,)), ((2, 3), (3, 2)), ((0,), (2,)), ((2, 0), (3,)), ((4, 2, 3), (3, 3)),
                 ((2, 3, 4), (2, 3)), ((2, 3, 4), (3, 1, 4)), ((5, 1), (4, 2, 3))]:
        case(f"add {list(a)} {list(b)}", "add", fill("pattern", *a), fill("arange", *b))
    # Shapes at random, half of them made to fit
    rng = random.Random(3)
    names = {c["name"] for c in cases}
    while len(cases) < 100:
        op = rng.choice(list(ARITHMETIC) + ["lt", "eq"])
        common = [rng.choice([1, 2, 3, 4]) for _ in range(rng.randint(0, 4))]
        a, b = ([1 if rng.random() < 0.3 else n if rng.random() < 0.93 else n + 1 for n in common][rng.randint(0, 2):]
                for _ in range(2))
        name = f"{op} {a} {b}"
        if math.prod(common) <= 48 and name not in names:
            names.add(name)
            case(name, op, fill("pattern", *a), fill("pattern", *b, views=[("permute", *range(len(b)))]))
    # Operands that do not lie in order
    for name, a, b in [
            ("transposed", fill("pattern", 2, 3, views=[("t",)]), fill("arange", 3, 2)),
            ("reversed", fill("pattern", 4, views=[("at", "::-1")]), fill("arange", 4)),
            ("both reversed, one broadcast", fill("pattern", 3, 4, views=[("at", "::-1, ::-1")]),
             fill("arange", 4, views=[("at", "::-1")])),
            ("stepped columns", fill("pattern", 3, 6, views=[("at", ":, ::2")]), fill("arange", 3, 1)),
            ("expanded on both sides", fill("pattern", 3, views=[("expand", 2, 3)]),
             fill("arange", 2, 1, views=[("expand", 2, 3)])),
            ("diagonal with a column", fill("pattern", 3, 3, views=[("diagonal", 0, 0, 1)]),
             fill("arange", 3, 3, views=[("at", ":, 1")])),
            ("permuted cube", fill("pattern", 2, 3, 2, views=[("permute", 2, 0, 1)]), fill("arange", 3)),
            ("same column twice", fill("arange", 3, 3, views=[("at", ":, 1")]), fill("arange", 3, 1))]:
        for op in ("sub", "mul", "ge"):
            case(f"{op}: {name}", op, a, b)
    write("broadcasting", cases)


# --------------------------------------------------------------------------------------------------------- elementwise

SPECIAL = [0.0, -0.0, 1.0, -1.0, 0.5, 2.0, -2.5, 88.0, -87.0, 89.0, -100.0, -104.0, 1e-40, 1e30, -1e30, 3.4028235e38,
           INF,
           -INF, NAN]


def elementwise():
    cases = []

    # Unary functions: computed in double and rounded, after a check that PyTorch's float32 is within two ulps of that.
    for op in ["neg", "abs", "exp", "log", "sqrt", "relu"]:
        x = torch.tensor(SPECIAL, dtype=torch.float32)
        f = getattr(torch, op)
        y = f(x.double()).float()
        ordinary = torch.isfinite(y) & (y.abs() > 1.2e-38) & (x.abs() > 1.2e-38)
        assert torch.allclose(f(x)[ordinary], y[ordinary], rtol=2.4e-7, atol=0), op
        assert torch.equal(torch.isnan(f(x)), torch.isnan(y)), op
        for v, w in zip(SPECIAL, y.tolist()):
            cases.append({"name": f"{op}({v})", "op": op, "a": of([v]), "shape": [1], "values": [number(w)]})
    for op in ["exp", "log", "sqrt"]:
        x = np.random.default_rng(4).uniform(0.01, 20, 24).astype(np.float32)
        y = getattr(np, op)(x.astype(np.float64)).astype(np.float32)
        cases.append({"name": f"{op} of 24 numbers", "op": op, "a": of(x), "shape": [24], "values": numbers(y)})

    bases = [0.0, -0.0, 1.0, -1.0, 2.0, -2.0, 0.5, INF, -INF, NAN]
    powers = [0.0, 1.0, -1.0, 2.0, 3.0, 0.5, -0.5, 2.5, INF, -INF, NAN]
    for p in powers:
        x = torch.tensor(bases, dtype=torch.float32)
        y = torch.pow(x.double(), torch.full_like(x, p).double()).float()
        cases.append({"name": f"pow(bases, {p})", "op": "pow", "a": of(bases), "b": of(np.float32(p)),
                      "shape": [len(bases)], "values": numbers(y.numpy())})
    x = np.random.default_rng(5).uniform(0.1, 5, 16).astype(np.float32)
    p = np.random.default_rng(6).uniform(-4, 4, 16).astype(np.float32)
    cases.append({"name": "pow of 16 numbers", "op": "pow", "a": of(x), "b": of(p), "shape": [16],
                  "values": numbers((x.astype(np.float64) ** p.astype(np.float64)).astype(np.float32))})

    # Binary operations on every pair of special values
    some = [0.0, -0.0, 1.0, -2.5, 3.4028235e38, INF, -INF, NAN]
    column = viewed(of(some), ("at", ":, None"))
    for op in list(ARITHMETIC) + list(COMPARISONS):
        f = {**ARITHMETIC, **COMPARISONS}[op]
        cases.append({"name": f"{op} of special pairs", "op": op, "a": column, "b": of(some),
                      **result(lambda: f(tensor(column), tensor(of(some))))})

    # where
    def where(name, condition, a, b):
        cases.append({"name": "where: " + name, "op": "where", "condition": condition, "a": a, "b": b,
                      **result(lambda: torch.where(tensor(condition), tensor(a), tensor(b)))})

    mask = of([True, False, True])
    where("same shapes", mask, of([1, 2, 3]), of([10, 20, 30]))
    where("scalars", mask, of(np.float32(1)), of(np.float32(0)))
    where("row condition, matrix, column", mask, fill("arange", 2, 3), fill("pattern", 2, 1))
    where("column condition, row, scalar", viewed(mask, ("at", ":, None")), fill("arange", 4), of(np.float32(-1)))
    where("NaN is chosen, not computed with", mask, of([NAN, NAN, INF]), of([1, 2, 3]))
    where("scalar condition", of(False), of([1, 2]), of([3, 4]))
    where("transposed", viewed(of([[True, False], [False, False]]), ("t",)), fill("arange", 2, 2, views=[("t",)]),
          fill("pattern", 2, 2))
    where("empty", {"shape": [0], "dtype": "BOOL", "values": []}, fill("arange", 0), of(np.float32(1)))
    where("condition refused", mask, of([1, 2]), of([3, 4]))
    where("operands refused", of(True), of([1, 2, 3]), of([3, 4]))
    write("elementwise", cases)


# ---------------------------------------------------------------------------------------------------------- reductions


def reductions():
    cases = []
    ops = {"sum": torch.sum, "mean": torch.mean, "max": torch.amax, "min": torch.amin}

    def reduce(name, op, spec, dims, keep):
        t = tensor(spec)
        every = tuple(range(t.dim()))

        def compute():
            if op in ("all", "any"):
                f = getattr(torch, op)
                return f(t) if dims is None else f(t, dims[0], keep)
            if op == "argmax":
                return torch.argmax(t) if dims is None else torch.argmax(t, dims[0], keep)
            if dims is None and keep and not every:
                return ops[op](t)  # torch takes () for all, and a scalar has no dimension to keep
            return ops[op](t, every if dims is None else tuple(dims), keep)

        how = "" if dims is None else f" over {dims}"
        cases.append({"name": f"{op} of {name}{how}{' keepdim' if keep else ''}", "op": op, "a": spec,
                      **({} if dims is None else {"dims": list(dims)}), "keepDim": keep, **result(compute)})

    cube = fill("pattern", 2, 3, 4)
    for op in ops:
        for dims in [None, [0], [1], [2], [-1], [0, 1], [1, 2], [0, -1], [2, 0], [0, 1, 2]]:
            for keep in (False, True):
                reduce("2x3x4", op, cube, dims, keep)
        for dims in [[3], [-4], [0, 0], [0, -3]]:
            reduce("2x3x4", op, cube, dims, False)
    for op in ("argmax", "all", "any"):
        for dims in [None, [0], [1], [-1], [3]]:
            for keep in (False, True):
                if not keep or (dims is not None and op != "argmax"):
                    reduce("2x3x4", op, cube if op == "argmax" else of((np.arange(24) % 7 > 0).reshape(2, 3, 4)), dims,
                           keep)

    special = {"a NaN": of([[1, NAN, 3], [4, 5, 6]]), "infinities": of([[1, INF, 3], [-INF, 5, INF]]),
               "one sign of infinity": of([[INF, 1], [INF, INF]]), "NaN and infinity": of([[INF, NAN], [-INF, 2]]),
               "only NaN": of([[NAN, NAN]]), "negatives": of([[-3, -1], [-2, -7]]),
               "minus infinities": of([[-INF, -INF], [-INF, -1]]), "one element": of([[5]]),
               "ties": of([[2, 7, 7], [7, 7, 1]]),
               "negative zeros": of([[-0.0, -0.0]])}
    for name, spec in special.items():
        for op in [*ops, "argmax"]:
            for dims in [None, [0], [1]]:
                if not (name == "negative zeros" and op in ("sum", "mean")):  # the sign of a sum of -0 is anybody's
                    reduce(name, op, spec, dims, False)

    for op in ops:
        for shape, choices in [((0,), (None, [0])), ((2, 0), (None, [0], [1], [0, 1])), ((0, 3), ([0], [1])),
                               ((), (None,))]:
            for dims in choices:
                for keep in ((False, True) if shape else (False,)):
                    reduce(f"shape {list(shape)}", op, fill("arange", *shape), dims, keep)
    for shape, choices in [((0,), (None, [0])), ((2, 0), (None, [0], [1])), ((), (None,))]:
        for dims in choices:
            reduce(f"shape {list(shape)}", "argmax", fill("arange", *shape), dims, False)
            for op in ("all", "any"):
                empty = {"shape": list(shape), "dtype": "BOOL", "values": []} if 0 in shape else of(True)
                reduce(f"shape {list(shape)}", op, empty, dims, False)
    for op in ("all", "any"):
        for name, spec in [("all true", of([True, True])), ("all false", of([False, False])),
                           ("mixed", of([True, False]))]:
            reduce(name, op, spec, None, False)

    layouts = {"transposed": fill("pattern", 4, 5, views=[("t",)]),
               "stepped": fill("pattern", 4, 6, views=[("at", "::2, 1::2")]),
               "reversed": fill("pattern", 4, 5, views=[("at", "::-1, ::-1")]),
               "expanded": fill("pattern", 4, 1, views=[("expand", 4, 3)]),
               "expanded row": fill("pattern", 3, views=[("expand", 4, 3)])}
    for name, spec in layouts.items():
        for op in [*ops, "argmax"]:
            for dims in [None, [0], [1]]:
                reduce(name, op, spec, dims, False)
    reduce("permuted", "sum", fill("pattern", 2, 3, 4, views=[("permute", 2, 0, 1)]), [0, 2], True)
    reduce("long rows", "sum", fill("pattern", 3, 1000), [1], False)
    reduce("long columns", "sum", fill("pattern", 1000, 3), [0], False)
    reduce("long columns", "max", fill("pattern", 1000, 3), [0], False)
    write("reductions", cases)


# -------------------------------------------------------------------------------------------------------------- matmul


def matmul():
    cases = []

    def case(name, a, b):
        r = result(lambda: torch.matmul(tensor(a), tensor(b)))
        n = result(lambda: np.matmul(tensor(a).numpy(), tensor(b).numpy()))
        assert r == n, (name, r, n)
        cases.append({"name": name, "a": a, "b": b, **r})

    for a, b in [((3,), (3,)), ((1,), (1,)), ((0,), (0,)), ((3,), (3, 2)), ((2, 3), (3,)), ((2, 3), (3, 4)),
                 ((1, 3), (3, 1)),
                 ((3, 1), (1, 3)), ((5, 7), (7, 1)), ((1, 1), (1, 1)), ((0, 3), (3, 2)), ((2, 3), (3, 0)),
                 ((2, 0), (0, 3)),
                 ((2, 0), (0,)), ((0,), (0, 2)), ((3,), (2, 3, 4)), ((2, 4, 3), (3,)), ((2, 2, 3), (2, 3, 2)),
                 ((2, 2, 3), (3, 2)), ((2, 3), (2, 3, 2)), ((1, 2, 3), (4, 3, 2)), ((4, 2, 3), (1, 3, 2)),
                 ((2, 1, 2, 3), (3, 3, 2)), ((2, 1, 2, 3), (1, 3, 3, 2)), ((1, 1, 2, 3), (3, 2)), ((3,), (2, 1, 3, 2)),
                 ((2, 1, 3, 2), (2,)), ((0, 2, 3), (3, 2)), ((0, 2, 3), (1, 3, 2)), ((2, 2, 0), (2, 0, 2)),
                 # refused
                 ((2, 3), (4, 2)), ((3,), (4,)), ((3,), (4, 2)), ((2, 3), (4,)), ((2, 2, 3), (3, 3, 2)), ((), (3,)),
                 ((3,), ()), ((), ()), ((2, 3), ()), ((2, 2, 3), (2, 4, 2)), ((0, 2, 3), (2, 3, 2)), ((2, 3), (2, 3)),
                 ((4, 3), (2, 4, 2))]:
        case(f"{list(a)} @ {list(b)}", fill("pattern", *a), fill("pattern", *b))
    for name, a, b in [
            ("transposed @ plain", fill("pattern", 3, 2, views=[("t",)]), fill("pattern", 3, 4)),
            ("plain @ transposed", fill("pattern", 2, 3), fill("pattern", 4, 3, views=[("t",)])),
            ("transposed @ transposed", fill("pattern", 3, 2, views=[("t",)]), fill("pattern", 4, 3, views=[("t",)])),
            ("m.T @ m", fill("pattern", 3, 2, views=[("t",)]), fill("pattern", 3, 2)),
            ("column slice @ plain", fill("pattern", 2, 6, views=[("at", ":, 1:4")]), fill("pattern", 3, 4)),
            ("stepped @ stepped", fill("pattern", 4, 6, views=[("at", "::2, ::2")]),
             fill("pattern", 6, 4, views=[("at", "::2, ::2")])),
            ("reversed @ plain", fill("pattern", 2, 3, views=[("at", "::-1, ::-1")]), fill("pattern", 3, 2)),
            ("plain @ reversed", fill("pattern", 2, 3), fill("pattern", 3, 2, views=[("at", "::-1, ::-1")])),
            ("expanded row @ plain", fill("pattern", 3, views=[("expand", 2, 3)]), fill("pattern", 3, 2)),
            ("expanded column @ plain", fill("pattern", 2, 1, views=[("expand", 2, 3)]), fill("pattern", 3, 2)),
            ("expanded scalar @ plain", viewed(of(np.float32(0.5)), ("expand", 2, 3)), fill("pattern", 3, 2)),
            ("reversed vector @ vector", fill("pattern", 4, views=[("at", "::-1")]), fill("pattern", 4)),
            ("column of a matrix @ row of it", fill("pattern", 4, 4, views=[("at", ":, 1")]),
             fill("pattern", 4, 4, views=[("at", "2")])),
            ("diagonal @ matrix", fill("pattern", 3, 3, views=[("diagonal", 0, 0, 1)]), fill("pattern", 3, 2)),
            ("permuted batches", fill("pattern", 3, 2, 2, views=[("permute", 1, 2, 0)]), fill("pattern", 3, 2)),
            ("expanded batch", fill("pattern", 2, 3, views=[("expand", 2, 2, 3)]), fill("pattern", 2, 3, 2)),
            ("every second batch", fill("pattern", 4, 2, 3, views=[("at", "::2")]), fill("pattern", 2, 3, 2)),
            ("5x784 @ 784x10, the lesson's", fill("pattern", 5, 784), fill("pattern", 784, 10)),
            ("17x13 @ 13x19", fill("pattern", 17, 13), fill("pattern", 13, 19))]:
        case(name, a, b)
    special = {"NaN": [[1, NAN], [0, 1]], "infinity": [[INF, 1], [1, 1]],
               "infinities of both signs": [[INF, -INF], [1, 1]],
               "infinity meets zero": [[INF, 0], [0, 1]]}
    for name, values in special.items():
        case(name, of(values), of([[1, 0], [1, 2]]))
    write("matmul", cases)


if __name__ == "__main__":
    printing()
    indexing()
    views()
    broadcasting()
    elementwise()
    reductions()
    matmul()

"""The Python side of the elementwise benchmark: NumPy and PyTorch, checked by Gatun and timed here by timeit.

    elementwise.py FOLDER THREADS SECONDS BOUND

Gatun asks on standard input for one JSON object a line: {"library", "statement", "positive", "operands": [{"name", "shape",
"seed", "mask"}], "out": {"shape", "mask"}, "places": []}. The statement is what is timed, as a user writes it. Without "out" its
value is the result. The elements of the result at the places, in row-major order, go to FOLDER/result.f64 as float64, in
this machine's byte order.
"""

import json
import os
import sys
import timeit

from ladder import np, torch
from turns import serve

BLOCK = 1 << 16


def numbers(seed, count, positive):
    """The float32 numbers of dev.gatun.bench.elementwise.Numbers, in [0, 1) or [-1, 1); see there."""
    values = np.empty(count, dtype=np.float32)
    for start in range(0, count, BLOCK):
        x = np.arange(start, min(start + BLOCK, count), dtype=np.uint32)
        x += np.uint32(seed * 0x9E3779B9 & 0xFFFFFFFF)
        x ^= x >> 16
        x *= np.uint32(0x7FEB352D)
        x ^= x >> 15
        x *= np.uint32(0x846CA68B)
        x ^= x >> 16
        x >>= 8
        values[start : start + len(x)] = x * 2.0**-24 if positive else x * 2.0**-23 - 1
    return values


class Operands:
    """Those of the last request: the contenders of a case come one after the other, and a second set would be large."""

    def __init__(self):
        self.of = None
        self.arrays = {}
        self.tensors = {}

    def names(self, request):
        of = request["positive"], request["operands"]
        if of != self.of:
            self.of, self.arrays, self.tensors = of, {}, {}
            for operand in request["operands"]:
                count = int(np.prod(operand["shape"]))
                values = numbers(operand["seed"], count, request["positive"]).reshape(operand["shape"])
                self.arrays[operand["name"]] = values >= 0 if operand["mask"] else values
        if request["library"] == "numpy":
            return self.arrays
        if not self.tensors:
            # Copies, as PyTorch aligns its own memory to cache lines and NumPy does not.
            self.tensors = {name: torch.from_numpy(values).clone() for name, values in self.arrays.items()}
        return self.tensors


def main(folder, threads, seconds, bound):
    operands = Operands()

    def turn(line):
        request = json.loads(line)
        names = dict(operands.names(request))
        library = {"numpy": np, "torch": torch}[request["library"]]
        names[{"numpy": "np", "torch": "torch"}[request["library"]]] = library
        if "out" in request:
            # Nothing that is found in it later may have been there before.
            out = library.full(request["out"]["shape"], float("nan"), dtype=library.float32)
            names["out"] = out != 0 if request["out"]["mask"] else out
            exec(request["statement"], names)
            result = names["out"]
        else:
            result = eval(request["statement"], names)
        flat = np.asarray(result).reshape(-1)
        flat[request["places"]].astype(np.float64).tofile(os.path.join(folder, "result.f64"))
        return timeit.Timer(request["statement"], globals=names), {"count": flat.size}

    serve(turn, threads, seconds, bound)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), float(sys.argv[4]))

"""The Python side of the einsum benchmark: NumPy and PyTorch, checked by Gatun and timed here by timeit.

    einsum.py FOLDER THREADS SECONDS BOUND

FOLDER holds cases.json, a list of {"id", "subscripts", "shapes", "contiguous"}, and the operands of each case as
ID.0.f32, ID.1.f32 and so on: float32, row-major, this machine's byte order. Gatun asks on standard input for "numpy ID"
or "torch ID"; the result goes to FOLDER/result.f32, and is timed when Gatun has compared it and says "time". Everything
said to Gatun is one JSON object a line on standard output.
"""

import json
import os
import sys
import timeit

from ladder import np, torch
from turns import serve


# NumPy looks for an order of contraction at each call; PyTorch takes the operands as they come. Both make a new result.
def numpy_einsum(subscripts, operands):
    return np.einsum(subscripts, *operands, optimize=True)


def numpy_einsum_contiguous(subscripts, operands):
    return np.ascontiguousarray(np.einsum(subscripts, *operands, optimize=True))


def torch_einsum(subscripts, operands):
    return torch.einsum(subscripts, *operands)


def torch_einsum_contiguous(subscripts, operands):
    return torch.einsum(subscripts, *operands).contiguous()


CALLS = {
    ("numpy", False): numpy_einsum,
    ("numpy", True): numpy_einsum_contiguous,
    ("torch", False): torch_einsum,
    ("torch", True): torch_einsum_contiguous,
}


def read(folder, case, library):
    operands = []
    for i, shape in enumerate(case["shapes"]):
        values = np.fromfile(os.path.join(folder, "%s.%d.f32" % (case["id"], i)), dtype=np.float32).reshape(shape)
        operands.append(torch.from_numpy(values) if library == "torch" else values)
    return operands


def write(folder, result):
    values = result.numpy() if torch is not None and isinstance(result, torch.Tensor) else np.asarray(result)
    with open(os.path.join(folder, "result.f32"), "wb") as file:
        file.write(np.ascontiguousarray(values, dtype=np.float32).tobytes())


def main(folder, threads, seconds, bound):
    with open(os.path.join(folder, "cases.json")) as file:
        cases = {case["id"]: case for case in json.load(file)}

    def turn(request):
        library, name = request.split()
        case = cases[name]
        operands = read(folder, case, library)
        call = CALLS[library, case["contiguous"]]
        write(folder, call(case["subscripts"], operands))
        names = {"call": call, "subscripts": case["subscripts"], "operands": operands}
        return timeit.Timer("call(subscripts, operands)", globals=names), {}

    serve(turn, threads, seconds, bound)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), float(sys.argv[4]))

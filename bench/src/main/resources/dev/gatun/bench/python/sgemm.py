"""The Python side of the peers benchmark: NumPy's and PyTorch's product, checked by Gatun and timed here by timeit.

    sgemm.py FOLDER THREADS SECONDS BOUND

FOLDER holds the operands of each product, MxKxN/a.f32 [M, K] and MxKxN/b.f32 [K, N]: float32, row-major, this machine's
byte order. Gatun asks on standard input for "numpy M K N" or "torch M K N"; the product goes to FOLDER/result.f32.
"""

import os
import sys
import timeit

from ladder import np, read, torch, write
from turns import serve


# Into memory that is there, as Gatun's matmul with an `out`.
def numpy_matmul(a, b, c):
    np.matmul(a, b, out=c)


def torch_matmul(a, b, c):
    torch.matmul(a, b, out=c)


def main(folder, threads, seconds, bound):
    def turn(request):
        library, m, k, n = request.split()
        m, k, n = int(m), int(k), int(n)
        place = os.path.join(folder, "%dx%dx%d" % (m, k, n))
        a = read(os.path.join(place, "a.f32"), m, k, library)
        b = read(os.path.join(place, "b.f32"), k, n, library)
        c = torch.empty(m, n) if library == "torch" else np.empty((m, n), dtype=np.float32)
        call = torch_matmul if library == "torch" else numpy_matmul
        call(a, b, c)
        write(os.path.join(folder, "result.f32"), c, library)
        return timeit.Timer("call(a, b, c)", globals={"call": call, "a": a, "b": b, "c": c}), {}

    serve(turn, threads, seconds, bound)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), float(sys.argv[4]))

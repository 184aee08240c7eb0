"""What the benchmarks' Python sides have in common: the conversation with Gatun, one JSON object a line.

Gatun asks for something in a line; its result goes into files, and is timed by timeit when Gatun has compared it and says
"time". Whatever else it says is the next thing that it asks for.
"""

import json
import os
import sys

from ladder import batches, blas, torch


def serve(turn, threads, seconds, bound):
    """Talks until Gatun has nothing more to ask.

    turn(request) computes what was asked for, leaves it in files, and returns a timeit.Timer and what there is to say.
    """
    # Libraries that print must not get between the lines that Gatun reads.
    channel = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)

    def say(**message):
        channel.write(json.dumps(message) + "\n")
        channel.flush()

    if torch is not None:
        torch.set_num_threads(threads)
    say(event="ready", blas=blas())
    for line in sys.stdin:
        timer, message = turn(line.strip())
        say(event="result", **message)
        if sys.stdin.readline().strip() == "time":
            say(event="timed", nanos=batches(timer, seconds, bound))

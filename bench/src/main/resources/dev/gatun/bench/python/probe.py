"""Says in one line of JSON which Python this is and what it has: a version, null if it is not there, or why not."""

import json
import platform
import sys


def version(module):
    try:
        return __import__(module).__version__
    except ImportError as error:
        absent = getattr(error, "name", None) == module
        return None if absent else "does not import: " + " ".join(str(error).split())
    except Exception as error:
        return "does not import: %s: %s" % (type(error).__name__, " ".join(str(error).split()))


report = {
    "executable": sys.executable,
    "version": platform.python_version(),
    "numpy": version("numpy"),
    "torch": version("torch"),
}
print("gatun " + json.dumps(report))

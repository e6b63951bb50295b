"""What a process shares among all that runs in it."""

import decimal
import locale
import logging
import os
import random
import socket
import sys
import warnings


def state() -> dict[str, object]:
    """By the name that a person has for it."""
    root = logging.getLogger()
    return {
        "the environment (os.environ)": dict(os.environ),
        "the current folder": os.getcwd(),  # noqa: PTH109 - compared as it is
        "the locale": locale.setlocale(locale.LC_ALL),
        "the filters of warnings": list(warnings.filters),
        "the root logger": (root.level, list(root.handlers)),
        "the folders of imports (sys.path)": list(sys.path),
        "random numbers": random.getstate(),
        "the time-out of sockets": socket.getdefaulttimeout(),
        "the context of decimal numbers": repr(decimal.getcontext()),
        "the limit of recursion": sys.getrecursionlimit(),
        "standard output": (sys.stdout, sys.stderr),
    }

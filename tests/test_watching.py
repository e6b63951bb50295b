"""What counts as reading the clock, chance or the network, by the function that is called."""

import _socket
import datetime
import os
import random
import socket
import time
from typing import Any

import pytest

from cma_content.testing import watching

DAY = datetime.datetime(2026, 1, 15)  # noqa: DTZ001 - any will do
SEEDED = random.Random(1)  # noqa: S311 - no secret
CALLED: dict[str, list[Any]] = {
    "clock": [time.time, time.localtime, datetime.date.today, datetime.datetime.now],
    "chance": [os.urandom, random.random, random.getrandbits],
    "network": [_socket.getaddrinfo, _socket.gethostname],
    "": [len, time.sleep, DAY.isoformat, random.setstate, SEEDED.random, "".join],
}


@pytest.mark.parametrize(("kind", "called"), [(kind, one) for kind, some in CALLED.items() for one in some])
def test_each_builtin_is_of_one_kind(kind: str, called: Any) -> None:
    """A generator of one's own with a seed is no chance; to wait is not to look at the clock."""
    assert watching._of_builtin(called) == kind


def test_the_environment_is_read_by_its_methods() -> None:
    """A socket by its own; any other code is nobody's concern."""
    assert watching._of_code(type(os.environ).__getitem__.__code__) == "environment"
    assert watching._of_code(socket.socket.__init__.__code__) == "network"
    assert watching._of_code(os.path.join.__code__) == ""

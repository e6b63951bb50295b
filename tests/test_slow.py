"""What `./run quick` leaves out is there."""

import re
from pathlib import Path

from slow import FIXTURES, TESTS


def test_every_slow_test_and_fixture_exists() -> None:
    """A renamed one would be quick unseen."""
    sources = "".join(path.read_text("utf-8") for path in Path(__file__).parent.glob("*.py"))

    assert not (TESTS | FIXTURES) - set(re.findall(r"^def (\w+)\(", sources, re.MULTILINE))

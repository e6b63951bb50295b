"""What `./run quick` leaves out is there."""

import re
from pathlib import Path

from slow import FIXTURES, MODULES, TESTS


def test_whatever_is_listed_as_slow_exists() -> None:
    """Renamed, it would be quick unseen."""
    modules = {path.stem: path.read_text("utf-8") for path in Path(__file__).parent.glob("*.py")}
    functions = re.findall(r"^def (\w+)\(", "\n".join(modules.values()), re.MULTILINE)

    assert (TESTS | FIXTURES) - set(functions) == MODULES - set(modules) == set()

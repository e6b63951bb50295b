"""What `./run quick` leaves out is there."""

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from slow import FIXTURES, LONGEST, MODULES, TESTS, spread


def test_whatever_is_listed_as_slow_exists() -> None:
    """Renamed, it would be quick unseen."""
    modules = {path.stem: path.read_text("utf-8") for path in Path(__file__).parent.glob("*.py")}
    functions = re.findall(r"^def (\w+)\(", "\n".join(modules.values()), re.MULTILINE)

    assert (TESTS | FIXTURES) - set(functions) == MODULES - set(modules) == set(LONGEST) - set(modules) == set()


def test_two_workers_begin_with_what_takes_longest() -> None:
    """No test is lost or doubled; those of a module stay together, and in order."""

    def tests(module: str, *, slow: bool) -> list[Any]:
        mark = "slow" if slow else None
        found = SimpleNamespace(path=Path(f"{module}.py"), get_closest_marker=lambda _: mark)
        return [SimpleNamespace(**vars(found), name=f"{module}-{number}") for number in range(3)]

    brief = [*tests("test_a", slow=False), *tests("test_b", slow=False)]
    other, second, first = (tests(module, slow=True) for module in ("test_c", *reversed(LONGEST[:2])))
    made = spread([*brief[:3], *other, *second, *brief[3:], *first])

    assert made == [*first, *other, *brief[:1], *second, *brief[1:]]
    assert spread(brief) == brief
    assert spread(first) == first

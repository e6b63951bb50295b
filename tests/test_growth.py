"""What takes longer than in proportion is found, in a few of the dimensions that `benchmarks/growth.py` measures."""

import gc
from unittest.mock import Mock

import growth
import pytest
from campaigns import slow
from growing import DIMENSIONS, SHEETS

from cma_content import load_text
from cma_content.loading.loader import read_text

MEASURED = {**DIMENSIONS, **SHEETS}
SOME = {
    "check": "characters without a glyph",
    "docx": "links to many pages",
    "epub": "bar charts",
    "html": "items",
    "load": "facts in text",
    "md": "numbered captions",
    "pdf": "citations of a source",
}


@pytest.fixture(autouse=True)
def _kept_frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the measurement takes out of the collector's sight stays so, with what all tests share."""
    monkeypatch.setattr(gc, "unfreeze", lambda: None)


@pytest.mark.parametrize("name", slow.ALL)
def test_every_dimension_makes_an_article(name: str) -> None:
    """A sound one, longer where it is larger."""
    made = slow.ALL[name]

    assert load_text(made(2))
    assert len(made(2)) < len(made(4))


@pytest.mark.parametrize("way", SOME)
def test_twice_as_much_takes_at_most_two_and_a_half_times_as_long(way: str) -> None:
    """Whatever is read, checked or written: one dimension each."""
    _, _, ratios = growth.measured(lambda size: read_text(MEASURED[SOME[way]](size)), growth.WAYS[way])

    assert max(ratios) <= 2.5


def test_a_square_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four times as long for twice as much."""
    monkeypatch.setattr(growth, "TRIES", 1)
    way = Mock(side_effect=lambda loaded: sum(range(32 * loaded.document.size**2)))
    _, _, ratios = growth.measured(lambda size: Mock(document=Mock(size=size)), way)

    assert min(ratios) > 2.5


def test_every_way_is_measured() -> None:
    """Every format, and what comes before one."""
    assert {*SOME, "fit", "json"} == {*growth.WAYS}
    assert {*growth.ONLY} <= {*MEASURED}


def test_the_densest_article_that_passes_is_drawn_in_its_bounds() -> None:
    """The campaign finds it, and what it costs; the long run looks at every dimension."""
    size = slow.largest(slow.ALL["densest charts"])
    found = slow.cost(("densest charts", "md", size))

    assert slow.passes(slow.ALL["densest charts"](size))
    assert not slow.passes(slow.ALL["densest charts"](2 * size))
    assert 1_000 < found.read <= slow.MOST_BYTES
    assert found.made > 0
    assert found.seconds < slow.MOST_SECONDS
    assert slow.Cost("", "", 1, 1, 1, 21.0, 1.0).is_too_much
    assert slow.Cost("", "", 1, 1, 1, 1.0, 501.0).is_too_much

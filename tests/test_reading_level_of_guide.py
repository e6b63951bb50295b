"""The guide that ships with the package is written for its readers: each part of it is within the bands."""

from collections.abc import Sequence

import pytest

from cma_content import Article, build
from cma_content.handout import reading_time
from cma_content.insight.reading_level import BANDS, Level, reading_levels

MOST_WORDS = 12_000


@pytest.fixture(scope="module")
def levels(guide: Article) -> Sequence[Level]:
    """Of each section of 100 words of prose and more, the first page, and each side of a sheet."""
    return reading_levels(guide).levels


@pytest.mark.parametrize("measure", BANDS)
def test_every_part_is_within_its_band(levels: Sequence[Level], measure: str) -> None:
    """What is not is named with its measure."""
    found = {f"{level.kind}: {level.id}": getattr(level.measures, measure) for level in levels}
    least, most = BANDS[measure]

    assert len(found) > 10
    assert {name: value for name, value in found.items() if not least <= value <= most} == {}


def test_the_guide_is_short_enough(guide: Article) -> None:
    """Without sources and the tables of pay and rules by state."""
    assert reading_time.words(build(guide).body) <= MOST_WORDS


def test_the_guide_has_a_way_for_three_minutes(guide: Article) -> None:
    """With a section behind the first page, not the first page alone."""
    handout = build(guide)

    assert reading_time.short_way(handout.front, handout.sections)

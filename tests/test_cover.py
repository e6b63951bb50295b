"""The cover of a book sets any title: all of it, in its field, with nothing over anything else."""

import io
import itertools
from dataclasses import replace

import pytest
from cma_content_epub.cover import FIELD, MARGIN, SIZE, Placed, draw_cover, place
from PIL import Image

from cma_content import Article, RenderOptions
from cma_content.handout import Handout, build
from cma_content.model.program import Program

LONG = "Becoming a Clinical Medical Assistant in Washington: A Guide"
SUBTITLE = (
    "A plain guide for people who are thinking about the work, for their families, and for the counselors and "
    "teachers who help them to choose"
)
WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamte"


@pytest.fixture(scope="module")
def branded(kitchen_sink: Article, nowhere: Program) -> Handout:
    """A handout whose cover has all four texts."""
    return build(kitchen_sink, RenderOptions(program=nowhere))


def named(handout: Handout, title: str, subtitle: str) -> Handout:
    """The handout with other words on its cover."""
    return replace(handout, meta=replace(handout.meta, title=title, subtitle=subtitle))


def squeezed(placed: Placed) -> str:
    """Its letters, without the spaces at which lines end."""
    return "".join("".join(placed.text.lines).split())


@pytest.mark.parametrize(
    ("title", "subtitle"),
    [
        ("X", "Y"),
        (LONG, SUBTITLE),
        ("Hướng dẫn trợ lý y khoa", "Nguyễn Thị Minh"),
        (WORD, WORD * 3),
        (f"{LONG} {LONG} {LONG} {LONG}", SUBTITLE * 3),
        ("W" * 250, "M" * 250),
    ],
    ids=["one letter", "long", "Vietnamese", "one word", "very long", "no space"],
)
def test_a_cover_shows_the_whole_title_in_its_field(branded: Handout, title: str, subtitle: str) -> None:
    """And the whole subtitle below it; no line is wider than the cover, and no text lies over another."""
    placed = {one.role: one for one in place(named(branded, title, subtitle))}

    assert [*placed] == ["title", "code", "name", "subtitle"]
    assert squeezed(placed["title"]) == "".join(title.split())
    assert squeezed(placed["subtitle"]) == "".join(subtitle.split())
    assert placed["title"].top >= MARGIN
    assert placed["title"].top + placed["title"].text.height <= FIELD - MARGIN
    for one in placed.values():
        assert all(one.text.face.length(line) <= SIZE[0] - 2 * MARGIN for line in one.text.lines), one.role
    below = sorted((one.top, one.top + one.text.height) for role, one in placed.items() if role != "title")
    assert all(first[1] < second[0] for first, second in itertools.pairwise([(0, FIELD), *below, (SIZE[1], 0)]))


def test_what_is_far_too_long_is_cut_and_says_so(branded: Handout) -> None:
    """In a time that does not grow with it."""
    title, *_, subtitle = place(named(branded, "word " * 20_000, "M" * 100_000))

    assert title.text.lines[-1].endswith("…")
    assert subtitle.text.lines[-1].endswith("…")
    assert len(squeezed(title)) > 500


def test_the_title_is_white_on_its_field_and_nowhere_else(branded: Handout) -> None:
    """In the picture itself: what is past the field would be white on white."""
    cover = draw_cover(named(branded, LONG, SUBTITLE))
    assert cover
    picture = Image.open(io.BytesIO(cover)).convert("L")
    field = picture.crop((0, 0, SIZE[0], FIELD)).point(lambda level: 255 * (level > 200))
    left, top, right, bottom = field.getbbox() or (0, 0, 0, 0)

    assert (left >= MARGIN, right <= SIZE[0] - MARGIN, top >= MARGIN, bottom <= FIELD - MARGIN) == (True,) * 4
    assert bottom - top > 5 * 100, "five lines"

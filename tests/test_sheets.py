"""Fact sheets with any program, on any paper, for any region: one page with what must be on it, and no empty half."""

import itertools
import re
import subprocess
from pathlib import Path
from typing import Any, get_args

import measuring
import pytest
from cma_content_pdf import margins
from conftest import PROGRAMS
from pydantic import ValidationError

from cma_content import Article, RenderOptions, build
from cma_content.exporting.fitting import check_fit, fit
from cma_content.exporting.registry import get_exporter
from cma_content.handout import Handout, tree
from cma_content.handout.options import Paper
from cma_content.loading.loader import load_program
from cma_content.model.icons import Icon
from cma_content.model.inline import Strong
from cma_content.rendering import icons

EXAMPLES = Path(__file__).parent.parent / "examples" / "programs"
FILES = (None, PROGRAMS / "longest.yaml", *sorted(EXAMPLES.glob("*.yaml")))
METRO = "Philadelphia"
"""An area in four states, each of which has a law of its own."""
REQUIRED = {"sheet-tasks", "sheet-ways", "sheet-lead", "sheet-hard"}
PDF: Any = get_exporter("pdf")


def drawn(handout: Handout, folder: Path) -> Path:
    """The PDF of a handout."""
    path = folder / f"{handout.name}.pdf"
    path.write_bytes(PDF.export(handout))
    return path


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem if file else "none")
def test_what_must_be_on_a_sheet_fits_one_page(file: Path | None, guide: Article) -> None:
    """With every program, in an area of four states; with the longest, on both papers and in another state too."""
    program = load_program(file, guide) if file else None
    assert {part.id for part in guide.fact_sheet if (part.side, part.priority) == ("front", 1)} == REQUIRED
    is_longest = file == FILES[1]
    papers, regions = (get_args(Paper), ("NY", METRO)) if is_longest else (("letter",), (METRO,))
    for paper, region in itertools.product(papers, regions):
        check_fit(guide, RenderOptions(paper, "fact-sheet", region=region, program=program), PDF)


@pytest.mark.parametrize(("paper", "region"), [("letter", METRO), ("a4", "NY")])
def test_nothing_leaves_the_sheet_of_the_longest_program(
    paper: Paper, region: str, guide: Article, tmp_path: Path
) -> None:
    """Nor lies over anything else, nor stands alone at the foot; all that must be there is there."""
    program = load_program(PROGRAMS / "longest.yaml", guide)
    handout = fit(guide, RenderOptions(paper, "fact-sheet", region=region, program=program), PDF)
    path = drawn(handout, tmp_path)

    assert measuring.faults(path, 18) == []
    assert len(measuring.words_on(path)) == 1
    assert {section.part for section in handout.sections} >= REQUIRED
    imprint = next(line for line in lines_of(path) if "reviewed" in line and "due" in line)
    assert imprint.endswith("CC BY 4.0")


def lines_of(path: Path) -> list[str]:
    """The lines of a PDF, white space joined."""
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
    return [" ".join(line.split()) for line in text.splitlines()]


def test_the_front_of_two_sides_has_the_room_of_the_sources(guide: Article) -> None:
    """They stand on the back: a front has every part that fits without them."""
    program = load_program(EXAMPLES / "clinic.yaml", guide)
    options = RenderOptions(layout="two-sided", region="NY", program=program)
    handout = fit(guide, options, PDF)

    fronts = {part.id for part in guide.fact_sheet if part.side == "front" and part.audience == ()}
    assert {section.part for section in handout.sections} >= fronts
    assert 1 < PDF.pages(handout, 3) <= 2


def test_the_foot_of_large_print_breaks_before_the_digest(guide: Article) -> None:
    """A code that is longer than a line of 18 points is not broken at just any hyphen of it."""
    program = load_program(EXAMPLES / "community-college.yaml", guide)
    handout = build(guide, RenderOptions(layout="fact-sheet", preset="large-print", region="Seattle", program=program))
    start, _, digest = handout.code.rpartition(" · ")

    assert f'content: "{start} ·" \'\\a \' "{digest} · " "Page" \' \' counter(page)' in margins.rules(handout, 169)
    standard = build(guide, RenderOptions(layout="fact-sheet", region="Seattle", program=program))
    assert f"{standard.code} · " in margins.rules(standard, 188)


@pytest.mark.parametrize(("layout", "file", "region"), [
    ("fact-sheet", PROGRAMS / "longest.yaml", "NY"), ("two-sided", None, ""),
])  # fmt: skip
def test_no_page_in_large_print_is_under_half_full(
    layout: Any, file: Path | None, region: str, guide: Article, tmp_path: Path
) -> None:
    """The first as well as the last."""
    program = load_program(file, guide) if file else None
    handout = fit(guide, RenderOptions("letter", layout, "large-print", region, program=program), PDF)
    path = drawn(handout, tmp_path)
    foot = 34 / 25.4 * 72
    for page in re.findall(r"<page .*?</page>", boxes(path), re.DOTALL):
        height = float(re.findall(r'height="([\d.]+)"', page)[0])
        lowest = max(y for y in map(float, re.findall(r'yMax="([\d.]+)">', page)) if y < height - foot + 2)
        assert lowest > (height - foot) / 2
    assert len(re.findall("<page ", boxes(path))) <= (6 if layout == "two-sided" else 4)


def boxes(path: Path) -> str:
    """The words of a PDF with their boxes."""
    return subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True, text=True, check=True).stdout


class Filling:
    """An exporter on whose pages each part of a sheet takes the same share."""

    def __init__(self, share: float) -> None:
        self.share = share

    def pages(self, handout: Handout, most: int, /) -> float:  # noqa: ARG002 - it counts them all
        """One part after the other."""
        return len(handout.sections) * self.share


def test_a_last_page_that_is_nearly_empty_is_saved(guide: Article) -> None:
    """Where leaving out what matters least does it; a fuller one stays, and so does one of what must be printed."""
    large = RenderOptions(layout="fact-sheet", preset="large-print")
    whole = len(build(guide, large).sections)
    assert whole == 7

    # Seven parts: 2.1 pages, 2.8, and 1.05 of four that must be.
    assert len(fit(guide, large, Filling(0.3)).sections) == 6
    assert len(fit(guide, large, Filling(0.4)).sections) == whole
    needed = guide.replace(fact_sheet=[part for part in guide.fact_sheet if part.priority == 1])
    assert len(fit(needed, large, Filling(0.26)).sections) == len(REQUIRED)


def test_the_second_of_two_halves_stands_beside_the_first(guide: Article) -> None:
    """Whatever else is left out; alone it has a row of its own."""
    options = RenderOptions(layout="fact-sheet")
    for left_out in ((), ("sheet-good",), ("sheet-tasks", "sheet-helps")):
        rows = {section.part: section.row for section in build(guide, options, left_out=left_out).sections}
        assert rows["sheet-lead"] == rows["sheet-hard"]
        assert list(rows.values()).count(rows["sheet-unknown"]) == (1 if "sheet-good" in left_out else 2)


@pytest.mark.parametrize("of", ["education-paths", "hard-parts"])
def test_what_decides_is_never_left_out(of: str, guide: Article) -> None:
    """Ways in, where it can lead and what is hard are printed always, or the article is wrong."""
    part = {"id": "it", "title": "It", "priority": 2, "blocks": [{"type": "pick", "of": of, "first": 1}]}

    with pytest.raises(ValidationError, match="(is|are) never left out of a sheet: write priority: 1"):
        guide.replace(fact_sheet=[part])
    assert guide.replace(fact_sheet=[part | {"priority": 1}]).fact_sheet


def test_hard_parts_are_read_by_the_words_that_lead_them(guide: Article) -> None:
    """As they stand in the guide, with their sources."""
    (hard,) = (section for section in build(guide, RenderOptions(layout="fact-sheet")).sections
               if section.part == "sheet-hard")  # fmt: skip
    (block,) = hard.blocks
    assert isinstance(block, tree.Bullets)

    leads = [text.runs[0] for text in guide.hard_parts[:4]]
    assert [item[0] for item in block.items] == [lead.text for lead in leads if isinstance(lead, Strong)]
    assert isinstance(block.items[0][-1], tree.Note)


def test_the_foot_has_the_one_action_and_whom_to_ask(guide: Article) -> None:
    """Once on the page; without a program, the action alone."""
    program = load_program(EXAMPLES / "high-school.yaml", guide)
    for chosen in (program, None):
        handout = build(guide, RenderOptions(layout="fact-sheet", program=chosen))
        (action,) = (part for part in handout.body if isinstance(part, tree.Action))
        assert "".join(map(str, action.runs)) == str(guide.call_to_action)
        assert handout.front.action == ()
        assert bool(action.masthead and action.masthead.code) == bool(chosen)


def test_an_icon_says_nothing(guide: Article, tmp_path: Path) -> None:
    """It is hidden from screen readers, and an artifact in a PDF; a duty without one is printed all the same."""
    assert len(get_args(Icon)) <= 12
    for name in get_args(Icon):
        assert icons.draw(name).get("aria-hidden") == "true"
    plain = guide.replace(duties=[duty.replace(icon=None) for duty in guide.duties])
    options = RenderOptions(layout="fact-sheet")
    both = [subprocess.run(["pdfinfo", "-struct-text", drawn(build(one, options), tmp_path)], capture_output=True,
                           text=True, check=True).stdout for one in (guide, plain)]  # fmt: skip

    # Lines are broken in other places.
    assert re.sub(r'["\s]', "", both[0]) == re.sub(r'["\s]', "", both[1])
    assert "Figure" not in both[0]


def test_teaching_notes_are_for_instructors(guide: Article) -> None:
    """On the front and on the back; students get none."""
    for layout, audience in itertools.product(("fact-sheet", "two-sided"), ("student", "instructor")):
        handout = build(guide, RenderOptions(layout=layout, audience=(audience,)))  # type: ignore[arg-type]
        found = {section.part for section in handout.sections} & {"sheet-class", "sheet-lesson"}
        assert len(found) == (0 if audience == "student" else 2 if layout == "two-sided" else 1)

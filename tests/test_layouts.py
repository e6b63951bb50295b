"""Every layout in every preset on both papers: pages as promised, nothing clipped, nothing too small."""

import itertools
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pikepdf
import pytest
from cma_content_pdf import engine
from cma_content_pdf.layout import laid_out
from cma_content_pdf.page import page
from conftest import EDITIONS, PROGRAMS
from measuring import Word, overlapping, words_on
from parity import of_handout, squeezed

from cma_content import Article, RenderOptions, publish
from cma_content.design.colors import contrast
from cma_content.design.tokens import Preset, design
from cma_content.errors import OutputError
from cma_content.exporting.fitting import fit
from cma_content.exporting.registry import get_exporter
from cma_content.handout import Handout, build
from cma_content.handout.options import Layout, Paper
from cma_content.loading.loader import load_program
from cma_content.model.program import Program

SHEETS = [edition for edition in EDITIONS if edition.layout != "guide"]
FLOORS = {"standard": 8.5, "high-contrast": 8.5, "large-print": 18}
"""The smallest type that may be printed, in points: the foot of a page. Body type is held to 11 below."""


def foot(edition: RenderOptions) -> float:
    """The margin below each page, in points; the footer is in it."""
    if edition.layout == "guide":
        return (19.5 if edition.preset == "large-print" else 15) / 25.4 * 72
    return (34 if edition.preset == "large-print" else 12.5) / 25.4 * 72


@pytest.mark.parametrize("edition", SHEETS, ids=lambda edition: f"{edition.layout}-{edition.preset}-{edition.paper}")
def test_a_sheet_has_the_pages_it_promises(edition: RenderOptions, editions: dict[RenderOptions, Path]) -> None:
    """One side is one page; in large print a side is at most both sides of two sheets of paper."""
    sides = 2 if edition.layout == "two-sided" else 1
    pages = len(words_on(editions[edition]))

    if edition.preset == "large-print":
        assert sides < pages <= 4 * sides
    else:
        assert pages == sides


def lines_at_the_foot(height: float, words: list[Word], edition: RenderOptions) -> int:
    """How many lines stand in the margin below a page."""
    return len({round(word.bottom) for word in words if word.top > height - foot(edition)})


@pytest.mark.parametrize("edition", SHEETS, ids=lambda edition: f"{edition.layout}-{edition.preset}-{edition.paper}")
def test_the_foot_of_a_sheet_is_one_line(edition: RenderOptions, editions: dict[RenderOptions, Path]) -> None:
    """The code, and the number of the page; there is no room for more."""
    for (_, height), words in words_on(editions[edition]):
        assert lines_at_the_foot(height, words, edition) == 1


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: f"{edition.layout}-{edition.preset}-{edition.paper}")
def test_no_word_is_clipped_or_overprinted(edition: RenderOptions, editions: dict[RenderOptions, Path]) -> None:
    """Every word keeps a quarter of an inch from the edges, and no two words share a place."""
    for number, ((width, height), words) in enumerate(words_on(editions[edition]), start=1):
        for word in words:
            assert 18 <= word.left < word.right <= width - 18, (number, word)
            assert 9 <= word.top < word.bottom <= height - 18, (number, word)
        assert not list(overlapping(words)), number


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: f"{edition.layout}-{edition.preset}-{edition.paper}")
def test_no_word_is_under_the_floor(edition: RenderOptions, editions: dict[RenderOptions, Path]) -> None:
    """Footers, captions, charts and table cells too."""
    sizes = [word.size for _, words in words_on(editions[edition]) for word in words]

    assert min(sizes) >= FLOORS[edition.preset] - 0.05


@pytest.mark.parametrize("edition", SHEETS, ids=lambda edition: f"{edition.layout}-{edition.preset}-{edition.paper}")
def test_most_of_a_sheet_is_body_type(edition: RenderOptions, editions: dict[RenderOptions, Path]) -> None:
    """The size most words have is 11 points or more."""
    sizes = [round(word.size, 1) for _, words in words_on(editions[edition]) for word in words]

    assert max(set(sizes), key=sizes.count) >= (18 if edition.preset == "large-print" else 11)


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: f"{edition.layout}-{edition.preset}-{edition.paper}")
def test_no_page_ends_with_the_name_of_what_follows(
    edition: RenderOptions, editions: dict[RenderOptions, Path], guide: Article
) -> None:
    """A heading or a caption stands with what it is of."""
    message = of_handout(build(guide, edition))
    heads = {text for role, text in message if role in ("h2", "h3", "caption", "figcaption")}
    # A list of limits may end a page with the last one's name.
    titles = {head for head in heads if not any(text.endswith(head) for _, text in message if text != head)}
    assert len(titles) > len(heads) / 2
    for number, ((_, height), words) in enumerate(words_on(editions[edition]), start=1):
        above = [word for word in words if word.bottom < height - foot(edition)]
        assert named_at_the_end(above, titles) == [], number


def named_at_the_end(words: list[Word], titles: set[str]) -> list[str]:
    """The titles that a page ends with."""
    lowest = max(word.bottom for word in words)
    last = squeezed("".join(word.text for word in words if lowest - word.bottom < 2))
    whole = squeezed("".join(word.text for word in words))
    # The names of entries stand beside them, and are written after them.
    return [title for title in titles if title.endswith(last) and whole.endswith(title)]


def test_a_name_at_the_end_would_be_seen() -> None:
    """Of one line or of two, and not one that something follows."""
    lines = [Word("Text.", 10, 10, 40, 22), Word("What", 10, 30, 30, 42), Word("it", 32, 30, 40, 42)]
    below = [Word("pays", 10, 45, 30, 57)]

    assert named_at_the_end(lines, {squeezed("What it"), squeezed("it pays")}) == [squeezed("What it")]
    assert named_at_the_end(lines + below, {squeezed("What it pays")}) == [squeezed("What it pays")]
    assert named_at_the_end(lines + below, {squeezed("What it")}) == []


def test_figures_that_do_not_fit_go_to_the_next_page_alone(kitchen_sink: Article) -> None:
    """However near to the foot they would end, the words before them stay, and no part of them is in the margin."""
    head, _, body = page(build(kitchen_sink)).html.partition("<body>")
    figures = re.search(r'(?<=<div) class="key-figures">.*?</div>', body, re.DOTALL)
    assert figures
    seen = set()
    for height in range(210, 240):
        text = f'<div style="height: {height}mm"></div><section><p id="words">Text.</p><div id="figures"{figures[0]}'
        with laid_out(f"{head}<body>{text}") as document:
            first, *others = document.pages
        assert "words" in first.anchors, height
        if "figures" in first.anchors:
            assert first.anchors["figures"][3] <= first.height - foot(RenderOptions()) * 96 / 72
        seen.add(len(others))
    assert seen == {0, 1}


def test_no_sign_stands_away_from_its_word(kitchen_sink: Article, tmp_path: Path) -> None:
    """The full stop behind the title of a source follows its last word, on however many lines the title stands."""
    title = "A title of many words that is much longer than the line that it begins on and so stands on two of them"
    long = [source.replace(title=title) for source in kitchen_sink.sources]
    made = publish(kitchen_sink.replace(sources=long), ["pdf"], tmp_path / "long.pdf").files[0].path
    assert made

    for _, words in words_on(made):
        for before, word in itertools.pairwise(words):
            if word.text in (".", ",", ";", ":"):
                # Advances are rounded to thousandths of the type's size.
                assert -0.001 < word.left - before.right < 1, before


def test_text_keeps_away_from_the_table_above_it(kitchen_sink: Article) -> None:
    """What goes on below a table without a note is seen to be none of its rows."""
    head, _, body = page(build(kitchen_sink)).html.partition("<body>")
    table = re.search(r'<div class="scroll".*?</div>', body, re.DOTALL)
    assert table
    above = '<td id="last">'.join(table[0].rpartition("<td>")[::2])
    for below in ('<p id="below">Text.</p>', '<ul id="below"><li>Text.</li></ul>'):
        with laid_out(f"{head}<body><section>{above}{below}") as document:
            anchors = document.pages[0].anchors
        assert anchors["below"][1] - anchors["last"][3] > 12


def test_overprinting_would_be_seen() -> None:
    """The finder finds: two words in one place, and not two that stand side by side."""
    one = Word("one", 10, 10, 40, 22)

    assert list(overlapping([one, Word("two", 30, 12, 60, 24)]))
    assert not list(overlapping([one, Word("two", 41, 10, 60, 22), Word("below", 10, 20, 40, 32)]))


@pytest.mark.parametrize("preset", get_args(Preset))
def test_colors_have_the_contrast_that_the_preset_promises(preset: Preset) -> None:
    """4.5 to 1 for all text and 3 to 1 for what is drawn; 7 to 1 in high contrast; on paper and on a dark screen."""
    least = 7 if preset == "high-contrast" else 4.5
    for tokens in (design(preset).colors, design(preset).dark):
        for name in ("ink", "quiet", "accent"):
            assert contrast(tokens[name], tokens["paper"]) >= least, name
            assert contrast(tokens[name], tokens["wash"]) >= least, name
        for name in ("rule", "accent"):
            assert contrast(tokens[name], tokens["paper"]) >= 3, name
        assert contrast(tokens["warn"], tokens["warn-wash"]) >= least
        assert contrast(tokens["ink"], tokens["warn-wash"]) >= least


def test_large_print_leads_at_one_and_a_half() -> None:
    """And no role of type is smaller than 18 points, on a sheet or off it."""
    for sheet in (False, True):
        large = design("large-print", sheet=sheet)
        assert large.leading >= 1.5
        assert min(large.sizes.values()) >= 18
    assert design(sheet=True).sizes["body"] >= 11
    assert design().sizes["body"] >= 12


@pytest.mark.parametrize("paper", get_args(Paper))
@pytest.mark.parametrize("layout", ["fact-sheet", "two-sided"])
def test_the_longest_program_fits(layout: Layout, paper: Paper, guide: Article, tmp_path: Path) -> None:
    """A name of 60 characters, a wide logo, contact, code, figures, three statements at their full length, a region."""
    program = load_program(PROGRAMS / "longest.yaml", guide)
    assert len(program.name) == 60
    assert [len(statement.text) for statement in program.statements] == [240, 240, 240]
    options = RenderOptions(paper, layout, region="Seattle", audience=("counselor", "instructor"), program=program)
    (made,) = publish(guide, ["pdf"], tmp_path, options).files
    assert made.path

    pages = words_on(made.path)
    assert len(pages) == (2 if layout == "two-sided" else 1)
    assert {lines_at_the_foot(height, words, options) for (_, height), words in pages} == {1}
    kept = {section.id for section in made.handout.sections}
    assert {part.id for part in guide.fact_sheet if part.priority == 1 and part.side == "front"} <= kept
    assert kept.isdisjoint(part.id for part in made.handout.left_out)


def test_what_is_left_out_is_what_matters_least(guide: Article, tmp_path: Path) -> None:
    """A more important part goes only where leaving out the lesser ones is not enough; what went is said."""
    program = load_program(PROGRAMS / "longest.yaml", guide)
    published = publish(guide, ["pdf"], tmp_path, RenderOptions(layout="fact-sheet", program=program), manifest=True)
    (made,) = published.files
    assert made.path
    assert published.manifest
    left_out = {part.id for part in made.left_out}
    assert left_out
    priorities = {part.id: part.priority for part in guide.fact_sheet}
    kept = {id_ for id_, priority in priorities.items() if priority > 1} - left_out

    assert 1 not in {priorities[id_] for id_ in left_out}
    assert min(priorities[id_] for id_ in kept) <= min(priorities[id_] for id_ in left_out)
    assert made.handout.options.omit == (), "nobody wished it away"
    assert [part.title for part in made.handout.left_out] == [
        part.title for part in guide.fact_sheet if part.id in left_out
    ]
    ids = [part.id for part in made.handout.left_out]
    assert json.loads(published.manifest.read_bytes())["files"][0]["left_out"] == ids
    with pikepdf.open(made.path) as pdf:
        assert str(pdf.docinfo["/Keywords"]) == ", ".join([made.handout.code, *(f"left out: {id_}" for id_ in ids)])
        assert f"left out: {ids[0]}" in bytes(pdf.Root.Metadata.read_bytes()).decode()


def test_a_sheet_that_cannot_fit_costs_the_format_that_has_pages_alone(guide: Article, tmp_path: Path) -> None:
    """With the paper and the remedy named; the web page has room for all."""
    crowded = guide.replace(fact_sheet=tuple(part.replace(priority=1) for part in guide.fact_sheet))
    program = load_program(PROGRAMS / "longest.yaml", guide)
    published = publish(crowded, ["pdf", "html"], tmp_path, RenderOptions(layout="fact-sheet", program=program))
    (failed,) = published.failed

    assert failed.format == "pdf"
    assert isinstance(failed.error, OutputError)
    assert "front of the fact sheet does not fit on one page of letter paper" in str(failed.error)
    assert [path.suffix for path in tmp_path.iterdir()] == [".html"]


@pytest.mark.parametrize("name", ["docx", "epub", "html", "json", "md"])
def test_only_what_sets_pages_measures_them(name: str, guide: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every other format prints all parts, without a PDF engine, whatever is installed."""

    def fail(_: object) -> None:
        raise AssertionError("nobody asked for a PDF")

    monkeypatch.setattr(engine, "find", fail)
    program = load_program(PROGRAMS / "longest.yaml", guide)
    options = RenderOptions(layout="fact-sheet", program=program)
    exporter = get_exporter(name)
    handout = fit(guide, options, exporter)

    assert handout.left_out == ()
    assert [part.id for part in handout.sections] == [part.id for part in build(guide, options).sections]
    assert exporter.export(handout)


class Measuring:
    """An exporter on whose pages a few parts have room, and which counts how often it is asked."""

    def __init__(self, room: int) -> None:
        self.room = room
        self.measured: list[tuple[str, ...]] = []

    def pages(self, handout: Handout, most: int, /) -> int:  # noqa: ARG002 - it counts them all
        """One for each number of parts that fit on a page."""
        self.measured.append(tuple(part.id for part in handout.sections))
        return -(-len(handout.sections) // self.room)


def test_no_sheet_is_measured_twice_the_same(guide: Article) -> None:
    """And not once for each part that may go."""
    every = len(build(guide, RenderOptions(layout="fact-sheet")).sections)
    needed = sum(part.priority == 1 and part.side == "front" for part in guide.fact_sheet)
    assert every - needed >= 3
    for room in range(needed, every + 1):
        measuring = Measuring(room)
        handout = fit(guide, RenderOptions(layout="fact-sheet"), measuring)

        assert len(handout.sections) == room
        assert len(handout.left_out) == every - room, "a part that is empty here is not left out"
        assert len(set(measuring.measured)) == len(measuring.measured)
    assert handout.left_out == ()
    assert len(measuring.measured) == 1, "what fits whole is measured once"


def test_the_code_of_a_sheet_is_that_of_its_options(guide: Article) -> None:
    """What had no room follows from them; what somebody did not want does not."""
    options = RenderOptions(layout="fact-sheet")
    fitted = fit(guide, options, Measuring(4))

    assert fitted.left_out
    assert fitted.code == build(guide, options).code
    assert fitted.code != build(guide, replace(options, omit=(fitted.left_out[0].id,))).code


def test_a_sheet_with_words_that_no_pdf_font_has_is_a_page_and_a_book(guide: Article, tmp_path: Path) -> None:
    """Vietnamese, Ukrainian and Chinese: the fonts of a PDF are no matter of theirs."""
    program = load_program(PROGRAMS / "vietnamese.yaml", guide)
    made = publish(guide, ["html", "epub", "docx"], tmp_path, RenderOptions(layout="two-sided", program=program))

    assert (len(made.files), made.failed) == (3, ())
    assert "Tiếng Việt" in (tmp_path / made_name(guide, program)).read_text("utf-8")


def made_name(guide: Article, program: Program) -> str:
    """Of the page."""
    return f"{guide.id}-two-sided-{program.id}.html"


def test_a_word_longer_than_the_line_stays_on_the_page(kitchen_sink: Article, tmp_path: Path) -> None:
    """In the title as in any other: languages that join words have such."""
    long = kitchen_sink.replace(title="Donaudampfschifffahrtsgesellschaftskapitänsanwärterin")
    made = publish(long, ["pdf"], tmp_path / "long.pdf").files[0].path
    assert made

    for (width, _), words in words_on(made):
        assert [word.text for word in words if word.right > width] == []

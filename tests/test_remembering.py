"""What is measured of one program's sheet serves the next, and no file depends on what was drawn before it."""

import random
from dataclasses import replace

import pytest
from cma_content_pdf import PDFExporter, drawing, layout

from cma_content import Article, Program, RenderOptions
from cma_content.exporting import fitting, fitting_memory
from cma_content.exporting.fitting import fit
from cma_content.handout import Handout, build

PDF = PDFExporter()
SHEET = RenderOptions(layout="fact-sheet")


@pytest.fixture(autouse=True)
def _nothing_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitting_memory, "_memory", fitting_memory._Memory())


@pytest.fixture
def layouts(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What was laid out."""
    made: list[object] = []
    lay_out = layout._document

    def counted(*arguments: object) -> object:
        made.append(arguments)
        return lay_out(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(layout, "_document", counted)
    return made


def college(number: int, **more: object) -> Program:
    """One of many whose parts are as large."""
    data = {
        "schema_version": "1.0",
        "id": f"college-{number:03}",
        "name": f"Valley Number {number:03} College",
        "contact": {"lines": ["Medical Assisting"], "phone": f"555-01{number:02}"},
    }
    return Program.model_validate({**data, **more})


def sizes() -> list[Program]:
    """Programs of many sizes, and two of each."""
    long = "Example only: we treat everyone alike, and say so at some length. " * 2 + "So it is."
    more: list[dict[str, object]] = [
        {},
        {"name": "A Very Long Name of a College That Takes More Than a Line"},
        {
            "contact": {
                "lines": ["Room 214", "1200 Long Example Avenue", "Monday to Friday"],
                "email": "ask@example.org",
            }
        },
        {"scan": {"address": "https://example.org/ma", "says": "See dates and costs"}},
        {"statements": [{"slot": "other", "text": "We treat everyone alike."}]},
        {
            "statements": [
                {"slot": "other", "text": long[:200].strip()},
                {"slot": "funding", "text": long[:240].strip()},
            ]
        },
        {"accent": "#7a1f5c", "facts": [{"label": "Pass rate", "value": "91%", "period": "2024", "source": "Us"}]},
    ]
    return [college(number, **one) for number, one in enumerate([*more, *more])]


def drawn(article: Article, options: RenderOptions) -> tuple[Handout, bytes]:
    """A sheet and its file."""
    made = fit(article, options, PDF)
    return made, PDF.export(made)


def searched(article: Article, options: RenderOptions) -> Handout:
    """The sheet as a search of its own finds it."""
    return fitting._searched(article, options, PDF)


def test_a_sheet_is_laid_out_once_where_its_like_was_measured(kitchen_sink: Article, layouts: list[object]) -> None:
    """To be measured, and to be written."""
    drawn(kitchen_sink, replace(SHEET, program=college(1)))
    first = len(layouts)
    for number in range(2, 5):
        drawn(kitchen_sink, replace(SHEET, program=college(number)))

    assert len(layouts) == first + 3


def test_a_sheet_without_a_program_is_written_as_it_was_measured(kitchen_sink: Article, layouts: list[object]) -> None:
    """What fits is not laid out again."""
    made = fit(kitchen_sink, SHEET, PDF)
    measured = len(layouts)
    PDF.export(made)

    assert len(layouts) == measured


def test_what_nobody_writes_is_not_kept(kitchen_sink: Article) -> None:
    """The document goes with its handout."""
    made = fit(kitchen_sink, SHEET, PDF)
    assert len(drawing._laid_out) == 1
    del made
    assert not drawing._laid_out


class Outlined:
    """All fit; each program's sheet has a shape of its own."""

    def pages(self, handout: Handout, most: int, /) -> float:
        """One."""
        del handout, most
        return 1

    def shape(self, handout: Handout, /) -> bytes:
        """Its name."""
        assert handout.front.masthead
        return handout.front.masthead.name.encode()


def test_what_is_remembered_is_bounded(kitchen_sink: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    """So many choices, the last ones, and so many shapes of each, the first ones; the rest is searched each time."""
    monkeypatch.setattr(fitting_memory, "_MOST", 1)
    memory = fitting_memory._memory
    first = memory.of(kitchen_sink, "first")
    assert memory.of(kitchen_sink, "first") is first
    memory.of(kitchen_sink, "second")
    assert memory.of(kitchen_sink, "first") is not first

    searches: list[str] = []
    for number in (1, 2, 1, 2):
        options = replace(SHEET, program=college(number))

        def search(options: RenderOptions = options) -> Handout:
            searches.append(options.program.name if options.program else "")
            return build(kitchen_sink, options)

        fitting_memory.remembered(kitchen_sink, options, Outlined(), 1, search)
    assert searches == [college(number).name for number in (1, 2, 2)]


@pytest.mark.parametrize(("layout_", "every"), [("fact-sheet", 1), ("two-sided", 6)])
def test_what_was_measured_before_changes_no_sheet(kitchen_sink: Article, layout_: str, every: int) -> None:
    """In any order, each leaves out what a search of its own would."""
    programs = sizes()[::every]
    options = [RenderOptions(layout=layout_, program=one) for one in programs]  # type: ignore[arg-type]
    alone = [searched(kitchen_sink, one) for one in options]
    order = list(range(len(options)))
    random.Random(1).shuffle(order)  # noqa: S311 - chance, not secrecy
    for number in order:
        assert fit(kitchen_sink, options[number], PDF) == alone[number], programs[number].name

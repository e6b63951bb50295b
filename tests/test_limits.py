"""A handout is bounded before it is drawn: by counts that an article alone decides, which an owner can raise."""

import concurrent.futures
import math
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import get_args

import pytest
from cma_content_pdf import PDFExporter
from generating import generated
from scaled import scaled

from cma_content import Article, Limits, RenderOptions, build, deadline, export, load, publish
from cma_content.checking.length import RULES
from cma_content.cli import main
from cma_content.diagnostics.rules import CATALOG
from cma_content.errors import DeadlineError, LimitError, UsageError
from cma_content.exporting.registry import available, get_exporter
from cma_content.handout import Handout, tree
from cma_content.handout.counting import excess, totals
from cma_content.handout.limits import COUNTED, NAMES
from cma_content.model import regions
from cma_content.model.audience import Audience
from cma_content.model.inline import Emphasis, Link, Strong
from cma_content.publishing import bounds
from cma_content.testing.articles import KITCHEN_SINK

STATE_LAW = Path(__file__).parent / "articles" / "state-law.yaml"
EXACT = ("sections", "sheet_parts", "entries", "cells", "charts", "pictures", "bars", "figures")


def largest(article: Article, layout: str) -> Counter[str]:
    """The most that a handout prints in each way: with every block, for no region and for one in many states."""
    places = sorted(regions.regions(article), key=lambda place: len(place.within))
    most: Counter[str] = Counter()
    for region in ("", *(place.id for place in places[-1:])):
        options = RenderOptions("letter", "guide" if layout == "guide" else "two-sided", audience=get_args(Audience))
        most |= drawn(build(article, replace(options, region=region)))
    return most


def drawn(handout: Handout) -> Counter[str]:
    """What a handout prints, counted in its tree."""
    found: Counter[str] = Counter()
    for section in handout.sections:
        found["sheet_parts" if handout.is_sheet else "sections"] += 1
        for part in walk(section.blocks):
            match part:
                case str():
                    found["characters"] += len(part)
                case Strong() | Emphasis() | Link() | tree.Defined():
                    found["marks"] += 1
                    found["characters"] += len(part.text)
                case tree.Note():
                    found["notes"] += 1
                case tree.Entry():
                    found["entries"] += 1
                case tree.Box():
                    found["blocks"] += 1 + len(part.blocks)
                case tree.Chart():
                    found.update(charts=1, bars=len(part.bars))
                case tree.Paths():
                    found.update(charts=1, bars=1 + sum(len(branch.stops) for branch in part.branches))
                case tree.Layers():
                    found["items"] += len(part.layers)
                case tree.KeyFigures():
                    found["figures"] += len(part.figures)
                case tree.Grid():
                    found["cells"] += len(part.columns) * (1 + len(part.rows))
                case tree.Bullets():
                    found["items"] += len(list(part.lines))
                case tree.Cards():
                    found["items"] += len(part.cards)
                case tree.Subheading():
                    found["entries"] += 1
                    found["characters"] += len(part.title)
                case tree.Quote():
                    found["blocks"] += len(part.paragraphs)
                case tree.FillIn():
                    found["items"] += sum(1 + blank.lines for blank in part.blanks)
                    found["characters"] += sum(len(blank.label + blank.alt) for blank in part.blanks)
                case tree.Illustration():
                    found["pictures"] += 1
                    found["characters"] += len(part.picture.alt)
                case tree.CodedLink():
                    found["charts"] += 1
                    found["characters"] += len(part.code.says + part.code.alt)
                case tree.Timeline():
                    found["items"] += len(part.moments)
                case tree.Glossary():
                    found["items"] += len(part.entries)
    return found


def walk(value: object) -> Iterator[object]:
    """Every block and run below a value; a mark's words are its own."""
    if isinstance(value, tuple):
        for item in value:
            yield from walk(item)
        return
    yield value
    match value:
        case tree.Box() | tree.Entry():
            yield from walk(value.blocks)
        case tree.Paragraph() | tree.Field():
            yield from walk(value.runs)
        case tree.Bullets():
            yield from walk(tuple(value.lines))
        case tree.Quote():
            yield from walk((*value.paragraphs, value.by))
        case tree.Illustration():
            yield from walk(value.caption)
        case tree.CodedLink():
            yield value.code.link
        case tree.Grid():
            yield from walk((value.rows, value.note))
        case tree.Chart() | tree.Paths():
            yield from walk((value.summary, value.below))
        case tree.Layers():
            yield from walk(tuple((layer.name, layer.giver, layer.meaning) for layer in value.layers))
        case tree.KeyFigures():
            yield from walk(tuple(figure.note for figure in value.figures))
        case tree.Cards():
            yield from walk(tuple((card.name, *card.lines) for card in value.cards))
        case tree.Timeline():
            yield from walk((value.note, tuple(moment.runs for moment in value.moments)))
        case tree.Glossary():
            yield from walk(tuple(entry.runs for entry in value.entries))


def bare(article: Article) -> Article:
    """The article with views of what it has nothing in, and of settings that have no figures."""
    ways = [{"kind": "schooling", "name": "School"}]
    blocks = [
        {"type": "view", "of": "state-rules"},
        {"type": "view", "of": "work-settings"},
        {"type": "career-paths", "caption": "Paths", "start": "Here", "ways": ways, "summary": "Ways."},
    ]
    emptied = ("faqs", "career_steps", "duties", "skills", "topics", "state_rules", "agencies")
    return article.replace(
        sections=[{"id": "one", "title": "One", "blocks": blocks}],
        fact_sheet=[
            {"id": "pay", "title": "Pay", "priority": 1, "blocks": [{"type": "pick", "of": "unknowns", "first": 1}]}
        ],
        work_settings=[one.replace(jobs=None, share=None, pay=None) for one in article.work_settings],
        **dict.fromkeys(emptied, ()),
    )


def elsewhere(article: Article) -> Article:
    """The article with a law that holds in none of its regions."""
    law = article.state_rules[0].replace(place="US")
    section = {"id": "one", "title": "One", "blocks": [{"type": "view", "of": "state-rules"}]}
    return article.replace(agencies=(), state_rules=[law], sections=[section], fact_sheet=(), faqs=())


@pytest.mark.parametrize("layout", ["guide", "fact sheet"])
def test_what_is_counted_is_what_is_drawn(layout: str, kitchen_sink: Article) -> None:
    """Or a little more, where the reader's choice decides; entries, cells, charts and figures to the number."""
    articles = [load(), kitchen_sink, load(STATE_LAW), bare(kitchen_sink)]
    if layout == "guide":
        articles += [elsewhere(kitchen_sink), *map(generated, range(40))]
    for article in articles:
        counted, found = totals(article, layout), largest(article, layout)
        assert {name: number for name, number in found.items() if number > counted[name]} == {}, article.title
        if layout == "guide":
            assert {name: counted[name] for name in EXACT} == {name: found[name] for name in EXACT}, article.title


def test_the_limits_are_far_beyond_the_guide() -> None:
    """Sixteen times its own numbers at least; sixteen guides in one pass."""
    guide, limits = load(), Limits()
    own = [totals(guide, layout) for layout in ("guide", "fact sheet")]

    for name in COUNTED:
        assert getattr(limits, name) >= 16 * max(1, *(counts[name] for counts in own)), name
    assert limits.output_bytes >= 10 * max(len(export(guide, name)) for name in ("html", "json", "md"))
    assert list(excess(scaled(guide, 16), limits)) == []


def test_every_limit_has_a_rule_and_a_line_of_explanation() -> None:
    """The rule names it, and the number that it stands at."""
    assert tuple(RULES) == COUNTED
    for name, rule in RULES.items():
        assert f"--limit {name}=NUMBER" in rule.remedy
        assert f"{getattr(Limits(), name):,}" in rule.cause, rule
        assert CATALOG[rule.code] is rule
    assert tuple(field.name for field in fields(Limits)) == NAMES


@pytest.mark.parametrize("names", [("blocks",), ("blocks", "items"), ("repeated",)], ids=",".join)
def test_nothing_is_drawn_of_what_passes_a_limit(
    names: tuple[str, ...], kitchen_sink: Article, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor is a folder made; every limit that is passed is named, with what would raise it."""
    again = kitchen_sink.sections[-1].replace(id="again")
    article = kitchen_sink.replace(sections=(*kitchen_sink.sections, again, again.replace(id="once-more")))
    limits = Limits.named(dict.fromkeys(names, 1))
    monkeypatch.setattr(type(get_exporter("html")), "export", lambda *_: pytest.fail("it was drawn"))

    for call in (
        lambda: export(article, "html", limits=limits),
        lambda: publish(article, ["html"], tmp_path / "out", limits=limits),
    ):
        with pytest.raises(LimitError, match=f"the limit {names[0]} is 1: divide the article, or raise it") as caught:
            call()
        assert sorted(caught.value.limits) == sorted(names)
        assert caught.value.exit_code == 1
    assert not list(tmp_path.iterdir())


def test_a_sheet_is_refused_for_what_it_prints_itself(kitchen_sink: Article) -> None:
    """Not for the length of the guide; the statements of a program count with either."""
    limits = Limits(cells=20)
    with pytest.raises(LimitError, match="the guide prints .* cells"):
        export(kitchen_sink, "json", limits=limits)

    assert export(kitchen_sink, "json", RenderOptions(layout="fact-sheet"), limits=limits)


def test_each_limit_that_is_passed_has_a_line(kitchen_sink: Article) -> None:
    """Of the message, whose line breaks would be escaped."""
    with pytest.raises(LimitError) as caught:
        export(kitchen_sink, "html", limits=Limits(items=1, cells=1))

    assert [line.partition(": ")[0][-10:] for line in str(caught.value).split("\n")] == ["items is 1", "cells is 1"]


def test_a_guide_for_a_region_is_measured_by_its_own_tables(guide: Article) -> None:
    """Which have fewer rows than those of all regions."""
    limits = Limits(cells=700)
    bounds.check(guide, RenderOptions(region="WA"), limits)

    with pytest.raises(LimitError, match="the guide prints [0-9,]+ cells; the limit cells is 700"):
        bounds.check(guide, None, limits)


def test_a_file_that_is_too_large_is_not_written(kitchen_sink: Article, tmp_path: Path) -> None:
    """Known when it is drawn; the other formats are written."""
    limits = Limits(output_bytes=len(export(kitchen_sink, "md")))
    published = publish(kitchen_sink, ["md", "html"], tmp_path, limits=limits)

    assert [path.suffix for path in tmp_path.iterdir()] == [".md"]
    (failed,) = published.failed
    assert isinstance(failed.error, LimitError)
    assert failed.error.limits == ("output_bytes",)
    with pytest.raises(LimitError, match="bytes; the limit output_bytes is"):
        export(kitchen_sink, "html", limits=limits)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Limits(items=0), "items must be a whole number above zero, not 0"),
        (lambda: Limits(seconds=1.5), "seconds must be a whole number"),  # type: ignore[arg-type]
        (lambda: Limits(cells=True), "cells must be a whole number"),
        (lambda: Limits.named({"itms": 1}), "no limit 'itms'; did you mean 'items'"),
        (lambda: export(load(), "json", limits=9), r"the limits must be Limits\(...\), not 9"),  # type: ignore[arg-type]
    ],
)
def test_limits_that_make_no_sense_are_refused(make: Callable[[], object], message: str) -> None:
    """With the nearest name."""
    with pytest.raises(UsageError, match=message):
        make()


def test_counting_is_in_proportion_to_the_article() -> None:
    """However often its parts are printed: a thousand views of a thousand entries are counted at once."""
    guide = load()
    view = {"type": "view", "of": "faqs"}
    question = {"question": "Why?", "answer": ["Because."]}
    picks = [{"type": "pick", "of": "faqs", "first": number} for number in range(1, 1000)]
    article = guide.replace(
        sections=[*guide.sections, {"id": "again", "title": "Again", "blocks": [view] * 1000}],
        faqs=[question | {"id": f"q-{number}"} for number in range(1000)],
        fact_sheet=[{"id": "picks", "title": "Picks", "priority": 1, "blocks": picks}],
    )
    started = time.process_time()
    found = {one.limit: one for one in excess(article, Limits())}

    assert time.process_time() - started < 1
    assert found["entries"].count > 1_000_000
    assert found["entries"].location[:2] == ("sections", len(guide.sections))
    assert found["repeated"].limit == "repeated"


def test_every_format_asks_whether_there_is_time(kitchen_sink: Article) -> None:
    """And so does what comes before it; data takes no time to draw."""
    handout = build(kitchen_sink)
    for name in available():
        exporter = get_exporter(name)
        with deadline.within(1), pytest.MonkeyPatch.context() as patch:
            patch.setattr("cma_content.deadline.time.monotonic", lambda: math.inf)
            if name == "json":
                assert exporter.export(handout)
                continue
            with pytest.raises(DeadlineError, match="longer than the limit seconds, which is 1"):
                exporter.export(handout)
            with pytest.raises(DeadlineError):
                build(kitchen_sink)


def test_a_deadline_ends_with_its_block_and_holds_in_its_thread_alone() -> None:
    """A later one does not put off an earlier one."""
    deadline.check()
    with deadline.within(1000), concurrent.futures.ThreadPoolExecutor(1) as pool:
        with deadline.within(1), deadline.within(1000), pytest.MonkeyPatch.context() as patch:
            now = time.monotonic()
            patch.setattr("cma_content.deadline.time.monotonic", lambda: now + 2)
            with pytest.raises(DeadlineError, match="which is 1:"):
                deadline.check()
            assert pool.submit(deadline.check).result() is None
        deadline.check()


def test_what_takes_too_long_has_its_exit_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The other formats are written; the command takes the limit."""

    def endless(_: object, handout: Handout) -> bytes:
        time.sleep(1.01)
        deadline.check()
        raise AssertionError(handout)

    monkeypatch.setattr(type(get_exporter("html")), "export", endless)
    words = ["export", str(KITCHEN_SINK), "--to", "html,md", "-o", str(tmp_path), "--limit", "seconds=1"]

    assert main(words) == DeadlineError.exit_code == 7
    assert capsys.readouterr().err.startswith(
        "error: html was not written: drawing takes longer than the limit seconds"
    )
    assert [path.suffix for path in tmp_path.iterdir()] == [".md"]


@pytest.mark.parametrize(
    ("limit", "code", "message"),
    [
        ("items=1", 1, "the guide prints 58 items; the limit items is 1: divide the article, or raise it with"),
        ("itms=1", 2, "there is no limit 'itms'; did you mean 'items'?"),
        ("items", 2, "write a name and a number, such as characters=9000, not 'items'"),
        ("items=many", 2, "write a name and a number"),
        ("items=0", 2, "items must be a whole number above zero"),
        ("items=" + "9" * 16, 2, "'items=9999999999999999' is too large; a limit has at most 15 digits"),
        ("items=" + "9" * 5000, 2, "is too large"),
    ],
)
def test_the_command_takes_limits_by_name(
    limit: str, code: int, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And says what is wrong with one."""
    assert main(["export", str(KITCHEN_SINK), "--to", "md", "-o", str(tmp_path / "out"), "--limit", limit]) == code
    assert message in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_long_headings_of_a_table_are_not_printed_on_each_page(kitchen_sink: Article) -> None:
    """They would take most of it: a table of 12 kB had 480 pages."""

    def pages(heading: str) -> float:
        block = {"type": "table", "caption": "Rows", "columns": [heading] * 6, "rows": [["A"] * 6] * 90}
        section = {"id": "rows", "title": "Rows", "blocks": [block]}
        return PDFExporter().pages(build(kitchen_sink.replace(sections=[*kitchen_sink.sections, section])), 1000)

    assert pages("word " * 58) <= pages("A heading") + 1


@pytest.mark.parametrize("name", ["html", "json", "md"])
def test_sixteen_guides_in_one_are_drawn(name: str, sixteen: Article) -> None:
    """The other formats, which take longer, by ./run campaign large."""
    assert len(export(sixteen, name)) > 1_000_000


@pytest.fixture(name="sixteen", scope="module")
def _sixteen() -> Article:
    return scaled(load(), 16)

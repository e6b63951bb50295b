"""Article to handout."""

import json
import pickle
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cma_content import Article, RenderOptions, build, export
from cma_content.errors import UsageError
from cma_content.exporting.handout_data import data_of
from cma_content.exporting.registry import get_exporter
from cma_content.handout import locale, tree
from cma_content.handout.imprint import newest
from cma_content.handout.reading_time import plain
from cma_content.handout.sheets import unserved
from cma_content.handout.text import Writer
from cma_content.model import amounts
from cma_content.model.currencies import is_pay
from cma_content.model.facts import Fact
from cma_content.model.period import Period
from cma_content.model.program import Program


def fact(**fields: Any) -> Fact:
    """A fact with what a test does not care for filled in."""
    common = {"id": "a", "label": "A", "statistic": "count", "place": "US", "period": "2024", "source": "s"}
    return Fact.model_validate(common | {"unit": "jobs", "verified": "primary"} | fields)


@pytest.mark.parametrize(
    ("fields", "printed"),
    [
        ({"value": 45690, "unit": "USD/year"}, "$45,690 a year"),
        ({"value": 21.5, "unit": "USD/hour"}, "$21.50 an hour"),
        ({"value": 12, "unit": "percent"}, "12%"),
        ({"value": 112300, "unit": "openings/year", "qualifier": "about"}, "about 112,300 openings a year"),
        ({"value": 60, "high": 100, "unit": "beats/minute"}, "60 to 100 beats a minute"),
        ({"value": 1, "high": 2, "unit": "years"}, "1 to 2 years"),
        ({"value": 1, "unit": "years"}, "1 year"),
        ({"value": 1200, "high": 1500, "unit": "USD"}, "$1,200 to $1,500"),
        ({"value": 97.8, "high": 99.1, "unit": "degF"}, "97.8 to 99.1 °F"),
    ],
)
def test_a_figure_is_printed_as_people_write_it(fields: dict[str, Any], printed: str) -> None:
    """Value, unit and qualifier."""
    assert printed == amounts.amount(fact(**fields))


def test_a_figure_says_its_year_where_a_reader_would_take_it_for_another(kitchen_sink: Article) -> None:
    """After a figure of another kind and year, the next of the first kind and year need not say it again."""
    made = (
        fact(id="first", value=10, unit="jobs", period="2024"),
        fact(id="other", value=20, unit="openings/year", period="2019"),
        fact(id="again", value=30, unit="jobs", period="2024"),
        fact(id="later", value=40, unit="jobs", period="2025"),
    )
    facts = tuple(one.model_copy(update={"source": kitchen_sink.sources[0].id}) for one in made)
    writer = Writer(kitchen_sink.replace(facts=(*kitchen_sink.facts, *facts)), locale.WORDS["en"])
    said = [str(writer.figure(one.id)[0]) for one in facts]

    assert said == ["10 jobs (U.S., 2024)", "20 openings a year (U.S., 2019)", "30 jobs", "40 jobs (U.S., 2025)"]


def test_a_handout_says_how_new_its_outlook_is(brief: Article, kitchen_sink: Article) -> None:
    """That of the projection that ends last; nothing is said of an article without pay."""
    words = {"newest": "pay {pay}", "newest_outlook": "pay {pay}, outlook {outlook}"}
    made = [
        fact(id=f"p{last}", value=1, unit="percent", statistic="projection", period=f"2023/{last}").model_copy(
            update={"source": kitchen_sink.sources[0].id}
        )
        for last in (2032, 2033)
    ]
    others = tuple(one for one in kitchen_sink.facts if one.statistic != "projection")
    plain = kitchen_sink.model_copy(update={"facts": others})

    assert newest(plain, words) == "pay May 2025"
    assert newest(plain.model_copy(update={"facts": (*others, *made)}), words) == "pay May 2025, outlook 2023–33"
    assert newest(brief.model_copy(update={"pay": None}), words) == ""


@pytest.mark.parametrize(
    ("period", "printed"),
    [
        ("2024", "2024"),
        ("2025-05", "May 2025"),
        ("2025-08-28", "August 28, 2025"),
        ("2024/2034", "2024–34"),
        ("undated", ""),
    ],
)
def test_a_period_is_printed_in_words(period: str, printed: str) -> None:
    """A span keeps its first year whole."""
    assert printed == locale.period(Period(period))


def paragraphs(handout: tree.Handout) -> Iterator[tuple[tree.Run, ...]]:
    """The runs of each paragraph that stands by itself in a section."""
    for section in handout.sections:
        for block in section.blocks:
            if isinstance(block, tree.Paragraph):
                yield block.runs


def words(runs: tuple[tree.Run, ...]) -> str:
    """Runs as a reader sees them."""
    return "".join(
        run if isinstance(run, str) else f"[{run.number}]" if isinstance(run, tree.Note) else run.text for run in runs
    )


def test_figures_bring_place_and_period_once_a_block(kitchen_sink: Article) -> None:
    """The second figure of the same place, period and source prints its value alone."""
    first = words(next(paragraphs(build(kitchen_sink))))

    assert "$45,690\xa0a\xa0year (U.S., May 2025), not $36,050\xa0a\xa0year.[1] See" in first


def test_sources_are_numbered_as_they_are_cited(kitchen_sink: Article) -> None:
    """Each cited source once, no other; its credit line with it."""
    handout = build(kitchen_sink)

    assert [source.number for source in handout.sources.cited] == [1, 2]
    titles = [source.runs[1] for source in handout.sources.cited]
    assert [run.text for run in titles if not isinstance(run, str | tree.Note)] == ["Wage tables", "A rule"]
    assert handout.sources.credits == ("Example Bureau asks for this line.",)


def test_a_source_that_is_not_cited_is_not_credited(kitchen_sink: Article) -> None:
    """Leaving out the sections with figures leaves out their sources and credits."""
    kept = [section for section in kitchen_sink.sections if section.id == "text"]
    plain = kept[0].replace(blocks=kept[0].blocks[1:])
    article = kitchen_sink.replace(sections=(plain,), key_points=("One.", "Two."), fact_sheet=(), key_figures=())

    end = build(article).sources
    assert (end.cited, end.credits) == ((), ())
    assert (end.title, len(end.imprint)) == ("About this handout", 4), "no bare heading of sources"


def test_pay_is_never_without_its_notice(guide: Article, kitchen_sink: Article) -> None:
    """Every section that prints pay ends with whom the figures count."""
    for article in (guide, kitchen_sink):
        found = 0
        paid = {amounts.amount(fact) for fact in article.facts if is_pay(fact.unit)}
        for section in build(article).sections:
            printed = {
                match[0]
                for match in re.finditer(r"\$[\d,.]+ an? (year|hour)", repr(section.blocks).replace(r"\xa0", " "))
            }
            if printed & paid:
                found += 1
                last = section.blocks[-1]
                assert isinstance(last, tree.Paragraph)
                assert last.role == "note", section.id
        assert found


def test_a_word_is_explained_where_it_is_first_used(kitchen_sink: Article) -> None:
    """Below the block, once in a handout."""
    glosses = [
        words(block.runs)
        for section in build(kitchen_sink).sections
        for block in section.blocks
        if isinstance(block, tree.Paragraph) and block.role == "gloss"
    ]

    assert [gloss.strip() for gloss in glosses] == ["In plain words: needle (not an abbreviation): a thin hollow tube."]


def test_a_weak_estimate_carries_a_caution(kitchen_sink: Article) -> None:
    """Where the wage error is above five percent."""
    grids = [
        block for section in build(kitchen_sink).sections for block in section.blocks if isinstance(block, tree.Grid)
    ]
    pay = next(grid for grid in grids if grid.caption == "Pay by area")

    assert [words(row[0]) for row in pay.rows] == ["United States", "Texas *"]
    assert "treat it with care" in words(pay.note)


def test_a_language_without_words_is_refused(kitchen_sink: Article) -> None:
    """A handout is never half translated."""
    with pytest.raises(UsageError, match="cannot be made in 'fr' yet; known languages: en"):
        build(kitchen_sink.model_copy(update={"language": "fr"}))


def test_a_student_s_sheet_takes_over_no_block_for_others(kitchen_sink: Article) -> None:
    """An excerpt of an instructor's block is for instructors too."""
    data = kitchen_sink.model_dump(mode="json", exclude_none=True)
    taken = {"type": "excerpt", "block": "for-teachers"}
    part = {"id": "notes", "title": "Notes for class", "priority": 1, "blocks": [taken]}
    article = Article.model_validate(data | {"fact_sheet": [part]})
    student = build(article, RenderOptions(layout="fact-sheet"))
    teacher = build(article, RenderOptions(layout="fact-sheet", audience=("instructor",)))

    assert student.sections == ()
    assert "Only a teacher reads this." not in str(student.body)
    assert "Only a teacher reads this." in str(teacher.body)


EMPTY: dict[str, dict[str, Any]] = {
    "glossary": {"type": "view", "of": "glossary"},
    "duties": {"type": "view", "of": "duties"},
    "one side": {"type": "view", "of": "career-steps", "only": "schooling"},
    "hours": {"type": "view", "of": "hours"},
    "law": {"type": "view", "of": "state-rules"},
    "paths": {
        "type": "career-paths",
        "caption": "Paths",
        "start": "Here",
        "ways": [{"kind": "schooling", "name": "School"}],
        "summary": "Ways.",
    },
    "region": {"type": "local-rules", "ask": "Ask."},
    "map": {"type": "pay-map", "caption": "Map", "summary": "Tiles."},
    "chart": {"type": "pay-chart", "caption": "Chart", "summary": "Marks."},
    "table": {"type": "pay-table", "caption": "Table"},
    "others": {"type": "paragraph", "audience": ["manager"], "text": "For managers."},
}


@pytest.mark.parametrize("what", EMPTY)
def test_nothing_is_headed_that_has_no_content(what: str, kitchen_sink: Article) -> None:
    """Nor listed in the contents; a link to it keeps its words."""
    data = kitchen_sink.model_dump(mode="json", exclude_none=True)
    sections = [
        {"id": "said", "title": "Said", "blocks": [{"type": "paragraph", "text": "See [that](#empty)."}]},
        {"id": "empty", "title": "Empty", "blocks": [EMPTY[what]]},
    ]
    emptied = (
        "fact_sheet",
        "glossary",
        "duties",
        "skills",
        "faqs",
        "career_steps",
        "state_rules",
        "topics",
        "agencies",
    )
    sections_only = {"sections": sections, **{name: [] for name in emptied}}
    plain = {**data, **sections_only, "call_to_action": "Do it.", "key_points": ["One.", "Two."], "key_figures": []}
    del plain["pay"], plain["hours"]
    handout = build(Article.model_validate(plain))

    assert [part.id for part in handout.sections] == ["said"]
    assert [entry.title for entry in handout.outline] == ["Said", "About this handout"]
    assert words(next(paragraphs(handout))) == "See that."
    assert "Empty" not in export(Article.model_validate(plain), "html").decode()


def test_hours_without_questions_are_two_paragraphs(kitchen_sink: Article) -> None:
    """And no heading of what to ask."""
    assert kitchen_sink.hours
    section = {"id": "one", "title": "One", "blocks": [{"type": "view", "of": "hours"}]}
    article = kitchen_sink.replace(hours=kitchen_sink.hours.replace(ask=()), sections=[section], fact_sheet=[], faqs=[])
    (part,) = build(article).sections

    assert [type(block) for block in part.blocks] == [tree.Paragraph, tree.Paragraph]


def test_an_article_without_parts_of_a_sheet_has_none(kitchen_sink: Article) -> None:
    """It says so itself."""
    with pytest.raises(UsageError, match="kitchen-sink does not say what belongs on a fact sheet"):
        build(kitchen_sink.replace(fact_sheet=[]), RenderOptions(layout="fact-sheet"))


def test_whoever_has_no_part_of_a_sheet_is_named(kitchen_sink: Article) -> None:
    """But for students, whom every sheet is for."""
    for audience in (("student",), ("student", "manager")):
        options = RenderOptions(layout="fact-sheet", audience=audience)
        assert unserved(kitchen_sink, options) == audience[1:]


def test_a_label_without_its_placeholders_is_refused(kitchen_sink: Article) -> None:
    """Nothing would be filled into it, or what stands in it nobody knows."""
    with pytest.raises(UsageError, match="the label 'contents' does not fit; it holds no braces"):
        build(kitchen_sink.replace(labels={"contents": "{pages}"}))


def test_a_pick_of_nothing_is_no_part(kitchen_sink: Article) -> None:
    """Of a sheet."""
    part = {"id": "tasks", "title": "Tasks", "priority": 1, "blocks": [{"type": "pick", "of": "faqs", "first": 1}]}
    data = kitchen_sink.model_dump(mode="json", exclude_none=True) | {"fact_sheet": [part], "faqs": []}
    article = Article.model_validate(data)

    assert build(article, RenderOptions(layout="fact-sheet")).sections == ()


class Poison:
    """An article that nobody may look at."""

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(f"a drawing exporter asked the article for {name}")


@pytest.mark.parametrize("name", ["docx", "epub", "html", "md", "pdf"])
@pytest.mark.parametrize("layout", ["guide", "two-sided"])
def test_what_draws_reads_the_handout_alone(name: str, layout: Any, kitchen_sink: Article, nowhere: Program) -> None:
    """All that it prints or says of itself; the same bytes as with the article."""
    handout = build(kitchen_sink, RenderOptions(layout=layout, program=nowhere, region="TX"))
    exporter = get_exporter(name)
    poisoned = replace(handout, article=Poison())  # type: ignore[arg-type]

    assert exporter.export(poisoned) == exporter.export(handout)


def test_a_handout_is_a_value(kitchen_sink: Article) -> None:
    """Hashed, pickled, and short to look at."""
    handout = build(kitchen_sink)
    again = pickle.loads(pickle.dumps(handout))  # noqa: S301 - our own bytes

    assert (again, hash(again)) == (handout, hash(handout))
    assert repr(handout) == "Handout('Kitchen Sink & <Company>', guide, 7 parts)"
    assert hash(build(kitchen_sink, RenderOptions("a4"))) != hash(handout)


def test_the_body_is_in_the_order_of_print(kitchen_sink: Article, nowhere: Program) -> None:
    """What to do and notices close the front, sources the whole; the outline says what can be linked to."""
    sheet = build(kitchen_sink, RenderOptions(layout="two-sided", program=nowhere))
    kinds = [type(part).__name__ if not isinstance(part, tree.Section) else part.side for part in sheet.body]
    guide = build(kitchen_sink)

    assert kinds == ["Front", "front", "front", "front", "Action", "Notices", "back", "Sources"]
    assert [type(part).__name__ for part in guide.body[:3]] == ["Front", "Contents", "Section"]
    titles = ["Text", "Money", "Collections", "Set by the author", "Sources"]
    assert [entry.title for entry in guide.outline if entry.level == 1] == titles
    assert tree.OutlineEntry("draw", "Draw blood", 2) in guide.outline
    assert tree.OutlineEntry("part-lists-lists", "Lists & lists", 2) in guide.outline


def test_figures_of_credentials_stand_with_their_source_and_their_dates_once_below(guide: Article) -> None:
    """Each cell has its figure with its source; the note names every one of those sources, each once."""
    grids = [block for section in build(guide).sections for block in section.blocks if isinstance(block, tree.Grid)]
    (table,) = (grid for grid in grids if grid.caption == locale.WORDS["en"]["credential_table"])
    # Behind the mark stands its issuer, where the table prints it first.
    rows = {plain(row[0]).partition(", ")[0]: row for row in table.rows}
    ask = locale.WORDS["en"]["ask_issuer"]

    assert list(rows) == [credential.mark for credential in guide.credentials]
    for credential in guide.credentials:
        minutes = rows[credential.mark][2]
        expected = amounts.bare(guide.fact(credential.minutes)) if credential.minutes else ask
        assert plain(minutes) == expected
        assert any(isinstance(run, tree.Note) for run in minutes) == bool(credential.minutes)
    cited = {run.number for row in table.rows for cell in row for run in cell if isinstance(run, tree.Note)}
    dated = [run.number for run in table.note if isinstance(run, tree.Note)]
    assert sorted(dated) == sorted(cited)
    assert table.columns[2] == "Time, in minutes"
    assert all(plain(cell).count("U.S.") == 0 for row in table.rows for cell in row)


def test_what_keeping_a_credential_costs_is_printed(guide: Article) -> None:
    """With its date and source, as any figure."""
    (credential,) = (each for each in guide.credentials if each.id == "rma")
    entries = [entry for section in build(guide).sections for entry in section.blocks if isinstance(entry, tree.Entry)]
    (entry,) = (entry for entry in entries if entry.title == credential.mark)
    label = locale.WORDS["en"]["upkeep_fees"]
    (field,) = (block for block in entry.blocks if isinstance(block, tree.Field) and block.label == label)

    assert credential.upkeep_fees
    for fee in credential.upkeep_fees:
        assert amounts.amount(guide.fact(fee.amount)) in plain(field.runs)
        assert fee.who in plain(field.runs)
    assert ") (" not in plain(field.runs)


def test_the_words_for_a_source_may_have_any_order(kitchen_sink: Article) -> None:
    """An article's own label may begin with the address."""
    label = "{address} {title} {publisher} {read} {dated}"
    (first, *_) = build(kitchen_sink.replace(labels={"source": label})).sources.cited

    assert [type(run).__name__ for run in first.runs if run][:3] == ["Link", "str", "Link"]


def test_a_handout_brings_the_words_that_its_language_has_for_its_parts(brief: Article) -> None:
    """Those that a format prints of its own accord, or has read out."""
    made = build(brief)

    assert (made.page_label, made.skip_label) == ("Page", "Skip to the guide")
    assert (made.all_columns_label, made.yes_label) == ("Show all columns", "Yes")


EDITIONS: dict[str, tuple[RenderOptions, bool]] = {
    "guide": (RenderOptions(), False),
    "region": (RenderOptions(region="TX"), False),
    "two-sided": (RenderOptions(layout="two-sided"), True),
    "cover": (RenderOptions(sections=("text", "lists"), cover=True), True),
}
"""Choices, and whether there is a program."""


@pytest.mark.parametrize("name", EDITIONS)
def test_a_handout_is_what_it_was_part_by_part(
    name: str, kitchen_sink: Article, nowhere: Program, request: pytest.FixtureRequest
) -> None:
    """Whoever means to change it reads what `--update-golden` writes."""
    options, has_program = EDITIONS[name]
    data = data_of(build(kitchen_sink, replace(options, program=nowhere if has_program else None)))
    # What is there part by part is enough; and the bytes of a picture are the library's.
    found = json.dumps(data | {"lines": len(data["lines"])}, indent=1, ensure_ascii=False)
    found = re.sub(r'"[A-Za-z0-9+/]{200,}=*"', '"…"', found) + "\n"
    golden = Path(__file__).parent / "trees" / f"{name}.json"
    if request.config.getoption("--update-golden"):
        golden.write_text(found, "utf-8")

    assert found == golden.read_text("utf-8")

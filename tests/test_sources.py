"""The list of sources: how most were read is said once, and each of the others says it itself."""

import re

from cma_content import Article, RenderOptions, build
from cma_content.handout import locale, tree
from cma_content.model.facts import Source
from cma_content.model.inline import Link

SHEET = RenderOptions(layout="fact-sheet")


def words(runs: tree.Runs) -> str:
    return "".join(run if isinstance(run, str) else getattr(run, "text", "") for run in runs)


def source_of(article: Article, cited: tree.CitedSource) -> Source:
    addresses = [run.href for run in cited.runs if isinstance(run, Link)]
    (source, *_) = (source for source in article.sources if source.address in addresses)
    return source


def test_each_day_is_known(guide: Article) -> None:
    """A source that was read on another day than most says on which."""
    made = build(guide).sources
    (usual,) = re.findall(r"page on (\w+ \d+, \d{4})\.", words(made.read))

    others = [one for one in made.cited if locale.day(source_of(guide, one).retrieved) != usual]
    assert others
    assert all(f"ead {locale.day(source_of(guide, one).retrieved)}." in words(one.runs) for one in others)
    assert not any(usual in words(one.runs) for one in made.cited if one not in others)


def test_few_sources_each_say_how_they_were_read(kitchen_sink: Article) -> None:
    made = build(kitchen_sink).sources

    assert made.read == ()
    assert [one for one in made.cited if not re.search(r"\w, read \w+ \d+, \d{4}\. ", words(one.runs))] == []


def test_one_that_was_read_on_another_day_keeps_it_from_being_said_of_all(kitchen_sink: Article) -> None:
    """Where all were read on one day, that is said of all."""
    source = kitchen_sink.sources[0]
    some = [source.replace(id=f"s{number}", address=f"https://example.org/{number}") for number in range(4)]
    cites = " ".join(f"<source:{one.id}>" for one in some)
    section = {"id": "one", "title": "One", "blocks": [{"type": "paragraph", "text": f"Words {cites}."}]}
    said = []
    for last in (source.retrieved, source.retrieved.replace(year=2020)):
        sources = (*kitchen_sink.sources, *some[:3], some[3].replace(retrieved=last))
        article = kitchen_sink.replace(sources=sources, sections=[section], fact_sheet=[], faqs=[], key_figures=[])
        said.append(words(build(article).sources.read).split()[0])

    assert said == ["Each", "Unless"]


def test_a_sheet_marks_what_was_read_otherwise(guide: Article) -> None:
    made = build(guide, SHEET).sources

    assert words(made.read) == "Read from others\u2019 copies, unless marked."
    ways = {source_of(guide, one).read_as for one in made.cited if "(" not in words(one.runs).partition(":")[2]}
    assert ways == {"third-party-copy"}
    assert [words(one.runs)[-13:] for one in made.cited if "(" in words(one.runs)] == ["(stored copy)"]


def test_no_line_ends_in_the_name_of_a_license(guide: Article) -> None:
    for options in (RenderOptions(), SHEET):
        assert "CC\u00a0BY\u00a04.0" in " ".join(map(words, build(guide, options).sources.imprint))


def test_no_source_is_closed_twice(guide: Article) -> None:
    """A title that is a question ends with its own mark; what is not said leaves no space."""
    lines = [words(one.runs) for one in build(guide).sources.cited]

    assert any("?" in line for line in lines)
    assert [line for line in lines if re.search(r"[?!.]\.|  | [.,]|\s\Z", line)] == []

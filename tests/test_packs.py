"""Handouts of chosen sections, and covers."""

import re
from pathlib import Path

import measuring
import pytest
from parity import of_handout, stacked_in
from test_parity import said_in

from cma_content import Article, RenderOptions, build, export, publish
from cma_content.cli import main
from cma_content.errors import UsageError
from cma_content.handout import edition_code, tree
from cma_content.handout.edition_code import identify
from cma_content.handout.options import MOST_SECTIONS
from cma_content.loading.loader import load_program
from cma_content.model.program import Program
from cma_content.testing.articles import KITCHEN_SINK

PROGRAMS = Path(__file__).parent / "programs"


def ids(handout: tree.Handout) -> list[str]:
    """Those of its sections."""
    return [section.part for section in handout.sections]


def test_a_pack_holds_the_chosen_sections_and_their_sources(guide: Article) -> None:
    """In the order that was asked for, under a title of their own; no message, no figures, no contents."""
    pack = build(guide, RenderOptions(sections=("safety", "day")))
    whole = build(guide)

    assert ids(pack) == ["safety", "day"]
    assert pack.front.title == pack.meta.title == "Clinical Medical Assistant: Safety and privacy; A day at work"
    assert pack.meta.occupation == guide.title
    front = pack.front
    assert not any((front.message, front.figures.figures, front.key_points, front.action, front.subtitle))
    assert [type(part) for part in pack.body] == [tree.Front, tree.Section, tree.Section, tree.Sources]
    assert 0 < len(pack.sources.cited) < len(whole.sources.cited) / 4
    assert "Edition 2026.1" in str(pack.sources.imprint[0])
    assert str(pack.front.reading_time).startswith("('Reading time: about ")


def test_a_larger_pack_has_contents_and_its_appendices_last(guide: Article) -> None:
    """And a title that does not list them."""
    pack = build(guide, RenderOptions(sections=("wages", "pay", "outlook", "fit")))
    (contents,) = (part for part in pack.body if isinstance(part, tree.Contents))

    assert ids(pack) == ["pay", "outlook", "fit", "wages"]
    assert pack.meta.title == "Clinical Medical Assistant: Chosen sections"
    assert [group.title for group in contents.groups] == ["Deciding", "At the end"]


def test_a_pack_takes_the_place_of_a_program_s_own_choice(kitchen_sink: Article, nowhere: Program) -> None:
    """With its name and what it must say."""
    pack = build(kitchen_sink, RenderOptions(sections=("lists",), program=nowhere.replace(sections=("text",))))

    assert ids(pack) == ["lists"]
    assert pack.front.masthead
    assert pack.front.masthead.name == nowhere.name
    assert any(isinstance(part, tree.Notices) for part in pack.body)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"sections": ("day",), "layout": "fact-sheet"}, "a fact-sheet has no sections: take the layout guide"),
        ({"cover": True, "layout": "two-sided"}, "a two-sided has no cover: take the layout guide"),
        ({"cover": "yes"}, "cover must be True or False"),
        ({"sections": [f"s-{n}" for n in range(MOST_SECTIONS + 1)]}, "at most 20 sections can be chosen, not 21"),
        ({"sections": 3}, "sections must be a name or several"),
    ],
)
def test_choices_that_make_no_sense_are_refused(options: dict[str, object], message: str) -> None:
    """When they are made."""
    with pytest.raises(UsageError, match=message):
        RenderOptions(**options)  # type: ignore[arg-type]


def test_an_unknown_section_is_refused_with_the_nearest(
    guide: Article, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """And with what lists them."""
    with pytest.raises(UsageError, match="there is no section 'dai'; did you mean 'day'"):
        build(guide, RenderOptions(sections=("dai",)))
    assert main(["export", "--sections", "pay,dai", "--to", "md", "-o", str(tmp_path)]) == 2
    assert "--list-sections lists them" in capsys.readouterr().err
    assert main(["export", "--sections", " , ", "--to", "md", "-o", str(tmp_path)]) == 2


def test_the_command_lists_what_can_be_chosen(guide: Article, capsys: pytest.CaptureFixture[str]) -> None:
    """Every section in its group, with its length and title, in 80 columns."""
    assert main(["export", "--list-sections"]) == 0
    lines = capsys.readouterr().out.splitlines()

    assert {line.split()[0] for line in lines if line.startswith("  ")} == {section.id for section in guide.sections}
    assert [line for line in lines if not line.startswith(" ")] == [*(g.title for g in guide.groups), "At the end"]
    assert re.search(r"(?m)^  day +[\d,]+ words  A day at work$", "\n".join(lines))
    assert re.search(r"(?m)^  wages +looked up  Pay by state$", "\n".join(lines))
    assert max(map(len, lines)) <= 80

    assert main(["export", str(KITCHEN_SINK), "--list-sections"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["text", "money", "lists", "set"]
    assert all(line.startswith("  ") for line in lines)


def test_each_choice_has_a_name_and_a_code_of_its_own(kitchen_sink: Article) -> None:
    """A code is read back; long lists of sections have short names."""
    choices = [
        RenderOptions(),
        RenderOptions(cover=True),
        RenderOptions(sections=("text",)),
        RenderOptions(sections=("text", "money")),
        RenderOptions(sections=("money", "text")),
        RenderOptions(sections=("text",), cover=True),
    ]
    names = {edition_code.name(kitchen_sink, options) for options in choices}
    assert len(names) == len(choices)
    assert "kitchen-sink-only-text_money" in names
    for options in choices:
        code = build(kitchen_sink, options).code
        for typed in (code, code.lower().replace(" · ", " ")):
            found = identify(typed, kitchen_sink)
            assert (found.status, found.options, found.code) == ("current", options, code)
        assert RenderOptions.from_dict(options.to_dict()) == options
    long = RenderOptions(sections=tuple(f"a-rather-long-section-{number}" for number in range(20)))
    assert len(edition_code.name(kitchen_sink, long)) < 100
    assert edition_code.choices(choices[-1])["sections"] == ["text"]


@pytest.mark.parametrize("sections", [(), ("money", "text")], ids=["whole", "pack"])
def test_every_format_says_the_same_of_a_pack_with_a_cover(
    sections: tuple[str, ...], kitchen_sink: Article, nowhere: Program, tmp_path: Path
) -> None:
    """Word for word, in the same order."""
    options = RenderOptions(sections=sections, cover=True, program=nowhere.replace(sections=None))
    published = publish(kitchen_sink, ["pdf", "epub", "html", "docx", "md"], tmp_path, options)
    assert not published.failed
    handout = build(kitchen_sink, options)

    assert of_handout(handout)[1] == ("p", re.sub(r"\s", "", nowhere.name))
    for file in published.files:
        assert file.path
        said = said_in(file.path, handout)
        message = of_handout(handout, pictures=file.format != "md", stacked=stacked_in(said))
        assert said == message, file.format


def test_a_cover_names_what_follows_and_a_pack_its_program_once(kitchen_sink: Article, nowhere: Program) -> None:
    """Below the title of the article, not what the whole guide is about; the contact lines need no name again."""
    program = nowhere.replace(sections=None)
    sections = ("money", "text")
    whole, pack = (
        build(kitchen_sink, RenderOptions(sections=chosen, cover=True, program=program)) for chosen in ((), sections)
    )
    titles = "; ".join(section.title for section in pack.sections)
    covers = [part for made in (whole, pack) for part in made.body if isinstance(part, tree.Cover)]

    assert [cover.title for cover in covers] == [kitchen_sink.title] * 2
    assert [cover.subtitle for cover in covers] == [kitchen_sink.subtitle, titles]
    assert whole.front.masthead
    assert pack.front.masthead
    assert (whole.front.masthead.contact_title, pack.front.masthead.contact_title) == (nowhere.name, "")


def test_a_name_that_breaks_stays_beside_its_logo(kitchen_sink: Article, tmp_path: Path) -> None:
    """In the type of large print it takes lines, none of which leaves the page's margins; nor does a long foot."""
    program = load_program(PROGRAMS / "longest.yaml", kitchen_sink).replace(sections=None)
    options = RenderOptions(sections=("text",), cover=True, preset="large-print", program=program)
    path = tmp_path / "pack.pdf"
    path.write_bytes(export(kitchen_sink, "pdf", options))

    assert measuring.faults(path, measuring.LARGE_MARGINS[options.paper]) == []


def test_a_cover_is_a_page_of_its_own(kitchen_sink: Article, tmp_path: Path) -> None:
    """On paper; by default there is none."""
    import pikepdf

    pages = []
    for options in (RenderOptions(sections=("text",)), RenderOptions(sections=("text",), cover=True)):
        path = tmp_path / f"{options.cover}.pdf"
        path.write_bytes(export(kitchen_sink, "pdf", options))
        with pikepdf.open(path) as pdf:
            pages.append(len(pdf.pages))

    assert pages[1] == pages[0] + 1
    assert not any(isinstance(part, tree.Cover) for part in build(kitchen_sink).body)

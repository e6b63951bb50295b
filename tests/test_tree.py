"""The handout tree, as the author of an exporter has it: its public names, and the walk over every line."""

import ast
import typing
from dataclasses import replace
from pathlib import Path

import parity
import plain_text
import pytest

from cma_content import Article, DeadlineError, RenderOptions, build, deadline
from cma_content.exporting.registry import get_exporter
from cma_content.handout import tree
from cma_content.handout.blocks import filled
from cma_content.handout.tree import line, walking
from cma_content.model.program import Program


def test_an_exporter_of_every_block_needs_public_names_alone() -> None:
    """Two modules of ours, and less than ninety lines."""
    text = Path(plain_text.__file__).read_text("utf-8")
    imported = {
        f"{node.module}.{alias.name}"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if node.module and node.module.startswith("cma_content")
    }

    assert imported == {"cma_content.Handout", "cma_content.handout.tree", "cma_content.handout.tree.plain"}
    assert len(text.splitlines()) < 90
    for block in typing.get_args(tree.Block):
        assert f"tree.{block.__name__}(" in text


def test_no_title_stands_over_nothing() -> None:
    """Of a box or an entry, however deep: what is in it may be for other readers."""
    empty = tree.Box("note", "Note", (tree.Paragraph(()), tree.Entry("a", "Entry", ())))
    full = tree.Box("note", "Note", (tree.Paragraph(()), tree.Paragraph(("Words.",))))

    assert list(filled([empty, full])) == [tree.Box("note", "Note", (tree.Paragraph(("Words.",)),))]


def test_the_walk_knows_every_part_and_block() -> None:
    """One that is added is found here first."""
    assert walking.LINES.keys() == {*typing.get_args(tree.Part), *typing.get_args(tree.Block)}


@pytest.mark.parametrize("layout", ["guide", "two-sided"])
def test_the_walk_says_what_every_format_says(kitchen_sink: Article, nowhere: Program, layout: typing.Any) -> None:
    """Each word of the handout once, in the order of print."""
    handout = build(kitchen_sink, RenderOptions(layout=layout, program=nowhere, cover=layout == "guide"))
    lines = [each for each in tree.walk(handout.body) if each.role not in ("contents", "picture")]
    walked = parity.squeezed("".join(parity.words(runs) for each in lines for runs in each.cells))
    contents = parity.squeezed(parity.contents_title(handout))

    # What a blank and a drawing look like is said in words by some formats.
    said = parity.of_handout(handout)
    assert walked.replace(contents, "") == "".join(words for role, words in said if role != "img").replace(contents, "")


def test_every_line_says_what_it_is(kitchen_sink: Article) -> None:
    """All roles occur, and what is numbered, nested or led to says so."""
    lines = list(tree.walk(build(kitchen_sink).body))

    assert {each.role for each in lines} == set(typing.get_args(line.Role))
    assert [each.words for each in lines if each.role == "title"] == ["Kitchen Sink & <Company>"]
    assert [(each.number, each.words) for each in lines if each.words in ("Wash", "Glove")] == [
        (1, "Wash"),
        (2, "Glove"),
    ]
    assert [each.level for each in lines if each.words.startswith("Two: two")] == [2]
    assert "Nurse\tHolds a license" in [each.words for each in lines if each.role == "row"]
    links = [
        run.href for each in lines if each.role == "contents" for run in each.cells[0] if isinstance(run, tree.Link)
    ]
    assert links == ["#text", "#money", "#lists", "#set", "#sources"]
    assert {*links} <= {f"#{each.id}" for each in lines}
    (question,) = (each for each in lines if isinstance(each.node, tree.Entry) and each.node.kind == "question")
    assert (question.id, question.words) == ("nurse", "Is it nursing?")


def test_the_walk_stops_where_the_time_is_up(kitchen_sink: Article) -> None:
    """An exporter that walks needs no clock of its own."""
    handout = build(kitchen_sink)
    with deadline.within(0), pytest.raises(DeadlineError):
        list(tree.walk(handout.body))


@pytest.mark.parametrize("name", ["html", "md"])
def test_a_picture_of_which_all_is_said_elsewhere_has_no_line_below(name: str, kitchen_sink: Article) -> None:
    """As ways on from a job whose steps are listed, without a figure that has a source."""
    handout = build(kitchen_sink, RenderOptions(sections=("money",)))
    (money,) = handout.sections
    paths = next(block for block in money.blocks if isinstance(block, tree.Paths))
    for twin, note, pieces in (("Said below.", (), 1), ("", ("As of 2024.",), 1), ("", (), 0)):
        section = replace(money, blocks=(replace(paths, twin=twin, note=note),))
        made = get_exporter(name).export(replace(handout, body=(handout.front, section))).decode()
        assert (
            sum(made.count(words) for words in ('<p class="note-line">', "\n\nSaid below.\n\n", "\n\nAs of 2024"))
            == pieces
        )
        assert "\n\n\n" not in made

"""The Markdown text as GitHub, Pandoc and markdown-it render it: one structure, the same words, links that lead on."""

import shutil
from dataclasses import replace

import pytest
from cma_content_markdown.document import write
from lxml import html
from rendered import anchors, by_markdown_it, by_pandoc, links, look, structure

from cma_content import Article, RenderOptions, build, export
from cma_content.handout import Handout, tree
from cma_content.handout.options import Layout
from cma_content.model.inline import Emphasis, Strong

DIALECTS = ("gfm", "markdown")
pytestmark = pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")


def agreed(text: str, dialect: str) -> html.HtmlElement:
    """What Pandoc makes of the text in that dialect; fails where CommonMark reads it otherwise."""
    ours, theirs = by_markdown_it(text), by_pandoc(text, dialect)

    assert structure(theirs) == structure(ours)
    assert sorted(look(theirs)) == sorted(look(ours))
    assert links(theirs) == links(ours)
    assert list(theirs.iter("math")) == []
    return theirs


def with_blocks(handout: Handout, *blocks: tree.Block) -> str:
    """The text of a handout of these blocks alone."""
    return write(replace(handout, body=(handout.front, tree.Section("one", "One", blocks), handout.sources)))


@pytest.mark.parametrize("layout", ["guide", "two-sided"])
@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("named", ["guide", "kitchen_sink"])
def test_all_render_it_alike(named: str, dialect: str, layout: Layout, request: pytest.FixtureRequest) -> None:
    """Tables, lists, quotations, headings and stress; each link within leads to a heading."""
    article: Article = request.getfixturevalue(named)
    text = export(article, "md", RenderOptions(layout=layout)).decode()
    page = agreed(text, dialect)
    within = {address[1:] for _, address in links(page) if address.startswith("#")}

    assert within
    assert within <= anchors(page)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_what_stands_close_renders_alike(dialect: str, kitchen_sink: Article) -> None:
    """Lists beside lists, lists in lists, boxes to check off, cards and figures with amounts, stress beside signs."""
    bullets = tree.Bullets((("a",), ("b",)))
    nested = replace(bullets, inner=(((Strong("c"),), ("1. d",)), ()))
    note = tree.Note(1)
    figure = tree.KeyFigure("$5", "pay", "U.S., 2025", note, compared=(tree.Field("All jobs", ("$6", note)),))
    text = with_blocks(
        build(kitchen_sink),
        bullets,
        replace(bullets, boxes=True),
        nested,
        replace(nested, ordered=True),
        replace(bullets, ordered=True),
        tree.Cards("boxes", (tree.Card("One", (("$1",), ("$2",))), tree.Card("Two", ()))),
        tree.KeyFigures((figure, figure)),
        tree.Paragraph(("a", Strong("b!"), "c ", Emphasis("d_e"), ", ~f~ ^g^ 1^2 H~2~O @h [i] :j: #1 $1 and $2")),
        tree.Grid("g", "Figures", ("A | b", "C"), ((("d",), ("1|2", note)), (("e",), ("",))), frozenset({1})),
        tree.Box("tip", "Look", (bullets, tree.Paragraph(("- f",)))),
        tree.Quote((("# g",), ("> h",)), ("— i", note)),
        tree.Subheading("k", "“K’s” $1 & $2?"),
    )

    agreed(text, dialect)


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("- a\n\n&nbsp;\n\n- b\n", "- a\n\n* b\n"),
        (r"\$1 and \$2" + "\n", "$1 and$ 2\n"),
        ("H\\~2\\~O\n", "H~2~O\n"),
    ],
)
def test_a_difference_is_found(good: str, bad: str) -> None:
    """The comparison can fail."""
    agreed(good, "markdown")
    with pytest.raises(AssertionError):
        agreed(bad, "markdown")

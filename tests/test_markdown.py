"""The Markdown text, as markdown-it reads it back."""

import re
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from cma_content_markdown.document import _MAKERS, write
from cma_content_markdown.text import address, escaped, line, slug
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from parity import of_handout, of_markdown

from cma_content import Article, build, export
from cma_content.exporting.verification import verify
from cma_content.handout import Handout, tree
from cma_content.handout.file_code import read_code
from cma_content.model.inline import Emphasis, Link, Strong

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
# What people type, rich in what Markdown would read as its own.
SIGNS = st.text(st.sampled_from("ab1 \\`*_{}[]()<>#+-=.!|~&;:/$@^\"'é\n\t\N{NO-BREAK SPACE}"), min_size=1, max_size=30)
# What GitHub, GitLab, Pandoc and the builders of sites take for their own, each by its rule; a backslash stops it.
OWN = {
    "a bare address": r"(https?|ftp)://|www\.",
    "a name or a citation": r"@[\w{]",
    "the number of an issue": r"#\d|!\d|\bgh-\d",
    "a formula": r"\$[^$]*\$",
    "an emoji": r"(?-i::(?=[\w+-]*[^\W\d_A-Z])(?:[^\WA-Z]|[+-])+:)|:([+-]1|100|1234):",
    "a link of a wiki": r"\[\[",
    "a footnote": r"\[\^",
    "a task": r"\[[ xX]\]",
    "raised or lowered words": r"[\^~]",
    "a template or attributes": r"\{",
    "HTML": r"<[\w/!?]",
    "an entity": r"&(?!amp;|lt;|gt;)#?\w+;",
}


@pytest.fixture(name="article", params=["guide", "kitchen_sink"])
def _article(request: pytest.FixtureRequest) -> Article:
    article: Article = request.getfixturevalue(request.param)
    return article


@pytest.fixture(name="text")
def _text(article: Article) -> str:
    return export(article, "md").decode()


@pytest.fixture(scope="session")
def handout(kitchen_sink: Article) -> Handout:
    """The kitchen-sink handout, of which tests replace a part."""
    return build(kitchen_sink)


def words(node: SyntaxTreeNode) -> str:
    """What a reader sees."""
    return "".join(inner.content for inner in node.walk() if inner.type == "text")


def parsed(markdown: str) -> SyntaxTreeNode:
    """The tree of a text."""
    return SyntaxTreeNode(PARSER.parse(markdown))


def with_blocks(handout: Handout, *blocks: tree.Block) -> SyntaxTreeNode:
    """The tree of a handout of these blocks alone."""
    return parsed(write(replace(handout, body=(handout.front, tree.Section("one", "One", blocks), handout.sources))))


def test_the_text_says_what_the_handout_says(article: Article, text: str) -> None:
    """Every string once, in order, in its role."""
    message = of_handout(build(article), pictures=False)

    assert len(message) > 50
    assert of_markdown(text) == message


def test_every_kind_of_block_can_be_written() -> None:
    """A new one is an addition to the mapping."""
    assert set(get_args(tree.Block)) == _MAKERS.keys()


def test_every_link_within_leads_to_a_heading(article: Article, text: str) -> None:
    """By the anchor that GitHub gives it; the sections are all in the contents."""
    root = parsed(text)
    taken: dict[str, int] = {}
    anchors = [f"#{slug(words(node), taken)}" for node in root.walk() if node.type == "heading"]
    links = [str(node.attrs["href"]) for node in root.walk() if node.type == "link"]
    within = [link for link in links if not re.match("[a-z]+:", link)]

    assert len(set(anchors)) == len(anchors)
    assert len(within) > 10
    assert set(within) <= set(anchors)
    assert len([section for section in build(article).sections if f"#{slug(section.title, {})}" in within]) > 2


@pytest.mark.parametrize(
    ("titles", "slugs"),
    [
        (["What it pays", "Will there be jobs?"], ["what-it-pays", "will-there-be-jobs"]),
        (["CMA (AAMA)", "O*NET & you", "snake_case"], ["cma-aama", "onet--you", "snake_case"]),
        (["Again", "Again", "Again"], ["again", "again-1", "again-2"]),
        (["Again-1", "Again", "Again"], ["again-1", "again", "again-2"]),
        (["¿Qué?"], ["qué"]),
    ],
)
def test_a_heading_s_anchor_is_github_s(titles: list[str], slugs: list[str]) -> None:
    """Lower case, no punctuation, hyphens for spaces; a number after one that is taken."""
    taken: dict[str, int] = {}

    assert [slug(title, taken) for title in titles] == slugs


@given(SIGNS)
def test_text_stays_text(typed: str) -> None:
    """Whatever is typed: a reader sees it, and it makes no markup."""
    root = parsed(line(escaped(typed)))
    seen = typed.replace("\n", " ").replace("\t", " ").strip()

    assert {node.type for node in root.walk()} <= {"root", "paragraph", "inline", "text"}
    assert len(root.children) <= 1
    assert words(root).strip() == seen


def foreign(markdown: str) -> list[str]:
    """What of a line another program than a reader of CommonMark would take for its own."""
    plain = re.sub(r"\\[!-/:-@\[-`{-~]", "\N{MIDDLE DOT}", markdown)
    return [name for name, rule in OWN.items() if re.search(rule, plain, re.IGNORECASE)]


@pytest.mark.parametrize(
    "typed",
    [
        *("@name", "(@name)", "-@name", "@{name}", "a@example.org", "#12", "GH-12", "gh-12.", "owner/repo#12", "!12"),
        *("http://example.org", "see https://example.org/a.", "www.example.org", "ftp://a.b/c", "HTTPS://a.b"),
        *("$a$", "$$a$$", "from $5 to $6", "$", "($5)", "[[wiki]]", "[^1]", "- [ ] a", ":100:", "12:30:b:45"),
        *(":smile:", ":+1:", "a:b:c"),
        *("- [x] a", "H~2~O", "x^2^", "{{ a }}", "{% a %}", "{.class}", "{#id}", "<b>", "<!-- a -->", "&amp;", "&#64;"),
    ],
)
def test_what_another_program_takes_for_its_own_is_inert(typed: str, handout: Handout) -> None:
    """In a paragraph, a heading and a cell; a reader sees what was typed, and plain words have no backslash."""
    front = replace(handout.front, title=f"Title {typed}")
    blocks = (tree.Paragraph((f"Text {typed}",)), tree.Grid("g", typed, (typed,), (((typed,),),)))
    made = write(replace(handout, body=(front, tree.Section("one", "One", blocks), handout.sources)))
    lines = [line for line in made.split("\n") if line.startswith(("# Title", "Text", "| ", "**"))]

    assert len(lines) > 4
    assert [(line, found) for line in lines if (found := foreign(line))] == []
    assert typed in words(parsed(made)).replace("\n", " ")


def test_plain_text_reads_as_it_was_typed() -> None:
    """No sign is escaped that means nothing where it stands."""
    times = ("At 9:30 a.m.", "12:30:45", "from 8:30:00-9:15:00", "ISO 9001:2015:E", "Mon:Tue:Wed")
    for typed in (*times, "It costs $45,690.", "a @ b", "and/or", "Wait! Go", "GH and 12", "e.g. this: that"):
        assert line(escaped(typed)) == typed


def test_the_address_of_a_link_holds_no_sign_of_a_formula() -> None:
    """Nor what would end it."""
    assert address("https://example.org/$a$(b)") == "https://example.org/%24a%24%28b%29"


@given(SIGNS)
def test_whatever_is_typed_is_inert(typed: str) -> None:
    """To every program of the table."""
    assert foreign(line(escaped(typed))) == []


@pytest.mark.parametrize(
    "typed",
    ["# a", "1. a", "12) a", "- a", "+ a", "---", "===", "> a", "    a", "* * *", "| a |", "<b>", "&amp;", "[a]: b"],
)
def test_a_line_that_looks_like_markup_is_a_paragraph(typed: str) -> None:
    """The traps, one by one."""
    root = parsed(f"before\n\n{line(escaped(typed))}\n\nafter")

    assert [node.type for node in root.children] == ["paragraph"] * 3
    assert words(root.children[1]) == typed.strip()


@given(
    st.lists(
        st.one_of(SIGNS, SIGNS.map(Strong), SIGNS.map(Emphasis), st.just(Link("https://a.example/(b)?c&d", "e"))),
        min_size=1,
        max_size=4,
    )
)
def test_stressed_words_never_show_their_marks(handout: Handout, runs: list[tree.Run]) -> None:
    """They stand beside anything; where marks cannot, the words stand without them."""
    root = with_blocks(handout, tree.Paragraph(("x", *runs, "x")))
    body = root.children[[words(node) for node in root.children].index("One") + 1]
    seen = "".join(run if isinstance(run, str) else getattr(run, "text", "") for run in runs)

    assert words(body) == f"x{seen}x".replace("\n", " ").replace("\t", " ")


def test_stressed_words_are_marked_where_they_can_be(handout: Handout) -> None:
    """Strong and emphasis in running text, and a sign at the edge of a word."""
    runs = ("Say ", Strong("$1"), ", ", Emphasis("two"), " and ", Strong("three"), ".")
    root = with_blocks(handout, tree.Paragraph(runs))

    found = [(node.type, words(node)) for node in root.walk() if node.type in ("em", "strong")]
    assert [pair for pair in found if pair[1] in ("$1", "two", "three")] == [
        ("strong", "$1"),
        ("em", "two"),
        ("strong", "three"),
    ]


def test_lists_beside_each_other_stay_apart(handout: Handout) -> None:
    """And each ordered one starts at 1."""
    lists = [tree.Bullets((("a",), ("b",)), ordered=ordered) for ordered in (False, False, False, True, True)]
    kinds = [node.type for node in with_blocks(handout, *lists).children]
    start = kinds.index("bullet_list", kinds.index("ordered_list") - 6)

    between = ["paragraph", "bullet_list", "paragraph", "bullet_list", "ordered_list", "paragraph", "ordered_list"]
    assert kinds[start : start + 8] == ["bullet_list", *between]


def test_a_cell_holds_a_bar_and_numbers_stand_at_the_right(handout: Handout) -> None:
    """Without a new column."""
    grid = tree.Grid("g", "G", ("A|B", "C"), ((("x | y",), ("1",)),), frozenset({1}))
    (table,) = (node for node in with_blocks(handout, grid).children if node.type == "table")
    cells = [(words(node), node.attrs.get("style", "")) for node in table.walk() if node.type in ("th", "td")]

    assert cells == [("A|B", ""), ("C", "text-align:right"), ("x | y", ""), ("1", "text-align:right")]


def test_the_text_needs_no_other_file_and_no_html(text: str) -> None:
    """Nor a heading of data, which a page would print."""
    root = parsed(text)

    assert text.startswith("# ")
    assert text.endswith("\n")
    assert {node.type for node in root.walk()} & {"html_block", "html_inline", "image", "code_block", "fence"} == set()


def test_the_code_of_the_handout_is_at_the_end(article: Article, text: str, tmp_path: Path) -> None:
    """So that `identify` knows the file."""
    path = tmp_path / "a.md"
    path.write_text(text, "utf-8")

    assert read_code(path) == build(article).code


def test_the_text_fails_nothing_it_is_validated_by(article: Article, text: str, tmp_path: Path) -> None:
    """And something was looked at."""
    path = tmp_path / f"{article.id}.md"
    path.write_text(text, "utf-8")
    findings = verify(path)

    assert [finding for finding in findings if finding.status == "fail"] == []
    assert sum(finding.status == "pass" for finding in findings) > 4


@pytest.mark.parametrize(
    ("old", "new", "family"),
    [
        ("# Kitchen Sink", "## Kitchen Sink", "one title"),
        ("## Text", "#### Text", "headings do not skip a level"),
        ("| Job |", "| |", "table headers have words"),
        ("## Text", "![](a.png)\n\n## Text", "pictures have words"),
        ("(#money)", "(#gone)", "links lead somewhere"),
        ("## Text", "<div>\n\n## Text", "no raw HTML"),
    ],
)
def test_a_broken_text_fails_its_family(old: str, new: str, family: str, kitchen_sink: Article, tmp_path: Path) -> None:
    """Each family catches what it is there for."""
    text = export(kitchen_sink, "md").decode()
    assert old in text
    path = tmp_path / "broken.md"
    path.write_text(text.replace(old, new, 1), "utf-8")

    assert family in [finding.family for finding in verify(path) if finding.status == "fail"]

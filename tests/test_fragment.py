"""Sections for somebody else's page: nothing of them reaches it, and what the license asks for is kept."""

import re
from pathlib import Path
from typing import Any

import pytest
import tinycss2
import validation
from cma_content_markdown import MarkdownExporter
from lxml import html

from cma_content import Article, RenderOptions, UsageError, build, fragment
from cma_content.cli import main
from cma_content.errors import PluginError
from cma_content.exporting.abilities import Fragment
from cma_content.handout.reading_time import plain
from cma_content.model.program import Program

HOST = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>A page of a school</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>body {{ margin: 1rem; font: 1rem/1.5 sans-serif; background: #fff; color: #222 }}
.box {{ display: none }} .number {{ color: #fff }}
{style}</style></head>
<body><header><p>Our school</p></header><main><h1>Our program</h1><h2>What the job is</h2>
{bodies}
</main><footer><p id="sources">Our address</p></footer></body></html>
"""
"""A page with a style, classes and ids of its own."""


def made(article: Article, sections: str, level: int = 3) -> Fragment:
    """A fragment of it."""
    return fragment(article, sections, heading_level=level)


def test_it_has_no_head_no_script_and_one_root(kitchen_sink: Article) -> None:
    """Its language stands at the root; its headings go on from the level asked for."""
    for level in (2, 3, 4):
        body = made(kitchen_sink, "money", level).body
        roots: Any = html.fragments_fromstring(body)
        (root,) = roots
        tags = {element.tag for element in root.iter()}

        assert tags.isdisjoint({"html", "head", "body", "main", "header", "footer", "script", "style", "link"})
        assert (root.tag, root.get("lang")) == ("div", "en")
        headings = [element.tag for element in root.iter() if re.fullmatch(r"h[1-6]", str(element.tag))]
        assert min(headings) == headings[0] == f"h{level}"
        assert max(headings) <= f"h{level + 1}"


def test_every_rule_of_its_style_stands_within_its_root(kitchen_sink: Article) -> None:
    """And has no name that a page may have: no rule for a page of paper, no custom name of all."""
    for preset in ("standard", "large-print", "high-contrast"):
        style = fragment(kitchen_sink, "money", RenderOptions(preset=preset)).style
        (rule,) = tinycss2.parse_stylesheet(style, skip_whitespace=True)

        assert (rule.type, tinycss2.serialize(rule.prelude).strip()) == ("qualified-rule", ".cma-content")
        assert not re.search(r"@(page|property|font-face|keyframes|import)|:root|\bhtml\b|url\(", style)
        assert set(re.findall(r"\.([a-z][a-z-]*)", style)) == {
            name for name in re.findall(r"\.([a-z][a-z-]*)", style) if name.startswith("cma-")
        }
        names = {name for element in html.fromstring(made(kitchen_sink, "money").body).iter()
                 for name in element.get("class", "").split()}  # fmt: skip
        assert all(name.startswith("cma-") for name in names)


def test_two_of_them_on_a_page_share_no_id(kitchen_sink: Article) -> None:
    """Each link and each label leads to what is in its own."""
    ids: set[str] = set()
    for section in ("money", "lists", "set"):
        root: Any = html.fromstring(made(kitchen_sink, section).body)
        own = [element.get("id") for element in root.iter() if element.get("id")]
        assert len(own) == len(set(own))
        assert ids.isdisjoint(own)
        ids |= {*own}
        targets = [str(href)[1:] for href in root.xpath("//@href[starts-with(., '#')]")]
        targets += " ".join(map(str, root.xpath("//@aria-labelledby | //@aria-describedby | //@for"))).split()
        assert targets
        assert set(targets) <= {*own}


def test_it_says_what_the_handout_says_and_names_its_origin(kitchen_sink: Article) -> None:
    """Title, publisher, license with its address, edition, sources and their credits: what CC BY asks to be kept."""
    options = RenderOptions(sections=("money",))
    root: Any = html.fromstring(fragment(kitchen_sink, ["money"]).body)
    text = " ".join(root.text_content().split())
    handout = build(kitchen_sink, options)

    for words in (
        handout.footer,
        handout.code,
        kitchen_sink.publisher,
        *handout.sources.credits,
        *(" ".join(plain(one.runs).split()) for one in handout.sources.cited),
    ):
        assert " ".join(words.split()) in text
    assert kitchen_sink.license_address in root.xpath("//@href")


def test_a_program_hands_it_out_with_its_notices(kitchen_sink: Article, nowhere: Program) -> None:
    """What must be printed, is."""
    root: Any = html.fromstring(fragment(kitchen_sink, "money", RenderOptions(program=nowhere)).body)
    text = root.text_content()

    assert all(" ".join(one.text.split()) in text for one in nowhere.statements)


@pytest.mark.parametrize(
    ("sections", "options", "level", "message"),
    [
        ((), None, 2, "needs the id of a section"),
        ("mony", None, 2, "did you mean 'money'"),
        ("money", RenderOptions(layout="fact-sheet"), 2, "has no sections"),
        ("money", None, 1, "must be 2, 3 or 4"),
    ],
)
def test_what_is_no_fragment_is_refused(
    sections: str, options: RenderOptions | None, level: int, message: str, kitchen_sink: Article
) -> None:
    """With what would be one."""
    with pytest.raises(UsageError, match=message):
        fragment(kitchen_sink, sections, options, heading_level=level)


def test_an_exporter_that_makes_none_is_named(kitchen_sink: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody may have installed another one for web pages."""
    monkeypatch.setattr("cma_content.publishing.fragments.get_exporter", lambda _: MarkdownExporter())
    with pytest.raises(PluginError, match="the exporter of html that is installed makes no fragments"):
        fragment(kitchen_sink, "money")


def test_the_command_writes_one_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Style and body in one piece, which is pasted; the same bytes each time."""
    monkeypatch.chdir(tmp_path)
    assert main(["fragment", "day", "--heading-level", "4"]) == 0
    assert "Wrote day.html" in capsys.readouterr().out
    first = Path("day.html").read_bytes()
    assert main(["fragment", "day", "--heading-level", "4", "-o", "again.html"]) == 0

    assert Path("again.html").read_bytes() == first
    assert first.startswith(b"<style>\n.cma-content {\n")
    assert first.count(b"<style") == first.count(b"</style>") == 1
    assert main(["fragment", "nothing"]) == 2
    assert "there is no section 'nothing'" in capsys.readouterr().err


def test_a_page_with_them_is_valid_and_accessible(guide: Article, kitchen_sink: Article, tmp_path: Path) -> None:
    """With the style in its head, two sections of one article and one of another in its body."""
    some = [made(kitchen_sink, "money"), made(kitchen_sink, "lists"), made(guide, "day")]
    page = tmp_path / "host.html"
    page.write_text(HOST.format(style=some[0].style, bodies="\n".join(one.body for one in some)), "utf-8")

    # Nu knows no container queries yet, nor rules within rules.
    assert [finding for finding in validation.nu([page]) if ": CSS: " not in finding] == []
    assert validation.axe([page]) == []

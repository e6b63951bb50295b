"""References from one section to another: the title in quotes, and on paper the page."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from cma_content import Article, RenderOptions, build, export
from cma_content.handout import tree
from cma_content.handout.reading_time import plain


def said(article: Article, text: str, options: RenderOptions | None = None) -> str:
    """What a paragraph with that text says in the kitchen sink."""
    sections = list(article.sections)
    sections[0] = sections[0].replace(blocks=({"type": "paragraph", "text": text},))
    handout = build(article.replace(sections=sections), options)
    (section,) = (part for part in handout.sections if part.id == "text")
    (first, *_) = (block for block in section.blocks if isinstance(block, tree.Paragraph))
    return plain(first.runs)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("See [Money](#money).", "See “Money”."),
        ("See [money](#money).", "See “Money”."),
        ("See [what it pays](#money).", "See what it pays (“Money”)."),
    ],
)
def test_a_reference_names_the_section_by_its_title(text: str, printed: str, kitchen_sink: Article) -> None:
    """Other words stay, with the title behind them."""
    assert said(kitchen_sink, text) == printed


def test_a_section_that_was_left_out_is_named_as_one_of_the_full_guide(kitchen_sink: Article) -> None:
    """Of a pack, and where someone omits it."""
    for options in (RenderOptions(sections=("text",)), RenderOptions(omit=("money",))):
        assert said(kitchen_sink, "See [money](#money).", options) == "See “Money” in the full guide."
        assert said(kitchen_sink, "See [it](#money).", options) == "See it (“Money” in the full guide)."


def test_a_reference_is_a_link_where_there_are_links(kitchen_sink: Article) -> None:
    """In a page to the section, in Markdown to its heading; neither has pages."""
    page: Any = html.fromstring(export(kitchen_sink, "html"))
    links = page.xpath("//a[@class='see']")
    assert ("“Money”", "#money") in {(link.text, link.get("href")) for link in links}
    assert "[“Money”](#money)" in export(kitchen_sink, "md").decode()
    assert "on page" not in export(kitchen_sink, "html").decode() + export(kitchen_sink, "md").decode()


def test_on_paper_a_reference_gives_the_page(kitchen_sink: Article, tmp_path: Path) -> None:
    """That where the section begins."""
    path = tmp_path / "made.pdf"
    path.write_bytes(export(kitchen_sink, "pdf"))
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
    pages = text.split("\f")
    # In the contents, the number of a page stands beside each.
    begins = {
        title: 1 + [bool(re.search(rf"(?m)^ ?{title}$", page)) for page in pages].index(True)
        for title in ("Text", "Money")
    }
    found = re.findall(r"“(Money|Text)” on page\s+(\d+)", " ".join(text.split()))

    assert {title for title, _ in found} == {"Money", "Text"}
    assert {(title, int(number)) for title, number in found} == set(begins.items())

"""What a Markdown file proves of itself, as markdown-it reads it."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from cma_content.exporting.verification import Finding, family, people
from cma_content_markdown.text import slug


def findings(path: Path) -> Iterator[Finding]:
    """The findings on a Markdown file."""
    tokens = MarkdownIt("commonmark").enable("table").parse(path.read_text("utf-8", errors="replace"))
    inline = [child for token in tokens for child in token.children or []]
    headings = [
        (int(token.tag[1]), tokens[index + 1]) for index, token in enumerate(tokens) if token.type == "heading_open"
    ]
    titles = [words(heading.children or []) for level, heading in headings if level == 1]
    yield family("one title", [] if len(titles) == 1 and titles[0].strip() else [f"{len(titles)} headings at level 1"])
    levels = [level for level, _ in headings]
    skips = (f"level {b} after {a}" for a, b in zip([0, *levels], levels, strict=False) if b > a + 1)
    yield family("headings do not skip a level", skips, of=len(levels))
    heads = [words(tokens[index + 1].children or []) for index, token in enumerate(tokens) if token.type == "th_open"]
    yield family("table headers have words", ("one has none" for head in heads if not head.strip()), of=len(heads))
    pictures = [token for token in inline if token.type == "image"]
    mute = ("one has none" for picture in pictures if not picture.content)
    yield family("pictures have words", mute, of=len(pictures))
    taken: dict[str, int] = {}
    anchors = {slug(words(heading.children or []), taken) for _, heading in headings}
    links = [str(token.attrs["href"]) for token in inline if token.type == "link_open"]
    inner = [link[1:] for link in links if link.startswith("#")]
    yield family("links lead somewhere", sorted(set(inner) - anchors), of=len(inner))
    raw = (token.content for token in (*tokens, *inline) if token.type in ("html_block", "html_inline"))
    yield family("no raw HTML", raw)
    yield from people("reading order makes sense")


def words(tokens: Sequence[Token]) -> str:
    """What a reader sees of inline tokens."""
    return "".join(
        token.content if token.type in ("text", "code_inline") else " " * token.type.endswith("break")
        for token in tokens
    )

"""What a Markdown file proves of itself, as markdown-it reads it."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from cma_content.errors import UnreadableFileError
from cma_content.exporting.verification import Finding, family, people, unreadable
from cma_content.markup import is_target
from cma_content.reading import BOUNDS, Budget, read_bounded
from cma_content_markdown.text import slug

_MARK: Final = re.compile(r"[\n!#$%&*+\-:<=>@\[\\\]^_`{|}~]")
_WORD: Final = re.compile(r"[^\x01-\x20]+")


class _Reader(MarkdownIt):
    """One that leaves an address as it stands: to encode a long one can take quadratic time, and hides what it says."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - a name of markdown-it
        """The same address."""
        return url


def findings(path: Path) -> Iterator[Finding]:
    """The findings on a Markdown file."""
    try:
        text = read_bounded(path, BOUNDS.markdown).decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
        if cost(text) > BOUNDS.marks:
            raise UnreadableFileError("it has more markup than is read")
    except UnreadableFileError as error:
        yield unreadable("a text that can be read", str(error))
    else:
        yield from _content(_Reader("commonmark").enable("table").parse(text))
    yield from people("reading order makes sense")


def cost(text: str) -> int:
    """What it costs markdown-it to read a text, in characters of markup; one takes about 20 microseconds at most.

    Measured: lines and brackets take longer than others, and pictures in each other longer still; it adds cells to the
    short rows of a table, and reads a long word once for each link that it may be the address of.
    """
    cells, most, rows = 0, 0, 0
    for line in (*text.split("\n"), ""):
        if line.strip(" \t"):
            most, rows = max(most, line.count("|")), rows + 1
        else:
            cells, most, rows = cells + most * rows, 0, 0
    addresses: int = sum(word.count("](") * len(word) for word in _WORD.findall(text))
    dear = 2 * text.count("\n") + text.count("[") + 3 * text.count("![")
    return len(_MARK.findall(text)) + dear + cells + addresses // 100


def _content(tokens: Sequence[Token]) -> Iterator[Finding]:
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
    # Enough for all that is left: each percent sign was counted as markup.
    budget = Budget(BOUNDS.marks)
    dead = sorted(link for link in set(inner) if not is_target(link, anchors, budget))
    yield family("links lead somewhere", dead, of=len(inner))
    raw = (token.content for token in (*tokens, *inline) if token.type in ("html_block", "html_inline"))
    yield family("no raw HTML", raw)


def words(tokens: Sequence[Token]) -> str:
    """What a reader sees of inline tokens."""
    return "".join(
        token.content if token.type in ("text", "code_inline") else " " * token.type.endswith("break")
        for token in tokens
    )

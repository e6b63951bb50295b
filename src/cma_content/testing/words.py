"""Whether a text says every line of a handout, once and in order, and none of the markup that an author typed."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from cma_content.handout import tree
from cma_content.model.article import Article
from cma_content.model.text import Text

_UNSEEN: Final = re.compile("[\\s\u00ad\u200b\u2060\ufeff]+")
_REFERENCE: Final = re.compile(r"<(?:fact|term|source):[\w-]+>|\]\((?:term:|#)[\w-]+\)")
_UNIQUE: Final = 24
"""A string of so many characters is no other by chance."""
_SIDE_BY_SIDE: Final = (tree.KeyFigures, tree.Cards)
"""What stands beside each other may be written row by row."""
_HEADINGS: Final = ("title", "heading")


def faults(lines: Iterable[tree.Line], text: str) -> Iterator[str]:
    """What of the lines a text does not say, says in another place, or says more than once."""
    printed = squeezed(text)
    lines = list(lines)
    required = [line for line in lines if _is_required(line)]
    # The words of a drawing often begin with its caption.
    everything = "\n".join(string for line in lines for string in strings(line))
    at, under = 0, ""
    for _, group in groupby(enumerate(required), lambda pair: _place(*pair)):
        beside = [line for _, line in group]
        end = at
        for line in beside:
            under = line.words if line.role in _HEADINGS else under
            for string in strings(line):
                found = printed.find(string, at)
                if found < 0:
                    yield _lost(string, line, under, printed)
                elif line.role != "header":
                    # Records name a column again in each; they may begin with the first.
                    end = max(end, found + len(string))
        at = end
    for line in required:
        for string in strings(line):
            often = printed.count(string) if len(string) >= _UNIQUE and line.role not in _HEADINGS else 0
            if often > everything.count(string):
                yield f"it stands {often} times in the output, not {everything.count(string)}: {_shown(string, line)}"


def squeezed(text: str) -> str:
    """`text` without white space and what no reader sees; letters that are joined in print are apart."""
    return unicodedata.normalize("NFKC", _UNSEEN.sub("", text))


def strings(line: tree.Line) -> Iterator[str]:
    """The words of a line between its notes, links and changes of weight, which each format sets in its own way."""
    for cell in line.cells:
        for run in cell:
            words = "" if isinstance(run, tree.Note) else squeezed(run if isinstance(run, str) else run.text)
            if any(map(str.isalnum, words)):
                # A colon or a full stop between two runs is the format's own.
                yield words.strip(":.,;")


def markup(article: Article, text: str) -> Iterator[str]:
    """Markup of the article's texts that stands in a text as it was typed."""
    yield from dict.fromkeys(_REFERENCE.findall(text))
    printed = squeezed(text)
    for typed in _texts(article):
        starred = any(isinstance(run, tree.Strong | tree.Emphasis) for run in typed.runs)
        if starred and squeezed(typed) in printed:
            yield typed


def _is_required(line: tree.Line) -> bool:
    """Contents may be made by the reader's program, and a drawing has its words in its text as well."""
    return (
        line.role != "contents"
        and (line.role != "picture" or isinstance(line.node, tree.Illustration))
        and not (line.role == "heading" and isinstance(line.node, tree.Contents))
    )


def _place(index: int, line: tree.Line) -> int:
    """What lines have in common that may stand in any order."""
    return id(line.node) if isinstance(line.node, _SIDE_BY_SIDE) else -index


def _lost(string: str, line: tree.Line, under: str, printed: str) -> str:
    where = f", under {under!r}" if under else ""
    if string in printed:
        return f"it stands before what it follows{where}: {_shown(string, line)}"
    return f"it is not in the output{where}: {_shown(string, line)}"


def _shown(string: str, line: tree.Line) -> str:
    words = line.words if len(line.cells) == 1 else string
    return f"{words!r:.100} (a {line.role} of a {type(line.node).__name__})"


def _texts(value: object) -> Iterator[Text]:
    if isinstance(value, Text):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one)
    elif hasattr(value, "model_fields_set"):
        yield from _texts(tuple(vars(value).values()))

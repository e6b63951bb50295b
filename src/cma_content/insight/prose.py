"""The running text of a handout, paragraph by paragraph, and its sentences.

Prose is what is written in sentences: paragraphs, items, steps, answers, the text of boxes and of a day's moments, and
those labeled lines that end as a sentence does. It is read as printed, each figure in its place, without marks of
sources. Titles, tables, charts, key figures, captions and explanations of words are none; neither is what a program
adds.
"""

import itertools
import re
from collections.abc import Iterable, Iterator
from typing import Final

from cma_content.handout import tree
from cma_content.handout.reading_time import plain

Sentence = tuple[str, ...]
_ENDS: Final = (".", "!", "?", "\N{HORIZONTAL ELLIPSIS}")
_CLOSING: Final = "\"')]\N{RIGHT SINGLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}"
_OPENING: Final = "\"'([\N{LEFT SINGLE QUOTATION MARK}\N{LEFT DOUBLE QUOTATION MARK}"
_INITIALS: Final = re.compile(r"(?:[A-Z]\.)+|Ph\.D\.")
_SHORT_FORMS: Final = frozenset(
    {"cf.", "dr.", "e.g.", "i.e.", "inc.", "jr.", "mr.", "mrs.", "ms.", "no.", "sr.", "st.", "vs."}
)


def of_front(front: tree.Front) -> Iterator[str]:
    """What the first page says."""
    yield from map(plain, (front.message, *front.key_points, front.action, front.note))


def of_blocks(blocks: Iterable[tree.Block]) -> Iterator[str]:
    """What blocks say in sentences."""
    for block in blocks:
        match block:
            case tree.Paragraph(role="body" | "intro" | "note"):
                yield plain(block.runs)
            case tree.Bullets(titles=False):
                yield from map(plain, block.items)
            case tree.Cards():
                yield from (text for card in block.cards for text in map(plain, card.lines) if _ends(text))
            case tree.Field() if _ends(text := plain(block.runs).rstrip()):
                yield text
            case tree.Box() | tree.Entry():
                yield from of_blocks(block.blocks)
            case tree.Timeline():
                yield plain(block.note)
                yield from (plain(moment.runs) for moment in block.moments)


def sentences(paragraphs: Iterable[str]) -> list[Sentence]:
    """The sentences of paragraphs, each as its words; a word stands between spaces and holds a letter or a digit.

    A sentence ends at a period, a question mark or an exclamation mark, and with its paragraph or item, whatever that
    ends with; for a colon alone ends none, so that the line before a list goes on in the list's first item. No period
    of an abbreviation ends one: of initials (U.S.), of a few short forms (e.g., Dr., No.), and none before a small
    letter. So "They are from the U.S. We are not." is one, which is rare.
    """
    found: list[Sentence] = []
    words: list[str] = []
    for paragraph in paragraphs:
        tokens = paragraph.replace("\N{EM DASH}", " ").split()
        for token, following in itertools.pairwise([*tokens, ""]):
            if re.search(r"\w", token):
                words.append(token)
            last = not following and not token.endswith(":")
            if words and (last or (_ends(token) and not following.lstrip(_OPENING)[:1].islower())):
                found.append(tuple(words))
                words = []
    return [*found, tuple(words)] if words else found


def _ends(text: str) -> bool:
    """Whether what stands last ends a sentence."""
    token = text.rpartition(" ")[2].lstrip(_OPENING)
    bare = token.rstrip(_CLOSING)
    return bare.endswith(_ENDS) and not _INITIALS.fullmatch(bare) and bare.casefold() not in _SHORT_FORMS

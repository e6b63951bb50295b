"""Where the notes of a line stand: behind the sentence that they back."""

import re
from collections.abc import Iterable
from itertools import groupby
from typing import Final

from cma_content.handout.runs import Note, Run, Runs

_LOWER: Final = r"\s+[^\W\d_A-Z]"
_END: Final = re.compile(
    rf"(?:[!?;\u2026]|(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bNo)(?<!\bSt)(?<!\bvs)\.(?!{_LOWER}))"
    r"[\"')\]\u2019\u201d]*(?=\s|\Z)"
)
"""Where a sentence ends, or a part of one that a semicolon closes; a period before a small letter ends none."""


def placed(runs: Iterable[Run]) -> Runs:
    """The runs with the notes of each sentence behind its last mark, each source once, by number.

    A semicolon ends a sentence too, as what stands on its two sides may rest on two sources; a comma does not.
    """
    made: list[Run] = []
    waiting: list[Note] = []
    for run in runs:
        if isinstance(run, Note):
            waiting.append(run)
            if not made or _ends(made[-1]):
                waiting = _behind(made, waiting)
            continue
        if waiting and isinstance(run, str) and (found := _END.search(run)):
            _add(made, run[: found.end()])
            waiting = _behind(made, waiting)
            _add(made, run[found.end() :])
        else:
            _add(made, run)
            if waiting and not isinstance(run, str) and _ends(run):
                waiting = _behind(made, waiting)
    _behind(made, waiting)
    return _once(made)


def _once(made: list[Run]) -> Runs:
    """The same notes on the two sides of a semicolon stand behind the second part alone."""
    kept: list[Run] = []
    before: tuple[int, list[Run]] | None = None
    for is_note, some in groupby(made, key=lambda run: isinstance(run, Note)):
        group = list(some)
        if not is_note:
            kept += group
            before = before if len(group) == 1 and isinstance(group[0], str) and _is_one_part(group[0]) else None
            continue
        if before and before[1] == group:
            start = before[0]
            kept[start - 1 :] = [f"{kept[start - 1]}{kept[-1]}"]
        is_after_semicolon = bool(kept) and isinstance(kept[-1], str) and kept[-1].endswith(";")
        before = (len(kept), group) if is_after_semicolon else None
        kept += group
    return tuple(kept)


def _is_one_part(text: str) -> bool:
    """Whether no sentence ends within a text, before its last mark."""
    found = _END.search(text)
    return found is None or found.end() == len(text)


def _ends(run: Run) -> bool:
    """Whether a sentence ends with a run, or has ended and has its notes."""
    if isinstance(run, Note):
        return True
    text = run if isinstance(run, str) else run.text
    # A space behind the mark belongs to what comes next.
    return any(found.end() == len(text.rstrip()) for found in _END.finditer(text, max(0, len(text) - 8)))


def _behind(made: list[Run], waiting: list[Note]) -> list[Note]:
    """Puts notes at the end of what is made, before a space that stands there; none are left to wait."""
    if not waiting:
        return []
    space = ""
    if made and isinstance(made[-1], str):
        text = made[-1].rstrip(" ")
        space, made[-1] = made[-1][len(text) :], text
        if not text:
            made.pop()
    held = {note.number for note in waiting}
    while made and isinstance(note := made[-1], Note):
        held.add(note.number)
        made.pop()
    made += map(Note, sorted(held))
    _add(made, space)
    return []


def _add(made: list[Run], run: Run) -> None:
    """Adds a run; text joins text before it."""
    if isinstance(run, str) and made and isinstance(made[-1], str):
        made[-1] += run
    elif run != "":
        made.append(run)

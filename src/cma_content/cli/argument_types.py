"""What may be typed for an option; anything else is refused with what comes nearest.

A test holds the words to the types they stand for, which are not imported: help comes at once.
"""

import argparse
import contextlib
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from typing import Final

LAYOUTS: Final = ("guide", "fact-sheet", "two-sided")
PRESETS: Final = ("standard", "large-print", "high-contrast")
PAPERS: Final = ("letter", "a4")
AUDIENCES: Final = ("student", "instructor", "counselor", "manager")
LIMITS: Final = (
    *("characters", "repeated", "sections", "sheet_parts", "blocks", "entries", "duty_limits", "items", "cells"),
    *("charts", "bars", "pictures", "figures", "notes", "marks", "pieces", "output_bytes", "seconds"),
)
_LIMIT_DIGITS: Final = 15


def one_of(what: str, known: Sequence[str]) -> Callable[[str], str]:
    """What takes one of a few words, in any case, and names the nearest for another."""
    return partial(choose, what, known)


def choose(what: str, known: Sequence[str], typed: str) -> str:
    """One of the known words."""
    word = typed.strip().casefold()
    if word not in known:
        raise argparse.ArgumentTypeError(unknown(what, typed, known))
    return word


def number_up_to(most: int) -> Callable[[str], int]:
    """What takes a whole number from 1 up to a bound."""

    def read(typed: str) -> int:
        number = int(typed) if re.fullmatch(r"[0-9]{1,9}", typed) else 0
        if not 1 <= number <= most:
            raise argparse.ArgumentTypeError(f"write a number from 1 to {most}, not {typed!r:.60}")
        return number

    return read


def limit(typed: str) -> tuple[str, int]:
    """A name and a number: items=9000."""
    name, sign, number = typed.partition("=")
    found = re.fullmatch(r"\s*([0-9]+)\s*", number)
    if not sign or not found:
        raise argparse.ArgumentTypeError(f"write a name and a number, such as {LIMITS[0]}=9000, not {typed!r:.60}")
    if len(found[1]) > _LIMIT_DIGITS:
        raise argparse.ArgumentTypeError(f"{typed!r:.60} is too large; a limit has at most {_LIMIT_DIGITS} digits")
    return name.strip(), int(found[1])


def day(typed: str) -> date:
    """A day of the calendar: 2027-06-01."""
    # Python takes other forms as well, such as those of weeks.
    if re.fullmatch(r"\s*[0-9]{4}-[0-9]{2}-[0-9]{2}\s*", typed):
        with contextlib.suppress(ValueError):
            return date.fromisoformat(typed.strip())
    raise argparse.ArgumentTypeError(f"write a day as year, month and day, such as 2027-06-01, not {typed!r:.60}")


def audiences(typed: str) -> tuple[str, ...]:
    """Words for readers, with commas or spaces between."""
    words = typed.replace(",", " ").split()
    if not words:
        raise argparse.ArgumentTypeError(f"name at least one: {', '.join(AUDIENCES)}")
    return tuple(map(one_of("audience", AUDIENCES), words))


def unknown(what: str, word: str, known: Iterable[str], *, list_all: bool = True) -> str:
    """That there is no such word, and the nearest that is known, or all."""
    import difflib

    names = list(known)
    near = difflib.get_close_matches(word.casefold(), names, n=1)
    # The start of a word is what people type who hope that it is enough.
    near = near or [name for name in names if len(word) > 2 and name.startswith(word)][:1]
    hint = f"did you mean {near[0]}?" if near else f"known: {', '.join(names)}" if list_all else "see --help"
    return f"there is no {what} {word!r}; {hint}"

"""Text in the inline markup, parsed once: what follows reads its runs."""

import re
import unicodedata
from collections.abc import Callable
from typing import Any, Final, Self

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from cma_content.diagnostics import rules
from cma_content.model import inline
from cma_content.model.inline import Reference, Run
from cma_content.model.references import check_reference, fault

# Longer than any address in running text; a line cannot be set from a word without end.
_LONGEST: Final = 120
_LONG_WORD: Final = re.compile(rf"[^\s-]{{{_LONGEST + 1},}}")
REFUSED: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff"
    "\ue000-\uf8ff\U000f0000-\U0010ffff\ufdd0-\ufdef"
    f"{''.join(chr(plane << 16 | last) for plane in range(15) for last in (0xFFFE, 0xFFFF))}]+"
)
"""What XML cannot hold, what turns the direction of text unseen, line breaks that no editor shows, byte order marks,
and codes that stand for no character, or for one that is of private use."""
# Vowels and final consonants of Hangul, which join the consonant before them.
_JOINING_JAMO: Final = re.compile("[\u1160-\u11ff\ud7b0-\ud7fb]")
_BREAK: Final = re.compile(r"[\t\n\r]\s*")
_MAX_LENGTH: Final = 4000
_DESCRIPTION: Final = (
    "A paragraph of text, with **strong**, *emphasis*, [words](address), [words](#section), [words](term:id), "
    "<fact:id>, <source:id>, <term:id>."
)


class Text(str):
    """The source of a text as typed, equal to it as a string, with its `runs`; raises `MarkupError` where it has none.

    Frozen: pickled and copied with its runs, so that nothing parses it a second time.
    """

    __slots__ = ("_runs",)
    _runs: tuple[Run, ...]

    def __new__(cls, source: str) -> Self:
        return cls._of(str(source), inline.parse(source))

    @classmethod
    def _of(cls, source: str, runs: tuple[Run, ...]) -> Self:
        text = super().__new__(cls, source)
        object.__setattr__(text, "_runs", runs)
        return text

    @classmethod
    def made_of(cls, *runs: Run) -> Self:
        """A text that a program makes of runs; its source, the words of them, is not in the markup."""
        words = (
            run if isinstance(run, str) else run.words or run.id if isinstance(run, Reference) else run.text
            for run in runs
        )
        return cls._of("".join(words), runs)

    @property
    def runs(self) -> tuple[Run, ...]:
        """What the text is made of, in order."""
        return self._runs

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"a text is frozen: {name} cannot be set")

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self

    def __reduce__(self) -> tuple[Callable[..., Self], tuple[str, tuple[Run, ...]]]:
        return type(self)._of, (str(self), self._runs)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        typed = core_schema.str_schema(strip_whitespace=True, min_length=1, max_length=_MAX_LENGTH)
        described = {"pydantic_js_updates": {"description": _DESCRIPTION}}
        return core_schema.no_info_wrap_validator_function(_text, typed, metadata=described)


def _text(value: Any, handler: Callable[[Any], str]) -> Text:
    text = value if type(value) is Text else _parsed(check_words(handler(value)))
    for kind, id_ in inline.references(text.runs):
        check_reference(kind, id_)
    return text


def _parsed(source: str) -> Text:
    try:
        text = Text(source)
    except inline.MarkupError as error:
        also = [{"code": other.rule.code, "reason": str(other), **_details(other)} for other in error.others]
        raise fault(error.rule, str(error), also=also, **_details(error)) from None
    if not source.isascii():
        for run in text.runs:
            _check_start(run if isinstance(run, str) else run.words if isinstance(run, Reference) else run.text)
    return text


def _check_start(words: str) -> None:
    """Raises a validation error where the first character joins one that stands elsewhere, or nowhere."""
    first = words[:1]
    if first > "\x7f" and (unicodedata.category(first)[0] == "M" or _JOINING_JAMO.match(first)):
        name = unicodedata.name(first, "a mark").lower()
        reason = f"a mark without its letter: {name} (U+{ord(first):04X})"
        raise fault(rules.ACCENT, reason, at=words[:10], hint="delete it, or type the letter that it belongs to")


def _details(error: inline.MarkupError) -> dict[str, Any]:
    return {"at": error.at, "nth": error.nth, "expected": error.expected, "hint": error.hint}


def check_words(text: str) -> str:
    """`text` with its letters composed (NFC).

    Raises a validation error where a character cannot be printed, or a word is too long for a line.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    # What is printable needs no further look for what is not.
    if not text.isprintable() and (found := REFUSED.search(text)):
        raise fault(rules.CHARACTER, f"a character that cannot be printed: U+{ord(found[0][0]):04X}", at=found[0])
    if len(text) > _LONGEST and (found := _LONG_WORD.search(text)):
        raise fault(rules.LONG_WORD, f"a word without end: {found[0][:20]}…", at=found[0])
    _check_start(text)
    return text


def check_line(text: str) -> str:
    """As `check_words`; raises a validation error for a line break or a tab too."""
    text = check_words(text)
    if not text.isprintable() and (found := _BREAK.search(text)):
        is_tab = found[0].startswith("\t")
        reason = "a tab in one line of text" if is_tab else "a second line in one line of text"
        hint = "write a space in its place" if is_tab else "join the lines, or write them after >-"
        raise fault(rules.ONE_LINE, reason, at=_BREAK.split(text[found.end() :])[0], hint=hint)
    return text

"""The typography of a handout, set once for all formats; the article, and its data, stay as they were typed."""

from dataclasses import replace
from operator import is_
from typing import Any, Final

from cma_content.handout.notes import placed
from cma_content.handout.runs import Defined, Note
from cma_content.handout.signs import Setter, setter
from cma_content.model.inline import Emphasis, Link, Strong

WORDS: Final = frozenset(
    (
        *(
            "action_title",
            "alt",
            "brief",
            "caption",
            "contact_title",
            "detail",
            "edition",
            "key_points_title",
            "label",
            "large",
            "message_title",
            "name",
        ),
        *("printed", "says", "spelled_out", "subtitle", "term", "text", "time", "title", "twin", "value", "vintage"),
    )
)
"""The fields of records that hold words to read."""
AS_TYPED: Final = frozenset(
    ("anchor", "credits", "href", "icon", "id", "kind", "language", "mark", "part", "role", "side", "statements")
)
"""Those that hold names, addresses and codes, and words that someone else has laid down."""


def typeset(value: Any, language: str) -> Any:
    """A text, or parts of a handout with all their words, set as a language has it; set again, it stays the same."""
    return _set(value, setter(language))


def _set(value: Any, words: Setter) -> Any:
    match value:
        case str():
            return words(value, "", "")
        case tuple():
            made = _line(value, words)
            return value if len(made) == len(value) and all(map(is_, made, value)) else made
        case _:
            changed = {}
            # Of what is no record, there are none.
            for name in getattr(value, "__dataclass_fields__", ()):
                item = getattr(value, name)
                if item and _is_set(value, name, item) and (new := _field(name, item, words)) is not item:
                    changed[name] = new
            return replace(value, **changed) if changed else value


def _is_set(value: Any, name: str, item: Any) -> bool:
    if name in AS_TYPED or (type(item) is str and name not in WORDS):
        return False
    # A name in another language has the marks of that one.
    return name != "name" or not getattr(value, "language", "")


def _field(name: str, item: Any, words: Setter) -> Any:
    if name == "columns":
        made = tuple(words(head, "", "") for head in item)
        return item if made == item else made
    return _set(item, words)


def _line(items: tuple[Any, ...], words: Setter) -> tuple[Any, ...]:
    """Runs, of which one may open a quotation that another closes, with their notes in place; or other parts."""
    made: list[Any] = []
    before = ""
    for item, following in zip(items, (*items[1:], ""), strict=False):
        match item:
            case str():
                made.append(words(item, before, _text(following)[:1]))
            case Strong(text=text) | Emphasis(text=text) | Link(text=text) | Defined(text=text):
                new = words(text, before, _text(following)[:1])
                made.append(replace(item, text=new) if new != text else item)
            case Note():
                made.append(item)
            case _:
                made.append(_set(item, words))
        before = _text(item)[-1:] or before
    return placed(made) if any(type(item) is Note for item in made) else tuple(made)


def _text(run: Any) -> str:
    """The words of a run; none of a note, or of what is no run."""
    text = run if type(run) is str else getattr(run, "text", "")
    return text if type(text) is str else ""

"""The ids of an article and what each may name, found before the article is validated."""

from collections.abc import Collection, Iterator, Mapping
from itertools import islice
from typing import Any

from pydantic_core import InitErrorDetails, PydanticCustomError

from cma_content.model.references import Ids

REFERRED: Mapping[str, str] = {
    "agency": "agencies",
    "block": "sections.blocks",
    "career step": "career_steps",
    "credential": "credentials",
    "duty": "duties",
    "education path": "education_paths",
    "fact": "facts",
    "faq": "faqs",
    "limit": "limits",
    "next step": "next_steps",
    "place": "places",
    "section": "sections",
    "similar job": "similar_jobs",
    "skill": "skills",
    "source": "sources",
    "state rule": "state_rules",
    "term": "glossary",
    "tool": "tools",
    "topic": "topics",
    "work setting": "work_settings",
}
"""What an id can name, and the field of the article that holds it."""


def ids_of(data: Any, fields: Collection[str]) -> Ids:
    """The ids in an article, or in the raw data of one, by kind; no kind whose collection cannot be read.

    `fields` are those that an article has: the name of any other may be one of them, mistyped.
    """
    strangers = (str(key) for key in data if key not in fields) if isinstance(data, Mapping) else ()
    # A name that is long or far down is no collection's name mistyped.
    unknown = [key for key in islice(strangers, 100) if len(key) < 100]
    readable = {
        kind: path
        for kind, path in REFERRED.items()
        for field in (path.partition(".")[0],)
        if isinstance(get(data, field), list | tuple | None) and not _is_meant(field, unknown)
    }
    return {kind: frozenset(id_ for _, id_ in placed(data, path)) for kind, path in readable.items()}


def _is_meant(field: str, unknown: list[str]) -> bool:
    """Whether one of the unknown names is most likely that of `field`, mistyped."""
    if not unknown:
        return False
    from difflib import get_close_matches

    return bool(get_close_matches(field, unknown))


def placed(data: Any, path: str) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The place and id of each well-formed item of a collection in raw or validated data."""
    field, _, deeper = path.partition(".")
    items = get(data, field)
    for index, item in enumerate(items if isinstance(items, list | tuple) else ()):
        if deeper:
            yield from (((field, index, *inner), id_) for inner, id_ in placed(item, deeper))
        elif isinstance(id_ := get(item, "id"), str):
            yield (field, index), id_


def get(data: Any, field: str) -> Any:
    """A field of validated or of raw data; nothing where it has none."""
    return data.get(field) if isinstance(data, Mapping) else getattr(data, field, None)


def repeated(data: Any, path: str) -> Iterator[InitErrorDetails]:
    """An error for each id that was used before; files and links do not tell upper case from lower case."""
    seen: dict[str, tuple[tuple[str | int, ...], str]] = {}
    for place, id_ in placed(data, path):
        first, first_id = seen.setdefault(id_.casefold(), (place, id_))
        if first != place:
            context = {"id": id_, "first": (*first, "id"), "first_id": first_id}
            reason = PydanticCustomError("repeated_id", "the id {id} is used twice", context)
            yield InitErrorDetails(type=reason, loc=(*place, "id"), input=id_)


def again(error: Any) -> InitErrorDetails:
    reason = PydanticCustomError(error["type"], error["msg"], error.get("ctx"))
    return InitErrorDetails(type=reason, loc=error["loc"], input=error["input"])

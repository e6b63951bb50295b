"""An article n times over: what growth and limits are measured with."""

import re
from collections.abc import Collection, Mapping
from typing import Any, Final

from cma_content import Article

_COPIED: Final = (
    *("sections", "duties", "skills", "faqs", "education_paths", "credentials", "career_steps"),
    *("similar_jobs", "work_settings", "tools"),
    *("glossary", "sources", "facts", "hard_parts", "good_parts", "unknowns", "next_steps"),
)
_IDS: Final = frozenset(
    {
        *("id", "source", "sources", "facts", "duties", "opens", "amount", "time", "window", "validity"),
        *("questions", "minutes", "attempts", "pass_rate", "pay", "growth", "jobs", "share"),
        *("about", "beside"),
    }
)
"""The fields that name an entry; the time of a moment is none."""
_IN_TEXT: Final = re.compile(r"(?<=<fact:|<term:|\(term:)[\w-]+|(?<=<source:)[\w-]+|(?<=\]\(#)[\w-]+")


def scaled(article: Article, times: int) -> Article:
    """`article` with each section, entry, term, source and fact `times` times, so that it prints that often as much.

    Every copy has ids of its own and refers to its own. A collection is printed where it was, by as many views as
    before; key points, places, pay, the law of states and the fact sheet are what they were.
    """
    data = article.model_dump(mode="json", exclude_defaults=True)
    ids = {item["id"] for field in _COPIED for item in data.get(field, []) if isinstance(item, dict)}
    ids |= {block["id"] for section in data["sections"] for block in section["blocks"] if "id" in block}
    for field in _COPIED:
        items = data.get(field, [])
        copies = [_renamed(item, f"-x{number}", ids) for number in range(2, times + 1) for item in items]
        data[field] = [*items, *map(_without_views, copies)]
    return Article.model_validate(data)


def _renamed(value: Any, ending: str, ids: Collection[str], *, is_id: bool = False) -> Any:
    match value:
        case str():
            return value + ending if is_id and value in ids else _IN_TEXT.sub(lambda found: found[0] + ending, value)
        case Mapping():
            return {key: _renamed(held, ending, ids, is_id=key in _IDS) for key, held in value.items()}
        case list():
            return [_renamed(held, ending, ids, is_id=is_id) for held in value]
    return value


def _without_views(item: Any) -> Any:
    """A section without its views of what has grown, and without the law: each copy would print all of it again."""
    if not isinstance(item, dict) or "blocks" not in item:
        return item
    drawn = ("view", "collection-chart", "career-paths", "local-rules")
    kept = [block for block in item["blocks"] if block["type"] not in drawn or block.get("of") == "limits"]
    title = {"type": "paragraph", "text": "What belongs here stands in the first section of this name."}
    return {**item, "blocks": kept or [title]}

"""The data of a YAML text with which nothing is wrong, without the places of its values: most texts need none."""

import unicodedata
from collections.abc import Iterator
from typing import Final

import yaml

from cma_content.diagnostics.problem import Text
from cma_content.loading import characters
from cma_content.loading.document import Data
from cma_content.loading.lost_text import loss

MAX_DEPTH: Final = 32
MAX_VALUES: Final = 200_000
NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})


def plain_data(text: Text, events: Iterator[yaml.Event]) -> dict[str, Data] | None:
    """The fields that the events of `text` hold; nothing where there is anything to report, or an empty file.

    Those are left to the reader that knows places; where both give data, they give the same.
    """
    root: Data = None
    # What is being filled, and what holds it; each key waits for its value.
    opened: list[dict[str, Data] | list[Data]] = []
    holder: dict[str, Data] | list[Data] | None = None
    key: str | None = None
    values = documents = 0
    for event in events:
        value: Data
        if isinstance(event, yaml.ScalarEvent):
            value, style = event.value, event.style
            if not value.isascii():
                value = unicodedata.normalize("NFC", value)
            if not style:
                if value in NULLS:
                    value = None
            elif style == '"' and characters.refused(value):
                return None
        elif isinstance(event, yaml.CollectionEndEvent):
            opened.pop()
            holder = opened[-1] if opened else None
            continue
        elif isinstance(event, yaml.CollectionStartEvent):
            value = {} if isinstance(event, yaml.MappingStartEvent) else []
        elif isinstance(event, yaml.AliasEvent):
            return None
        else:
            documents += isinstance(event, yaml.DocumentStartEvent)
            if documents > 1:
                return None
            continue
        if event.anchor is not None or event.tag is not None:
            return None
        if key is None and isinstance(holder, dict):
            if not isinstance(value, str) or value in holder:
                return None
            key = value
            continue
        values += 1
        if isinstance(holder, list):
            holder.append(value)
        elif holder is not None and key is not None:
            holder[key], key = value, None
        else:
            root = value
        if isinstance(value, dict | list):
            opened.append(value)
            holder = value
        elif isinstance(event, yaml.ScalarEvent) and loss(text, event):
            return None
        if values > MAX_VALUES or len(opened) > MAX_DEPTH:
            return None
    return root if isinstance(root, dict) else None

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
    key: str | None = None
    values = documents = 0
    for event in events:
        value: Data
        if isinstance(event, yaml.ScalarEvent):
            value = event.value if event.value.isascii() else unicodedata.normalize("NFC", event.value)
            if event.style == '"' and characters.refused(value):
                return None
            if not event.style and value in NULLS:
                value = None
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            value = {} if isinstance(event, yaml.MappingStartEvent) else []
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            opened.pop()
            continue
        elif isinstance(event, yaml.AliasEvent):
            return None
        else:
            documents += isinstance(event, yaml.DocumentStartEvent)
            if documents > 1:
                return None
            continue
        if event.anchor is not None or event.tag is not None:
            return None
        holder = opened[-1] if opened else None
        if isinstance(holder, dict) and key is None:
            if not isinstance(value, str) or value in holder:
                return None
            key = value
            continue
        values += 1
        if values > MAX_VALUES or (isinstance(event, yaml.ScalarEvent) and loss(text, event)):
            return None
        if isinstance(holder, list):
            holder.append(value)
        elif holder is not None and key is not None:
            holder[key] = value
            key = None
        else:
            root = value
        if isinstance(value, dict | list):
            opened.append(value)
            if len(opened) > MAX_DEPTH:
                return None
    return root if isinstance(root, dict) else None

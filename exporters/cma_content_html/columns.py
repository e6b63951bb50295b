"""Pieces that are looked at one by one, put together so that paper has them in two columns; a screen has one."""

import xml.etree.ElementTree as ET
from itertools import groupby
from typing import Final

from cma_content.rendering import html

_PIECES: Final = frozenset(("entry", "question", "definition"))


def gather(sections: list[ET.Element]) -> list[ET.Element]:
    """The sections, each run of entries, questions or definitions in an element of its own."""
    for section in sections:
        made: list[ET.Element] = []
        for is_piece, run in groupby(section, key=lambda child: child.get("class") in _PIECES):
            some = list(run)
            made += [html.element("div", *some, class_="pieces")] if is_piece else some
        section[:] = made
    return sections

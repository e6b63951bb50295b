"""Small makers of WordprocessingML."""

import hashlib
import re
from collections.abc import Iterator
from typing import cast

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement


def w(tag: str, /, *children: BaseOxmlElement, **attributes: str | int) -> BaseOxmlElement:
    """The element w:`tag`; attributes are of the same namespace, but for r_id, which is r:id."""
    made = cast(BaseOxmlElement, OxmlElement(f"w:{tag}"))
    for key, value in attributes.items():
        made.set(qn("r:id" if key == "r_id" else f"w:{key}"), str(value))
    made.extend(children)
    return made


def text(words: str, style: str = "", *look: BaseOxmlElement, language: str = "") -> BaseOxmlElement:
    """A run of words in a character style; `look` holds properties of its own."""
    properties = w("rPr", *([w("rStyle", val=style)] if style else []), *look)
    if language:
        properties.append(w("lang", val=language))
    made = w("t")
    made.text = words
    made.set(qn("xml:space"), "preserve")
    return w("r", *([properties] if len(properties) else []), made)


def bookmark(number: int, id_: str) -> Iterator[BaseOxmlElement]:
    """A place that links can lead to."""
    yield w("bookmarkStart", id=number, name=bookmark_name(id_))
    yield w("bookmarkEnd", id=number)


def bookmark_name(id_: str) -> str:
    """`id_` as Word takes it: letters, digits and underscores, at most 40."""
    name = re.sub(r"\W", "_", id_)
    return name if len(name) <= 40 else f"{name[:31]}_{hashlib.sha256(id_.encode()).hexdigest()[:8]}"


def field(instruction: str, shown: str) -> BaseOxmlElement:
    """What Word computes, such as the number of a page; `shown` stands there until it does."""
    return w("fldSimple", text(shown), instr=f" {instruction} ")


def field_around(instruction: str) -> tuple[list[BaseOxmlElement], BaseOxmlElement]:
    """What begins and what ends a field whose result is several paragraphs."""
    code = w("instrText")
    code.text = f" {instruction} "
    code.set(qn("xml:space"), "preserve")
    begin = [w("r", w("fldChar", fldCharType="begin")), w("r", code), w("r", w("fldChar", fldCharType="separate"))]
    return begin, w("r", w("fldChar", fldCharType="end"))

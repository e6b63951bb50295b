"""The blocks that an author sets for looking, writing and checking off, as paragraphs."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Twips

from cma_content.handout import tree
from cma_content.model.images import size_of
from cma_content_docx import drawing
from cma_content_docx.oxml import text, w
from cma_content_docx.pen import Elements, Pen

_NESTED: Final = 1
"""The level of points under an item, in the list format of bullets."""
_BULLETS: Final = 1
"""The list format of bullets."""


def _bullets(pen: Pen, block: tree.Bullets) -> Elements:
    number = pen.numbering() if block.ordered else 0
    style = "ListNumber" if block.ordered else "ListCheck" if block.boxes else "ListBullet"
    for item, inner in block.nested:
        yield pen.paragraph(style, *(_box() if block.boxes else ()), *pen.runs(item), number=number)
        for point in inner:
            yield pen.paragraph("ListBullet", *pen.runs(point), number=_BULLETS, level=_NESTED)


def _box() -> Elements:
    """A box to check off: a border around spaces, as no font need have it; the words stand at the tab behind it."""
    border = w("bdr", val="single", sz=8, space=0, color="auto")
    yield text("\N{NO-BREAK SPACE}" * 4, "", border)
    yield w("r", w("tab"))


def _subheading(pen: Pen, block: tree.Subheading) -> Elements:
    yield pen.heading(2, block.title, block.id)


def _quote(pen: Pen, block: tree.Quote) -> Elements:
    for runs in block.paragraphs:
        made = pen.paragraph("Quote", *pen.runs(runs))
        made[0].insert(1, w("keepNext"))
        yield made
    yield pen.paragraph("QuoteSource", *pen.runs(block.by))


def _fill_in(pen: Pen, block: tree.FillIn) -> Elements:
    for blank in block.blanks:
        label = pen.paragraph("BlankLabel", text(f"{blank.label}:", "Strong"))
        label[0].insert(1, w("keepNext"))
        yield label
        yield _lines(pen, blank)


def _lines(pen: Pen, blank: tree.Blank) -> BaseOxmlElement:
    """Lines to write on: tabs with a leader, in a control that a screen reader names and Word takes text in."""
    run = w("r", w("tab"))
    for _ in range(1, blank.lines):
        run.extend((w("br"), w("tab")))
    control = w("sdt", w("sdtPr", w("alias", val=blank.alt)), w("sdtContent", run))
    made = pen.paragraph("BlankLines", control)
    made[0].append(w("tabs", w("tab", val="right", leader="underscore", pos=pen.geometry.measure)))
    return made


def _illustration(pen: Pen, block: tree.Illustration) -> Elements:
    width, height = size_of(block.picture.content)
    across = pen.geometry.measure * block.share
    picture = pen.picture(block.picture.content, block.picture.alt, Twips(round(across * height / width)))
    if block.caption:
        yield _above(pen, picture)
        yield _below(pen, *pen.runs(block.caption))
    else:
        yield pen.paragraph("Figure", picture)


def _coded_link(pen: Pen, block: tree.CodedLink) -> Elements:
    code = pen.picture(drawing.paint_code(block.code), block.code.alt, height=Mm(28))
    yield _above(pen, code, block.id)
    yield _below(pen, text(block.code.says, "Strong"), text(" "), pen.run(block.code.link))


def _above(pen: Pen, picture: BaseOxmlElement, anchor: str = "") -> BaseOxmlElement:
    """A picture right above its caption."""
    made = pen.paragraph("Figure", picture, anchor=anchor)
    made[0].insert(1, w("keepNext"))
    made[0].append(w("spacing", after=60))
    return made


def _below(pen: Pen, *words: BaseOxmlElement) -> BaseOxmlElement:
    """A caption below its picture, which need not stay with what follows, as one above would."""
    made = pen.paragraph("Caption", *words)
    made[0].insert(1, w("keepNext", val=0))
    return made


MAKERS: Final[Mapping[type, Callable[[Pen, Any], Elements]]] = {
    tree.Bullets: _bullets,
    tree.CodedLink: _coded_link,
    tree.FillIn: _fill_in,
    tree.Illustration: _illustration,
    tree.Quote: _quote,
    tree.Subheading: _subheading,
}

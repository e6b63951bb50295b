"""From handout to what stands between the first paragraph of a document and the last."""

from collections.abc import Iterator
from typing import Final

from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length, Mm

from cma_content.handout import anchors, tree
from cma_content_docx import drawing
from cma_content_docx.blocks import draw_blocks
from cma_content_docx.oxml import bookmark_name, field_around, text, w
from cma_content_docx.pages import Stretch
from cma_content_docx.pen import Elements, Pen

_PARTS: Final = "parts"
"""The bookmark around what the contents list."""


def stretches(pen: Pen, handout: tree.Handout) -> Iterator[Stretch]:
    """Everything in one column; what the contents list stands in a bookmark."""
    made: list[BaseOxmlElement] = []
    ended: list[BaseOxmlElement] = []
    for part in handout.body:
        drawn = list(draw_part(pen, part))
        made += drawn
        if isinstance(part, tree.Contents):
            if handout.front.message:
                # LibreOffice keeps no heading with a list that it makes: it would stand alone at the foot.
                drawn[0][0].append(w("pageBreakBefore"))
            made.append(w("bookmarkStart", id=0, name=_PARTS))
            ended = [w("bookmarkEnd", id=0)]
    yield Stretch((*made, *ended))


def draw_part(pen: Pen, part: tree.Part) -> Elements:
    """The paragraphs and tables of a part, in one column."""
    match part:
        case tree.Cover():
            yield from _cover(pen, part)
        case tree.Front():
            yield from _front(pen, part)
        case tree.Contents():
            yield from _contents(pen, part)
        case tree.Section():
            yield pen.heading(1, part.title, part.id)
            yield from draw_blocks(pen, part.blocks)
        case tree.Action():
            yield pen.heading(1, part.title, part.id)
            action = pen.paragraph("Action", *pen.runs(part.runs))
            if part.masthead and part.masthead.code:
                action[0].insert(1, w("keepNext"))
            yield action
            yield from _ways_to_reach(pen, part.masthead) if part.masthead else ()
        case tree.Notices():
            yield pen.heading(1, part.title, part.id, look="FineLabel" if pen.is_tight else "")
            for words in part.statements:
                yield pen.paragraph("Statement", text(words))
        case tree.Sources():
            yield from _sources(pen, part)


def _cover(pen: Pen, cover: tree.Cover) -> Elements:
    """The page before the first; its title is set as one, but the first page has the one that is the document's."""
    if cover.name:
        yield _name(pen, cover.name, cover.language, cover.logo)
    yield pen.paragraph("CoverTitle", text(cover.title))
    yield pen.paragraph("Subtitle", text(cover.subtitle))
    yield pen.paragraph("Message", *pen.runs(cover.message))
    yield pen.paragraph("Remark", text(cover.edition), w("r", w("br", type="page")))


def _front(pen: Pen, front: tree.Front) -> Elements:
    masthead = front.masthead
    if masthead:
        yield _name(pen, masthead.name, masthead.language, masthead.logo)
    yield pen.paragraph("Title", text(front.title))
    if front.subtitle:
        yield pen.paragraph("Subtitle", text(front.subtitle))
    if front.message_title:
        yield pen.heading(1, front.message_title, look="Label", frame="Message")
    if front.message:
        yield pen.paragraph("Message", *pen.runs(front.message))
    yield from draw_blocks(pen, (front.figures,))
    if front.key_points:
        yield pen.heading(1, front.key_points_title, look="Label")
        yield from draw_blocks(pen, (tree.Bullets(front.key_points),))
    if front.action:
        yield pen.heading(1, front.action_title, look="Label")
        yield pen.paragraph("Action", *pen.runs(front.action))
    notes = (tree.Paragraph(runs, role="note") for runs in (front.reading_time, front.note) if runs)
    yield from draw_blocks(pen, tuple(notes))
    if masthead:
        yield from _ways_to_reach(pen, masthead)


def _name(pen: Pen, name: str, language: str, logo: tree.Picture | None) -> BaseOxmlElement:
    words = text(name, "Strong", language=language)
    if not logo:
        return pen.paragraph("Masthead", words)
    drawn = pen.picture(logo.content, logo.alt, height=Mm(7 if pen.is_tight else 15), widest=Mm(70))
    (extent,) = drawn.xpath(".//wp:extent")
    # A name of several lines stands beside the logo, not below it.
    beside = Length(extent.cx + Mm(4)).twips
    made = pen.paragraph("Masthead", drawn, w("r", w("tab")), words)
    made[0].append(w("ind", left=beside, hanging=beside))
    return made


def _ways_to_reach(pen: Pen, masthead: tree.Masthead) -> Elements:
    if not (masthead.code or masthead.contact or masthead.facts):
        return
    if masthead.contact_title:
        yield pen.heading(1, masthead.contact_title, look="Label", language=masthead.language)
    if masthead.code:
        scan = pen.picture(drawing.paint_code(masthead.code), masthead.code.alt, height=Mm(28))
        code = pen.paragraph("Figure", scan)
        # Its caption stands below it.
        code[0].insert(1, w("keepNext"))
        yield code
        yield pen.paragraph("Caption", text(masthead.code.says, "Strong"), text(" "), pen.run(masthead.code.link))
    for line in masthead.contact:
        yield pen.paragraph("Contact", *pen.runs(line))
    yield from draw_blocks(pen, masthead.facts)


def _contents(pen: Pen, part: tree.Contents) -> Elements:
    """Word's own table of contents, with links in it already; page numbers come when a reader updates it."""
    yield pen.paragraph("TOCHeading", text(part.title))
    lines: list[BaseOxmlElement] = []
    for group in part.groups:
        if group.title:
            lines.append(pen.paragraph("TOCGroup", text(group.title)))
        links = (w("hyperlink", text(entry.title), anchor=bookmark_name(entry.id)) for entry in group.entries)
        lines += [pen.paragraph("TOC1", link) for link in links]
    # Headings of the first page are no parts of the handout.
    begin, end = field_around(rf'TOC \b {_PARTS} \o "1-1" \h \z')
    lines[0][1:1] = begin
    lines[-1].append(end)
    yield from lines


def _sources(pen: Pen, part: tree.Sources) -> Elements:
    yield pen.heading(1, part.title, part.id, look="FineLabel" if pen.is_tight else "")
    if part.read:
        yield pen.paragraph("Credit", *pen.runs(part.read))
    numbers = pen.numbering() if part.cited else 0
    for cited in part.cited:
        runs = pen.runs(cited.runs)
        yield pen.paragraph("Source", *runs, anchor=anchors.source(cited.number), number=numbers)
    for credit in part.credits:
        yield pen.paragraph("Credit", text(credit))
    for number, line in enumerate(part.imprint, start=1):
        made = pen.paragraph("Credit", *pen.runs(line))
        if number < len(part.imprint):
            # No line of it stands alone on the last page.
            made[0].insert(1, w("keepNext"))
        yield made

"""From handout to what stands between the first paragraph of a document and the last."""

from collections.abc import Iterable

from docx.shared import Mm

from cma_content.handout import tree
from cma_content_docx import drawing
from cma_content_docx.blocks import draw_blocks
from cma_content_docx.oxml import bookmark_name, text, w
from cma_content_docx.pen import Elements, Pen


def body(pen: Pen, handout: tree.Handout) -> Elements:
    """Every paragraph and table."""
    yield from _front(pen, handout)
    yield from _contents(pen, handout)
    # What a sheet sets in columns and on sides follows in its order here.
    yield from _sections(pen, (part for part in handout.sections if part.side == "front"))
    yield from _notices(pen, handout)
    yield from _sections(pen, (part for part in handout.sections if part.side == "back"))
    yield from _sources(pen, handout)


def _sections(pen: Pen, sections: Iterable[tree.Section]) -> Elements:
    for part in sections:
        yield pen.heading(1, part.title, part.id)
        yield from draw_blocks(pen, part.blocks)


def _front(pen: Pen, handout: tree.Handout) -> Elements:
    masthead = handout.masthead
    if masthead:
        logo = [pen.picture(masthead.logo.content, masthead.logo.alt, height=Mm(15))] if masthead.logo else []
        name = text(masthead.name, "Strong", language=masthead.language)
        yield pen.paragraph("Masthead", *logo, *([text("  ")] if logo else []), name)
    yield pen.paragraph("Title", text(handout.title))
    yield pen.paragraph("Subtitle", text(handout.subtitle))
    yield pen.heading(1, handout.message_title, look="Label", frame="Message")
    yield pen.paragraph("Message", *pen.runs(handout.message))
    if handout.key_points:
        yield pen.heading(1, handout.key_points_title, look="Label")
        yield from draw_blocks(pen, (tree.Bullets(handout.key_points),))
    yield pen.heading(1, handout.action_title, look="Label")
    yield pen.paragraph("Action", *pen.runs(handout.action))
    if masthead and (masthead.code or masthead.contact or masthead.facts):
        yield from _ways_to_reach(pen, masthead)


def _ways_to_reach(pen: Pen, masthead: tree.Masthead) -> Elements:
    if masthead.contact_title:
        yield pen.heading(1, masthead.contact_title, look="Label", language=masthead.language)
    if masthead.code:
        scan = pen.picture(drawing.paint_code(masthead.code), masthead.code.alt, height=Mm(28))
        yield pen.paragraph("Figure", scan)
        yield pen.paragraph("Caption", text(masthead.code.says, "Strong"), text(" "), pen.run(masthead.code.link))
    for line in masthead.contact:
        yield pen.paragraph("Contact", *pen.runs(line))
    yield from draw_blocks(pen, masthead.facts)


def _contents(pen: Pen, handout: tree.Handout) -> Elements:
    """A list of links; Word's own table of contents would be empty until a reader updates it."""
    if not handout.contents_title:
        return
    yield pen.paragraph("TOCHeading", text(handout.contents_title))
    parts = [(part.id, part.title) for part in handout.sections]
    notices = [("notices", handout.notices_title)] if _has_notices(handout) else []
    for id_, title in (*parts, *notices, ("sources", handout.sources_title)):
        yield pen.paragraph("TOC1", w("hyperlink", text(title), anchor=bookmark_name(id_)))


def _has_notices(handout: tree.Handout) -> bool:
    return bool(handout.masthead and handout.masthead.statements)


def _notices(pen: Pen, handout: tree.Handout) -> Elements:
    if handout.masthead and _has_notices(handout):
        yield pen.heading(1, handout.notices_title, "notices")
        for words in handout.masthead.statements:
            yield pen.paragraph("Statement", text(words))


def _sources(pen: Pen, handout: tree.Handout) -> Elements:
    yield pen.heading(1, handout.sources_title, "sources")
    numbers = pen.numbering()
    for cited in handout.sources:
        runs = pen.runs(cited.runs)
        yield pen.paragraph("Source", *runs, anchor=f"source-{cited.number}", number=numbers)
    for credit in handout.credits:
        yield pen.paragraph("Credit", text(credit))
    for line in handout.imprint:
        yield pen.paragraph("Credit", *pen.runs(line))

"""A plug-in author's exporter that draws every block in its own way, as plain text: with public names alone."""

from collections.abc import Iterable, Iterator

from cma_content import Handout
from cma_content.handout import tree
from cma_content.handout.tree import plain


class PlainTextExporter:
    """Writes a paragraph on each line; headings are underlined, the cells of a table parted by bars."""

    media_type = "text/plain"
    suffix = ".txt"

    def export(self, handout: Handout, /) -> bytes:
        """The text, UTF-8."""
        return "\n".join(line for part in handout.body for line in _part(part)).encode()


def _part(part: tree.Part) -> Iterator[str]:
    match part:
        case tree.Section(title=title, blocks=blocks):
            yield from ("", title, "=" * len(title))
            yield from _blocks(blocks)
        case tree.Contents(title=title, groups=groups):
            yield f"{title}: {', '.join(entry.title for group in groups for entry in group.entries)}"
        case tree.Sources(title=title, cited=cited):
            yield from ("", title, plain(part.read))
            yield from (f"{source.number}. {plain(source.runs)}" for source in cited)
            yield from (*part.credits, *map(plain, part.imprint))
        case tree.Notices(title=title, statements=statements):
            yield from ("", title, *statements)
        case _:  # A first page has many short lines: the walk has them in order.
            yield from (line.words for line in tree.walk([part]))


def _blocks(blocks: Iterable[tree.Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case tree.Paragraph(runs=runs):
                yield plain(runs)
            case tree.Subheading(title=title):
                yield from (title, "-" * len(title))
            case tree.Bullets():
                for number, (item, inner) in enumerate(block.nested, 1):
                    yield f"{f'{number}.' if block.ordered else '[ ]' if block.boxes else '-'} {plain(item)}"
                    yield from (f"  - {plain(point)}" for point in inner)
            case tree.Cards(cards=cards):
                yield from ("; ".join([card.name, *map(plain, card.lines)]) for card in cards)
            case tree.FillIn(blanks=blanks):
                yield from (f"{blank.label}: {'_' * 30 * blank.lines}" for blank in blanks)
            case tree.Quote(paragraphs=paragraphs, by=by):
                yield from (f"> {plain(runs)}" for runs in (*paragraphs, by))
            case tree.Illustration(picture=picture, caption=caption):
                yield f"({picture.alt}) {plain(caption)}"
            case tree.CodedLink(code=code):
                yield f"{code.says} {code.link.text}"
            case tree.Field(label=label, runs=runs):
                yield f"{label}: {plain(runs)}"
            case tree.Box(title=title, blocks=inside) | tree.Entry(title=title, blocks=inside):
                yield from (title, "-" * len(title), *_blocks(inside))
            case tree.Grid(caption=caption, columns=columns, rows=rows, note=note):
                yield from (caption, " | ".join(columns))
                yield from (" | ".join(map(plain, row)) for row in rows)
                yield plain(note)
            case tree.KeyFigures(figures=figures):
                for figure in figures:
                    yield f"{figure.value} {figure.label} ({figure.vintage}) [{figure.note.number}]"
                    yield from _blocks(figure.compared)
            case tree.Chart(caption=caption, summary=summary) | tree.Paths(caption=caption, summary=summary):
                yield from (f"{caption}. {plain(summary)}", plain(block.below))
            case tree.Layers(caption=caption, layers=layers):
                yield caption
                yield from ("; ".join(map(plain, (layer.name, layer.giver, layer.meaning))) for layer in layers)
            case tree.Timeline(caption=caption, note=note, moments=moments):
                yield from (caption, plain(note))
                yield from (f"{moment.time} {moment.kind} {plain(moment.runs)}" for moment in moments)
            case tree.Glossary(entries=entries):
                yield from (f"{entry.term}: {plain(entry.runs)}" for entry in entries)

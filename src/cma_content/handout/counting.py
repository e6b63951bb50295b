"""Whether a handout keeps to its limits, known before any of it is made, in time linear in the article."""

import itertools
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from pydantic import BaseModel

from cma_content.handout.law_weights import Counts, source_counts
from cma_content.handout.limits import COUNTED, Limits
from cma_content.handout.weights import Weights
from cma_content.model import regions
from cma_content.model.article import Article
from cma_content.model.blocks import View
from cma_content.model.frozen import frozen
from cma_content.model.program import Program

Location = tuple[str | int, ...]
PARTS: Final[Mapping[str, str]] = {"guide": "sections", "fact sheet": "fact_sheet"}
"""What an article prints, and the field that holds its parts."""
_FRONT: Final = ("title", "subtitle", "main_message", "call_to_action")
_WHAT: Final = {
    "marks": "stressed words, links and glossary words",
    "notes": "references to sources",
    "pieces": "short pieces, such as items and cells, beyond one for every 40 characters",
    "repeated": "characters more than the article holds",
}
_PIECE: Final = 40
_FIXED: Final = 160
"""The characters of the fixed words of a program's own section, or fewer."""
_NO_RECORDS: Final = (type(None), int, Decimal, date)
_NO_PIECES: Final = frozenset({"characters", "pay"})


@frozen
class Excess:
    """A limit that a handout of an article passes: where it does so first, and how much it prints in all."""

    layout: str
    """The guide, or the fact sheet."""
    location: Location
    limit: str
    """The name of the limit in `Limits`."""
    count: int
    most: int

    @property
    def sentence(self) -> str:
        """What is too much."""
        what = _WHAT.get(self.limit, self.limit.replace("_", " "))
        return f"the {self.layout} prints {self.count:,} {what}; the limit {self.limit} is {self.most:,}"


def excess(
    article: Article, limits: Limits, layouts: Collection[str] = tuple(PARTS), *, local: bool | None = None
) -> Iterator[Excess]:
    """The limits that the guide, or the fact sheet, of an article would pass, each once.

    Counted are the blocks for every audience, both sides of a sheet, and of several regions the one that prints most;
    `local` says whether a handout is for a region, where that is known.
    """
    held = _characters(article)
    found: set[str] = set()
    readers = _readers(article) if local is None else (local,)
    for layout, for_region in itertools.product(layouts, readers):
        total = _total((counts for _, counts in _parts(article, layout, local=for_region)), held)
        over = [name for name in COUNTED if total[name] > getattr(limits, name) and name not in found]
        places = _first(_parts(article, layout, local=for_region), limits, over, held) if over else {}
        yield from (Excess(layout, places[name], name, total[name], getattr(limits, name)) for name in over)
        found |= {*over}


def totals(article: Article, layout: str) -> Mapping[str, int]:
    """What a layout of the article prints, by the names of the limits that are counts."""
    held, most = _characters(article), Counts()
    for local in _readers(article):
        most |= _total((counts for _, counts in _parts(article, layout, local=local)), held)
    return {name: most[name] for name in COUNTED}


def size_of(program: Program) -> tuple[int, ...]:
    """All that `excess` sees of a program: its characters, those of each of its statements, and its own words."""
    own = hash((program.name, program.section, program.faqs))
    return (_characters(program), own, *(len(statement.text) for statement in program.statements))


def _readers(article: Article) -> tuple[bool, ...]:
    """Whether a handout may be made for no region, and for one."""
    return (False, True) if regions.regions(article) else (False,)


def _total(parts: Iterable[Counts], held: int) -> Counts:
    total: Counts = Counter()
    for counts in parts:
        for name, number in counts.items():
            total[name] += number
    return _compared(total, held)


def _compared(total: Counts, held: int) -> Counts:
    """The counts with what follows from them: what is printed again, and in pieces shorter than usual."""
    characters = total["characters"]
    # A cell takes half the time and room of an item.
    pieces = sum(number for name, number in total.items() if name not in _NO_PIECES) - total["cells"] // 2
    compared: Counts = Counter(repeated=max(0, characters - held), pieces=max(0, pieces - characters // _PIECE))
    return compared + total


def _first(
    parts: Iterable[tuple[Location, Counts]], limits: Limits, names: Iterable[str], held: int
) -> Mapping[str, Location]:
    """The place where each limit is passed first."""
    places: dict[str, Location] = {}
    total: Counts = Counter()
    for location, counts in parts:
        total.update(counts)
        compared = _compared(total, held)
        for name in names:
            if compared[name] > getattr(limits, name):
                places.setdefault(name, location)
    return places


def _parts(article: Article, layout: str, *, local: bool) -> Iterator[tuple[Location, Counts]]:
    """What each part prints, with its place, in the order of print."""
    is_guide, explained = layout == "guide", set[str]()
    weights = Weights(article, sheet=not is_guide, local=local)
    for name in (*_FRONT, *["key_points"] * is_guide):
        yield (name,), weights.of(getattr(article, name))
    if not is_guide:
        yield ("key_figures",), weights.headline() + weights.of(article.pay_notice_in_short)
    field, kind = PARTS[layout], "sections" if is_guide else "sheet_parts"
    for index, part in enumerate(getattr(article, field)):
        # Its title stands in the contents too.
        yield (
            (field, index, "title"),
            Counter({kind: 1, "characters": 2 * len(part.title)}),
        )
        pay = False
        for number, block in enumerate(part.blocks):
            weights.used.clear()
            counts = weights.block(block)
            if is_guide and weights.used and not isinstance(block, View):
                counts += _explained(article, weights, explained)
            if counts["pay"] and not pay:
                # Whom the figures count is said once in each part that prints one.
                counts += weights.of(article.pay_notice) + Counter(blocks=1)
                pay = True
            yield (field, index, "blocks", number), counts
    if is_guide and article.program:
        yield from _own(article, article.program, weights, explained)
    cited = {*weights.cited, *([article.pay.source] if article.pay else [])}
    for index, source in enumerate(article.sources):
        if source.id in cited:
            yield ("sources", index), source_counts(source)
    if local:
        yield ("state_rules",), weights.law.sources()
    program = article.program
    if program:
        for index, statement in enumerate(program.statements):
            yield ("program", "statements", index), Counter(blocks=1, characters=len(statement.text))


def _own(
    article: Article, program: Program, weights: Weights, explained: set[str]
) -> Iterator[tuple[Location, Counts]]:
    """What a program's own section and questions print: its name stands in the title, in the contents, and below it."""
    if program.section or program.faqs:
        notice = weights.of(article.pay_notice) + Counter(blocks=1)
        yield ("program", "name"), notice + Counter(sections=1, blocks=1, characters=3 * len(program.name) + _FIXED)
    if program.section:
        yield ("program", "section", "title"), Counter(characters=2 * len(program.section.title))
    for number, block in enumerate(program.section.blocks if program.section else ()):
        weights.used.clear()
        counts = weights.block(block)
        yield ("program", "section", "blocks", number), counts + _explained(article, weights, explained)
    for index, faq in enumerate(program.faqs):
        yield ("program", "faqs", index), weights.of(faq) + Counter(entries=1, characters=len(faq.question))


def _explained(article: Article, weights: Weights, before: set[str]) -> Counts:
    """What explains the words that a block used for the first time."""
    new = [id_ for id_ in dict.fromkeys(weights.used) if id_ not in before]
    before.update(new)
    counts = Counter(blocks=int(bool(new)), marks=len(new))
    for id_ in new:
        counts += weights.of(article.term(id_))
    return counts


def _characters(record: Article | Program) -> int:
    """The characters of all text that an article or a program holds; its table of pay is numbers."""
    characters, left = 0, [held for field, held in record if field != "pay"]
    while left:
        value = left.pop()
        if isinstance(value, str):
            characters += len(value)
        elif isinstance(value, tuple):
            left += value
        elif isinstance(value, dict):
            left += value.values()
        # Of numbers and days, many more than records, pydantic would ask at length whether they are records.
        elif not isinstance(value, _NO_RECORDS) and isinstance(value, BaseModel):
            left += value.__dict__.values()
    return characters

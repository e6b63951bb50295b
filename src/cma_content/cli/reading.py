"""reading: how hard the prose of an article is to read, and how long it takes."""

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Final

from cma_content.cli.sources import article_of
from cma_content.cli.terminal import say, say_json
from cma_content.diagnostics.escaping import wrapped
from cma_content.handout import Limits, RenderOptions
from cma_content.insight.reading_level import BANDS, LEAST, Level, ReadingLevels, reading_levels
from cma_content.publishing import bounds

_HEAD: Final = f"{'part':<38} {'words':>6}  {'per sentence':>12}  {'grade':>6}  {'SMOG':>6}"
_PART: Final = 38


def run(options: argparse.Namespace) -> int:
    """Prints the measures; what is out of its band counts as a failure with --strict alone."""
    article = article_of(options.source)
    for layout in ("guide", "two-sided"):
        bounds.check(article, RenderOptions(layout=layout), Limits())
    found = reading_levels(article)
    if options.json:
        say_json(_as_json(found))
    else:
        say(*_table(found))
    return int(options.strict and any(level.measures.outside for level in found.levels))


def _table(found: ReadingLevels) -> Iterator[str]:
    yield _HEAD
    for level in found.levels:
        measures = level.measures
        cells = (_cell(level, name, width) for name, width in zip(BANDS, (12, 6, 6), strict=True))
        name = f"{level.kind}: {level.id}"
        name = name if len(name) <= _PART else f"{name[: _PART - 1]}…"
        yield f"{name:<{_PART}} {measures.words:>6,} {' '.join(cells)}"
    outside = sum(bool(level.measures.outside) for level in found.levels)
    yield ""
    (shortest, longest), (least, most), (_, hardest) = BANDS.values()
    yield from wrapped(
        f"Aim for {shortest:.0f} to {longest:.0f} words a sentence, a Flesch-Kincaid grade of {least:.0f} to "
        f"{most:.0f} with the names of jobs, credentials and bodies left out, and a SMOG grade of at most "
        f"{hardest:.0f}; < is below, > is above. {outside} of {len(found.levels)} parts are outside. Sections of fewer "
        f"than {LEAST} words of prose are not measured."
    )
    yield f"The guide has {found.words:,} words: about {found.minutes} minute{'s' * (found.minutes != 1)}."


def _cell(level: Level, name: str, width: int) -> str:
    value, (least, most) = getattr(level.measures, name), BANDS[name]
    return f" {value:>{width}.1f}{'<' if value < least else '>' if value > most else ' '}"


def _as_json(found: ReadingLevels) -> str:
    levels = [
        {"kind": level.kind, "id": level.id, "title": level.title}
        | asdict(level.measures)
        | {"outside": level.measures.outside}
        for level in found.levels
    ]
    return json.dumps({"words": found.words, "minutes": found.minutes, "bands": BANDS, "levels": levels}, indent=2)

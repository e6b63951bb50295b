"""What the kit exports: the guide, its sheet, an article of every block under a program, and one of hostile text."""

import functools
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from cma_content.exporting.abilities import DrawsGlyphs
from cma_content.exporting.fitting import fit
from cma_content.handout import Handout, RenderOptions
from cma_content.loading.load import load
from cma_content.loading.loader import load_text
from cma_content.model.article import Article
from cma_content.model.program import Program

KITCHEN_SINK: Final = Path(__file__).parent / "kitchen-sink.yaml"
"""Every block, collection and field once."""
HOSTILE: Final = Path(__file__).parent / "hostile.yaml"
"""Text that other formats take for markup, commands, formulas or the end of theirs, in every kind of place."""
SMALL: Final = ("kitchen-sink", "hostile")
"""The cases that are soon exported, and are so many times."""
_PROGRAM: Final = Program.model_validate(
    {
        "schema_version": "1.0",
        "id": "own",
        "name": "Example Program",
        "section": {
            "title": "How to <apply>",
            "blocks": [
                {
                    "type": "paragraph",
                    "text": "Half of all earn less than <fact:pay-median>; **we** [do](#money).",
                },
                {"type": "steps", "items": ["Call & ask.", "Send the form."]},
                {"type": "table", "caption": "Terms", "columns": ["Term", "Begins"], "rows": [["Fall", "August"]]},
            ],
        },
        "faqs": [{"question": "May I keep my job?", "answer": ["Yes, _mostly_.", "Classes are at night."]}],
    }
)
"""Whoever hands the kitchen sink out has a section and a question of its own."""


@functools.cache
def _shipped() -> Article:
    return load()


def _hostile(exporter: object) -> Article:
    """Without the characters that the exporter's fonts lack, which it refuses."""
    text = HOSTILE.read_text("utf-8")
    missing = exporter.missing_glyphs(text) if isinstance(exporter, DrawsGlyphs) else ""
    return load_text(text.translate({ord(sign): None for sign in missing if sign != "\n"}), name=HOSTILE.name)


CASES: Final[Mapping[str, tuple[Callable[[object], Article], RenderOptions]]] = {
    "guide": (lambda _: _shipped(), RenderOptions()),
    "sheet": (lambda _: _shipped(), RenderOptions(layout="two-sided", region="WA")),
    "kitchen-sink": (lambda _: load(KITCHEN_SINK), RenderOptions(program=_PROGRAM)),
    "hostile": (_hostile, RenderOptions()),
}


def handout_of(case: str, exporter: object) -> Handout:
    """The handout of a case as the exporter gets it, a sheet fitted to its pages."""
    article, options = CASES[case]
    return fit(article(exporter), options, exporter)

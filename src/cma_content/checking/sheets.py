"""Whether the fact sheets fit their pages, measured where an exporter that can measure is installed."""

import itertools
from collections.abc import Iterator
from typing import Final

from cma_content.checking.finding import Finding
from cma_content.diagnostics import rules
from cma_content.errors import FitError
from cma_content.exporting.fitting import Paged, fit
from cma_content.handout.options import PAPERS, PRESETS, RenderOptions
from cma_content.model.article import Article
from cma_content.model.program import Program

_LAYOUT: Final = "two-sided"
"""Its front is the sheet of one side, so measuring it measures both."""


def unfitting_sheets(article: Article, program: Program | None, exporter: Paged) -> Iterator[Finding]:
    """A finding for each preset and paper on which the parts that must be printed do not fit.

    Raises `MissingEngineError` where the engine that measures is not installed.
    """
    for preset, paper in itertools.product(PRESETS, PAPERS):
        try:
            fit(article, RenderOptions(layout=_LAYOUT, preset=preset, paper=paper, program=program), exporter)
        except FitError as error:
            yield Finding(("fact_sheet",), rules.SHEET, str(error), hint=error.hint)

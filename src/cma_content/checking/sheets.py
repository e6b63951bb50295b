"""Whether fact sheets fit their pages, measured by an exporter that sets pages."""

import itertools
from collections.abc import Iterator, Mapping
from typing import get_args

from cma_content.checking.finding import Finding
from cma_content.design.tokens import Preset
from cma_content.diagnostics import rules
from cma_content.errors import FitError
from cma_content.exporting.abilities import Paged
from cma_content.exporting.fitting import check_fit
from cma_content.handout.options import Layout, Paper, RenderOptions
from cma_content.model.article import Article


def unfitting_sheets(article: Article, exporters: Mapping[str, Paged]) -> Iterator[Finding]:
    """A finding at the first part of each side that does not fit its page, on any paper and in any preset.

    An article with a program is measured with it. Raises `MissingEngineError` where an engine is not installed.
    """
    first = {str(part.side): index for index, part in reversed(list(enumerate(article.fact_sheet)))}
    if "front" not in first:
        yield Finding(("fact_sheet", 0, "side"), rules.SHEET, "the sheet has a back and no front", "write side: front")
        return
    # The front of two sides is fitted by itself.
    layout: Layout = "two-sided" if "back" in first else "fact-sheet"
    for exporter, preset, paper in itertools.product(exporters.values(), get_args(Preset), get_args(Paper)):
        if not first:
            return
        try:
            check_fit(article, RenderOptions(paper, layout, preset), exporter)
        except FitError as error:
            if (index := first.pop(error.side, None)) is not None:
                message, _, hint = str(error).partition("; ")
                yield Finding(("fact_sheet", index, "id"), rules.SHEET, message, hint)

"""The structure tree of a PDF, written here so that it says what the page says.

WeasyPrint 70 tags each page by itself: what runs over a page break is split, a table's header is repeated, headers
have no scope, links and inline elements lose what they are. So it is left nothing to tag: the boxes and their marks are
taken from it as each page is drawn, and the `finisher` hook of `write_pdf`, which gets the finished objects, joins them
into one tree of the document's own elements, in the document's order.
Each module names what it fixes, and the issue of WeasyPrint with which it can go.
"""

from collections.abc import Callable
from typing import Any, Final

from cma_content import deadline
from cma_content_pdf.tags.artifacts import is_decoration, mark_artifacts
from cma_content_pdf.tags.leaves import give_back, links_in, read_leaves, take_marks
from cma_content_pdf.tags.links import fix_links
from cma_content_pdf.tags.notes import bracket, is_note
from cma_content_pdf.tags.tree import Builder
from cma_content_pdf.tags.writing import write_tree

VERSION: Final = "70"
"""The major version of WeasyPrint whose tags are fixed; a test fails for any other."""


def finisher(document: Any) -> Callable[[Any, Any], None]:
    """What gives the PDF that is drawn from `document` next, before it is written, its structure tree."""
    taken = take_marks(document)

    def finish(document: Any, pdf: Any) -> None:
        give_back(document, taken)
        leaves, artifacts = read_leaves(taken)
        builder = Builder(document)
        decoration = []
        for leaf in leaves:
            deadline.check()
            if is_decoration(leaf):
                decoration.append((leaf.page, leaf.mcid))
            elif builder.is_repeated(leaf):
                artifacts.append((leaf.page, leaf.mcid))
            else:
                builder.add(leaf)
        fix_links(document, pdf, builder, links_in(taken))
        write_tree(pdf, builder.root)
        mark_artifacts(pdf, artifacts, decoration)
        bracket(pdf, filter(is_note, leaves))

    return finish

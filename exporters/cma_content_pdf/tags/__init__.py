"""The structure tree of a PDF, written anew so that it says what the page says.

WeasyPrint 70 tags each page by itself: what runs over a page break is split, a table's header is repeated, headers
have no scope, links and inline elements lose what they are. The `finisher` hook of `write_pdf` gets the boxes and the
finished objects; here they are joined into one tree of the document's own elements, in the document's order.
Each module names what it fixes, and the issue of WeasyPrint with which it can go.
"""

from collections.abc import Callable
from typing import Any, Final

from cma_content import deadline
from cma_content_pdf.tags.artifacts import is_decoration, mark_artifacts
from cma_content_pdf.tags.leaves import keep_marks, links_in, read_leaves
from cma_content_pdf.tags.links import fix_links
from cma_content_pdf.tags.notes import bracket, is_note
from cma_content_pdf.tags.tree import Builder
from cma_content_pdf.tags.writing import write_tree

VERSION: Final = "70"
"""The major version of WeasyPrint whose tags are fixed; a test fails for any other."""


def finisher(document: Any) -> Callable[[Any, Any], None]:
    """What gives the PDF that is drawn from `document` next, before it is written, its structure tree."""
    marks = keep_marks(document)

    def finish(document: Any, pdf: Any) -> None:
        leaves, artifacts = read_leaves(document, marks)
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
        fix_links(document, pdf, builder, links_in(document))
        write_tree(pdf, builder.root)
        mark_artifacts(pdf, artifacts, decoration)
        bracket(pdf, filter(is_note, leaves))

    return finish

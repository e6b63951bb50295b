"""What a fact sheet is made of: its parts, the rows that they stand in, and its foot."""

from collections.abc import Collection, Mapping

from cma_content.errors import UsageError
from cma_content.handout import branding, tree
from cma_content.handout.anchors import Own
from cma_content.handout.options import RenderOptions, check_name
from cma_content.handout.scope import Scope
from cma_content.model.article import Article
from cma_content.model.fact_sheet import SheetPart


def parts(scope: Scope, left_out: Collection[str]) -> tuple[SheetPart, ...]:
    """The parts that a reader gets but for those `left_out`: the front's, then the back's."""
    gone = {*scope.options.omit, *left_out}
    found = held(scope.article, scope.options)
    return tuple(part for part in found if part.id not in gone and scope.is_for_reader(part))


def held(article: Article, options: RenderOptions) -> list[SheetPart]:
    """The parts of a sheet, whoever reads it; raises `UsageError` for an article without, and for one that is none."""
    sides = ("front", "back") if options.layout == "two-sided" else ("front",)
    found = [part for side in sides for part in article.fact_sheet if part.side == side]
    if not found:
        raise UsageError(f"the article {article.id} does not say what belongs on a fact sheet")
    for id_ in options.omit:
        check_name("part of the fact sheet", id_, [part.id for part in article.fact_sheet])
    return found


def unserved(article: Article, options: RenderOptions) -> tuple[str, ...]:
    """Of those whom a sheet is for, beside students, whoever no part of it is for."""
    sides = ("front", "back") if options.layout == "two-sided" else ("front",)
    served = {name for part in article.fact_sheet if part.side in sides for name in part.audience}
    return tuple(name for name in options.audience if name != "student" and name not in served)


def rows(article: Article) -> Mapping[str, int]:
    """The row of each part, whatever is printed of it: of two halves, the second is in that of the first."""
    found: dict[str, int] = {}
    waiting: dict[str, int] = {}
    for number, part in enumerate(article.fact_sheet, start=1):
        row = waiting.pop(part.side, 0) if part.width == "half" else 0
        if part.width == "half" and not row:
            waiting[part.side] = number
        found[part.id] = row or number
    return found


def action(scope: Scope) -> tree.Action:
    """What to do, and how to reach who hands the sheet out."""
    program = scope.article.program
    masthead = branding.masthead(program, scope.words, sheet=True) if program else None
    runs = scope.writer.runs(scope.article.call_to_action)
    scope.writer.forget_new_terms()
    return tree.Action(Own.ACTION, scope.words["action"], runs, masthead)

"""What the law of each state says, as blocks."""

from collections.abc import Iterator

from cma_content.handout import tree
from cma_content.handout.scope import Scope


def state_rules(scope: Scope, only: str | None) -> Iterator[tree.Block]:
    """What each state's law says."""
    for rule in scope.article.state_rules:
        scope.writer.start_block()
        runs = (*scope.writer.runs(rule.summary), *scope.writer.notes(rule.sources))
        yield tree.Entry(rule.id, scope.writer.places[rule.place].name, (tree.Paragraph(runs),))

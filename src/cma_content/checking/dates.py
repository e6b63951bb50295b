"""What was right once: figures, a review and laws whose day has passed."""

from collections import Counter
from collections.abc import Iterator

from cma_content.checking.finding import Finding, warning
from cma_content.checking.inspected import Inspected
from cma_content.diagnostics import rules


def stale_sources(seen: Inspected) -> Iterator[Finding]:
    """Each source of which a newer release was expected by now."""
    article, day = seen.article, seen.as_of
    held = Counter(fact.source for fact in article.facts)
    for index, source in enumerate(article.sources):
        if day and source.next_release and source.next_release <= day:
            number = held[source.id]
            figures = f", and {number} figure{'s' * (number != 1)} may be old" if number else ""
            message = f"a newer release was expected by {source.next_release}{figures}"
            hint = "look for it, and bring the figures up to date"
            yield warning(("sources", index, "next_release"), rules.STALE, message, hint)


def review_due(seen: Inspected) -> Iterator[Finding]:
    """The article, where its next review is past due."""
    due = seen.article.next_review_due
    if seen.as_of and due < seen.as_of:
        message, hint = f"the review was due on {due}", "check the whole article, then move both dates"
        yield warning(("next_review_due",), rules.REVIEW_DUE, message, hint)


def lapsed_laws(seen: Inspected) -> Iterator[Finding]:
    """Each state's law whose end has come."""
    for index, rule in enumerate(seen.article.state_rules):
        if seen.as_of and rule.ends and rule.ends <= seen.as_of:
            message, hint = f"this law was due to lapse on {rule.ends}", "read what the law says now"
            yield warning(("state_rules", index, "ends"), rules.LAPSED, message, hint)

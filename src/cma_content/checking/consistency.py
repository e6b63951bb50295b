"""What a check warns of that can be printed all the same: one function for each rule."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Final

from cma_content.checking import claims, dates, figures, law, links, lists, pictures, terms, trademarks
from cma_content.checking.finding import Finding
from cma_content.checking.inspected import Inspected
from cma_content.diagnostics import rules
from cma_content.model.article import Article

RULES: Final[Mapping[str, Callable[[Inspected], Iterator[Finding]]]] = {
    rules.STALE.code: dates.stale_sources,
    rules.REVIEW_DUE.code: dates.review_due,
    rules.LAPSED.code: dates.lapsed_laws,
    rules.TYPED_FIGURE.code: figures.typed_figures,
    rules.NO_SOURCE.code: claims.unsourced_entries,
    rules.NO_SOURCE_FOR_HOW_MANY.code: claims.unsourced_claims,
    rules.SECOND_HAND.code: figures.second_hand,
    rules.TWO_RELEASES.code: figures.two_releases,
    rules.BARE_MARK.code: trademarks.bare_marks,
    rules.PLAIN_ADJECTIVE.code: trademarks.plain_adjectives,
    rules.ISSUER_UNNAMED.code: trademarks.unnamed_issuers,
    rules.LONG_LIST.code: lists.long_lists,
    rules.TERM_UNEXPLAINED.code: terms.unexplained_terms,
    rules.LINK_NOT_TITLED.code: links.untitled_links,
    rules.LINK_SAYS_NOTHING.code: links.empty_links,
    rules.TYPED_TWICE.code: figures.typed_twice,
    rules.IDLE_TOPIC.code: law.idle_topics,
    rules.BARE_STATUS.code: law.bare_statuses,
    rules.COARSE_PICTURE.code: pictures.coarse_pictures,
}
"""What finds the faults of each rule, by its code."""
MOST: Final = 1000
"""How many findings of a rule are gathered; whoever has more starts with these."""


def inconsistencies(article: Article, as_of: date | None, *, prints: bool) -> Iterator[Finding]:
    """What the rules find in an article on a day, at most `MOST` of each; `prints` says that handouts can be made."""
    seen = Inspected(article, as_of, prints)
    for find in RULES.values():
        places = set()
        for one in islice(find(seen), MOST):
            # What one handout prints, another may print as well.
            if (one.location, one.at) not in places:
                places.add((one.location, one.at))
                yield one

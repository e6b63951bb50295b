"""Labels of an article that stand in place of no words of a handout, or that do not fit there."""

from collections.abc import Iterator

from cma_content.checking.finding import Finding
from cma_content.diagnostics import rules
from cma_content.errors import UsageError
from cma_content.handout import locale
from cma_content.handout.labels import misfit
from cma_content.loading.nearest import Names, cut
from cma_content.model.article import Article


def wrong_labels(article: Article) -> Iterator[Finding]:
    """A finding at each label with a key that there is not, with the nearest, or with other placeholders."""
    try:
        words = locale.words_of(article.language)
    except UsageError:
        # Of a language without words, that is reported.
        return
    names = Names()
    for key, label in article.labels.items():
        if key not in words:
            near = names.near(key, words, "labels")
            hint = f"did you mean {near!r}?" if near else names.listed(words, "labels")
            yield Finding(("labels", key), rules.UNKNOWN_FIELD, f"there is no label {cut(key)!r}", hint)
        elif needed := misfit(label, words[key]):
            yield Finding(("labels", key), rules.PATTERN, f"the label {key!r} does not fit", needed)

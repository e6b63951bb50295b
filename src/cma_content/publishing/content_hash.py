"""The content hash of a file: of all that its bytes depend on, so that it is known without being made."""

import functools
import hashlib
import json
from collections.abc import Iterable, Iterator

from cma_content.diagnostics import rules
from cma_content.errors import ArticleError, UsageError
from cma_content.exporting.abilities import Named
from cma_content.exporting.registry import get_exporter
from cma_content.handout import edition_code
from cma_content.model.article import Article
from cma_content.publishing.batch_jobs import Target, makers
from cma_content.publishing.batch_rows import Row, problem
from cma_content.publishing.publisher import is_data


def targets(article: Article, rows: Iterable[Row]) -> list[tuple[Target, ...]]:
    """The files of rows that have their names; raises `ArticleError` with those that name what the article lacks."""
    whole = hashlib.sha256(article.model_dump_json().encode()).hexdigest()
    made_by = functools.cache(lambda name: json.dumps(makers((name,))))
    exporter_of = functools.cache(get_exporter)
    found, problems = [], []

    def of(row: Row) -> Iterator[Target]:
        drawn = edition_code.fingerprint(article, row.options)
        for name in row.formats:
            exporter = exporter_of(name)
            # What draws reads the handout alone, what writes data the article alone; others may read both.
            draws = isinstance(exporter, Named) and exporter.named_by
            parts = (made_by(name), "" if is_data(exporter) else drawn, "" if draws else whole)
            yield Target(name, row.name + exporter.suffix, hashlib.sha256("\n".join(parts).encode()).hexdigest())

    for row in rows:
        try:
            found.append(tuple(of(row)))
        except UsageError as error:
            problems.append(problem(row, rules.ROSTER_CELL, str(error)))
    if problems:
        raise ArticleError(problems)
    return found

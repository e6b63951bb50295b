"""What `check` finds in an article that the loader accepts: with no error among it, every format is written."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import get_args

from cma_content import deadline
from cma_content.checking.acknowledged import without_acknowledged
from cma_content.checking.blocks import empty_blocks
from cma_content.checking.consistency import inconsistencies
from cma_content.checking.finding import Finding
from cma_content.checking.glyphs import missing_glyphs
from cma_content.checking.labels import wrong_labels
from cma_content.checking.length import too_long
from cma_content.checking.sheets import unfitting_sheets
from cma_content.checking.unused import unused_entries
from cma_content.diagnostics import rules
from cma_content.diagnostics.problem import Problem
from cma_content.errors import ContentError, DeadlineError, MissingEngineError, OutputError, UsageError
from cma_content.exporting.abilities import DrawsGlyphs, Paged
from cma_content.exporting.registry import Exporter, available, get_exporter
from cma_content.handout import RenderOptions, build, contents, locale
from cma_content.handout.limits import USUAL, Limits
from cma_content.handout.options import Layout
from cma_content.loading.document import Location
from cma_content.loading.loader import Loaded
from cma_content.model.article import Article
from cma_content.model.audience import Audience
from cma_content.model.program import Program


@dataclass(frozen=True, slots=True)
class Report:
    """The problems of an article or a program's file, and what could not be looked at, with the reason."""

    problems: tuple[Problem, ...]
    unchecked: tuple[str, ...] = ()
    acknowledged: int = 0
    """How many warnings the article acknowledges, so that they are not among its problems."""


def check(loaded: Loaded[Article], limits: Limits = USUAL, as_of: date | None = None) -> Report:
    """The problems of an article beside those that the loader reports: errors stop an export, warnings do not.

    What is too old is found where `as_of` says which day it is.
    """
    article, unchecked = loaded.record, list[str]()
    findings = [*_language(article), *wrong_labels(article)]
    findings += [*too_long(article, limits), *empty_blocks(article), *unused_entries(article)]
    exporters = _exporters()
    drawing = {name: exporter for name, exporter in exporters.items() if isinstance(exporter, DrawsGlyphs)}
    findings += _if_possible("characters were not checked", lambda: missing_glyphs(article, drawing), unchecked)
    prints = not any(finding.severity == "error" for finding in findings)
    if prints:
        _build_each_layout(article)
        with deadline.within(limits.seconds):
            findings += _sheets(article, exporters, unchecked)
    findings += inconsistencies(article, as_of, prints=prints)
    left, acknowledged = without_acknowledged(article, findings)
    return Report(tuple(finding.problem(loaded.document) for finding in left), tuple(unchecked), acknowledged)


def _build_each_layout(article: Article) -> None:
    """Raises what an export would raise before it draws; nothing, as far as the findings are complete."""
    # Two sides hold what one does.
    layouts: tuple[Layout, ...] = ("guide", "two-sided") if article.fact_sheet else ("guide",)
    for layout in layouts:
        for audience in (RenderOptions().audience, get_args(Audience)):
            build(article, RenderOptions(layout=layout, audience=audience))


def check_program(loaded: Loaded[Program], article: Article, limits: Limits = USUAL) -> Report:
    """The problems of a program's file beside those that the loader reports, laid over the article it was read for."""
    program, unchecked = loaded.record, list[str]()
    exporters = _exporters()
    drawing = {name: exporter for name, exporter in exporters.items() if isinstance(exporter, DrawsGlyphs)}
    branded = article.with_program(program)
    findings = [*_sections(branded)]
    findings += [replace(found, location=_within(found.location)) for found in too_long(branded, limits)]
    findings += _if_possible("characters were not checked", lambda: missing_glyphs(program, drawing), unchecked)
    if not any(finding.severity == "error" for finding in findings):
        _build_each_layout(branded)
        # The sheet is the article's; what makes it too long is the program.
        with deadline.within(limits.seconds):
            sheets = _sheets(branded, exporters, unchecked)
        findings += [Finding(("id",), found.rule, found.message, found.hint) for found in sheets]
    return Report(tuple(finding.problem(loaded.document) for finding in findings), tuple(unchecked))


def _within(location: Location) -> Location:
    """The place in a program's file; what only the article is too long for stands at its top."""
    field, *rest = location
    return tuple(rest) if field == "program" else ("id",)


def _exporters() -> dict[str, Exporter]:
    """Every installed exporter that can be loaded; one that cannot is reported when its format is asked for."""
    found = {}
    for name in available():
        try:
            found[name] = get_exporter(name)
        except ContentError:
            continue
    return found


def _language(article: Article) -> Iterator[Finding]:
    try:
        locale.words_of(article.language)
    except UsageError as error:
        message, _, hint = str(error).partition("; ")
        yield Finding(("language",), rules.LANGUAGE, message, hint)


def _sections(branded: Article) -> Iterator[Finding]:
    try:
        contents.chosen(branded, RenderOptions(program=branded.program))
    except UsageError as error:
        message, _, hint = str(error).partition(": ")
        yield Finding(("hide", "sections"), rules.SENSE, message, hint)


def _sheets(article: Article, exporters: dict[str, Exporter], unchecked: list[str]) -> list[Finding]:
    paged = {name: exporter for name, exporter in exporters.items() if isinstance(exporter, Paged)}
    if not article.fact_sheet:
        return []
    if not paged:
        unchecked.append("fact sheets were not measured: no installed format sets pages")
    return _if_possible("fact sheets were not measured", lambda: unfitting_sheets(article, paged), unchecked)


def _if_possible(what: str, find: Callable[[], Iterator[Finding]], unchecked: list[str]) -> list[Finding]:
    """The findings; none, and the reason why, where an engine is missing, a format cannot be made or takes too long."""
    try:
        return list(find())
    except (DeadlineError, MissingEngineError, OutputError) as error:
        unchecked.append(f"{what}: {error}")
        return []

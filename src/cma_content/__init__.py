"""The career guide to the clinical medical assistant, as typed data and as handouts.

    from cma_content import RenderOptions, export, load, publish

    guide = load()
    sheet = export(guide, "pdf", RenderOptions(layout="fact-sheet", region="WA"))

`load` gives an `Article`, the guide or one of your own; `build` the `Handout` that it makes with `RenderOptions`;
`export` the bytes of a format; `publish` its files; `publish_many` those of a roster, which `load_roster` reads.
`records`, `plain` and `dump` give the data to other programs, and `diff` what changed between two articles.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cma_content.diagnostics.problem import Problem
    from cma_content.errors import (
        ArticleError,
        ContentError,
        DeadlineError,
        LimitError,
        MissingEngineError,
        OutputError,
        PluginError,
        UnknownExporterError,
        UnknownIdError,
        UnreadableError,
        UsageError,
    )
    from cma_content.exporting.abilities import Fragment
    from cma_content.exporting.registry import Exporter, available
    from cma_content.handout import Handout, Limits, RenderOptions, build
    from cma_content.insight.changes import Diff
    from cma_content.insight.diff import diff
    from cma_content.insight.staleness import facts, sources
    from cma_content.loading.dump import dump
    from cma_content.loading.load import load
    from cma_content.loading.loader import load_program, load_text
    from cma_content.model.article import Article
    from cma_content.model.entries import FAQ, Duty, Skill
    from cma_content.model.facts import Fact, Source
    from cma_content.model.json_schema import schema
    from cma_content.model.pay import Pay
    from cma_content.model.period import Period
    from cma_content.model.places import Place
    from cma_content.model.plain import plain
    from cma_content.model.program import Program
    from cma_content.model.records import records
    from cma_content.model.sections import Section
    from cma_content.model.text import Text
    from cma_content.publishing.batch import PublishedMany, publish_many
    from cma_content.publishing.batch_rows import Row
    from cma_content.publishing.cluster import Cluster
    from cma_content.publishing.fragments import fragment
    from cma_content.publishing.published import Published
    from cma_content.publishing.publisher import export, publish
    from cma_content.publishing.roster import load_roster

    __version__: str
    """The installed version of this package."""

# Where each public name lives; a module is imported when one of its names is used.
_HOMES = {
    "Problem": "cma_content.diagnostics.problem",
    "ArticleError": "cma_content.errors",
    "ContentError": "cma_content.errors",
    "DeadlineError": "cma_content.errors",
    "LimitError": "cma_content.errors",
    "MissingEngineError": "cma_content.errors",
    "OutputError": "cma_content.errors",
    "PluginError": "cma_content.errors",
    "UnknownExporterError": "cma_content.errors",
    "UnknownIdError": "cma_content.errors",
    "UnreadableError": "cma_content.errors",
    "UsageError": "cma_content.errors",
    "Fragment": "cma_content.exporting.abilities",
    "Exporter": "cma_content.exporting.registry",
    "available": "cma_content.exporting.registry",
    "Handout": "cma_content.handout",
    "Limits": "cma_content.handout",
    "RenderOptions": "cma_content.handout",
    "build": "cma_content.handout",
    "facts": "cma_content.insight.staleness",
    "sources": "cma_content.insight.staleness",
    "Diff": "cma_content.insight.changes",
    "diff": "cma_content.insight.diff",
    "dump": "cma_content.loading.dump",
    "load": "cma_content.loading.load",
    "load_program": "cma_content.loading.loader",
    "load_text": "cma_content.loading.loader",
    "Article": "cma_content.model.article",
    "Section": "cma_content.model.sections",
    "FAQ": "cma_content.model.entries",
    "Duty": "cma_content.model.entries",
    "Skill": "cma_content.model.entries",
    "Fact": "cma_content.model.facts",
    "Source": "cma_content.model.facts",
    "schema": "cma_content.model.json_schema",
    "Pay": "cma_content.model.pay",
    "Period": "cma_content.model.period",
    "Place": "cma_content.model.places",
    "plain": "cma_content.model.plain",
    "Program": "cma_content.model.program",
    "records": "cma_content.model.records",
    "Text": "cma_content.model.text",
    "Cluster": "cma_content.publishing.cluster",
    "fragment": "cma_content.publishing.fragments",
    "PublishedMany": "cma_content.publishing.batch",
    "publish_many": "cma_content.publishing.batch",
    "Published": "cma_content.publishing.published",
    "export": "cma_content.publishing.publisher",
    "publish": "cma_content.publishing.publisher",
    "load_roster": "cma_content.publishing.roster",
    "Row": "cma_content.publishing.batch_rows",
}
__all__ = [
    "FAQ",
    "Article",
    "ArticleError",
    "Cluster",
    "ContentError",
    "DeadlineError",
    "Diff",
    "Duty",
    "Exporter",
    "Fact",
    "Fragment",
    "Handout",
    "LimitError",
    "Limits",
    "MissingEngineError",
    "OutputError",
    "Pay",
    "Period",
    "Place",
    "PluginError",
    "Problem",
    "Program",
    "Published",
    "PublishedMany",
    "RenderOptions",
    "Row",
    "Section",
    "Skill",
    "Source",
    "Text",
    "UnknownExporterError",
    "UnknownIdError",
    "UnreadableError",
    "UsageError",
    "__version__",
    "available",
    "build",
    "diff",
    "dump",
    "export",
    "facts",
    "fragment",
    "load",
    "load_program",
    "load_roster",
    "load_text",
    "plain",
    "publish",
    "publish_many",
    "records",
    "schema",
    "sources",
]


if not TYPE_CHECKING:  # who checks types is to find a name that does not exist

    def __getattr__(name: str) -> object:
        if name == "__version__":
            from cma_content.installed import version

            found = version("cma-content")
        elif name in _HOMES:
            found = getattr(import_module(_HOMES[name]), name)
        else:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        globals()[name] = found
        return found


def __dir__() -> list[str]:
    return [*__all__, "__version__"]

"""The career guide to the clinical medical assistant, as typed data and as handouts."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cma_content.diagnostics.problem import Problem
    from cma_content.errors import ArticleError, ContentError, MissingEngineError, OutputError, PluginError
    from cma_content.exporting.registry import Exporter, available
    from cma_content.handout import Handout, RenderOptions, build
    from cma_content.loading.files import load, load_text
    from cma_content.model.article import Article
    from cma_content.model.json_schema import schema
    from cma_content.publishing.published import Published
    from cma_content.publishing.publisher import export, publish

__all__ = [
    "Article",
    "ArticleError",
    "ContentError",
    "Exporter",
    "Handout",
    "MissingEngineError",
    "OutputError",
    "PluginError",
    "Problem",
    "Published",
    "RenderOptions",
    "available",
    "build",
    "export",
    "load",
    "load_text",
    "publish",
    "schema",
]

# Where each public name lives; a module is imported when one of its names is used.
_HOMES = {
    "cma_content.diagnostics.problem": ("Problem",),
    "cma_content.errors": ("ArticleError", "ContentError", "MissingEngineError", "OutputError", "PluginError"),
    "cma_content.exporting.registry": ("Exporter", "available"),
    "cma_content.handout": ("Handout", "RenderOptions", "build"),
    "cma_content.loading.files": ("load", "load_text"),
    "cma_content.model.article": ("Article",),
    "cma_content.model.json_schema": ("schema",),
    "cma_content.publishing.published": ("Published",),
    "cma_content.publishing.publisher": ("export", "publish"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(_HOME_OF[name]), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

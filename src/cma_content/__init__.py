"""The career guide to the clinical medical assistant, as typed data and as handouts."""

from cma_content.diagnostics.problem import Problem
from cma_content.errors import ArticleError, ContentError, MissingEngineError
from cma_content.exporting.registry import Exporter, available
from cma_content.handout import Handout, RenderOptions, build
from cma_content.loading.files import load, load_text
from cma_content.model.article import Article
from cma_content.model.json_schema import schema
from cma_content.publishing.publisher import export, publish

__all__ = [
    "Article",
    "ArticleError",
    "ContentError",
    "Exporter",
    "Handout",
    "MissingEngineError",
    "Problem",
    "RenderOptions",
    "available",
    "build",
    "export",
    "load",
    "load_text",
    "publish",
    "schema",
]

"""The career guide to the clinical medical assistant, as typed data and as handouts."""

from cma_content.article import Article
from cma_content.errors import ArticleError, ContentError, MissingEngineError
from cma_content.exporting import Exporter, available
from cma_content.handout import Edition, Handout, build
from cma_content.json_schema import schema
from cma_content.loading import load, load_text
from cma_content.problems import Problem
from cma_content.publishing import export, publish

__all__ = [
    "Article",
    "ArticleError",
    "ContentError",
    "Edition",
    "Exporter",
    "Handout",
    "MissingEngineError",
    "Problem",
    "available",
    "build",
    "export",
    "load",
    "load_text",
    "publish",
    "schema",
]

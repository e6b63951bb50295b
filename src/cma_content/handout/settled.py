"""The choices of a handout as they hold for its article."""

from dataclasses import replace

from cma_content.handout.options import RenderOptions
from cma_content.model import regions
from cma_content.model.article import Article


def settled(article: Article, options: RenderOptions) -> RenderOptions:
    """The options with the article's own program, where they have none, and the id of the region that they mean.

    Raises `UsageError` for a region that the article has no pay for.
    """
    program = options.program or article.program
    named = options.region or (program and program.region)
    region = regions.find(article, named).id if named else ""
    if program is options.program and region == options.region:
        return options
    return replace(options, program=program, region=region)

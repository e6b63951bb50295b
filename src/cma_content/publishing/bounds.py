"""What is refused for its size: before it is drawn, and before it is written."""

from cma_content.errors import LimitError
from cma_content.handout import Limits, RenderOptions
from cma_content.handout.counting import excess
from cma_content.handout.limits import remedy
from cma_content.model.article import Article


def check(article: Article, options: RenderOptions | None, limits: Limits) -> None:
    """Raises `LimitError` where the handout would print more than `limits` allow."""
    options = options or RenderOptions()
    program = options.program or article.program
    layout = "guide" if options.layout == "guide" else "fact sheet"
    local = bool(options.region or (program and program.region))
    found = list(excess(article.with_program(program), limits, [layout], local=local))
    if found:
        raise LimitError([f"{one.sentence}: {remedy(one.limit)}" for one in found], [one.limit for one in found])


def check_size(content: bytes, name: str, limits: Limits) -> None:
    """Raises `LimitError` for a file that is larger than `limits` allow."""
    if len(content) > limits.output_bytes:
        passed = f"the {name} has {len(content):,} bytes; the limit output_bytes is {limits.output_bytes:,}"
        raise LimitError([f"{passed}: {remedy('output_bytes')}"], ["output_bytes"])

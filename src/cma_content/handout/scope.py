"""What every block of a handout is made with."""

from collections.abc import Mapping
from dataclasses import dataclass

from cma_content.handout.options import RenderOptions
from cma_content.handout.text import Writer
from cma_content.model.article import Article
from cma_content.model.places import Place


@dataclass(frozen=True, slots=True)
class Scope:
    """An article, the choices of its reader, and the writer that remembers what was printed before."""

    article: Article
    options: RenderOptions
    place: Place | None
    """The region, where the handout is made for one."""
    words: Mapping[str, str]
    writer: Writer


def anchor(caption: str) -> str:
    """An id made of a caption's words."""
    words = "".join(letter if letter.isalnum() and letter.isascii() else " " for letter in caption.lower()).split()
    return "-".join(["figure", *words])

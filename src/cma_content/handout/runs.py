"""What a line of a handout is made of."""

from cma_content.model.frozen import frozen
from cma_content.model.inline import Emphasis, Link, Strong


@frozen
class Note:
    """A reference to the numbered source that backs what stands before it."""

    number: int


@frozen
class Defined:
    """A glossary term; `anchor` is its entry's id, or empty where the handout has no glossary."""

    text: str
    anchor: str
    spelled_out: str = ""
    """What `text` stands for, where it is an abbreviation."""


@frozen
class CrossReference:
    """The title of another part of the handout, with its quotes; in paged formats the number of its page follows."""

    anchor: str
    text: str


Run = str | Strong | Emphasis | Link | Note | Defined | CrossReference
Runs = tuple[Run, ...]

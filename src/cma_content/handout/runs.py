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


Run = str | Strong | Emphasis | Link | Note | Defined
Runs = tuple[Run, ...]

"""The blocks that an author sets for looking, writing and checking off."""

from cma_content.handout.runs import Runs
from cma_content.handout.tree.pictures import Picture, QRCode
from cma_content.model.frozen import frozen


@frozen
class Subheading:
    """A heading below the section's own."""

    id: str
    title: str


@frozen
class Quote:
    """What somebody else says, and who that is."""

    paragraphs: tuple[Runs, ...]
    by: Runs
    """A line of its own: a long dash, the name, and the note that says where it was read."""


@frozen
class Blank:
    """A label with lines to write on by hand."""

    label: str
    lines: int
    alt: str
    """What stands in place of the lines for a reader who hears them."""


@frozen
class FillIn:
    """Labels with lines to write on."""

    blanks: tuple[Blank, ...]


@frozen
class Illustration:
    """A picture of the author's."""

    picture: Picture
    share: float
    """How much of the width of its column it takes, up to 1."""
    caption: Runs
    """What is printed below it, the credit behind it; nothing where there is neither."""
    label: str
    """What a format without pictures prints before the words in its place."""


@frozen
class CodedLink:
    """A web address to open, to type and to scan."""

    id: str
    code: QRCode

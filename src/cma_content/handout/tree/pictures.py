"""Pictures with their words."""

from cma_content.model.frozen import frozen
from cma_content.model.inline import Link


@frozen
class Picture:
    """A picture, as a PNG of its pixels alone, and its words."""

    content: bytes
    alt: str


@frozen
class QRCode:
    """A QR code: what it says to do, the link, and the address as a person types it."""

    says: str
    link: Link
    alt: str

"""What every block may say of itself."""

from cma_content.model.audience import Audience
from cma_content.model.base import Id, Model


class BlockFields(Model):
    """What every block may say of itself."""

    id: Id | None = None
    """A name by which a fact sheet can take the block over."""
    audience: tuple[Audience, ...] = ()
    """Whom the block is for; a block that names nobody is for all. A handout is for students by default."""

"""Pictures that would look coarse in print."""

from collections.abc import Iterator
from typing import Final

from cma_content.checking.finding import Finding, warning
from cma_content.checking.inspected import Inspected
from cma_content.diagnostics import rules
from cma_content.model.authored import Picture
from cma_content.model.images import size_of

_LEAST: Final = 150
"""Dots an inch: with fewer, a reader sees them."""
_COLUMN: Final = 144.9 / 25.4
"""Inches: the width of a guide's column in standard type, in a PDF on Letter."""


def coarse_pictures(seen: Inspected) -> Iterator[Finding]:
    """Each picture that has too few pixels for the width in which a guide prints it."""
    for location, block in seen.blocks:
        if isinstance(block, Picture):
            across = round(_COLUMN * block.share * _LEAST)
            width, _ = size_of(block.content)
            if width < across:
                message = (
                    f"{block.file} prints at {width / (_COLUMN * block.share):.0f} dots an inch; {_LEAST} look sharp"
                )
                hint = f"take a picture of at least {across:,} pixels across"
                if block.width == "column" and width >= across * 0.5:
                    hint += ", or write width: half"
                yield warning((*location, "file"), rules.COARSE_PICTURE, message, hint, at=block.file)

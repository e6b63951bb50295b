"""An element of the structure tree, before it is an object of the PDF."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(eq=False, slots=True)
class Node:
    """An element of the structure tree; `kids` are nodes, (page, mark) pairs and annotations with their pages."""

    role: str
    parent: "Node | None" = None
    kids: list[Any] = field(default_factory=list)
    attributes: dict[str, Any] = field(default_factory=dict)
    alt: str = ""
    spelled_out: str = ""
    """What its text stands for, where that is an abbreviation."""
    language: str = ""

    def new(self, role: str) -> "Node":
        """A new last kid."""
        made = Node(role, self)
        self.kids.append(made)
        return made

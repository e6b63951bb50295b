"""Tables."""

from cma_content.handout.runs import Runs
from cma_content.model.frozen import frozen


@frozen
class Grid:
    """A table; the first cell of a row heads it. `numeric` columns are aligned at the right."""

    id: str
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Runs, ...], ...]
    numeric: frozenset[int] = frozenset()
    note: Runs = ()
    emphasized: frozenset[int] = frozenset()
    """Rows that stand out, such as the nation among its states."""
    answer: int = 0
    """The column that a narrow screen keeps beside the first; 0 where no one column is what readers come for."""

"""How far a batch has come: a bar on a terminal, a line for each row elsewhere."""

import contextlib
import sys
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from cma_content.cli.progress import Progress
from cma_content.cli.terminal import complain, is_dumb, is_terminal, say, size_of
from cma_content.diagnostics.escaping import escaped

if TYPE_CHECKING:
    from cma_content.publishing.batch_record import Entry
    from cma_content.publishing.batch_rows import Row


class BatchProgress:
    """A context; within it, rows that are begun and done are shown: how many, how fast, how long it will take."""

    def __init__(self, total: int, *, shown: bool) -> None:
        self._total, self._left = total, total
        self._made = 0
        self._at_work: dict[int, str] = {}
        self._since = time.monotonic()
        on_terminal = shown and is_terminal(sys.stderr) and not is_dumb()
        self._says_lines = shown and not on_terminal
        self._bar = _bar(total) if on_terminal else None
        self._line = Progress(shown=on_terminal and not self._bar)

    def __enter__(self) -> "BatchProgress":
        with contextlib.suppress(OSError, ValueError):
            if self._bar:
                self._bar.start()
        self._line.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        # The terminal may be gone; that is no reason to lose what is done.
        with contextlib.suppress(OSError, ValueError):
            if self._bar:
                self._bar.stop()
        self._line.__exit__()

    def begun(self, row: "Row") -> None:
        """A worker has the row, or gets it next."""
        self._at_work[row.line] = f"row {row.line}{f' {row.name}' * bool(row.name)}"
        self._show()

    def done(self, row: "Row", entries: Sequence["Entry"]) -> None:
        """It is done, failed, or stood already."""
        self._left -= 1
        self._made += self._at_work.pop(row.line, "") != ""
        for entry in entries if self._says_lines else ():
            if entry.error:
                complain(f"row {entry.row}: {entry.file} was not written: {entry.error}")
            elif entry.status == "written":
                say(f"row {entry.row}: {entry.file}  {size_of(entry.size)}  {entry.seconds:.1f} s")
        self._show()

    def _show(self) -> None:
        row, seconds = next(iter(self._at_work.values()), ""), time.monotonic() - self._since
        done, speed = self._total - self._left, ""
        if self._made:
            speed = f"{self._made / seconds:.1f} a second, {_time(self._left * seconds / self._made)} left"
        if self._bar:
            self._bar.update(self._bar.task_ids[0], completed=done, speed=speed, row=escaped(row))
        else:
            self._line.says(f"{done:,} of {self._total:,}{f', {speed}' * bool(speed)}: {row} ...")


def _time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min {rest} s" if minutes else f"{rest} s"


def _bar(total: int) -> Any:
    """A bar of rich on standard error, which it leaves as it was; nothing where rich is not installed."""
    try:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    except ImportError:
        return None
    texts = (TextColumn(f"{{task.fields[{name}]}}", markup=False) for name in ("speed", "row"))
    console = Console(file=sys.stderr)
    bar = Progress(
        BarColumn(20),
        MofNCompleteColumn(),
        *texts,
        console=console,
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
    bar.add_task("", total=total, speed="", row="")
    return bar

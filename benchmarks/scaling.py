"""How the processor time of each step grows with the article: the guide 1, 4, 16 and 64 times over.

A step is timed in a process of its own, set up as that of the command, after one run on the guide has loaded what it
needs. The guide has parts that are no larger in a larger one, so what grows is measured from one size to the next.
"""

import gc
import io
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import repeat
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final

from comparing import table
from results import Section
from rounds import MEGABYTE, ours

if TYPE_CHECKING:
    from cma_content import Article

SIZES: Final = (1, 4, 16)
LARGEST: Final = 64
MOST: Final = 1.15
GROWTH: Final = (
    "Growth is what 16 times take, beside what the straight line through 1 and 4 times says; of PDF, a page at 16 times"
    " beside one at 1. Markdown, DOCX and 64 times are measured once."
)
LIGHT: Final = ("load", "json", "html", "epub")
"""What is measured of the largest, too."""
BOUNDED: Final = (*LIGHT, "pdf")
"""What is measured in every round."""
OTHERS: Final = ("md", "docx")
_ENOUGH_SECONDS: Final = 0.7
_MOST_RUNS: Final = 3


@dataclass(frozen=True, slots=True)
class Timed:
    """What a step cost."""

    seconds: float
    """Of processor time, at best."""
    peak: float
    """Megabytes, with what was needed to make the article."""
    pages: int
    """Of a PDF."""


def section(folder: Path, rounds: int, *, quick: bool, report: Callable[[str], object]) -> Section:
    """Measures every step on every size."""
    found: dict[str, dict[int, list[Timed]]] = {}
    for number in range(rounds):
        for step, times in _sizes(first=number == 0, quick=quick):
            report(f"round {number + 1} of {rounds}: {step}, {times} times")
            found.setdefault(step, {}).setdefault(times, []).append(_in_a_process(step, times, folder))
    middle = {step: {times: _middle(each) for times, each in sizes.items()} for step, sizes in found.items()}
    grown = {step: growth(sizes) for step, sizes in middle.items()}
    exceeded = [f"{step}: {of}, where {MOST} is allowed" for step, of in grown.items() if of > MOST and step in BOUNDED]
    columns = [f"{times} time{'s' * (times > 1)}" for times in (*SIZES, LARGEST)]
    head = ("CPU s of the guide", *columns, "growth", "at most", f"MB, {max(SIZES)} times")
    rows = [_row(step, sizes, grown[step]) for step, sizes in middle.items()]
    return Section("Growth with the article", rounds, f"{GROWTH}\n\n{table(head, rows)}", exceeded)


def growth(sizes: Mapping[int, Timed]) -> float:
    """What 16 times take beside the straight line through 1 and 4; of PDF, by the page; 0 where one is missing."""
    if not sizes.keys() >= set(SIZES):
        return 0.0
    one, four, sixteen = (sizes[times] for times in SIZES)
    if one.pages:
        return (sixteen.seconds / sixteen.pages) / (one.seconds / one.pages)
    return sixteen.seconds / (one.seconds + (four.seconds - one.seconds) * 15 / 3)


def _middle(runs: Sequence[Timed]) -> Timed:
    return Timed(median(run.seconds for run in runs), median(run.peak for run in runs), runs[0].pages)


def _row(step: str, sizes: Mapping[int, Timed], grown: float) -> tuple[str, ...]:
    seconds = [f"{sizes[times].seconds:.3g}" if times in sizes else "" for times in (*SIZES, LARGEST)]
    bound = f"{MOST}" if step in BOUNDED else ""
    peak = f"{sizes[max(SIZES)].peak:.0f}" if max(SIZES) in sizes else ""
    return (step, *seconds, f"{grown:.2f}" if grown else "", bound, peak)


def _sizes(*, first: bool, quick: bool) -> list[tuple[str, int]]:
    """What one round measures."""
    if quick:
        return [(step, times) for step in LIGHT for times in SIZES[:-1]]
    once = [*((step, times) for step in OTHERS for times in SIZES), *((step, LARGEST) for step in LIGHT)]
    return [*((step, times) for step in BOUNDED for times in SIZES), *once * first]


def _in_a_process(step: str, times: int, folder: Path) -> Timed:
    command = [sys.executable, __file__, step, str(times)]
    environment = ours(folder / "bytecode")
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE)  # noqa: S603 - of this benchmark
    return Timed(**json.loads(done.stdout))


def timed(step: str, times: int) -> Timed:
    """What a step costs in this process, on so many guides."""
    from material import grown

    from cma_content import load

    guide = load()
    _prepared(step, guide)()
    # An article keeps what was once looked up, so each run has a new one; a text keeps nothing.
    runs = (_prepared(step, grown(guide, times)) for _ in range(_MOST_RUNS))
    seconds: list[float] = []
    for run in repeat(next(runs), _MOST_RUNS) if step == "load" else runs:
        gc.collect()
        # What was made before is not looked through while this is measured.
        gc.freeze()
        started = time.process_time()
        made = run()
        seconds.append(time.process_time() - started)
        gc.unfreeze()
        if sum(seconds) > _ENOUGH_SECONDS:
            break
    used = resource.getrusage(resource.RUSAGE_SELF)
    return Timed(min(seconds), used.ru_maxrss / MEGABYTE, _pages(made) if step == "pdf" else 0)


def _prepared(step: str, article: "Article") -> Callable[[], bytes]:
    """The step, ready to run."""
    from unittest.mock import patch

    from material import UNBOUNDED

    from cma_content import dump, export
    from cma_content.loading import loader, plain_data, yaml_parser

    if step != "load":
        return lambda: export(article, step, limits=UNBOUNDED)
    text = dump(article)

    def read() -> bytes:
        # 64 guides are more than one file may hold, in bytes and in values.
        values = (patch.object(each, "MAX_VALUES", 10**9) for each in (yaml_parser, plain_data))
        with patch.object(loader, "check_size"), next(values), next(values):
            loader.load_text(text)
        return b""

    return read


def _pages(pdf: bytes) -> int:
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


if __name__ == "__main__":
    from cma_content.__main__ import look_seldom_for_cycles

    look_seldom_for_cycles()
    print(json.dumps(asdict(timed(sys.argv[1], int(sys.argv[2])))))

"""Valid articles of every shape, made by chance, each checked and then written in every format by the command.

./run campaign generated --articles 2000 --validated 200
./run campaign generated --articles 400 --formats pdf --validated 20

A PDF is asked for where the text is in characters that its fonts have: of every other article. The first articles'
books, pages and PDFs go before EPUBCheck, Nu and veraPDF.
"""

import argparse
import contextlib
import io
import multiprocessing
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

import validation
from structural import Case, as_yaml, case, logo

from cma_content import Article, load
from cma_content.cli import main as command

FORMATS: Final = ("docx", "epub", "html", "json", "md", "pdf")
VALIDATORS: Final[Mapping[str, Callable[[Sequence[Path]], list[str]]]] = {
    "epub": validation.epubcheck,
    "html": validation.nu,
    "pdf": validation.verapdf,
}
MOST_SECONDS: Final = 60
GUESS: Final = "This document appears to be written in"
"""What Nu makes of words put together by chance."""
SHEET: Final = "error[CC703]"
"""What chance may make too long."""


class Hang(BaseException):
    """An article took too long; no handler of ordinary errors may catch it."""


@dataclass
class Result:
    """What became of an article."""

    seed: int
    refused: bool = False
    """Whether a side of its sheet is too long, which is nobody's fault."""
    faults: list[str] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    """Of the processor, by format; `check` beside them."""
    megabytes: float = 0
    """The most that the process has held, as the system counts it."""


def tried(seed: int, formats: Iterable[str] = FORMATS, keep: Path | None = None) -> Result:
    """The article of a seed, through the command; what validators read is kept in a folder."""

    def hang(*_: object) -> None:
        raise Hang

    result, before = Result(seed), signal.signal(signal.SIGPROF, hang)
    with tempfile.TemporaryDirectory() as name:
        try:
            _try(case(seed), Path(name), formats, keep, result)
        except Hang:
            result.faults.append(f"seed {seed}: over {MOST_SECONDS} seconds")
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.signal(signal.SIGPROF, before)
    unit = 1e6 if sys.platform == "darwin" else 1e3
    result.megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    return result


def _try(made: Case, folder: Path, formats: Iterable[str], keep: Path | None, result: Result) -> None:
    article = folder / "article.yaml"
    article.write_text(as_yaml(made.article), "utf-8")
    (folder / "logo.png").write_bytes(logo(40, 16))
    extra = []
    if made.program:
        (folder / "program.yaml").write_text(as_yaml(made.program), "utf-8")
        extra = ["--program", str(folder / "program.yaml")]
    code, printed = _timed("check", ["check", str(article), *extra], result)
    if code:
        result.refused = code == 1 and printed.count("error[") == printed.count(SHEET) > 0
        result.faults += [] if result.refused else [f"seed {result.seed}: check gives {code}\n{printed}"]
        return
    for suffix in formats:
        if suffix == "pdf" and result.seed % 2:
            continue
        out = folder / f"out.{suffix}"
        arguments = ["export", str(article), "--to", suffix, "-o", str(out), *made.options, *extra]
        code, printed = _timed(suffix, arguments, result)
        if code or not out.exists():
            result.faults.append(f"seed {result.seed}: export to {suffix} gives {code}\n{printed}")
        elif suffix == "json" and Article.model_validate_json(out.read_bytes()) != load(article):
            result.faults.append(f"seed {result.seed}: the JSON reads back as another article")
        elif keep and suffix in VALIDATORS:
            out.rename(keep / f"{result.seed}.{suffix}")


def _timed(what: str, arguments: list[str], result: Result) -> tuple[int, str]:
    """The exit code of the command, and what it printed."""
    message, started = io.StringIO(), time.process_time()
    signal.setitimer(signal.ITIMER_PROF, MOST_SECONDS)
    with contextlib.redirect_stdout(message), contextlib.redirect_stderr(message):
        code = command(arguments)
    signal.setitimer(signal.ITIMER_PROF, 0)
    result.seconds[what] = time.process_time() - started
    return code, message.getvalue()


def _job(task: tuple[int, Path | None], formats: tuple[str, ...]) -> Result:
    seed, keep = task
    return tried(seed, formats, keep)


def validated(folder: Path) -> list[str]:
    """What the validators find in the files of a folder."""
    found = []
    for suffix, validator in VALIDATORS.items():
        paths = sorted(folder.glob(f"*.{suffix}"))
        for start in range(0, len(paths), 25):
            found += [one for one in validator(paths[start : start + 25]) if GUESS not in one]
        print(f"{len(paths)} {suffix} validated", flush=True)
    return found


def report(results: Sequence[Result], findings: Sequence[str]) -> int:
    """Prints what came of it; 1 where an article was refused, crashed or was found fault with."""
    faults = [*(fault for result in results for fault in result.faults), *findings]
    refused = sum(result.refused for result in results)
    peak = max((result.megabytes for result in results), default=0)
    print(f"{len(results)} articles, {refused} with sheets that are too long, {len(faults)} faults, peak {peak:.0f} MB")
    print(f"{'':8}{'made':>7}{'median':>8}{'slowest':>9}  seed")
    for what in ("check", *FORMATS):
        times = sorted((result.seconds[what], result.seed) for result in results if what in result.seconds)
        if times:
            (most, seed), (median, _) = times[-1], times[len(times) // 2]
            print(f"{what:8}{len(times):>7}{median:>7.2f}s{most:>8.2f}s  {seed}")
    print("\n".join(faults[:40]))
    return int(bool(faults) or not results)


def main() -> int:
    """Tries the articles out, and has a sample validated."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1, help="of the first article")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--formats", default=",".join(FORMATS), help="with commas; all of them by default")
    parser.add_argument("--validated", type=int, default=0, help="how many articles' files the validators read")
    options = parser.parse_args()
    formats = tuple(options.formats.split(","))
    with tempfile.TemporaryDirectory() as name:
        seeds = range(options.seed, options.seed + options.articles)
        tasks = [(seed, Path(name) if number < options.validated else None) for number, seed in enumerate(seeds)]
        results, findings = [], list[str]()
        with multiprocessing.get_context("spawn").Pool(options.jobs) as pool:
            for result in pool.imap_unordered(partial(_job, formats=formats), tasks, chunksize=5):
                results.append(result)
                print("\n".join(result.faults), end="\n" * bool(result.faults), flush=True)
                if len(results) % 50 == 0:
                    print(f"{len(results)} articles", flush=True)
        if options.validated:
            findings = validated(Path(name))
    return report(results, findings)


if __name__ == "__main__":
    sys.exit(main())

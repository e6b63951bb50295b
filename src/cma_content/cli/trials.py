"""One real use of one engine, in a process of its own: what hangs, crashes or prints there costs nothing else."""

import io
import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Final

from cma_content import installed
from cma_content.errors import INTERNAL_ERROR, ContentError, DeadlineError, MissingEngineError, lacking

PATIENCE: Final = 60
"""Seconds for one trial; the slowest takes two."""
_MOST: Final = 1_000_000
_START: Final = "import sys; sys.path[:] = sys.argv[2:]; from cma_content.cli import trials; trials.main(sys.argv[1])"
_ANSWER: Final = "cma-content-trial "
_BEYOND: Final = "\u0416"
"""A character that only the second of the two fonts has."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of a trial: an exit code of errors, and what was drawn or is wrong."""

    code: int
    detail: str
    remedy: str = ""


def attempt(name: str) -> Tried:
    """Tries a format, or one of `FEATURES`, in a new process."""
    from cma_content.exporting.limited_process import run

    flag = "-I" if sys.flags.isolated else "-P"
    try:
        done = run([sys.executable, flag, "-c", _START, name, *installed.folders()], timeout=PATIENCE, most=_MOST)
    except subprocess.TimeoutExpired:
        return Tried(DeadlineError.exit_code, f"it has not ended after {PATIENCE} seconds")
    except OSError as error:
        return Tried(INTERNAL_ERROR, f"Python cannot be started again: {error}")
    for line in done.stdout.splitlines():
        if line.startswith(_ANSWER):
            return Tried(*json.loads(line.removeprefix(_ANSWER)))
    last = next(reversed(done.stderr.strip().splitlines()), "")[:200]
    return Tried(INTERNAL_ERROR, f"its process ended with code {done.returncode}: {last}".rstrip(": "))


def main(name: str) -> None:
    """Prints what comes of the trial; what runs in that process."""
    try:
        tried = Tried(0, FEATURES[name][1]() if name in FEATURES else _page(name))
    except MissingEngineError as error:
        tried = Tried(error.exit_code, error.what, error.remedy)
    except ContentError as error:
        tried = Tried(error.exit_code, str(error))
    except (Exception, SystemExit) as error:
        tried = Tried(INTERNAL_ERROR, " ".join(f"{type(error).__name__}: {error}".split())[:300])
    print(f"\n{_ANSWER}{json.dumps([tried.code, tried.detail, tried.remedy])}", flush=True)


def _page(name: str) -> str:
    """One page, with words in both fonts."""
    from cma_content.exporting.abilities import CountsPages
    from cma_content.exporting.registry import draw, engines_of, get_exporter
    from cma_content.handout import RenderOptions, build
    from cma_content.loading.loader import load_text
    from cma_content.loading.templates import ARTICLE
    from cma_content.rendering.fonts import PACKAGES

    article = load_text(ARTICLE.replace("A first point.", f"A first point, {_BEYOND}."))
    exporter = get_exporter(name)
    content = draw(name, exporter, build(article, RenderOptions(sections=("start",))))
    pages = f"{exporter.page_count(content)} page, " if isinstance(exporter, CountsPages) else ""
    engines = {key: version for key, version in engines_of(name, exporter).items() if key not in PACKAGES}
    made_by = f", by {', '.join(f'{key} {version}' for key, version in engines.items())}" if engines else ""
    return f"{pages}{len(content) / 1000:,.1f} kB{made_by}"


def _fonts() -> str:
    """An outline from each file of each family."""
    from cma_content.rendering import fonts

    try:
        return f"a glyph of each of {fonts.check()} files"
    except ImportError as error:
        raise lacking(f"{error.name} is missing", "pdf") from None
    except OSError as error:
        raise lacking(str(error), "pdf") from None


def _program() -> str:
    """A code, and a picture as a logo is one."""
    from cma_content.model import images
    from cma_content.rendering import qr

    code = qr.encode("https://example.org/")
    picture = io.BytesIO()
    code.save(picture, kind="png", scale=3)
    width, height = images.size_of(images.pixels(picture.getvalue(), images.LOGO))
    return f"a QR code as a picture of {width} \N{MULTIPLICATION SIGN} {height} pixels"


def _reading() -> str:
    from cma_content.insight.syllables import syllables

    return f"{syllables(['phlebotomy'])['phlebotomy']} syllables in phlebotomy"


def _with(extra: str, what: str, *modules: str) -> Callable[[], str]:
    """What loads the modules that an extra brings, parts in other languages as well."""

    def load() -> str:
        for module in modules:
            try:
                import_module(module)
            except ImportError:
                raise lacking(f"{what} needs {module.partition('.')[0]}", extra) from None
        names = dict.fromkeys(module.partition(".")[0] for module in modules)
        return ", ".join(f"{name} {installed.version(name)}" for name in names)

    return load


FEATURES: Final[Mapping[str, tuple[str, Callable[[], str]]]] = {
    "fonts": ("fonts of PDF, EPUB and Word", _fonts),
    "program": ("logo and QR code of a program", _program),
    "verify": ("verify of a PDF", _with("verify", "verify of a PDF", "pikepdf")),
    "preview": ("preview", _with("preview", "preview", "watchfiles")),
    "batch": ("bar of batch", _with("batch", "the bar of batch", "rich.progress")),
    "reading": ("reading", _reading),
    "completion": ("completion", _with("completion", "completion", "shtab")),
    "testing": ("cma_content.testing", _with("testing", "cma_content.testing", "pytest")),
    "cluster": ("batch --scheduler", _with("cluster", "batch --scheduler", "distributed", "fsspec")),
}
"""What is wanted beside the formats, with its trial; all but the fonts have the name of an extra."""

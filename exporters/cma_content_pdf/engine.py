"""WeasyPrint, found or asked for; our fonts and no others; no complaint of it unheard."""

import contextlib
import io
import logging
import os
import platform
import re
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from xml.sax.saxutils import escape

from cma_content.errors import INSTALL, MissingEngineError, OutputError

MAX_PAGES = 600
MAX_SECONDS = 300


def find() -> ModuleType:
    """The module `weasyprint`; raises `MissingEngineError` with the line that installs what is missing."""
    try:
        # Without Pango, WeasyPrint prints advice of its own before it raises.
        with contextlib.redirect_stdout(io.StringIO()):
            import fontpkg_atkinson_hyperlegible  # noqa: F401 - the fonts are as needed as the engine
            import weasyprint
    except ImportError as error:
        raise MissingEngineError(f"{error.name} is missing; {INSTALL.format(extra='pdf')}") from None
    except OSError:
        raise MissingEngineError(f"Pango is missing; install it: {_pango_line()}") from None
    module: ModuleType = weasyprint
    return module


def _pango_line() -> str:
    """What installs Pango and HarfBuzz-subset on this system."""
    match platform.system():
        case "Darwin":
            return "brew install pango"
        case "Windows":
            return (
                "in MSYS2: pacman -S mingw-w64-ucrt-x86_64-pango; then set WEASYPRINT_DLL_DIRECTORIES to its bin folder"
            )
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        release = {}
    family = f"{release.get('ID', '')} {release.get('ID_LIKE', '')}".split()
    if "alpine" in family:
        return "apk add pango harfbuzz-subset fontconfig"
    if "fedora" in family or "rhel" in family:
        return "dnf install pango harfbuzz-subset"
    return "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


@contextlib.contextmanager
def own_fonts() -> Iterator[None]:
    """While open, fontconfig sees the bundled fonts alone, so every machine sets the same pages."""
    import fontpkg_atkinson_hyperlegible as package

    folder = Path(package.__file__).parent / "files"
    before = os.environ.get("FONTCONFIG_FILE")
    with tempfile.TemporaryDirectory() as scratch:
        config = Path(scratch) / "fonts.conf"
        config.write_text(
            f"<fontconfig><dir>{escape(str(folder))}</dir><cachedir>{escape(scratch)}</cachedir></fontconfig>", "utf-8"
        )
        os.environ["FONTCONFIG_FILE"] = str(config)
        try:
            yield
        finally:
            if before is None:
                del os.environ["FONTCONFIG_FILE"]
            else:
                os.environ["FONTCONFIG_FILE"] = before


@contextlib.contextmanager
def watched() -> Iterator[list[str]]:
    """While open, collects what WeasyPrint warns of (a rule dropped, a glyph no font has, a picture without words).

    Raises `OutputError` past `MAX_PAGES` pages or `MAX_SECONDS` seconds.
    """
    complaints: list[str] = []
    deadline = time.monotonic() + MAX_SECONDS

    class Collect(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            complaints.append(record.getMessage())

    class Limit(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            page = re.search(r"Page (\d+)", record.getMessage())
            if page and int(page[1]) > MAX_PAGES:
                raise OutputError(f"the PDF has more than {MAX_PAGES} pages: divide the article")
            if time.monotonic() > deadline:
                raise OutputError(f"the PDF takes longer than {MAX_SECONDS} seconds: divide the article")

    warnings, progress = logging.getLogger("weasyprint"), logging.getLogger("weasyprint.progress")
    level, collect, limit = progress.level, Collect(logging.WARNING), Limit(logging.INFO)
    warnings.addHandler(collect)
    progress.addHandler(limit)
    progress.setLevel(logging.INFO)
    try:
        yield complaints
    finally:
        progress.setLevel(level)
        progress.removeHandler(limit)
        warnings.removeHandler(collect)

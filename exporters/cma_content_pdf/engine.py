"""WeasyPrint and the C libraries under it: found, or named as missing, nothing of the process changed on the way."""

import contextlib
import ctypes
import ctypes.util
import functools
import os
import sys
import threading
import zlib
from collections.abc import Iterator
from types import ModuleType
from typing import Any, Final

from cma_content.diagnostics import install_lines
from cma_content.errors import MissingEngineError, lacking
from cma_content.installed import version
from cma_content.rendering import fonts

_LIBRARIES: Final = ("gobject-2.0", "pango-1.0", "pangoft2-1.0", "harfbuzz", "harfbuzz-subset", "fontconfig")
# As Linux, macOS and Windows call them; those that need no search come first.
_FORMS: Final = (
    *("lib{}.so.0", "lib{}.so.1", "lib{}.0.dylib", "lib{}.1.dylib", "lib{}.dylib", "lib{}-0.dll", "lib{}-1.dll"),
    *("lib{}-0", "lib{}-1"),
)
# Where WeasyPrint itself looks on Windows.
_DLL_FOLDERS: Final = r"C:\msys64\ucrt64\bin;C:\msys64\mingw64\bin;C:\Program Files\GTK3-Runtime Win64\bin"

# Neither WeasyPrint nor Pango promises to work in two threads at once.
lock = threading.RLock()


def _after_fork() -> None:
    # Another thread of the parent may have held it, and is not here to give it back.
    global lock
    lock = threading.RLock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)


def find() -> ModuleType:
    """The module `weasyprint`; raises `MissingEngineError` with the line that installs what is missing."""
    try:
        import fontpkg_atkinson_hyperlegible  # noqa: F401 - the fonts are as needed as the engine
        import fontpkg_source_sans_3  # noqa: F401

        with lock:
            if "weasyprint" not in sys.modules:
                _import()
            import weasyprint
    except MissingEngineError:
        raise
    except ImportError as error:
        raise lacking(f"{error.name} is missing", "pdf") from None
    module: ModuleType = weasyprint
    return module


def _import() -> None:
    """Imports WeasyPrint for the first time, and leaves the process as it was."""
    from PIL import EpsImagePlugin, ImageFile

    # Where Pango is missing, WeasyPrint prints advice of its own before it raises.
    if missing := [name for name in _LIBRARIES if not library(name)]:
        has_pango = not any(name.startswith("pango") for name in missing)
        what = f"{', '.join(missing)}, which Pango needs, is missing" if has_pango else "Pango is missing"
        raise MissingEngineError(what, install_lines.pango(*missing))
    # It tells Pillow to make do with half a picture and to forget Ghostscript.
    flags = ImageFile.LOAD_TRUNCATED_IMAGES, EpsImagePlugin.gs_binary
    try:
        with _no_search():
            import weasyprint  # noqa: F401
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES, EpsImagePlugin.gs_binary = flags


@contextlib.contextmanager
def _no_search() -> Iterator[None]:
    """While open, this thread looks for no C library with compilers and linkers, where none has to.

    WeasyPrint tries the names of other systems first, and for each Python starts gcc, ld and ldconfig; by the names
    that Linux has, its own loader finds them.
    """
    if not sys.platform.startswith("linux"):
        yield
        return
    search, thread = ctypes.util.find_library, threading.get_ident()
    ctypes.util.find_library = lambda name: None if threading.get_ident() == thread else search(name)
    try:
        yield
    finally:
        ctypes.util.find_library = search


@functools.cache
def library(name: str) -> ctypes.CDLL | None:
    """A C library that WeasyPrint uses; None where it is missing.

    It stays loaded to the end of the process, for a thread of Pango runs in it; WeasyPrint closes its own handle.
    """
    with contextlib.ExitStack() as stack:
        if sys.platform == "win32":
            for folder in os.environ.get("WEASYPRINT_DLL_DIRECTORIES", _DLL_FOLDERS).split(";"):
                with contextlib.suppress(OSError):
                    stack.enter_context(os.add_dll_directory(folder))
        for form in _FORMS:
            with contextlib.suppress(OSError):
                return ctypes.CDLL(form.format(name))
        if found := ctypes.util.find_library(name):
            # One for another processor may be found, and cannot be loaded.
            with contextlib.suppress(OSError):
                return ctypes.CDLL(found)
    return None


def versions() -> dict[str, str]:
    """What decides what a page looks like and how it is written, with versions; raises as `find` does."""
    packages = ("weasyprint", "pydyf", "fonttools", *fonts.PACKAGES)
    return {**_c_versions(), **{name: version(name) for name in packages}, "zlib": zlib.ZLIB_RUNTIME_VERSION}


def _c_versions() -> dict[str, str]:
    find()
    fontconfig = call("fontconfig", "FcGetVersion", ctypes.c_int)
    return {
        "pango": call("pango-1.0", "pango_version_string", ctypes.c_char_p).decode(),
        "harfbuzz": call("harfbuzz", "hb_version_string", ctypes.c_char_p).decode(),
        "fontconfig": f"{fontconfig // 10000}.{fontconfig // 100 % 100}.{fontconfig % 100}",
    }


def call(name: str, function: str, result: type) -> Any:
    """What a function without arguments of a C library returns."""
    found = library(name)
    assert found is not None, "WeasyPrint was imported, so its libraries are there"
    called = found[function]
    called.restype = result
    return called()

"""What is installed, by the metadata of distributions; what merely lies in the current folder is not."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.metadata import Distribution


def distributions(name: str | None = None) -> "Iterable[Distribution]":
    """The distributions in `folders`; with a name, those that have it, the one in use first."""
    # Takes long to import.
    from importlib import metadata

    return metadata.distributions(path=folders(), name=name)


def version(distribution: str) -> str:
    """The version of an installed distribution; raises `PackageNotFoundError` where there is none."""
    from importlib.metadata import PackageNotFoundError

    for found in distributions(distribution):
        return found.version
    raise PackageNotFoundError(distribution)


def folders() -> list[str]:
    """Where Python looks for modules, without the current folder where Python itself has put it first.

    It does so for `python -m`, and whatever lies there would be found: a stranger's `*.dist-info` could bring a format,
    or another version of ours. The folder counts where the running program or this package comes from it, and where
    someone has named it, as in PYTHONPATH.
    """
    try:
        here = Path.cwd()
    except OSError:
        return [entry for entry in sys.path if entry]
    first, *rest = sys.path or [""]
    put_first = first == str(here) and not sys.flags.safe_path
    if here in _trusted() or not (put_first or "" in sys.path):
        return list(sys.path)
    return [entry for entry in (rest if put_first else sys.path) if entry]


def _trusted() -> set[Path]:
    """The folders that the running program and this package are imported from."""
    main = sys.modules["__main__"]
    name = main.__spec__.name if main.__spec__ else ""
    file = getattr(main, "__file__", None)
    # Above the package of a module that was started by its name, beside a script.
    above = [*Path(os.path.abspath(file)).parents] if file else []  # noqa: PTH100 - links are not followed
    return {Path(__file__).parents[1], *above[name.count(".") : name.count(".") + 1]}

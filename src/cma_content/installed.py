"""What is installed, by the metadata of distributions; what merely lies in the current folder is not."""

import operator
import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

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


def requirements(extra: str = "") -> list[str]:
    """What this project needs, or what one of its extras adds, as its metadata says: weasyprint==70.*."""
    for found in distributions("cma-content"):
        return [line for line, named in map(_parts, found.requires or ()) if named == extra]
    return []


def extras() -> list[str]:
    """The extras that this project has."""
    for found in distributions("cma-content"):
        return found.metadata.get_all("Provides-Extra") or []
    return []


def name_of(requirement: str) -> str:
    """The distribution that a requirement is for, as all spell it."""
    return re.sub(r"[-_.]+", "-", re.split(r"[^\w.-]", requirement, maxsplit=1)[0]).lower()


def is_satisfied(requirement: str) -> bool:
    """Whether a distribution is there in a version that will do."""
    from importlib.metadata import PackageNotFoundError

    try:
        return is_within(version(name_of(requirement)), re.sub(r"^[\w.-]+(\[.*?\])?", "", requirement))
    except PackageNotFoundError:
        return False


def is_within(version: str, bounds: str) -> bool:
    """Whether a version is within bounds such as >=1.6,<2 or ==70.*; what is none of that bounds nothing."""
    has = _release(version)
    for sign, bound in re.findall(r"(==|!=|>=|<=|~=|<|>)\s*([\w.*]+)", bounds):
        wanted = _release(bound)
        size = max(len(has), len(wanted))
        left, right = (numbers + (0,) * (size - len(numbers)) for numbers in (has, wanted))
        if bound.endswith(".*") or sign == "~=":
            kept = len(wanted) - (sign == "~=")
            is_like = left[:kept] == right[:kept] and (sign != "~=" or left >= right)
            holds = not is_like if sign == "!=" else is_like
        else:
            holds = _COMPARED[sign](left, right)
        if not holds:
            return False
    return True


_COMPARED: Final[Mapping[str, Callable[[tuple[int, ...], tuple[int, ...]], bool]]] = {
    "==": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    "<=": operator.le,
    "<": operator.lt,
    ">": operator.gt,
}


def _release(version: str) -> tuple[int, ...]:
    found = re.match(r"\d+(\.\d+)*", version)
    return tuple(map(int, found[0].split("."))) if found else ()


def _parts(line: str) -> tuple[str, str]:
    """A requirement, and the extra that it is of."""
    requirement, _, marker = line.partition(";")
    found = re.search(r"""extra\s*==\s*["']([\w.-]+)["']""", marker)
    return requirement.strip(), found[1] if found else ""

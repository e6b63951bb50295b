"""The exporter contract, and the finding of installed exporters; ours are found as a third party's would be.

Only the exporters that are requested are loaded, and a fault of one is reported by its distribution.
"""

import functools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Final, Protocol, TypeVar, cast, runtime_checkable

from cma_content import installed
from cma_content.errors import ContentError, PluginError, UnknownExporterError
from cma_content.exporting.abilities import UsesEngines

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

    from cma_content.handout import Handout

T = TypeVar("T")
GROUP: Final = "cma_content.exporters"
PREFIX: Final = "exec:"
"""Of a command that a person names in the place of a format; no exporter is found by it."""
_SUFFIX: Final = re.compile(r"(\.[A-Za-z0-9_-]+)+")
_MEDIA_TYPE: Final = re.compile(r"[\w.+-]+/[\w.+-]+")
_LONGEST_MESSAGE: Final = 300
ALIASES: Final[Mapping[str, str]] = {"htm": "html", "markdown": "md"}
"""Other words for a format, which end a file's name as well."""
_NEAR: Final[Mapping[str, str]] = {
    **dict.fromkeys(("azw", "azw3", "kfx", "kindle", "mobi"), "epub"),
    **dict.fromkeys(("doc", "dotx", "odt", "rtf", "word"), "docx"),
    **dict.fromkeys(("shtml", "web", "xhtml", "xht"), "html"),
    **dict.fromkeys(("jsonl", "yaml", "yml"), "json"),
    **dict.fromkeys(("mkd", "mdown", "rst", "txt", "text"), "md"),
}
"""What comes nearest to formats that people know and no exporter writes."""


@runtime_checkable
class Exporter(Protocol):
    """Draws a handout; the same one gives the same bytes. Reads no clock, no network, no disk but its own package."""

    media_type: str
    """As registered with IANA: application/pdf."""
    suffix: str
    """Of file names, with its dot: .pdf."""

    def export(self, handout: "Handout", /) -> bytes:
        """The file's bytes; raises `MissingEngineError` when a library is not on this system."""


def is_command(name: object) -> bool:
    """Whether a format is a command."""
    return isinstance(name, str) and name.startswith(PREFIX)


def public_name(name: str) -> str:
    """A format as it may stand in a file: a command by its program, without the paths of this machine."""
    words = name.removeprefix(PREFIX).split()
    return f"{PREFIX}{PurePath(words[0]).name}" if is_command(name) and words else name


def available() -> Mapping[str, str]:
    """Installed exporters: the name of each with the distribution that it comes from. Loads none of them."""
    return {name: owner_of(name) for name in sorted(_points())}


def owner_of(name: str) -> str:
    """The distribution of an exporter and its version: cma-content 0.1.0."""
    return " and ".join(sorted(map(_owner, _points().get(name, ())))) or "no distribution"


def format_of(text: str) -> str:
    """The name of the format that a person means by PDF, .json or htm.

    Raises `UnknownExporterError` with the nearest name and those that are installed.
    """
    if not isinstance(text, str):
        raise UnknownExporterError(f"a format is named by a word, such as 'pdf', not {text!r:.60}")
    if is_command(text):
        raise UnknownExporterError("a command (exec:) makes one handout, where you type it: export --to exec:COMMAND")
    known = _points()
    bare = text.strip().removeprefix(".")
    for word in (text, bare, bare.casefold(), ALIASES.get(bare.casefold(), "")):
        if word in known:
            return word
    if folded := [name for name in known if name.casefold() == bare.casefold()]:
        return folded[0]
    near = nearest(bare.casefold(), known)
    hint = f"did you mean {near!r}? " if near else ""
    raise UnknownExporterError(f"there is no format {text!r}; {hint}installed: {', '.join(sorted(known)) or 'none'}")


def nearest(word: str, known: Mapping[str, object]) -> str:
    """The name in `known` that comes nearest to `word`; nothing where none does."""
    if _NEAR.get(word) in known:
        return _NEAR[word]
    import difflib

    return next(iter(difflib.get_close_matches(word, known, n=1)), "")


def get_exporter(name: str) -> Exporter:
    """The exporter of that name.

    Raises `UnknownExporterError` for a name that is not installed, and `PluginError` where two distributions register
    it, or the one that does cannot be loaded or does not keep the contract.
    """
    name = format_of(name)
    points = _points()[name]
    if len(points) > 1:
        raise PluginError(f"two exporters are named {name!r}, from {owner_of(name)}: uninstall one")
    exporter: object = called(name, "load", lambda: points[0].load()())
    if found := fault(exporter):
        raise PluginError(f"the exporter {name!r} from {owner_of(name)} does not keep the contract: {found}")
    return cast("Exporter", exporter)


def by_suffix(suffix: str) -> Iterator[tuple[str, Exporter]]:
    """The exporters that write files of that ending (.pdf), with their names, each loaded as it is asked for.

    One whose name is the ending comes first, and where there is one, no other is loaded. Those that cannot be loaded
    are passed over.
    """
    ending = suffix.casefold()
    ending = f".{ALIASES[ending[1:]]}" if ending[1:] in ALIASES else ending
    first = [name for name in _points() if f".{name.casefold()}" == ending]
    for names in (first, [name for name in sorted(_points()) if name not in first]):
        is_found = False
        for name in names:
            exporter = _loaded(name)
            if exporter and exporter.suffix.casefold() == ending:
                is_found = True
                yield name, exporter
        if is_found:
            return


def draw(name: str, exporter: Exporter, handout: "Handout") -> bytes:
    """The bytes that the exporter of that name makes of a handout; raises `PluginError` where it fails."""
    content: object = called(name, "export", lambda: exporter.export(handout))
    if isinstance(content, bytes) and content:
        return content
    found = "nothing" if content == b"" or content is None else f"{type(content).__name__}, not bytes"
    raise PluginError(f"the exporter {name!r} from {owner_of(name)} returned {found}")


def engines_of(name: str, exporter: Exporter) -> dict[str, str]:
    """The libraries that the exporter's bytes depend on, with their versions; empty where it names none."""
    if not isinstance(exporter, UsesEngines):
        return {}
    ability = exporter
    return called(name, "engines", lambda: {str(key): str(value) for key, value in sorted(ability.engines().items())})


def called(name: str, what: str, ability: Callable[[], T]) -> T:
    """What an ability of the exporter returns; any fault but our own errors becomes a `PluginError` with its place."""
    with _blamed(name, what):
        return ability()


@contextmanager
def _blamed(name: str, what: str) -> Iterator[None]:
    try:
        yield
    except ContentError:
        raise
    # A plug-in that ends the process must not take the other formats with it.
    except (Exception, SystemExit) as error:
        import traceback

        frame = traceback.extract_tb(error.__traceback__)[-1]
        file = re.split(r"[\\/]", frame.filename)[-1]
        message = f"{type(error).__name__}: {' '.join(str(error).split())}"[:_LONGEST_MESSAGE].rstrip(": ")
        raise PluginError(
            f"the exporter {name!r} from {owner_of(name)} failed to {_TASKS.get(what, what)}: "
            f"{message} ({file}, line {frame.lineno})"
        ) from error


_TASKS: Final = {"engines": "name its engines", "pages": "count its pages"}


def version_of(distribution: str) -> str:
    """The installed version of a distribution."""
    from importlib.metadata import PackageNotFoundError

    try:
        return installed.version(distribution)
    except PackageNotFoundError:
        return "unknown"


def fault(exporter: object) -> str:
    """What of the contract an exporter does not keep; nothing where it keeps all."""
    for field, pattern, example in (("media_type", _MEDIA_TYPE, "text/csv"), ("suffix", _SUFFIX, ".csv")):
        value = getattr(exporter, field, None)
        if value is None:
            return f"it has no {field}"
        if not isinstance(value, str) or not pattern.fullmatch(value):
            return f"its {field} is {value!r}; one looks like {example!r}"
    return "" if callable(getattr(exporter, "export", None)) else "it has no method export"


def _loaded(name: str) -> Exporter | None:
    try:
        return get_exporter(name)
    except ContentError:
        return None


def _points() -> "Mapping[str, Sequence[EntryPoint]]":
    """The entry points of each name; looked up again where a folder of the path has changed."""
    return _points_on(tuple((entry, _changed(entry)) for entry in installed.folders()))


@functools.lru_cache(maxsize=1)
def _points_on(_: tuple[tuple[str, int], ...]) -> "Mapping[str, Sequence[EntryPoint]]":
    found: dict[str, dict[str, EntryPoint]] = {}
    for distribution in installed.distributions():
        for point in distribution.entry_points.select(group=GROUP):
            # A folder may be on the path twice.
            found.setdefault(point.name, {}).setdefault(point.value, point)
    return {name: tuple(points.values()) for name, points in found.items()}


def _changed(folder: str) -> int:
    try:
        return Path(folder).stat().st_mtime_ns
    except OSError:
        return 0


def _owner(point: "EntryPoint") -> str:
    return f"{point.dist.name} {point.dist.version}" if point.dist else "an unnamed distribution"

"""What a person means by a place to write to, and how files are named there."""

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Final

from cma_content.errors import OutputError, UsageError
from cma_content.exporting.abilities import Named
from cma_content.exporting.registry import Exporter, available, by_suffix, nearest
from cma_content.handout import Handout, RenderOptions, edition_code
from cma_content.publishing.files import is_folder

# What ends a file's name, as against a folder's: out.v2 and handouts.2026 are folders.
_ENDING: Final = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,9}")
_SAFE: Final = re.compile(r"[\w-][\w.-]*")
_USUAL: Final = ("layout", "sections", "cover", "preset", "region", "audience", "program")


def file_name(handout: Handout, exporter: Exporter) -> str:
    """The article's id and each choice that is not the default and that the format shows: two files, two names."""
    named_by = exporter.named_by if isinstance(exporter, Named) else _USUAL
    default = RenderOptions()
    unnamed = {field.name: getattr(default, field.name) for field in fields(default) if field.name not in named_by}
    stem = edition_code.name(handout.article, replace(handout.options, **unnamed))
    if "paper" in named_by and handout.options.paper != default.paper:
        stem += f"-{handout.options.paper}"
    if not _SAFE.fullmatch(stem):
        raise OutputError(f"{stem!r} is no name for a file: an id holds letters, digits and hyphens")
    return stem + exporter.suffix


def is_file(place: os.PathLike[str] | str) -> bool:
    """Whether a person who types `place` means a file: it has an ending, and is no folder and ends in no slash."""
    ends_in_slash = os.fspath(place).endswith(("/", os.sep))
    return bool(_ENDING.fullmatch(_suffix(place))) and not ends_in_slash and not is_folder(Path(place))


def format_for(place: os.PathLike[str] | str) -> str:
    """The format of a file by its name's ending; raises `UsageError` with what to write where none has it."""
    suffix = _suffix(place)
    names = [name for name, _ in by_suffix(suffix)]
    if len(names) > 1:
        raise UsageError(f"{place}: {' and '.join(names)} write files of that ending; name one with --to")
    return names[0] if names else _refuse(place, suffix)


def check_ending(place: os.PathLike[str] | str, name: str, exporter: Exporter) -> None:
    """Raises `UsageError` where a file's name says that it is something else than its format."""
    suffix = _suffix(place)
    if suffix.casefold() == exporter.suffix.casefold() or name in [found for found, _ in by_suffix(suffix)]:
        return
    if os.fspath(place).casefold().endswith(exporter.suffix.casefold()):
        return
    right = os.fspath(place).removesuffix(suffix) + exporter.suffix
    raise UsageError(f"{place} is no name for the format {name}: write {right}")


def paths_in(folder: Path, handout: Handout, exporters: Mapping[str, Exporter]) -> dict[str, Path]:
    """The file of each format; raises `UsageError` where two would have one name."""
    paths = {name: folder / file_name(handout, exporter) for name, exporter in exporters.items()}
    by_path: dict[str, Sequence[str]] = {}
    for name, path in paths.items():
        by_path[str(path).casefold()] = (*by_path.get(str(path).casefold(), ()), name)
    for names in by_path.values():
        if len(names) > 1:
            raise UsageError(f"{' and '.join(names)} would both be written to {paths[names[0]]}: export them apart")
    return paths


def _suffix(place: os.PathLike[str] | str) -> str:
    return Path(place).suffix


def _refuse(place: os.PathLike[str] | str, suffix: str) -> str:
    near = nearest(suffix[1:].casefold(), available())
    right = os.fspath(place).removesuffix(suffix)
    remedy = f"write {right}.{near}" if near else f"the formats are {', '.join(available())}"
    raise UsageError(f"{place}: no installed format has the ending {suffix}; {remedy}, or {place}{os.sep} for a folder")

"""What a finished file proves of itself: computed, never asserted.

An exporter that can verify its own kind of file has a method `verify`; its findings and those of the validators
that are on this system make a report by rule family. What no program can decide is reported as needing a person.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, Protocol, runtime_checkable

from cma_content.errors import MissingEngineError, PluginError, UnreadableFileError, UsageError
from cma_content.exporting.registry import by_suffix, called
from cma_content.reading import open_bounded

if TYPE_CHECKING:
    from cma_content.exporting.validators import Validator

Status = Literal["pass", "fail", "not applicable", "needs a person", "not run"]

_READABLE: Final = "a file that can be read"
_LONGEST: Final = 500
"""Characters of one fault."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule family says of a file."""

    family: str
    status: Status
    detail: str = ""


@runtime_checkable
class Verifier(Protocol):
    """An exporter that can verify a file of its kind."""

    def verify(self, path: Path, /) -> Iterable[Finding]:
        """The findings on a file; raises nothing for a broken one, but finds it so."""


def verify(path: Path) -> list[Finding]:
    """The findings on a file, by the exporter of its ending; raises `UsageError` where none can verify it.

    A file that cannot be read is a finding, as is an exporter that falls over: the files beside this one are still
    verified.
    """
    try:
        # What is no file, or larger than any handout, reaches no exporter, ours or another's.
        open_bounded(path).close()
    except UnreadableFileError as error:
        return [unreadable(_READABLE, str(error))]
    for name, exporter in by_suffix(path.suffix):
        if isinstance(exporter, Verifier):
            return _findings(name, exporter, path)
    raise UsageError(f"nothing installed can verify {path.name}")


def _findings(name: str, verifier: Verifier, path: Path) -> list[Finding]:
    found: list[Finding] = []

    try:
        # One after the other, so that what was found before a fault is kept.
        called(name, "verify", lambda: found.extend(verifier.verify(path)))
    except UnreadableFileError as error:
        found.append(unreadable(_READABLE, str(error)))
    except PluginError as error:
        found.append(Finding("a file that can be verified", "fail", str(error)))
    except MissingEngineError as error:
        found.append(Finding("a file that can be verified", "not run", str(error)))
    return found


def family(name: str, faults: Iterable[str], *, of: int | None = None) -> Finding:
    """Pass or fail by whether there are faults; not applicable where there was nothing (`of` is 0) to look at."""
    if of == 0:
        return Finding(name, "not applicable")
    found = list(faults)
    if found:
        more = f" and {len(found) - 3} more" if len(found) > 3 else ""
        return Finding(name, "fail", "; ".join(map(_cut, found[:3])) + more)
    return Finding(name, "pass", f"{of} looked at" if of else "")


def unreadable(name: str, reason: str) -> Finding:
    """The finding on a file, or a part of one, that cannot be read."""
    return Finding(name, "fail", f"cannot be read: {_cut(reason)}")


def outside(name: str, validator: "Validator", path: Path, *, is_readable: bool = True) -> Finding:
    """The verdict of a validator of another project; without one, neither pass nor fail.

    It has no bounds that we know, so it is not run on a file that we could not read within ours.
    """
    from cma_content.exporting.validators import NoVerdictError

    if not is_readable:
        return Finding(name, "not run", "the file cannot be read")
    try:
        return family(name, validator.faults([path])[path])
    except NoVerdictError as error:
        return Finding(name, "not run", str(error))


def _cut(text: str) -> str:
    """As much of a fault as is of use: a name in a stranger's file may have megabytes."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def people(*families: str) -> Iterator[Finding]:
    """What only a person can decide."""
    for name in families:
        yield Finding(name, "needs a person")


def as_lines(path: Path, findings: Sequence[Finding]) -> Iterator[str]:
    """A line for the file and one a family, escaped by whoever prints them; no line begins with words of the file."""
    yield f"file: {path}"
    for finding in findings:
        detail = f"  ({finding.detail})" if finding.detail else ""
        yield f"  {finding.status:<15} {finding.family}{detail}"


def as_json(reports: Sequence[tuple[Path, Sequence[Finding]]]) -> str:
    """A list of objects, one a file."""
    data = [{"file": str(path), "findings": [asdict(finding) for finding in findings]} for path, findings in reports]
    return json.dumps(data, indent=2, ensure_ascii=False)

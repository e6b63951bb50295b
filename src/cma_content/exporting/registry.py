"""The exporter contract, and the finding of installed exporters; ours are found as a stranger's would be."""

from collections import defaultdict
from collections.abc import Mapping
from importlib.metadata import EntryPoint, entry_points
from typing import Protocol, runtime_checkable

from cma_content.errors import UnknownExporterError
from cma_content.handout import Handout

GROUP = "cma_content.exporters"


@runtime_checkable
class Exporter(Protocol):
    """Draws a handout; the same one gives the same bytes. Reads no clock, no network, no disk but its own package."""

    media_type: str
    """As registered with IANA: application/pdf."""
    suffix: str
    """Of file names, with its dot: .pdf."""

    def export(self, handout: Handout, /) -> bytes:
        """The file's bytes; raises `MissingEngineError` when a library is not on this system."""


def available() -> Mapping[str, EntryPoint]:
    """Installed exporters by name; imports none of them. Raises `UnknownExporterError` for a name held twice."""
    found = defaultdict(set)
    for point in entry_points(group=GROUP):
        found[point.name].add(point)
    for name, points in found.items():
        if len(points) > 1:
            owners = " and ".join(sorted(_owner(point) for point in points))
            raise UnknownExporterError(f"two exporters are named {name!r}, from {owners}: uninstall one")
    return {name: found[name].pop() for name in sorted(found)}


def get_exporter(name: str) -> Exporter:
    """The exporter of that name; raises `UnknownExporterError`, listing the known names."""
    known = available()
    if name not in known:
        raise UnknownExporterError(f"there is no exporter {name!r}; installed: {', '.join(known) or 'none'}")
    exporter = known[name].load()()
    if not isinstance(exporter, Exporter):
        raise UnknownExporterError(f"the exporter {name!r} from {_owner(known[name])} does not keep the contract")
    return exporter


def _owner(point: EntryPoint) -> str:
    return f"{point.dist.name} {point.dist.version}" if point.dist else "an unnamed distribution"

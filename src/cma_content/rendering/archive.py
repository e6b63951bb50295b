"""The zips that books and documents are: their bytes depend on what they hold alone."""

import zipfile
from typing import Final

_EARLIEST: Final = (1980, 1, 1, 0, 0, 0)
"""A zip knows no year before."""
_UNIX: Final = 3
_READABLE: Final = 0o100644 << 16


def add(archive: zipfile.ZipFile, name: str, content: bytes | str, method: int = zipfile.ZIP_DEFLATED) -> None:
    """Writes a member, whatever the hour, the system and its user."""
    entry = zipfile.ZipInfo(name, _EARLIEST)
    entry.create_system = _UNIX
    entry.external_attr = _READABLE
    archive.writestr(entry, content, method, 9)

"""How many pages a PDF of ours has, by its own bytes."""

import re
import zlib
from typing import Final

_PAGES: Final = re.compile(rb"/Type /Pages\b.*?/Count (\d+)", re.DOTALL)


def page_count(content: bytes) -> int:
    """What the root of its pages says, which stands in the one stream of objects that WeasyPrint writes last."""
    start = content.index(b"stream\n", content.rindex(b"/ObjStm")) + len(b"stream\n")
    found = _PAGES.search(zlib.decompressobj().decompress(content[start:]))
    assert found, "every PDF has pages"
    return int(found[1])

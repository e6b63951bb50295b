"""A stranger's XML and addresses: a tree of bounded size, with no entities and no namespaces that would multiply it.

What is too large for a tree is read as a stream, of which the reader keeps what it wants.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from html.entities import name2codepoint
from typing import Final
from urllib.parse import unquote_to_bytes
from xml.etree import ElementTree as ET
from xml.parsers import expat

from cma_content.errors import UnreadableFileError
from cma_content.reading import BOUNDS, Budget

_ENCODINGS: Final = frozenset({"utf-8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "iso-8859-1"})
"""Those of expat itself; for others it would call any codec that Python knows."""
_SILENT: Final = ("presentation", "none", "none presentation", "presentation none")
"""Roles of what only adorns."""


def parse_xml(raw: bytes, budget: Budget) -> ET.Element:
    """The root of a document, names as ElementTree writes them; raises `UnreadableFileError` for what is none.

    A DOCTYPE is passed over, but none that declares anything. The named characters of HTML are known to documents
    that name an outside DTD, which nobody reads.
    """
    if len(raw) > BOUNDS.xml:
        raise UnreadableFileError(f"it has {len(raw):,} bytes of XML, more than the {BOUNDS.xml:,} that are read")
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    tree = _Tree(budget)
    parser.XmlDeclHandler = _check_encoding
    parser.StartDoctypeDeclHandler = _check_doctype
    parser.StartNamespaceDeclHandler = tree.namespace
    parser.StartElementHandler = tree.start
    parser.EndElementHandler = tree.end
    parser.CharacterDataHandler = tree.builder.data
    parser.SkippedEntityHandler = tree.entity
    try:
        parser.Parse(raw, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise UnreadableFileError(f"{error}") from None
    return tree.builder.close()


def read_xml(
    pieces: Iterable[bytes],
    budget: Budget,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    text: Callable[[str], None],
) -> Iterator[None]:
    """Calls these for each element of a document that is too large to hold, names as it types them.

    Between pieces it lets the caller take out what was found. Raises `UnreadableFileError` for what is no XML, or has
    a DOCTYPE, elements in each other beyond `BOUNDS.depth`, or a tag longer than `BOUNDS.tag`.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.XmlDeclHandler = _check_encoding
    parser.StartDoctypeDeclHandler = _refuse_doctype
    depth = read = 0

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > BOUNDS.depth:
            raise UnreadableFileError(f"more than {BOUNDS.depth} elements stand in each other")
        start(name, attributes)

    def finish(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(name)

    parser.StartElementHandler = begin
    parser.EndElementHandler = finish
    parser.CharacterDataHandler = text
    try:
        for piece in pieces:
            # Before they cost anything: no element is without the one sign, no attribute without the other.
            budget.spend(piece.count(b"<") + piece.count(b"="))
            parser.Parse(piece, False)
            read += len(piece)
            if read - parser.CurrentByteIndex > BOUNDS.tag + len(piece):
                raise UnreadableFileError(f"one tag has more than {BOUNDS.tag:,} bytes")
            yield
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise UnreadableFileError(f"{error}") from None
    yield


def unquoted(address: str, budget: Budget) -> str:
    """An address without its percent-encoding; each sign of it costs as much as an attribute does."""
    budget.spend(address.count("%"))
    # Of a text, Python's own would make two parts for each character that is not ASCII as well.
    return unquote_to_bytes(address.encode("utf-8", "replace")).decode("utf-8", "replace")


def is_target(fragment: str, targets: Set[str], budget: Budget) -> bool:
    """Whether a page with these ids and names has something at a fragment; the HTML Standard gives each page a top."""
    if not fragment or fragment in targets:
        return True
    plain = unquoted(fragment, budget)
    return plain in targets or plain[:4].lower() == "top"


def has_words(picture: Mapping[str, str]) -> bool:
    """Whether a picture with these attributes has words, or says that it needs none."""
    hidden = picture.get("aria-hidden", "").lower() == "true" or picture.get("role", "").lower() in _SILENT
    return hidden or any(name in picture for name in ("alt", "aria-label", "aria-labelledby"))


class _Tree:
    """What is called for each part of a document."""

    def __init__(self, budget: Budget) -> None:
        self.builder = ET.TreeBuilder()
        self._budget = budget
        self._depth = 0
        self._names: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Begins an element."""
        self._budget.spend(1 + len(attributes))
        self._depth += 1
        if self._depth > BOUNDS.depth:
            raise UnreadableFileError(f"more than {BOUNDS.depth} elements stand in each other")
        self.builder.start(self._name(name), {self._name(key): value for key, value in attributes.items()})

    def end(self, name: str) -> None:
        """Ends it."""
        self._depth -= 1
        self.builder.end(self._name(name))

    def namespace(self, _prefix: str | None, address: str | None) -> None:
        """Is repeated in the name of each element, so that its own name must be short."""
        self._budget.spend(1)
        if len(address or "") > BOUNDS.name:
            raise UnreadableFileError(f"the name of a namespace has more than {BOUNDS.name:,} characters")

    def entity(self, name: str, is_parameter: bool) -> None:
        """Writes a named character."""
        if not is_parameter and name in name2codepoint:
            self.builder.data(chr(name2codepoint[name]))

    def _name(self, name: str) -> str:
        if name not in self._names:
            self._names[name] = f"{{{name}" if "}" in name else name
        return self._names[name]


def _check_encoding(_version: str, encoding: str | None, _standalone: int) -> None:
    if encoding and encoding.casefold() not in _ENCODINGS:
        raise UnreadableFileError(f"its encoding {encoding:.40} is neither UTF-8 nor UTF-16")


def _refuse_doctype(*_: object) -> None:
    raise UnreadableFileError("it has a DOCTYPE")


def _check_doctype(_name: str, _system: str | None, _public: str | None, declares: int) -> None:
    if declares:
        raise UnreadableFileError("it declares entities or elements of its own")

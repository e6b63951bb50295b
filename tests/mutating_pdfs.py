"""PDFs mutated at random: by their objects, and by their text, so that structure is hit and not only packed bytes."""

import functools
import io
import random
import re
import zlib
from collections.abc import Callable, Mapping
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf, String

KEYS: Final = tuple(
    f"/{key}"
    for key in (
        *("K", "S", "P", "A", "Alt", "Scope", "Type", "Subtype", "Kids", "Count", "Parent", "Annots", "Resources"),
        *("Font", "FontDescriptor", "DescendantFonts", "FontFile2", "ToUnicode", "BaseFont", "Contents", "MarkInfo"),
        *("Marked", "Lang", "ViewerPreferences", "DisplayDocTitle", "Outlines", "StructTreeRoot", "Pages", "Metadata"),
        *("ParentTree", "RoleMap", "Filter", "Length", "DecodeParms", "Root", "Info", "Title", "Obj", "Pg", "First"),
        *("MediaBox", "W", "DW", "Widths", "FirstChar"),
    )
)
"""What the rules look at, and what holds a file together."""
ROLES: Final = ("/H", "/H0", "/H7", "/H99999999999", "/Hx", "/H1", "/Figure", "/TH", "/", "/P", "/Document")
FILTERS: Final = ("/FlateDecode", "/LZWDecode", "/ASCIIHexDecode", "/ASCII85Decode", "/RunLengthDecode", "/DCTDecode")


def value(chance: random.Random, pdf: Pdf, depth: int = 0) -> Any:
    """An object of any type."""

    def inner() -> Any:
        return value(chance, pdf, depth + 1)

    kinds: tuple[Callable[[], Any], ...] = (
        *(lambda: None, lambda: True, lambda: False, lambda: chance.choice((0, -1, 7, 2**31, 2**62))),
        *(lambda: pikepdf.objects.Real(1.5), lambda: Name("/X"), lambda: Name(chance.choice(ROLES))),
        *(lambda: String(""), lambda: String("\ufeff\u202e\0x"), lambda: String("x" * 3000)),
        *(lambda: pikepdf.Object.parse(b"<FEFFD800>"), lambda: pikepdf.Object.parse(b"/#ff#fe")),
        *(lambda: Array(), lambda: Dictionary(), lambda: Array([None] * 50), lambda: Array([1, Name("/X"), None])),
        lambda: pikepdf.Object.parse(b"[" * 400 + b"]" * 400),
        lambda: pikepdf.Object.parse(b"<</K" * 400 + b" 1" + b">>" * 400),
        *(lambda: pdf.make_stream(b"x" * chance.choice((0, 10, 5000))), lambda: any_object(chance, pdf)),
        *(lambda: pdf.Root, lambda: pdf.get_object(999_999, 0), lambda: pdf.make_indirect(Dictionary(S=Name("/H")))),
        *(
            lambda: Array([inner()]),
            lambda: Dictionary({chance.choice(KEYS): inner()}),
        ),
        *(lambda: Dictionary(S=Name(chance.choice(ROLES)), K=any_object(chance, pdf)), lambda: any_object(chance, pdf)),
    )
    return chance.choice(kinds[:-4] if depth > 3 else kinds)()


def any_object(chance: random.Random, pdf: Pdf) -> Any:
    """One of those that other objects refer to."""
    return pdf.get_object(chance.randint(1, max(1, len(pdf.objects) - 1)), 0)


def container(chance: random.Random, pdf: Pdf) -> Any:
    """What holds others: half the time one that the rules look at."""
    found = any_object(chance, pdf)
    if chance.random() < 0.5:
        ways = (
            *(("/Root",), ("/Root", "/Pages"), ("/Root", "/StructTreeRoot"), ("/Root", "/MarkInfo"), ("/Info",)),
            *(("/Root", "/Pages", "/Kids"), ("/Root", "/StructTreeRoot", "/K"), ("/Root", "/ViewerPreferences")),
            *(("/Root", "/Pages", "/Kids", 0), ("/Root", "/Pages", "/Kids", 0, "/Resources", "/Font"), ()),
            *(("/Root", "/Pages", "/Kids", 2, "/Annots"), ("/Root", "/Pages", "/Kids", 2, "/Annots", 0)),
            ("/Root", "/StructTreeRoot", "/K", 0),
        )
        found = pdf.trailer
        for step in chance.choice(ways):
            found = found[step]
    for _ in range(chance.randint(0, 2)):
        inner = [one for one in _inside(found) if isinstance(one, Array | Dictionary | pikepdf.Stream)]
        found = chance.choice(inner) if inner else found
    return found


def _inside(one: Any) -> list[Any]:
    if isinstance(one, Array):
        return list(one)
    return [one[key] for key in one.keys()] if isinstance(one, Dictionary | pikepdf.Stream) else []  # noqa: SIM118


def _replace(chance: random.Random, pdf: Pdf) -> None:
    """A value by another, of any type; a key that was not there before, as well."""
    one = container(chance, pdf)
    if isinstance(one, Array):
        one[chance.randrange(len(one))] = value(chance, pdf)
    else:
        one[chance.choice([*one.keys(), *chance.sample(KEYS, 3)])] = value(chance, pdf)


def _delete(chance: random.Random, pdf: Pdf) -> None:
    one = container(chance, pdf)
    del one[chance.randrange(len(one)) if isinstance(one, Array) else chance.choice(list(one.keys()))]


def _swap(chance: random.Random, pdf: Pdf) -> None:
    """Two objects, whoever refers to them."""
    one, other = (any_object(chance, pdf) for _ in range(2))
    pdf._swap_objects(one.objgen, other.objgen)


def _supplant(chance: random.Random, pdf: Pdf) -> None:
    """An object by a value, whoever refers to it."""
    pdf._replace_object(any_object(chance, pdf).objgen, Array([value(chance, pdf)])[0])


def _circle(chance: random.Random, pdf: Pdf) -> None:
    """What is inside holds what it is in."""
    outer = container(chance, pdf)
    # One without a number would hold itself in memory, too.
    outer = outer if outer.is_indirect else pdf.Root
    inner = chance.choice([one for one in _inside(outer) if isinstance(one, Array | Dictionary)])
    if isinstance(inner, Array):
        inner.append(outer)
    else:
        inner[chance.choice(("/K", "/Kids", "/Parent", "/A", "/First", "/Font", "/DescendantFonts"))] = outer


def _repeat(chance: random.Random, pdf: Pdf) -> None:
    """One kid many times."""
    one = container(chance, pdf)
    if isinstance(one, Array):
        one.extend([one[chance.randrange(len(one))]] * chance.choice((1, 50, 3000)))
    else:
        key = chance.choice(list(one.keys()))
        one[key] = Array([one[key]] * chance.choice((1, 2, 3000)))


def _retype(chance: random.Random, pdf: Pdf) -> None:
    """The same key wherever it stands, in every object, becomes one value."""
    key, new = chance.choice(KEYS[:23]), value(chance, pdf)
    for one in pdf.objects:
        if isinstance(one, Dictionary) and key in one and chance.random() < 0.5:
            one[key] = new


def _role(chance: random.Random, pdf: Pdf) -> None:
    role = Name(chance.choice(ROLES[:-3]))
    for one in pdf.objects:
        if isinstance(one, Dictionary) and "/S" in one and chance.random() < 0.1:
            one["/S"] = role


def _stream(chance: random.Random, pdf: Pdf) -> None:
    """Bytes of a stream cut, changed, or read by another filter."""
    streams = [one for one in pdf.objects if isinstance(one, pikepdf.Stream)]
    one: Any = chance.choice(streams)
    raw = one.read_raw_bytes()
    at = chance.randint(0, len(raw))
    filters = [Name(chance.choice(FILTERS)) for _ in range(chance.choice((0, 1, 3, 30)))]
    match chance.randrange(3):
        case 0:
            one.write(raw[:at], filter=one.get("/Filter"))
        case 1:
            one.write(raw[:at] + chance.randbytes(9) + raw[at:], filter=one.get("/Filter"))
        case _:
            one.write(raw, filter=Array(filters))


def _tail(chance: random.Random, pdf: Pdf) -> None:
    """A chain of many, each in the one before."""
    one: Any = value(chance, pdf)
    key = chance.choice(("/K", "/Kids", "/First", "/Parent"))
    for _ in range(chance.choice((10, 2000))):
        one = pdf.make_indirect(Dictionary({key: Array([one]), "/S": Name("/P")}))
    container(chance, pdf)[key] = one


OBJECTS: Final = (
    *(_replace, _replace, _replace, _replace, _delete, _delete, _swap, _supplant, _supplant, _circle, _circle),
    *(_repeat, _retype, _retype, _role, _stream, _stream, _tail),
)


def by_objects(chance: random.Random, content: bytes) -> bytes:
    """One to six mutations of the objects, written in any way that there is."""
    copy = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for _ in range(chance.randint(1, 6)):
            try:
                chance.choice(OBJECTS)(chance, pdf)
            except (IndexError, KeyError, TypeError, ValueError, AttributeError, NotImplementedError, RuntimeError):
                # Not every object takes every mutation.
                continue
            except (pikepdf.PdfError, pikepdf.ForeignObjectError):
                continue
        options: dict[str, Any] = chance.choice(
            (
                {"object_stream_mode": ObjectStreamMode.generate},
                {"object_stream_mode": ObjectStreamMode.disable},
                {"object_stream_mode": ObjectStreamMode.disable, "compress_streams": False},
                {"qdf": True},
                {"linearize": True},
                {"encryption": pikepdf.Encryption(owner="o", user="", R=3, aes=False, metadata=False)},
                {"encryption": pikepdf.Encryption(owner="o", user="u", R=3, aes=False, metadata=False)},
            )
        )
        try:
            pdf.save(copy, static_id=True, fix_metadata_version=False, **options)
        except (pikepdf.PdfError, RuntimeError, ValueError):
            return by_text(chance, content)
    return copy.getvalue()


TOKENS: Final = (
    *(b"null", b"true", b"[]", b"<<>>", b"()", b"/H", b"<FEFFD800>", b"/#ff", b"-", b"1e9", b"9" * 20, b"1 0 R"),
    *(b"999999 0 R", b"9999999999 0 R", b"[" * 600, b"<<" * 600, b"]", b">>", b"endobj", b"stream\n", b"endstream"),
    *(b"xref", b"trailer", b"%", b"(", b"<", b"1 0 obj", b"R", b"\0", b"/Type/ObjStm", b"/Type/XRef"),
    *(b"/Encrypt 1 0 R", b"/Filter/Crypt", b"/Length 99999999", b"/Prev 9", b"1.5", b"/K 1 0 R"),
)
_TOKEN: Final = re.compile(
    rb"\d+ 0 R|/[A-Za-z0-9]+|-?\d+|\((?:[^()\\]|\\.)*\)|<<|>>|\[|\]|\b(?:null|true|false|obj|endobj|stream|endstream)\b"
)
_OBJECT: Final = re.compile(rb"(?m)(?<= obj\n)(?:.*\n)+?(?=endobj)")


def plain(content: bytes) -> bytes:
    """A PDF as text: no stream is packed, no object in a stream."""
    copy = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.save(copy, qdf=True, static_id=True)
    return copy.getvalue()


def by_text(chance: random.Random, content: bytes) -> bytes:
    """One to eight mutations of the plain text; the table of its objects is right again, or is not."""
    text = plain(content)
    for _ in range(chance.randint(1, 8)):
        start = chance.randrange(len(text))
        # Most of it are the marks on the pages, which nothing reads.
        if chance.random() < 0.7:
            start = max(text.find(chance.choice(KEYS).encode(), start), 0)
        one, other = _TOKEN.search(text, start), _TOKEN.search(text, chance.randrange(len(text)))
        if chance.random() < 0.3:
            one = _OBJECT.search(text, start)
        if one and other:
            key = chance.choice(KEYS).encode()
            new = chance.choice((b"", chance.choice(TOKENS), other[0], one[0] + b" " + one[0], key, b"null\n"))
            text = text[: one.start()] + new + text[one.end() :]
    return _tabled(text) if chance.random() < 0.7 else text


def _tabled(text: bytes) -> bytes:
    """With a table that says where the objects are now."""
    places = {int(one[1]): one.start() for one in re.finditer(rb"(?m)^(\d{1,6}) 0 obj$", text)}
    table, trailer = text.rfind(b"\nxref\n"), text.rfind(b"trailer")
    if not places or min(table, trailer) < 0:
        return text
    return text[: table + 1] + _table(places, table + 1, text[trailer : text.rfind(b"startxref")])


def _table(places: Mapping[int, int], at: int, trailer: bytes) -> bytes:
    size = max(places) + 1
    rows = b"".join(
        b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n" for number in range(size)
    )
    return b"xref\n0 %d\n%s%sstartxref\n%d\n%%%%EOF\n" % (size, rows, trailer, at)


def deflated_spaces(megabytes: int, head: bytes = b"") -> bytes:
    """That many megabytes of spaces after `head`, deflated to a thousandth."""
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    first = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
    # After a full flush, each chunk is packed alike.
    chunk = packer.compress(b" " * 1_000_000) + packer.flush(zlib.Z_FULL_FLUSH)
    return first + chunk * megabytes + b"\3\0"


@functools.cache
def _packed_twice(megabytes: int) -> bytes:
    """The same as zlib writes it, and once more: a few kilobytes."""
    head = b"3 0 "
    check = zlib.adler32(head)
    for _ in range(megabytes):
        check = zlib.adler32(b" " * 1_000_000, check)
    return zlib.compress(b"\x78\x9c" + deflated_spaces(megabytes, head) + check.to_bytes(4, "big"), 9)


def bomb(megabytes: int) -> bytes:
    """A PDF whose structure tree stands in a stream that is much longer than the file."""
    packed = _packed_twice(megabytes)
    head = b"<</Type/ObjStm/N 1/First 4/Filter[/FlateDecode/FlateDecode]/Length %d>>stream\n" % len(packed)
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R/StructTreeRoot 3 0 R>>",
        2: b"<</Type/Pages/Count 1/Kids[4 0 R]>>",
        4: b"<</Type/Page/MediaBox[0 0 9 9]/Parent 2 0 R>>",
        5: head + packed + b"\nendstream",
    }
    text, places = _body(objects)
    # The third is the first in the fifth.
    rows = [(2, 5, 0) if number == 3 else (1, places.get(number, 0), 0) for number in range(7)]
    rows[0], rows[6] = (0, 0, 255), (1, len(text), 0)
    table = b"".join(bytes([kind]) + at.to_bytes(4, "big") + bytes([last]) for kind, at, last in rows)
    head = b"6 0 obj\n<</Type/XRef/Root 1 0 R/Size 7/W[1 4 1]/Length %d>>stream\n" % len(table)
    return text + head + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(text)


def written(objects: Mapping[int, bytes], trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A PDF of these objects by number, each as it stands."""
    text, places = _body(objects)
    return text + _table(places, len(text), b"trailer <<%s/Size %d>>\n" % (trailer, max(places) + 1))


def _body(objects: Mapping[int, bytes]) -> tuple[bytes, dict[int, int]]:
    """The objects one after the other, and where each begins."""
    text, places = bytearray(b"%PDF-1.7\n"), {}
    for number, one in objects.items():
        places[number] = len(text)
        text += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    return bytes(text), places

"""Finished files mutated at random: the same seed makes the same copies, whatever the kind of file."""

import io
import random
import re
import zipfile
from collections.abc import Callable
from typing import Final

import mutating_pdfs

_Member = tuple[str, bytes]

XML: Final = (".xml", ".xhtml", ".opf", ".rels", ".ncx")
NASTY: Final = (
    *(b"\0", b"\xff", b"\xed\xa0\x80", b"\x1b[2J", b"&#0;", b"&#xD800;", b"&bogus;", b"<![CDATA[", b"<!--", b"]]>"),
    *(
        b"<?xml version='1.0' encoding='utf-7'?>",
        b"<!DOCTYPE x SYSTEM 'file:///etc/passwd'>",
        b"<a b=",
        b"<",
        b">",
        b"&",
    ),
    *(b"<svg>", b"</html>", b"<script>", b"<p/>", b"<h6>", b"<h>", b'" x="', b"'", b"=", b"<br", b"</", b"<!", b"<?"),
    *(
        b"xmlns:x=''",
        b" lang=''",
        b"<th>",
        b"<img>",
        b"<a href='#gone'>",
        "\u202e\u2028".encode(),
        b"\xfe\xff",
        b"id='text'",
    ),
)
ENCODINGS: Final = (
    "utf-16",
    "utf-16-be",
    "utf-32",
    "utf-7",
    "latin-1",
    "cp037",
    "idna",
    "rot13",
    "x",
    "",
    "\u00e9",
    "punycode",
)
HEADERS: Final = ((b"PK\3\4", 26), (b"PK\1\2", 42), (b"PK\5\6", 18))
"""How a part of a zip begins, and how many bytes of numbers follow."""
DEEP: Final = 20_000
MOST_BYTES: Final = 20_000_000


def mutated(chance: random.Random, content: bytes, suffix: str) -> bytes:
    """A copy of a file of that kind: nine of ten times with its structure mutated, else byte by byte."""
    ways = WAYS[suffix]
    return (by_bytes if chance.random() < 0.1 else chance.choice(ways))(chance, content)[:MOST_BYTES]


def by_bytes(chance: random.Random, content: bytes) -> bytes:
    """One to six places flipped, cut, doubled, or filled with noise."""
    for _ in range(chance.randint(1, 6)):
        at, length = chance.randint(0, len(content)), chance.choice((1, 8, 500, 100_000))
        head, middle, tail = content[:at], content[at : at + length], content[at + length :]
        content = (
            head + chance.choice((b"", middle * 2, chance.randbytes(len(middle)), b"\0" * len(middle), NASTY[0])) + tail
        )
        content = content[: chance.randint(0, len(content))] if chance.random() < 0.05 else content
    return content


def _pdf_bomb(chance: random.Random, content: bytes) -> bytes:
    return mutating_pdfs.bomb(chance.choice((1, 100, 1000))) if chance.random() < 0.2 else by_pdf_text(chance, content)


def by_pdf_text(chance: random.Random, content: bytes) -> bytes:
    """The plain text, byte by byte."""
    return by_bytes(chance, mutating_pdfs.plain(content))


def by_members(chance: random.Random, content: bytes) -> bytes:
    """One to three members of a zip dropped, doubled, renamed, cut, encoded otherwise, mutated, or blown up."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = [(entry.filename, archive.read(entry)) for entry in archive.infolist()]
    for _ in range(chance.randint(1, 3)):
        if members:
            at = _index(chance, members)
            members[at : at + 1] = chance.choice(MEMBERS)(chance, members[at], members)
    copy = io.BytesIO()
    ways = (zipfile.ZIP_DEFLATED,) * 6 + (zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
    with zipfile.ZipFile(copy, "w", chance.choice(ways)) as archive:
        for name, text in members:
            # Always of the same date; a name may stand twice.
            archive.NameToInfo.clear()
            entry = zipfile.ZipInfo(name)
            stored = name == "mimetype"
            archive.writestr(entry, text, zipfile.ZIP_STORED if stored else archive.compression, None if stored else 1)
    return copy.getvalue()


def _index(chance: random.Random, members: list[_Member]) -> int:
    """Mostly of one that says something."""
    said = [at for at, (name, _) in enumerate(members) if name.endswith(XML) or name == "mimetype"]
    return chance.choice(said) if said and chance.random() < 0.8 else chance.randrange(len(members))


def _drop(_: random.Random, __: _Member, ___: list[_Member]) -> list[_Member]:
    return []


def _double(chance: random.Random, member: _Member, _: list[_Member]) -> list[_Member]:
    return [member] * chance.choice((2, 2, 1000))


def _rename(chance: random.Random, member: _Member, members: list[_Member]) -> list[_Member]:
    names = (
        "../../x",
        "/etc/passwd",
        "C:\\x",
        "x" * 5000,
        "\x1b[2J\n",
        "\u202e",
        "a/",
        ".",
        "",
        chance.choice(members)[0],
    )
    return [(chance.choice(names), member[1])]


def _cut(chance: random.Random, member: _Member, _: list[_Member]) -> list[_Member]:
    return [(member[0], member[1][: chance.randint(0, len(member[1]))])]


def _swap(chance: random.Random, member: _Member, members: list[_Member]) -> list[_Member]:
    return [(member[0], chance.choice(members)[1])]


def _encode(chance: random.Random, member: _Member, _: list[_Member]) -> list[_Member]:
    """By another encoding, said or not."""
    encoding = chance.choice(ENCODINGS)
    text = member[1].decode("utf-8", "replace")
    if chance.random() < 0.7:
        text = f"<?xml version='1.0' encoding='{encoding}'?>" + re.sub(r"^<\?xml.*?\?>", "", text)
    try:
        return [(member[0], text.encode(encoding, "replace"))]
    except (LookupError, UnicodeError, ValueError):
        return [(member[0], text.encode())]


def _mutate(chance: random.Random, member: _Member, _: list[_Member]) -> list[_Member]:
    return [(member[0], by_markup(chance, member[1]))]


def _flood(chance: random.Random, member: _Member, _: list[_Member]) -> list[_Member]:
    """Entities that stand for entities."""
    steps = "".join(f'<!ENTITY e{step} "{f"&e{step - 1};" * 10}">' for step in range(1, chance.choice((3, 6, 12))))
    kind = f'<!DOCTYPE x [<!ENTITY e0 "ha">{steps}]>'
    text = re.sub(r"^<\?xml.*?\?>|<!DOCTYPE.*?>", "", member[1].decode("utf-8", "replace"))
    return [(member[0], (kind + text.replace("</", "&e2;</", 3)).encode())]


def _blow_up(chance: random.Random, member: _Member, _: list[_Member]) -> list[_Member]:
    """To many megabytes, of spaces or of elements, at its end or before it."""
    much = chance.choice((b" ", b"<p/>", b"<p>", b"<a b='c'/>", b"x")) * chance.choice((1_000_000, 5_000_000))
    at = member[1].rfind(b"</") if chance.random() < 0.7 else 0
    return [(member[0], member[1][:at] + much + member[1][at:])]


MEMBERS: Final[tuple[Callable[[random.Random, _Member, list[_Member]], list[_Member]], ...]] = (
    *(_drop, _double, _rename, _cut, _swap, _encode, _encode, _flood, _blow_up),
    *(_mutate, _mutate, _mutate, _mutate, _mutate),
)


def by_headers(chance: random.Random, content: bytes) -> bytes:
    """Flags, methods, sizes, names and places of a zip that lie."""
    raw = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        mark, length = chance.choice(HEADERS)
        places = [one.start() for one in re.finditer(re.escape(mark), raw)]
        if not places:
            continue
        chosen = places if chance.random() < 0.3 else [chance.choice(places)]
        step = chance.randrange(0, length, 2)
        number = chance.choice((0, 1, 8, 12, 99, 0x0801, 0x7FFF, 0xFFFF, chance.randrange(65536)))
        for at in chosen:
            # Of a field with four bytes, that is either half.
            raw[at + 4 + step : at + 6 + step] = number.to_bytes(2, "little")
    return bytes(raw)


def by_directory(chance: random.Random, content: bytes) -> bytes:
    """A zip whose directory names one member a thousand times, or whose member is longer than it says."""
    if chance.random() < 0.5:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            copy = io.BytesIO()
            with zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as other:
                for entry in archive.infolist():
                    other.writestr(zipfile.ZipInfo(entry.filename), archive.read(entry), zipfile.ZIP_DEFLATED)
                infos = list(other.filelist)
                other.filelist += [chance.choice(infos)] * 1000
        return copy.getvalue()
    member = chance.choice([one.start() for one in re.finditer(b"PK\3\4", content)])
    much = mutating_pdfs.deflated_spaces(chance.choice((1, 50, 2000)))
    name = int.from_bytes(content[member + 26 : member + 28], "little")
    start = member + 30 + name + int.from_bytes(content[member + 28 : member + 30], "little")
    return content[:start] + much + content[start + len(much) :]


_MARK: Final = re.compile(rb"<[^<>]*>|&[^;\s]{1,20};|\s[\w:-]+=(?:\"[^\"]*\"|'[^']*')")


def by_markup(chance: random.Random, content: bytes) -> bytes:
    """Tags, attributes and entities exchanged, dropped, doubled and left open, or nested deep."""
    for _ in range(chance.randint(1, 8)):
        one, other = (_MARK.search(content, chance.randint(0, len(content))) for _ in range(2))
        if one and other:
            new = chance.choice(
                (b"", chance.choice(NASTY), other[0], one[0] * 2, one[0][:-1], one[0] + chance.choice(NASTY))
            )
            content = content[: one.start()] + new + content[one.end() :]
    if chance.random() < 0.08:
        at = chance.randint(0, len(content))
        deep = chance.choice(
            (b"<div>", b"<p>", b"<svg>", b"<a b=", b"<!--", b"&#x41;", b"<h1>", b"<ul><li>", b"<![", b"<?")
        )
        content = content[:at] + deep * chance.choice((100, DEEP)) + content[at:]
    return content


def by_size(chance: random.Random, content: bytes) -> bytes:
    """Ten megabytes of one thing at one place."""
    much = chance.choice(
        (b"<a b=", b"<p>", b"<", b"&", b"<a b='", b"</p", b"<!", b"x", b"\0", b"<p a=1>", b"<h1>x</h1>")
    )
    at = chance.choice((0, content.find(b"<body"), len(content)))
    return content[:at] + much * (10_000_000 // len(much)) + content[at:]


def _page(chance: random.Random, content: bytes) -> bytes:
    return (by_size if chance.random() < 0.02 else by_markup)(chance, content)


_ZIP: Final = (by_members, by_members, by_members, by_headers, by_directory)
WAYS: Final[dict[str, tuple[Callable[[random.Random, bytes], bytes], ...]]] = {
    ".pdf": (*(mutating_pdfs.by_objects,) * 5, *(mutating_pdfs.by_text,) * 4, _pdf_bomb),
    ".epub": _ZIP,
    ".docx": _ZIP,
    ".html": (_page,),
}
"""How a file is mutated, by its ending."""

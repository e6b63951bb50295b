"""A stranger's book, document, page, text or manifest: a verdict in bounded time, whatever it is."""

import dataclasses
import io
import json
import os
import subprocess
import sys
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from cma_content_html import HTMLExporter
from cma_content_html.tokenizer import tags
from cma_content_markdown.verification import cost

from cma_content import Article, publish
from cma_content.cli import main
from cma_content.errors import UnreadableFileError, UsageError
from cma_content.exporting import limited_process, registry, verification
from cma_content.exporting.validators import documents
from cma_content.exporting.verification import Finding, verify
from cma_content.handout.file_code import read_code
from cma_content.markup import parse_xml, unquoted
from cma_content.packages import PIECE, open_package
from cma_content.publishing import manifest
from cma_content.reading import BOUNDS, Budget, read_bounded

ENCRYPTED = Path(__file__).parent / "files" / "enc.docx"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SECONDS = 10
"""What no file takes, whatever it is."""
CONTAINER = """<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="a.opf"/></rootfiles></container>"""
OPF = """<package xmlns="http://www.idpf.org/2007/opf"><manifest>
<item href="a.xhtml" media-type="application/xhtml+xml"/></manifest></package>"""


@pytest.fixture(autouse=True)
def no_validators(monkeypatch: pytest.MonkeyPatch) -> None:
    """Their time is not ours."""
    monkeypatch.setenv("PATH", "")
    for name in ("VERAPDF", "EPUBCHECK", "ACE", "VNU", "AXE"):
        monkeypatch.delenv(f"CMA_CONTENT_{name}", raising=False)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fails where the processor needs longer; on a machine that is busy, that is not the wall's time."""
    started = time.process_time()
    yield
    assert time.process_time() - started < seconds


def zipped(members: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytearray:
    """A zip of these members."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return bytearray(made.getvalue())


def document(text: str | bytes = f"<w:document {W}/>", **others: str | bytes) -> dict[str, str | bytes]:
    """The members of a Word document."""
    return {"word/document.xml": text, **others}


def book(page: str | bytes = "<html/>", opf: str = OPF, container: str = CONTAINER) -> dict[str, str | bytes]:
    """The members of a book."""
    return {"mimetype": "application/epub+zip", "META-INF/container.xml": container, "a.opf": opf, "a.xhtml": page}


def unread(path: Path) -> str:
    """Why a file cannot be read; it is a finding of the one kind."""
    found = [one for one in verify(path) if one.detail.startswith("cannot be read: ")]
    assert [one.status for one in found] == ["fail"], verify(path)
    with pytest.raises(UsageError):
        read_code(path)
    return found[0].detail


def test_an_encrypted_document_costs_no_other_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It fails, and the page beside it is reported."""
    page = tmp_path / "a.html"
    page.write_text("<html lang=en><title>x</title><h1>a</h1>", "utf-8")

    assert main(["verify", str(ENCRYPTED), str(page)]) == 1
    printed = capsys.readouterr().out
    assert "fail            a document that can be read  (cannot be read: " in printed
    assert "pass            language" in printed


def flagged(flag: int) -> bytearray:
    """A document whose first member has a flag, in both of its headers."""
    raw = zipped(document())
    raw[6] |= flag
    raw[raw.index(b"PK\1\2") + 8] |= flag
    return raw


def by_method(method: int) -> bytearray:
    """A document whose first member is packed by another method."""
    raw = zipped(document())
    raw[8] = raw[raw.index(b"PK\1\2") + 10] = method
    return raw


def lying(claimed: int) -> bytearray:
    """A document whose directory and header claim another size."""
    raw = zipped(document(f"<w:document {W}>{' ' * 5000}</w:document>"))
    for at in (22, raw.index(b"PK\1\2") + 24):
        raw[at : at + 4] = claimed.to_bytes(4, "little")
    return raw


def overlapping() -> bytearray:
    """Two members of the same packed bytes, as a bomb has thousands of."""
    raw = zipped({"a": bytes(1000), "b": bytes(1000)})
    first = raw.index(b"PK\1\2")
    second = raw.index(b"PK\1\2", first + 4)
    raw[second + 42 : second + 46] = bytes(4)
    return raw


def thousandfold() -> bytearray:
    """One member that the directory lists a thousand times."""
    raw = zipped({"a": bytes(1000)})
    at, end = raw.index(b"PK\1\2"), raw.index(b"PK\5\6")
    tail = bytearray(raw[end:])
    for place in (8, 10):
        tail[place : place + 2] = (1000).to_bytes(2, "little")
    return raw[:at] + raw[at:end] * 1000 + tail


def many() -> bytearray:
    """More members than a handout would ever have."""
    raw = zipped({"a": b""})
    end = raw.index(b"PK\5\6")
    for place in (8, 10):
        raw[end + place : end + place + 2] = (60_000).to_bytes(2, "little")
    return raw


def wide_extra() -> bytearray:
    """Extra fields that Python's zipfile takes quadratic time for."""
    raw = zipped({"a": b""})
    at, end = raw.index(b"PK\1\2"), raw.index(b"PK\5\6")
    entry = raw[at:end]
    entry[30:32] = (65_532).to_bytes(2, "little")
    tail = bytearray(raw[end:])
    for place in (8, 10):
        tail[place : place + 2] = (500).to_bytes(2, "little")
    return raw[:at] + (entry + b"\xff\xff\0\0" * 16_383) * 500 + tail


ZIPS: Mapping[str, tuple[Callable[[], bytes | bytearray], str]] = {
    "no zip": (lambda: b"no zip", "it is no zip"),
    "empty": (lambda: b"", "it is no zip"),
    "half": (lambda: zipped(document())[:-30], "it is no zip"),
    "encrypted": (lambda: flagged(0x01), "is encrypted"),
    "strongly encrypted": (lambda: flagged(0x40), "is encrypted"),
    "bzip2": (lambda: zipped(document(), zipfile.ZIP_BZIP2), "packed by method 12, not deflate"),
    "unknown": (lambda: by_method(99), "packed by method 99, not deflate"),
    "too small": (lambda: lying(10), "is not what the directory says"),
    "too large": (lambda: lying(4_000_000_000), "is not what the directory says"),
    "overlapping": (overlapping, "overlaps what follows"),
    "thousandfold": (thousandfold, "overlaps what follows"),
    "of one name": (
        lambda: zipped({"name-a": b"", "name-b": b""}).replace(b"name-b", b"name-a"),
        "two members are named",
    ),
    "many": (many, "60,000 members, more than the 10,000"),
    "wide extra": (wide_extra, "overlaps what follows"),
    "bomb": (lambda: zipped(document(bytes(BOUNDS.member + 1))), "more than the 32,000,000 bytes"),
    "bomb of bombs": (
        lambda: zipped(document(**{f"{number}": bytes(BOUNDS.member) for number in range(9)})),
        "inflate to more than 256,000,000 bytes",
    ),
    "long name": (lambda: zipped({"a" * 2000: b""}), "name has more than 1,000 bytes"),
    "without a document": (lambda: zipped({"a": b""}), "there is no member word/document.xml"),
}


@pytest.mark.parametrize("name", ZIPS)
def test_a_zip_beyond_its_bounds_is_a_finding(name: str, tmp_path: Path) -> None:
    """And is found so in seconds."""
    make, reason = ZIPS[name]
    path = tmp_path / "a.docx"
    path.write_bytes(make())
    with within(SECONDS):
        assert reason in unread(path)


def test_members_that_overlap_under_names_of_their_own_are_refused(tmp_path: Path) -> None:
    """Each header stands in the bytes of the member before it."""
    inner = zipped({"b": b"x" * 50}, zipfile.ZIP_STORED)
    raw = zipped({"a": bytes(inner)}, zipfile.ZIP_STORED)
    at, end = raw.rindex(b"PK\1\2"), raw.rindex(b"PK\5\6")
    entry = bytearray(inner[inner.index(b"PK\1\2") : inner.index(b"PK\5\6")])
    entry[42:46] = raw.index(b"PK\3\4", 4).to_bytes(4, "little")
    tail = raw[end:]
    tail[8] = tail[10] = 2
    path = tmp_path / "a.docx"
    path.write_bytes(raw[:at] + raw[at:end] + entry + tail)

    assert "the member a overlaps what follows it" in unread(path)


def test_broken_deflate_is_a_finding(tmp_path: Path) -> None:
    """Each byte of the packed data in turn, among others that are the file's own."""
    raw = zipped(document(f"<w:document {W}>{'abc' * 20}</w:document>"))
    path = tmp_path / "a.docx"
    for at in range(len(raw)):
        path.write_bytes(raw[:at] + bytes([raw[at] ^ 0xFF]) + raw[at + 1 :])
        assert verify(path)[-1].status == "needs a person"


def test_a_package_is_read_as_it_was_written(tmp_path: Path) -> None:
    """Stored or packed, by any name, in the order of the file."""
    members = {
        "mimetype": b"a",
        "é/b.xml": b"<a/>" * 500,
        "c": b"",
        "long": bytes(4 * PIECE),
        "d": bytes(range(256)) * 5000,
    }
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        (tmp_path / "a").write_bytes(zipped(members, method))
        package = open_package(tmp_path / "a")

        assert {name: package.read(name) for name in package.members} == members
        assert list(package.members) == list(members)


def test_what_follows_the_packed_data_of_a_member_is_passed_over(tmp_path: Path) -> None:
    """It is no part of the member, and not waited on for ever."""
    inside = b"<a/>" * 100
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    packed = packer.compress(inside) + packer.flush()
    raw = zipped({"a": packed + b"junk" * 9}, zipfile.ZIP_STORED)
    entry = raw.index(b"PK\1\2")
    for method, crc, size in ((8, 14, 22), (entry + 10, entry + 16, entry + 24)):
        raw[method] = zipfile.ZIP_DEFLATED
        raw[crc : crc + 4] = zlib.crc32(inside).to_bytes(4, "little")
        raw[size : size + 4] = len(inside).to_bytes(4, "little")
    (tmp_path / "a").write_bytes(raw)

    assert open_package(tmp_path / "a").read("a") == inside


FLOOD = "".join(f'<!ENTITY e{number} "{f"&e{number - 1};" * 10}">' for number in range(1, 12))
XML: Mapping[str, tuple[Callable[[], str | bytes], str]] = {
    "entity flood": (lambda: f'<!DOCTYPE a [<!ENTITY e0 "x">{FLOOD}]><a>&e11;</a>', "it declares entities"),
    "entity of a file": (lambda: '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>', "it declares"),
    "attribute flood": (lambda: f'<!DOCTYPE a [<!ATTLIST b c CDATA "{"x" * 99999}">]><a><b/></a>', "it declares"),
    "unknown entity": (lambda: "<a>&nbsp;</a>", "undefined entity"),
    "deep": (lambda: "<a>" * 200_000, "more than 500 elements stand in each other"),
    "elements": (lambda: f"<a>{'<b/>' * 500_000}</a>", "more than the 500,000 elements"),
    "attributes": (
        lambda: "<a " + " ".join(f'b{number}="c"' for number in range(510_000)) + "/>",
        "more than the 500,000",
    ),
    "namespaces": (
        lambda: "<a>" + " ".join(f'<b xmlns:b{number}="c"/>' for number in range(260_000)) + "</a>",
        "more than the 500,000",
    ),
    "long namespace": (lambda: f'<a xmlns="{"b" * 1_000_000}">{"<b/>" * 100_000}</a>', "the name of a namespace"),
    "large": (lambda: f"<a>{' ' * BOUNDS.xml}</a>", "more than the 8,000,000"),
    "unknown encoding": (lambda: '<?xml version="1.0" encoding="klingon"?><a/>', "its encoding klingon is neither"),
    "codec that is none": (lambda: '<?xml version="1.0" encoding="zlib"?><a/>', "its encoding zlib is neither"),
    "UTF-7": (lambda: b'<?xml version="1.0" encoding="utf-7"?><a/>', "its encoding utf-7 is neither"),
    "not UTF-8": (lambda: b"<a>\xff</a>", "not well-formed"),
    "not UTF-16": (lambda: b'<?xml version="1.0" encoding="utf-16"?><a/>', "encoding"),
    "nothing": (lambda: "", "no element found"),
    "nulls": (lambda: bytes(1000), "not well-formed"),
    "open": (lambda: "<a><b>", "no element found"),
}


@pytest.mark.parametrize(
    ("form", "name"),
    [*(("docx", name) for name in XML), *(("epub", name) for name in ("entity flood", "deep", "nulls"))],
)
def test_xml_beyond_its_bounds_is_a_finding(form: str, name: str, tmp_path: Path) -> None:
    """In a document and in a page of a book."""
    make, reason = XML[name]
    content = make()
    path = tmp_path / f"a.{form}"
    path.write_bytes(zipped(document(content) if form == "docx" else book(content)))
    with within(SECONDS):
        assert reason in unread(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_xml_is_read_in_the_encodings_that_are_allowed(encoding: str) -> None:
    """With an outside DTD, which is not read, the names of HTML are known."""
    name = "utf-16" if "16" in encoding else "utf-8"
    mark = "\ufeff" if encoding in ("utf-16-le", "utf-16-be") else ""
    head = f'{mark}<?xml version="1.0" encoding="{name}"?><!DOCTYPE html PUBLIC "x" "y">'
    root = parse_xml(f'{head}<a xmlns="u" b="1">é&nbsp;&what;</a>'.encode(encoding), Budget())

    assert (root.tag, root.attrib, root.text) == ("{u}a", {"b": "1"}, "é\xa0")


@pytest.mark.parametrize(
    "members",
    [
        book(container="<container/>"),
        book(container=CONTAINER.replace(' full-path="a.opf"', "")),
        book(container=CONTAINER.replace("a.opf", "../../a.opf")),
        book(opf=OPF.replace(' href="a.xhtml"', "")),
        book(opf=OPF.replace("a.xhtml", "gone.xhtml")),
        book(page='<html xmlns="http://www.w3.org/1999/xhtml">'),
        {"mimetype": ""},
    ],
)
def test_a_book_without_what_it_must_have_is_a_finding(members: dict[str, str | bytes], tmp_path: Path) -> None:
    """No attribute is taken for granted."""
    path = tmp_path / "a.epub"
    path.write_bytes(zipped(members))

    assert unread(path)
    assert [one.status for one in verify(path) if "EPUBCheck" in one.family] == ["not run"]


def test_a_page_of_a_book_that_cannot_be_read_hides_no_other(tmp_path: Path) -> None:
    """Pages are named as addresses are written; one that is listed a thousand times is read once."""
    item = '<item href="b%20c.xhtml" media-type="application/xhtml+xml"/>'
    page = '<html xmlns="http://www.w3.org/1999/xhtml" lang="en" xml:lang="en">'
    page += '<title>t</title><a href="#x" id="x"/></html>'
    members = book("<html>", OPF.replace("<item", f"{item * 1000}<item media-type='text/css'/><item", 1))
    path = tmp_path / "a.epub"
    path.write_bytes(zipped({**members, "b c.xhtml": page}))
    found = {one.family: one for one in verify(path)}

    assert found["every page has a title"] == Finding("every page has a title", "pass", "1 looked at")
    assert found["links lead somewhere"].status == "pass"
    assert found["a book that can be read"].detail.startswith("cannot be read: a.xhtml: no element found")


@pytest.mark.parametrize(
    ("styles", "body", "family", "detail"),
    [
        ('<w:style><w:pPr><w:outlineLvl w:val="x"/></w:pPr></w:style>', "", "headings do not skip a level", "no head"),
        ("<w:style><w:pPr><w:outlineLvl/></w:pPr></w:style>", "", "headings do not skip a level", "no headings"),
        ('<w:style w:styleId="a"/>', '<w:pStyle/><w:pStyle w:val="b"/>', "styles are defined", "; b"),
        ("", "<w:tbl/>", "tables have a header row", "one has none"),
        ("", '<w:hyperlink/><w:hyperlink w:anchor="x"/><w:bookmarkStart/>', "links lead somewhere", "x"),
    ],
)
def test_a_document_of_other_attributes_fails_its_family(
    styles: str, body: str, family: str, detail: str, tmp_path: Path
) -> None:
    """A level that is no number, a style without an id."""
    path = tmp_path / "a.docx"
    members = document(
        f"<w:document {W}>{body}</w:document>", **{"word/styles.xml": f"<w:styles {W}>{styles}</w:styles>"}
    )
    path.write_bytes(zipped(members))
    found = {one.family: one for one in verify(path)}

    assert found[family].status == "fail"
    assert detail in found[family].detail


FLOODS = (
    *("<a b=", "<!--", "<![CDATA[", "&#", "</a ", "<script>", "<script></script", '<a b="', "<a b='", "<div>", "\0"),
    *("<p id=x>", "<", "<?", "<!x ", "<title>", "<title></title", "<a/", "<svg>", "<a b", ">", "<h1><h4>", "<!-- --"),
)


@pytest.mark.parametrize("start", ["", '<a b="" ', '<a b="'])
@pytest.mark.parametrize("flood", FLOODS)
def test_a_flood_of_one_thing_takes_linear_time(flood: str, start: str, tmp_path: Path) -> None:
    """As a page and within a tag of one; ten megabytes of `<a b=` took six minutes."""
    size = 10_000_000 if flood == "<a b=" else 1_000_000
    path = tmp_path / "a.html"
    path.write_text(start + flood * (size // len(flood)), "utf-8")
    with within(SECONDS):
        assert [one for one in verify(path) if one.status == "fail"]


def test_half_a_million_ids_are_too_many(tmp_path: Path) -> None:
    """And a number of a million digits is none."""
    path = tmp_path / "a.html"
    path.write_text("".join(f"<p id=i{number}>" for number in range(600_000)), "utf-8")
    with within(SECONDS):
        assert "more than the 500,000 elements, attributes and escapes" in unread(path)
    path.write_text(f"<html lang=en><title>&#{'1' * 1_000_000};</title><a href='&#{'1' * 1_000_000}'>", "utf-8")
    assert {one.family: one.status for one in verify(path)}["title"] == "pass"


def leading(*links: str) -> bytearray:
    """A book of pages that each hold one link, which has an id as well."""
    item = '<item href="{}.x" media-type="application/xhtml+xml"/>'
    opf = OPF.replace("<item", "".join(map(item.format, range(len(links)))) + "<item", 1)
    page = '<html xmlns="http://www.w3.org/1999/xhtml"><a id="{0}" href="{0}"/></html>'
    return zipped({**book(opf=opf), **{f"{number}.x": page.format(link) for number, link in enumerate(links)}})


PAGE = """<{0} lang="en" xml:lang="en"><head><title>t</title><link rel="canonical" href="https://example.org/"/>
<link rel="alternate" href="b.html"/><link rel="Next license author" href="c.html"/><link href="d.html"/></head><body>
<a href="#">top</a><a href="#Top">top</a><a name="x"></a><a href="#x">x</a><a id="%41é"/><a href="#%41é"/>
<a href="#%2541%C3%A9"/><svg aria-hidden="true"/><img src="data:," role="presentation"/><img src="data:," role="none"/>
</body></html>"""
"""What the HTML Standard allows, and others write."""
XHTML = 'html xmlns="http://www.w3.org/1999/xhtml"'
ALLOWED = ("links lead somewhere", "needs nothing but itself", "pictures have words")


def broken_families(page: str, folder: Path) -> tuple[list[str], list[str]]:
    """Those that fail of a page, and of a book of it."""
    (folder / "a.html").write_text(page.format("html"), "utf-8")
    (folder / "a.epub").write_bytes(
        zipped(book(page.format(XHTML).replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"')))
    )
    found = [verify(folder / name) for name in ("a.html", "a.epub")]
    failed = [[one.family for one in each if one.status == "fail"] for each in found]
    return failed[0], [name for name in failed[1] if name in (*ALLOWED, "a book that can be read")]


def test_what_the_html_standard_allows_fails_nothing(tmp_path: Path) -> None:
    """A link to the top or to a name, an address of a page that is about this one, a picture that only adorns."""
    assert broken_families(PAGE, tmp_path) == ([], [])


@pytest.mark.parametrize(
    ("old", "new", "family"),
    [
        ('"#Top"', '"#Tops"', "links lead somewhere"),
        ('"#Top"', '"#stop"', "links lead somewhere"),
        ('<a name="x">', '<a data-name="x">', "links lead somewhere"),
        ('"canonical"', '"canonical STYLESHEET"', "needs nothing but itself"),
        ('"canonical"', '"shortcut&#10;icon"', "needs nothing but itself"),
        ('"canonical"', '"apple-touch-icon-precomposed"', "needs nothing but itself"),
        ('"canonical"', '"dns-prefetch"', "needs nothing but itself"),
        ('aria-hidden="true"', 'aria-hidden="false"', "pictures have words"),
        ('role="none"', 'role="img"', "pictures have words"),
        ('role="none"', 'role=""', "pictures have words"),
    ],
)
def test_what_it_does_not_allow_fails(old: str, new: str, family: str, tmp_path: Path) -> None:
    """Each in its own family; a book may be of several files."""
    assert old in PAGE
    page, made = broken_families(PAGE.replace(old, new), tmp_path)

    assert page == [family]
    assert made == [name for name in [family] if name != "needs nothing but itself"]


TOO_MANY = "more than the 500,000 elements, attributes and escapes"


@pytest.mark.parametrize("escape", ["%", "%4", "%41", "%é"])
def test_a_long_address_is_not_read(escape: str, tmp_path: Path) -> None:
    """In a page, which took 3 GB, or in the pages of a book together, which took 40 s."""
    page, path = tmp_path / "a.html", tmp_path / "a.epub"
    page.write_text(f'<a href="#{escape * 510_000}">', "utf-8")
    path.write_bytes(leading(*[f"#{escape * 170_000}"] * 3))
    with within(SECONDS):
        assert TOO_MANY in unread(page)
        assert TOO_MANY in unread(path)


def test_what_is_kept_of_a_book_is_bounded(tmp_path: Path) -> None:
    """Its addresses and ids may be as long as its pages, and each link is laid to the long name of its page."""
    path, name = tmp_path / "a.epub", f"{'a/' * 490}b.x"
    path.write_bytes(leading(*["../" * 333_000] * 26))
    with within(SECONDS):
        assert TOO_MANY in unread(path)
    links = '<a href="b.x"/>' * 200_000
    links = f'<html xmlns="http://www.w3.org/1999/xhtml">{links}</html>'
    path.write_bytes(zipped({**book(opf=OPF.replace("a.xhtml", name)), name: links}))
    with within(SECONDS):
        assert TOO_MANY in unread(path)


@pytest.mark.parametrize("address", ["%C3%A9%20%25", "é%20%", "%c3%a9 %"])
def test_an_address_is_read_without_its_percent_encoding(address: str) -> None:
    """A sign that encodes nothing stays as it is."""
    assert unquoted(address, Budget()) == "é %"


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("<!-- <a> --><b>", ["b"]),
        ("<!--><a>", ["a"]),
        ("<!---><a>", ["a"]),
        ("<!-- a --!><b>", ["b"]),
        ("<!DOCTYPE html><?x <a>?></ x><b>", ["b"]),
        ("<title><a></title x><b>", ["title", "b"]),
        ("<script><a></script><b>", ["script", "b"]),
        ("<svg><title/><a></a></svg><style><i></style>", ["svg", "title", "a", "style"]),
        ("<svg/><title><a></title>", ["svg", "title"]),
        ("a < b <1> <a", []),
        ('<a b="', []),
    ],
)
def test_tags_are_found_as_browsers_find_them(page: str, found: list[str]) -> None:
    """By the HTML Standard."""
    assert [tag.name for tag in tags(page, Budget())] == found


def test_attributes_are_read_as_browsers_read_them() -> None:
    """Quoted or not; the first of one name counts."""
    (tag,) = tags("<A B=1 c = '2>' b=3 d e=\"&amp;4\" =f g=h/ />", Budget())

    assert tag.attributes == {"b": "1", "c": "2>", "d": "", "e": "&4", "=f": "", "g": "h/"}


@pytest.mark.parametrize(
    "text",
    [
        "[" * 200_000,
        "![" * 100_000,
        "- a\n" * 60_000,
        "[a](" * 30 + "b" * 1_900_000,
        ("a|" * 500 + "\n" + "-|" * 500 + "\n" + "a\n" * 2000 + "\n") * 10,
        ("![" * 20 + "a" + "](b)" * 20 + " ") * 3000,
        "a" * 2_000_001,
    ],
)
def test_markdown_beyond_its_bounds_is_a_finding(text: str, tmp_path: Path) -> None:
    """Before it is parsed: half a minute for the table."""
    path = tmp_path / "a.md"
    path.write_text(text, "utf-8")
    with within(2):
        assert "more" in unread(path)


def test_an_address_in_markdown_is_read_as_it_stands(tmp_path: Path) -> None:
    """Encoded or not; to encode 900,000 characters first took minutes."""
    path = tmp_path / "a.md"
    links = ("gu\u00eda", "gu%C3%ADa", "", "Top", "gone", "gu%25C3")
    path.write_text("# Gu\u00eda\n\n" + "".join(f"[a](#{link})\n" for link in links), "utf-8")
    (found,) = (one for one in verify(path) if one.family == "links lead somewhere")
    assert (found.status, found.detail) == ("fail", "gone; gu%25C3")
    long = "\u00e9" * 900_000
    path.write_text(f"[a](/{long})\n[b](#{'%' * 90_000})\n[c]: <#{'%' * 90_000}x>\n\n[c]", "utf-8")
    with within(SECONDS):
        assert [one.family for one in verify(path) if one.status == "fail"] == ["one title", "links lead somewhere"]


def test_the_bounds_are_ten_times_what_our_own_have(guide: Article, tmp_path: Path) -> None:
    """Of the guide, and the cost of its Markdown."""
    made = publish(guide, ["epub", "docx", "html", "json", "md"], tmp_path).files
    files = {file.path.suffix: file.path for file in made if file.path}
    packages = [open_package(files[name]) for name in (".epub", ".docx")]
    sizes = [[member.size for member in package.members.values()] for package in packages]

    assert 10 * max(path.stat().st_size for path in files.values()) < BOUNDS.file
    assert 10 * max(map(len, sizes)) < BOUNDS.members
    assert 10 * max(map(max, sizes)) < BOUNDS.member
    assert 10 * max(map(sum, sizes)) < BOUNDS.inflated
    assert 10 * max(files[name].stat().st_size for name in (".html", ".json")) < BOUNDS.text
    assert 10 * files[".md"].stat().st_size < BOUNDS.markdown
    assert 10 * cost(files[".md"].read_text("utf-8")) < BOUNDS.marks
    assert 10 * sum(files[".json"].read_bytes().count(sign) for sign in (b",", b"[", b"{")) < BOUNDS.values
    budget = Budget(BOUNDS.nodes // 10)
    for name in ("word/document.xml", "word/styles.xml", "docProps/core.xml"):
        parse_xml(packages[1].read(name), budget)
    page = list(tags(files[".html"].read_text("utf-8"), Budget()))
    assert 10 * sum(1 + len(tag.attributes) for tag in page) < BOUNDS.nodes


@pytest.mark.parametrize(
    "text",
    [
        "[" * 1_000_000,
        "[0" + ",0" * 400_000 + "]",
        '{"facts": [{}' + ",{}" * 200_000 + "]}",
        "1" * 1_000_000,
        "",
        "\xff",
    ],
)
def test_data_beyond_its_bounds_is_a_finding(text: str, tmp_path: Path) -> None:
    """Deep, wide, long, or nothing at all."""
    path = tmp_path / "a.json"
    path.write_text(text, "latin-1")
    with within(SECONDS):
        assert [one.status for one in verify(path)] == ["fail"]


@pytest.mark.parametrize("form", ["epub", "docx", "html", "md", "json", "pdf"])
def test_a_sparse_gigabyte_is_refused_by_its_size(form: str, tmp_path: Path) -> None:
    """Before anything is read, and no validator is called."""
    path = tmp_path / f"a.{form}"
    with path.open("wb") as file:
        file.truncate(10**12)
    with within(2):
        assert "1,000,000,000,000 bytes, more than the 64,000,000 that are read" in unread(path)


def test_what_is_no_file_is_a_finding_and_hides_no_other_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder, a pipe, a device, one that may not be read, one that vanished; nothing is waited for."""
    monkeypatch.chdir(tmp_path)
    Path("folder.pdf").mkdir()
    os.mkfifo("pipe.epub")
    Path("device.html").symlink_to("/dev/zero")
    Path("good.md").write_text("# a\n", "utf-8")
    Path("closed.docx").write_bytes(zipped(document()))
    opened = os.open

    def closed(path: str | Path, *rest: int) -> int:
        if "closed" in str(path):
            raise PermissionError(13, "Permission denied")
        return opened(path, *rest)

    monkeypatch.setattr(os, "open", closed)

    assert main(["verify", "folder.pdf", "pipe.epub", "device.html", "closed.docx", "good.md", "."]) == 1
    reasons = ("Is a directory", "it is a pipe, not a file", "it is a device, not a file", "Permission denied")
    printed = capsys.readouterr().out
    for reason in reasons:
        assert f"fail            a file that can be read  (cannot be read: {reason})" in printed
    assert "pass            one title" in printed
    with pytest.raises(UnreadableFileError, match="No such file"):
        read_bounded(Path("vanished.pdf"))


def test_a_file_that_has_no_size_is_read_no_further_than_its_bound() -> None:
    """As the files of /proc, which say that they are empty."""
    path = Path("/proc/self/maps")
    if not path.is_file():
        pytest.skip("there is no /proc")
    with pytest.raises(UnreadableFileError, match="more than the 10 bytes"):
        read_bounded(path, 10)


def test_a_file_that_opens_and_cannot_be_read_is_reported() -> None:
    """In the system's words: the memory of a process is a file, and nothing stands at its beginning."""
    path = Path("/proc/self/mem")
    if not path.is_file():
        pytest.skip("there is no /proc")
    with pytest.raises(UnreadableFileError, match="^Input/output error$"):
        read_bounded(path)


def test_a_file_that_became_a_pipe_meanwhile_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the look at it and its opening: it is looked at again, and nothing is left open."""
    reader, writer = os.pipe()
    (tmp_path / "a.md").touch()
    monkeypatch.setattr(os, "open", lambda *_: reader)
    with pytest.raises(UnreadableFileError, match="^it is a pipe, not a file$"):
        read_bounded(tmp_path / "a.md")
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(reader)
    os.close(writer)


def test_what_an_exporter_found_before_it_fell_over_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether it says why, as ours do, or not."""
    (tmp_path / "a.html").write_bytes(b"x")
    for error, family in (
        (UnreadableFileError("worn"), "a file that can be read"),
        (RecursionError("deep"), "a file that can be verified"),
        (MemoryError(), "a file that can be verified"),
    ):

        def fail(*_: object, error: Exception = error) -> Iterator[Finding]:
            yield Finding("language", "pass")
            raise error

        monkeypatch.setattr(HTMLExporter, "verify", fail)
        assert [(one.family, one.status) for one in verify(tmp_path / "a.html")] == [
            ("language", "pass"),
            (family, "fail"),
        ]


def test_a_fault_of_megabytes_is_cut() -> None:
    """A report is for reading."""
    assert len(verification.family("x", ["a" * 5_000_000] * 9).detail) < 2000
    assert len(verification.unreadable("x", "a" * 5_000_000).detail) < 1000


def listing(folder: Path, *names: str, **fields: object) -> dict[str, str]:
    """The faults by family of a manifest that lists these files."""
    listed = [{"name": name, "size": 0, "sha256": "", **fields} for name in names]
    (folder / "manifest.json").write_text(json.dumps({"manifest": 1, "files": listed}), "utf-8")
    return {one.family: one.detail for one in manifest.findings(folder / "manifest.json") if one.status == "fail"}


def test_a_manifest_of_sparse_files_is_not_hashed(tmp_path: Path) -> None:
    """Though their sizes are as listed."""
    with (tmp_path / "vast.pdf").open("wb") as file:
        file.truncate(10**12)
    with within(2):
        found = listing(tmp_path, "vast.pdf", size=10**12)

    assert "vast.pdf cannot be read: it has 1,000,000,000,000 bytes" in found["SHA-256 is as listed"]
    assert listing(tmp_path, "vast.pdf", size=10**4000).keys() == {"sizes are as listed"}


def test_a_manifest_hashes_no_more_than_its_sum(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file beyond it is said to be unread, one that is listed twice is read once."""
    monkeypatch.setattr(manifest, "BOUNDS", dataclasses.replace(BOUNDS, hashed=15))
    for name in "ab":
        (tmp_path / name).write_bytes(b"x" * 10)
    found = listing(tmp_path, "a", "b", "a", size=10)

    assert found["SHA-256 is as listed"].startswith("a; b cannot be read: it has 10 bytes")
    assert "listed twice" in found["a manifest that can be read"]


def test_a_manifest_lists_so_many_files_and_no_more(tmp_path: Path) -> None:
    """A pipe among them is not waited for."""
    with within(2):
        found = listing(tmp_path, *map(str, range(BOUNDS.listed + 1)))
    assert found == {"a manifest that can be read": "it lists 20,001 files, more than the 20,000 that are read"}
    os.mkfifo(tmp_path / "pipe")
    assert listing(tmp_path, "pipe") == {"every file is there": "pipe"}


def test_no_exporter_is_loaded_before_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """One whose name is the ending is the only one; of an ending that is nobody's name, they come one by one."""
    loaded: list[str] = []
    get, points = registry.get_exporter, registry._points()

    def noted(name: str) -> registry.Exporter:
        loaded.append(name)
        return get(name)

    monkeypatch.setattr(registry, "get_exporter", noted)
    assert [name for name, _ in registry.by_suffix(".HTM")] == loaded == ["html"]
    loaded.clear()
    monkeypatch.setattr(registry, "_points", lambda: {"a": points["html"], "z": points["pdf"]})
    assert next(registry.by_suffix(".html"))[0] == "a"
    assert loaded == ["a"]


def test_a_program_that_writes_without_end_is_stopped() -> None:
    """On either stream; and so is one that leaves its streams to another."""
    flood = "import sys\nwhile True: sys.{}.write('x' * 65536)"
    for stream in ("stdout", "stderr"):
        with pytest.raises(OSError, match="wrote more than 1,000,000 bytes"):
            limited_process.run([sys.executable, "-c", flood.format(stream)], timeout=60, most=1_000_000)
    with pytest.raises(subprocess.TimeoutExpired):
        limited_process.run(["/bin/sh", "-c", "/bin/sleep 1 &"], timeout=0.1, most=1000)
    done = limited_process.run([sys.executable, "-c", "print('é'); raise SystemExit(3)"], timeout=60, most=1000)
    assert (done.stdout.strip(), done.returncode) == ("é", 3)


def test_many_small_reports_are_read_in_linear_time() -> None:
    """As a validator may write one for each thing that a stranger's file holds."""
    with within(SECONDS):
        assert len(list(documents("1\n" * 500_000))) == 500_000

"""Whatever a PDF holds, it gets a verdict in bounded time: by what can be read of it, or that it cannot be read."""

import os
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import mutating_pdfs
import pikepdf
import pytest
from cma_content_pdf import PDFExporter, isolated_reading, objects, placement, structure
from cma_content_pdf.isolated_reading import MOST_MEMORY, MOST_SECONDS

from cma_content.cli import main
from cma_content.errors import MissingEngineError
from cma_content.exporting.verification import Finding, verify
from cma_content.reading import BOUNDS

FILES = Path(__file__).parent / "files"
GOOD = {
    1: b"<</Type/Catalog/Pages 2 0 R/StructTreeRoot 3 0 R/MarkInfo<</Marked true>>/Lang(en)/Outlines 8 0 R"
    b"/ViewerPreferences<</DisplayDocTitle true>>>>",
    2: b"<</Type/Pages/Count 1/Kids[4 0 R]>>",
    3: b"<</Type/StructTreeRoot/K[5 0 R 6 0 R 7 0 R]>>",
    4: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 15 0 R/Annots[9 0 R]/Resources<</Font<</F 10 0 R>>>>>>",
    5: b"<</S/H1/P 3 0 R/K 0>>",
    6: b"<</S/Figure/P 3 0 R/Alt(words)/K 1>>",
    7: b"<</S/TH/P 3 0 R/A<</O/Table/Scope/Column>>/K 2>>",
    8: b"<</Type/Outlines/Count 0>>",
    9: b"<</Subtype/Link/Contents(words)/Rect[0 0 9 9]>>",
    10: b"<</Type/Font/Subtype/Type0/BaseFont/Serif/DescendantFonts[11 0 R]/ToUnicode 13 0 R>>",
    11: b"<</Type/Font/FontDescriptor 12 0 R/DW 500/W[2[1000]3 4 2000]>>",
    12: b"<</Type/FontDescriptor/FontFile2 13 0 R>>",
    13: b"<</Length 1>>stream\nx\nendstream",
    14: b"<</Title(words)>>",
    15: b"<</Length 40>>stream\nBT /F 2 Tf 1 0 0 1 1 1 Tm <000200010003> Tj ET \nendstream",
}
"""A PDF in which every family has something to look at, and passes."""
ANYTHING = ("null", "99 0 R", "true", "7", "-1.5", "/X", "()", "<FEFFD800>", "[]", "[null]", "<<>>", "1 0 R", "13 0 R")
"""A value of each type, and references to what is not there, to the root and to a stream."""
TITLE, SCOPE = "title, shown in the window", "table headers have a scope"


def written(old: str = "", new: str = "") -> bytes:
    """The good PDF with one thing in it exchanged."""
    changed = {number: one.replace(old.encode("latin-1"), new.encode("latin-1")) for number, one in GOOD.items()}
    assert not old or changed != GOOD, old
    return mutating_pdfs.written(changed, b"/Root 1 0 R/Info 14 0 R")


def failed(content: bytes) -> list[str]:
    """The families of its structure that fail; read in this process, which is quick."""
    with pikepdf.open(BytesIO(content), inherit_page_attributes=False) as pdf:
        return [finding.family for finding in structure.findings(pdf) if finding.status == "fail"]


def test_a_good_pdf_passes_every_family() -> None:
    """None of which is without anything to look at."""
    with pikepdf.open(BytesIO(written()), inherit_page_attributes=False) as pdf:
        assert {finding.status for finding in structure.findings(pdf)} == {"pass"}


WRONG = {
    "/MarkInfo": ("<</Marked true>>", "tagged"),
    "/Marked": (" true", "tagged"),
    "/StructTreeRoot": (" 3 0 R", "tagged"),
    "/Lang": ("(en)", "language"),
    "/DisplayDocTitle": (" true", TITLE),
    "/ViewerPreferences": ("<</DisplayDocTitle true>>", TITLE),
    "/Title": ("(words)", TITLE),
    "/Outlines": (" 8 0 R", "bookmarks"),
    "/Alt": ("(words)", "figures have words"),
    "/A": ("<</O/Table/Scope/Column>>", SCOPE),
    "/Scope": ("/Column", SCOPE),
    "/Contents": ("(words)", "links have words"),
    "/DescendantFonts": ("[11 0 R]", "fonts embedded, with Unicode"),
    "/FontDescriptor": (" 12 0 R", "fonts embedded, with Unicode"),
    "/FontFile2": (" 13 0 R", "fonts embedded, with Unicode"),
    "/ToUnicode": (" 13 0 R", "fonts embedded, with Unicode"),
}
"""What stands at each key, and what fails without it."""
STAYS = "text stays on the page"
RIGHT = {("/Outlines", "1 0 R"), ("/Scope", "/X")}
"""Values of the right type."""


@pytest.mark.parametrize(
    ("key", "value"),
    [(key, value) for key, (old, _) in WRONG.items() for value in ANYTHING if value != old.strip()],
)
def test_a_value_of_the_wrong_type_is_as_good_as_none(key: str, value: str) -> None:
    """And fails its own family alone."""
    old, family = WRONG[key]

    assert failed(written(f"{key}{old}", f"{key} {value}")) == ([] if (key, value) in RIGHT else [family])


@pytest.mark.parametrize("value", ANYTHING)
@pytest.mark.parametrize(
    "place",
    [
        *("/Annots[9 0 R]", "/Resources<</Font<</F 10 0 R>>>>", "/Font<</F 10 0 R>>", "/F 10 0 R", "/S/H1", "/K 0"),
        *("/P 3 0 R", "/Subtype/Link", "/Type/Page", "/BaseFont/Serif", "/Rect[0 0 9 9]"),
    ],
)
def test_what_need_not_be_there_may_be_anything(place: str, value: str) -> None:
    """There is less to look at, then."""
    key = place[: 1 + min(place[1:].index(sign) for sign in "[</ " if sign in place[1:])]
    found = failed(written(place, f"{key} {value}"))

    # An empty font, the root for a font, and what is in the root for fonts: they are looked at, and found wanting.
    fonts = {("/F 10 0 R", "<<>>"), ("/F 10 0 R", "1 0 R"), ("/Font<</F 10 0 R>>", "1 0 R")}
    assert found == (["fonts embedded, with Unicode"] if (place, value) in fonts else [])


@pytest.mark.parametrize(
    ("old", "new", "families"),
    [
        ("/S/H1", "/S/H", []),
        ("/S/H1", "/S/Hx", []),
        ("/S/H1", f"/S/H{'9' * 5000}", []),
        ("/S/H1", "/S/#ff#fe", []),
        ("/S/H1", "/S/H3", ["headings do not skip a level"]),
        ("[9 0 R]", "[null 99 0 R 7 /X () [9 0 R] 9 0 R]", []),
        ("/A<<", "/A[null 7 << /Scope /Row >> 0]/B<<", []),
        ("/K[5 0 R", "/K[null 7 () /X 99 0 R [5 0 R] 5 0 R", []),
        ("/K 1>>", "/K 6 0 R>>", ["elements have one parent"]),
        ("/K 1>>", "/K[<</S/P/K[3 0 R]>>]>>", ["elements have one parent"]),
        ("/K 1>>", "/K[5 0 R 5 0 R]>>", ["elements have one parent"]),
        ("/Kids[4 0 R]", "/Kids[2 0 R 4 0 R 4 0 R null 7]", []),
        ("/BaseFont/Serif/DescendantFonts[11 0 R]", "/BaseFont/#ff", ["fonts embedded, with Unicode"]),
        ("/K 1>>", f"/K{'[' * 400}{']' * 400}>>", []),
        ("/K 1>>", f"{'/K<</S/P' * 400}{'>>' * 400}>>", []),
    ],
)
def test_odd_structure_is_read_as_far_as_it_goes(old: str, new: str, families: list[str]) -> None:
    """What comes back to itself is looked at once, and said."""
    assert failed(written(old, new)) == families


@pytest.mark.parametrize(
    ("old", "new", "fails"),
    [
        # 7 points long: of 2 points, glyphs of 1, a half and 2 ems.
        ("1 0 0 1 1 1 Tm", "1 0 0 1 3 1 Tm", False),
        ("1 0 0 1 1 1 Tm", "1 0 0 1 4 1 Tm", True),
        ("1 0 0 1 1 1 Tm", "1 0 0 1 -3 1 Tm", True),
        ("1 0 0 1 1 1 Tm", "1 0 0 1 1 9 Tm", False),
        ("1 0 0 1 1 1 Tm", "1 0 0 1 1 11 Tm", True),
        ("1 0 0 1 1 1 Tm", "q 2 0 0 2 0 0 cm", True),
        ("1 0 0 1 1 1 Tm", "1 0 0 1 9 0 cm Q q Q", True),
        ("1 0 0 1 1 1 Tm", "9 0 Td -8 1 Td", False),
        ("<000200010003> Tj", "[<0002> -2000 <00010003>] TJ", True),
        ("<000200010003> Tj", "[<0002> 2000 /X null <00010003>] TJ", False),
        ("/F 2 Tf", "/F 3 Tf", True),
        ("/F 2 Tf", "/X 9 Tf", False),
        ("/F 2 Tf", "2 /F Tf 7 Tf", False),
        ("/MediaBox[0 0 9 9]", "/MediaBox[0 0 6 9]", True),
        ("/MediaBox[0 0 9 9]", "/MediaBox[9 9 0 0]", False),
        ("/MediaBox[0 0 9 9]", "/MediaBox[0 0 null 9]", False),
        ("/MediaBox[0 0 9 9]", "/Parent<</Parent<</MediaBox[0 0 6 9]>>>>", True),
        ("/W[2[1000]3 4 2000]", "/W[2[1000]3 4 9000]", True),
        ("/W[2[1000]3 4 2000]", "/W[() null 9e999 2[9000]]", True),
        ("/DW 500", "/DW 5000", True),
        ("/DescendantFonts[11 0 R]", "/FirstChar 2/Widths[1000 1000]/FontDescriptor 12 0 R", False),
        ("/DescendantFonts[11 0 R]", "/FirstChar 2/Widths[9000 1000]/FontDescriptor 12 0 R", True),
        ("/Contents 15 0 R", "/Contents[15 0 R null 7]", False),
        ("/Length 40", "/Length 40/Filter/FlateDecode", True),
        ("<000200010003> Tj", "9 0 R Tj", False),
    ],
)
def test_text_beyond_the_edge_of_its_page_is_found(old: str, new: str, fails: bool) -> None:
    """By where it begins and by how long it is; what makes no sense counts for nothing."""
    assert failed(written(old, new)) == [STAYS] * fails


def test_more_text_than_is_looked_at_gets_no_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a good one nor a bad one."""
    for bound in ("MOST_OF_PAGE", "MOST_CONTENT"):
        with monkeypatch.context() as patched, pikepdf.open(BytesIO(written()), inherit_page_attributes=False) as pdf:
            patched.setattr(placement, bound, 39)
            (found,) = (one for one in structure.findings(pdf) if one.family == STAYS)
            assert (found.status, found.detail) == ("not run", "page 1 holds more than is looked at")


def chain(count: int) -> dict[int, bytes]:
    """Elements, each in the one before."""
    return {**GOOD, 7: b"<</S/P/K 20 0 R>>", **{20 + one: b"<</S/P/K %d 0 R>>" % (21 + one) for one in range(count)}}


def test_deep_structure_meets_no_limit_of_python() -> None:
    """Nor of the C++ below it."""
    assert failed(mutating_pdfs.written(chain(20_000), b"/Root 1 0 R/Info 14 0 R")) == []


@pytest.mark.parametrize(
    ("old", "new", "bound"),
    [
        ("/K 1>>", f"/K[{'1 ' * structure.MOST_ELEMENTS}]>>", f"{structure.MOST_ELEMENTS:,} elements"),
        ("/Kids[4 0 R]", f"/Kids[{'4 0 R ' * (structure.MOST_PAGES + 1)}]", f"{structure.MOST_PAGES:,} pages"),
        ("[9 0 R]", f"[{'9 0 R ' * (structure.MOST_ANNOTATIONS + 1)}]", f"{structure.MOST_ANNOTATIONS:,} annotations"),
        ("/F 10 0 R", "".join(f"/{one} 10 0 R" for one in range(structure.MOST_FONTS + 1)), "100,000 fonts"),
    ],
)
def test_a_bound_that_is_reached_is_said(old: str, new: str, bound: str) -> None:
    """Nothing is claimed of a file that was not read whole."""
    with pytest.raises(objects.TooLargeError, match=f"more than {bound}"):
        failed(written(old, new))


def test_the_guide_has_less_than_a_tenth_of_every_bound(handouts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that nobody's handout is refused."""
    for bound in ("MOST_PAGES", "MOST_ELEMENTS", "MOST_ANNOTATIONS", "MOST_FONTS"):
        monkeypatch.setattr(structure, bound, getattr(structure, bound) // 10)
    for bound in ("MOST_OF_PAGE", "MOST_CONTENT"):
        monkeypatch.setattr(placement, bound, getattr(placement, bound) // 4)
    path = handouts / "clinical-medical-assistant.pdf"

    assert path.stat().st_size < BOUNDS.file / 10
    assert failed(path.read_bytes()) == []


def verdict(content: bytes, tmp_path: Path) -> list[Finding]:
    """Of a file with that content."""
    (tmp_path / "a.pdf").write_bytes(content)
    return verify(tmp_path / "a.pdf")


def password() -> bytes:
    """The good PDF, which opens with a password."""
    copy = BytesIO()
    with pikepdf.open(BytesIO(written())) as pdf:
        pdf.save(copy, encryption=pikepdf.Encryption(owner="o", user="u"))
    return copy.getvalue()


def broken_stream() -> bytes:
    """One that holds the root among its objects, with noise in it."""
    copy = BytesIO()
    with pikepdf.open(BytesIO(written())) as pdf:
        pdf.save(copy, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    head, stream, tail = copy.getvalue().partition(b"/ObjStm")
    return head + stream + tail.replace(tail[60:90], b"x" * 30)


NO_PDF = "unable to find trailer dictionary while recovering damaged file"
UNREADABLE: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (bytes, "cannot be read: "),
    "no PDF": (lambda: b"no PDF", f"cannot be read: {NO_PDF}"),
    "half": (lambda: written()[:300], "cannot be read: unable to find any pages while recovering damaged file"),
    "no root": (lambda: mutating_pdfs.written({5: b"null"}, b""), "cannot be read: unable to find /Root dictionary"),
    "password": (password, "cannot be read: it needs a password"),
    "stream": (broken_stream, "cannot be read: unable to find /Root dictionary"),
    "count": (
        lambda: written("/Count 1/Kids[4 0 R]", "/Kids[4 0 R 4 0 R]").replace(b"startxref", b"startxxxx"),
        "cannot be read: /Count is wrong after flattening pages tree",
    ),
    "no page": (lambda: written("/Kids[4 0 R]", "/Kids[null 2 0 R]"), "cannot be read: it has no page"),
    "bomb": (lambda: mutating_pdfs.bomb(800), "cannot be read: it takes more than "),
    "pages": (
        lambda: written("/Kids[4 0 R]", f"/Kids[{'4 0 R ' * 10_001}]"),
        "cannot be read whole: more than 10,000 pages",
    ),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_pdf_that_cannot_be_read_is_one_finding(name: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """With its reason; the library that reads it prints nothing of its own."""
    content, detail = UNREADABLE[name]
    (finding,) = verdict(content(), tmp_path)

    assert (finding.family, finding.status) == ("a PDF that can be read", "fail")
    assert finding.detail.startswith(detail)
    assert str(tmp_path) not in finding.detail
    assert capfd.readouterr() == ("", "")


def test_a_pdf_of_gigabytes_is_not_opened(tmp_path: Path) -> None:
    """However little of them is on the disk."""
    with (tmp_path / "a.pdf").open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(5_000_000_000)

    refusal = "cannot be read: it has 5,000,000,000 bytes, more than the 64,000,000 that are read"
    assert verify(tmp_path / "a.pdf") == [Finding("a file that can be read", "fail", refusal)]
    assert list(PDFExporter().verify(tmp_path / "a.pdf")) == [Finding("a PDF that can be read", "fail", refusal)]


def test_a_folder_is_no_pdf(tmp_path: Path) -> None:
    """Nor is what is not there."""
    (tmp_path / "a.pdf").mkdir()

    assert [one.detail for one in verify(tmp_path / "a.pdf")] == ["cannot be read: Is a directory"]
    assert [one.detail for one in verify(tmp_path / "b.pdf")] == ["cannot be read: No such file or directory"]


def test_a_pdf_is_read_whatever_it_is_called(tmp_path: Path) -> None:
    """In a folder of such a name too: a name that is not UTF-8, as old disks have them, or no name that qpdf opens."""
    for name in (os.fsdecode(b"Gu\xeda"), "-", "%41 #?.pdf"):
        folder = tmp_path / name
        try:
            folder.mkdir()
        except OSError:
            pytest.skip("the system has no such names")
        path = folder / f"{name}.pdf"
        for content, status in ((written(), "pass"), (b"no PDF", "fail")):
            path.write_bytes(content)
            found = verify(path)
            assert {one.status for one in found if one.status in ("pass", "fail")} == {status}
        assert found[0].detail == f"cannot be read: {NO_PDF}"


def test_a_structure_tree_that_comes_back_to_itself_ends() -> None:
    """709 bytes, which took all time and memory."""
    found = {finding.family: finding for finding in verify(FILES / "cycle.pdf")}

    assert found["elements have one parent"] == Finding("elements have one parent", "fail", "one has two parents")
    assert found["tagged"].status == "fail"


def test_a_pdf_that_cannot_be_read_costs_no_other_its_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And the exit code says that one failed."""
    for name, content in (("a.pdf", password()), ("b.pdf", written())):
        (tmp_path / name).write_bytes(content)

    assert main(["verify", str(tmp_path / "a.pdf"), str(tmp_path / "b.pdf")]) == 1
    printed = capsys.readouterr().out
    assert "fail            a PDF that can be read  (cannot be read: it needs a password)\n" in printed
    assert "pass            links have words  (1 looked at)" in printed


REAL = "import os, sys; del sys.path[sys.path.index(os.path.dirname(__file__))], sys.modules['pikepdf']; import pikepdf"
"""Code of a module of that name that puts the library itself in its place."""


@pytest.mark.parametrize(
    ("code", "status", "detail"),
    [
        ("raise ImportError", "not run", "pikepdf is missing"),
        (f"import os, sys; os.remove(sys.argv[1]); {REAL}", "fail", "cannot be read: No such file or directory"),
        (f"{REAL}; pikepdf.open = lambda *_, **__: os.open('', 0)", "fail", "cannot be read: No such file"),
        ("import os; os.abort()", "fail", "cannot be read: the reader ended with -6"),
        ("raise OverflowError('too much')", "fail", "cannot be read: the reader ended with 1 OverflowError: too much"),
        (
            "import os; os.kill(os.getpid(), 24)",
            "fail",
            f"cannot be read: it takes more than {MOST_SECONDS} s",
        ),
        (
            "from resource import *; raise ValueError([getrlimit(one)[0] for one in (RLIMIT_AS, RLIMIT_CPU)])",
            "fail",
            f"cannot be read: the reader ended with 1 ValueError: [{MOST_MEMORY}, {MOST_SECONDS}]",
        ),
    ],
)
def test_whatever_the_library_does_the_verdict_comes(
    code: str, status: str, detail: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It runs in a process of its own, which is bounded."""
    (tmp_path / "pikepdf.py").write_text(code, "utf-8")
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    (finding,) = verdict(written(), tmp_path)

    assert finding.status == status
    assert finding.detail.startswith(detail)


def test_a_python_that_cannot_be_started_again_is_a_missing_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is neither good nor bad."""
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(MissingEngineError, match="^Python cannot be started again: No such file or directory$"):
        isolated_reading.findings(FILES / "cycle.pdf")


def test_nobody_waits_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system keeps no bound, the clock does."""
    (tmp_path / "pikepdf.py").write_text("import time; time.sleep(60)", "utf-8")
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    monkeypatch.setattr(isolated_reading, "PATIENCE", 0.2)

    assert [one.detail for one in verdict(written(), tmp_path)] == ["cannot be read: it takes more than 0.2 s"]


def test_the_current_folder_lends_the_reader_no_module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor is it read for one."""
    (tmp_path / "pikepdf.py").write_text("raise OverflowError", "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [folder for folder in sys.path if folder])

    assert len(verdict(written(), tmp_path)) > 10

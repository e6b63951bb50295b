"""Each judge is awake: it finds fault with a bad file, none with a good one, and is never silent on a third."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from zipfile import ZipFile

import judging
import pikepdf
import pytest
from parity import elements
from weasyprint import HTML

GOOD_PAGE = """<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Sample</title></head>
  <body><main><h1>Sample</h1><p>Text.</p></main></body>
</html>
"""


def _pdf(path: Path) -> None:
    HTML(string=GOOD_PAGE).write_pdf(path, pdf_variant="pdf/ua-1")


def _epub(path: Path) -> None:
    with ZipFile(path, "w") as book:
        book.writestr("mimetype", "application/epub+zip")
        book.writestr(
            "META-INF/container.xml",
            '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
        )
        book.writestr(
            "book.opf",
            '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="en">'
            '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">urn:sample</dc:identifier>'
            "<dc:title>Sample</dc:title><dc:language>en</dc:language>"
            '<meta property="dcterms:modified">2026-01-01T00:00:00Z</meta>'
            '</metadata><manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
            '</manifest><spine><itemref idref="nav"/></spine></package>',
        )
        book.writestr(
            "nav.xhtml",
            '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
            "<head><title>Sample</title></head><body>"
            '<nav epub:type="toc"><ol><li><a href="nav.xhtml">Sample</a></li></ol></nav></body></html>',
        )


def _page(path: Path) -> None:
    path.write_text(GOOD_PAGE, "utf-8")


Judge = Callable[[Sequence[Path]], list[str]]


@pytest.mark.parametrize(
    ("judge", "write", "ending"),
    [
        pytest.param(judging.verapdf, _pdf, "pdf", id="veraPDF"),
        pytest.param(judging.outloud, _pdf, "pdf", id="outloud"),
        pytest.param(judging.epubcheck, _epub, "epub", id="EPUBCheck"),
        pytest.param(judging.nu, _page, "html", id="Nu"),
        pytest.param(judging.axe, _page, "html", id="axe"),
    ],
)
def test_a_judge_never_calls_a_file_it_could_not_read_clean(
    judge: Judge, write: Callable[[Path], None], ending: str, tmp_path: Path
) -> None:
    """A missing file among good ones is an error, not a silence."""
    good = tmp_path / f"good.{ending}"
    write(good)

    with pytest.raises(judging.JudgeError, match=f"missing.{ending}"):
        judge([good, tmp_path / f"missing.{ending}"])


def test_outloud_finds_fault_with_the_bad_file_only(tmp_path: Path) -> None:
    """Of a tagged file and one without tags, it names the latter."""
    _pdf(tmp_path / "good.pdf")
    HTML(string=GOOD_PAGE).write_pdf(tmp_path / "bad.pdf")

    assert _named(judging.outloud(sorted(tmp_path.iterdir()))) == {"bad"}


@pytest.mark.parametrize(
    "judge", [judging.verapdf, judging.outloud, judging.epubcheck, judging.ace, judging.nu, judging.axe]
)
def test_a_judge_without_files_gives_no_verdict(judge: Judge) -> None:
    """An empty list of files, as a wrong glob gives, is an error."""
    with pytest.raises(judging.JudgeError):
        judge([])


def _rewritten(book: Path, copy: Path, change: Callable[[str, str], str]) -> None:
    """A copy of a book with its texts changed."""
    with ZipFile(book) as old, ZipFile(copy, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename.endswith((".xhtml", ".opf")):
                content = change(entry.filename, content.decode("utf-8")).encode()
            new.writestr(entry, content)


PDF_MUTANTS = ("no-language", "no-title", "not-marked", "no-tree", "figure-words", "header-scope", "link-words")


def _spoil(pdf: pikepdf.Pdf, how: str) -> None:
    """Takes one thing out of a PDF."""
    tree = pdf.Root.StructTreeRoot
    match how:
        case "no-language":
            del pdf.Root["/Lang"]
        case "no-title":
            del pdf.Root.ViewerPreferences["/DisplayDocTitle"]
        case "not-marked":
            del pdf.Root["/MarkInfo"]
        case "no-tree":
            del pdf.Root["/StructTreeRoot"]
        case "figure-words":
            del next(one for one in elements(tree) if one.S == "/Figure")["/Alt"]
        case "header-scope":
            for one in [one for one in elements(tree) if one.S == "/TH"]:
                del one["/A"]
        case "link-words":
            for note in [note for page in pdf.pages for note in page.get("/Annots", [])]:
                del note["/Contents"]


BOOK_MUTANTS: dict[str, Callable[[str, str], str]] = {
    "no-landmark-target": lambda _, text: text.replace('href="text.xhtml"', 'href="nowhere.xhtml"'),
    "unclosed": lambda name, text: text.replace("</p>", "", 1) if name.endswith("text.xhtml") else text,
    "repeated-id": lambda name, text: text.replace("<p>", '<p id="text">', 1) if name.endswith("text.xhtml") else text,
    "no-navigation": lambda _, text: text.replace('properties="nav"', ""),
}
BOOK_FAULTS: dict[str, tuple[str, str]] = {
    "image-alt": (r' alt="[^"]*"', ""),
    "metadata-accessibilityhazard": (r"<meta property=.schema:accessibilityHazard.*?</meta>", ""),
    "html-has-lang": (r' (xml:)?lang="en"', ""),
    "link-name": (r"<h1>", '<a href="nav.xhtml"></a><h1>'),
}
PAGE_FAULTS: dict[str, tuple[str, str]] = {
    "image-alt": (r' alt="[^"]*"', ""),
    "html-has-lang": (r'<html lang="en"', "<html"),
    "color-contrast": (r"--quiet: #4a5560", "--quiet: #c8ccd0"),
    "meta-viewport": (r"initial-scale=1", "initial-scale=1, user-scalable=no"),
    "link-name": (r"<h1>", '<a href="#guide"></a><h1>'),
    "document-title": (r"<title>.*?</title>", "<title></title>"),
}
"""The rules of the judges that look in a browser, and the change that breaks each: one book, one page for all."""
PAGE_MUTANTS: dict[str, tuple[str, str]] = {
    "repeated-id": ('<section id="money"', '<section id="text"'),
    "block-in-a-paragraph": ("</h1>", "</h1><p><ul><li>x</li></ul></p>"),
    "obsolete": ("</h1>", "</h1><center>x</center>"),
    "no-language-known": ('<html lang="en"', '<html lang="xx-yy-zz"'),
}


def _named(findings: list[str]) -> set[str]:
    return {Path(finding.partition(":")[0]).stem for finding in findings}


def _rules(findings: list[str]) -> set[str]:
    return {finding.split(": ")[1] for finding in findings}


def test_verapdf_sees_each_way_that_our_pdf_could_fail(handouts: Path, tmp_path: Path) -> None:
    """Our own handout, spoilt in one place at a time, and nothing in the same one unspoilt."""
    for name in PDF_MUTANTS:
        with pikepdf.open(handouts / "kitchen-sink.pdf") as pdf:
            _spoil(pdf, name)
            pdf.save(tmp_path / f"{name}.pdf")

    assert _named(judging.verapdf([*tmp_path.iterdir(), handouts / "kitchen-sink.pdf"])) == set(PDF_MUTANTS)


def test_epubcheck_sees_each_way_that_our_book_could_fail(handouts: Path, tmp_path: Path) -> None:
    """The same of a book."""
    for name, change in BOOK_MUTANTS.items():
        _rewritten(handouts / "kitchen-sink.epub", tmp_path / f"{name}.epub", change)

    assert _named(judging.epubcheck([*tmp_path.iterdir(), handouts / "kitchen-sink.epub"])) == set(BOOK_MUTANTS)


def test_nu_sees_each_way_that_our_page_could_fail(handouts: Path, tmp_path: Path) -> None:
    """The same of a web page."""
    text = (handouts / "kitchen-sink.html").read_text("utf-8")
    for name, (old, new) in PAGE_MUTANTS.items():
        assert old in text, name
        (tmp_path / f"{name}.html").write_text(text.replace(old, new), "utf-8")

    assert _named(judging.nu([*tmp_path.iterdir(), handouts / "kitchen-sink.html"])) == set(PAGE_MUTANTS)


def test_ace_sees_each_way_that_our_book_could_fail(handouts: Path, tmp_path: Path) -> None:
    """A book that is spoilt in every way breaks every rule."""

    def spoilt(_: str, text: str) -> str:
        for old, new in BOOK_FAULTS.values():
            text = re.sub(old, new, text)
        return text

    (book,) = handouts.glob("kitchen-sink-two-sided-*.epub")
    _rewritten(book, tmp_path / book.name, spoilt)

    assert set(BOOK_FAULTS) <= _rules(judging.ace([tmp_path / book.name]))


def test_axe_sees_each_way_that_our_page_could_fail(handouts: Path, tmp_path: Path) -> None:
    """The same of a web page."""
    (page,) = (path for path in handouts.glob("kitchen-sink-*.html") if "two-sided" not in path.name)
    text = page.read_text("utf-8")
    for rule, (old, new) in PAGE_FAULTS.items():
        text, count = re.subn(old, new, text, flags=re.DOTALL)
        assert count, rule
    (tmp_path / page.name).write_text(text, "utf-8")

    assert set(PAGE_FAULTS) <= _rules(judging.axe([tmp_path / page.name]))


VIEWS = {
    "phone": ("@media (max-width: 400px)", {"360 px, light", "360 px, dark"}),
    "tablet": ("@media (min-width: 700px) and (max-width: 1000px)", {"768 px, light", "768 px, dark"}),
    "desktop": ("@media (min-width: 1200px)", {"1280 px, light", "1280 px, dark"}),
    "night": ("@media (prefers-color-scheme: dark)", {"360 px, dark", "768 px, dark", "1280 px, dark"}),
}


def test_axe_looks_at_every_width_in_light_and_in_dark(tmp_path: Path) -> None:
    """What fades in some views is found in those alone; targets below 24 px are found as well."""
    style = "".join(f"{media} {{ .{name} {{ color: #888; background: #999; }} }}" for name, (media, _) in VIEWS.items())
    style += "i a { display: inline-block; width: 9px; height: 9px; overflow: hidden; }"
    body = "".join(f'<p class="{name}">Text.</p>' for name in VIEWS)
    body += '<p><i><a href="#a">One</a><a href="#b">Two</a></i></p>'
    page = GOOD_PAGE.replace("</head>", f"<style>{style}</style></head>").replace("<p>Text.</p>", body)
    (tmp_path / "page.html").write_text(page, "utf-8")
    findings = judging.axe([tmp_path / "page.html"])

    for name, (_, views) in VIEWS.items():
        assert {view for view in views if any(f"({view}; .{name})" in one for one in findings)} == views, name
        assert sum(f"; .{name})" in one for one in findings) == len(views), name
    assert any("target-size" in one for one in findings)

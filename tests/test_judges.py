"""Each judge is awake: it finds fault with a bad file, none with a good one, and is never silent on a third."""

from collections.abc import Callable, Sequence
from pathlib import Path
from zipfile import ZipFile

import judging
import pytest
from weasyprint import HTML

GOOD_PAGE = """<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Sample</title></head>
  <body><main><h1>Sample</h1><p>Text.</p></main></body>
</html>
"""
BAD_PAGE = GOOD_PAGE.replace("<p>Text.</p>", '<p><img src="data:,"><div>Text.</div></p>')


def _pdf(path: Path, *, good: bool) -> None:
    HTML(string=GOOD_PAGE).write_pdf(path, pdf_variant="pdf/ua-1" if good else None)


def _epub(path: Path, *, good: bool) -> None:
    title = "<dc:title>Sample</dc:title>" if good else ""
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
            f'{title}<dc:language>en</dc:language><meta property="dcterms:modified">2026-01-01T00:00:00Z</meta>'
            '</metadata><manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
            '</manifest><spine><itemref idref="nav"/></spine></package>',
        )
        book.writestr(
            "nav.xhtml",
            '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
            "<head><title>Sample</title></head><body>"
            '<nav epub:type="toc"><ol><li><a href="nav.xhtml">Sample</a></li></ol></nav></body></html>',
        )


def _page(path: Path, *, good: bool) -> None:
    path.write_text(GOOD_PAGE if good else BAD_PAGE, "utf-8")


Judge = Callable[[Sequence[Path]], list[str]]

JUDGES = pytest.mark.parametrize(
    ("judge", "write", "ending"),
    [
        pytest.param(judging.verapdf, _pdf, "pdf", id="veraPDF"),
        pytest.param(judging.outloud, _pdf, "pdf", id="outloud"),
        pytest.param(judging.epubcheck, _epub, "epub", id="EPUBCheck"),
        pytest.param(judging.nu, _page, "html", id="Nu"),
        pytest.param(judging.axe, _page, "html", id="axe"),
    ],
)


@JUDGES
def test_a_judge_finds_fault_with_the_bad_file_only(
    judge: Judge, write: Callable[..., None], ending: str, tmp_path: Path
) -> None:
    """Of a good file and a broken one, the judge's findings name the broken one."""
    good, bad = tmp_path / f"good.{ending}", tmp_path / f"bad.{ending}"
    write(good, good=True)
    write(bad, good=False)

    findings = judge([good, bad])

    assert {bad.name} == {finding.partition(":")[0] for finding in findings}, findings


@JUDGES
def test_a_judge_never_calls_a_file_it_could_not_read_clean(
    judge: Judge, write: Callable[..., None], ending: str, tmp_path: Path
) -> None:
    """A missing file among good ones is an error, not a silence."""
    good = tmp_path / f"good.{ending}"
    write(good, good=True)

    with pytest.raises(judging.JudgeError, match=f"missing.{ending}"):
        judge([good, tmp_path / f"missing.{ending}"])


@pytest.mark.parametrize("judge", [judging.verapdf, judging.outloud, judging.epubcheck, judging.nu, judging.axe])
def test_a_judge_without_files_gives_no_verdict(judge: Judge) -> None:
    """An empty list of files, as a wrong glob gives, is an error."""
    with pytest.raises(judging.JudgeError):
        judge([])

"""Each validator is awake: it finds fault with a bad file, none with a good one, and is never silent on a third."""

import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from zipfile import ZipFile

import pytest
import validation
from weasyprint import HTML

from cma_content.exporting import validators
from cma_content.exporting.validators import NoVerdictError, Validator, documents, path_of

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


Validate = Callable[[Sequence[Path]], list[str]]


@pytest.mark.parametrize(
    ("validator", "write", "ending"),
    [
        pytest.param(validation.verapdf, _pdf, "pdf", id="veraPDF"),
        pytest.param(validation.outloud, _pdf, "pdf", id="outloud"),
        pytest.param(validation.epubcheck, _epub, "epub", id="EPUBCheck"),
        pytest.param(validation.nu, _page, "html", id="Nu"),
        pytest.param(validation.axe, _page, "html", id="axe"),
    ],
)
def test_a_validator_never_calls_a_file_it_could_not_read_clean(
    validator: Validate, write: Callable[[Path], None], ending: str, tmp_path: Path
) -> None:
    """A missing file among good ones is an error, not a silence."""
    good = tmp_path / f"good.{ending}"
    write(good)

    with pytest.raises(NoVerdictError, match=f"missing.{ending}"):
        validator([good, tmp_path / f"missing.{ending}"])


def test_outloud_finds_fault_with_the_bad_file_only(tmp_path: Path) -> None:
    """Of a tagged file and one without tags, it names the latter."""
    _pdf(tmp_path / "good.pdf")
    HTML(string=GOOD_PAGE).write_pdf(tmp_path / "bad.pdf")

    assert {finding.partition(":")[0] for finding in validation.outloud(sorted(tmp_path.iterdir()))} == {"bad.pdf"}


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
    findings = validation.axe([tmp_path / "page.html"])

    for name, (_, views) in VIEWS.items():
        assert {view for view in views if any(f"({view}; .{name})" in one for one in findings)} == views, name
        assert sum(f"; .{name})" in one for one in findings) == len(views), name
    assert any("target-size" in one for one in findings)


def _read(done: subprocess.CompletedProcess[str]) -> Iterator[tuple[str, list[str]]]:
    for report in documents(done.stdout):
        yield report["file"], report["faults"]


def _stub(program: str, *, address: bool = False) -> Validator:
    """A validator that is a program in Python; `files` are those that it was given."""
    code = "import json, sys, time\nfiles = sys.argv[1:]\ndef say(file, *faults):\n"
    code += f"    print(json.dumps({{'file': file, 'faults': faults}}))\n{program}"
    return Validator("Stub", sys.executable, ("-c", code), "", _read, address)


def test_a_validator_without_files_gives_no_verdict() -> None:
    """An empty list of files, as a wrong glob gives, is an error; nothing is started for it."""
    with pytest.raises(NoVerdictError, match="Stub was given no file"):
        _stub("raise AssertionError").faults([])


@pytest.mark.parametrize("address", [False, True])
def test_a_validator_is_given_absolute_names_only(
    address: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No file's name is taken for an option; whichever way a file is named again, its faults are its own."""
    monkeypatch.chdir(tmp_path)
    paths = [Path("--help"), Path("a b%20c;é.html")]
    stub = _stub("for file in files: say(file, file)", address=address)
    faults = stub.faults(paths)

    assert [path_of(given) for found in faults.values() for given in found] == [tmp_path / path for path in paths]
    assert [given.startswith("file:///") for found in faults.values() for given in found] == [address] * 2
    assert list(faults) == paths


@pytest.mark.parametrize(
    ("program", "reason"),
    [
        ("say(files[0])", "b.pdf "),
        ("say(files[0]); say(files[1]); say('c.pdf')", "KeyError"),
        ("say(files[0]); print('{}')", "KeyError: 'file'"),
        ("for file in files: say(file)\nsys.exit(1)", "exit code 1"),
        ("print('Out of memory'); sys.exit(1)", "Out of memory"),
        ("print('['*100_000)", "exit code 0"),
        ("for file in files: say(file)\nsys.stdout.flush(); time.sleep(60)", "timed out"),
    ],
)
def test_silence_is_no_verdict(program: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether a validator leaves a file out, names another, ends badly without a fault, or does not end."""
    monkeypatch.setattr(validators, "TIMEOUT", 2)
    with pytest.raises(NoVerdictError, match=reason):
        _stub(program).faults([tmp_path / "a.pdf", tmp_path / "b.pdf"])


def test_a_command_that_cannot_be_read_is_no_verdict(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A quotation mark too few, for example."""
    monkeypatch.setenv("CMA_CONTENT_STUB", "java -jar 'vnu.jar")
    with pytest.raises(NoVerdictError, match="CMA_CONTENT_STUB is no command: No closing quotation"):
        Validator("Stub", "stub", (), "", _read).faults([tmp_path / "a.html"])

"""What a file proves of itself: nothing is asserted that was not looked at."""

import errno
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from cma_content_epub import verification as books
from cma_content_html import HTMLExporter
from cma_content_html import verification as pages
from cma_content_pdf import verification as pdfs
from mutating import replaced
from plugins import install

from cma_content import Article, publish
from cma_content.cli import main
from cma_content.cli.terminal import say
from cma_content.errors import UsageError
from cma_content.exporting.validators import Validator
from cma_content.exporting.verification import Finding, as_lines, verify
from cma_content.publishing import manifest

FORMATS = ("epub", "html", "json", "pdf")


def failed(path: Path) -> list[str]:
    """The rule families that fail."""
    return [finding.family for finding in verify(path) if finding.status == "fail"]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", ["clinical-medical-assistant", "kitchen-sink"])
def test_our_handouts_fail_nothing(name: str, form: str, handouts: Path) -> None:
    """And something was looked at."""
    findings = verify(handouts / f"{name}.{form}")

    assert [finding for finding in findings if finding.status == "fail"] == []
    assert any(finding.status == "pass" for finding in findings)


def test_a_program_s_handouts_fail_nothing(handouts: Path) -> None:
    """Their logo and their QR code travel with them."""
    branded = sorted(handouts.glob("kitchen-sink-*"))
    assert {".epub", ".html", ".pdf"} <= {path.suffix for path in branded}

    assert [failed(path) for path in branded] == [[]] * len(branded)


def test_what_only_a_person_can_decide_is_said(handouts: Path) -> None:
    """And what did not run is not taken for good."""
    findings = verify(handouts / "kitchen-sink.pdf")

    assert Finding("reading order makes sense", "needs a person") in findings
    assert "veraPDF" in " ".join(finding.family for finding in findings)


@pytest.mark.parametrize(
    ("old", "new", "family"),
    [
        ('lang="en"', "", "language"),
        ("<title>Kitchen", "<title></title><p>Kitchen", "title"),
        ("<h2", "<h5", "headings do not skip a level"),
        (' aria-labelledby="figure', ' data-was="figure', "pictures have words"),
        (' scope="col"', "", "table headers have a scope"),
        ('id="money"', 'id="text"', "ids are used once"),
        ('href="#money"', 'href="#gone"', "links lead somewhere"),
        ("</main>", '<img src="https://example.org/a.png" alt="x"></main>', "needs nothing but itself"),
        ("</main>", "<script>1</script></main>", "runs nothing"),
        ("<main", '<main onclick="1"', "runs nothing"),
    ],
)
def test_a_broken_page_fails_its_family(old: str, new: str, family: str, handouts: Path, tmp_path: Path) -> None:
    """Each family catches what it is there for."""
    text = (handouts / "kitchen-sink.html").read_text("utf-8")
    assert old in text
    path = tmp_path / "broken.html"
    path.write_text(text.replace(old, new), "utf-8")

    assert family in failed(path)


@pytest.mark.parametrize(
    ("member", "old", "new", "family"),
    [
        ("EPUB/content.opf", 'properties="nav"', "", "navigation"),
        ("EPUB/content.opf", "schema:accessibilityHazard", "schema:other", "accessibility metadata"),
        ("EPUB/text.xhtml", 'xml:lang="en"', "", "every page names its language"),
        ("EPUB/text.xhtml", "<title>Text</title>", "<title> </title>", "every page has a title"),
        ("EPUB/money.xhtml", "aria-labelledby", "data-was", "pictures have words"),
        ("EPUB/money.xhtml", ' scope="row"', "", "table headers have a scope"),
        ("EPUB/text.xhtml", "lists.xhtml#", "gone.xhtml#", "links lead somewhere"),
        ("EPUB/text.xhtml", "</body>", "", "a book that can be read"),
    ],
)
def test_a_broken_book_fails_its_family(
    member: str, old: str, new: str, family: str, handouts: Path, tmp_path: Path
) -> None:
    """Each family catches what it is there for."""
    path = tmp_path / "broken.epub"
    replaced(handouts / "kitchen-sink.epub", path, member, old, new)

    assert family in failed(path)


def test_a_book_that_is_no_zip_fails(tmp_path: Path) -> None:
    """Without a traceback."""
    (tmp_path / "a.epub").write_bytes(b"no zip")

    assert failed(tmp_path / "a.epub") == ["a book that can be read"]


@pytest.mark.parametrize(
    ("breakage", "family"),
    [
        ("/StructTreeRoot", "tagged"),
        ("/Lang", "language"),
        ("/ViewerPreferences", "title, shown in the window"),
        ("/Outlines", "bookmarks"),
    ],
)
def test_a_broken_pdf_fails_its_family(breakage: str, family: str, handouts: Path, tmp_path: Path) -> None:
    """Each family catches what it is there for."""
    path = tmp_path / "broken.pdf"
    with pikepdf.open(handouts / "kitchen-sink.pdf") as pdf:
        del pdf.Root[breakage]
        pdf.save(path)

    assert family in failed(path)


def test_links_and_fonts_of_a_pdf_are_looked_at(handouts: Path, tmp_path: Path) -> None:
    """A link without words, a font that does not say what its glyphs mean."""
    path = tmp_path / "broken.pdf"
    with pikepdf.open(handouts / "kitchen-sink.pdf") as pdf:
        for page in pdf.pages:
            for note in page.get("/Annots", []):
                del note["/Contents"]
            for font in page["/Resources"]["/Font"].as_dict().values():
                if "/ToUnicode" in font:
                    del font["/ToUnicode"]
        pdf.save(path)

    assert {"links have words", "fonts embedded, with Unicode"} <= set(failed(path))


def test_a_file_that_is_no_pdf_fails(tmp_path: Path) -> None:
    """Without a traceback."""
    (tmp_path / "a.pdf").write_bytes(b"no PDF")

    assert "a PDF that can be read" in failed(tmp_path / "a.pdf")


VERAPDF = """{"report": {"jobs": [{"itemDetails": {"name": "FILE"}, "validationResult": [
  {"profileName": "PDF/A-2a validation profile", "compliant": true,
   "details": {"passedRules": 9, "ruleSummaries": []}},
  {"profileName": "PDF/UA-1 validation profile", "compliant": %s,
   "details": {"passedRules": 9, "ruleSummaries": [%s]}}]}]}}"""
EPUBCHECK = """{"messages": [%s], "items": [{}], "checker": {"path": "FILE"}}"""
ACE_LAST = """,
  {"earl:testSubject": {"url": "text.xhtml"}, "assertions": [%s]}"""
ACE = (
    """{"earl:testSubject": {"url": "FILE"}, "earl:result": {"earl:outcome": "%s"}, "assertions": [
  {"earl:testSubject": {"url": "content.opf"}, "assertions": []}"""
    + ACE_LAST
    + "]}"
)
NU = """{"messages": [%s]}"""
AXE = """[{"url": "FILE", "passes": [{}], "violations": [%s]}]"""
VERDICTS = {
    ("verapdf", "PDF/UA-1 and PDF/A-2a by veraPDF", "pdf"): (
        VERAPDF % ("true", ""),
        VERAPDF % ("false", """{"clause": "7.1", "testNumber": 3, "description": "bad"}"""),
        "PDF/UA-1 7.1-3: bad",
    ),
    ("epubcheck", "EPUB 3 by EPUBCheck", "epub"): (
        EPUBCHECK % """{"severity": "INFO"}""",
        EPUBCHECK
        % """{"severity": "ERROR", "ID": "RSC-005", "message": "bad", "locations": [{"path": "a", "line": 3}]}""",
        "RSC-005: bad (a line 3)",
    ),
    ("ace", "EPUB Accessibility by Ace", "epub"): (
        ACE % ("pass", ""),
        ACE
        % ("fail", """{"earl:test": {"dct:title": "epub-lang"}, "earl:result": {"dct:description": "bad\\nmore"}}"""),
        "epub-lang: bad (text.xhtml)",
    ),
    ("vnu", "HTML by the Nu checker", "html"): (
        NU % """{"type": "info", "message": "good"}""",
        NU % """{"type": "error", "url": "file:FILE", "lastLine": 7, "message": "bad"}""",
        "line 7: bad",
    ),
    ("axe", "WCAG 2.2 AA by axe", "html"): (
        AXE % "",
        AXE % """{"id": "label", "help": "bad", "nodes": [{"target": ["#a", ".b"]}]}""",
        "label: bad (#a .b)",
    ),
}
"""What each validator says of a good file and of a bad one, and how a report shows it."""


def _validator(path: Path, verdict: str) -> Path:
    """A program that gives its verdict on the last file that it is called with, and names it as Nu does."""
    lines = ["#!/bin/sh", "for file; do :; done", 'echo "$file" >&2', "sed \"s|FILE|$file|\" <<'END'", verdict, "END"]
    path.write_text("\n".join([*lines, ""]), "utf-8")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize(("status", "index"), [("pass", 0), ("fail", 1)])
@pytest.mark.parametrize(("command", "family", "form"), VERDICTS)
def test_a_validator_on_this_system_is_called(
    command: str,
    family: str,
    form: str,
    status: str,
    index: int,
    handouts: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """By its command, its verdict as it gave it; where files are called by relative names, too."""
    *verdicts, detail = VERDICTS[command, family, form]
    validator = _validator(tmp_path / command, verdicts[index])
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.chdir(handouts)
    found = {finding.family: finding for finding in verify(Path(f"kitchen-sink.{form}"))}

    assert shutil.which(command) == str(validator)
    assert found[family] == Finding(family, "fail", detail) if status == "fail" else Finding(family, "pass")


@pytest.mark.parametrize(("command", "family", "form"), VERDICTS)
def test_a_validator_without_a_verdict_did_not_run(
    command: str, family: str, form: str, handouts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether it is named but missing, or falls over: neither is taken for good, or for bad."""
    variable = f"CMA_CONTENT_{command.upper()}"
    for program, reason in (
        (_validator(tmp_path / "fallen", "Out of memory"), "no verdict"),
        (tmp_path / "gone", variable),
    ):
        monkeypatch.setenv(variable, f"'{program}' --an-option")
        (found,) = (one for one in verify(handouts / f"kitchen-sink.{form}") if one.family == family)

        assert found.status == "not run"
        assert reason in found.detail


@pytest.mark.parametrize(
    ("validator", "report"),
    [
        (pdfs.VERAPDF, VERAPDF % ("true", """{"clause": "7.1", "testNumber": 3, "description": "bad"}""")),
        (pdfs.VERAPDF, VERAPDF % ("false", "")),
        (pdfs.VERAPDF, (VERAPDF % ("true", "")).replace('"passedRules": 9', '"passedRules": 0')),
        (books.EPUBCHECK, (EPUBCHECK % "").replace('"items": [{}]', '"items": []')),
        (books.ACE, ACE % ("fail", "")),
        (books.ACE, (ACE % ("pass", "")).replace(ACE_LAST % "", "")),
        (pages.AXE, (AXE % "").replace("{}", "")),
    ],
)
def test_a_report_that_looked_at_nothing_or_contradicts_itself_is_no_verdict(validator: Validator, report: str) -> None:
    """Whatever it says of the file: neither good nor bad is made of it."""
    with pytest.raises(ValueError, match="no rule|a contradiction|nothing was looked at|no page was looked at"):
        [list(faults) for _, faults in validator.read(subprocess.CompletedProcess([], 0, report, ""))]


@pytest.mark.parametrize(
    ("job", "fault"),
    [
        ({"taskException": {"exceptionMessage": "no xref"}}, "unreadable: no xref"),
        ({"validationResult": []}, "PDF/UA-1: not claimed"),
    ],
)
def test_a_pdf_that_verapdf_cannot_read_or_that_claims_nothing_fails(job: dict[str, object], fault: str) -> None:
    """It is no contradiction."""
    report = json.dumps({"report": {"jobs": [{"itemDetails": {"name": "a.pdf"}, **job}]}})
    ((name, faults),) = pdfs.VERAPDF.read(subprocess.CompletedProcess([], 0, report, ""))

    assert (name, next(iter(faults))) == ("a.pdf", fault)


def test_the_command_reports_and_fails_where_something_failed(
    handouts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As text or as JSON."""
    good = handouts / "kitchen-sink.html"
    bad = tmp_path / "bad.html"
    bad.write_text("<html><title>x</title><h1>a</h1><h3>b</h3>", "utf-8")
    assert main(["verify", str(good)]) == 0
    assert "pass            language" in capsys.readouterr().out

    assert main(["verify", str(good), str(bad), "--format", "json"]) == 1
    assert [str(good), str(bad)] == [report["file"] for report in json.loads(capsys.readouterr().out)]


@pytest.fixture
def published(tmp_path: Path, kitchen_sink: Article) -> Path:
    """A folder with three handouts and their manifest."""
    assert publish(kitchen_sink, ["html", "json", "md"], tmp_path / "out", manifest=True).manifest
    return tmp_path / "out"


def test_a_manifest_is_verified_by_the_files_it_lists(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each is there, with its size and its SHA-256; a handout in JSON is no manifest."""
    assert main(["verify", str(published / "manifest.json"), str(published / "kitchen-sink.json")]) == 0

    printed = capsys.readouterr().out
    for family in ("every file is there", "sizes are as listed", "SHA-256 is as listed"):
        assert f"pass            {family}  (3 looked at)" in printed
    assert "pass            an article by its schema" in printed


@pytest.mark.parametrize(
    ("change", "family", "name"),
    [
        (lambda path: path.unlink(), "every file is there", "kitchen-sink.md"),
        (lambda path: path.write_bytes(path.read_bytes() + b"x"), "sizes are as listed", "kitchen-sink.md"),
        (lambda path: path.write_bytes(b"x" + path.read_bytes()[1:]), "SHA-256 is as listed", "kitchen-sink.md"),
    ],
)
def test_a_changed_file_fails_its_manifest(
    change: Callable[[Path], object], family: str, name: str, published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And is named."""
    change(published / name)

    assert main(["verify", str(published / "manifest.json")]) == 1
    assert f"fail            {family}  ({name})" in capsys.readouterr().out


@pytest.mark.parametrize(
    "listed",
    [
        {"name": "../secret", "size": 1, "sha256": ""},
        {"name": "/etc/passwd", "size": 1, "sha256": ""},
        {"name": "..", "size": 1, "sha256": ""},
        {"name": "a.md"},
        {"name": 7, "size": 1, "sha256": ""},
        "a.md",
    ],
)
def test_a_manifest_that_lists_no_file_of_its_folder_fails(listed: object, tmp_path: Path) -> None:
    """Nothing outside is opened."""
    path = tmp_path / "manifest.json"
    path.write_text(json.dumps({"manifest": 1, "files": [listed]}), "utf-8")
    found = {finding.family: finding.status for finding in manifest.findings(path)}

    assert found["a manifest that can be read"] == "fail"
    assert "pass" not in found.values()


@pytest.mark.parametrize(
    "text", ['{"manifest": 1}', '{"manifest": 2, "files": []}', '{"manifest": 1, "files": {"a": 1}}']
)
def test_a_manifest_of_another_form_fails(text: str, tmp_path: Path) -> None:
    """Rather than pass with nothing looked at."""
    path = tmp_path / "manifest.json"
    path.write_text(text, "utf-8")

    assert manifest.is_manifest(path)
    assert "fail" in {finding.status for finding in manifest.findings(path)}


@pytest.mark.parametrize("text", ["[" * 100_000, "{", "[]", '"manifest"', '{"manifest": "1"}', "\0"])
def test_other_json_is_no_manifest(text: str, tmp_path: Path) -> None:
    """However deep or broken."""
    path = tmp_path / "a.json"
    path.write_text(text, "utf-8")

    assert not manifest.is_manifest(path)


def test_an_exporter_that_falls_over_hides_no_other_report(
    published: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The file fails, and the next is verified."""

    def fail(*_: object) -> None:
        raise NotImplementedError("That compression method is not supported")

    monkeypatch.setattr(HTMLExporter, "verify", fail)

    assert main(["verify", str(published / "kitchen-sink.html"), str(published / "kitchen-sink.md")]) == 1
    printed = capsys.readouterr().out
    assert "'html' from cma-content" in printed
    assert "NotImplementedError: That compression method is not supported" in printed
    assert f"{published / 'kitchen-sink.md'}\n" in printed


def test_what_may_not_be_looked_at_is_a_finding_of_its_file(
    published: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As in a folder of somebody else: it is not called missing, and the next is verified."""
    look = Path.stat

    def refuse(path: Path, **options: bool) -> os.stat_result:
        if path.suffix == ".html":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return look(path, **options)

    monkeypatch.setattr(Path, "stat", refuse)

    assert main(["verify", str(published / "kitchen-sink.html"), str(published / "kitchen-sink.md")]) == 1
    printed = capsys.readouterr().out
    assert "fail            a file that can be read  (cannot be read: Permission denied)\n" in printed
    assert f"{published / 'kitchen-sink.md'}\n" in printed


def test_a_missing_library_hides_no_other_report(
    tmp_path: Path, published: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What did not run is neither good nor bad, and says what installs it."""
    (tmp_path / "a.pdf").write_bytes(b"%PDF-")
    monkeypatch.setitem(sys.modules, "pikepdf", None)

    assert main(["verify", str(tmp_path / "a.pdf"), str(published / "kitchen-sink.md")]) == 0
    printed = capsys.readouterr().out
    assert "not run         a file that can be verified  (pikepdf is missing; install it: " in printed
    assert f"{published / 'kitchen-sink.md'}\n" in printed


def test_what_a_file_says_cannot_forge_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nor move the terminal."""
    finding = Finding("links lead somewhere", "fail", "\x1b[2J\r\n  pass            everything")
    say(*as_lines(tmp_path, [finding]))

    printed = capsys.readouterr().out
    assert len(printed.splitlines()) == 2
    assert "\\x1b[2J\\r\\n  pass" in printed


@pytest.mark.parametrize("name", ["a.PDF", "a.HTM"])
def test_a_file_is_verified_whatever_the_case_of_its_ending(name: str, tmp_path: Path) -> None:
    """By the exporter that writes such files."""
    (tmp_path / name).write_bytes(b"x")

    assert verify(tmp_path / name)


def test_a_file_of_no_known_kind_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rather than called good; also where one who makes such files cannot verify them."""
    install(tmp_path, "third", name="csv")
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "a.csv").touch()
    with pytest.raises(UsageError, match="nothing installed can verify a.csv"):
        verify(tmp_path / "a.csv")
    (tmp_path / "a.txt").write_text("x", "utf-8")
    with pytest.raises(UsageError, match="nothing installed can verify"):
        verify(tmp_path / "a.txt")


def test_what_cannot_be_verified_hides_no_other_report(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is not there or of no known kind is named, and the exit code says so."""
    (published / "a.txt").write_text("x", "utf-8")
    names = ("none.pdf", "a.txt", "kitchen-sink.md", "kitchen-sink.html")

    assert main(["verify", *(str(published / name) for name in names)]) == 2
    printed, complaints = capsys.readouterr()
    assert [line for line in printed.splitlines() if line[0] != " "] == [
        f"file: {published / name}" for name in names[2:]
    ]
    assert complaints.splitlines() == [
        f"error: there is no file {published / 'none.pdf'}",
        "error: nothing installed can verify a.txt",
    ]


@pytest.mark.parametrize("name", ["kitchen-sink.html", "kitchen-sink.md", "kitchen-sink.json", "manifest.json"])
def test_verify_loads_the_exporter_that_it_needs_alone(name: str, published: Path) -> None:
    """No other's package, and no engine."""
    code = (
        "import sys; from cma_content.cli import main; code = main(sys.argv[1:]); loaded = set(sys.modules); "
        "print(sorted(one for one in loaded if one.startswith('cma_content_') and '.' not in one), file=sys.stderr); "
        "print(sorted({'weasyprint', 'docx', 'ebooklib', 'pikepdf'} & loaded), file=sys.stderr); sys.exit(code)"
    )
    command = [sys.executable, "-c", code, "verify", str(published / name)]
    result = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    loaded = {"kitchen-sink.md": ["cma_content_markdown"], "manifest.json": []}

    assert result.returncode == 0, result.stderr
    needed = loaded.get(name, [f"cma_content_{name.rpartition('.')[2]}"])
    assert result.stderr.splitlines() == [str(needed), "[]"]

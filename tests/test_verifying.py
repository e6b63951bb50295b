"""What a file proves of itself: nothing is asserted that was not looked at."""

import json
import os
import shutil
import zipfile
from pathlib import Path

import pikepdf
import pytest

from cma_content.cli import main
from cma_content.errors import UsageError
from cma_content.verifying import Finding, verify

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


def test_what_only_a_person_can_judge_is_said(handouts: Path) -> None:
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
        ("EPUB/text.xhtml", "words.xhtml#", "gone.xhtml#", "links lead somewhere"),
        ("EPUB/text.xhtml", "</body>", "", "a book that can be read"),
    ],
)
def test_a_broken_book_fails_its_family(
    member: str, old: str, new: str, family: str, handouts: Path, tmp_path: Path
) -> None:
    """Each family catches what it is there for."""
    path = tmp_path / "broken.epub"
    with zipfile.ZipFile(handouts / "kitchen-sink.epub") as good, zipfile.ZipFile(path, "w") as bad:
        for entry in good.infolist():
            content = good.read(entry)
            if entry.filename == member:
                text = content.decode()
                if old.startswith("words.xhtml"):
                    old = "lists.xhtml#"
                assert old in text, text
                content = text.replace(old, new).encode()
            bad.writestr(entry, content)

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
            for font in page["/Resources"]["/Font"].values():
                if "/ToUnicode" in font:
                    del font["/ToUnicode"]
        pdf.save(path)

    assert {"links have words", "fonts embedded, with Unicode"} <= set(failed(path))


def test_a_file_that_is_no_pdf_fails(tmp_path: Path) -> None:
    """Without a traceback."""
    (tmp_path / "a.pdf").write_bytes(b"no PDF")

    assert "a PDF that can be read" in failed(tmp_path / "a.pdf")


@pytest.mark.parametrize(("verdict", "status"), [("PASS a.pdf", "pass"), ("FAIL a.pdf", "fail")])
def test_a_judge_on_this_system_is_asked(
    verdict: str, status: str, handouts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By its command, its verdict as it gave it."""
    judge = tmp_path / "verapdf"
    judge.write_text(f"#!/bin/sh\necho '{verdict}'\n", "utf-8")
    judge.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    found = {finding.family: finding.status for finding in verify(handouts / "kitchen-sink.pdf")}

    assert shutil.which("verapdf") == str(judge)
    assert found["PDF/UA-1 by veraPDF"] == status


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


def test_a_file_of_no_known_kind_is_refused(tmp_path: Path) -> None:
    """Rather than called good."""
    (tmp_path / "a.txt").write_text("x", "utf-8")
    with pytest.raises(UsageError, match="nothing installed can judge"):
        verify(tmp_path / "a.txt")

    assert main(["verify", str(tmp_path / "none.pdf")]) == 2

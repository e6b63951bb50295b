"""Handouts to files."""

import errno
import hashlib
import json
import os
import sys
from pathlib import Path

import pytest
from cma_content_html import HTMLExporter
from cma_content_pdf import layout

from cma_content import Article, Edition, MissingEngineError, export, publish
from cma_content.errors import OutputError, UnknownExporterError
from cma_content.publishing import check_writable, manifest, write


def test_each_format_becomes_a_file(tmp_path: Path, kitchen_sink: Article) -> None:
    """Named by the article's id; what is reported is what is there."""
    made = list(publish(kitchen_sink, ["json", "html", "json"], tmp_path / "a" / "b"))

    assert [one.path.name for one in made] == ["kitchen-sink.json", "kitchen-sink.html"]
    assert [one.path.stat().st_size for one in made] == [one.size for one in made]


def test_an_unknown_format_is_told_before_any_work(tmp_path: Path, kitchen_sink: Article) -> None:
    """Nothing is written, not even what is known."""
    with pytest.raises(UnknownExporterError):
        list(publish(kitchen_sink, ["json", "docs"], tmp_path / "out"))

    assert not (tmp_path / "out").exists()


def test_a_missing_engine_leaves_the_other_formats(
    tmp_path: Path, kitchen_sink: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one is told with the line that installs it, the rest is written."""
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    monkeypatch.setitem(sys.modules, "cma_content_epub.binding", None)
    pdf, epub, json = publish(kitchen_sink, ["pdf", "epub", "json"], tmp_path)

    assert isinstance(pdf.error, MissingEngineError)
    assert str(pdf.error) == "weasyprint is missing; install it: pip install 'cma-content[pdf]'"
    assert isinstance(epub.error, MissingEngineError)
    assert "pip install 'cma-content[epub]'" in str(epub.error)
    assert json.error is None
    assert os.listdir(tmp_path) == ["kitchen-sink.json"]


def test_a_failed_write_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No torn file and no litter."""
    path = tmp_path / "a.txt"
    write(path, b"old")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="No space left"):
        write(path, b"new")

    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.txt"]


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path, kitchen_sink: Article) -> None:
    """A file stands where the folder should."""
    (tmp_path / "taken").write_text("", "utf-8")
    with pytest.raises(OutputError, match="cannot make the folder"):
        list(publish(kitchen_sink, ["json"], tmp_path / "taken"))


def test_files_keep_to_the_umask(tmp_path: Path) -> None:
    """Others may read a handout where the user's settings say so."""
    before = os.umask(0o022)
    try:
        write(tmp_path / "a.txt", b"")
    finally:
        os.umask(before)

    assert (tmp_path / "a.txt").stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("con.pdf", "not every system"),
        ("x" * 300 + ".pdf", "not every system"),
        ("no/such.pdf", "there is no folder"),
        (".", "a folder has"),
    ],
)
def test_a_name_that_cannot_be_written_is_told_before_the_work(tmp_path: Path, name: str, said: str) -> None:
    """Names that a system keeps for itself, folders that are not there, folders in the way."""
    with pytest.raises(OutputError, match=said):
        check_writable(tmp_path / name)


def test_two_formats_for_one_name_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kitchen_sink: Article
) -> None:
    """Neither is written over the other."""
    monkeypatch.setattr(HTMLExporter, "suffix", ".json")
    with pytest.raises(OutputError, match="json and html would both be written"):
        list(publish(kitchen_sink, ["json", "html"], tmp_path / "out"))

    assert not (tmp_path / "out").exists()


def test_an_endless_pdf_is_stopped(kitchen_sink: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    """By its pages and by the clock."""
    monkeypatch.setattr(layout, "MAX_PAGES", 2)
    with pytest.raises(OutputError, match="more than 2 pages"):
        export(kitchen_sink, "pdf")
    monkeypatch.setattr(layout, "MAX_SECONDS", 0)
    with pytest.raises(OutputError, match="longer than 0 seconds"):
        export(kitchen_sink, "pdf")


def test_a_manifest_lists_what_was_written(tmp_path: Path, kitchen_sink: Article) -> None:
    """With the SHA-256 of each file's bytes, and the choices that made it."""
    made = list(publish(kitchen_sink, ["json", "html"], tmp_path, Edition("a4")))
    listed = json.loads(manifest(made))

    assert (listed["article"], listed["edition"], listed["choices"]["paper"]) == ("kitchen-sink", "2026.2", "a4")
    assert [hashlib.sha256(one.path.read_bytes()).hexdigest() for one in made] == [
        file["sha256"] for file in listed["files"]
    ]

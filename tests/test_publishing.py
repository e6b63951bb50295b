"""Handouts to files."""

import codecs
import errno
import hashlib
import io
import json
import os
import pickle
import stat
import sys
from collections.abc import Mapping
from dataclasses import FrozenInstanceError
from pathlib import Path
from typing import Any

import pytest
from cma_content_epub import EPUBExporter
from cma_content_html import HTMLExporter
from cma_content_pdf import PDFExporter
from plugins import GOOD, install
from pydantic import BaseModel

from cma_content import Article, MissingEngineError, Problem, Published, RenderOptions, export, publish
from cma_content.diagnostics import rules
from cma_content.diagnostics.install_lines import packages
from cma_content.errors import (
    ArticleError,
    ContentError,
    OutputError,
    PluginError,
    UnknownExporterError,
    UnreadableError,
    UsageError,
)
from cma_content.exporting.registry import version_of
from cma_content.handout import Handout
from cma_content.model.program import Program
from cma_content.publishing.files import check_writable, write
from cma_content.publishing.manifest import findings
from cma_content.publishing.names import format_for, is_file
from cma_content.publishing.published import FailedFormat, PublishedFile


def names(published: Published) -> list[str]:
    """The names of the files that were written."""
    return [file.path.name for file in published.files if file.path]


def test_it_is_written_when_the_call_returns(tmp_path: Path, kitchen_sink: Article) -> None:
    """Named by the article's id, in the order requested; what is reported is what is there."""
    published = publish(kitchen_sink, ["json", "html", "json"], tmp_path / "a" / "b")

    assert names(published) == ["kitchen-sink.json", "kitchen-sink.html"]
    assert sorted(os.listdir(tmp_path / "a" / "b")) == ["kitchen-sink.html", "kitchen-sink.json"]
    for file in published.files:
        assert file.path
        content = file.path.read_bytes()
        assert (file.size, file.sha256) == (len(content), hashlib.sha256(content).hexdigest())
        assert file.seconds > 0
    assert [file.media_type for file in published.files] == ["application/json", "text/html"]


def test_what_is_returned_is_frozen_and_short_to_read(tmp_path: Path, kitchen_sink: Article) -> None:
    """In a notebook, too."""
    published = publish(kitchen_sink, ["json"], tmp_path)
    with pytest.raises(FrozenInstanceError):
        published.files = ()  # type: ignore[misc]

    assert repr(published) == "<Published: kitchen-sink.json>"
    assert len(repr(published.files[0])) < 400
    assert hash(published)


def test_a_string_is_no_list_of_formats(tmp_path: Path, kitchen_sink: Article) -> None:
    """Rather than the formats p, d and f; and no format is none."""
    with pytest.raises(UsageError, match=r"formats is a list of names: \['pdf'\]"):
        publish(kitchen_sink, "pdf", tmp_path)
    with pytest.raises(UsageError, match="at least one format"):
        publish(kitchen_sink, [], tmp_path)


@pytest.mark.parametrize(
    ("formats", "options", "error"),
    [
        (["json", "docs"], None, UnknownExporterError),
        (["json"], RenderOptions(region="Atlantis"), UsageError),
    ],
)
def test_what_makes_no_sense_is_reported_before_any_work(
    formats: list[str], options: RenderOptions | None, error: type[Exception], tmp_path: Path, kitchen_sink: Article
) -> None:
    """Nothing is written, not even what is known."""
    with pytest.raises(error):
        publish(kitchen_sink, formats, tmp_path / "out", options)

    assert not (tmp_path / "out").exists()


def test_a_missing_engine_leaves_the_other_formats(
    tmp_path: Path, kitchen_sink: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one is reported with the line that installs it, the rest is written."""
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    monkeypatch.setitem(sys.modules, "cma_content_epub.binding", None)
    published = publish(kitchen_sink, ["pdf", "epub", "json"], tmp_path)
    pdf, epub = published.failed

    assert isinstance(pdf.error, MissingEngineError)
    assert str(pdf.error) == f"weasyprint is missing; install it: {packages('pdf')}"
    assert isinstance(epub.error, MissingEngineError)
    assert packages("epub") in str(epub.error)
    assert repr(published) == "<Published: kitchen-sink.json; failed: pdf, epub>"
    assert os.listdir(tmp_path) == ["kitchen-sink.json"]


def test_a_plug_in_that_does_not_load_leaves_the_other_formats(
    tmp_path: Path, kitchen_sink: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is reported by its name, at its place among the formats."""
    install(tmp_path, "broken", "raise SystemError\n", "broken")
    monkeypatch.syspath_prepend(tmp_path)
    published = publish(kitchen_sink, ["broken", "json"], tmp_path / "out")

    assert names(published) == ["kitchen-sink.json"]
    assert [one.format for one in published.failed] == ["broken"]
    assert [one.format for one in publish(kitchen_sink, ["broken"], tmp_path / "none").failed] == ["broken"]
    assert not (tmp_path / "none").exists()


def test_a_format_that_cannot_set_the_text_leaves_the_others(
    tmp_path: Path, kitchen_sink: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where no font has a glyph; even in one file, it is a result and no exception."""

    def fail(*_: object) -> bytes:
        raise OutputError("no font has U+1F389")

    monkeypatch.setattr(HTMLExporter, "export", fail)
    assert names(publish(kitchen_sink, ["html", "json", "md"], tmp_path)) == ["kitchen-sink.json", "kitchen-sink.md"]
    (failed,) = publish(kitchen_sink, ["html"], tmp_path / "a.html").failed

    assert str(failed.error) == "no font has U+1F389"


def test_the_slow_engine_comes_last_and_is_listed_where_it_was_requested(
    tmp_path: Path, kitchen_sink: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Progress says when the work on each begins, and what became of it."""
    monkeypatch.setattr(PDFExporter, "export", lambda *_: b"%PDF-")
    seen: list[tuple[str, type[object]]] = []
    published = publish(
        kitchen_sink, ["pdf", "json", "md"], tmp_path, progress=lambda name, done: seen.append((name, type(done)))
    )

    assert [file.format for file in published.files] == ["pdf", "json", "md"]
    assert seen == [(name, kind) for name in ("json", "md", "pdf") for kind in (type(None), PublishedFile)]


def test_one_format_goes_to_a_file_or_a_stream(tmp_path: Path, kitchen_sink: Article) -> None:
    """By the same call, with the same bytes."""
    stream = io.BytesIO()
    (sent,) = publish(kitchen_sink, ["html"], stream).files
    (filed,) = publish(kitchen_sink, ["html"], tmp_path / "Page.HTM").files

    with pytest.raises(UsageError, match="open it in binary mode"):
        raise publish(kitchen_sink, ["html"], io.StringIO()).failed[0].error  # type: ignore[arg-type]
    assert sent.path is None
    assert stream.getvalue() == (tmp_path / "Page.HTM").read_bytes() == export(kitchen_sink, "html")
    assert sent.sha256 == filed.sha256


@pytest.mark.parametrize(
    ("formats", "place", "message"),
    [
        (["html"], "guide.doc", "guide.doc is no name for the format html: write .*guide.html"),
        (["html"], "guide.json", "guide.json is no name for the format html"),
        (["html", "json"], "guide.html", "takes one format, not html, json: name a folder"),
        (["html"], "", "has no name"),
    ],
)
def test_a_name_that_does_not_fit_is_refused_with_what_to_write(
    formats: list[str], place: str, message: str, tmp_path: Path, kitchen_sink: Article
) -> None:
    """Before any work."""
    with pytest.raises(UsageError, match=message):
        publish(kitchen_sink, formats, str(tmp_path / place) if place else "")

    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("place", ["guide.pdf", "guide.PDF", "a/guide.htm", "x.tsv", "v1.2/guide.markdown"])
def test_a_name_with_an_ending_is_a_file(place: str) -> None:
    """Whatever its case."""
    assert is_file(place)


@pytest.mark.parametrize("place", ["out", "out/", "guide.pdf/", "out.2026", "v1.2", ".", "..", "{tmp}"])
def test_other_names_are_folders(place: str, tmp_path: Path) -> None:
    """A folder that is there, a slash at the end, a number after a dot."""
    (tmp_path / "a.pdf").mkdir()

    assert not is_file(place.format(tmp=tmp_path / "a.pdf"))


def test_the_format_follows_from_the_ending(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A plug-in's own too, whatever its name."""
    install(tmp_path, "cards", GOOD.replace(".csv", ".tsv"), "cards")
    install(tmp_path, "broken", "raise SystemError\n", "broken")
    monkeypatch.syspath_prepend(tmp_path)

    assert [format_for(name) for name in ("a.PDF", "a.htm", "a.tsv", "a.markdown")] == ["pdf", "html", "cards", "md"]
    with pytest.raises(UsageError, match=r"no installed format has the ending \.doc; write guide.docx, or guide.doc/"):
        format_for("guide.doc")
    with pytest.raises(UsageError, match=r"ending \.qqqq; the formats are broken, cards, docx"):
        format_for("guide.qqqq")
    install(tmp_path, "others", GOOD.replace(".csv", ".tsv"), "others")
    with pytest.raises(UsageError, match=r"a\.tsv: cards and others write files of that ending; name one with --to"):
        format_for("a.tsv")


def test_sheets_alone_are_fitted_to_their_pages(kitchen_sink: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    """A guide has as many pages as it takes, which nobody counts first."""
    article, asked = kitchen_sink.replace(title="Seen for the first time"), set()

    def pages(_: PDFExporter, handout: Handout, most: int) -> int:
        asked.add(handout.options.layout)
        return most

    monkeypatch.setattr(PDFExporter, "pages", pages)
    monkeypatch.setattr(PDFExporter, "export", lambda *_: b"%PDF")
    for layout in ("guide", "fact-sheet"):
        assert export(article, "pdf", RenderOptions(layout=layout)) == b"%PDF"

    assert asked == {"fact-sheet"}


def test_choices_that_a_format_shows_are_in_its_name(tmp_path: Path, kitchen_sink: Article, nowhere: Program) -> None:
    """Two papers have two names where there is paper; data has one name, whatever the options."""
    options = RenderOptions("a4", "two-sided", "high-contrast", "TX", ("instructor",), nowhere)
    published = publish(kitchen_sink, ["docx", "html", "json"], tmp_path, options)
    stem = "kitchen-sink-two-sided-high-contrast-US-TX-instructor-nowhere"

    assert names(published) == [f"{stem}-a4.docx", f"{stem}.html", "kitchen-sink.json"]
    assert names(publish(kitchen_sink, ["json"], tmp_path, RenderOptions("a4", preset="large-print"))) == [
        "kitchen-sink.json"
    ]
    assert "paper" in PDFExporter.named_by


@pytest.mark.parametrize("id_", ["../up", "a/b", "a\\b", ".hidden", "", "a\0b"])
def test_an_id_cannot_lead_out_of_the_folder(id_: str, tmp_path: Path, kitchen_sink: Article, nowhere: Program) -> None:
    """The model refuses it; an article made without it is refused here."""
    with pytest.raises(OutputError, match="is no name for a file"):
        publish(BaseModel.model_copy(kitchen_sink, update={"id": id_}), ["json"], tmp_path / "out")
    program = BaseModel.model_copy(nowhere, update={"id": f"x/{id_}"})
    if id_:
        with pytest.raises(OutputError, match="is no name for a file"):
            publish(kitchen_sink, ["html"], tmp_path / "out", RenderOptions(program=program))

    assert os.listdir(tmp_path) == []


def test_two_formats_for_one_name_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kitchen_sink: Article
) -> None:
    """Neither is written over the other."""
    monkeypatch.setattr(HTMLExporter, "suffix", ".JSON")
    with pytest.raises(UsageError, match="json and html would both be written"):
        publish(kitchen_sink, ["json", "html"], tmp_path / "out")

    assert not (tmp_path / "out").exists()


def test_a_failed_write_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No torn file and no litter."""
    path = tmp_path / "a.txt"
    write(path, b"old")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match=r"^cannot write .*a.txt: No space left on device$"):
        write(path, b"new")

    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.txt"]


def test_a_folder_that_cannot_be_made_is_reported(tmp_path: Path, kitchen_sink: Article) -> None:
    """A file stands where the folder should, or above it."""
    (tmp_path / "taken").write_text("", "utf-8")
    with pytest.raises(OutputError, match="cannot make the folder .*taken: a file has that name"):
        publish(kitchen_sink, ["json"], tmp_path / "taken")
    with pytest.raises(OutputError, match="cannot make the folder .*below: Not a directory"):
        publish(kitchen_sink, ["json"], tmp_path / "taken" / "below")


def test_a_read_only_folder_or_file_is_reported(
    tmp_path: Path, kitchen_sink: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before the work; a file that its owner made read-only is not replaced."""
    path = tmp_path / "a.json"
    path.write_bytes(b"old")
    refused = tmp_path
    # For root everything is writable, so the system's answer is put into its mouth.
    monkeypatch.setattr(os, "access", lambda asked, _: Path(asked) != refused)
    (failed,) = publish(kitchen_sink, ["json"], tmp_path).failed
    assert str(failed.error).endswith(f"the folder {tmp_path} is read-only")
    refused = path
    (failed,) = publish(kitchen_sink, ["json"], path).failed

    assert str(failed.error) == f"cannot write {path}: the file is read-only"
    assert failed.error.exit_code == 5
    assert path.read_bytes() == b"old"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_really_read_only_folder_is_reported(tmp_path: Path, kitchen_sink: Article) -> None:
    """As any user but root meets it."""
    tmp_path.chmod(0o555)
    (failed,) = publish(kitchen_sink, ["json"], tmp_path).failed
    tmp_path.chmod(0o755)

    assert str(failed.error).endswith("is read-only")


def test_a_new_file_keeps_to_the_umask_and_an_old_one_to_its_mode(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The umask is the system's to take off: to read it, one would set it for every thread."""
    before = os.umask(0o022)
    monkeypatch.setattr(os, "umask", None)
    try:
        write(tmp_path / "new.txt", b"")
        for mode in (0o600, 0o640, 0o666):
            path = tmp_path / f"{mode:o}.txt"
            path.write_bytes(b"old")
            path.chmod(mode)
            write(path, b"new")
            assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"new", mode)
    finally:
        monkeypatch.undo()
        os.umask(before)

    assert stat.S_IMODE((tmp_path / "new.txt").stat().st_mode) == 0o644


def test_a_refused_mode_is_no_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a file system that has no modes."""

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    (tmp_path / "a.txt").write_bytes(b"old")
    monkeypatch.setattr(Path, "chmod", refuse)
    write(tmp_path / "a.txt", b"new")

    assert (tmp_path / "a.txt").read_bytes() == b"new"


def test_a_symbolic_link_is_written_through(tmp_path: Path) -> None:
    """It stays a link; what it leads to is replaced, and made where it is not there yet."""
    (tmp_path / "deep").mkdir()
    for target in ("deep/there.txt", "deep/dangling.txt"):
        link = tmp_path / Path(target).name
        link.symlink_to(target)
        if "there" in target:
            (tmp_path / target).write_bytes(b"old")
        write(link, b"new")
        assert link.is_symlink()
        assert (tmp_path / target).read_bytes() == b"new"
        assert not (tmp_path / target).is_symlink()

    assert len(os.listdir(tmp_path / "deep")) == 2


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("con.pdf", "not every system"),
        ("COM1.tar.gz", "not every system"),
        ("nul", "not every system"),
        ("x" * 300 + ".pdf", "not every system"),
        ("y" * 300 + "/a.pdf", "there is no folder"),
        ("no/such.pdf", "there is no folder"),
        ("a\0b.pdf", "embedded null"),
        (".", "a folder has"),
        ("pipe", "a device or a pipe"),
        ("loop", "leads to itself"),
        ("astray", "there is no folder"),
    ],
)
def test_a_name_that_cannot_be_written_is_reported(tmp_path: Path, name: str, message: str) -> None:
    """Names that a system keeps for itself, folders that are not there, what is no file."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "astray").symlink_to("nowhere/at/all")
    with pytest.raises(OutputError, match=message):
        write(tmp_path / name, b"")
    if "\0" not in name:
        with pytest.raises(OutputError, match=message):
            check_writable(tmp_path / name)


def test_a_manifest_lists_what_was_written(
    tmp_path: Path, kitchen_sink: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the SHA-256 and the code of each file, its engines, the options, and what failed."""

    def engines(_: EPUBExporter) -> Mapping[str, str]:
        return {"Engine": "1.2"}

    monkeypatch.setattr(EPUBExporter, "engines", engines)
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    published = publish(kitchen_sink, ["pdf", "epub", "html"], tmp_path, RenderOptions("a4"), manifest=True)
    assert published.manifest == tmp_path / "manifest.json"
    listed = json.loads(published.manifest.read_bytes())

    assert (listed["article"], listed["edition"], listed["options"]["paper"]) == ("kitchen-sink", "2026.2", "a4")
    assert [file["name"] for file in listed["files"]] == ["kitchen-sink.epub", "kitchen-sink.html"]
    for file, made in zip(listed["files"], published.files, strict=True):
        assert file["sha256"] == hashlib.sha256((tmp_path / file["name"]).read_bytes()).hexdigest()
        assert (file["code"], file["left_out"], file["media_type"]) == (made.code, [], made.media_type)
        assert file["exporter"].startswith("cma-content ")
    assert [file["engines"] for file in listed["files"]] == [{"Engine": "1.2"}, {}]
    assert [one["format"] for one in listed["failed"]] == ["pdf"]


def test_a_manifest_and_what_is_found_of_it(tmp_path: Path, brief: Article) -> None:
    """Each family says how many files it looked at, or which are wrong."""
    published = publish(brief, ["html", "md"], tmp_path, RenderOptions(preset="large-print"), manifest=True)
    path = tmp_path / "manifest.json"
    data = json.loads(path.read_bytes())
    first = published.files[0]
    assert first.path

    assert {name: value for name, value in data.items() if name != "files"} == {
        "manifest": 1,
        "article": brief.id,
        "edition": brief.edition,
        "language": brief.language,
        "schema_version": brief.schema_version,
        "cma_content": version_of("cma-content"),
        "options": {"layout": "guide", "preset": "large-print", "paper": "letter", "audience": ["student"]},
        "failed": [],
    }
    assert data["files"][0] == {
        "name": first.path.name,
        "format": "html",
        "media_type": "text/html",
        "size": first.size,
        "sha256": hashlib.sha256(first.path.read_bytes()).hexdigest(),
        "code": first.code,
        "exporter": f"cma-content {version_of('cma-content')}",
        "engines": {},
        "left_out": [],
    }
    names = ["a manifest that can be read", "every file is there", "sizes are as listed", "SHA-256 is as listed"]
    found = [(one.family, one.status, one.detail) for one in findings(path)]
    assert found == [(name, "pass", "2 looked at" if name != names[0] else "") for name in names]
    first.path.write_bytes(b"changed")
    data["files"] += [data["files"][1] | {"name": "gone.md"}, *({"name": name} for name in ("..", "a/b", 1))]
    path.write_text(json.dumps(data), "utf-8")
    assert [(one.status, one.detail) for one in findings(path)] == [
        ("fail", "a file without name, size or hash, or listed twice"),
        ("fail", "gone.md"),
        ("fail", first.path.name),
        ("pass", "1 looked at"),
    ]


def test_a_manifest_is_not_written_over_a_handout(tmp_path: Path, kitchen_sink: Article) -> None:
    """Nor where there is no folder for it."""
    with pytest.raises(UsageError, match="the manifest's name"):
        publish(kitchen_sink.model_copy(update={"id": "manifest"}), ["json"], tmp_path, manifest=True)
    with pytest.raises(UsageError, match="no manifest"):
        publish(kitchen_sink, ["json"], io.BytesIO(), manifest=True)
    (tmp_path / "manifest.json").mkdir()
    published = publish(kitchen_sink, ["json"], tmp_path, manifest=True)

    assert [(one.format, one.error.exit_code) for one in published.failed] == [("manifest", 5)]
    assert names(published) == ["kitchen-sink.json"]


def test_errors_can_be_pickled() -> None:
    """So that they come back from another process."""
    problem = Problem(rules.EMPTY, "a.yaml", 1, 1, "the file is empty")
    errors: list[ContentError] = [
        *(ArticleError([problem]), UnreadableError([problem])),
        *(kind("no") for kind in (UsageError, UnknownExporterError, MissingEngineError, OutputError, PluginError)),
    ]
    for error in errors:
        copy = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
        assert type(copy) is type(error)
        assert str(copy) == str(error)
        assert copy.exit_code == error.exit_code
    failed = FailedFormat("pdf", errors[0])

    assert pickle.loads(pickle.dumps(failed)).error.problems == (problem,)  # noqa: S301


def test_what_is_no_article_or_no_options_blames_the_caller(kitchen_sink: Article) -> None:
    """And no plug-in; a stream of text is the caller's as well."""
    wrong: Any = "large"
    with pytest.raises(UsageError, match=r"the options must be RenderOptions\(...\), not 'large'"):
        export(kitchen_sink, "html", wrong)
    with pytest.raises(UsageError, match="must be an Article"):
        publish(wrong, ["html"], "out")
    with pytest.raises(UsageError, match="named by a word"):
        export(kitchen_sink, ["pdf"])  # type: ignore[arg-type]
    text: list[Any] = [io.StringIO(), codecs.getwriter("utf-8")(io.BytesIO())]
    for stream in text:
        with pytest.raises(UsageError, match="open it in binary mode"):
            raise publish(kitchen_sink, ["json"], stream).failed[0].error

"""The exporter contract, over every exporter that is installed."""

from pathlib import Path

import pytest
from cma_content_docx import DOCXExporter
from cma_content_epub import EPUBExporter
from cma_content_html import HTMLExporter
from cma_content_json import JSONExporter
from cma_content_markdown import MarkdownExporter
from cma_content_pdf import PDFExporter

from cma_content import Article, Exporter, available, build, export
from cma_content.errors import UnknownExporterError
from cma_content.exporting.registry import get_exporter

# A type checker holds each of ours to the contract.
OURS: dict[str, Exporter] = {
    "docx": DOCXExporter(),
    "epub": EPUBExporter(),
    "html": HTMLExporter(),
    "json": JSONExporter(),
    "md": MarkdownExporter(),
    "pdf": PDFExporter(),
}
MAGIC = {
    "docx": b"PK\x03\x04",
    "epub": b"PK\x03\x04",
    "html": b"<!DOCTYPE html>",
    "json": b"{",
    "md": b"# ",
    "pdf": b"%PDF-",
}


def install(folder: Path, name: str, module: str) -> None:
    """A stranger's distribution `name` in `folder`, which registers an exporter under the name `csv`."""
    (folder / f"{module}.py").write_text(
        "class CSVExporter:\n"
        "    media_type = 'text/csv'\n"
        "    suffix = '.csv'\n"
        "    def export(self, handout):\n"
        "        return '\\n'.join(section.title for section in handout.sections).encode()\n",
        "utf-8",
    )
    info = folder / f"{module}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", "utf-8")
    (info / "entry_points.txt").write_text(f"[cma_content.exporters]\ncsv = {module}:CSVExporter\n", "utf-8")


def test_ours_are_found_by_entry_point() -> None:
    """Nothing else makes them known."""
    assert OURS.keys() <= available().keys()
    assert [type(exporter) for exporter in OURS.values()] == [type(get_exporter(name)) for name in OURS]


@pytest.mark.parametrize("name", sorted(OURS))
def test_an_exporter_draws_the_same_handout_the_same(name: str, kitchen_sink: Article) -> None:
    """The bytes of its format, twice the same."""
    handout = build(kitchen_sink)
    first = OURS[name].export(handout)

    assert first.startswith(MAGIC[name])
    assert first == OURS[name].export(handout)


def test_a_strangers_exporter_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kitchen_sink: Article) -> None:
    """A distribution that registers in the group is used like one of ours."""
    install(tmp_path, "stranger", "stranger_csv")
    monkeypatch.syspath_prepend(tmp_path)

    assert export(kitchen_sink, "csv") == b"Text\nMoney\nCollections"


def test_a_name_held_twice_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both distributions are named, so that one can be removed."""
    install(tmp_path, "stranger", "stranger_csv")
    install(tmp_path, "rival", "rival_csv")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(UnknownExporterError, match=r"two exporters are named 'csv', from rival 1.0 and stranger 1.0"):
        available()


def test_an_unknown_name_lists_the_known() -> None:
    """So that a slip of the pen mends itself."""
    with pytest.raises(UnknownExporterError, match="no exporter 'pfd'; installed: docx, epub, html, json, md, pdf"):
        get_exporter("pfd")

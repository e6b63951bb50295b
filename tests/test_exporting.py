"""The exporter contract, over every exporter that is installed."""

import os
import re
import subprocess
import sys
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest
from cma_content_docx import DOCXExporter
from cma_content_epub import EPUBExporter
from cma_content_html import HTMLExporter
from cma_content_json import JSONExporter
from cma_content_markdown import MarkdownExporter
from cma_content_pdf import PDFExporter
from plugins import BROKEN, install

from cma_content import Article, Exporter, PluginError, available, build, export, publish
from cma_content.errors import MissingEngineError, UnknownExporterError
from cma_content.exporting.abilities import UsesEngines
from cma_content.exporting.registry import format_of, get_exporter

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


@pytest.fixture(params=BROKEN)
def broken(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """The name of an installed exporter that breaks the contract, and what is reported of it."""
    code, message = BROKEN[request.param]
    name = f"broken-{request.param}"
    install(tmp_path, name, code, name)
    monkeypatch.syspath_prepend(tmp_path)
    return name, message


def test_a_third_party_s_exporter_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kitchen_sink: Article
) -> None:
    """A distribution that registers in the group is used like one of ours."""
    install(tmp_path, "third")
    monkeypatch.syspath_prepend(tmp_path)

    assert export(kitchen_sink, "csv") == b"Text\nMoney\nCollections\nSet by the author"
    assert available()["csv"] == "third 1.0"


def test_a_fault_of_a_plugin_costs_its_own_format(
    broken: tuple[str, str], kitchen_sink: Article, tmp_path: Path
) -> None:
    """It is reported by its distribution and version, on one line; the others are written beside it."""
    name, message = broken
    published = publish(kitchen_sink, [name, "json", "html"], tmp_path / "out")
    (failed,) = published.failed

    assert (failed.format, type(failed.error)) == (name, PluginError)
    assert f"'{name}' from {name} 1.0" in str(failed.error)
    assert message in str(failed.error)
    assert "\n" not in str(failed.error)
    assert [file.format for file in published.files] == ["json", "html"]
    assert {path.suffix for path in (tmp_path / "out").iterdir()} == {".json", ".html"}


def test_export_raises_what_publish_reports(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kitchen_sink: Article
) -> None:
    """With the plug-in's own error as its cause, whose traceback says where."""
    install(tmp_path, "raising", BROKEN["raises"][0])
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(PluginError, match=r"KeyError: 'a column' \(raising_exporter.py, line 8\)") as caught:
        export(kitchen_sink, "csv")

    assert isinstance(caught.value.__cause__, KeyError)


def test_a_name_registered_twice_matters_where_it_is_requested(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kitchen_sink: Article
) -> None:
    """Both distributions are named, so that one can be removed; the other formats go on."""
    install(tmp_path, "third")
    install(tmp_path, "rival")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(PluginError, match=r"two exporters are named 'csv', from rival 1.0 and third 1.0: uninstall"):
        get_exporter("csv")

    assert available()["csv"] == "rival 1.0 and third 1.0"
    assert export(kitchen_sink, "json")


def test_one_that_is_installed_later_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The look-up is kept while the folders of the path stay as they are, and no longer."""
    monkeypatch.syspath_prepend(tmp_path)
    assert "csv" not in available()
    os.utime(tmp_path, ns=(0, 0))
    install(tmp_path, "third")

    assert available()["csv"] == "third 1.0"


def test_only_what_is_requested_is_loaded(tmp_path: Path) -> None:
    """No exporter looks in on the work of another, and a missing one costs no time."""
    install(tmp_path, "third", "raise SystemError('loaded')\n")
    program = (
        "import sys\n"
        f"sys.path.insert(0, {str(tmp_path)!r})\n"
        "from cma_content import RenderOptions, export, load, publish\n"
        "guide = load()\n"
        "export(guide, 'html', RenderOptions(layout='fact-sheet'))\n"
        f"publish(guide, ['json'], {str(tmp_path / 'out')!r})\n"
        "print(sorted(name for name in sys.modules if name.startswith('cma_content_') and '.' not in name))"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)

    assert result.stdout == "['cma_content_data', 'cma_content_html', 'cma_content_json']\n"


@pytest.mark.parametrize("typed", ["html", "HTML", ".html", " Html ", "htm", ".HTM"])
def test_a_format_is_known_as_people_type_it(typed: str) -> None:
    """With or without its dot, in any case, by its other ending."""
    assert format_of(typed) == "html"


def test_the_name_of_a_plugin_is_known_in_any_case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Though it has capitals."""
    install(tmp_path, "third", name="TeX")
    monkeypatch.syspath_prepend(tmp_path)

    assert [format_of(typed) for typed in ("TeX", ".tex", "TEX")] == ["TeX"] * 3


@pytest.mark.parametrize("name", ["docx", "epub"])
def test_an_engine_that_is_not_installed_has_no_version(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the missing engine, with the line that installs it."""

    def missing(distribution: str) -> str:
        raise PackageNotFoundError(distribution)

    exporter = get_exporter(name)
    monkeypatch.setattr(sys.modules[type(exporter).__module__], "version", missing)
    assert isinstance(exporter, UsesEngines)
    with pytest.raises(MissingEngineError, match="is missing; install it: "):
        exporter.engines()


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("pfd", "there is no format 'pfd'; did you mean 'pdf'? installed: docx, epub, html, json, md, pdf"),
        ("doc", "did you mean 'docx'"),
        ("mobi", "did you mean 'epub'"),
        ("qqqq", "there is no format 'qqqq'; installed: docx"),
    ],
)
def test_an_unknown_name_brings_the_nearest(typed: str, message: str) -> None:
    """And lists those that are installed."""
    with pytest.raises(UnknownExporterError, match=re.escape(message)):
        get_exporter(typed)

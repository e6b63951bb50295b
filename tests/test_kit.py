"""The exporter kit: all of ours pass, and whoever breaks the contract reads how to keep it."""

import datetime
import inspect
import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import parity
import pytest
from cma_content_docx import DOCXExporter
from cma_content_epub import EPUBExporter
from cma_content_html import HTMLExporter
from cma_content_json import JSONExporter
from cma_content_markdown import MarkdownExporter
from cma_content_pdf import PDFExporter
from faulty_exporters import FAULTY, Good, ReadsEveryClock
from plain_text import PlainTextExporter

from cma_content.testing import ExporterContract
from cma_content.testing.other_process import exported, work


class OursContract(ExporterContract):
    """The same for one of ours: the guide is drawn once for all tests."""

    @pytest.fixture(autouse=True)
    def drawn_once(self, handouts: Path) -> None:
        """The bytes that others have had made."""
        path = handouts / f"clinical-medical-assistant{self.made().suffix}"
        self._results.setdefault("guide", path.read_bytes())


class TestPlainText(ExporterContract):
    """That of one plug-in author."""

    exporter = PlainTextExporter


class TestJSON(OursContract):
    """Data."""

    exporter = JSONExporter
    draws = False


class TestMarkdown(OursContract):
    """As markdown-it reads it."""

    exporter = MarkdownExporter

    def text(self, content: bytes) -> str:
        """The words."""
        return _joined(parity.of_markdown(content.decode()))


class TestHTML(OursContract):
    """As libxml2 reads it."""

    exporter = HTMLExporter

    def text(self, content: bytes) -> str:
        """The words, with those of pictures."""
        with TemporaryDirectory() as folder:
            return _joined(parity.of_html(_written(folder, content)))


class TestEPUB(OursContract):
    """As expat reads it."""

    exporter = EPUBExporter

    def text(self, content: bytes) -> str:
        """The words, with those of pictures."""
        with TemporaryDirectory() as folder:
            return _joined(parity.of_epub(_written(folder, content)))


class TestDOCX(OursContract):
    """As expat reads it."""

    exporter = DOCXExporter

    def text(self, content: bytes) -> str:
        """The words, with those of pictures."""
        with TemporaryDirectory() as folder:
            return _joined(parity.of_docx(_written(folder, content)))


class TestPDF(OursContract):
    """As poppler reads its tags."""

    exporter = PDFExporter

    @pytest.fixture(autouse=True)
    def read_once(self, said_in_print: parity.Said) -> None:
        """The words of the guide that others have had read."""
        self._results.setdefault("text of guide", _joined(said_in_print))

    def text(self, content: bytes) -> str:
        """The words, with those of pictures."""
        with TemporaryDirectory() as folder:
            return _joined(parity.of_pdf(_written(folder, content)))


def _written(folder: str, content: bytes) -> Path:
    path = Path(folder) / "file"
    path.write_bytes(content)
    return path


def _joined(said: parity.Said) -> str:
    return "\n".join(words for _, words in said)


@pytest.mark.parametrize("exporter", FAULTY, ids=lambda exporter: exporter.__name__)
def test_whoever_breaks_the_contract_is_told_how_to_keep_it(exporter: type[Good], tmp_path: Path) -> None:
    """The one test that is about it fails, and says what is wrong and what to do."""
    name, message = FAULTY[exporter]
    contract = type("Contract", (ExporterContract,), {"exporter": exporter})
    found = []
    for test in [test for test in dir(contract) if test.startswith("test_") and name in test]:
        function = getattr(contract(), test)
        marks = [mark.args for mark in getattr(function, "pytestmark", [])]
        needs_folder = "tmp_path" in inspect.signature(function).parameters
        arguments = [(case,) for case in [*marks[0][1]]] if marks else [(tmp_path,)] if needs_folder else [()]
        for one in arguments:
            try:
                function(*one)
            except pytest.fail.Exception as failure:
                found.append(str(failure))

    assert any(re.search(message, one) for one in found), found


def test_an_ability_is_tested_as_far_as_an_exporter_has_it(tmp_path: Path) -> None:
    """Pages are not compared with a file that is not counted; engines that are no packages cannot be taken away."""

    class Able(Good):
        def pages(self, handout: object, most: int, /) -> float:
            """As our own do."""
            del handout, most
            return 1.5

        def engines(self) -> Mapping[str, str]:
            """A program."""
            return {"groff": "1.23"}

    able = type("Contract", (ExporterContract,), {"exporter": Able})()
    able.test_pages_are_counted()
    able.test_engines_are_names_and_versions()
    with pytest.raises(pytest.skip.Exception, match="its engines are no Python packages"):
        able.test_a_missing_engine_is_named()
    with pytest.raises(pytest.skip.Exception, match="it has no method verify"):
        able.test_its_files_pass_its_own_verification(tmp_path)


def test_every_clock_shows_another_day_in_the_other_process() -> None:
    """So that the date of an export cannot hide, whichever clock it was read from."""
    content = exported(ReadsEveryClock, ["kitchen-sink"], ["on another day"])["kitchen-sink"]
    soonest = datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=399)

    assert [name for name, day in json.loads(content).items() if datetime.date.fromisoformat(day) < soonest] == []


def test_a_module_of_tests_is_found_by_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where its name is one that only pytest gives it; where there is no file, the report says which module."""
    (tmp_path / "authors.py").write_text("class Mine:\n    def export(self, handout): return b'words'\n", "utf-8")
    monkeypatch.setitem(sys.modules, "known_to_pytest", None)
    task = {"module": "known_to_pytest", "name": "Mine", "cases": ["kitchen-sink"], "blocked": [], "days": 0}
    work({**task, "file": None, "folder": str(tmp_path)})
    assert "ModuleNotFoundError ImportError" in json.loads((tmp_path / "said.json").read_bytes())["kitchen-sink"]

    work({**task, "file": str(tmp_path / "authors.py"), "folder": str(tmp_path)})
    assert json.loads((tmp_path / "said.json").read_bytes()) == {}
    assert (tmp_path / "kitchen-sink").read_bytes() == b"words"

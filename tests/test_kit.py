"""The exporter kit: all of ours pass, and whoever breaks the contract reads how to keep it."""

import re
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
from faulty_exporters import FAULTY, Good
from plain_text import PlainTextExporter

from cma_content.testing import ExporterContract


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
        arguments = [(case,) for case in [*marks[0][1]]] if marks else [(tmp_path,)] if "tmp_path" in test else [()]
        for one in arguments:
            try:
                function(*one)
            except pytest.fail.Exception as failure:
                found.append(str(failure))

    assert any(re.search(message, one) for one in found), found

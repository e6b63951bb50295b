"""The command line, as a user meets it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cma_content.cli import main

KITCHEN_SINK = Path(__file__).parent / "articles" / "kitchen-sink.yaml"


def test_export_names_each_file_with_size_and_time(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A line a file."""
    assert main(["export", str(KITCHEN_SINK), "--to", "json,html", "-o", str(tmp_path)]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert [Path(line.split()[0]).name for line in lines] == ["kitchen-sink.json", "kitchen-sink.html"]
    assert all(line.split()[2] == "kB" and line.endswith(" s") for line in lines)


def test_export_without_a_source_is_the_guide(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As PDF, EPUB and JSON, in handouts."""
    monkeypatch.chdir(tmp_path)
    assert main(["export"]) == 0

    names = ["clinical-medical-assistant.epub", "clinical-medical-assistant.json", "clinical-medical-assistant.pdf"]
    assert names == sorted(os.listdir(tmp_path / "handouts"))
    assert len(capsys.readouterr().out.splitlines()) == 3


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["export", "{tmp}/none.yaml"], 3, "cannot read"),
        (["export", "{tmp}/bad.yaml"], 1, "bad.yaml:1:1: titel: unknown field 'titel' (did you mean 'title'?)"),
        (["export", "--to", "pfd"], 2, "installed: epub, html, json, pdf"),
        (["export", "--to", "json", "-o", "{tmp}/bad.yaml"], 5, "cannot make the folder"),
    ],
)
def test_each_class_of_failure_has_its_exit_code(
    arguments: list[str], code: int, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And says what is wrong, on standard error, with nothing written."""
    (tmp_path / "bad.yaml").write_text("titel: x\n", "utf-8")
    filled = [argument.format(tmp=tmp_path) for argument in arguments]
    if "-o" not in filled:
        filled += ["-o", str(tmp_path / "out")]

    assert code == main(filled)
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_missing_engine_has_its_exit_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The other formats are written all the same."""
    monkeypatch.setitem(sys.modules, "weasyprint", None)

    assert main(["export", str(KITCHEN_SINK), "--to", "pdf,json", "-o", str(tmp_path)]) == 4
    assert "pdf: weasyprint is missing; install it: pip install 'cma-content[pdf]'" in capsys.readouterr().err
    assert os.listdir(tmp_path) == ["kitchen-sink.json"]


def test_formats_lists_names_with_their_distribution(capsys: pytest.CaptureFixture[str]) -> None:
    """A line a format."""
    assert main(["formats"]) == 0

    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert [line[0] for line in lines] == ["epub", "html", "json", "pdf"]
    assert {"cma-content"} == {line[1] for line in lines}


def test_help_leads_with_three_commands(capsys: pytest.CaptureFixture[str]) -> None:
    """What a teacher needs comes before what a programmer asks."""
    with pytest.raises(SystemExit, match="0"):
        main(["--help"])

    text = capsys.readouterr().out
    assert text[: text.index("commands:")].count("python -m cma_content export") == 3


def test_a_reader_that_leaves_is_no_traceback() -> None:
    """As in `… schema | head -1`."""
    command = f"{sys.executable} -m cma_content schema | true"
    result = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60, check=False)

    assert result.stderr == ""

"""The command line, as a user meets it."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from cma_content.cli import main
from cma_content.diagnostics.rules import CATALOG
from cma_content.errors import INSTALL

KITCHEN_SINK = Path(__file__).parent / "articles" / "kitchen-sink.yaml"


def test_export_names_each_file_with_size_and_time(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A line a file."""
    assert main(["export", str(KITCHEN_SINK), "--to", "json,html", "-o", str(tmp_path)]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert [Path(line.split()[0]).name for line in lines] == ["kitchen-sink.json", "kitchen-sink.html"]
    assert all(line.split()[2] == "kB" and line.endswith(" s") for line in lines)


def test_a_manifest_is_written_where_it_is_asked_for(tmp_path: Path) -> None:
    """Beside the files that it lists."""
    assert main(["export", str(KITCHEN_SINK), "--to", "json", "-o", str(tmp_path), "--manifest"]) == 0

    assert [file["name"] for file in json.loads((tmp_path / "manifest.json").read_bytes())["files"]] == [
        "kitchen-sink.json"
    ]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["export", "{tmp}/none.yaml"], 3, "cannot read"),
        (["export", "{tmp}/bad.yaml"], 1, "| ^^^^^ unknown field 'titel'"),
        (["export", "--to", "pfd"], 2, "installed: docx, epub, html, json, md, pdf"),
        (["export", "--to", "json", "-o", "{tmp}/bad.yaml/in"], 5, "cannot make the folder"),
        (["export", "--to", "json", "-o", "{tmp}/no/such.json"], 5, "there is no folder"),
        (["export", "--to", "json,html", "-o", "{tmp}/one.json"], 2, "takes one format"),
        (["export", "--to", "html", "-o", "{tmp}/one.json"], 2, "is no name for the format html"),
        (["export", "--to", "json,html", "-o", "-"], 2, "takes one format"),
        (["explain", "CC999"], 2, "there is no code 'CC999'"),
        (["new", "article", "{tmp}/bad.yaml"], 5, "exists already"),
        (["check", "{tmp}/none.yaml"], 3, ""),
        (["check", "{tmp}/bad.yaml"], 1, ""),
    ],
)
def test_each_class_of_failure_has_its_exit_code(
    arguments: list[str], code: int, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And says what is wrong, on standard error, with nothing written."""
    (tmp_path / "bad.yaml").write_text("titel: x\n", "utf-8")
    filled = [argument.format(tmp=tmp_path) for argument in arguments]
    if filled[0] == "export" and "-o" not in filled:
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
    assert (
        "pdf: weasyprint is missing; install it in a clone of cma_content: pip install '.[pdf]'"
        in capsys.readouterr().err
    )
    assert os.listdir(tmp_path) == ["kitchen-sink.json"]


def test_formats_lists_names_with_their_distribution(capsys: pytest.CaptureFixture[str]) -> None:
    """A line a format."""
    assert main(["formats"]) == 0

    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert [line[0] for line in lines] == ["docx", "epub", "html", "json", "md", "pdf"]
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


def test_check_reports_every_source_and_finds_none_in_the_guide(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As text, and as JSON, SARIF and workflow commands for programs."""
    bad = tmp_path / "bad.yaml"
    bad.write_text("titel: x\n", "utf-8")
    assert main(["check"]) == 0
    assert capsys.readouterr().out == "No problems.\n"
    for form, sign in {"json": '"code": "CC303"', "sarif": '"ruleId": "CC303"', "github": "title=CC303::"}.items():
        assert main(["check", str(bad), str(KITCHEN_SINK), str(tmp_path / "none.yaml"), "--format", form]) == 3
        printed = capsys.readouterr().out
        assert sign in printed
        assert "CC101" in printed
        if form != "github":
            assert json.loads(printed)


def test_every_code_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    """With its cause and its remedy."""
    assert len(CATALOG) > 30
    for code in CATALOG:
        assert main(["explain", code.lower()]) == 0
        assert {"Cause", "Remedy"} == set(re.findall("(Cause|Remedy):", capsys.readouterr().out))


def test_a_new_article_is_valid_and_prints(tmp_path: Path) -> None:
    """The scaffold is checked and exported as it is written."""
    path = tmp_path / "mine.yaml"

    assert main(["new", "article", str(path)]) == 0
    assert main(["check", str(path)]) == 0
    assert main(["export", str(path), "-o", str(tmp_path / "mine.html")]) == 0
    assert (tmp_path / "mine.html").read_bytes().startswith(b"<!DOCTYPE html>")


def test_one_format_goes_to_standard_output(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Its bytes and nothing else."""
    assert main(["export", str(KITCHEN_SINK), "--to", "json", "-o", "-"]) == 0

    assert json.loads(capfdbinary.readouterr().out)["id"] == "kitchen-sink"


def test_a_mistake_of_ours_is_told_as_one(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """With the lines to report, and an exit code of its own."""

    def fail(_: object) -> None:
        raise RuntimeError("oops")

    monkeypatch.setattr("cma_content.cli.commands.load", fail)

    assert main(["check"]) == 70
    assert "This is a mistake of cma_content, not yours" in capsys.readouterr().err

"""The command line, as a user meets it."""

import io
import json
import os
import re
import shlex
import sys
from pathlib import Path
from typing import get_args

import pytest
from plugins import BROKEN, install

from cma_content.cli import argument_types, arguments, main, new
from cma_content.cli.sources import path_named
from cma_content.design.tokens import Preset
from cma_content.diagnostics import reports
from cma_content.diagnostics.install_lines import packages
from cma_content.diagnostics.rules import CATALOG
from cma_content.handout import limits
from cma_content.handout.options import Layout, Paper
from cma_content.loading.templates import ARTICLE, PROGRAM_FILE
from cma_content.model.audience import Audience
from cma_content.model.json_schema import schema
from cma_content.testing.articles import KITCHEN_SINK

ROOT = Path(__file__).parent
Said = pytest.CaptureFixture[str]


class Standard:
    """Standard input with these bytes."""

    def __init__(self, content: bytes) -> None:
        self.buffer = io.BytesIO(content)

    def isatty(self) -> bool:
        return False


@pytest.mark.parametrize("arguments", [[], ["--help"], ["-h"]])
def test_help_leads_with_three_commands(arguments: list[str], capsys: Said) -> None:
    """What a teacher needs comes before what a programmer asks; called bare, it helps as well."""
    assert main(arguments) == 0

    text = capsys.readouterr().out
    assert text.startswith("usage: python -m cma_content COMMAND [OPTIONS]\n")
    assert text[: text.index("commands:")].count("python -m cma_content export") == 3
    assert "exit codes:" in text


@pytest.mark.parametrize(
    "command", ["export", "batch", "check", "explain", "new", "identify", "formats", "verify", "wages", "schema"]
)
def test_each_command_has_its_own_usage(command: str, capsys: Said) -> None:
    """In 80 columns, with a description."""
    assert main([command, "--help"]) == 0

    text = capsys.readouterr().out
    assert text.startswith(f"usage: python -m cma_content {command} ")
    assert max(map(len, text.splitlines())) <= 80


def test_the_version_is_that_of_the_package(capsys: Said) -> None:
    """As pip knows it."""
    assert main(["--version"]) == 0
    assert re.fullmatch(r"cma_content \d+\.\d+\.\d+\n", capsys.readouterr().out)


def test_the_choices_of_the_help_are_those_of_the_library() -> None:
    """They are written twice so that help imports no model."""
    assert get_args(Layout) == argument_types.LAYOUTS
    assert get_args(Preset) == argument_types.PRESETS
    assert get_args(Paper) == argument_types.PAPERS
    assert get_args(Audience) == argument_types.AUDIENCES
    assert reports.FORMATS.keys() == set(arguments.REPORTS)
    assert limits.NAMES == argument_types.LIMITS


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["exprot"], "there is no command 'exprot'; did you mean export?\nHelp: python -m cma_content --help"),
        (["qqq"], "there is no command 'qqq'; known: export, check, preview, find"),
        (["--qqq"], "there is no option '--qqq'; see --help"),
        (["export", "--layot", "guide"], "there is no option '--layot'; did you mean --layout?\nusage: "),
        (["export", "--lay=guide"], "there is no option '--lay'; did you mean --layout?"),
        (["check", "--prog", "a.yaml"], "there is no option '--prog'; did you mean --program?"),
        (["export", "--layout", "sheet"], "there is no layout 'sheet'; did you mean fact-sheet?"),
        (["export", "--preset", "contrast"], "there is no preset 'contrast'; did you mean high-contrast?"),
        (["export", "--paper", "a5"], "there is no paper 'a5'; known: letter, a4"),
        (["export", "--audience", "student,instuctor"], "no audience 'instuctor'; did you mean instructor?"),
        (["export", "--audience", "zzz"], "no audience 'zzz'; known: student, instructor, counselor, manager"),
        (["export", "--audience", ","], "name at least one: student"),
        (["export", "--to", "pfd"], "did you mean 'pdf'? installed: docx, epub, html, json, md, pdf"),
        (["export", "--to", ","], "--to needs a format, or all: docx"),
        (["export", "--to"], "expected one argument"),
        (["export", "-o", "guide.doc"], "write guide.docx, or guide.doc/ for a folder"),
        (["export", "-o", "-"], "-o - takes one format: name it with --to"),
        (["export", "--to", "json,md", "-o", "-"], "-o - takes one format, not json, md"),
        (["export", "--to", "json,md", "-o", "one.json"], "one.json takes one format, not json, md"),
        (["export", "--to", "html", "-o", "one.json"], "one.json is no name for the format html: write one.html"),
        (["export", "--region", "Atlantis"], "there is no region 'Atlantis'"),
        (["export", "a.yaml", "b.yaml"], "one argument too many: b.yaml\nusage: python -m cma_content export [SOURCE]"),
        (["check", "--format", "xml"], "there is no format 'xml'; known: text, json, sarif, github"),
        (["new", "artcle", "a.yaml"], "there is no kind 'artcle'; did you mean article?"),
        (["new", "program", "--full", "a.yaml"], "not for a program: new article --full my-article.yaml"),
        (["new", "program", "-"], "new program needs the name of a file to write, such as my-program.yaml"),
        (["new", "roster", ""], "new roster needs the name of a file to write, such as roster.csv"),
        (["explain", "CC999"], "there is no code 'CC999'; did you mean CC"),
        (["explain", "help"], "one looks like CC303\nAll codes: python -m cma_content explain all"),
        (["verify"], "required: FILE\nusage: python -m cma_content verify"),
        (["verify", "none.pdf"], "there is no file none.pdf"),
        (["verify", "n" * 5000], "there is no file nnn"),
        (["identify", "n" * 5000], "is not an edition code"),
    ],
)
def test_wrong_usage_is_reported_with_what_is_right(
    words: list[str], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    """On standard error, with exit code 2 and nothing written; an abbreviation is not guessed at."""
    monkeypatch.chdir(tmp_path)

    assert main(words) == 2
    output = capsys.readouterr()
    assert message in output.err
    assert output.out == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["export", "none.yaml"], 3, "cannot read"),
        (["export", "bad.yaml"], 1, "| ^^^^^ unknown field 'titel'"),
        (["export", "--to", "json", "-o", "bad.yaml/in"], 5, "cannot make the folder bad.yaml/in: Not a directory"),
        (["export", "--to", "json", "-o", "no/such.json"], 5, "cannot write no/such.json: there is no folder no"),
        (["export", "--to", "json", "-o", "con.json"], 5, "not every system takes that name"),
        (["export", "--to", "json", "-o", "x" * 300 + ".json"], 5, "not every system takes that name"),
        (["export", "--to", "json", "-o", "/proc/none/a"], 5, "cannot make the folder /proc/none/a"),
        (["new", "article", "bad.yaml"], 5, "exists already"),
        (["new", "article", "no/such.yaml"], 5, "there is no folder no"),
        (["check", "none.yaml"], 3, ""),
        (["check", "bad.yaml"], 1, ""),
    ],
)
def test_each_class_of_failure_has_its_exit_code(
    words: list[str], code: int, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    """And says what is wrong, on standard error, with nothing written."""
    monkeypatch.chdir(tmp_path)
    Path("bad.yaml").write_text("titel: x\n", "utf-8")

    assert main(words) == code
    assert message in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["bad.yaml"]


def test_a_missing_engine_has_its_exit_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    """The other formats are written all the same."""
    monkeypatch.setitem(sys.modules, "weasyprint", None)

    assert main(["export", str(KITCHEN_SINK), "--to", "pdf,json", "-o", str(tmp_path)]) == 4
    assert (
        capsys.readouterr().err == f"error: pdf was not written: weasyprint is missing; install it: {packages('pdf')}\n"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["kitchen-sink.json"]


def test_a_failing_plugin_has_its_exit_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    """It is named by its distribution; the other formats are written."""
    install(tmp_path, "third-csv", BROKEN["raises"][0])
    monkeypatch.syspath_prepend(tmp_path)

    assert main(["export", str(KITCHEN_SINK), "--to", "csv,json", "-o", str(tmp_path / "out")]) == 6
    assert capsys.readouterr().err.startswith(
        "error: csv was not written: the exporter 'csv' from third-csv 1.0 failed to"
    )
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["kitchen-sink.json"]


def test_export_says_where_the_files_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    """A line a file, with its size and time, in 80 columns."""
    monkeypatch.chdir(tmp_path)
    assert main(["export", str(KITCHEN_SINK), "--to", "json,html", "-o", "out/", "--manifest"]) == 0

    first, *lines = capsys.readouterr().out.splitlines()
    assert first == "Wrote 2 files to out/"
    assert [line.split()[0] for line in lines] == ["kitchen-sink.json", "kitchen-sink.html", "manifest.json"]
    assert all(re.search(r"  \d+ kB +\d+\.\d s$", line) for line in lines[:2])
    assert max(map(len, lines)) <= 80
    assert main(["export", str(KITCHEN_SINK), "-o", "a.html"]) == 0
    assert re.fullmatch(r"Wrote a.html +\d+ kB +\d+\.\d s\n", capsys.readouterr().out)


def test_a_quiet_export_prints_problems_alone(tmp_path: Path, capsys: Said) -> None:
    """And nothing where there are none."""
    assert main(["export", str(KITCHEN_SINK), "--to", "json", "-o", str(tmp_path / "out"), "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")
    assert main(["export", str(tmp_path / "none.yaml"), "-q"]) == 3
    assert "cannot read" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "files"),
    [
        (["--to", "JSON"], ["out/kitchen-sink.json"]),
        (["--to", ".json"], ["out/kitchen-sink.json"]),
        (["--to", "json", "--to", "md"], ["out/kitchen-sink.json", "out/kitchen-sink.md"]),
        (["--to", "json, html"], ["out/kitchen-sink.html", "out/kitchen-sink.json"]),
        (["--to", "json htm json"], ["out/kitchen-sink.html", "out/kitchen-sink.json"]),
        (["-o", "guide.HTML"], ["guide.HTML"]),
        (["-o", "guide.htm"], ["guide.htm"]),
        (["-o", "guide.markdown"], ["guide.markdown"]),
        (["-o", "guide.tsv"], ["guide.tsv"]),
        (["-o", "name", "--to", "md"], ["name/kitchen-sink.md"]),
        (["-o", "v1.2", "--to", "md"], ["v1.2/kitchen-sink.md"]),
        (["-o", "guide.md/", "--to", "md"], ["guide.md/kitchen-sink.md"]),
    ],
)
def test_formats_and_places_are_what_a_person_means(
    words: list[str], files: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In any case, with or without a dot, with commas or spaces or several times; a file or a folder."""
    site = tmp_path / "site"
    site.mkdir()
    install(site, "cards", BROKEN["raises"][0].split("    def export", 1)[0].replace(".csv", ".tsv") + EXPORT, "cards")
    monkeypatch.syspath_prepend(site)
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)

    assert main(["export", str(KITCHEN_SINK), "-o", "out", *words]) == 0
    assert sorted(str(path.relative_to(work)) for path in work.rglob("*.*") if path.is_file()) == files


EXPORT = "    def export(self, handout):\n        return b'a\\tb'\n"


def test_all_is_every_format(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    """Those of plug-ins too; one that fails keeps none from being written."""
    install(tmp_path, "broken", "raise SystemError('here')\n", "broken")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setitem(sys.modules, "weasyprint", None)

    assert main(["export", str(KITCHEN_SINK), "--to", "all", "-o", str(tmp_path / "out")]) == 6
    assert {path.suffix for path in (tmp_path / "out").iterdir()} == {".docx", ".epub", ".html", ".json", ".md"}
    error = capsys.readouterr().err
    assert "from broken 1.0 failed to load: SystemError: here" in error
    assert "pdf was not written: weasyprint is missing" in error


def test_what_a_sheet_leaves_out_is_named_with_a_remedy(tmp_path: Path, capsys: Said) -> None:
    """By title and id; formats without pages leave nothing out."""
    program = ROOT / "programs" / "longest.yaml"
    words = ["export", "--layout", "fact-sheet", "--program", str(program), "-o", str(tmp_path), "--manifest"]
    assert main([*words, "--to", "pdf,html"]) == 0

    error = capsys.readouterr().err
    assert error.startswith("Left out of the pdf, to fit its page:\n  ")
    assert "  What is good (sheet-good)\n" in error
    assert "To print them, use --layout two-sided or --layout guide, or shorten the" in error
    assert max(map(len, error.splitlines())) <= 80
    pdf, html = json.loads((tmp_path / "manifest.json").read_bytes())["files"]
    assert "sheet-good" in pdf["left_out"]
    assert html["left_out"] == []


def test_a_sheet_without_a_part_for_a_reader_says_so(tmp_path: Path, capsys: Said) -> None:
    """The guide's sheets have teaching notes, and nothing for managers."""
    words = ["export", "--to", "md", "-o", str(tmp_path), "--layout", "fact-sheet", "--audience"]
    assert main([*words, "instructor"]) == 0
    assert capsys.readouterr().err == ""
    assert "To talk about in class" in next(tmp_path.glob("*instructor*.md")).read_text("utf-8")

    assert main([*words, "manager"]) == 0
    assert capsys.readouterr().err == "The fact sheet has no part for managers; it prints what students get.\n"


def test_formats_lists_names_with_their_distribution(capsys: Said) -> None:
    """A line a format."""
    assert main(["formats"]) == 0

    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert [line[0] for line in lines] == ["docx", "epub", "html", "json", "md", "pdf"]
    assert {"cma-content"} == {line[1] for line in lines}


def test_check_reports_every_source(tmp_path: Path, capsys: Said) -> None:
    """As text, and as JSON, SARIF and workflow commands for programs."""
    bad, good = tmp_path / "bad.yaml", tmp_path / "good.yaml"
    bad.write_text("titel: x\n", "utf-8")
    good.write_text(ARTICLE, "utf-8")
    assert main(["check", str(good)]) == 0
    assert capsys.readouterr().out == "No problems.\n"
    for form, sign in {"json": '"code": "CC303"', "sarif": '"ruleId": "CC303"', "github": "title=CC303::"}.items():
        assert main(["check", str(bad), str(good), str(tmp_path / "none.yaml"), "--format", form]) == 3
        printed = capsys.readouterr().out
        assert sign in printed
        assert "CC101" in printed
        if form != "github":
            assert json.loads(printed)


def test_check_reads_a_program_s_file_against_its_article(tmp_path: Path, capsys: Said) -> None:
    """Whose problems come first."""
    good, bad = tmp_path / "good.yaml", tmp_path / "bad.yaml"
    article, no_article = tmp_path / "article.yaml", tmp_path / "no-article.yaml"
    good.write_text(PROGRAM_FILE, "utf-8")
    bad.write_text("id: mine\nnaem: A school\n", "utf-8")
    article.write_text(ARTICLE, "utf-8")
    no_article.write_text("titel: x\n", "utf-8")
    assert main(["check", str(article), "--program", str(good)]) == 0
    assert capsys.readouterr().out == "No problems.\n"
    assert main(["check", str(article), "--program", str(bad)]) == 1
    # A path that fills the line leaves the name of the field to the next.
    assert f"{bad}:2:1 naem" in " ".join(capsys.readouterr().out.split())
    assert main(["check", str(no_article), "--program", str(bad)]) == 1
    output = capsys.readouterr()
    assert "titel" in output.out
    assert output.err == f"The program {bad} was not checked: that needs an article without errors.\n"


def test_a_name_is_known_where_its_file_may_not_be_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a folder of somebody else: whoever opens it says why it cannot be read. What is not there is none."""

    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied") if path.name == "closed.yaml" else FileNotFoundError(path)

    monkeypatch.setattr(Path, "stat", refuse)
    assert [path_named(name) for name in ("closed.yaml", "gone.yaml", "")] == [Path("closed.yaml"), None, None]


def test_standard_input_is_a_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    """For check and export; what is not UTF-8, or no article, is reported by line."""
    monkeypatch.setattr(sys, "stdin", Standard(ARTICLE.encode()))
    assert main(["check", "-"]) == 0
    monkeypatch.setattr(sys, "stdin", Standard(b"\xef\xbb\xbf" + ARTICLE.encode()))
    assert main(["export", "-", "-o", str(tmp_path / "a.html")]) == 0
    assert (tmp_path / "a.html").read_bytes().startswith(b"<!DOCTYPE html>")
    monkeypatch.setattr(sys, "stdin", Standard(b"titel: x\n"))
    assert main(["check", "-"]) == 1
    assert "<stdin>:1:1  titel" in capsys.readouterr().out
    monkeypatch.setattr(sys, "stdin", Standard(b"id: x\ntitle: \xff\n"))
    assert main(["export", "-"]) == 3
    assert "line 2 is not UTF-8" in capsys.readouterr().err
    monkeypatch.setattr(sys, "stdin", Standard(b" " * 9_000_000))
    assert main(["check", "-"]) == 3
    assert "larger than 8,000,000 bytes" in capsys.readouterr().out
    monkeypatch.setattr(sys, "stdin", None)
    assert main(["check", "-"]) == 2


def test_every_code_is_explained(capsys: Said) -> None:
    """With its cause and its remedy, in 80 columns; `all` lists them."""
    assert len(CATALOG) > 30
    for code in CATALOG:
        assert main(["explain", code.lower()]) == 0
        printed = capsys.readouterr().out
        assert {"Cause", "Remedy"} == set(re.findall("(Cause|Remedy):", printed))
        assert max(map(len, printed.splitlines())) <= 80
    assert main(["explain", "all"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(CATALOG)


def test_what_is_new_is_valid_and_prints(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    """Both scaffolds are checked and exported as they are written; the next command is named."""
    monkeypatch.chdir(tmp_path)
    assert main(["new", "article", "mine.yaml"]) == 0
    assert capsys.readouterr().out.endswith("Edit it, then: python -m cma_content check mine.yaml\n")
    assert json.loads((tmp_path / "article.schema.json").read_bytes()) == schema()
    assert main(["check", "mine.yaml"]) == 0
    assert main(["export", "mine.yaml", "-o", "mine.html"]) == 0
    assert (tmp_path / "mine.html").read_bytes().startswith(b"<!DOCTYPE html>")
    assert main(["new", "program", "school.yaml"]) == 0
    assert "check --program school.yaml" in capsys.readouterr().out
    assert main(["check", "--program", "school.yaml"]) == 0


@pytest.mark.parametrize("name", ["article", "program", "roster"])
def test_the_commands_in_what_it_writes_are_such_as_started_it(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    """In the comments at the top."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(new, "PROGRAM", "./run")
    file = "mine.csv" if name == "roster" else "mine.yaml"
    assert main(["new", name, file]) == 0

    text = Path(file).read_text("utf-8")
    assert "./run" in text
    assert "python -m" not in text + capsys.readouterr().out


@pytest.mark.skipif(os.name == "nt", reason="its shells quote in other ways")
@pytest.mark.parametrize("name", ["Mi gu\u00eda.yaml", "it's $(echo).yaml", "./-x.yaml"])
@pytest.mark.parametrize("kind", ["article", "program"])
def test_the_next_command_can_be_pasted(
    kind: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    """Into a shell, whatever the file is called."""
    monkeypatch.chdir(tmp_path)
    assert main(["new", kind, name]) == 0
    (*_, last) = capsys.readouterr().out.splitlines()
    words = shlex.split(last.partition("Edit it, then: python -m cma_content ")[2], posix=True)

    assert words == ["check", *["--program"] * (kind == "program"), name]
    # A program alone would have the whole guide checked with it, which `test_what_is_new_is_valid_and_prints` does.
    (tmp_path / "template.yaml").write_text(ARTICLE, "utf-8")
    assert main([*words, *["template.yaml"] * (kind == "program")]) == 0


def test_the_schema_is_printed(capsys: Said) -> None:
    """As the library gives it."""
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == schema()


def test_one_format_goes_to_standard_output(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Its bytes and nothing else."""
    assert main(["export", str(KITCHEN_SINK), "--to", "json", "-o", "-"]) == 0

    assert json.loads(capfdbinary.readouterr().out)["id"] == "kitchen-sink"


def test_an_internal_error_is_reported_as_one(monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    """With the lines to report, and an exit code of its own."""

    def fail(_: object) -> None:
        raise RuntimeError("oops")

    monkeypatch.setattr("cma_content.cli.check.read_source", fail)

    assert main(["check"]) == 70
    error = capsys.readouterr().err
    assert "| RuntimeError: oops" in error
    assert "This is an internal error of cma_content." in error


def test_stopping_is_no_error(monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    """Ctrl-C ends with the code that shells know."""

    def stop(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("cma_content.cli.check.read_source", stop)

    assert main(["check"]) == 130
    assert capsys.readouterr().err == "Stopped.\n"

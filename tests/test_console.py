"""What is printed reaches any console, and nothing of the process is changed for it."""

import io
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cma_content.cli import main, sources, terminal
from cma_content.cli.progress import Progress
from cma_content.diagnostics.escaping import width
from cma_content.errors import OutputError
from cma_content.loading.templates import ARTICLE
from cma_content.testing.articles import KITCHEN_SINK

BAD = ARTICLE.replace("title: My article", "titel: Hướng dẫn → 🎉 guide").replace(
    "\ntitle:", "\ntitel: Hướng dẫn → 🎉 "
)


def shell(line: str) -> subprocess.CompletedProcess[str]:
    """A line of a shell; `cma` stands for the command."""
    line = line.replace("cma ", f"{sys.executable} -m cma_content ", 1)
    return subprocess.run(["bash", "-c", line], capture_output=True, text=True, timeout=60, check=False)


def run(*words: str, code: int | None = None, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own."""
    command = [sys.executable, "-m", "cma_content", *words]
    done = subprocess.run(command, env={**os.environ, **environment}, capture_output=True, timeout=60, check=False)
    assert code is None or done.returncode == code, done.stderr.decode(errors="replace")
    return done


class Console(io.StringIO):
    """A terminal, until it is closed."""

    def isatty(self) -> bool:
        return super().isatty() or True


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    """An article with a misspelled field, whose line holds what most encodings lack."""
    path = tmp_path / "bad.yaml"
    assert "🎉" in BAD
    path.write_text(BAD, "utf-8")
    return path


@pytest.mark.parametrize(
    "settings",
    [
        *(
            {"PYTHONIOENCODING": encoding}
            for encoding in ("cp1252", "ascii", "cp437", "latin-1", "utf-8", "cp1252:strict")
        ),
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ],
    ids=str,
)
def test_a_problem_is_reported_on_any_console(settings: dict[str, str], bad: Path) -> None:
    """What the encoding lacks is escaped."""
    printed = run("check", str(bad), code=1, **settings)

    assert b"unknown field 'titel'" in printed.stdout
    assert b"Traceback" not in printed.stderr
    assert b"unknown field 'titel'" in run("export", str(bad), code=1, **settings).stderr


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "utf-8"])
def test_json_stays_json_on_any_console(encoding: str, tmp_path: Path) -> None:
    """What the encoding lacks is escaped as JSON escapes it."""
    path = tmp_path / "é→🎉.yaml"
    path.write_text("titel: x\n", "utf-8")
    printed = run("check", "--format", "json", str(path), code=1, PYTHONIOENCODING=encoding).stdout

    assert {problem["file"] for problem in json.loads(printed.decode(encoding))} == {str(path)}


@pytest.mark.parametrize(
    ("sign", "encoding", "shown"),
    [
        ("a→b", "utf-8", "a→b"),
        ("a→b", "ascii", "a\\u2192b"),
        ("…·’", "ascii", "...-'"),
        ("é…", "cp437", "é..."),
        ("🎉", "cp1252", "\\U0001f389"),
        ("\udcff", "utf-8", "\\udcff"),
    ],
)
def test_the_nearest_plain_sign_stands_for_one_that_is_missing(sign: str, encoding: str, shown: str) -> None:
    """Or its escape."""
    assert terminal.printable(sign, encoding) == shown


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
@pytest.mark.parametrize("words", ["schema", "--help", "--version", "explain all", "export --to json -o -"])
def test_a_full_or_closed_standard_output_is_reported(words: str) -> None:
    """In one line, with exit code 5; a reader that leaves, as `head` does, is not reported at all."""
    for way, message in (
        ("> /dev/full", "No space left on device\n"),
        (">&-", "cannot write to standard output: it is closed\n"),
    ):
        done = shell(f"cma {words} {way}")
        assert done.returncode == 5
        assert done.stderr.endswith(message)
        assert len(done.stderr.splitlines()) == 1
    done = shell(f"cma {words} | true; exit ${{PIPESTATUS[0]}}")

    assert (done.returncode, done.stderr) in ((5, ""), (0, ""))


def test_an_output_that_failed_is_not_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At its end Python would, and give an exit code of its own; a stream of no file is left alone."""
    path = tmp_path / "full"
    path.touch()
    closed = io.StringIO()
    closed.close()
    with path.open("w", encoding="utf-8") as full, os.fdopen(os.open(path, os.O_RDONLY), "w") as refusing:
        refusing.write("words that cannot be written")
        monkeypatch.setattr(sys, "stdout", refusing)
        monkeypatch.setattr(sys, "stderr", full)
        terminal.give_up()
        refusing.flush()
        monkeypatch.setattr(sys, "stdout", closed)
        monkeypatch.setattr(sys, "stderr", None)
        terminal.give_up()
    assert path.read_bytes() == b""


def test_a_standard_output_that_takes_nothing_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a program without one, too."""
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(OutputError, match="^cannot write to standard output: it is closed$"):
        terminal.say("words")


def test_a_stream_that_is_closed_or_missing_is_no_terminal() -> None:
    """So nothing is colored for it, and no progress drawn."""
    closed = Console()
    closed.close()

    assert [terminal.is_terminal(stream) for stream in (None, closed, io.StringIO(), Console())] == [
        *(False, False, False, True)
    ]


def test_a_full_or_closed_standard_error_hides_no_exit_code() -> None:
    """Nor do its lines go to standard output."""
    for way in ("2>&-", "2>/dev/full"):
        done = shell(f"cma export --to qqq {way}")
        assert (done.returncode, done.stdout) == (2, "")


def test_the_process_is_left_as_it_was(bad: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """For a program that calls `main`: streams, their encodings, the environment."""
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, "cp1252")
    monkeypatch.setattr(sys, "stdout", stream)
    environment = dict(os.environ)
    assert main(["check", str(bad)]) == 1
    assert main(["export", "--to", "json", "-o", str(tmp_path / "out")]) == 0

    assert sys.stdout is stream
    assert (stream.encoding, stream.errors, stream.closed) == ("cp1252", "strict", False)
    assert dict(os.environ) == environment
    assert b"titel" in raw.getvalue()


@pytest.mark.parametrize(
    ("settings", "terminal_is", "colored"),
    [
        ({"TERM": "xterm"}, True, True),
        ({"TERM": "xterm"}, False, False),
        ({"TERM": "xterm", "NO_COLOR": "1"}, True, False),
        ({"TERM": "xterm", "NO_COLOR": ""}, True, True),
        ({"TERM": "dumb"}, True, False),
        ({"TERM": "xterm", "FORCE_COLOR": "1"}, False, True),
        ({"TERM": "dumb", "FORCE_COLOR": "1"}, False, True),
        ({"TERM": "xterm", "FORCE_COLOR": "1", "NO_COLOR": "1"}, True, False),
    ],
)
def test_color_is_shown_where_it_is_wanted(
    settings: dict[str, str], terminal_is: bool, colored: bool, bad: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a terminal, unless NO_COLOR; elsewhere with FORCE_COLOR."""
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    stream = Console() if terminal_is else io.StringIO()
    monkeypatch.setattr(sys, "stdout", stream)
    assert main(["check", str(bad)]) == 1

    assert ("\033[31m" in stream.getvalue()) is colored


def test_progress_is_shown_on_a_terminal_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On standard error; a dumb terminal gets lines, `--quiet` and a pipe nothing."""
    monkeypatch.setenv("TERM", "xterm")
    words = ["export", "--to", "json,md", "-o", str(tmp_path)]
    for extra, stream, shown in (
        ([], Console(), True),
        (["--quiet"], Console(), False),
        ([], io.StringIO(), False),
    ):
        monkeypatch.setattr(sys, "stderr", stream)
        assert main([*words, *extra]) == 0
        for task in ("Reading the article ...", "Making json (1 of 2) ...", "Making md (2 of 2) ..."):
            assert (task in stream.getvalue()) is shown
        assert "\033" not in stream.getvalue()
        # What was shown is wiped away.
        assert not shown or stream.getvalue().endswith(f"\r{'':<79}\r")
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setattr(sys, "stderr", dumb := Console())
    assert main(words) == 0
    assert dumb.getvalue().splitlines() == [
        "Reading the article ...",
        "Making json (1 of 2) ...",
        "Making md (2 of 2) ...",
    ]


@pytest.mark.parametrize(
    ("name", "encoding", "shown"),
    [
        ("a" * 90, "utf-8", "a" * 79),
        ("\u533b" * 90, "utf-8", "\u533b" * 39),
        ("e\u0301" * 90, "utf-8", "e\u0301" * 79),
        ("a\u2014" * 90, "ascii", "a--" * 26 + "a"),
        ("\u533b" * 90, "ascii", "\\u533b" * 13 + "\\"),
    ],
    ids=["narrow", "wide", "accents", "two for one", "escapes"],
)
def test_progress_takes_one_line(name: str, encoding: str, shown: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 79 columns of a terminal, whatever its characters take; a line that ran over would stay."""
    monkeypatch.setenv("TERM", "xterm")
    stream = Console()
    monkeypatch.setattr(Console, "encoding", encoding, raising=False)
    monkeypatch.setattr(sys, "stderr", stream)
    with Progress(shown=True) as progress:
        progress.says(name)
        assert stream.getvalue() == f"\r{shown}{' ' * (79 - width(shown))}\r{shown}"
        assert width(shown) in (78, 79)


def test_progress_goes_on_while_the_work_does(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the seconds that it has taken."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", stream := Console())
    with Progress(shown=True) as progress:
        progress.says("Making pdf ...")
        assert stream.getvalue().endswith("\rMaking pdf ...")
        deadline = time.monotonic() + 20
        while "Making pdf ... 1 s" not in stream.getvalue():
            assert time.monotonic() < deadline
            time.sleep(0.05)


def test_the_first_progress_comes_before_the_model_is_imported() -> None:
    """Within half a second of the start, so that nobody wonders."""
    program = (
        "import io, sys\n"
        "class Console(io.StringIO):\n"
        "    def isatty(self): return True\n"
        "    def write(self, text):\n"
        "        print(text.split('\\r')[-1], 'pydantic' in sys.modules, 'yaml' in sys.modules)\n"
        "        raise SystemExit(0)\n"
        "sys.stderr = Console()\n"
        "from cma_content.cli import main\n"
        "main(['export'])\n"
    )
    environment = {**os.environ, "TERM": "xterm"}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, timeout=60, check=False
    )

    assert done.stdout.splitlines()[0] == "Reading the article ... False False"


@pytest.mark.parametrize("words", [["--help"], ["export", "--help"], ["--version"], ["formats"], ["export", "--layot"]])
def test_help_imports_no_model(words: list[str]) -> None:
    """It comes at once."""
    program = (
        f"import sys\nfrom cma_content.cli import main\nmain({words!r})\n"
        "print(sorted({'pydantic', 'yaml', 'markdown_it', 'cma_content.model'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)

    assert done.stdout.splitlines()[-1] == "[]"


def test_a_terminal_is_not_sent_a_pdf(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """What is no text goes to a file or a pipe."""
    monkeypatch.setattr(sys, "stdout", Console())
    assert main(["export", "--to", "docx", "-o", "-"]) == 2

    assert "a terminal cannot show it: -o guide.docx, or - > FILE" in capsys.readouterr().err


def test_a_terminal_is_sent_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """And data: both are text."""
    console, content = Console(), io.BytesIO()
    monkeypatch.setattr(console, "buffer", content, raising=False)
    monkeypatch.setattr(sys, "stdout", console)

    assert main(["export", str(KITCHEN_SINK), "--to", "json", "-o", "-"]) == 0
    assert json.loads(content.getvalue())


def test_a_standard_output_that_takes_text_alone_takes_no_handout(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a host that put its own there; reported with the exit code of output."""
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stdout", stream)

    assert main(["export", str(KITCHEN_SINK), "--to", "json", "-o", "-"]) == 5
    assert stream.getvalue() == ""


def test_whoever_types_an_article_is_told_how_to_end(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """On standard error, and only where a person types."""
    for is_typed in (True, False):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"id: a")))
        monkeypatch.setattr(sources, "is_terminal", lambda _, typed=is_typed: typed)
        assert main(["check", "-"]) == 1
        assert ("Type or paste the article; end with Ctrl-D" in capsys.readouterr().err) == is_typed

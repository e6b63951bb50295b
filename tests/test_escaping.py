"""Whatever a file, a name or an argument holds, what is printed is text, in lines that we began."""

import ast
import gc
import io
import json
import pickle
import re
import sys
import unicodedata
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hostile_files import MAKERS
from hostile_text import HOSTILE, bundles, check, named, printed
from plugins import GOOD, install

from cma_content import (
    Article,
    ArticleError,
    ContentError,
    Problem,
    RenderOptions,
    UsageError,
    __main__,
    build,
)
from cma_content.cli.export import _say_left_out
from cma_content.cli.progress import Progress
from cma_content.diagnostics import rules
from cma_content.diagnostics.escaping import escaped, escaped_json, plain
from cma_content.diagnostics.reports import as_github, as_sarif, as_text, workflow_commands
from cma_content.handout.tree import LeftOut
from cma_content.loading.pure_loader import PureLoader
from cma_content.loading.templates import ARTICLE, PROGRAM_FILE
from cma_content.publishing.published import PublishedFile

ROOT = Path(__file__).parent.parent
CASES = Path(__file__).parent / "hostile"
FORMS = ("text", "json", "sarif", "github")


@pytest.fixture(autouse=True)
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty folder, without validators and colors."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", "")
    for name in ("FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)


def test_there_are_enough_hostile_strings() -> None:
    """Each of them is refused by the check of what is printed, so that the check is awake."""
    assert len(HOSTILE) >= 300
    unnoticed = []
    for string in HOSTILE:
        try:
            check(f"a{string}")
        except AssertionError:
            continue
        unnoticed.append(string)

    # What is hostile at the start of a line alone, or once it is decoded; and what is nothing but a line break.
    assert [string for string in unnoticed if not re.search(r"::|%0A|\n", string)] == []
    assert len(unnoticed) < 30


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain text, ‘quoted’ – 漢字 é e\u0301", "plain text, ‘quoted’ – 漢字 é e\u0301"),
        ("a\xa0b\u202fc\u3000d", "a\xa0b\u202fc\u3000d"),
        ("می\u200cروم क्\u200dष 👩\u200d⚕\ufe0f", "می\u200cروم क्\u200dष 👩\u200d⚕\ufe0f"),
        ("ti\u200dtle a\u200cb #\ufe0f \u200dx", r"ti\u200dtle a\u200cb #\ufe0f \u200dx"),
        ("a\nb\r\tc\0", r"a\nb\r\tc\x00"),
        ("\x1b[31m \x9b \x7f", r"\x1b[31m \x9b \x7f"),
        (
            "\u202e \u2066 \u200e \u061c \u2028 \ufeff \xad \u200b",
            r"\u202e \u2066 \u200e \u061c \u2028 \ufeff \xad \u200b",
        ),
        ("\udcff \ue000 \uffff \U000e0041 \U0010ffff", r"\udcff \ue000 \uffff \U000e0041 \U0010ffff"),
        ("\u3164 \u115f e\u034f é\U000e0100", r"\u3164 \u115f e\u034f é\U000e0100"),
        (r"C:\new\x1b", r"C:\new\x1b"),
        ("##[error]x ###[x ## [ ##vso[a]", r"\x23#[error]x #\x23#[x ## [ \x23#vso[a]"),
    ],
)
def test_what_does_not_show_is_spelled_out(text: str, shown: str) -> None:
    """What shows stays, and so do the joiners within words that need them; twice is once."""
    assert escaped(text) == shown
    assert escaped(shown) == shown


def test_every_character_shows_or_is_spelled_out() -> None:
    """Of all blocks that hold such as do not; surrogates too."""
    everything = "".join(
        map(chr, (*range(0x3100), *range(0xD700, 0x10000), *range(0x1D000, 0x1D200), *range(0xE0000, 0xE0200)))
    )
    shown = set(escaped(" ".join(everything)))
    seen = {sign for sign in everything if unicodedata.category(sign)[0] not in "CZ"}

    assert shown <= seen | {sign for sign in everything if unicodedata.category(sign) == "Zs"}
    # Selectors of variants, and what fills the place of a letter.
    assert len(seen - shown) < 270 + 10


@pytest.mark.parametrize("string", ["::error::x", "  ::error::x", "\u3000::x", ":::x"])
def test_no_line_begins_as_a_workflow_command(string: str) -> None:
    """GitHub trims a line before it looks."""
    assert plain(string) == string.replace(":", r"\x3a", 1)
    assert plain(("", ("red", string))) == string.replace(":", r"\x3a", 1)
    assert plain(f"file: {string}") == f"file: {string}"


def test_json_keeps_its_meaning() -> None:
    """And holds nothing that a terminal or a log obeys."""
    text = json.dumps({string: [string] for string in HOSTILE}, ensure_ascii=False, indent=2)
    shown = escaped_json(text)

    assert json.loads(shown) == json.loads(text)
    check(shown)


SOURCES: Mapping[str, Callable[[str], str]] = {
    "a key": lambda string: f"{ARTICLE}{_quoted(string)}: 1\n",
    "a key as typed": lambda string: f"{ARTICLE}{_inline(string)}: 1\n",
    "a value": lambda string: _with("kind: tip", f"kind: {_quoted(string)}"),
    "a value as typed": lambda string: _with("kind: tip", f"kind: {_inline(string)}"),
    "text": lambda string: _with("- one point", f"- {_quoted(f'<fact:{string}>')}"),
    "an id": lambda string: _with("id: questions", f"id: {_quoted(string)}"),
    "a title": lambda string: _with("title: Questions", f"title: {_quoted(string)}\n    titel: x"),
    "a table": lambda string: f"{ARTICLE}pay: {{table: {_quoted(string)}}}\n",
    "a date": lambda string: _with("reviewed: 2026-01-15", f"reviewed: {_quoted(string)}"),
    "a tag": lambda string: _with("language: en", f"language: !a{_percent(string)} en"),
    "a verbatim tag": lambda string: _with("language: en", f"language: !<x:{_percent(string)}> [en]"),
    "an anchor": lambda string: _with("language: en", f"language: &a{_inline(string)} en"),
    "an alias": lambda string: _with("language: en", f"language: *a{_inline(string)}"),
    "a directive": lambda string: f"%{_inline(string)}\n---\n{ARTICLE}more: [\n",
    "an included file": lambda string: f"include: [{_quoted(string)}]\n",
    "an address": lambda string: _with("https://example.org/\n", f"{_quoted(f'ftp://{string}/')}\n"),
    "a comment": lambda string: _with("kind: tip", f"kind: tap # {_inline(string)}"),
}
"""A file that holds a string in one place, where it is quoted in a problem or stands on the line that is shown."""


def _with(old: str, new: str) -> str:
    assert ARTICLE.count(old) == 1, old
    return ARTICLE.replace(old, new)


def _quoted(string: str) -> str:
    """In double quotes, what does not show by its code; for half a surrogate pair, YAML has none."""
    signs = string.encode("utf-8", "replace").decode()
    return (
        '"'
        + "".join(sign if escaped(sign) == sign and sign not in '\\"' else f"\\U{ord(sign):08X}" for sign in signs)
        + '"'
    )


def _inline(string: str) -> str:
    return re.sub("[\r\n]", " ", string)


def _percent(string: str) -> str:
    return "".join(f"%{byte:02X}" for byte in string.encode("utf-8", "replace"))


def begun(text: str) -> list[str]:
    """The beginnings of lines that do not go on with the one before: what is wrapped is indented."""
    return [line[:7] for line in text.split("\n") if line[:1] not in ("", " ")]


@pytest.mark.parametrize("place", SOURCES)
def test_an_article_cannot_speak_for_us(place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither in its names, values, tags and comments nor by the name of its file."""
    report(place, tmp_path, monkeypatch)


@pytest.mark.parametrize("place", ["a key", "a tag", "an anchor", "a directive"])
def test_the_parser_in_python_forges_nothing(place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It decodes tags and words its errors in its own way."""
    monkeypatch.setattr("cma_content.loading.yaml_parser._LOADER", PureLoader)
    report(place, tmp_path, monkeypatch)


def report(place: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Checks files with all strings in that place and in the file's name, and holds that each has a problem."""
    strings = list(bundles())
    files = named(folder, strings, ending=".yaml")
    for path, string in zip(files, strings, strict=False):
        path.write_bytes(SOURCES[place](string).encode("utf-8", "surrogatepass"))
    for start in range(0, len(files), 5):
        batch = files[start : start + 5]
        code, text = printed(["check", *(path.name for path in batch)], monkeypatch)
        assert code in (1, 3), text
        assert len(set(re.findall(r"^error\[CC\d+\] (\d+)", text, re.MULTILINE))) == len(batch)


@pytest.mark.parametrize("form", FORMS)
def test_no_form_of_a_report_can_be_forged(form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By any string, as a field's name, as a tag or as the name of a file."""
    for start in range(0, len(HOSTILE), 100):
        strings = HOSTILE[start : start + 100]
        keys, tags = tmp_path / "keys.yaml", tmp_path / "tags.yaml"
        keys.write_text(
            ARTICLE + "".join(f"{_quoted(f'{n} {one:.90}')}: 1\n" for n, one in enumerate(strings)), "utf-8"
        )
        points = "".join(f"  - !a{_percent(string)} [x]\n" for string in strings)
        tags.write_text(_with("key_points:\n", f"key_points:\n{points}"), "utf-8")
        for words in ([keys.name], [tags.name], [f"{number} {string}" for number, string in enumerate(strings)]):
            code, text = printed(["check", "--format", form, *words], monkeypatch)
            assert code in (1, 3)
            if form in ("json", "sarif"):
                json.loads(text)
            assert len(text.split("\n")) > len(strings)


def test_colors_are_ours_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that holds the codes of our colors is shown them as escapes."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    for string in ("\x1b[31m", "\x1b[0m", "::error::FORGED"):
        path = tmp_path / f"{string}.yaml"
        path.write_text(f"{ARTICLE}{_quoted(string)}: 1 # {string}\n", "utf-8")
        _, text = printed(["check", path.name], monkeypatch, colored=True)
        # The word, the place, three gutters and the message of each problem.
        assert text.count("\033[") == 2 * 6 * len(re.findall(r"error\[CC", text))


ARGUMENTS: Mapping[str, Sequence[str]] = {
    "a command": ["{}"],
    "an option": ["export", "--{}"],
    "one too many": ["formats", "{}"],
    "a source": ["export", "{}"],
    "formats": ["export", "--to", "{}"],
    "a layout": ["export", "--layout", "{}"],
    "a preset": ["export", "--preset", "{}"],
    "a paper": ["export", "--paper={}"],
    "an audience": ["export", "--audience", "{}"],
    "a region": ["export", "article.yaml", "--to", "json", "--region", "{}"],
    "a place": ["export", "article.yaml", "--to", "json", "-o", "{}/a.json"],
    "a place of no format": ["export", "article.yaml", "-o", "{}.qqq"],
    "a program": ["export", "article.yaml", "--program", "{}"],
    "a program to check": ["check", "bad.yaml", "--program", "{}"],
    "a form": ["check", "--format", "{}"],
    "a code to explain": ["explain", "{}"],
    "a kind": ["new", "{}", "a.yaml"],
    "a path": ["new", "article", "{}/a"],
    "a code to identify": ["identify", "2026.1 · {} · 7K3F-9QX2-MMRT", "article.yaml"],
    "no code": ["identify", "{}", "article.yaml"],
    "a file to verify": ["verify", "{}"],
    "a kind of schema": ["schema", "{}"],
}
"""Every argument of every command, with a place for a string."""


@pytest.mark.parametrize("place", ARGUMENTS)
def test_an_argument_cannot_speak_for_us(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever it holds, it is refused in as many lines as a harmless one."""
    Path("article.yaml").write_text(ARTICLE, "utf-8")
    Path("bad.yaml").write_text("titel: x\n", "utf-8")

    def run(string: str) -> tuple[int, str]:
        # An option and a code have parts, between spaces.
        string = re.sub(r"\s", "_", string[:300]) if place in ("an option", "a code to identify") else string
        return printed([word.format(string) for word in ARGUMENTS[place]], monkeypatch)

    code, harmless = run("qqqq")
    assert code
    for string in bundles():
        found, text = run(string)
        assert (found, begun(text)) == (code, begun(harmless)), text


def test_a_program_s_file_cannot_speak_for_us(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor the name of its logo."""
    Path("article.yaml").write_text(ARTICLE, "utf-8")
    for number, string in enumerate(bundles()):
        path = Path(f"program{number}.yaml")
        logo = f"logo: {{file: {_quoted(string)}, alt: A}}\n"
        path.write_text(f"{PROGRAM_FILE}{logo}{_quoted(string[:300])}: {_quoted(string)}\n", "utf-8")
        code, text = printed(["export", "article.yaml", "--to", "json", "--program", path.name], monkeypatch)
        assert code == 1, text
        assert "error[CC" in text


VERDICT = re.compile("  (pass|fail|not applicable|not run|needs a person)  +[a-zA-Z]")


@pytest.mark.parametrize("ending", MAKERS)
def test_a_finished_file_cannot_speak_for_us(ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither by its links, titles, members and fonts nor by its name."""
    strings = list(bundles())
    files = named(tmp_path, strings, ending=ending)
    for path, string in zip(files, strings, strict=False):
        MAKERS[ending](path, string)
    names = [path.name for path in files]
    code, text = printed(["verify", *names], monkeypatch)
    heads = [line for line in text.splitlines() if not VERDICT.match(line)]

    assert code == 1
    assert heads == [f"file: {escaped(name)}" for name in names]
    assert "FORGED" in "".join(line for line in text.splitlines() if VERDICT.match(line))
    _, text = printed(["verify", "--format", "json", *names], monkeypatch)
    assert [report["file"] for report in json.loads(text)] == names
    Path("article").write_text(ARTICLE, "utf-8")
    for name in names:
        code, text = printed(["identify", name, "article"], monkeypatch)
        assert (code, text.count("\n")) == (2, 1)


def test_a_manifest_cannot_speak_for_us(monkeypatch: pytest.MonkeyPatch) -> None:
    """It names files, which may be there or not."""
    for number, string in enumerate(bundles()):
        path = Path(f"{number}.json")
        files = [{"name": re.sub(r"[/\\\0:]", "-", string), "size": 1, "sha256": string}]
        path.write_text(json.dumps({"manifest": 1, "files": files}), "utf-8")
        code, text = printed(["verify", path.name], monkeypatch)
        assert code == 1
        assert [bool(VERDICT.match(line)) for line in text.splitlines()] == [False, *[True] * (text.count("\n") - 1)]


def test_a_plug_in_cannot_speak_for_us(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither by its name, its distribution and its faults nor by a warning that it leaves to Python."""
    site = tmp_path / "site"
    site.mkdir()
    names = [re.sub(r"[\s=\[\]#;:\x1c-\x1e\x85\u2028\u2029]", "-", string) for string in HOSTILE]
    names = [name.encode("utf-8", "replace").decode() for name in names if len(name) < 200]
    install(
        site, "hostile", f"{GOOD}    def export(self, handout):\n        raise KeyError({'|'.join(HOSTILE)[:5000]!a})\n"
    )
    (info,) = site.glob("*.dist-info")
    points = "".join(f"n{name} = hostile_exporter:Plugin\n" for name in names)
    (info / "entry_points.txt").write_text(
        f"[cma_content.exporters]\nevil = hostile_exporter:Plugin\n{points}", "utf-8"
    )
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: a\x1b[31m\u202eb\nVersion: 1\x9b\x07\n", "utf-8")
    monkeypatch.syspath_prepend(site)
    Path("article.yaml").write_text(ARTICLE, "utf-8")
    code, text = printed(["formats"], monkeypatch)
    assert (code, text.count("\n")) == (0, 6 + 1 + len(set(names)))
    assert "a\\x1b[31m\\u202eb 1\\x9b\\x07" in text
    code, text = printed(["export", "article.yaml", "--to", "evil"], monkeypatch)
    assert (code, text.count("\n")) == (6, 1)
    assert text.startswith(
        "error: evil was not written: the exporter 'evil' from a\\x1b[31m\\u202eb 1\\x9b\\x07 failed"
    )
    for words in (["--to", "qq"], ["-o", "a.qq"], ["--to", ","]):
        code, text = printed(["export", "article.yaml", *words], monkeypatch)
        assert (code, text.count("\n")) == (2, 1)


def test_what_is_written_is_named_in_lines_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the folders and files are called."""
    Path("article.yaml").write_text(ARTICLE, "utf-8")
    for folder in named(tmp_path, bundles(size=40), ending=""):
        code, text = printed(["export", "article.yaml", "--to", "json", "-o", folder.name, "--manifest"], monkeypatch)
        assert (code, [line[:9] for line in text.split("\n")]) == (0, ["Wrote 1 f", "  my-arti", "  manifes", ""])
        code, text = printed(["new", "article", f"{folder.name}/a.yaml"], monkeypatch)
        assert (code, [line[:6] for line in text.split("\n")]) == (0, ["Wrote ", "Wrote ", "Edit i", ""])


def test_titles_are_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of an article that `identify` names, and of the parts of a sheet that have no room."""
    title = "A \u200e\xad\u2060 ##[error]x title"
    Path("article.yaml").write_text(_with("title: My Article", f"title: {_quoted(title)}"), "utf-8")
    code, text = printed(["identify", "2026.1 · 7K3F-9QX2-MMRT", "article.yaml"], monkeypatch)
    assert code == 1
    assert r"A \u200e\xad\u2060 \x23#[error]x title" in text


def test_what_a_sheet_leaves_out_is_named_in_lines_of_ours(
    kitchen_sink: Article, capsys: pytest.CaptureFixture[str]
) -> None:
    """A line a part, however long its title is."""
    left_out = tuple(LeftOut("part", string) for string in HOSTILE)
    options = RenderOptions(layout="fact-sheet")
    file = PublishedFile("pdf", None, "a/b", 1, "", 0.0, left_out, handout=build(kitchen_sink, options))
    _say_left_out(file, options)
    text = capsys.readouterr().err

    check(text)
    assert [line[:2] for line in text.splitlines()[1:-1]] == ["  "] * len(HOSTILE)


def test_an_internal_error_is_shown_behind_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its message may have lines, of which none stands as one of ours."""

    def fail(_: object) -> None:
        raise RuntimeError("|".join(HOSTILE))

    monkeypatch.setattr("cma_content.cli.check.read_source", fail)
    code, text = printed(["check"], monkeypatch)
    *lines, last, end = text.split("\n")

    assert (code, end) == (70, "")
    assert {line[:1] for line in lines} == {"|"}
    assert last.startswith("This is an internal error of cma_content.")


@pytest.mark.parametrize("term", ["xterm", "dumb"])
def test_progress_is_one_line(term: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only its own return is in it."""

    class Console(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setenv("TERM", term)
    monkeypatch.setattr(sys, "stderr", stream := Console())
    with Progress(shown=True) as progress:
        for string in HOSTILE:
            progress.says(f"Checking {string} ...")
    text = stream.getvalue()

    check(text.replace("\r", ""))
    assert text.count("\n") == (len(HOSTILE) if term == "dumb" else 0)


def test_a_warning_of_python_is_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """In a process that is ours."""
    monkeypatch.setattr(__main__, "main", lambda: warnings.warn_explicit("|".join(HOSTILE), UserWarning, "a\nb", 1))
    monkeypatch.setattr(gc, "freeze", lambda: None)
    monkeypatch.setattr(gc, "set_threshold", lambda _: None)
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        __main__.run()
    text = capsys.readouterr().err

    check(text)
    assert text.startswith("warning: UserWarning: a")
    assert text.count("\n") == 1


def test_errors_and_problems_are_text_for_whoever_prints_them() -> None:
    """A web service that logs them, for example; a line an argument, a line a problem."""
    for string in HOSTILE:
        assert str(ContentError(f"x{string}")) == escaped(f"x{string}")
        check(str(UsageError(string, string)))
        problem = Problem(rules.EMPTY, string, 1, 1, string, string, string, string, string, excerpt=((1, string),))
        check(" ".join((str(problem), problem.message, problem.path, problem.found, problem.expected, problem.hint)))
        error = ArticleError([problem, replace(problem, line=2)])
        check(str(error))
        assert str(error).count("\n") == 1
        assert pickle.loads(pickle.dumps(error)).problems == error.problems  # noqa: S301 - our own
        check(as_text(error.problems))
        assert as_github(error.problems).count("\n") == 1


def test_github_reads_the_name_of_the_file() -> None:
    """Its own escapes are undone by it; no property ends early."""
    (line,) = workflow_commands([Problem(rules.EMPTY, "a,b:c%0A\r\nd::e.yaml", 1, 1, "50% of\n::x")])

    assert line == "::error file=a%2Cb%3Ac%250A%0D%0Ad%3A%3Ae.yaml,line=1,col=1,title=CC104::50%25 of\\n::x"


def test_no_message_in_sarif_is_a_link() -> None:
    """Which a reader of the report would follow."""
    (run,) = json.loads(as_sarif([Problem(rules.EMPTY, "a", 1, 1, "see [here](https://evil.example)")]))["runs"]

    assert run["results"][0]["message"]["text"] == r"see [here\](https://evil.example)"


WRITERS = re.compile(
    r"print|input|os\.write|warnings\.warn\w*|traceback\.print_\w+|logging\.(debug|info|warning|error|critical|exception)"
    r"|sys\.(__)?std(out|err)(__)?(\.buffer)?\.write(lines)?|say_commands"
)
"""What writes, and what begins a line with two colons."""


def test_nothing_is_printed_past_the_terminal() -> None:
    """One module writes to standard output and error, and one draws the progress; one report commands GitHub."""
    found = set()
    for root in ("src", "exporters", "data"):
        for path in (ROOT / root).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                called = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
                if WRITERS.fullmatch(called):
                    found.add((path.name, called))

    # A process that reads a PDF, or tries an engine, for another writes to the pipe between them.
    assert found == {
        ("isolated_reading.py", "print"),
        ("trials.py", "print"),
        ("terminal.py", "sys.stdout.write"),
        ("terminal.py", "sys.stderr.write"),
        ("progress.py", "sys.stderr.write"),
        ("check.py", "say_commands"),
    }


@pytest.mark.parametrize("form", FORMS)
def test_the_cases_that_forged_lines(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A field's name with line breaks, and a tag that the YAML library decodes."""
    for name in ("key.yaml", "tag2.yaml"):
        code, text = printed(["check", "--format", form, str(CASES / name)], monkeypatch)
        assert code == 1
        assert not re.search("^::(?!error file=)", text, re.MULTILINE)
        assert "forged" in text or r"\n::error::pwn\r\n" in text.replace(r"\\", "\\")


def test_the_case_that_forged_a_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    """A link with escape codes and a line break is one line of text."""
    code, text = printed(["verify", str(CASES / "esc.html")], monkeypatch)

    assert code == 1
    assert r"links lead somewhere  (\x1b[31mPWN\x1b[0m\n  pass            WCAG 2.2 AA by axe)" in text
    assert "\n  pass            WCAG" not in text

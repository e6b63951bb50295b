"""Whatever a file, a name or an argument holds, what is printed is text, in lines that we began."""

import ast
import io
import json
import re
import sys
import unicodedata
import warnings
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

import pytest
import yaml
from hostile_text import COLORS, HOSTILE, LINES, bundles, check, named, printed
from plugins import GOOD, install

from cma_content import ArticleError, ContentError, UsageError, __main__, load_text
from cma_content.cli import main
from cma_content.cli.progress import Progress
from cma_content.cli.terminal import complain, say, say_json, show_warning, wrapped
from cma_content.diagnostics import rules
from cma_content.diagnostics.escaping import escaped, escaped_json, plain
from cma_content.diagnostics.problem import Problem
from cma_content.diagnostics.reports import FORMATS
from cma_content.loading.pure_loader import PureLoader
from cma_content.loading.templates import ARTICLE, PROGRAM_FILE

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
    """In the planes that have other characters than Chinese ones; surrogates too."""
    everything = "".join(map(chr, (*range(0x20000), *range(0xD0000, 0xF0100), sys.maxunicode)))
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
    for start in range(0, len(files), 10):
        batch = files[start : start + 10]
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

"""Each broken file and what is said of it, word for word: `NAME.yaml`, `NAME.txt`, `NAME.json` in `broken`.

Files whose name starts with _ are parts that the others include; those that start with program- are no articles.
`pytest --update-golden` rewrites what is expected.
"""

import json
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cma_content import ArticleError, Problem, load, load_text
from cma_content.diagnostics.escaping import WIDTH, width
from cma_content.diagnostics.reports import as_json, as_text
from cma_content.diagnostics.rules import CATALOG, TOO_MANY_PROBLEMS
from cma_content.loading.loader import load_program
from cma_content.loading.pure_loader import PureLoader
from cma_content.testing.articles import KITCHEN_SINK

BROKEN = Path(__file__).parent / "broken"
FILES = sorted(path.stem for path in BROKEN.glob("[!_]*.yaml"))
# What is too large for a file of its own, or cannot begin with a comment.
MADE: dict[str, Callable[[Path], object]] = {
    "made-empty": lambda path: path.write_bytes(b""),
    "made-folder": Path.mkdir,
    "made-missing": lambda _: None,
    "made-nested": lambda path: path.write_bytes(b"[" * 20_000),
    "made-too-large": lambda path: path.write_bytes(b"#" * 8_000_001),
    "made-too-many": lambda path: path.write_bytes(b"other_names: [" + b"a," * 200_001 + b"]"),
    "made-utf16": lambda path: path.write_bytes("title: Small\n".encode("utf-16")),
}
# Words of the validator, of the parser and of Python, which mean nothing to an author.
FOREIGN = re.compile(
    r"input should|valid (dictionary|string|tuple|list)|pydantic|value error|while (parsing|scanning)|not permitted"
    r"|mapping values|did not find|could not find|found (character|undefined)|expected <|block end|instance of"
    r"|Traceback|Error\(",
    re.IGNORECASE,
)
GOOD = KITCHEN_SINK.read_text("utf-8")
SLIPS = (
    *" \n\t[]{}\"'|~%@,\\\r\0\x85\u2028\u202e\ufeff\ud800",
    *("", "\n  ", "\n- ", ": ", " #", "&a ", "*a", "!x ", "? ", "**", "<fact:", "](", "](#", "https://"),
    *("\n---\n", "\ntype: list\n", "\nid: text\n", "null", "1e9"),
)


def output(name: str) -> tuple[Problem, ...]:
    """The problems of a file of the current folder."""
    read = partial(load_program, article=load("_whole.yaml")) if name.startswith("program-") else load
    with pytest.raises(ArticleError) as caught:
        read(name)
    return caught.value.problems


def compare(name: str, problems: tuple[Problem, ...], *, update: bool) -> None:
    """Holds `problems` to the expected text and JSON, or writes them as such."""
    for suffix, found in {".txt": as_text(problems), ".json": as_json(problems)}.items():
        golden = BROKEN / f"{name}{suffix}"
        if update:
            golden.write_text(f"{found}\n", "utf-8")
        assert f"{found}\n" == golden.read_text("utf-8")


@pytest.mark.parametrize("name", FILES)
def test_a_broken_file_is_reported_word_for_word(
    name: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    """In the order of its lines, and no more problems than mistakes: its first line says how many."""
    monkeypatch.chdir(BROKEN)
    problems = output(f"{name}.yaml")
    compare(name, problems, update=request.config.getoption("--update-golden"))

    first = Path(f"{name}.yaml").read_bytes().partition(b"\n")[0].decode()
    assert first == f"# {len(problems)} problem{'s' * (len(problems) != 1)}"
    assert sorted(problems, key=lambda problem: problem.place) == list(problems)


@pytest.mark.parametrize("name", MADE)
def test_a_file_that_is_hardly_one_is_reported_word_for_word(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    """Too much, too deep, or nothing."""
    monkeypatch.chdir(tmp_path)
    MADE[name](Path(f"{name}.yaml"))
    problems = output(f"{name}.yaml")
    compare(name, problems, update=request.config.getoption("--update-golden"))

    assert len(problems) == 1


def words(name: str) -> list[tuple[str, str, int, int, str]]:
    """The problems of a broken file, as far as a parser could differ."""
    problems = output(f"{name}.yaml")
    return [(problem.code, problem.file, problem.line, problem.column, problem.message) for problem in problems]


def test_the_parser_in_python_finds_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where PyYAML was built without libyaml, its other parser words its errors in its own way."""
    monkeypatch.chdir(BROKEN)
    for name in FILES:
        expected = words(name)
        with monkeypatch.context() as patched:
            patched.setattr("cma_content.loading.yaml_parser._LOADER", PureLoader)
            found = words(name)
        # Half of a surrogate pair is an error to one parser, and a value to the other.
        size = 2 if name == "surrogate-escaped" else 5
        assert [one[:size] for one in expected] == [one[:size] for one in found], name


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    st.lists(st.tuples(st.integers(0, len(GOOD)), st.integers(0, 12), st.sampled_from(SLIPS)), min_size=1, max_size=4)
)
def test_whatever_is_typed_is_reported_and_nothing_crashes(slips: list[tuple[int, int, str]]) -> None:
    """A few slips anywhere in a good article: the problems have a place in it and an author's words."""
    text = GOOD
    for start, length, typed in slips:
        text = text[:start] + typed + text[start + length :]
    problems: tuple[Problem, ...] = ()
    try:
        load_text(text)
    except ArticleError as error:
        problems = error.problems
        assert problems

    assert not FOREIGN.search(as_text(problems))
    assert [problem for problem in problems if not 1 <= problem.column <= len(problem.excerpt[-1][1]) + 1] == []


def goldens() -> dict[str, str]:
    """The expected texts, by name."""
    texts = {path.stem: path.read_text("utf-8") for path in BROKEN.glob("*.txt")}
    assert len(texts) >= 70
    return texts


def test_every_rule_has_a_broken_file() -> None:
    """So that each code's words have been read; ten thousand problems, and whole articles, have tests of their own."""
    reported = {problem["code"] for path in BROKEN.glob("*.json") for problem in json.loads(path.read_text("utf-8"))}

    assert {code for code in CATALOG.keys() - reported if code < "CC7"} == {TOO_MANY_PROBLEMS.code}


def test_every_expectation_has_a_broken_file() -> None:
    """None is left over."""
    assert goldens().keys() == {*FILES, *MADE}


def test_problems_are_reported_in_an_author_s_words() -> None:
    """The validator's and the parser's own words mean nothing to an instructor."""
    assert {name: found[0] for name, text in goldens().items() if (found := FOREIGN.search(text))} == {}


def test_reports_fit_eighty_columns() -> None:
    """Whatever the line, the message or the list of what was expected."""
    assert [line for text in goldens().values() for line in text.splitlines() if width(line) > WIDTH] == []

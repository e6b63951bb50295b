"""Whatever is typed, reading it takes time in proportion to its size, and the report is one that can be read."""

import concurrent.futures
import os
import pickle
import socket
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from cma_content import ArticleError, ContentError, DeadlineError, LimitError, Problem, load, load_text
from cma_content.diagnostics import rules
from cma_content.diagnostics.reports import FORMATS
from cma_content.errors import (
    MissingEngineError,
    OutputError,
    UnknownExporterError,
    UnreadableError,
    UsageError,
)
from cma_content.loading.document import MAX_PROBLEMS
from cma_content.loading.files import MAX_BYTES
from cma_content.loading.loader import load_program
from cma_content.testing.articles import KITCHEN_SINK

GOOD = KITCHEN_SINK.read_text("utf-8")
LETTERS = "abcdefghij"


def blocks(lines: list[str]) -> str:
    """The good article with more blocks."""
    return GOOD.replace("    blocks:\n", "    blocks:\n" + "".join(lines), 1)


def facts(number: int) -> str:
    """The good article with more facts, and as many references that none of them answers."""
    made = "".join(
        f"  - {{id: made-{index}, label: L, statistic: typical, value: 1, unit: hours, place: US, period: undated, "
        "source: law, verified: secondary}\n"
        for index in range(number)
    )
    return references(number).replace("facts:\n", f"facts:\n{made}", 1)


def references(number: int) -> str:
    return blocks([f"      - type: paragraph\n        text: See <fact:pay-{index}>.\n" for index in range(number)])


MANY: dict[str, tuple[int, Callable[[int], str]]] = {
    "bad references": (4000, references),
    "bad references to many facts": (2000, facts),
    "misspelled fields": (4000, lambda n: blocks(["      - type: paragraph\n        texd: See it.\n"] * n)),
    "unknown fields": (8000, lambda n: GOOD + "".join(f"unknown_{index}: x\n" for index in range(n))),
    "unknown fields of one entry": (
        4000,
        lambda n: blocks(["      - type: paragraph\n", *(f"        texd_{index}: x\n" for index in range(n))]),
    ),
    "bad references on one line": (
        4000,
        lambda n: blocks([f"      - {{type: list, items: [{', '.join(f'<fact:x{index}>' for index in range(n))}]}}\n"]),
    ),
    "cut texts on one line": (4000, lambda n: GOOD + f"more: [{', '.join(['a b'] * n)}] # {'x ' * n}\n"),
    "ids used twice": (
        4000,
        lambda n: GOOD.replace(
            "glossary:\n",
            "glossary:\n" + "".join(f"  - {{id: t-{index % (n // 2)}, term: t, plain: p}}\n" for index in range(n)),
        ),
    ),
    "unprintable characters on one line": (8000, lambda n: f"{GOOD}more: " + "a\x01" * n),
    "fields that stand twice": (8000, lambda n: GOOD + "more: x\n" * n),
}


def seconds(text: str) -> float:
    """The time of the processor that `text` takes, to the end of every report."""
    started = time.process_time()
    with pytest.raises(ArticleError) as caught:
        load_text(text)
    for report in FORMATS.values():
        report(caught.value.problems)
    return time.process_time() - started


@pytest.mark.parametrize("name", MANY)
def test_many_problems_take_time_in_proportion(name: str) -> None:
    """Under two seconds, and twice as many at most two and a half times as long."""
    number, made = MANY[name]
    times = [(seconds(made(number)), seconds(made(2 * number)))]
    while len(times) < 4 and times[-1][1] / times[-1][0] >= 2.5:
        times.append((seconds(made(number)), seconds(made(2 * number))))

    assert min(once for once, _ in times) < 2
    assert min(twice / once for once, twice in times) < 2.5


NONSENSE = {
    "brackets": "[",
    "braces": "{",
    "fields": "a: ",
    "dashes": "- ",
    "questions": "? ",
    "double quotes": '"',
    "single quotes": "'",
    "comments": "#",
    "lines": "\n",
    "items": "- a\n",
    "one line": "x",
    "spaces": " ",
    "stars": "*",
    "tags": "!",
    "null bytes": "\0",
    "unseen line breaks": "\u2028",
    "pairs": "{a: b}, ",
    "one list": "[a, ",
    "folded": "a: >\n\n",
    "documents": "---\n",
    "repeated fields": "a: 1\n",
    "accents": "e\u0301",
}


@pytest.mark.parametrize("name", NONSENSE)
def test_eight_megabytes_of_nonsense_end_at_once(name: str, tmp_path: Path) -> None:
    """In seconds, with a problem, whatever they repeat."""
    sign = NONSENSE[name]
    path = tmp_path / "nonsense.yaml"
    path.write_text(sign * (MAX_BYTES // len(sign.encode())), "utf-8", newline="")
    started = time.process_time()
    with pytest.raises(ArticleError) as caught:
        load(path)

    assert time.process_time() - started < 8
    assert 1 <= len(caught.value.problems) <= MAX_PROBLEMS + 1
    assert len(str(caught.value)) < 100_000


def test_random_bytes_end_at_once(tmp_path: Path) -> None:
    """They are no text."""
    (tmp_path / "random.yaml").write_bytes(os.urandom(MAX_BYTES))
    with pytest.raises(UnreadableError, match="is not UTF-8"):
        load(tmp_path / "random.yaml")


def test_very_many_problems_are_counted_and_cut() -> None:
    """Two hundred in words for people, all for programs, and past ten thousand none is looked for."""
    with pytest.raises(ArticleError) as caught:
        load_text(references(4000))
    problems = caught.value.problems
    assert len(problems) == 4000
    assert str(caught.value).endswith("\nand 3,800 more")
    assert FORMATS["text"](problems).endswith("\n\nand 3,800 more")
    assert FORMATS["json"](problems).count('"CC401"') == 4000

    for text in (references(11_000), "a: 1\n" * 11_000, "a: \x01\n" * 11_000):
        with pytest.raises(ArticleError) as caught:
            load_text(text)
        assert len(caught.value.problems) == MAX_PROBLEMS + 1
        assert caught.value.problems[0].rule is rules.TOO_MANY_PROBLEMS


def test_hints_are_given_for_the_first_hundred_names() -> None:
    """Each costs a look at every known name; those that come first in the file get them."""
    lines = [f"      - type: paragraph\n        text: See <fact:pay-p1{'x' * (n % 3)}{n}>.\n" for n in range(300)]
    with pytest.raises(ArticleError) as caught:
        load_text(blocks(lines))
    hinted = [bool(problem.hint) for problem in caught.value.problems]

    assert hinted[0]
    assert 50 < sum(hinted) <= 100
    assert not any(hinted[100:])


@pytest.fixture(name="article")
def _article(tmp_path: Path) -> Path:
    """An article in a folder of its own, which includes `part.yaml`."""
    folder = tmp_path / "folder"
    folder.mkdir()
    head, rest = GOOD.split("facts:\n")
    (folder / "a.yaml").write_text(f"include: [part.yaml]\n{head}", "utf-8")
    (tmp_path / "facts.yaml").write_text(f"facts:\n{rest}", "utf-8")
    return folder / "a.yaml"


def test_a_pipe_a_device_and_a_socket_are_refused(tmp_path: Path) -> None:
    """At once: nobody waits for a writer."""
    os.mkfifo(tmp_path / "pipe.yaml")
    with socket.socket(socket.AF_UNIX) as opened:
        opened.bind(str(tmp_path / "socket.yaml"))
    (tmp_path / "link.yaml").symlink_to("/dev/zero")
    for name, message in {
        "pipe.yaml": "it is a pipe, not a file",
        "socket.yaml": "it is a socket, not a file",
        "link.yaml": "it is a device, not a file",
        "/dev/null": "it is a device, not a file",
        ".": "Is a directory",
    }.items():
        with pytest.raises(UnreadableError, match=message):
            load(tmp_path / name)


def test_what_is_included_lies_in_the_folder(article: Path, tmp_path: Path) -> None:
    """A link may name another file of the folder, and the article itself may be a link; no link leads out."""
    part = article.with_name("part.yaml")
    part.symlink_to("../facts.yaml")
    with pytest.raises(ArticleError, match=r"CC105 include: part\.yaml leads out of the article's folder"):
        load(article)
    part.unlink()
    os.mkfifo(part)
    with pytest.raises(ArticleError, match=r"CC101 include: cannot read .*: it is a pipe"):
        load(article)
    part.unlink()
    (tmp_path / "facts.yaml").rename(article.with_name("facts.yaml"))
    part.symlink_to("facts.yaml")
    assert load(article) == load_text(GOOD)

    other = article.with_name("other.yaml")
    other.symlink_to("a.yaml")
    assert load(other) == load_text(GOOD)


def test_includes_are_counted(article: Path) -> None:
    """What a file may hold, an article may hold in all; and no more than fifty files."""
    for number in range(3):
        text = f"more_{number}: x\n" + "#" * (MAX_BYTES // 2)
        article.with_name(f"part-{number}.yaml").write_text(text, "utf-8")
    article.write_text(f"include: [part-0.yaml, part-1.yaml]\n{GOOD}", "utf-8")
    with pytest.raises(ArticleError, match=r"CC102 include: cannot read .*part-1.yaml: it is larger than 8,000,000"):
        load(article)

    article.write_text(f"include: [{', '.join(f'p{number}.yaml' for number in range(500))}]\n{GOOD}", "utf-8")
    with pytest.raises(ArticleError, match="more than 50 files") as caught:
        load(article)
    assert len(caught.value.problems) == 51


def test_a_logo_lies_in_the_folder(tmp_path: Path) -> None:
    """No link leads out of it, no pipe is waited for."""
    folder = tmp_path / "folder"
    folder.mkdir()
    (tmp_path / "logo.png").write_bytes(b"\x89PNG")
    (folder / "linked.png").symlink_to("../logo.png")
    os.mkfifo(folder / "pipe.png")
    for name in ("linked.png", "pipe.png", "../logo.png", "/dev/zero"):
        (folder / "p.yaml").write_text(
            f'schema_version: "1.0"\nid: p\nname: P\nlogo: {{file: {name}, alt: A picture}}\n', "utf-8"
        )
        with pytest.raises(ArticleError) as caught:
            load_program(folder / "p.yaml", load_text(GOOD))
        assert [problem.code for problem in caught.value.problems] == ["CC602"]


def fail(text: str) -> None:
    """For a process of its own."""
    load_text(text)


PROBLEM = Problem(rules.EMPTY, "a.yaml", 1, 1, "the file is empty", excerpt=((1, ""),), severity="warning")
ERRORS = [
    ArticleError([PROBLEM]),
    UnreadableError([PROBLEM]),
    ContentError("words"),
    UsageError("words"),
    UnknownExporterError("words"),
    MissingEngineError("words"),
    OutputError("words"),
    LimitError(["words", "more words"], ["items", "cells"]),
    DeadlineError("words"),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_an_error_can_be_pickled(error: ContentError) -> None:
    """Nothing is lost on its way from another process."""
    copy = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes

    assert (type(copy), str(copy), copy.exit_code) == (type(error), str(error), error.exit_code)
    if isinstance(error, ArticleError):
        assert copy.problems == error.problems
        assert copy.problems[0].excerpt == error.problems[0].excerpt


def test_an_error_comes_back_from_another_process() -> None:
    """With its problems."""
    with concurrent.futures.ProcessPoolExecutor(1) as pool, pytest.raises(ArticleError) as caught:
        pool.submit(fail, "a: 1\na: 2\n").result()

    assert "CC209" in [problem.code for problem in caught.value.problems]

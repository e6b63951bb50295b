"""migrate: a file keeps up with ids that were retired, and nothing else in it changes."""

import difflib
import gc
import time
from pathlib import Path

import pytest

from cma_content import Article, ArticleError, load, load_program
from cma_content.cli import main
from cma_content.cli.migrate import diff
from cma_content.errors import OutputError
from cma_content.loading import migration
from cma_content.loading.migration import migrated_article, migrated_program
from cma_content.testing.articles import KITCHEN_SINK

RETIRED = [
    *(("section", "old-money", "money"), ("section", "older", "old-money"), ("block", "old-growth", "growth")),
    *(("faq", "old-nurse", "nurse"), ("duty", "old-draw", "draw"), ("fact", "old-pay", "pay-median")),
    *(("place", "US-OLD", "US-TX"), ("duty", "gone", None)),
]
HEAD = '# who we are\nschema_version: "1.0"   # as in the template\nid: a\nname: A school\n'
PROGRAM = f"""{HEAD}
sections: [ 'older',  # the wages
            text ]
region: "US-OLD"
hide:
  faqs:
    - old-nurse     # we have our own
  duties:
    - >-
      old-draw
section:
  title: Pay in old-money words
  blocks:
    - type: paragraph
      text: >-
        Half earn less than
        <fact:old-pay>, see [there](#old-money) and [there](#older), never fact:old-pay.
    - {{type: list, items: ["<fact:old-pay>\\x21", 'It is <fact:old-pay>.']}}
"""

WHY = "edition: 2026.2, why: No use."
EDITION = {"edition": "2026.2", "why": "No use."}
STYLES = ["{}", "{}  # one", "'{}'", '"{}"', ">-\n      {}", "|-\n      {}\n", '"{}\\\n      "']


@pytest.fixture(name="newer")
def _newer(kitchen_sink: Article) -> Article:
    """The article that retired all of them."""
    entries = ({"kind": kind, "id": id_, "successor": after} for kind, id_, after in RETIRED)
    return kitchen_sink.replace(retired=[{**entry, **EDITION} for entry in entries])


def written(path: Path, text: str) -> Path:
    """The path, with the text in its file, byte for byte."""
    path.write_bytes(text.encode())
    return path


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_program_s_file_is_led_to_what_took_their_place(newer: Article, tmp_path: Path, end: str, mark: str) -> None:
    """Through as many as were retired in turn; comments, quotes, lines and what only looks like an id stay."""
    text = mark + PROGRAM.replace("\n", end)
    path = written(tmp_path / "program.yaml", text)
    with pytest.raises(ArticleError):
        load_program(path, newer)
    made = migrated_program(path, newer)
    ((before, after),) = made.files.values()
    expected = text.replace("'older'", "'money'").replace('"US-OLD"', '"US-TX"').replace("- old-nurse", "- nurse")
    expected = expected.replace("old-draw", "draw").replace("<fact:old-pay>", "<fact:pay-median>")
    expected = expected.replace("(#old-money)", "(#money)").replace("(#older)", "(#money)")

    assert before == text
    assert after == expected
    assert made.left == []
    written(path, after)
    assert load_program(path, newer).sections == ("money", "text")
    assert migrated_program(path, newer).files == {}


def test_an_article_s_own_files_are_as_well(tmp_path: Path) -> None:
    """Each file that it includes, and what a check of several values comes to last."""
    text = KITCHEN_SINK.read_text("utf-8").partition("\nretired:")[0] + "\n"
    old = text.replace("ids: [draw, phone]", "ids: [old-draw, old-phone]").replace("about: clerk", "about: old-clerk")
    old = old.replace("pay: pay-median, ways", "pay: old-pay, ways").replace("[text](#text)", "[text](#old-text)")
    old = old.replace("your choice.<source:law>", "your choice.<source:old-law>")
    written(tmp_path / "rest.yaml", old)
    kinds = {"draw": "duty", "phone": "duty", "clerk": "similar job", "pay": "fact", "text": "section", "law": "source"}
    entries = "".join(
        f"  - {{kind: {kind}, id: old-{id_}, successor: {'pay-median' if id_ == 'pay' else id_}, {WHY}}}\n"
        for id_, kind in kinds.items()
    )
    more = "faqs: [{id: more, question: More?, answer: ['<fact:old-pay>']}]\n"
    head = f"include: rest.yaml\nretired:\n{entries}"
    path = written(tmp_path / "article.yaml", head + more)
    made = migrated_article(path)

    assert made.files == {
        path: (head + more, head + more.replace("old-pay", "pay-median")),
        tmp_path / "rest.yaml": (old, text),
    }
    assert made.left == []
    for file, (_, after) in made.files.items():
        written(file, after)
    assert len(load(path).retired) == len(kinds)
    assert migrated_article(path).files == {}


def test_a_file_that_changes_while_it_is_read_is_left(
    newer: Article, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever is writing it has the last word."""
    path = written(tmp_path / "program.yaml", f"{HEAD}sections: [old-money]\n")
    monkeypatch.setattr(migration, "read_bounded", lambda file: file.read_bytes().replace(b"old-money", b"old-tools"))

    with pytest.raises(OutputError, match=r"program\.yaml was changed while it was read: try again"):
        migrated_program(path, newer)


def test_what_a_person_has_to_decide_is_left(newer: Article, tmp_path: Path) -> None:
    """An id without a successor, one beside its successor, and one that is not typed as it is."""
    text = f"""{HEAD}sections: [old-money, money, "te\\x78t", "olde\\x72"]
hide: {{duties: [gone, old-draw, gone], faqs: ["old-nurs\\x65"]}}
faqs: [{{question: Why?, answer: ["<fact:old-pay> and <fact:away>, [so](<#old-money>)."]}}]
"""
    fact = {"kind": "fact", "id": "away", "edition": "2026.2", "why": "No use."}
    article = newer.replace(retired=[*(entry.model_dump() for entry in newer.retired), fact])
    made = migrated_program(written(tmp_path / "program.yaml", text), article)
    ((_, after),) = made.files.values()

    assert after == text.replace("old-draw", "draw").replace("old-pay", "pay-median")
    assert [(problem.line, problem.column, problem.hint) for problem in made.left] == [
        (5, 12, "take it away: 'money' stands beside it"),
        (5, 41, "take it away: 'money' stands beside it"),
        (6, 17, "nothing took its place: take it away"),
        (6, 33, "nothing took its place: take it away"),
        (6, 47, "write 'nurse' in its place"),
        (7, 60, "nothing took its place: take it away"),
        (7, 74, "write 'money' in its place"),
    ]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("new", ["x", "a-much-longer-name-than-it-was", "null", "1e3"])
def test_any_way_of_typing_it_keeps_its_meaning(kitchen_sink: Article, tmp_path: Path, style: str, new: str) -> None:
    """Or is left to a person: a bare null is no name."""
    again = kitchen_sink.faqs[0].replace(id=new)
    entry = {"kind": "faq", "id": "old-one", "successor": new, **EDITION}
    article = kitchen_sink.replace(faqs=[*kitchen_sink.faqs, again], retired=[entry])
    path = written(tmp_path / "program.yaml", f"{HEAD}hide:\n  faqs:\n    - {style.format('old-one')}\n")
    made = migrated_program(path, article)

    if new == "null" and style in ("{}", "{}  # one"):
        assert [problem.hint for problem in made.left] == ["write 'null' in its place"]
        assert made.files == {}
    else:
        written(path, made.files[path][1])
        hide = load_program(path, article).hide
        assert hide
        assert hide.faqs == (new,)


def test_time_is_in_proportion_to_the_ids(kitchen_sink: Article, tmp_path: Path) -> None:
    """Of the processor: a square would take 64 times as long for eight times as many; a busy machine has four tries."""

    def seconds(size: int) -> float:
        ids = [f"q{number}" for number in range(size)]
        retired = [{"kind": "faq", "id": f"old-{id_}", "successor": id_, **EDITION} for id_ in ids]
        faqs = [kitchen_sink.faqs[0].replace(id=id_) for id_ in ids]
        newer = kitchen_sink.replace(faqs=[*kitchen_sink.faqs, *faqs], retired=retired)
        hidden = ", ".join(f"old-{id_}" for id_ in ids)
        path = written(tmp_path / f"{size}.yaml", f"{HEAD}hide: {{faqs: [{hidden}]}}\n")
        gc.collect()
        started = time.process_time()
        made = migrated_program(path, newer)
        taken = time.process_time() - started
        assert "old-" not in made.files[path][1]
        assert made.left == []
        return taken

    assert any(seconds(4000) / seconds(500) < 16 for _ in range(4))


def test_a_newer_schema_is_left_alone(kitchen_sink: Article, tmp_path: Path) -> None:
    """Both versions are named, and nothing else is said of the file."""
    path = written(tmp_path / "program.yaml", HEAD.replace("1.0", "1.1") + "sections: [old]\nmood: good\n")
    for reads in (migrated_program, load_program):
        with pytest.raises(ArticleError, match="is of schema 1.1, and this version of cma_content reads 1.0") as caught:
            reads(path, kitchen_sink)
        assert [problem.code for problem in caught.value.problems] == ["CC109"]


def test_the_command_shows_a_diff_and_writes_when_it_is_told_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is written before; then nothing is left to do."""
    monkeypatch.chdir(tmp_path)
    text = HEAD + "faqs: [{question: How long?, answer: ['<fact:program-length>.']}]\n"
    path = written(Path("a.yaml"), text)
    words = ["migrate", "--program", "a.yaml"]

    assert main(words) == 0
    output = capsys.readouterr()
    assert path.read_text("utf-8") == text
    assert "Nothing was written" in output.err
    assert "\n-faqs: [{question: How long?, answer: ['<fact:program-length>.']}]\n+" in output.out
    assert main([*words, "--write"]) == 0
    assert "Wrote a.yaml\nCheck it: python -m cma_content check --program a.yaml" in capsys.readouterr().out
    assert path.read_text("utf-8") == text.replace("program-length", "certificate-months")
    assert main(words) == 0
    assert "Nothing to change." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "code", "reason"),
    [
        ([], 2, "the guide is a part of this package: name your article"),
        (["-"], 2, "needs an article in a file"),
        (["nothing.yaml"], 3, "cannot read nothing.yaml"),
        (["broken.yaml"], 1, "Nothing was written."),
        (["--program", "left.yaml"], 1, "a person has to decide"),
    ],
)
def test_what_cannot_be_done_is_reported(
    words: list[str], code: int, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """With its exit code."""
    monkeypatch.chdir(tmp_path)
    written(Path("broken.yaml"), "title: [\n")
    written(Path("left.yaml"), HEAD + "faqs: [{question: Q?, answer: ['<fact:onet-integrity>']}]\n")

    assert main(["migrate", *words]) == code
    assert reason in capsys.readouterr().err


@pytest.mark.parametrize("changed", [(0,), (39,), (0, 7, 15), (0, 8, 30), tuple(range(40))])
def test_a_diff_is_what_it_says(changed: tuple[int, ...]) -> None:
    """The same as of the library, which takes too long for a file of nothing but changes."""
    before = [f"line {number}" for number in range(40)]
    after = [f"{line}!" if number in changed else line for number, line in enumerate(before)]
    found = [*diff(Path("a"), "\n".join(before), "\n".join(after))]

    if len(changed) < len(before):
        assert found == [*difflib.unified_diff(before, after, "a", "a", lineterm="")]
    assert sum(line.endswith("!") for line in found) == len(changed)

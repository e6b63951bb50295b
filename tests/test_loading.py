"""YAML to article, and what is said when that fails."""

import io
import re
import zipfile
from datetime import date
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import pytest
import yaml

from cma_content import ArticleError, load, load_text
from cma_content.diagnostics.problem import Text
from cma_content.errors import UnreadableError
from cma_content.loading import lost_text, plain_data, shipped, yaml_parser
from cma_content.loading.document import Document, Places, lines_of
from cma_content.loading.files import MAX_BYTES, read_file
from cma_content.loading.loader import read_article, read_file_as, read_stream
from cma_content.loading.plain_data import MAX_DEPTH
from cma_content.loading.syntax_errors import WINDOWS_PATH, quoted, syntax_problem
from cma_content.loading.templates import started
from cma_content.model.base import Line, Model
from cma_content.model.scalars import AS_WHOLE
from cma_content.testing.articles import KITCHEN_SINK

TESTS = Path(__file__).parent
GOOD = KITCHEN_SINK.read_text("utf-8")


def broken(old: str, new: str) -> list[str]:
    """What is said of the good article with `old` replaced by `new`, a line each."""
    assert old in GOOD
    with pytest.raises(ArticleError) as caught:
        load_text(GOOD.replace(old, new, 1), name="a.yaml")
    return str(caught.value).splitlines()


def place(text: str) -> str:
    """file:line:column of the first occurrence of `text` in the good article."""
    before = GOOD[: GOOD.index(text)]
    return f"a.yaml:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


@pytest.mark.parametrize("typed", ["NO", "on", "012", "1.10", "12:30", "1_000", "1e3", "2026-11-23", "0x1F"])
def test_a_scalar_stays_what_was_typed(typed: str) -> None:
    """YAML 1.1 would make each of these something else."""
    article = load_text(GOOD.replace("title: Text", f"title: {typed}", 1))

    assert typed == article.sections[0].title


def test_numbers_and_dates_get_their_type_from_the_model() -> None:
    """A figure is the decimal that was typed, a date is a date."""
    article = load_text(GOOD)

    assert [Decimal(12), Decimal("3.1")] == [fact.value for fact in article.facts[2:4]]
    assert article.reviewed.isoformat() == "2026-11-01"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("subtitle: Every", "subtitel: Every", "subtitel: unknown field 'subtitel' (did you mean 'subtitle'?)"),
        (
            "kind: limit, title",
            "kind: limmit, title",
            "\"limmit\" is not one of the known values (did you mean 'limit'?)",
        ),
        ("type: steps", "type: stepps", "unknown type 'stepps' (did you mean 'steps'?)"),
        ("not <fact:pay-p10>", "not <fact:pay-p11>", "there is no fact 'pay-p11' (did you mean 'pay-p10'?)"),
        ("sources: [law]\n  - {id: phone", "sources: [lay]\n  - {id: phone", "there is no source 'lay'"),
        ("duties: [draw]}", "duties: [drew]}", "there is no duty 'drew' (did you mean 'draw'?)"),
        ("[pay](#money)", "[pay](#mony)", "there is no section 'mony' (did you mean 'money'?)"),
        ("value: 12,", "value: twelve,", 'must be a number, not "twelve"'),
        ("items: [Wash, Glove, Go]", "items: Wash", "must be a list, not text"),
        ("caption: A day", "caption: [A day]", "must be text, not a list"),
        ("    title: Money\n", "", "title is missing"),
        ("id: money\n", "id: text\n", "the id 'text' is used twice (first on line"),
        ("next_review_due: 2027", "next_review_due: 2025", "next_review_due must be later than reviewed"),
        ("- [Nurse, Holds a license]", "- [Nurse]", "row 1 has 1 cells for 2 columns"),
        ("p10: 17.33", "p10: 99", "p25 must not be less than p10, which is 99"),
        ("<term:needle>.", "[x](javascript:y).", "a link cannot lead to"),
    ],
)
def test_a_fault_is_reported_with_its_remedy(old: str, new: str, message: str) -> None:
    """What was found, and the nearest name that would do."""
    problems = broken(old, new)

    assert any(message in problem for problem in problems), problems


@pytest.mark.parametrize(
    ("old", "new", "at", "message"),
    [
        ("subtitle: Every", "subtitel: Every", "subtitle: Every", " CC303 subtitel: unknown field 'subtitel'"),
        ("language: en", "language: english", "en\ntitle", ' CC310 language: "english" is not in the right form'),
        (
            "[Check the name., Find a vein.]",
            "Check.",
            "[Check the name",
            " CC304 duties[draw].involves: must be a list, not text",
        ),
        ("value: 12,", "value: x,", "12, unit", ' CC305 facts[growth].value: must be a number, not "x"'),
        ("title: Tip, ", "", "{type: callout, kind: tip", " CC302 sections[text].blocks[8]: title is missing"),
        ("{no_contact: There", '{"": There', "no_contact: There", " CC311 labels.: the text is empty"),
    ],
)
def test_a_fault_is_reported_at_its_line_and_column(old: str, new: str, at: str, message: str) -> None:
    """A value at its own place, a key at its own, a missing field where it belongs; with the path by id."""
    assert any(problem.startswith(f"{place(at)}:{message}") for problem in broken(old, new)), broken(old, new)


def test_every_fault_of_a_file_is_reported_in_one_pass() -> None:
    """Faults of form, type and reference do not hide one another."""
    text = GOOD.replace("subtitle: Every", "subtitel: Every").replace("value: 12,", "value: twelve,")
    text = text.replace("not <fact:pay-p10>", "not <fact:pay-p11>").replace("type: steps", "type: stepps", 1)
    text = text.replace("language: en", "language: en\nlanguage: en")
    with pytest.raises(ArticleError) as caught:
        load_text(text)

    assert len(caught.value.problems) == 5, caught.value
    assert sorted(caught.value.problems, key=lambda problem: problem.place) == list(caught.value.problems)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: &x 1\nb: *x\n", "anchors and aliases"),
        ("a: !!python/object/apply:os.system [id]\n", "tags are not allowed"),
        ("a: 1\n---\nb: 2\n", "a second document"),
        ("a: 1\na: 2\n", "stands twice (first on line 1)"),
        ("[" * 200_000, "nested more than 32 deep"),
        ("- " * 30_000 + "x", "nested more than 32 deep"),
        ('a: "\\x00"\n', "U+0000"),
        ("a: [1, 2\n", "the [ that starts here is not closed"),
        ("a: b: c\n", "a colon in plain text"),
        ("? [a]\n: b\n", "a field's name must be text"),
        ("", "the file is empty"),
        ("- a\n", "the file must hold fields"),
        ("just text\n", "the file must hold fields"),
    ],
)
def test_what_an_article_never_needs_is_refused(text: str, message: str) -> None:
    """Anchors, tags, second documents, repeated keys, deep nesting, control characters: each by its name."""
    with pytest.raises(ArticleError, match=re.escape(message)):
        load_text(text)


def test_an_article_may_lie_in_several_files_of_one_folder(tmp_path: Path) -> None:
    """`include` adds the fields of a file beside the article, and faults there are reported there."""
    head, facts = GOOD.split("facts:\n")
    (tmp_path / "a.yaml").write_text(f"include: [facts.yaml]\n{head}", "utf-8")
    (tmp_path / "facts.yaml").write_text(f"facts:\n{facts}", "utf-8")

    assert load_text(GOOD) == load(tmp_path / "a.yaml")

    (tmp_path / "facts.yaml").write_text(f"facts:\n{facts}".replace("value: 12,", "value: x,"), "utf-8")
    with pytest.raises(ArticleError, match=r"facts\.yaml:\d+:\d+: CC305 facts\[growth\]\.value: must be a number"):
        load(tmp_path / "a.yaml")


MORE = """\
sources:
  - {id: more-1, title: First, publisher: State, address: https://example.org/1, kind: law, dated: 2025,
     read_as: issuer-page, retrieved: 2026-01-15, license: Public}
  - {id: more-2, title: Second, publisher: State, address: https://example.org/2, kind: law, dated: 2025,
     read_as: issuer-page, retrieved: 2026-01-15, license: Public}
"""


def test_the_items_of_a_list_may_lie_in_several_files(tmp_path: Path) -> None:
    """The article's own first, then those of each file in the order of `include`; each is reported where it stands."""
    (tmp_path / "a.yaml").write_text(f"include: [z.yaml, b.yaml]\n{GOOD}", "utf-8")
    (tmp_path / "z.yaml").write_text(MORE, "utf-8")
    (tmp_path / "b.yaml").write_text(MORE.replace("more", "even-more"), "utf-8")

    loaded = read_article(tmp_path / "a.yaml")
    own = [source.id for source in load_text(GOOD).sources]
    assert [source.id for source in loaded.record.sources] == [*own, "more-1", "more-2", "even-more-1", "even-more-2"]

    # A warning of `check` stands at the item.
    marks = [loaded.document.mark(("sources", len(own) + number)) for number in range(4)]
    assert [(Path(mark.text.name).name, mark.line) for mark in marks] == [
        *(("z.yaml", 2), ("z.yaml", 4)),
        *(("b.yaml", 2), ("b.yaml", 4)),
    ]
    assert Path(loaded.document.mark(("sources",)).text.name).name == "a.yaml"
    assert loaded.document.path(("sources", len(own) + 3, "title")) == "sources[even-more-2].title"


def test_faults_of_items_from_several_files_are_reported_in_their_files(tmp_path: Path) -> None:
    """In the first item, the last one, and the list itself: the file, the line, and the item's id."""
    (tmp_path / "a.yaml").write_text(f"include: [b.yaml, c.yaml]\n{GOOD}", "utf-8")
    (tmp_path / "b.yaml").write_text(MORE.replace("kind: law, dated: 2025,", "kind: law, dated: 25,", 1), "utf-8")
    (tmp_path / "c.yaml").write_text(MORE.replace("more", "last").replace("title: Second, ", ""), "utf-8")

    with pytest.raises(ArticleError) as caught:
        load(tmp_path / "a.yaml")

    found = [(Path(problem.file).name, problem.line, problem.path) for problem in caught.value.problems]
    assert found == [("b.yaml", 2, "sources[more-1].dated"), ("c.yaml", 4, "sources[last-2]")]


@pytest.mark.parametrize("name", ["../facts.yaml", "/etc/passwd", "sub/facts.yaml", "..", "."])
def test_include_stays_in_the_folder(tmp_path: Path, name: str) -> None:
    """An article cannot read what lies elsewhere."""
    (tmp_path / "a.yaml").write_text(f"include: ['{name}']\n{GOOD}", "utf-8")

    with pytest.raises(ArticleError, match="include takes plain file names|leads out of the article's folder"):
        load(tmp_path / "a.yaml")


def test_a_file_that_cannot_be_read_is_reported_so(tmp_path: Path) -> None:
    """No file, a folder, bytes that are not UTF-8."""
    (tmp_path / "latin.yaml").write_bytes(b"title: caf\xe9\n")
    (tmp_path / "latins.yaml").mkdir()
    for path, message, hint in [
        ("lating.yaml", "No such file", "did you mean 'latin.yaml'?"),
        ("none.txt", "No such file", ""),
        ("latins.yaml", "Is a directory", ""),
        ("latin.yaml", "line 1 is not UTF-8", "save it again with the encoding UTF-8"),
    ]:
        with pytest.raises(UnreadableError, match=message) as caught:
            load(tmp_path / path)
        assert caught.value.problems[0].hint == hint


@pytest.mark.parametrize(
    "start", [b"", b"\xef\xbb\xbf", b"title: x\r", b"title: x\r\n", b"\xef\xbb\xbftitle: caf\xc3\xa9\n"]
)
@pytest.mark.parametrize("torn", [b"\xef", b"\xef\xbb", b"\xe9"])
def test_a_torn_letter_is_reported_at_its_line(start: bytes, torn: bytes, tmp_path: Path) -> None:
    """At the end of a file, after a byte order mark or half of one, and after each line end that editors know."""
    path = tmp_path / "torn.yaml"
    path.write_bytes(start + torn)
    with pytest.raises(UnreadableError) as caught:
        load(path)

    line = 2 if b"title" in start else 1
    assert [(one.rule.code, one.line, one.column) for one in caught.value.problems] == [("CC103", line, 1)]


@pytest.mark.parametrize("text", ["a: {b: 1}\na: x\n", "? ? ? # 1 1", "a: [1]\na: {b: [2]}\na: 3\n"])
def test_what_stands_twice_or_ends_early_has_a_place(text: str) -> None:
    """Found by chance: places of a value that another replaced, and an end beyond the last line."""
    with pytest.raises(ArticleError) as caught:
        load_text(text)

    assert caught.value.problems
    assert all(1 <= one.line <= text.count("\n") + 1 for one in caught.value.problems)


class Leaflet(Model):
    """Another kind of document."""

    title: Line
    copies: Annotated[int, AS_WHOLE] = 1


def test_another_kind_of_document_is_reported_in_the_same_words(tmp_path: Path) -> None:
    """By the names of its own fields; to include files is an article's alone."""
    path = tmp_path / "leaflet.yaml"
    path.write_text("title: Hello\ncopies: 12\n", "utf-8")
    assert read_file_as(Leaflet, path).record == Leaflet(title="Hello", copies=12)

    path.write_text("titel: Hello\ncopies: twelve\ninclude: more.yaml\n", "utf-8")
    with pytest.raises(ArticleError) as caught:
        read_file_as(Leaflet, path)
    assert [problem.sentence for problem in caught.value.problems] == [
        "unknown field 'titel' (did you mean 'title'?)",
        'must be a whole number, not "twelve" (expected: digits alone)',
        "unknown field 'include' (expected: one of copies, title)",
    ]


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"])
def test_an_article_can_come_through_a_stream(start: bytes) -> None:
    """Standard input is one; the same limits hold."""
    assert read_stream(io.BytesIO(start + GOOD.encode())).record == load_text(GOOD)
    assert load_text("\ufeff" + GOOD) == load_text(GOOD)
    with pytest.raises(ArticleError, match=r"<stdin>:1:1: CC104 the file is empty"):
        read_stream(io.BytesIO())
    with pytest.raises(UnreadableError, match=r"<stdin>:2:2: CC103 cannot read <stdin>: line 2 is not UTF-8"):
        read_stream(io.BytesIO(b"a: 1\nb\xe9\n"))
    endless = io.BytesIO(b"#" * (MAX_BYTES + 100))
    with pytest.raises(UnreadableError, match="CC102 cannot read <stdin>: it is larger"):
        read_stream(endless)
    assert endless.tell() == MAX_BYTES + 1
    with pytest.raises(UnreadableError, match="CC102"):
        load_text("\u00e9" * (MAX_BYTES // 2 + 1))


def test_accented_letters_are_composed() -> None:
    """So that what looks the same is the same: text, names of fields and of files; places count what was typed."""
    text = GOOD.replace("title: Text", "title: Cafe\u0301", 1)
    assert load_text(text).sections[0].title == "Caf\u00e9"

    with pytest.raises(ArticleError) as caught:
        load_text("e\u0301: 1\n\u00e9: 2\n")
    assert "CC209" in [problem.code for problem in caught.value.problems]


def test_a_place_behind_accents_of_their_own_is_right() -> None:
    """The caret stands where the reference was typed."""
    old = "not <fact:pay-p10>"
    with pytest.raises(ArticleError) as caught:
        load_text(GOOD.replace(old, "cafe\u0301 e\u0301 <fact:pay-p11>", 1))
    (problem,) = caught.value.problems

    assert problem.excerpt[-1][1][problem.column - 1 :].startswith("fact:pay-p11")
    assert problem.width == len("fact:pay-p11")


def test_alike_faults_of_one_text_are_reported_each_at_its_own_place() -> None:
    """On whichever of its lines, with accents of their own between them."""
    text = "main_message: >-\n  A cafe\u0301,\n  [a](page.html), [b](page.html)\n  and [c](page.html).\n"
    with pytest.raises(ArticleError) as caught:
        load_text(re.sub("main_message:.*\n", text, GOOD, count=1))
    problems = caught.value.problems

    assert [one.excerpt[-1][1][one.column - 5 : one.column - 1] for one in problems] == ["[a](", "[b](", "[c]("]


def test_an_included_file_may_be_named_in_either_form(tmp_path: Path) -> None:
    """Systems differ in how they spell an accented letter."""
    head, facts = GOOD.split("facts:\n")
    (tmp_path / "cafe\u0301.yaml").write_text(f"facts:\n{facts}", "utf-8")
    for name in ("cafe\u0301.yaml", "caf\u00e9.yaml"):
        (tmp_path / "a.yaml").write_text(f"include: {name}\n{head}", "utf-8")
        assert load(tmp_path / "a.yaml") == load_text(GOOD)


def test_ids_that_differ_in_case_alone_are_reported() -> None:
    """Some files and links do not tell large letters from small ones."""
    assert any("CC402" in line and "differ in nothing but case" in line for line in broken("id: money\n", "id: TEXT\n"))


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    """Windows editors write one."""
    (tmp_path / "a.yaml").write_bytes(b"\xef\xbb\xbf" + GOOD.encode())

    assert load(tmp_path / "a.yaml") == load_text(GOOD)


@pytest.mark.parametrize("folder", ["articles", "broken", "good", "../data/cma_content_data", "../examples/programs"])
def test_data_without_places_is_the_data_with_them(folder: str) -> None:
    """A text that is read the quick way has nothing to report, and holds the same; its places are there when asked."""
    quick = 0
    for path in sorted((TESTS / folder).glob("*.yaml")):
        text = path.read_bytes().decode("utf-8-sig", "replace")
        document = yaml_parser.read(text, path.name)
        careful = yaml_parser._read(Document(Text(path.name, lines_of(text))), text)
        assert document.data == careful.data, path.name
        assert document.problems == careful.problems, path.name
        assert (document.complete, document.values.keys()) == (careful.complete, careful.values.keys()), path.name
        quick += document.find_places is not Places
    assert quick


@pytest.mark.parametrize(
    ("typed", "is_path"),
    [
        (r"Choose C:\n<fact:pay-us>", False),
        (r"Choose C:\n*this*", False),
        (r"Choose C:\nThis", False),
        (r"Choose C:\n- this", False),
        (r"Look in C:\new first", True),
        (r"C:\temp", True),
    ],
)
def test_a_line_break_behind_a_letter_and_a_colon_is_no_path(typed: str, is_path: bool) -> None:
    """Markup, a sign or a capital begins the next line; a folder's name goes on in small letters."""
    with pytest.raises(ArticleError) as caught:
        load_text(f'main_message: "{typed}"')

    assert ("CC219" in {problem.code for problem in caught.value.problems}) == is_path


def test_the_code_of_a_line_break_is_no_drive() -> None:
    """A colon may follow it, and another code."""
    assert not WINDOWS_PATH.search(r'text: "Bring\n:\none thing"')
    assert WINDOWS_PATH.search(r'text: "C:\new"')


def test_the_guide_as_data_is_the_guide() -> None:
    """When this fails: python docs/shipped.py."""
    article = read_article().record

    assert (files("cma_content_data") / shipped.FILE).read_text("utf-8") == shipped.text_of(article)
    assert load() == article


def test_the_guide_as_data_is_not_read_where_its_files_have_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever edits the guide gets what it says now."""
    for file in Path(str(files("cma_content_data"))).iterdir():
        if file.is_file():
            (tmp_path / file.name).write_bytes(file.read_bytes())
    monkeypatch.setattr(shipped, "files", lambda _: tmp_path)
    assert shipped.shipped() == load()

    with (tmp_path / "wages.csv").open("a", encoding="utf-8") as wages:
        wages.write("\n")
    assert shipped.shipped() is None
    (tmp_path / shipped.FILE).unlink()
    assert shipped.shipped() is None


@pytest.mark.parametrize("inner", ["", "@", "1, 'a"])
def test_nesting_is_read_to_its_bound(inner: str) -> None:
    """And no further, whichever of the parsers gives up there."""

    def codes(depth: int) -> set[str]:
        with pytest.raises(ArticleError) as caught:
            load_text("other_names: " + "[" * (depth - 1) + inner + "]" * (depth - 1))
        return {one.code for one in caught.value.problems}

    assert "CC214" not in codes(MAX_DEPTH)
    assert codes(MAX_DEPTH + 1) == {"CC214"}


def test_a_hint_shows_text_in_quotes_where_that_is_all_it_needs() -> None:
    """Neither what holds a quote or a backslash itself, nor what is long, nor nothing."""
    shown, plain = 'put the whole text in double quotes: "{}"', "put the whole text in double quotes"

    assert [quoted(text) for text in ("a: b", "x" * 60)] == [shown.format("a: b"), shown.format("x" * 60)]
    assert {quoted(text) for text in ('a "b"', "a\\b", "x" * 61, "")} == {plain}


def test_a_new_article_is_dated_by_its_day() -> None:
    """And due for review so many days later as a year has."""
    article = load_text(started("article", date(2029, 5, 6)))

    assert (article.reviewed, article.next_review_due) == (date(2029, 5, 6), date(2030, 5, 6))


def test_a_character_that_no_file_may_hold_is_reported_wherever_it_stands() -> None:
    """At the start of a line, and twice in it."""
    with pytest.raises(ArticleError) as caught:
        load_text(f"\x07{GOOD}# \x07 \x07\n")
    last = GOOD.count("\n") + 1

    assert [(one.code, one.line, one.column) for one in caught.value.problems] == [
        ("CC215", 1, 1),
        *(("CC215", last, column) for column in (3, 5)),
    ]


def test_a_file_is_read_from_a_zip_as_from_a_folder(tmp_path: Path) -> None:
    """As the data of a package that was not unpacked is."""
    with zipfile.ZipFile(tmp_path / "data.zip", "w") as made:
        made.writestr("guide/a.yaml", "title: x\n")

    assert read_file(zipfile.Path(tmp_path / "data.zip", "guide/"), "a.yaml", "a.yaml") == "title: x\n"


def test_an_error_that_a_parser_words_in_its_own_way_has_a_place_and_a_hint() -> None:
    """The place is the start of the file where it names none."""
    text = Text("a.yaml", ["title: x", "other"])
    named = yaml.MarkedYAMLError(problem="of another kind", problem_mark=yaml.Mark("", 0, 1, 2, None, 0))
    found = [syntax_problem(text, error) for error in (named, yaml.MarkedYAMLError())]

    assert [(one.line, one.column, one.message) for one in found] == [
        (2, 3, "this is not YAML"),
        (1, 1, "this is not YAML"),
    ]
    assert [one.hint for one in found] == ["compare the line with the ones above it", ""]


@pytest.mark.parametrize("error", [yaml.YAMLError(), yaml.MarkedYAMLError(problem="of another kind")])
def test_an_error_of_a_parser_is_never_raised(error: yaml.YAMLError, monkeypatch: pytest.MonkeyPatch) -> None:
    """Though it says neither what is wrong nor where."""

    class Failing:
        def __init__(self, _: str) -> None:
            """Takes any text."""

        def get_event(self) -> yaml.Event:
            raise error

    monkeypatch.setattr(yaml_parser, "_LOADER", Failing)
    (problem,) = yaml_parser.read("title: x", "a.yaml").problems

    assert (problem.line, problem.column, problem.message) == (1, 1, "this is not YAML")


def test_texts_that_lost_something_are_reported_to_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    """As all problems of a file are."""
    monkeypatch.setattr(lost_text, "MAX_PROBLEMS", 3)
    document = yaml_parser.read("other_names:\n" + "  - Room for you #5\n" * 9, "a.yaml")

    assert [one.line for one in document.problems] == [2, 3, 4, 5]


def test_values_are_read_to_their_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    """The list and its items count, and what holds them."""
    for module in (plain_data, yaml_parser):
        monkeypatch.setattr(module, "MAX_VALUES", 4)
    with pytest.raises(ArticleError) as caught:
        load_text("other_names:\n  [a, a, a, a]\n")
    (problem,) = (one for one in caught.value.problems if one.code == "CC217")

    assert (problem.line, problem.message, problem.hint) == (2, "more than 4 values", "divide the file")


def test_what_has_no_place_of_its_own_is_at_the_start_of_its_file() -> None:
    """As nothing else of it can be shown."""
    mark = Document(Text("a.yaml", ["title: x"])).mark(("nowhere",))

    assert (mark.line, mark.column) == (1, 1)


def test_a_tab_is_reported_where_it_stands() -> None:
    """Where any parser would have taken it for a space as well."""
    with pytest.raises(ArticleError) as caught:
        load_text(GOOD.replace("\ntitle: ", "\ntitle:\t", 1))
    (problem,) = caught.value.problems

    assert (problem.code, problem.column, problem.message) == ("CC202", 7, "a tab where YAML wants spaces")
    assert problem.hint

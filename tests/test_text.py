"""Text is parsed once, by the model, and stays what was typed."""

import copy
import pickle
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from cma_content import Article
from cma_content.model import inline
from cma_content.model.inline import MarkupError, Reference, Strong
from cma_content.model.markdown import tokens
from cma_content.model.text import REFUSED, Text


class Record(BaseModel):
    """A record with a text."""

    text: Text


def test_a_text_is_its_source_and_holds_its_runs() -> None:
    """It prints, compares, hashes and serializes as what was typed."""
    text = Record.model_validate({"text": " Half earn **less** than <fact:pay>. "}).text

    assert "Half earn **less** than <fact:pay>." == text == str(text)
    assert text.runs == ("Half earn ", Strong("less"), " than ", Reference("fact", "pay", ""), ".")
    assert {text: 1} == {str(text): 1}
    assert Record(text=text).model_dump_json() == '{"text":"Half earn **less** than <fact:pay>."}'
    with pytest.raises(AttributeError, match="frozen"):
        text.runs = ()  # type: ignore[misc]


@pytest.mark.parametrize(
    "sign", ["\ue000", "\U0010fffd", "\ufdd0", "\ufffe", "\U0001ffff", "\U000fffff", "\x85", "\u202e"]
)
def test_a_code_without_a_character_of_its_own_is_refused(sign: str) -> None:
    """Fonts and validators have nothing for it."""
    with pytest.raises(ValidationError, match="cannot be printed"):
        Record.model_validate({"text": f"a{sign}b"})


@pytest.mark.parametrize(
    "text", ["\u0301a", "a **\u0323b**", "**a**\u0301", "[\u0e31a](#x)", "a [\ufe0f](term:x)", "\u1161"]
)
def test_a_mark_needs_its_letter(text: str) -> None:
    """At the start of a text and of its runs; elsewhere it has one."""
    with pytest.raises(ValidationError, match="a mark without its letter"):
        Record.model_validate({"text": text})
    assert Record.model_validate({"text": "a\u0323 **b\u0323** [x\u20dd](#x)"})


def test_a_text_travels_with_its_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A copy, and one from another process, is not parsed again; nor is one that is validated again."""
    text = Text("A **strong** word")
    pickled = pickle.dumps(text)

    def parse(_: str) -> tuple[inline.Run, ...]:
        raise AssertionError("parsed again")

    monkeypatch.setattr(inline, "parse", parse)
    for other in (pickle.loads(pickled), copy.copy(text), copy.deepcopy(text), Record(text=text).text):  # noqa: S301
        assert text == other
        assert text.runs == other.runs
        assert type(other) is Text


def test_a_text_without_runs_cannot_be_made() -> None:
    """Outside a record the error is the parser's own; inside, the record's."""
    with pytest.raises(MarkupError, match="no words"):
        Text("[](https://example.org)")
    with pytest.raises(ValidationError, match="no words"):
        Record.model_validate({"text": "[](https://example.org)"})


@given(st.text(alphabet="ab \t\n\r\0\\*_[]()<>!#&;`~{}:/.\u00a0\u2028", max_size=30))
def test_the_short_way_of_plain_text_parses_alike(text: str) -> None:
    """Text without markup is never given to the parser; given to it, it comes out the same."""
    if not inline._MARKUP.search(text):
        children = tokens(text)
        assert inline.parse(text) == tuple(inline._runs(iter(children), []))


def test_nothing_after_the_model_parses(kitchen_sink: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    """A handout is built of runs alone."""
    from cma_content import build

    monkeypatch.setattr(inline, "parse", None)
    monkeypatch.setattr(inline, "_usual", None)

    assert build(kitchen_sink).sections


def test_plain_text_needs_no_parser() -> None:
    """The library is loaded for the first text with markup."""
    program = (
        "import sys\nfrom cma_content.model.text import Text\n"
        "Text('plain, at $45'); print('markdown_it' in sys.modules)\n"
        "Text('*not* plain'); print('markdown_it' in sys.modules)"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)

    assert result.stdout == "False\nTrue\n"


@pytest.mark.parametrize("character", ["\0", "\x1b", "\x7f", "\x9f", "\ufffe", "\u202e", "\u2066"])
def test_a_text_made_in_python_holds_only_what_prints(character: str, kitchen_sink: Article) -> None:
    """As one in a file does: so that every format can carry it, and a dump can be loaded."""
    for field in ("title", "main_message"):
        with pytest.raises(ValidationError, match="a character that cannot be printed"):
            kitchen_sink.replace(**{field: f"a{character}b"})


def test_text_is_composed(kitchen_sink: Article) -> None:
    """One letter, one character: é is not an e with an accent behind it."""
    article = kitchen_sink.replace(title="Jose\u0301", main_message="**Jose\u0301**")

    assert article.title == "José"
    assert article.main_message.runs == (Strong("José"),)


def test_what_is_printable_is_never_refused() -> None:
    """So that a text of printable characters needs no further look."""
    assert not any(REFUSED.search(sign) for sign in map(chr, range(sys.maxunicode + 1)) if sign.isprintable())

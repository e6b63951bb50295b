"""How a handout is set: notes behind the sentence, signs of print, words that stay together."""

import dataclasses
import re
import subprocess
import time
from pathlib import Path
from typing import Final

import pytest
from printed import TEXT

from cma_content import Article
from cma_content.handout import tree
from cma_content.handout.notes import placed
from cma_content.handout.runs import Defined, Note, Run
from cma_content.handout.typography import AS_TYPED, WORDS, typeset
from cma_content.model.inline import Emphasis, Link, Strong


def shown(runs: tuple[Run, ...]) -> str:
    """Runs as text, notes in braces."""
    return "".join(
        run if isinstance(run, str) else f"{{{run.number}}}" if isinstance(run, Note) else run.text for run in runs
    )


@pytest.mark.parametrize(
    ("runs", "right"),
    [
        (("It pays $5", Note(1), " a year. More."), "It pays $5 a year.{1} More."),
        (("It pays $5", Note(2), ", or $6", Note(1), ", a year."), "It pays $5, or $6, a year.{1}{2}"),
        (("One", Note(3), "; two", Note(4), ". End"), "One;{3} two.{4} End"),
        (("One", Note(3), "; two", Note(3), ". End"), "One; two.{3} End"),
        (("One", Note(3), "; two. End", Note(3), "."), "One;{3} two. End.{3}"),
        (("One", Note(3), "; two", Note(3), Note(4), "."), "One;{3} two.{3}{4}"),
        (("Done.", Note(1), " Next", Note(2), "."), "Done.{1} Next.{2}"),
        (("Done. ", Note(1), "Next."), "Done.{1} Next."),
        (("Twice", Note(1), " and again", Note(1), "."), "Twice and again.{1}"),
        (("A cell", Note(2), Note(1)), "A cell{1}{2}"),
        (("It is so", Note(1), " in the U.S. as well. End."), "It is so in the U.S. as well.{1} End."),
        (("Ask", Note(1), " Dr. Smith. End."), "Ask Dr. Smith.{1} End."),
        (("It is 4", Note(1), ".5 or so (about). End."), "It is 4.5 or so (about).{1} End."),
        (("He said", Note(1), " \N{LEFT DOUBLE QUOTATION MARK}no.\N{RIGHT DOUBLE QUOTATION MARK} Then"),
         "He said \N{LEFT DOUBLE QUOTATION MARK}no.\N{RIGHT DOUBLE QUOTATION MARK}{1} Then"),
        (("See", Note(1), " ", Strong("this."), " Then"), "See this.{1} Then"),
        ((Strong("Name"), Note(1), ": what it is"), "Name: what it is{1}"),
        ((Note(1), Note(2)), "{1}{2}"),
        (("It is in ", Note(1), ". End."), "It is in.{1} End."),
        (("It is in ", Note(1), " as well."), "It is in as well.{1}"),
    ],
)  # fmt: skip
def test_notes_stand_behind_the_sentence(runs: tuple[Run, ...], right: str) -> None:
    """Merged and by number; a semicolon closes a sentence too. Once set, a line stays as it is."""
    made = placed(runs)

    assert shown(made) == right
    assert placed(made) == made
    assert {run for run in made if isinstance(run, Note)} == {run for run in runs if isinstance(run, Note)}


def test_lines_without_notes_are_the_same_object() -> None:
    """What needs no change costs no copy."""
    block = tree.Paragraph(("One ", Strong("two"), "."))

    assert typeset((block,), "en")[0] is block


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ('"Yes," she said.', "“Yes,” she said."),
        ("don't, the nurses' room, '90s", "don’t, the nurses’ room, ’90s"),
        ("('so') and \"a 'b' c\"", "(‘so’) and “a ‘b’ c”"),
        ('a "Top 10" list', "a “Top 10” list"),
        ("5'6\" tall", "5'6\" tall"),
        ("from 2024-34 and 2024-2034", "from 2024–34 and 2024–2034"),
        ("10-12 weeks, $5-10, 2-3.", "10–12\xa0weeks, $5–10, 2–3."),
        ("wait...", "wait…"),
        ("wait.... or ..", "wait…. or .."),
        ("ask Dr. Smith on page 3 for 45 days", "ask Dr.\xa0Smith on page\xa03 for 45\xa0days"),
        ("at 10 a.m.", "at 10\xa0a.m."),
        ("31-9092, 555-0100, 1-800-555-0100, 2026-11-26", "31-9092, 555-0100, 1-800-555-0100, 2026-11-26"),
        ("7K3F-9QX2-MMRT, COVID-19, 4N0X1, 9-1-1", "7K3F-9QX2-MMRT, COVID-19, 4N0X1, 9-1-1"),
        ("Title 10-12, § 2-15, 13:35-6.4, 24-7", "Title 10-12, §\xa02-15, 13:35-6.4, 24-7"),
        ("see https://example.org/'b'/2024-25", "see https://example.org/'b'/2024-25"),
        ("example.org/10-12", "example.org/10-12"),
        ("mail o'neil@example.org", "mail o'neil@example.org"),
        ("100 yearling calves", "100 yearling calves"),
        ("$45,690 a year, $21.97 an hour", "$45,690\xa0a\xa0year, $21.97\xa0an\xa0hour"),
        ("5 a yearling, a year", "5 a yearling, a year"),
        ("_____ name", "_____ name"),
    ],
)  # fmt: skip
def test_the_signs_of_print(typed: str, printed: str) -> None:
    """Quotes, apostrophes, ranges, dots and spaces; codes, phone numbers and addresses stay. Twice is once."""
    assert typeset(typed, "en") == printed
    assert typeset(printed, "en") == printed
    assert typeset(typed, "en-US") == printed
    assert typeset(typed, "vi") == typed


def test_a_quotation_may_open_in_one_run_and_close_in_another() -> None:
    """What a mark is depends on the run before it."""
    runs = ('Say "', Strong("no"), '" or "', Link("#a", "yes"), '".')

    assert "".join(run if isinstance(run, str) else run.text for run in typeset(runs, "en")) == "Say “no” or “yes”."


def test_what_someone_else_laid_down_stays() -> None:
    """Statements of a program, credit lines, addresses, ids and names in another language."""
    notices = tree.Notices("a-'b'", "It's", ('"Word for word" 10-12',))
    link = Link("https://example.org/'a'", "don't")
    masthead = tree.Masthead("L'École", "fr", None, "", (), None, ())

    assert typeset(notices, "en") == tree.Notices("a-'b'", "It’s", ('"Word for word" 10-12',))
    assert typeset((link,), "en") == (Link("https://example.org/'a'", "don’t"),)
    assert typeset(masthead, "en") is masthead


def test_every_text_of_the_tree_is_words_or_as_typed() -> None:
    """A new field of a part, a block or a run has to say which."""
    modules = (tree.blocks, tree.parts)
    kinds = {kind for module in modules for kind in vars(module).values() if hasattr(kind, "__dataclass_fields__")}
    kinds |= {Defined, Emphasis, Link, Strong}
    fields = {(field.name, str(field.type)) for kind in kinds for field in dataclasses.fields(kind)}
    texts = {name for name, kind in fields if kind == "<class 'str'>" or kind.startswith("typing.Literal['")}

    assert len(kinds) > 20
    assert len(texts) > 20
    assert texts <= WORDS | AS_TYPED
    assert not WORDS & AS_TYPED


def test_the_time_is_linear_in_a_text() -> None:
    """Of quotes, dashes and dots without end."""
    for piece in ('"', "'", "1-", '5"', "...", ". 1", "(", "a'"):
        text = piece * 20_000
        start = time.process_time()
        typeset(text, "en")
        assert time.process_time() - start < 0.5, piece


_SPACED: Final = re.compile(r".{0,30}(?:[^\S\n]|^)[.,;:)](?=\s|$)", re.MULTILINE)
"""A mark that closes, apart from the word before it."""
_SLIP: Final = re.compile(r".{0,30}(?:[\"']|\?\.|[;:,]\.|(?<!\.)\.\.(?!\.)|\( | - | -- |[\u201c\u2018] | \u201d)")
"""A sign of the keyboard, two marks where one belongs, a space inside what encloses."""


@pytest.mark.parametrize("name", TEXT)
def test_no_mark_stands_apart_from_its_word(name: str, guide: Article, handouts: Path) -> None:
    """Inline elements, such as glossary words, abbreviations and links, leave no space before what follows them."""
    path = handouts / f"{guide.id}.{name}"
    texts = [TEXT[name](path)]
    if name == "pdf":
        modes: tuple[list[str], ...] = ([], ["-raw"], ["-layout"])
        commands = (["pdftotext", *mode, str(path), "-"] for mode in modes)
        texts += [subprocess.run(one, capture_output=True, text=True, check=True).stdout for one in commands]

    assert _SPACED.findall("the ECG . And")
    assert [_SPACED.findall(text) for text in texts] == [[] for _ in texts]
    assert all(map(_SLIP.search, ("why?. A", "a - b", "the U.S.. A", "isn't", "( a")))
    assert _SLIP.findall(texts[0]) == []


@pytest.mark.parametrize("name", TEXT)
def test_the_number_of_a_source_is_never_part_of_a_figure(name: str, guide: Article, handouts: Path) -> None:
    """In the text of every format it is in brackets, with a comma before the next."""
    text = TEXT[name](handouts / f"{guide.id}.{name}")
    notes = re.findall(r"\[\d+\](?:,\[\d+\])*", text)

    assert len(notes) > 150
    assert re.findall(r"\][\[\w]", text) == []
    assert not [note for note in notes if (numbers := re.findall(r"\d+", note)) != sorted(set(numbers), key=int)]

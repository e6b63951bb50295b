"""How a handout is set: notes behind the sentence, signs of print, words that stay together."""

import re
from pathlib import Path

import pytest
from printed import TEXT

from cma_content import Article, export
from cma_content.handout import tree
from cma_content.handout.runs import Note, Run
from cma_content.handout.typography import placed, typeset
from cma_content.model.inline import Strong


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

    assert typeset((block,))[0] is block


@pytest.mark.parametrize("name", TEXT)
def test_the_number_of_a_source_is_never_part_of_a_figure(
    name: str, guide: Article, handouts: Path, tmp_path: Path
) -> None:
    """In the text of every format it is in brackets, with a comma before the next."""
    path = handouts / f"{guide.id}.{name}"
    if not path.exists():
        path = tmp_path / f"guide.{name}"
        path.write_bytes(export(guide, name))
    text = TEXT[name](path)
    notes = re.findall(r"\[\d+\](?:,\[\d+\])*", text)

    assert len(notes) > 150
    assert re.findall(r"\][\[\w]", text) == []
    assert not [note for note in notes if (numbers := re.findall(r"\d+", note)) != sorted(set(numbers), key=int)]

"""What a handout's code says: which edition and choices made it, and whether it is current."""

import re
from pathlib import Path

import pytest

from cma_content import Article, RenderOptions, build, publish
from cma_content.cli import main
from cma_content.errors import UsageError
from cma_content.handout.edition_code import CODE, identify, read_code
from cma_content.model.program import Program


def test_every_choice_has_a_code_of_its_own(kitchen_sink: Article, nowhere: Program) -> None:
    """Four letters or digits after the month of the review."""
    choices = [
        RenderOptions(),
        RenderOptions("a4"),
        RenderOptions(layout="fact-sheet"),
        RenderOptions(preset="large-print"),
        RenderOptions(region="TX"),
        RenderOptions(audience=("instructor", "student")),
        RenderOptions(program=nowhere),
        RenderOptions(program=nowhere.model_copy(update={"name": "Another school"})),
    ]
    codes = [build(kitchen_sink, edition).code for edition in choices]

    assert len(set(codes)) == len(choices)
    assert all(CODE.fullmatch(code) for code in codes)
    assert codes[0].startswith("2026-11 · ")
    assert build(kitchen_sink, RenderOptions(audience=("student", "instructor"))).code == codes[5]
    assert build(kitchen_sink.model_copy(update={"title": "Other"})).code != codes[0]


@pytest.mark.parametrize("name", ["pdf", "epub", "html", "docx", "md"])
def test_a_file_tells_what_made_it(name: str, kitchen_sink: Article, nowhere: Program, tmp_path: Path) -> None:
    """Whatever its format."""
    edition = RenderOptions("a4", "two-sided", "high-contrast", "TX", ("instructor",), nowhere)
    (made,) = publish(kitchen_sink, [name], tmp_path, edition).files
    assert made.path
    (found,) = identify(read_code(made.path), kitchen_sink, nowhere)

    assert found == RenderOptions("a4", "two-sided", "high-contrast", "US-TX", ("instructor",), nowhere)
    assert made.code == read_code(made.path)


def test_the_command_says_whether_it_is_current(capsys: pytest.CaptureFixture[str], guide: Article) -> None:
    """A code as a person types it; the choices in plain words."""
    code = build(guide, RenderOptions(layout="fact-sheet", region="WA")).code
    assert main(["identify", code.replace(" · ", " ").lower()]) == 0
    said = capsys.readouterr().out
    assert "current" in said
    assert "layout fact-sheet; preset standard; paper letter; audience student; region US-WA" in said

    assert main(["identify", re.sub(r"^\d{4}", "2019", code)]) == 1
    assert "not current" in capsys.readouterr().out


def test_what_is_no_code_is_told(kitchen_sink: Article, tmp_path: Path) -> None:
    """With the form of one."""
    with pytest.raises(UsageError, match="one looks like 2026-11 · K7F3"):
        identify("K7F3", kitchen_sink)
    path = tmp_path / "notes.txt"
    path.write_text("nothing here", "utf-8")
    with pytest.raises(UsageError, match="holds no edition code"):
        read_code(path)


def test_notes_for_others_are_never_in_a_student_s_copy(guide: Article, kitchen_sink: Article) -> None:
    """Unless they are asked for; a block that names nobody is for all."""
    marked = [block for section in guide.sections for block in section.blocks if block.audience]
    assert {who for block in marked for who in block.audience} == {"instructor", "counselor", "manager"}

    assert "For instructors" not in str(build(guide).sections)
    assert "Only a teacher reads this." not in str(build(kitchen_sink).sections)
    asked = build(kitchen_sink, RenderOptions(audience=("instructor",)))
    assert "Only a teacher reads this." in str(asked.sections)
    assert len(str(asked.sections)) > len(str(build(kitchen_sink).sections))
    assert main(["export", "--audience", "pupils"]) == 2

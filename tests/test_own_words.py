"""A program's own section and questions, marked as its own, and what of the guide it hides."""

import json
from pathlib import Path

import pytest

from cma_content import Article, ArticleError, LimitError, Limits, RenderOptions, build, export
from cma_content.checking.check import check_program
from cma_content.cli import main
from cma_content.errors import UnknownIdError, UsageError
from cma_content.handout import tree
from cma_content.handout.edition_code import code, identify
from cma_content.loading.loader import load_program, read_program
from cma_content.loading.templates import ARTICLE
from cma_content.model.program import Program
from cma_content.publishing import bounds

Said = pytest.CaptureFixture[str]
HEAD = 'schema_version: "1.0"\nid: a\nname: A school\n'
SECTION = "section: {title: How to apply, blocks: [{type: paragraph, text: Call us.}]}\n"
FOR_BOTH = """section:
  title: How to apply
  blocks:
    - {type: paragraph, text: Call us.}
    - {type: paragraph, text: Call them., audience: [instructor]}
"""


def program(folder: Path, text: str, article: Article) -> Program:
    """The program with these lines beside the ones that each has."""
    path = folder / "program.yaml"
    path.write_text(HEAD + text, "utf-8")
    return load_program(path, article)


def test_its_words_stand_after_the_guide_s_and_say_whose_they_are(kitchen_sink: Article, nowhere: Program) -> None:
    """A link, a figure and a word of the guide in them are the guide's; pay among them has its notice."""
    handout = build(kitchen_sink, RenderOptions(program=nowhere))
    *_, own = handout.sections
    first, *blocks, notice = own.blocks

    assert own.title == "Escuela Nowhere & <Sons>: How to apply & <when>"
    assert isinstance(first, tree.Paragraph)
    assert first.role == "note"
    assert first.runs == ("These are the words of Escuela Nowhere & <Sons>, not of this guide.",)
    assert "Half of all earn less than $45,690" in str(blocks)
    assert "this program’s graduates" in str(notice)
    (question,) = (block for block in blocks if isinstance(block, tree.Entry))
    assert question.title == "Is “Nowhere” near?"
    assert [entry.title for entry in handout.outline if entry.id == own.id] == [own.title]


def test_questions_alone_have_a_section_for_them(kitchen_sink: Article, tmp_path: Path) -> None:
    """Before the appendices, in contents and outline; a pack of chosen sections and a sheet have none."""
    made = program(tmp_path, "faqs: [{question: When?, answer: [In fall.]}]\n", kitchen_sink)
    end = kitchen_sink.sections[-1].replace(appendix=True)
    article = kitchen_sink.replace(sections=(*kitchen_sink.sections[:-1], end))

    assert [part.title for part in build(article, RenderOptions(program=made)).sections][-2:] == [
        "A school: Questions and answers",
        end.title,
    ]
    for options in (RenderOptions(program=made, sections=("text",)), RenderOptions(program=made, layout="fact-sheet")):
        assert "In fall." not in export(article, "md", options).decode()


def test_a_block_of_its_section_may_be_for_others(kitchen_sink: Article, tmp_path: Path) -> None:
    """As of the guide's."""
    made = program(tmp_path, FOR_BOTH, kitchen_sink)
    student, teacher = (
        export(kitchen_sink, "md", RenderOptions(program=made, audience=audience)).decode()
        for audience in (("student",), ("instructor",))
    )

    assert "Call us." in student
    assert "Call them." not in student
    assert "Call them." in teacher


def test_what_it_hides_is_printed_nowhere(kitchen_sink: Article, nowhere: Program) -> None:
    """In the guide, its tables and its sheets; what refers to it still has its name, and its limits stay."""
    options = RenderOptions(program=nowhere, audience=("student", "instructor"))
    guide = export(kitchen_sink, "md", options).decode()
    sheet = export(kitchen_sink, "md", RenderOptions(program=nowhere, layout="two-sided")).decode()

    for words in ("Answer the phone", "Only a teacher reads this", "An example credential"):
        assert words not in guide + sheet
    assert "Exams it opens:** DEMO (Example)" in guide
    assert "### Draw blood" in guide
    assert "### Delegated to you" in guide


def test_every_kind_of_entry_can_be_hidden(kitchen_sink: Article, tmp_path: Path) -> None:
    """Down to none of it, with nothing left of its heads; of sections, one is left."""
    fields = ("duties", "skills", "faqs", "education_paths", "credentials", "similar_jobs", "work_settings", "tools",
              "career_steps", "next_steps")  # fmt: skip
    hidden = {field: [entry.id for entry in getattr(kitchen_sink, field)] for field in fields}
    hidden |= {"sections": ["set", "text"], "blocks": ["for-teachers", "growth"]}
    made = program(tmp_path, f"hide: {json.dumps(hidden)}\n", kitchen_sink)
    assert made.hide
    assert {field for field, ids in made.hide if ids} == set(hidden)

    for layout in ("guide", "two-sided"):
        handout = build(kitchen_sink, RenderOptions(program=made, layout=layout))
        page = export(kitchen_sink, "md", RenderOptions(program=made, layout=layout)).decode()
        for field in fields:
            for entry in getattr(kitchen_sink, field):
                assert f"# {getattr(entry, 'name', getattr(entry, 'question', '?'))}" not in page
        assert all(part.blocks for part in handout.sections)
        assert handout.article is kitchen_sink
    assert "See pay (“Money”)" not in page


def test_a_vanished_id_is_an_error_with_its_successor(kitchen_sink: Article, tmp_path: Path) -> None:
    """In the file at its line, and for whoever has the program already; of one without, that nothing took its place."""
    (*retired,) = (entry.model_dump(exclude_unset=True) for entry in kitchen_sink.retired)
    more = [
        {"kind": kind, "id": f"old-{new}", "successor": new, "edition": "2026.2", "why": "It is better."}
        for kind, new in (("section", "money"), ("block", "growth"), ("faq", "nurse"))
    ]
    article = kitchen_sink.replace(retired=(*retired, *more))
    text = (
        "sections: [old-money]\nhide: {blocks: [old-growth], faqs: [old-nurse], duties: [sew]}\n"
        "faqs: [{question: How much?, answer: ['<fact:pay-middle>, see [there](#old-money).']}]\n"
    )
    with pytest.raises(ArticleError) as caught:
        program(tmp_path, text, article)
    found = [(problem.line, problem.message, problem.hint) for problem in caught.value.problems]

    assert [line for line, _, _ in found] == [4, 5, 5, 5, 6]
    hints = " ".join(f"{message} {hint}" for _, message, hint in found)
    for new in ("money", "growth", "nurse", "pay-median"):
        assert f"it was retired in edition 2026.2: use {new!r}" in hints
    assert "nothing took its place" in hints

    held = program(tmp_path, "hide: {faqs: [nurse], blocks: [growth]}\n", kitchen_sink)
    for gone in ({"faqs": ("old-nurse",)}, {"blocks": ("old-growth",)}):
        stale = Program.model_validate({**held.model_dump(), "hide": gone})
        with pytest.raises(UnknownIdError, match="use '(nurse|growth)'"):
            build(article, RenderOptions(program=stale))


def test_whose_ids_they_are_is_said_where_no_article_is_named(tmp_path: Path, capsys: Said) -> None:
    """The file of a program may be for another article than the guide."""
    (tmp_path / "school.yaml").write_text(f"{HEAD}hide: {{duties: [brakes]}}\n", "utf-8")
    (tmp_path / "article.yaml").write_text(ARTICLE, "utf-8")
    named, note = ["--program", str(tmp_path / "school.yaml")], "the ids are held to the guide's"

    assert main(["fragment", "day", *named]) == 1
    assert note in capsys.readouterr().err
    assert main(["fragment", "start", str(tmp_path / "article.yaml"), *named]) == 1
    assert note not in capsys.readouterr().err


def test_each_of_them_makes_another_handout(kitchen_sink: Article, tmp_path: Path) -> None:
    """With a code of its own, which names the program."""
    texts = ("", SECTION, "faqs: [{question: When?, answer: [In fall.]}]\n", "hide: {duties: [phone]}\n")
    codes = [code(kitchen_sink, RenderOptions(program=program(tmp_path, text, kitchen_sink))) for text in texts]

    assert len(set(codes)) == len(texts)
    assert all(found.startswith("2026.2 · by a · ") for found in codes)
    assert identify(codes[-1], kitchen_sink, program(tmp_path, texts[-1], kitchen_sink)).status == "current"
    assert identify(codes[-1], kitchen_sink, program(tmp_path, texts[1], kitchen_sink)).status == "not current"


def test_a_program_leaves_something_to_print(kitchen_sink: Article, tmp_path: Path) -> None:
    """`check` says so too, at its line; a hidden section cannot be chosen by a command either."""
    ids = [section.id for section in kitchen_sink.sections]
    made = program(tmp_path, f"hide: {{sections: {json.dumps(ids)}}}\n", kitchen_sink)
    with pytest.raises(UsageError, match="hides every section"):
        build(kitchen_sink, RenderOptions(program=made))
    report = check_program(read_program(tmp_path / "program.yaml", kitchen_sink), kitchen_sink)
    assert [(found.line, found.message) for found in report.problems if found.severity == "error"] == [
        (4, "the file of the program hides every section")
    ]
    some = program(tmp_path, "hide: {sections: [text]}\n", kitchen_sink)
    with pytest.raises(UsageError, match="'text' is hidden by the file of the program"):
        build(kitchen_sink, RenderOptions(program=some, sections=("text",)))


def test_its_words_are_counted_as_the_guide_s(kitchen_sink: Article, tmp_path: Path) -> None:
    """Before anything is drawn."""
    rows = ", ".join("[a, b]" for _ in range(400))
    table = f"section: {{title: T, blocks: [{{type: table, caption: C, columns: [A, B], rows: [{rows}]}}]}}\n"
    limits = Limits(cells=700)
    bounds.check(kitchen_sink, RenderOptions(program=program(tmp_path, SECTION, kitchen_sink)), limits)

    with pytest.raises(LimitError, match="cells"):
        bounds.check(kitchen_sink, RenderOptions(program=program(tmp_path, table, kitchen_sink)), limits)

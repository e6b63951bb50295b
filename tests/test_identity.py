"""What a handout's code says: which edition and choices made it, and whether it is current."""

import os
import re
import socket
import time
import zipfile
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from cma_content import Article, RenderOptions, build, export, publish
from cma_content.cli import main
from cma_content.errors import UsageError
from cma_content.handout.edition_code import identify
from cma_content.handout.file_code import read_code
from cma_content.model.lookups import indexes_of
from cma_content.model.program import Program

DIGEST = r"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}"
FULL = RenderOptions("a4", "two-sided", "high-contrast", "TX", ("instructor", "student"))


def test_every_choice_has_a_code_of_its_own(kitchen_sink: Article, nowhere: Program) -> None:
    """The edition, the unusual choices in words, and sixty bits that tell it from every other."""
    choices = {
        "": RenderOptions(),
        "a4": RenderOptions("a4"),
        "sheet": RenderOptions(layout="fact-sheet"),
        "large": RenderOptions(preset="large-print"),
        "TX": RenderOptions(region="Texas"),
        "instructor+student": RenderOptions(audience=("student", "instructor")),
        "omit money": RenderOptions(omit=("money",)),
        "TX · by nowhere": RenderOptions(program=nowhere),
        "two-sided · TX · contrast · a4 · instructor+student · by nowhere": replace(FULL, program=nowhere),
    }
    codes = {words: build(kitchen_sink, options).code for words, options in choices.items()}

    for words, code in codes.items():
        assert re.fullmatch(rf"2026\.2 · {f'{re.escape(words)} · ' if words else ''}{DIGEST}", code), (words, code)
    digests = {code[-14:] for code in codes.values()}
    digests.add(build(kitchen_sink, RenderOptions(program=nowhere.model_copy(update={"name": "Other"}))).code[-14:])
    digests.add(build(kitchen_sink.model_copy(update={"title": "Other"})).code[-14:])
    assert len(digests) == len(codes) + 2


@pytest.mark.parametrize("name", ["pdf", "epub", "html", "docx", "md"])
def test_a_file_tells_what_made_it(name: str, kitchen_sink: Article, nowhere: Program, tmp_path: Path) -> None:
    """Whatever its format."""
    (made,) = publish(kitchen_sink, [name], tmp_path, replace(FULL, program=nowhere)).files
    assert made.path
    found = identify(read_code(made.path), kitchen_sink, nowhere)

    assert (found.status, found.edition, found.program) == ("current", "2026.2", "nowhere")
    assert found.options == replace(FULL, region="US-TX", program=nowhere)
    assert found.code == made.code == read_code(made.path)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("name", ["docProps/core.xml", "EPUB/content.opf"])
def test_a_code_is_read_from_the_part_that_describes_a_zip(name: str, method: int, tmp_path: Path) -> None:
    """Also where another program saved it anew, with fields of its own in the headers; other parts may say anything."""
    code = "2026.2 · two-sided · TX · CM7K-XA8Z-PNPT"
    with zipfile.ZipFile(tmp_path / "file", "w", method) as made:
        for part, text in {"other.xml": "2026.1 · CM7K-XA8Z-0000", name: f"<x>{code}</x>"}.items():
            info = zipfile.ZipInfo(part)
            info.compress_type, info.extra = method, b"\x99\x99\x04\x00abcd"
            made.writestr(info, text)

    assert read_code(tmp_path / "file") == code


@pytest.mark.parametrize("is_packed", [True, False])
def test_a_code_is_read_from_the_metadata_of_a_pdf(is_packed: bool, tmp_path: Path) -> None:
    """Packed or not."""
    code = "2026.2 · two-sided · TX · CM7K-XA8Z-PNPT"
    stream = zlib.compress(code.encode()) if is_packed else code.encode()
    head = b"<</Type /Metadata /Filter /FlateDecode>>" if is_packed else b"<</Type /Metadata>>"
    (tmp_path / "file").write_bytes(b"%PDF-1.7\n" + head + b"\nstream\n" + stream + b"\nendstream")

    assert read_code(tmp_path / "file") == code


def test_data_is_the_same_whatever_the_choices(kitchen_sink: Article, tmp_path: Path) -> None:
    """So it has no code, and says so."""
    path = tmp_path / "article.json"
    path.write_bytes(export(kitchen_sink, "json"))
    assert path.read_bytes() == export(kitchen_sink, "json", RenderOptions("a4", preset="large-print"))

    with pytest.raises(UsageError, match="is data, which has no edition code"):
        read_code(path)


def test_a_code_is_read_as_people_type_it(kitchen_sink: Article) -> None:
    """In small letters, with spaces or points between, an O for a zero; and printed as it was."""
    code = build(kitchen_sink, replace(FULL, omit=("behind",))).code
    typed = [code.lower(), code.replace(" · ", " "), code.replace("-", "").replace("twosided", "two-sided")]
    typed += [f"  {code[:-14]}{code[-14:].replace('0', 'o').replace('1', 'i')} "]
    for text in typed:
        found = identify(text, kitchen_sink)
        assert (found.status, found.code) == ("current", code), text


def test_a_region_that_reads_like_another_choice_is_marked(kitchen_sink: Article) -> None:
    """A place may be called a4."""
    old = kitchen_sink.model_dump_json()
    article = Article.model_validate_json(old.replace('"US-TX"', '"FR-A4"'))
    code = build(article, RenderOptions("a4", region="Texas")).code
    found = identify(code, article)

    assert " · in A4 · a4 · " in code
    assert (found.status, found.options) == ("current", RenderOptions("a4", region="FR-A4"))


def test_of_two_places_of_one_code_the_second_has_its_nation_s(kitchen_sink: Article) -> None:
    """As FR-TX beside US-TX."""
    there = kitchen_sink.place("US-TX").replace(id="FR-TX", name="Elsewhere", short="Elsewhere", within=())
    assert kitchen_sink.pay
    areas = (*kitchen_sink.pay.areas, kitchen_sink.pay.areas[1].replace(place="FR-TX"))
    article = kitchen_sink.replace(places=(*kitchen_sink.places, there), pay=kitchen_sink.pay.replace(areas=areas))
    codes = [build(article, RenderOptions(region=id_)).code for id_ in ("US-TX", "FR-TX")]

    assert [code.split(" · ")[1] for code in codes] == ["TX", "FR-TX"]
    found = [identify(code, article).options for code in codes]
    assert found == [RenderOptions("letter", region="US-TX"), RenderOptions("letter", region="FR-TX")]


def test_pay_of_the_region_on_the_first_page_is_a_part_of_the_code(kitchen_sink: Article) -> None:
    """Where nothing else prints it; without a region it changes nothing."""
    assert kitchen_sink.pay
    section = {"id": "one", "title": "One", "blocks": [{"type": "paragraph", "text": "Words."}]}
    facts = [one.replace(from_pay="median") if one.id == "pay-median" else one for one in kitchen_sink.facts]
    before = kitchen_sink.replace(facts=facts, sections=[section], fact_sheet=[], faqs=[])
    nation, texas = kitchen_sink.pay.areas
    texas = texas.replace(yearly=texas.yearly.replace(median=texas.yearly.median + 1))
    after = before.replace(pay=kitchen_sink.pay.replace(areas=(nation, texas)))

    here, anywhere = RenderOptions(region="US-TX"), RenderOptions()
    assert build(before, here).code != build(after, here).code
    assert build(before, anywhere).code == build(after, anywhere).code


def test_what_changed_is_not_current(kitchen_sink: Article, nowhere: Program) -> None:
    """An edition, a word, a figure of the program; what the code says is said all the same."""
    options = replace(FULL, region="US-TX", program=nowhere)
    code = build(kitchen_sink, options).code
    for article, program in (
        (kitchen_sink.model_copy(update={"edition": "2027.1"}), nowhere),
        (kitchen_sink.model_copy(update={"title": "Other"}), nowhere),
        (kitchen_sink.model_copy(update={"pay": None}), nowhere),
        (kitchen_sink, nowhere.model_copy(update={"name": "Other"})),
    ):
        found = identify(code, article, program)
        assert (found.status, found.edition, found.options.layout) == ("not current", "2026.2", "two-sided")
        assert found.code.endswith(code[-14:])
    for other in (None, nowhere.model_copy(update={"id": "elsewhere"})):
        found = identify(code, kitchen_sink, other)
        assert (found.status, found.program, found.code) == ("unknown program", "nowhere", code)
    assert identify(code, kitchen_sink.model_copy(update={"program": nowhere})).status == "current"
    assert identify(code.replace(" · by nowhere", ""), kitchen_sink, nowhere).status == "not current"


def test_the_command_says_whether_it_is_current(
    capsys: pytest.CaptureFixture[str], guide: Article, tmp_path: Path
) -> None:
    """A code as a person types it, or a file; the choices in plain words."""
    code = build(guide, RenderOptions(layout="fact-sheet", region="WA")).code
    assert main(["identify", code.replace(" · ", " ").lower()]) == 0
    message = " ".join(capsys.readouterr().out.split())
    assert f"{code}: current" in message
    assert "layout fact-sheet; preset standard; paper letter; audience student; region US-WA" in message

    path = tmp_path / "old.md"
    path.write_text(re.sub(r"^\d{4}", "2019", code), "utf-8")
    assert main(["identify", str(path)]) == 1
    assert "not current" in capsys.readouterr().out
    assert main(["identify", "A" * 5000]) == 2
    assert "is not an edition code" in capsys.readouterr().err
    assert main(["identify", code.replace(" · WA", " · WA · by my-college")]) == 1
    assert "handed out by 'my-college'; name its file by --program" in capsys.readouterr().out


@pytest.mark.parametrize(
    "text", ["K7F3", "2026-11 · K7F3", "2026.1 sheet sheet 0000-0000-0000", "2026.1 by 000000000000"]
)
def test_what_is_no_code_is_said(text: str, kitchen_sink: Article) -> None:
    """With the form of one."""
    with pytest.raises(UsageError, match="is not an edition code"):
        identify(text, kitchen_sink)


SIZE = 10_000_000
HEADER = b"PK\3\4" + bytes(4) + b"\x08" + bytes(17) + b"\4\0\0\0.opf"
HARD = {
    "text": lambda: b"A" * SIZE,
    "zeros": lambda: bytes(SIZE),
    "chance": lambda: os.urandom(SIZE),
    "PDF of chance": lambda: b"%PDF-1.7" + os.urandom(SIZE),
    "editions": lambda: "2026.1 · ".encode() * (SIZE // 10),
    "digests": lambda: b"0000-0000-0000 " * (SIZE // 15),
    "almost codes": lambda: f"2026.1 · {'a · ' * 7}0000-0000-000 ".encode() * (SIZE // 60),
    "zip headers": lambda: b"PK\3\4" * (SIZE // 4),
    "zip members": lambda: HEADER * (SIZE // len(HEADER)),
    "zip bomb": lambda: HEADER + zlib.compress(b"0000-0000-0000" * SIZE)[2:],
    "metadata": lambda: b"%PDF-1.7" + b"/Metadata stream" * (SIZE // 16),
    "streams": lambda: b"%PDF-1.7" + b"stream\n" * (SIZE // 7),
    "PDF bomb": lambda: b"%PDF-1.7 /Metadata /Filter stream\n" + zlib.compress(bytes(20 * SIZE)),
}


@pytest.mark.parametrize("kind", HARD)
def test_no_file_is_read_for_long(kind: str, tmp_path: Path) -> None:
    """Ten megabytes of anything."""
    path = tmp_path / "file"
    path.write_bytes(HARD[kind]())
    started = time.process_time()
    with pytest.raises(UsageError, match="holds no edition code"):
        read_code(path)

    assert time.process_time() - started < 2


def test_what_cannot_be_a_handout_is_not_read(tmp_path: Path) -> None:
    """A pipe, a folder, a file that is not there, a file without end."""
    os.mkfifo(tmp_path / "pipe")
    with (tmp_path / "vast").open("wb") as file:
        file.truncate(10**12)
    for name, message in {
        "pipe": "it is a pipe",
        ".": "Is a directory",
        "none": "cannot read",
        "vast": "more than the 16,000,000",
    }.items():
        with pytest.raises(UsageError, match=message):
            read_code(tmp_path / name)


def test_what_is_no_file_is_named_as_what_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder, a pipe, a socket or a device is no code that was typed wrong; what is not there may be one."""
    monkeypatch.chdir(tmp_path)
    Path("d.pdf").mkdir()
    os.mkfifo("p.pdf")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("s.pdf")
        for name, message in {
            "d.pdf": "cannot read d.pdf: Is a directory",
            "p.pdf": "cannot read p.pdf: it is a pipe, not a file",
            "s.pdf": "cannot read s.pdf: it is a socket, not a file",
            "/dev/null": "cannot read /dev/null: it is a device, not a file",
            "": "'' is not an edition code",
            "gone.pdf": "'gone.pdf' is not an edition code",
        }.items():
            assert main(["identify", name]) == 2
            assert message in capsys.readouterr().err


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


def test_what_is_found_in_an_article_serves_all_its_programs(kitchen_sink: Article, nowhere: Program) -> None:
    assert indexes_of(kitchen_sink.with_program(nowhere)) is indexes_of(kitchen_sink)

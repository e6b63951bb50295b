"""Fact sheets as Word documents: pairs in columns, boxes, one box at the foot, on one page."""

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import get_args
from xml.etree import ElementTree as ET

import pytest
from cma_content_docx import DOCXExporter
from parity import of_docx, of_handout

from cma_content import Article, RenderOptions, build, export
from cma_content.design.tokens import Preset
from cma_content.exporting.verification import verify
from cma_content.handout import Handout, tree
from cma_content.handout.options import Layout
from cma_content.loading.loader import load_program
from cma_content.model.program import Program

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
EXTENT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
EXAMPLES = Path(__file__).parents[1] / "examples" / "programs"
PROGRAMS = Path(__file__).parent / "programs"
EMU = 635
"""Of a twentieth of a point."""


def document(content: bytes) -> ET.Element:
    """The text of a document."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return ET.fromstring(package.read("word/document.xml"))


def columns(section: ET.Element) -> int:
    """How many columns a section has."""
    found = section.find(f"{W}cols")
    assert found is not None
    return int(found.get(f"{W}num", 1))


def value(element: ET.Element, path: str) -> str:
    """The value of what stands at a path, or nothing."""
    found = element.find(path)
    return found.get(f"{W}val", "") if found is not None else ""


def style(table: ET.Element) -> str:
    """The style of a table."""
    return value(table, f"{W}tblPr/{W}tblStyle")


@pytest.mark.parametrize("preset", ["standard", "large-print"])
@pytest.mark.parametrize("layout", ["fact-sheet", "two-sided"])
@pytest.mark.parametrize("named", ["guide", "kitchen_sink"])
def test_a_sheet_says_what_the_handout_says(
    named: str, layout: Layout, preset: Preset, nowhere: Program, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """Boxes, duties and the foot too, in their order; and it proves what a guide proves."""
    article: Article = request.getfixturevalue(named)
    options = RenderOptions(layout=layout, preset=preset, program=nowhere if named == "kitchen_sink" else None)
    path = tmp_path / "sheet.docx"
    path.write_bytes(export(article, "docx", options))

    assert of_docx(path) == of_handout(build(article, options))
    assert [finding for finding in verify(path) if finding.status == "fail"] == []


def test_pairs_and_duties_stand_in_columns(guide: Article) -> None:
    """So do percentiles and their caption; each stretch has the foot, and only the back begins on a page of its own."""
    handout = build(guide, RenderOptions(layout="two-sided"))
    rows = [(section.side, section.row) for section in handout.sections]
    blocks = [block for section in handout.sections for block in section.blocks]
    spreads = sum(isinstance(block, tree.Chart) and block.kind == "spread" for block in blocks)
    pairs = sum(rows.count(row) == 2 for row in set(rows)) + spreads
    text = document(DOCXExporter().export(handout))
    sections = list(text.iter(f"{W}sectPr"))
    breaks = [one for one in text.iter(f"{W}br") if one.get(f"{W}type") == "column"]

    assert (spreads, pairs > 2) == (1, True)
    assert len(breaks) == pairs
    assert sum(columns(section) == 2 for section in sections) == pairs + 1
    assert all(section.find(f"{W}footerReference") is not None for section in sections)
    kinds = [value(section, f"{W}type") for section in sections]
    assert kinds.count("nextPage") == 1
    assert set(kinds[1:]) == {"continuous", "nextPage"}


def test_large_print_has_one_column(guide: Article) -> None:
    """Lines of few words would break all the time."""
    text = document(export(guide, "docx", RenderOptions(layout="two-sided", preset="large-print")))

    assert [columns(section) for section in text.iter(f"{W}sectPr")] == [1]


def test_a_name_of_several_lines_stands_beside_its_logo(guide: Article) -> None:
    """Its lines begin where the first does, right of the picture."""
    options = RenderOptions(layout="fact-sheet", program=load_program(PROGRAMS / "longest.yaml", guide))
    text = document(export(guide, "docx", options))
    first = next(text.iter(f"{W}p"))
    indent, extent = first.find(f"{W}pPr/{W}ind"), next(first.iter(EXTENT))

    assert indent is not None
    assert indent.get(f"{W}left") == indent.get(f"{W}hanging")
    assert int(extent.get("cx", 0)) / EMU < int(indent.get(f"{W}left", 0)) < int(extent.get("cx", 0)) / EMU + 300


def test_the_foot_of_large_print_breaks_before_the_digest(guide: Article) -> None:
    """Set flush right, and higher by a line; in standard type it stays one line from margin to margin."""
    program = load_program(PROGRAMS / "longest.yaml", guide)
    breaks, sides = [], []
    for preset in get_args(Preset):
        content = export(guide, "docx", RenderOptions(layout="fact-sheet", preset=preset, region="NY", program=program))
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            foot = next(name for name in package.namelist() if "footer" in name and "rels" not in name)
            made = ET.fromstring(package.read(foot))
        breaks.append(len(list(made.iter(f"{W}br"))))
        sides.append(value(made, f"{W}p/{W}pPr/{W}jc"))

    assert get_args(Preset) == ("standard", "large-print", "high-contrast")
    assert (breaks, sides) == ([0, 1, 0], ["", "right", ""])


def test_a_code_stays_on_the_page_of_its_caption(kitchen_sink: Article, nowhere: Program) -> None:
    """In large print, where they stand below one another."""
    options = RenderOptions(layout="fact-sheet", preset="large-print", program=nowhere)
    text = document(export(kitchen_sink, "docx", options))
    (code,) = (
        one
        for one in text.iter(f"{W}p")
        if value(one, f"{W}pPr/{W}pStyle") == "Figure" and "QR" in str(ET.tostring(one))
    )

    assert code.find(f"{W}pPr/{W}keepNext") is not None


def test_names_head_boxes_and_what_to_do_heads_the_foot(kitchen_sink: Article, nowhere: Program) -> None:
    """The first row of each is one that is repeated, and read, as a header."""
    cards = tree.Cards("boxes", tuple(tree.Card(f"Way {n}", ((f"Line {n}",), ("More",))) for n in range(4)))
    made = build(kitchen_sink, RenderOptions(layout="fact-sheet", program=nowhere))
    (action,) = (part for part in made.body if isinstance(part, tree.Action))
    section = tree.Section("ways", "Ways", (cards,), row=1)
    text = document(DOCXExporter().export(replace(made, body=(made.front, section, action, made.sources))))
    tables = [table for table in text.iter(f"{W}tbl") if style(table) in ("CardTable", "FootTable")]
    first = [["".join(cell.itertext()) for cell in table[2].iter(f"{W}tc")] for table in tables]

    assert [style(table) for table in tables] == ["CardTable", "CardTable", "FootTable"]
    assert all(table[2].find(f"{W}trPr/{W}tblHeader") is not None for table in tables)
    assert first[:2] == [["Way 0", "Way 1"], ["Way 2", "Way 3"]]
    assert len(first[2]) == 1
    assert first[2][0].startswith(action.title)


def test_what_stands_in_a_column_is_no_wider_than_it(guide: Article) -> None:
    """Charts and tables of a pair; key figures stand below one another, as amounts would break."""
    made = build(guide, RenderOptions(layout="two-sided"))
    blocks = [block for section in build(guide).sections for block in section.blocks]
    wanted = (tree.Chart, tree.Grid, tree.KeyFigures)
    (chart, grid, figures) = (next(block for block in blocks if isinstance(block, kind)) for kind in wanted)
    pair = (
        tree.Section("left", "Left", (chart, grid, figures), row=1),
        tree.Section("right", "Right", (tree.Paragraph(("Words",)),), row=1),
    )
    text = document(DOCXExporter().export(replace(made, body=(made.front, *pair, made.sources))))
    (section,) = (one for one in text.iter(f"{W}sectPr") if columns(one) == 2)
    size, margins, gap = (section.find(f"{W}{name}") for name in ("pgSz", "pgMar", "cols"))
    assert size is not None
    assert margins is not None
    assert gap is not None
    room = int(size.get(f"{W}w", 0)) - int(margins.get(f"{W}left", 0)) - int(margins.get(f"{W}right", 0))
    column = (room - int(gap.get(f"{W}space", 0))) // 2
    body = list(text[0])
    start = next(index for index, part in enumerate(body) if "".join(part.itertext()) == "Left")
    inside = body[start : next(index for index, part in enumerate(body) if "".join(part.itertext()) == "Right")]
    wide = [int(one.get("cx", 0)) / EMU for part in inside for one in part.iter(EXTENT)]
    wide += [sum(int(one.get(f"{W}w", 0)) for one in part.iter(f"{W}gridCol")) for part in inside]

    assert "KeyFigureTable" not in [style(part) for part in inside]
    assert max(wide) <= column + 1
    assert sum(width > 0.9 * column for width in wide) > 1


def pages(folder: Path, sheets: dict[str, Handout]) -> dict[str, int]:
    """How many pages LibreOffice makes of each, all in one run."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed (soffice)")
    for name, handout in sheets.items():
        (folder / f"{name}.docx").write_bytes(DOCXExporter().export(handout))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    files = [str(folder / f"{name}.docx") for name in sheets]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=300)
    told = (
        subprocess.run(["pdfinfo", str(folder / f"{name}.pdf")], capture_output=True, text=True, check=True, timeout=60)
        for name in sheets
    )
    counts = (re.search(r"^Pages:\s+(\d+)$", one.stdout, re.MULTILINE) for one in told)
    return {name: int(count[1]) for name, count in zip(sheets, counts, strict=True) if count}


def test_a_sheet_is_one_page_in_libreoffice_and_a_full_program_s_may_take_two(guide: Article, tmp_path: Path) -> None:
    """With every part of it, for no reader and for the five programs; a two-sided one takes two."""
    programs: dict[str, Program | None] = {path.stem: load_program(path, guide) for path in EXAMPLES.glob("*.yaml")}
    programs["nobody"] = None
    assert len(programs) == 6
    sheets = {
        f"{name}-letter": build(guide, RenderOptions(layout="fact-sheet", program=program))
        for name, program in programs.items()
    }
    fullest = programs["community-college"]
    sheets["fullest-a4"] = build(guide, RenderOptions("a4", "fact-sheet", program=fullest))
    sheets["fullest-two-sided"] = build(guide, RenderOptions("letter", "two-sided", region="NY", program=fullest))
    sheets["longest"] = build(
        guide, RenderOptions(layout="fact-sheet", program=load_program(PROGRAMS / "longest.yaml", guide))
    )
    found = pages(tmp_path, sheets)

    assert found.pop("longest") == 2
    assert found.pop("fullest-two-sided") == 2
    assert set(found.values()) == {1}, found

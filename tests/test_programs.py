"""A program's own words on a handout: all of them, exactly, and nothing of the guide's changed."""

import io
import re
import subprocess
from pathlib import Path

import pytest
import zxingcpp
from parity import of_docx, of_epub, of_html, of_markdown, of_pdf, squeezed
from PIL import Image, ImageFile
from pydantic import ValidationError

from cma_content import Article, ArticleError, RenderOptions, build, export
from cma_content.design.colors import PAPER, contrast, mix, with_contrast
from cma_content.design.tokens import design
from cma_content.exporting.fitting import fit
from cma_content.exporting.registry import get_exporter
from cma_content.handout import tree
from cma_content.loading.loader import load_program, load_text
from cma_content.model.authored import Picture
from cma_content.model.images import LOGO, UnusablePictureError, pixels
from cma_content.model.inline import Link
from cma_content.model.program import Program

EXAMPLES = sorted((Path(__file__).parent.parent / "examples" / "programs").glob("*.yaml"))
HEAD = 'schema_version: "1.0"\nid: a\nname: A school\n'


def found(folder: Path, text: str, article: Article) -> list[str]:
    """The problems of a program with these lines, code and message."""
    path = folder / "program.yaml"
    path.write_text(HEAD + text, "utf-8")
    with pytest.raises(ArticleError) as caught:
        load_program(path, article)
    return [f"{problem.rule.code} {problem.line} {problem.message} {problem.hint}" for problem in caught.value.problems]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_makes_every_sheet(path: Path, guide: Article) -> None:
    """A college, a school, a clinic, a board and a school with a Spanish name."""
    assert len(EXAMPLES) == 5
    program = load_program(path, guide)
    for exporter in map(get_exporter, ("html", "epub", "pdf", "docx", "md")):
        handout = fit(guide, RenderOptions(layout="two-sided", program=program), exporter)
        assert handout.front.masthead
        assert handout.front.masthead.name == program.name
        assert exporter.export(handout)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_says_that_it_is_made_up(path: Path) -> None:
    """Its addresses lead nowhere and its numbers are kept for fiction."""
    text = path.read_text("utf-8")

    assert text.startswith("# An example. Every name, number and address in it is made up")
    assert set(re.findall(r"https?://[^\"/]+", text)) <= {
        f"https://{name}.example.org" for name in ("college", "school", "clinic", "jobs", "escuela")
    }
    numbers = re.findall(r"phone: (\S+)", text)
    assert numbers
    assert all(number.startswith("555-01") for number in numbers)


@pytest.mark.parametrize("name", ["html", "epub", "pdf", "docx", "md"])
def test_statements_are_printed_word_for_word(
    name: str, kitchen_sink: Article, nowhere: Program, tmp_path: Path
) -> None:
    """Signs of markup and all; a sheet leaves out what is kept to the guide."""
    path = tmp_path / f"handout.{name}"
    path.write_bytes(export(kitchen_sink, name, RenderOptions(program=nowhere)))
    readers = {"html": of_html, "epub": of_epub, "pdf": of_pdf, "docx": of_docx}
    message = readers[name](path) if name in readers else of_markdown(path.read_text("utf-8"))
    for statement in nowhere.statements:
        assert message.count(("p", squeezed(statement.text))) == 1

    sheet = build(kitchen_sink, RenderOptions(layout="fact-sheet", program=nowhere))
    (notices,) = (part for part in sheet.body if isinstance(part, tree.Notices))
    assert notices.statements == tuple(one.text for one in nowhere.statements if one.on_sheet)


def test_the_code_is_read_from_a_gray_page(kitchen_sink: Article, nowhere: Program, tmp_path: Path) -> None:
    """At the size that it is printed: two centimetres and more, with its quiet zone, its address beside it."""
    assert nowhere.scan
    for layout in ("guide", "fact-sheet"):
        path = tmp_path / f"{layout}.pdf"
        path.write_bytes(export(kitchen_sink, "pdf", RenderOptions(layout=layout, program=nowhere)))
        command = ["pdftoppm", "-r", "100", "-gray", "-png", str(path), str(tmp_path / layout)]
        subprocess.run(command, check=True, timeout=60)
        read = [
            (code.text, abs(code.position.top_right.x - code.position.top_left.x) / 100 * 2.54)
            for page in sorted(tmp_path.glob(f"{layout}-*.png"))
            for code in zxingcpp.read_barcodes(Image.open(page))
        ]
        ((address, centimetres),) = read
        assert address == nowhere.scan.address
        # The code itself; four modules of quiet zone stand around it.
        assert centimetres >= 1.6
        text = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout
        assert nowhere.scan.address.removeprefix("https://") in squeezed(text)


def test_pay_on_a_branded_handout_is_never_the_program_s(kitchen_sink: Article, nowhere: Program) -> None:
    """Wherever pay is printed, whom it counts is printed too; no field of a program can turn it off."""
    words = {
        True: "It is not what this program’s graduates earn.",
        False: "These figures are for all workers in the occupation, not this",
    }
    for layout in ("guide", "fact-sheet", "two-sided"):
        handout = build(kitchen_sink, RenderOptions(layout=layout, program=nowhere))
        says = words[handout.is_sheet]
        paid = [part for part in handout.sections if "$45,690" in str(part.blocks) or "$39,520" in str(part.blocks)]
        if layout == "guide":
            assert paid
            assert all(says in str(part.blocks[-1]) for part in paid)
        else:
            assert "$45,690" in str(handout.front.figures)
            assert says in str(handout.front.note)


def test_a_program_chooses_sections_and_their_order(kitchen_sink: Article, nowhere: Program) -> None:
    """A link to a section that is left out keeps its words; a word without a glossary is explained all the same."""
    some = nowhere.replace(sections=("text",))
    handout = build(kitchen_sink, RenderOptions(program=some))

    assert [part.id for part in build(kitchen_sink, RenderOptions(program=nowhere)).sections] == [
        "money",
        "text",
        "lists",
        "by-nowhere",
    ]
    assert [part.id for part in handout.sections] == ["text", "by-nowhere"]
    page = export(kitchen_sink, "html", RenderOptions(program=some)).decode()
    assert 'href="#money"' not in page
    assert "word-needle" not in page


def test_the_guide_s_own_facts_stay_as_they_are(guide: Article) -> None:
    """A program lays its own beside them."""
    program = load_program(EXAMPLES[1], guide)
    handout = build(guide, RenderOptions(program=program))
    assert handout.front.masthead
    assert handout.front.masthead.facts

    assert handout.article.facts == guide.facts
    assert handout.article.with_program(None) == guide


def test_an_accent_without_contrast_is_refused_with_the_nearest_that_has_it(guide: Article, tmp_path: Path) -> None:
    """Contrast is a matter of arithmetic, so the remedy is too."""
    (message,) = found(tmp_path, 'accent: "#ffe100"\n', guide)
    nearest = re.search(r"#[0-9a-f]{6}(?='$)", message)
    assert nearest
    assert message.startswith("CC601 4")

    assert 4.5 <= contrast(nearest[0], PAPER) < 5
    assert with_contrast("#0b5563", PAPER, 4.5) == "#0b5563"
    assert [with_contrast("#0b5563", ground, 20) for ground in ("#888888", "#444444")] == ["#000000", "#ffffff"]
    for accent in ("#0b5563", "#c00000", "#767676", nearest[0], "#000000"):
        look = design(accent=accent)
        assert contrast(look.dark["accent"], look.dark["wash"]) >= 4.5
        assert contrast(accent, look.colors["wash"]) >= 4.5
    assert design(accent="#0b5563").colors["wash"] == mix("#0b5563", PAPER, 0.93)
    assert design("high-contrast", accent="#c00000").colors["accent"] == "#000000"


def picture(form: str, size: tuple[int, int] = (8, 8)) -> bytes:
    """A small picture."""
    file = io.BytesIO()
    Image.new("RGB", size, "#123456").save(file, form)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("logo.gif", picture("GIF"), "neither a PNG nor a JPEG"),
        ("logo.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "neither a PNG nor a JPEG"),
        ("logo.png", picture("PNG", (400, 400))[:80], "is a broken picture"),
        ("logo.png", picture("PNG", (3000, 2000)), "pixels; 4,000,000 are the most"),
        ("logo.png", b"\x89PNG" + bytes(600_000), "larger than 500 kB"),
        ("logo.png", None, "there is no file 'logo.png'"),
        (f"{'long ' * 54}.png", None, "there is no file 'long long"),
        ("../logo.png", None, "in the program's own folder"),
        ("/etc/hostname", None, "in the program's own folder"),
    ],
    ids=["gif", "svg", "torn", "vast", "heavy", "missing", "long", "above", "absolute"],
)
def test_a_logo_is_a_picture_of_the_program_s_own_folder(
    name: str, content: bytes | None, message: str, guide: Article, tmp_path: Path
) -> None:
    """By what is in the file, not by its name."""
    if content is not None:
        (tmp_path / name).write_bytes(content)
    (problem,) = found(tmp_path, f"logo: {{file: {name}, alt: A sign}}\n", guide)

    assert problem.startswith("CC602 4")
    assert message in problem


def test_the_words_of_a_picture_say_more_than_those_beside_it() -> None:
    """A logo's than the program's name, a picture's than its caption: read aloud, they would be said twice."""
    given = {"file": "a.png", "content": picture("PNG")}
    logo = {"schema_version": "1.0", "id": "p", "name": "Our School", "logo": given | {"alt": "our school"}}
    with pytest.raises(ValidationError, match="the logo's words are the program's name"):
        Program.model_validate(logo)
    with pytest.raises(ValidationError, match="are its caption, which stands below it"):
        Picture.model_validate(given | {"type": "picture", "alt": "A blue door", "caption": "A blue door"})


def test_a_logo_of_data_is_in_base64() -> None:
    """Else it is reported as what it is."""
    logo = {"file": "a.png", "alt": "A sign", "content": "no base64!"}
    with pytest.raises(ValidationError, match="the content of the logo is not in base64"):
        Program.model_validate({"schema_version": "1.0", "id": "p", "name": "P", "logo": logo})


@pytest.mark.parametrize("lenient", [False, True])
@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_half_a_picture_is_broken_whatever_pillow_was_set_to(
    form: str, lenient: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A host may have it make do with half; its flag is neither heeded nor changed."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", lenient)
    whole = io.BytesIO()
    Image.effect_noise((200, 200), 80).convert("RGB").save(whole, form)
    content = whole.getvalue()

    assert pixels(content, LOGO) == pixels(content + b"more", LOGO)
    for size in (len(content) // 2, len(content) - 60, len(content) - 12 * (form == "PNG") - 1):
        with pytest.raises(UnusablePictureError, match="^is a broken picture$"):
            pixels(content[:size], LOGO)
    assert ImageFile.LOAD_TRUNCATED_IMAGES is lenient


def test_a_logo_is_not_read_through_a_link(guide: Article, tmp_path: Path) -> None:
    """Which could lead anywhere."""
    outside = tmp_path / "outside.png"
    outside.write_bytes(picture("PNG"))
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "logo.png").symlink_to(outside)

    assert "own folder" in found(inside, "logo: {file: logo.png, alt: A sign}\n", guide)[0]


def test_a_picture_that_comes_without_a_folder_is_looked_at_too() -> None:
    """In JSON a logo is its own bytes."""
    with pytest.raises(ArticleError, match="and there is no file"):
        load_text('title: x\nprogram: {schema_version: "1.0", id: a, name: A, logo: {file: a.png, alt: A sign}}\n')


def test_wrong_references_are_reported_with_the_nearest(guide: Article, tmp_path: Path) -> None:
    """A section or a region that the article does not have."""
    (section,) = found(tmp_path, "sections: [rolle]\n", guide)
    (region,) = found(tmp_path, "region: Texxas\n", guide)

    assert "there is no section 'rolle'" in section
    assert "did you mean 'role'?" in section
    assert "there is no region 'Texxas' did you mean 'Texas'?" in region


@pytest.mark.parametrize("region", ["US-TX", "TX", "Texas", "texas"])
def test_a_region_is_named_as_on_the_command_line(region: str, guide: Article, tmp_path: Path) -> None:
    """By its code or its name; the handout is the same."""
    (path := tmp_path / "program.yaml").write_text(f"{HEAD}region: {region}\n", "utf-8")
    handout = build(guide, RenderOptions(layout="fact-sheet", program=load_program(path, guide)))

    assert handout.options.region == "US-TX"


def test_the_tree_tells_who_hands_it_out(kitchen_sink: Article, nowhere: Program) -> None:
    """Links that can be called, written to and followed."""
    masthead = build(kitchen_sink, RenderOptions(program=nowhere)).front.masthead
    assert masthead
    links = [run.href for line in masthead.contact for run in line if isinstance(run, Link)]

    assert links == ["tel:5550100", "mailto:ask@example.org"]
    assert masthead.code
    assert masthead.code.link.text == "example.org/ma?a=1&b=2"
    assert masthead.language == "es"

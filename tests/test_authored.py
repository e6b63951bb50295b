"""Blocks that an author sets: each in every format, bounded, and drawn so that paper and screen readers have it."""

import io
import re
import struct
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from lxml import html
from PIL import Image

from cma_content import Article, ArticleError, RenderOptions, build, dump, export, load, load_text
from cma_content.checking import check as checking
from cma_content.handout import tree
from cma_content.insight.prose import of_blocks
from cma_content.loading.loader import read_file_as
from cma_content.loading.templates import ARTICLE
from cma_content.model import images, pictures
from cma_content.model.authored import Picture

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def written(folder: Path, *blocks: str) -> Path:
    """The template's article with more blocks in its first section, as a file in a folder."""
    path = folder / "article.yaml"
    lines = "".join(f"      - {block}\n" for block in blocks)
    path.write_text(ARTICLE.replace("  - id: questions\n", f"{lines}  - id: questions\n", 1), "utf-8")
    return path


def photo(folder: Path, size: tuple[int, int], name: str = "door.jpg", **settings: Any) -> None:
    """A picture of that many pixels in a folder, its left half dark."""
    made = Image.new("RGB", size, "#ffffff")
    made.paste("#203040", (0, 0, size[0] // 2, size[1]))
    made.save(folder / name, **settings)


def first_of(handout: tree.Handout, kind: type[Any]) -> Any:
    """The first block of a kind."""
    return next(block for section in handout.sections for block in section.blocks if isinstance(block, kind))


def page_of(article: Article) -> Any:
    """The web page of an article."""
    return html.fromstring(export(article, "html"))


def document_of(article: Article) -> ET.Element:
    """What Word shows of an article."""
    with zipfile.ZipFile(io.BytesIO(export(article, "docx"))) as package:
        return ET.fromstring(package.read("word/document.xml"))


def column_of(article: Article) -> int:
    """The width of Word's text in twentieths of a point, by the paper and the margins that the document names."""
    section = next(document_of(article).iter(f"{_W}sectPr"))
    paper, margins = section.find(f"{_W}pgSz"), section.find(f"{_W}pgMar")
    assert paper is not None
    assert margins is not None
    return int(paper.attrib[f"{_W}w"]) - int(margins.attrib[f"{_W}left"]) - int(margins.attrib[f"{_W}right"])


def test_a_picture_is_turned_and_cleaned_before_any_format_has_it(tmp_path: Path) -> None:
    """What a camera writes beside the pixels says which side is up, and where the photo was taken."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "Taken at 12 Secret Street"
    photo(tmp_path, (300, 200), exif=exif, quality=90)
    article = load(written(tmp_path, "{type: picture, file: door.jpg, alt: A door., caption: Ours.}"))
    shown = first_of(build(article), tree.Illustration)
    with Image.open(io.BytesIO(shown.picture.content)) as opened:
        assert (opened.format, opened.size) == ("PNG", (200, 300))
        # The dark half, which was at the left, is at the top.
        gray = opened.convert("L").tobytes()
        assert gray[50 * 200] < 100 < gray[250 * 200]
    assert all(b"Secret" not in export(article, name) for name in ("html", "docx", "json", "md"))


@pytest.mark.parametrize(
    ("size", "width", "share"),
    [((150, 100), "column", 1.0), ((150, 100), "half", 0.5), ((50, 100), "column", 0.35)],
)
def test_a_picture_is_no_wider_than_its_column_and_no_taller_than_a_third_of_a_page(
    size: tuple[int, int], width: str, share: float, tmp_path: Path
) -> None:
    """In every format by the same share of the width: seven tenths of it are the most in height."""
    photo(tmp_path, size)
    article = load(written(tmp_path, f"{{type: picture, file: door.jpg, alt: A door., width: {width}}}"))
    (style,) = page_of(article).xpath("//figure[@class='picture']/img/@style")
    extent = next(document_of(article).iter("{http://schemas.openxmlformats.org/drawingml/2006/main}ext"))
    measure = column_of(article) * 635

    assert first_of(build(article), tree.Illustration).share == pytest.approx(share, rel=0.01)
    assert float(re.fullmatch(r"width: (.*)%", style)[1]) == pytest.approx(share * 100, rel=0.01)  # type: ignore[index]
    assert int(extent.attrib["cx"]) == pytest.approx(share * measure, rel=0.02)
    assert re.search(r"\n\n> Picture: A door\.\n\n[^>]", export(article, "md").decode())


@pytest.mark.parametrize(
    ("size", "width", "found"),
    [
        ((850, 500), "column", True),
        ((860, 500), "column", False),
        ((430, 300), "half", False),
        ((90, 300), "half", True),
    ],
)
def test_a_picture_that_would_look_coarse_is_a_warning(
    size: tuple[int, int], width: str, found: bool, tmp_path: Path
) -> None:
    """Below 150 dots an inch at the width that it prints in."""
    photo(tmp_path, size)
    block = f"{{type: picture, file: door.jpg, alt: A door., width: {width}}}"
    problems = checking.check(read_file_as(Article, written(tmp_path, block))).problems

    assert [problem.code for problem in problems if problem.code == "CC820"] == ["CC820"] * found


def test_a_vast_picture_is_refused_by_what_its_head_says(tmp_path: Path) -> None:
    """And one of too many bytes, and one of too many beside each other; each without looking at the pixels."""
    photo(tmp_path, (8, 8), "vast.png")
    file = (tmp_path / "vast.png").read_bytes()
    (tmp_path / "vast.png").write_bytes(file[:16] + struct.pack(">II", 6000, 4001) + file[24:])
    (tmp_path / "heavy.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(images.PHOTO.file))
    for name, reason in (("vast.png", "24,000,000 are the most"), ("heavy.png", "larger than 8,000 kB")):
        with pytest.raises(ArticleError, match=reason):
            load(written(tmp_path, f"{{type: picture, file: {name}, alt: A door.}}"))


def test_no_file_names_pictures_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that is named twice is read once; none is remembered for other files beyond a bound."""
    monkeypatch.setattr(pictures, "MOST_FILES", 2)
    for name in ("a.png", "b.png", "c.png"):
        photo(tmp_path, (8, 8), name)
    blocks = [f"{{type: picture, file: {name}.png, alt: A door.}}" for name in "abab"]

    assert load(written(tmp_path, *blocks))
    monkeypatch.setattr(pictures, "_MOST_SEEN", 0)
    with pictures.seen_once():
        assert load(written(tmp_path, *blocks))
    with pytest.raises(ArticleError, match="more than 2 pictures for one file"):
        load(written(tmp_path, *blocks, blocks[0].replace("a.png", "c.png")))


def test_an_article_with_a_picture_loads_equal_from_its_data(kitchen_sink: Article) -> None:
    """Which hold the pixels, so that the file need not be there."""
    assert load_text(dump(kitchen_sink)) == kitchen_sink
    assert Article.model_validate(kitchen_sink.model_dump()) == kitchen_sink
    with pytest.raises(ArticleError, match="is not in base64"):
        load_text(re.sub(r"content: iVBOR\S+", "content: nonsense!", dump(kitchen_sink)))
    with pytest.raises(ArticleError, match="is read from the folder of the article's file"):
        load_text(re.sub(r" +content: iVBOR\S+\n", "", dump(kitchen_sink)))


def test_a_picture_is_not_looked_at_twice(kitchen_sink: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    """An article is validated again whenever a part of it is replaced."""
    monkeypatch.setattr(images, "pixels", lambda *_: pytest.fail("it was"))
    again = kitchen_sink.replace(title="Another")

    assert any(isinstance(block, Picture) for section in again.sections for block in section.blocks)


def test_boxes_of_a_checklist_are_drawn_and_no_glyph(kitchen_sink: Article) -> None:
    """A font may lack one; in Markdown they are a checklist's own marks."""
    assert not set("\u2610\u25a1\u2751") & set(export(kitchen_sink, "html").decode())
    assert "- [ ] Ask " in export(kitchen_sink, "md").decode()
    document = document_of(kitchen_sink)
    assert len(list(document.iter(f"{_W}bdr"))) == 3
    assert not set("\u2610\u25a1\u2751") & set("".join(document.itertext()))


def test_lines_to_fill_in_are_high_enough_and_have_words(kitchen_sink: Article) -> None:
    """Eight millimeters are the least that a hand can write in."""
    drawn = page_of(kitchen_sink).xpath("//*[local-name()='svg'][@class='lines']")
    assert [one.get("aria-label") for one in drawn] == ["Blank line to fill in", "3 blank lines to fill in"]
    places = [float(line.get("y1").removesuffix("mm")) for line in drawn[1].xpath("*[local-name()='line']")]
    assert min(after - before for before, after in zip([0.0, *places], places, strict=False)) >= 8

    (style,) = [
        style
        for style in ET.fromstring(_part(export(kitchen_sink, "docx"), "word/styles.xml")).iter(f"{_W}style")
        if style.get(f"{_W}styleId") == "BlankLines"
    ]
    spacing = next(style.iter(f"{_W}spacing"))
    assert (spacing.get(f"{_W}lineRule"), int(spacing.get(f"{_W}line", 0)) / 1440 * 25.4 >= 8) == ("exact", True)
    assert [alias.get(f"{_W}val") for alias in document_of(kitchen_sink).iter(f"{_W}alias")] == [
        "Blank line to fill in",
        "3 blank lines to fill in",
    ]


def _part(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read(name)


def test_points_under_a_point_are_a_list_in_its_item(kitchen_sink: Article) -> None:
    """In Word at the next level of the list, so that a screen reader says so."""
    page = page_of(kitchen_sink)
    assert [li.text_content().strip() for li in page.xpath("//ol/li/ul/li")] == ["the lid", "the bag"]
    levels = [level.get(f"{_W}val") for level in document_of(kitchen_sink).iter(f"{_W}ilvl")]
    assert levels.count("1") == 4


def test_codes_of_several_links_have_names_of_their_own(tmp_path: Path) -> None:
    """Each with its address in words, and as it is typed."""
    links = [f"{{type: link, address: 'https://example.org/{name}', label: A visit}}" for name in "ab"]
    page = page_of(load(written(tmp_path, *links)))
    codes = page.xpath("//*[local-name()='svg'][@class='qr']")

    assert [code[0].text for code in codes] == [f"QR code that leads to example.org/{name}" for name in "ab"]
    assert len({code.get("aria-labelledby") for code in codes}) == 2
    assert page.xpath("//figure[@class='coded-link']//a/text()") == ["example.org/a", "example.org/b"]


def test_a_subheading_is_left_out_with_what_stands_below_it(tmp_path: Path) -> None:
    """Where that is for other readers."""
    blocks = ("{type: subheading, title: For teachers}", "{type: paragraph, audience: [instructor], text: Teach.}")
    article = load(written(tmp_path, *blocks))

    for audience, is_there in ((("student",), False), (("instructor",), True)):
        handout = build(article, RenderOptions(audience=audience))  # type: ignore[arg-type]
        assert any(entry.title == "For teachers" for entry in handout.outline) == is_there
        assert ("For teachers" in export(article, "md", RenderOptions(audience=audience)).decode()) == is_there  # type: ignore[arg-type]


def test_what_others_say_is_not_the_article_s_prose(kitchen_sink: Article) -> None:
    """Its words are nobody's here to make plainer; the points under a point are."""
    said = list(of_blocks(build(kitchen_sink).sections[-1].blocks))

    assert "the lid" in said
    assert not any("You learn by" in text for text in said)

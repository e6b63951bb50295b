"""A glyph that the font for text lacks comes from a second one that travels along; what both lack is named."""

import logging
import re
import subprocess
import sys
import unicodedata
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest
import validation
from cma_content_epub.cover import draw_cover
from cma_content_pdf import PDFExporter, fallback
from cma_content_pdf.layout import laid_out

from cma_content import Article, build, export
from cma_content.cli import main
from cma_content.diagnostics.install_lines import packages
from cma_content.errors import MissingEngineError, OutputError
from cma_content.exporting.abilities import DrawsGlyphs, UsesEngines
from cma_content.exporting.registry import get_exporter
from cma_content.model.blocks import Paragraph
from cma_content.rendering import fonts
from cma_content.testing.articles import KITCHEN_SINK

HERE = Path(__file__).parent
SAMPLES = {
    "arrows": "Wash your hands → put on gloves → greet the patient. ✓ Done. ☐ To do, ☑ done, ■ full.",
    "hyphens": "Co\xadope\xadration, well\u2011known 555\u20110100, a\u200bb, 5\u202fkg, a\u2060b, 98.6 °F, ⅓ cup, ≤ 5",
    "Vietnamese": "Tiếng Việt: Chúng tôi có dịch vụ thông dịch miễn phí. Hướng dẫn trợ lý y khoa. Nguyễn Thị Minh.",
    "Ukrainian": "Українська: безкоштовні послуги перекладача, тел. 555-0100.",
    "spaces": "a & \u2009 Ж "
    + "".join(f"{chr(code)}Ж {chr(code)} a" for code in (*range(0x2000, 0x200B), 0x205F, 0x3000)),
    "Greek": "Ελληνικά: δωρεάν υπηρεσίες διερμηνείας.",
}


def saying(article: Article, text: str) -> Article:
    """The article with a paragraph more, at the start of its first section."""
    first, *rest = article.sections
    section = first.model_copy(update={"blocks": (Paragraph(type="paragraph", text=text), *first.blocks)})
    return article.model_copy(update={"sections": (section, *rest)})


def words(text: str) -> str:
    """Text as a reader hears it: marks that are not drawn left out, spaces alike."""
    drawn = "".join(one for one in text if unicodedata.category(one) != "Cf")
    return " ".join(unicodedata.normalize("NFC", drawn).split())


@pytest.fixture(scope="module")
def samples(brief: Article, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A PDF with each of the samples, also in its title and in bold."""
    folder = tmp_path_factory.mktemp("samples")
    made = {}
    for name, text in SAMPLES.items():
        article = saying(brief, f"{text} **{text}**").model_copy(update={"title": text[:60]})
        made[name] = folder / f"{name}.pdf"
        made[name].write_bytes(export(article, "pdf"))
    return made


@pytest.mark.parametrize("name", SAMPLES)
def test_a_second_font_steps_in(name: str, samples: dict[str, Path]) -> None:
    """Embedded, cut to what is used, with what each glyph means; no third font; the words can be read out."""
    listed = subprocess.run(["pdffonts", samples[name]], capture_output=True, text=True, check=True).stdout
    found = [line.split() for line in listed.splitlines()[2:]]
    text = subprocess.run(["pdftotext", "-layout", samples[name], "-"], capture_output=True, text=True, check=True)

    assert {re.sub(r"^[A-Z]{6}\+|-(Bold|Italic)$", "", font[0]) for font in found} == {
        "Atkinson-Hyperlegible",
        "Source-Sans-3",
    }
    assert all(font[-5:-2] == ["yes", "yes", "yes"] for font in found)
    read = words(text.stdout).replace(" ", "")
    assert words(SAMPLES[name]).replace(" ", "") in read


def test_with_a_second_font_it_is_still_pdf_ua(samples: dict[str, Path]) -> None:
    """By veraPDF."""
    assert validation.verapdf(list(samples.values())) == []


def test_the_second_font_is_the_same_at_any_time(brief: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the clock nor what was made before is in its bytes."""
    article = saying(brief, SAMPLES["arrows"])
    first = export(article, "pdf")
    export(saying(brief, SAMPLES["Greek"]), "pdf")
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)

    assert export(article, "pdf") == first


def test_what_is_not_drawn_is_not_missing() -> None:
    """No space, joiner or selector that is let pass becomes a box."""
    every = (chr(code) for code in range(sys.maxunicode + 1))
    passed = [one for one in every if unicodedata.category(one) in ("Zs", "Zl", "Zp", "Cf", "Mn")]
    passed = [one for one in passed if not fonts.missing(one)]
    assert len(passed) > 300

    with laid_out(f"<html lang=en><title>A</title><body>{'<p>a'.join(passed)}") as document:
        assert document.write_pdf(pdf_variant="pdf/ua-1")


def test_the_fillers_of_hangul_are_missing() -> None:
    """Pango asks for a glyph, though nothing shows."""
    assert fonts.missing("a\u115f\u1160\u3164\uffa0") == "\u115f\u1160\u3164\uffa0"


def test_a_box_is_never_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even where a character was let pass, and the host hears no warnings."""
    monkeypatch.setattr(logging.getLogger("weasyprint"), "disabled", True)
    with (
        pytest.raises(OutputError, match="no glyph for U\\+2603"),
        laid_out("<html lang=en><title>A</title><p>A \N{SNOWMAN}") as document,
    ):
        document.write_pdf(pdf_variant="pdf/ua-1")


def test_every_missing_glyph_is_named_once(kitchen_sink: Article) -> None:
    """With its name and the words around it, all in one message."""
    article = saying(kitchen_sink, "Some 漢 here, and 😀, and 漢 again.").model_copy(
        update={"call_to_action": "Call us today 🎉 and ask."}
    )
    with pytest.raises(OutputError) as caught:
        export(article, "pdf")
    message = str(caught.value)

    assert "'漢' (U+6F22, cjk unified ideograph-6f22), in \"Some 漢 here" in message
    assert "'😀' (U+1F600, grinning face)" in message
    # The last two words of a call stay together, in an element of their own.
    assert '\'🎉\' (U+1F389, party popper), in "Call us today 🎉" under "Do this next"' in message
    assert 'under "Text"' in message
    assert message.count("U+6F22") == 1


def test_a_whole_text_in_another_script_is_named_in_bounds(kitchen_sink: Article) -> None:
    """Every character, the first twenty with their names."""
    strange = "".join(map(chr, range(0x4E00, 0x4E00 + 300)))
    with pytest.raises(OutputError) as caught:
        export(saying(kitchen_sink, " ".join(strange)), "pdf")
    message = str(caught.value)

    assert message.count("U+4E") == 20
    assert f"280 more characters ({strange[20:]})" in message


def test_a_missing_glyph_in_the_footer_is_named(kitchen_sink: Article) -> None:
    """It is printed on every page, beside the body."""
    handout = replace(build(kitchen_sink), footer="A \N{SNOWMAN} here")
    with pytest.raises(OutputError, match="U\\+2603"):
        PDFExporter().export(handout)


def test_missing_glyphs_are_known_beforehand() -> None:
    """Each once, in order, without the engine."""
    program = (
        "import sys; from cma_content_pdf import PDFExporter\n"
        "print(ascii(PDFExporter().missing_glyphs('漢 a → ✓ ế 漢😀\\ufe0f')), 'weasyprint' in sys.modules)"
    )
    made = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert made.stdout == r"'\u6f22\U0001f600' False" + "\n"


def test_without_the_fonts_the_line_that_installs_them_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """As for any engine."""
    monkeypatch.setitem(sys.modules, "fontpkg_source_sans_3", None)
    fonts._of_fallback.cache_clear()
    with pytest.raises(
        MissingEngineError, match=f"fontpkg_source_sans_3 is missing; install it: {re.escape(packages('pdf'))}"
    ):
        PDFExporter().missing_glyphs("→")


def test_a_glyph_that_no_font_has_stops_the_export(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With exit code 5, and no file."""
    source, out = tmp_path / "article.yaml", tmp_path / "out"
    text = KITCHEN_SINK.read_text("utf-8")
    source.write_text(text.replace("It is work.", "It is 漢."), "utf-8")

    assert main(["export", str(source), "--to", "pdf", "-o", str(out)]) == 5

    assert "cjk unified ideograph" in capsys.readouterr().err
    assert list(out.glob("*")) == []


def cover(article: Article, title: str) -> bytes | None:
    """The cover of a book with that title."""
    handout = build(article)
    return draw_cover(replace(handout, meta=replace(handout.meta, title=title)))


def test_the_cover_of_a_book_has_no_boxes(kitchen_sink: Article) -> None:
    """The second font steps in there too; a symbol that both lack goes. There is no cover without its title."""
    assert cover(kitchen_sink, "Call 🎉 us \N{SNOWMAN}") == cover(kitchen_sink, "Call us")
    assert cover(kitchen_sink, "Co\xadop\u200bera\u2060tion") == cover(kitchen_sink, "Cooperation")
    assert cover(kitchen_sink, "医疗助理 guide") is cover(kitchen_sink, "\u2060") is None
    assert len({cover(kitchen_sink, word) for word in ("Hướng", "Hưởng", "Hường", "→", "✓", "Ж", "⅓")} - {None}) == 7
    assert cover(kitchen_sink, "Hu\u031bo\u031b\u0301ng") == cover(kitchen_sink, "Hướng")


def test_a_book_is_bound_whatever_its_glyphs(kitchen_sink: Article) -> None:
    """Readers bring their own fonts."""
    strange = saying(kitchen_sink, "漢 🎉").model_copy(update={"title": "漢 🎉", "subtitle": "🎉"})

    assert export(strange, "epub").startswith(b"PK")


def test_engines_are_named_with_their_versions() -> None:
    """What decides the bytes beside the handout, for a manifest."""
    made = {name: get_exporter(name) for name in ("pdf", "epub", "docx")}
    found = {name: exporter.engines() for name, exporter in made.items() if isinstance(exporter, UsesEngines)}

    assert {"weasyprint", "pydyf", "pango", "harfbuzz", "fontconfig", "fonttools", *fonts.PACKAGES} <= found[
        "pdf"
    ].keys()
    assert {"EbookLib", "pillow", *fonts.PACKAGES} <= found["epub"].keys()
    assert {"python-docx", "pillow", "lxml"} <= found["docx"].keys()
    for versions in found.values():
        assert all(re.match(r"\d+(\.\d+)+", number) for number in versions.values()), versions
    assert isinstance(made["pdf"], DrawsGlyphs)
    assert not any(isinstance(get_exporter(name), UsesEngines | DrawsGlyphs) for name in ("html", "md"))


def test_no_word_is_in_two_fonts() -> None:
    """What needs the second font is set in it whole, with the text around it and the spaces as they were."""
    body = ET.fromstring("<body><p>Một con <b>vịt b</b> → <i>c</i> ế</p><svg><text>ế</text></svg></body>")
    fallback.mark(body)
    span = '<span class="fallback">{}</span>'.format

    assert ET.tostring(body, encoding="unicode") == (
        f"<body><p>{span('Một')} con <b>{span('vịt')} b</b> {span('→')} <i>c</i> {span('ế')}</p>"
        "<svg><text>ế</text></svg></body>"
    )
    assert "".join(run for _, run in fonts.runs(" a  → b\n✓")) == " a  → b\n✓"

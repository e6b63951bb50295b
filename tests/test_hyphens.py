"""A word that is wider than its column breaks with a hyphen, and is whole in the text that is taken from the page."""

import re
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

from cma_content_pdf import hyphens

from cma_content import Article, RenderOptions, export
from cma_content.model.blocks import Table

WORD = "electroencephalographicallymagnetohydrodynamically" + "otorhinolaryngologically"


def test_a_word_wider_than_its_column_is_hyphenated(kitchen_sink: Article, tmp_path: Path) -> None:
    (first, *rest) = kitchen_sink.sections
    table = Table(
        type="table",
        caption="Words",
        columns=("Short", "Long", "Other"),
        rows=(("a", WORD, "b " * 60), ("c", WORD, "d " * 60)),
    )
    article = kitchen_sink.replace(sections=(first.replace(blocks=(*first.blocks, table)), *rest))
    path = tmp_path / "hyphens.pdf"
    path.write_bytes(export(article, "pdf", RenderOptions(preset="large-print")))
    read = [
        subprocess.run(["pdftotext", *mode, str(path), "-"], capture_output=True, text=True, check=True).stdout
        for mode in (["-layout"], [])
    ]

    assert re.findall(r"(?:electro|magneto)\w*-(?:  |\n)", read[0])
    assert read[1].count(WORD) == 2


def test_a_word_wider_than_its_card_or_the_side_column_is_hyphenated() -> None:
    """Its text alone: a text whose words fit is set as it was."""
    body = ET.fromstring(
        f"<body><section><p>short</p><div class='row explained'><div><p>{WORD[:36]}</p></div>"
        f"<div><p class='gloss'>{WORD[:36]}</p></div></div>"
        f"<div class='in-columns'><div class='row'><div><li>{WORD}</li></div><div><li>short</li></div></div></div>"
        "</section></body>"
    )

    hyphens.allow(body)

    assert [one.get("class") for one in body.iter() if one.tag in ("p", "li")] == [
        None, None, "gloss breaks", "breaks", None,
    ]  # fmt: skip

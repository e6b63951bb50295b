"""A PDF to keep: its colors, its claims and its identifier; veraPDF's word on them is in test_handouts_validated."""

import io
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pikepdf
import pytest
from cma_content_pdf import archive
from PIL import Image, ImageCms

from cma_content import Article, RenderOptions, export


@pytest.fixture(scope="module")
def sheet(brief: Article) -> bytes:
    """One small PDF."""
    return export(brief, "pdf")


def test_the_profile_is_that_of_screens() -> None:
    """To the last step of each color, by the library that Pillow has for it; in less than a kilobyte."""
    ramp = bytes(value for step in range(256) for value in (step, 255 - step, step * 7 % 256))
    image = Image.frombytes("RGB", (256, 1), ramp)
    ours = ImageCms.ImageCmsProfile(io.BytesIO(archive.srgb()))
    changed = ImageCms.profileToProfile(image, ImageCms.createProfile("sRGB"), ours)
    assert changed is not None

    assert max(abs(a - b) for a, b in zip(ramp, changed.tobytes(), strict=True)) <= 1
    assert len(archive.srgb()) < 1000


def test_both_standards_are_claimed(sheet: bytes) -> None:
    """In metadata that an XML parser reads, beside one output intent."""
    with pikepdf.open(io.BytesIO(sheet)) as pdf:
        packet = pdf.Root.Metadata.read_bytes()
        profiles = [intent.DestOutputProfile.read_bytes() for intent in pdf.Root.OutputIntents]
    claims = {key: value for node in ET.fromstring(packet).iter() for key, value in node.attrib.items()}

    assert claims["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
    assert claims["{http://www.aiim.org/pdfa/ns/id/}part"] == "2"
    assert claims["{http://www.aiim.org/pdfa/ns/id/}conformance"] == "A"
    assert profiles == [archive.srgb()]


def test_the_identifier_is_of_the_content(sheet: bytes, brief: Article) -> None:
    """The same handout has the same one, another handout another."""
    other = export(brief, "pdf", RenderOptions("a4"))
    found = [re.findall(rb"/ID \[<(\w{32})> <(\w{32})>\]", content) for content in (sheet, other)]

    assert [len(ids) for ids in found] == [1, 1]
    assert len({found[0][0], found[1][0]}) == 2


def test_no_object_is_empty(sheet: bytes, tmp_path: Path) -> None:
    """What WeasyPrint's own tags leave behind is no part of the file, which stays whole."""
    (tmp_path / "sheet.pdf").write_bytes(sheet)
    with pikepdf.open(tmp_path / "sheet.pdf") as pdf:
        assert pdf.check_pdf_syntax() == []
        empty = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and not one.keys()]
        assert len(empty) < 20 < len(pdf.objects)

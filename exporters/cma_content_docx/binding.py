"""Styles, fonts, settings and properties around the text, bound into one reproducible zip."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from string import Template
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

import docx
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.opc.pkgwriter import PackageWriter
from docx.oxml import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement

from cma_content.design import tokens
from cma_content.handout import Handout
from cma_content.rendering import archive, fonts
from cma_content.rendering.moments import midnight
from cma_content_docx import pages, sheets, spacing, writing
from cma_content_docx.geometry import geometry
from cma_content_docx.oxml import w
from cma_content_docx.pen import Pen

_LONGEST_PROPERTY: Final = 255
_KEPT: Final = frozenset(
    (
        RELATIONSHIP_TYPE.CORE_PROPERTIES,
        RELATIONSHIP_TYPE.NUMBERING,
        RELATIONSHIP_TYPE.OFFICE_DOCUMENT,
        RELATIONSHIP_TYPE.SETTINGS,
        RELATIONSHIP_TYPE.STYLES,
    )
)
"""Of python-docx's own blank document, which brings a thumbnail and much else."""
_FACES: Final = {"embedRegular": "Regular", "embedBold": "Bold", "embedItalic": "Italic"}
_OBFUSCATED_FONT: Final = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
_SUPERSCRIPT: Final = '<w:vertAlign w:val="superscript"/>'
_RAISED: Final = '<w:position w:val="10"/><w:sz w:val="{size:.0f}"/><w:szCs w:val="{size:.0f}"/>'
# Word's spelling checker knows languages by their region.
_REGIONS: Final = {"en": "en-US"}


def bind(handout: Handout) -> bytes:
    """The document's bytes."""
    document = docx.Document()
    place = geometry(handout)
    tokens = _tokens(handout, is_tight=place.is_tight)
    _clear(document)
    for part, name in (
        (document.styles.element, "styles"),
        (document.part.numbering_part.element, "numbering"),
        (document.settings.element, "settings"),
    ):
        _replace(part, parse_xml(_filled(name, tokens)))
    _add_fonts(document, tokens)
    _describe(document, handout)
    pages.lay_out(document, handout, place)
    drawn = (sheets if place.is_tight else writing).stretches(Pen(document, handout.design, place), handout)
    # The last element of a body says how its pages are laid out.
    body = document.element.body
    _replace(body, pages.divided(drawn, body[-1]))
    return _packed(document)


def _clear(document: Document) -> None:
    for rels in (document.part.package.rels, document.part.rels):
        for key in [key for key, relation in rels.items() if relation.reltype not in _KEPT]:
            del rels[key]


def _replace(part: BaseOxmlElement, children: Iterable[Any]) -> None:
    for child in list(part):
        part.remove(child)
    part.extend(children)


def _tokens(handout: Handout, *, is_tight: bool) -> dict[str, str]:
    """What the templates of styles and settings leave open."""
    made = handout.design
    language = _REGIONS.get(handout.meta.language, handout.meta.language)
    return (
        {name.replace("-", "_"): color.removeprefix("#") for name, color in made.colors.items()}
        | {f"size_{role}": f"{size * 2:.0f}" for role, size in made.sizes.items()}
        | {
            name: f"{length:.0f}"
            for name, length in spacing.lengths(made, is_tight=is_tight, is_sheet=handout.is_sheet).items()
        }
        | {
            "font": tokens.FONT_FAMILY,
            "language": language,
            # Guidelines for large print ask for no italics.
            "emphasis": "<w:b/><w:bCs/>" if made.scale > 1 else "<w:i/><w:iCs/>",
            # A raised number is smaller than its size says, which large print does not allow.
            "raised": _RAISED.format(size=made.sizes["note"] * 2) if made.scale > 1 else _SUPERSCRIPT,
        }
    )


def _filled(name: str, tokens: Mapping[str, str]) -> str:
    template = (files(__package__) / "parts" / f"{name}.xml").read_text("utf-8")
    return Template(template).substitute(tokens)


def _add_fonts(document: Document, tokens: Mapping[str, str]) -> None:
    """The fonts themselves, so that pages look the same where the reader has not got them."""
    package = document.part.package
    font_table = Part(PackURI("/word/fontTable.xml"), CONTENT_TYPE.WML_FONT_TABLE, None, package)
    table = parse_xml(_filled("fonts", tokens))
    for number, (tag, face) in enumerate(_FACES.items(), start=1):
        key = uuid5(NAMESPACE_URL, f"cma_content/{face}")
        content = fonts.text_face(face).read_bytes()
        # ECMA-376, part 4, 17.8.1: the first 32 bytes are combined with the key, read from its end.
        mask = key.bytes[::-1] * 2
        content = bytes(a ^ b for a, b in zip(content, mask, strict=False)) + content[32:]
        part = Part(PackURI(f"/word/fonts/font{number}.odttf"), _OBFUSCATED_FONT, content, package)
        table[0].append(
            w(tag, r_id=font_table.relate_to(part, RELATIONSHIP_TYPE.FONT), fontKey=f"{{{str(key).upper()}}}")
        )
    font_table._blob = serialize_part_xml(table)
    document.part.relate_to(font_table, RELATIONSHIP_TYPE.FONT_TABLE)


def _describe(document: Document, handout: Handout) -> None:
    """Properties; dates come from the article."""
    meta, properties = handout.meta, document.core_properties
    properties.title = _property(meta.title)
    properties.subject = _property(meta.subtitle)
    properties.author = properties.last_modified_by = _property(meta.publisher)
    properties.language = meta.language
    properties.identifier = meta.code
    properties.comments = _property(f"{meta.license}: {meta.license_address}")
    properties.created = properties.modified = midnight(meta.reviewed)
    properties.revision = 1


def _property(words: str) -> str:
    """`words`, shortened to what a property holds; the text has them whole."""
    return words if len(words) <= _LONGEST_PROPERTY else f"{words[: _LONGEST_PROPERTY - 1]}\N{HORIZONTAL ELLIPSIS}"


def _packed(document: Document) -> bytes:
    """The document's zip, whatever the hour: python-docx would ask the clock."""
    package = document.part.package
    for part in package.parts:
        part.before_marshal()
    # What goes into the zip, and in which order, python-docx knows; it has no public way to say it without the zip.
    order: Any = PackageWriter
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        writer = _Zip(made)
        order._write_content_types_stream(writer, package.parts)
        order._write_pkg_rels(writer, package.rels)
        order._write_parts(writer, package.parts)
    return file.getvalue()


@dataclass(frozen=True, slots=True)
class _Zip:
    """A zip as python-docx writes into one."""

    zip: zipfile.ZipFile

    def write(self, uri: PackURI, content: bytes) -> None:
        archive.add(self.zip, uri.membername, content)

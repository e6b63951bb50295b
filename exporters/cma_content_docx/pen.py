"""The pen that draws paragraphs, links and pictures into a document, and counts what has to be counted."""

import copy
from collections.abc import Iterator
from itertools import count

from docx.document import Document
from docx.image.image import Image
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml.shape import CT_Inline
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.parts.image import ImagePart
from docx.shared import Length

from cma_content.design.tokens import Design
from cma_content.handout import anchors, tree
from cma_content.model.inline import Emphasis, Link, Strong
from cma_content_docx.geometry import Geometry
from cma_content_docx.oxml import bookmark, bookmark_name, text, w

Elements = Iterator[BaseOxmlElement]


class Pen:
    """Draws for `document`, to which list formats, pictures and web links are added on the way."""

    def __init__(self, document: Document, design: Design, geometry: Geometry) -> None:
        self.document = document
        self.design = design
        self.geometry = geometry
        self.style = "Normal"
        """Of running text: a box has its own."""
        self._bookmarks = 0
        self._pictures = 0
        self._addresses: dict[str, str] = {}
        """The relation to each address. Python-docx would look through all relations for each link."""
        relations = document.part.rels
        self._free = (name for number in count(1) if (name := f"rId{number}") not in relations)
        self._images: dict[bytes, tuple[str, Image]] = {}
        """The relation to each picture. Python-docx would digest all pictures for each."""
        # The first two list formats are those of the styles.
        self._lists = 2

    @property
    def is_tight(self) -> bool:
        """Whether it draws a sheet of one or two pages, whose parts stand close."""
        return self.geometry.is_tight

    def paragraph(
        self, style: str, *inside: BaseOxmlElement, anchor: str = "", number: int = 0, level: int = 0
    ) -> BaseOxmlElement:
        """A paragraph in a style, in the list format `number` at a level of it, where links to `anchor` lead."""
        properties = w("pPr", w("pStyle", val=style))
        if number:
            properties.append(w("numPr", w("ilvl", val=level), w("numId", val=number)))
        return w("p", properties, *self._place(anchor), *inside)

    def heading(
        self,
        level: int,
        title: str,
        anchor: str = "",
        *,
        look: str = "",
        frame: str = "",
        language: str = "",
    ) -> BaseOxmlElement:
        """A heading in Word's own style, which every program knows, with the look or the frame of another."""
        words = text(title, "", *self._part_of(look, "w:rPr/*"), language=language)
        made = self.paragraph(f"Heading{level}", words, anchor=anchor)
        borrowed = {"pBdr": frame or look, "shd": frame, "spacing": look, "ind": frame}
        made[0].extend(part for tag, style in borrowed.items() for part in self._part_of(style, f"w:pPr/w:{tag}"))
        return made

    def _part_of(self, style: str, path: str) -> list[BaseOxmlElement]:
        """Copies of what a style says of itself."""
        found = self.document.styles.element.xpath(f"w:style[@w:styleId='{style}']/{path}")
        return [copy.deepcopy(part) for part in found]

    def _place(self, anchor: str) -> Elements:
        if anchor:
            self._bookmarks += 1
            yield from bookmark(self._bookmarks, anchor)

    def numbering(self) -> int:
        """The number of a new list format, which counts from 1."""
        self._lists += 1
        override = w("lvlOverride", w("startOverride", val=1), ilvl=0)
        self.document.part.numbering_part.element.append(
            w("num", w("abstractNumId", val=1), override, numId=self._lists)
        )
        return self._lists

    def runs(self, runs: tree.Runs) -> Elements:
        """Runs as Word has them; notes in a row with commas between them."""
        before: tree.Run = ""
        for run in runs:
            if isinstance(run, tree.Note):
                yield text("," if isinstance(before, tree.Note) else "\N{NO-BREAK SPACE}", "SourceReference")
            yield self.run(run)
            before = run

    def run(self, run: tree.Run) -> BaseOxmlElement:
        """One run, which may be a link."""
        match run:
            case str():
                return text(run)
            case Strong(words):
                return text(words, "Strong")
            case Emphasis(words):
                return text(words, "Emphasis")
            case tree.CrossReference(anchor, words):
                return w("hyperlink", text(words, "Hyperlink"), anchor=bookmark_name(anchor))
            case Link(href, words):
                return w("hyperlink", text(words, "Hyperlink"), r_id=self._address(href))
            case tree.Defined(text=words, anchor=""):
                return text(words)
            case tree.Defined(text=words, anchor=anchor):
                return w("hyperlink", text(words, "GlossaryTerm"), anchor=bookmark_name(anchor))
            case tree.Note(number):
                # Raised, and in brackets that are not shown: in the text alone it is part of no figure before it.
                opened, closed = (text(sign, "SourceReference", w("vanish")) for sign in "[]")
                raised = (opened, text(str(number), "SourceReference"), closed)
                return w("hyperlink", *raised, anchor=bookmark_name(anchors.source(number)))

    def _address(self, href: str) -> str:
        """The relation to a page of the web."""
        if href not in self._addresses:
            self._addresses[href] = name = next(self._free)
            self.document.part.rels.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, href, name, is_external=True)
        return self._addresses[href]

    def _image(self, content: bytes) -> tuple[str, Image]:
        """The relation to a picture, and what the picture is; the same one is held once."""
        if content not in self._images:
            image, name = Image.from_blob(content), next(self._free)
            path = PackURI(f"/word/media/image{len(self._images) + 1}.{image.ext}")
            part = ImagePart.from_image(image, path)
            self.document.part.rels.add_relationship(RELATIONSHIP_TYPE.IMAGE, part, name)
            self._images[content] = name, image
        return self._images[content]

    def picture(self, content: bytes, words: str, height: Length, widest: Length | None = None) -> BaseOxmlElement:
        """A run that holds a picture and its text alternative, of that height, or less where it would be too wide."""
        self._pictures += 1
        relation, image = self._image(content)
        name = f"picture{self._pictures}.{image.ext}"
        width = Length(round(height * image.px_width / image.px_height))
        if widest and width > widest:
            width, height = widest, Length(round(widest * image.px_height / image.px_width))
        inline = CT_Inline.new_pic_inline(self._pictures, relation, name, width, height)
        inline.docPr.set("descr", words)
        for side in ("distT", "distB", "distL", "distR"):
            inline.set(side, "0")
        return w("r", w("drawing", inline))

"""Ids: each once in every format, whatever an article calls its parts; links lead to what is there."""

import io
import itertools
import json
import re
import time
import zipfile
from collections import Counter
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from lxml import html

from cma_content import Article, RenderOptions, build, export
from cma_content.handout import tree
from cma_content.handout.anchors import Own, Registry, alt, identified, source
from cma_content.model.program import Program

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


KEPT = ("table", "pay-map", "local-pay")
VIEWS = ("duties", "glossary", "limits")


def renamed(article: Article, *names: str) -> Article:
    """The article with a section of each name, with as much in each that asks for an id, all alike."""
    data = article.model_dump(mode="json", exclude_none=True)
    blocks = [block for section in data["sections"] for block in section["blocks"]]
    blocks = [block for block in blocks if block["type"] in KEPT or block.get("of") in VIEWS]
    blocks.append({"type": "paragraph", "text": " ".join(f"[To {name}](#{name})." for name in names)})
    data["sections"] = [{"id": name, "title": f"Part {name}", "blocks": blocks} for name in names]
    data["fact_sheet"] = []
    return Article.model_validate_json(json.dumps(data).replace("[text](#text)", "text"))


HARD = ("Money", "DRAW", "word-needle", "limit-delegated", "figure-a-small-table",
        "figure-pay-on-a-map-alt", "local-pay", "source-1", "ncx", "Style", "LOGO", "qr-alt", "sources-2")  # fmt: skip


@pytest.fixture(scope="module", name="hard")
def _hard(kitchen_sink: Article) -> Article:
    return renamed(kitchen_sink, *HARD)


def test_a_section_keeps_an_id_that_no_source_has() -> None:
    """With two sources, the first and the second are taken; what follows is as it asks."""
    names = [source(1), source(2), source(3)]
    made = identified((tree.Section(name, name, ()) for name in names), 2)

    assert [one.id for one in made][2:] == names[2:]
    assert not {one.id for one in made} & set(names[:2])


def test_no_two_things_have_one_id(hard: Article, nowhere: Program) -> None:
    """In a page, in the files, manifest and pages of a book, among the bookmarks of a document: in no case."""
    options = RenderOptions(
        program=nowhere.model_copy(update={"sections": None, "section": None, "hide": None}), region="TX"
    )
    page: Any = html.fromstring(export(hard, "html", options))
    assert repeated(page.xpath("//@id")) == []
    with zipfile.ZipFile(io.BytesIO(export(hard, "epub", options))) as book:
        assert repeated(book.namelist()) == []
        package = ET.fromstring(book.read("EPUB/content.opf"))
        items = [item.attrib["id"] for item in package.iter("{http://www.idpf.org/2007/opf}item")]
        assert repeated(items) == []
        pages = [ET.fromstring(book.read(name)) for name in book.namelist() if name.endswith(".xhtml")]
        ids = [part.attrib["id"] for one in pages for part in one.iter() if "id" in part.attrib]
        assert repeated(ids) == []
    with zipfile.ZipFile(io.BytesIO(export(hard, "docx", options))) as package_:
        document = ET.fromstring(package_.read("word/document.xml"))
        marks = [mark.attrib[f"{W}name"] for mark in document.iter(f"{W}bookmarkStart")]
        assert len(marks) > 100
        assert repeated(marks) == []


def repeated(ids: list[str]) -> list[str]:
    """Those that are there twice."""
    assert len(ids) > 5
    return [id_ for id_, count in Counter(map(str.casefold, map(str, ids))).items() if count > 1]


def test_every_id_is_one_of_the_registry(hard: Article, nowhere: Program) -> None:
    """So that a format cannot bring one that parts of an article may have."""
    options = RenderOptions(program=nowhere.model_copy(update={"sections": None, "section": None, "hide": None}))
    handout = build(hard, options)
    given = set(re.findall(r"\bid='([^']+)'", repr(handout.sections)))
    given |= {*Own, *(source(cited.number) for cited in handout.sources.cited), *map(alt, given)}
    page: Any = html.fromstring(export(hard, "html", options))
    found = set(map(str, page.xpath("//@id")))
    with zipfile.ZipFile(io.BytesIO(export(hard, "epub", options))) as book:
        for name in book.namelist():
            if name.endswith((".opf", ".xhtml")):
                found |= {part.attrib["id"] for part in ET.fromstring(book.read(name)).iter() if "id" in part.attrib}

    assert len(found) > 100
    assert found - given == set()


def test_a_link_leads_to_the_section_that_it_names(hard: Article) -> None:
    """Not to what took its id."""
    page: Any = html.fromstring(export(hard, "html"))
    for name in HARD:
        ids = {str(link.get("href"))[1:] for link in page.xpath(f"//a[text()='“Part {name}”']")}
        (id_,) = {id_ for id_ in ids if page.xpath(f"//section[@id='{id_}']")}
        (section,) = page.xpath(f"//*[@id='{id_}']")
        assert section.findtext("h2") == f"Part {name}"


def test_a_link_to_what_is_not_there_is_none(kitchen_sink: Article) -> None:
    """It names the full guide where that has the section; where nothing in it is for this reader, words are left."""
    for options in (RenderOptions(layout="two-sided"), RenderOptions(omit=("money", "text"))):
        page: Any = html.fromstring(export(kitchen_sink, "html", options))
        targets = set(page.xpath("//@id"))
        assert {href for href in page.xpath("//@href") if href.startswith("#") and href[1:] not in targets} == set()
    assert "See “Text” in the full guide." in " ".join(page.text_content().split())
    money = kitchen_sink.sections[1]
    hidden = money.blocks[0].replace(audience=("manager",))
    sections = (kitchen_sink.sections[0], money.model_copy(update={"blocks": (hidden,)}), kitchen_sink.sections[2])
    handout = build(kitchen_sink.model_copy(update={"sections": sections, "fact_sheet": ()}))
    assert [part.id for part in handout.sections] == ["text", "lists"]
    assert [entry.id for entry in handout.outline if entry.level == 1] == ["text", "lists", "sources"]
    assert "#money" not in repr(handout.sections)


def test_a_reserved_name_is_taken_by_no_part(kitchen_sink: Article) -> None:
    """Whatever a format uses for itself."""
    for own in map(str, (*Own, "source-1", "Sources")):
        (made,) = build(renamed(kitchen_sink, own)).sections
        assert (made.part, made.id) == (own, f"{own}-2")


def test_ids_are_given_in_proportion_to_their_number() -> None:
    """Fifty thousand of one name, as a table that is repeated asks for."""
    registry = Registry(Own)
    started = time.process_time()
    given = [registry.claim("figure-pay", has_alt=True) for _ in range(50_000)]

    assert time.process_time() - started < 2
    assert len(set(given)) == 50_000
    assert given[:2] == ["figure-pay", "figure-pay-2"]
    assert registry.claim("FIGURE-PAY") not in given
    assert [registry.claim(name) for name in ("a-b", "A-B", "a-b-2")] == ["a-b", "A-B-2", "a-b-2-2"]


def test_spellings_of_one_name_are_numbered_on() -> None:
    """Names that are one to a file system do not each try what another found taken."""
    names = ["".join(letters) for letters in itertools.product(*("aA", "bB", "cC", "dD", "eE", "fF") * 2)]
    assert len(names) == 4096
    registry = Registry(Own)
    started = time.process_time()
    given = [registry.claim(name) for name in names]

    assert time.process_time() - started < 1
    assert len({id_.casefold() for id_ in given}) == len(names)
    assert given[:3] == ["abcdefabcdef", "abcdefabcdeF-2", "abcdefabcdEf-3"]


def test_a_word_leads_to_its_entry(kitchen_sink: Article) -> None:
    """The first, where the glossary is printed twice; to none, where it is not printed."""
    sections = (*kitchen_sink.sections, kitchen_sink.sections[2].model_copy(update={"id": "again"}))
    twice = build(kitchen_sink.model_copy(update={"sections": sections}))
    entries = [one.id for part in twice.sections for block in part.blocks if isinstance(block, tree.Glossary)
               for one in block.entries]  # fmt: skip

    assert entries == ["word-needle", "word-needle-2"]
    assert "anchor='word-needle'" in repr(twice.sections[0])
    assert "anchor=''" in repr(build(kitchen_sink, RenderOptions(omit=("lists",))).sections[0])

"""Articles that grow in one dimension: `DIMENSIONS` by name, each with what makes the text of an article of a size."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import yaml

from cma_content.loading.templates import ARTICLE

Record = dict[str, Any]
_PLAIN: Final = re.compile(r"[A-Za-z]\w*( \w+)*")
# As YAML these would be a truth or nothing.
_TYPED: Final = frozenset(("null", "true", "false", "yes", "no", "on", "off", "y", "n"))
_STATES: Final = (
    *("AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "FL", "GA", "HI", "ID", "IL", "IN", "IA", "KS", "KY", "LA"),
    *("ME", "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH", "NJ", "NM", "NY", "NC", "ND", "OH", "OK"),
)
_PERCENTILES: Final = {"p10": 1, "p25": 2, "median": 3, "p75": 4, "p90": 5}
WORDS: Final = "Words that fill a line of print and say nothing at all"


def text_of(record: Record) -> str:
    """`record` as YAML in as few bytes as may be: a line for each field."""
    return "".join(f"{name}: {_flow(value)}\n" for name, value in record.items())


def _flow(value: Any) -> str:
    match value:
        case dict():
            return "{" + ", ".join(f"{name}: {_flow(held)}" for name, held in value.items()) + "}"
        case list():
            return "[" + ",".join(map(_flow, value)) + "]"
        case str() if _PLAIN.fullmatch(value) and value.lower() not in _TYPED:
            return value
    return json.dumps(value, ensure_ascii=False)


def article(**changes: Any) -> str:
    """The text of a small article with other values for some fields; entries of a list go behind those it has."""
    made: Record = yaml.load(ARTICLE, yaml.BaseLoader)  # noqa: S506 - our own text, every value as typed
    for name, value in changes.items():
        made[name] = [*made.get(name, ()), *value] if isinstance(value, list) else value
    return text_of(made)


def blocks(*made: Record) -> str:
    """The article with a section of these blocks."""
    return article(sections=[{"id": "grown", "title": "Grown", "blocks": list(made)}])


def paragraph(text: str) -> Record:
    """A block of running text."""
    return {"type": "paragraph", "text": text}


def shown(of: str, entries: list[Any], **changes: Any) -> str:
    """The article with a collection and a view of it."""
    section = {"id": "grown", "title": "Grown", "blocks": [{"type": "view", "of": of}]}
    return article(**{of.replace("-", "_"): entries}, sections=[section], **changes)


def ids(size: int, name: str = "e") -> Iterator[str]:
    """Ids, each once."""
    return (f"{name}{number}" for number in range(size))


def sources(size: int) -> list[Record]:
    """Sources, each with a credit line of its own."""
    kept = {
        "title": "T",
        "publisher": "P",
        "kind": "law",
        "dated": "undated",
        "read_as": "issuer-page",
        "retrieved": "2026-01-15",
        "license": "L",
    }
    return [
        {"id": id_, "address": f"https://example.org/{id_}", "credit": f"C{id_}", **kept} for id_ in ids(size, "source")
    ]


def facts(size: int) -> list[Record]:
    """Facts of one source."""
    kept = {"label": "L", "statistic": "typical", "unit": "hours", "place": "US", "period": "undated"}
    return [
        {"id": id_, "value": number, "source": "example-source", "verified": "primary", **kept}
        for number, id_ in enumerate(ids(size, "fact"))
    ]


def areas(size: int) -> Record:
    """The pay of the nation and of as many metropolitan areas, and the places themselves."""
    codes = [f"CBSA-{number:05}" for number in range(size)]
    places = [{"id": code, "name": code, "kind": "metro", "short": code, "within": ["US-TX"]} for code in codes]
    texas = {"id": "US-TX", "name": "Texas", "kind": "state", "short": "Texas"}
    pay = {"period": "2025-05", "source": "example-source", "universe": "All"}
    rows = [
        {"place": code, "jobs": 10, "hourly": _PERCENTILES, "yearly": _PERCENTILES, "wage_error": 1}
        for code in ("US", *codes)
    ]
    return {"places": [texas, *places], "pay": {**pay, "areas": rows}}


def states(size: int) -> Record:
    """The pay of as many parts of nations, each of another code, which a map draws as tiles."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    codes = [f"{a}{b}-{number:03}" for a in letters for b in letters if a + b != "US" for number in range(1000)][:size]
    places = [{"id": code, "name": code, "kind": "state", "short": code} for code in codes]
    pay = {"period": "2025-05", "source": "example-source", "universe": "All"}
    rows = [
        {
            "place": code,
            "hourly": _PERCENTILES,
            "yearly": {**_PERCENTILES, "median": 3 + number % 9 / 10},
            "wage_error": 9,
        }
        for number, code in enumerate(codes)
    ]
    return {"places": places, "pay": {**pay, "areas": rows}}


def parts(
    size: int,
    sides: tuple[str, ...] = ("front",),
    held: Callable[[int], Record] = lambda _: {"type": "pick", "of": "unknowns", "first": 1},
    **changes: Any,
) -> str:
    """The article with a sheet of so many parts, by turns full and two halves of its width, by threes on its sides."""
    widths = ("full", "half", "half")
    made = [
        {
            "id": id_,
            "title": "Part",
            "side": sides[number // 3 % len(sides)],
            "width": widths[number % 3],
            "priority": 1 if number < 3 else 2 + number % 8,
            "blocks": [held(number)],
        }
        for number, id_ in enumerate(ids(size, "part"))
    ]
    return article(fact_sheet=made, **changes)


def entry_texts(*names: str) -> Record:
    """A text for each field."""
    return dict.fromkeys(names, "Some words")


def _topic(id_: str) -> Record:
    """A topic of the law."""
    return {"id": id_, "name": "Task", "task": "do it"}


def _rule(topic: str = "topic") -> Record:
    """What a law says of a topic."""
    return {"topics": [topic], "status": "silent", "sources": ["example-source"]}


DIMENSIONS: Final[Mapping[str, Callable[[int], str]]] = {
    "sections": lambda n: article(sections=[{"id": id_, "title": id_, "blocks": [paragraph(WORDS)]} for id_ in ids(n)]),
    "sections of one title": lambda n: article(
        sections=[{"id": id_, "title": "Same", "blocks": [paragraph(WORDS)]} for id_ in ids(n)]
    ),
    "paragraphs": lambda n: blocks(*[paragraph(WORDS)] * n),
    "long paragraphs": lambda n: blocks(*[paragraph(" ".join([WORDS] * 70))] * n),
    "words in bold": lambda n: blocks(*[paragraph("**a** b " * 400)] * n),
    "duties": lambda n: shown(
        "duties", [{"id": id_, "name": "Duty", "side": "clinical", "involves": ["Some words"]} for id_ in ids(n)]
    ),
    "questions": lambda n: shown("faqs", [{"id": id_, "question": "Why", "answer": ["So"]} for id_ in ids(n)]),
    "skills": lambda n: shown(
        "skills",
        [{"id": id_, "name": "Skill", "kind": "technical", **entry_texts("why", "learned")} for id_ in ids(n)],
    ),
    "education paths": lambda n: shown(
        "education-paths",
        [
            {"id": id_, "name": "Path", **entry_texts("length", "award", "cost", "good_for", "watch_for")}
            for id_ in ids(n)
        ],
    ),
    "credentials": lambda n: shown(
        "credentials",
        [
            {
                "id": id_,
                "mark": "M",
                "name": "N",
                "issuer": id_,
                "address": f"https://example.org/{id_}",
                "side": "clinical",
                **entry_texts("accredited_by", "retake", "upkeep"),
                "sources": ["example-source"],
            }
            for id_ in ids(n)
        ],
    ),
    "career steps": lambda n: shown(
        "career-steps", [{"id": id_, "name": "S", "kind": "role", **entry_texts("what", "needs")} for id_ in ids(n)]
    ),
    "state rules": lambda n: shown(
        "state-rules",
        [
            {"id": place["id"], "place": place["id"], "summary": WORDS, "rules": [_rule()]}
            for place in states(n)["places"]
        ],
        places=states(n)["places"],
        topics=[_topic("topic")],
    ),
    "topics": lambda n: shown(
        "state-rules",
        [{"id": "rule", "place": "US", "summary": WORDS, "rules": [_rule(id_) for id_ in ids(n)]}],
        topics=[_topic(id_) for id_ in ids(n)],
    ),
    "agencies": lambda n: article(
        agencies=[
            {"id": id_, "place": "US", "board": "medical", "name": "Board", "read_as": "summary"} for id_ in ids(n)
        ],
        topics=[_topic("topic")],
        sections=[{"id": "grown", "title": "Grown", "blocks": [{"type": "view", "of": "state-rules"}]}],
    ),
    "similar jobs": lambda n: shown(
        "similar-jobs", [{"id": id_, "name": "Job", **entry_texts("what", "training", "license")} for id_ in ids(n)]
    ),
    "work settings": lambda n: shown("work-settings", [{"id": id_, "name": "Place"} for id_ in ids(n)]),
    "tools": lambda n: shown("tools", [{"id": id_, "name": "Tool", "use": WORDS} for id_ in ids(n)]),
    "terms": lambda n: article(glossary=[{"id": id_, "term": id_, "plain": WORDS} for id_ in ids(n)]),
    "terms explained": lambda n: blocks_and(
        [paragraph(f"Here is <term:{id_}>.") for id_ in ids(n)],
        glossary=[{"id": id_, "term": id_, "plain": WORDS} for id_ in ids(n)],
    ),
    "references to terms": lambda n: blocks(*[paragraph("<term:example-word> " * 150)] * n),
    "cited sources": lambda n: blocks_and(
        [paragraph(f"Words <source:{id_}>.") for id_ in ids(n, "source")], sources=sources(n)
    ),
    "citations of a source": lambda n: blocks(*[paragraph("Words <source:example-source>.")] * n),
    "citations in a paragraph": lambda n: blocks(*[paragraph("W <source:example-source> " * 150)] * n),
    "sources of an entry": lambda n: shown(
        "duties",
        [
            {
                "id": "e0",
                "name": "Duty",
                "side": "clinical",
                "involves": ["Some words"],
                "sources": list(ids(n, "source")),
            }
        ],
    ).replace("sources: [{", f"sources: [{_flow(sources(n))[1:-1]},{{", 1),
    "facts in text": lambda n: blocks_and(
        [paragraph(f"Words <fact:{id_}>.") for id_ in ids(n, "fact")], facts=facts(n)
    ),
    "key figures": lambda n: blocks_and(
        [{"type": "key-figures", "facts": [f"fact{number}"] * 6} for number in range(n)], facts=facts(n)
    ),
    "bar charts": lambda n: blocks_and(
        [
            {"type": "bar-chart", "caption": f"C{number}", "facts": [f"fact{i}" for i in range(8)], "summary": "S"}
            for number in range(n)
        ],
        facts=facts(8),
    ),
    "links to one page": lambda n: blocks(*[paragraph("See [words](https://example.org/page).")] * n),
    "links to many pages": lambda n: blocks(*[paragraph(f"See [words](https://example.org/{id_}).") for id_ in ids(n)]),
    "links to a section": lambda n: blocks(*[paragraph("See [words](#start).")] * n),
    "links to sections": lambda n: article(
        sections=[
            {"id": id_, "title": "T", "blocks": [paragraph(f"See [words](#e{(7 * number) % n}).")]}
            for number, id_ in enumerate(ids(n))
        ]
    ),
    "items": lambda n: blocks({"type": "list", "items": ["Word"] * n}),
    "steps": lambda n: blocks({"type": "steps", "items": ["Word"] * n}),
    "lists": lambda n: blocks(*[{"type": "steps", "items": ["Word"]}] * n),
    "rows": lambda n: blocks({"type": "table", "caption": "C", "columns": ["A", "B"], "rows": [["a", "b"]] * n}),
    "cells": lambda n: blocks({"type": "table", "caption": "C", "columns": list("ABCDEF"), "rows": [["Word"] * 6] * n}),
    "cells with notes": lambda n: blocks(
        {
            "type": "table",
            "caption": "C",
            "columns": ["A", "B"],
            "rows": [["a", "b <source:example-source>"]] * n,
        }
    ),
    "tables": lambda n: blocks(
        *[
            {"type": "table", "caption": f"Caption {number}", "columns": ["A", "B"], "rows": [["a", "b"]]}
            for number in range(n)
        ]
    ),
    "tables of one caption": lambda n: blocks(
        *[{"type": "table", "caption": "Same", "columns": ["A", "B"], "rows": [["a", "b"]]}] * n
    ),
    "numbered captions": lambda n: blocks(
        *[
            {"type": "table", "caption": caption, "columns": ["A", "B"], "rows": [["a", "b"]]}
            for number in range(n)
            for caption in (f"Same {number}", "Same")
        ]
    ),
    "moments": lambda n: blocks(
        {"type": "timeline", "caption": "C", "note": "N", "moments": [{"time": "08:00", "text": "Words"}] * (n + 1)}
    ),
    "timelines": lambda n: blocks(
        *[{"type": "timeline", "caption": "C", "note": "N", "moments": [{"time": "08:00", "text": "Words"}] * 2}] * n
    ),
    "callouts": lambda n: blocks(*[{"type": "callout", "kind": "tip", "title": "T", "text": ["Words"]}] * n),
    "paragraphs of a callout": lambda n: blocks(
        {"type": "callout", "kind": "tip", "title": "T", "text": ["Words"] * n}
    ),
    "rows of pay": lambda n: blocks_and([{"type": "pay-table", "caption": "C"}], **areas(n)),
    "rows of pay without a nation": lambda n: blocks_and([{"type": "pay-table", "caption": "C"}], **states(n)),
    "figures of areas": lambda n: blocks_and(
        [{"type": "key-figures", "facts": [id_]} for id_ in ids(n, "fact")],
        **areas(n),
        facts=[
            {**fact, "place": f"CBSA-{number:05}", "unit": "USD/year", "statistic": "median"}
            for number, fact in enumerate(facts(n))
        ],
    ),
    "tiles of a map": lambda n: blocks_and([{"type": "pay-map", "caption": "C", "summary": "S"}], **states(n)),
    "hard parts": lambda n: shown("hard-parts", ["Some words"] * n),
    "steps to take": lambda n: shown("next-steps", [{"id": f"step-{i}", "do": "Do", "why": "Why"} for i in range(n)]),
    "audiences": lambda n: blocks(
        *[{**paragraph(WORDS), "audience": [("student", "instructor")[number % 2]]} for number in range(n)]
    ),
    "words of another script": lambda n: blocks(*[paragraph("Łódź words Łódź words " * 20)] * n),
    "characters without a glyph": lambda n: blocks(*[paragraph(chr(0x4E00 + number)) for number in range(n)]),
    "statements": lambda n: article(
        program={
            "schema_version": "1.0",
            "id": "p",
            "name": "P",
            "statements": [{"slot": "other", "on_sheet": False, "text": WORDS}] * n,
        }
    ),
}


def blocks_and(made: list[Record], **changes: Any) -> str:
    """The article with a section of these blocks, and other fields."""
    return article(sections=[{"id": "grown", "title": "Grown", "blocks": made}], **changes)


SHEETS: Final[Mapping[str, Callable[[int], str]]] = {
    "parts": parts,
    "parts on both sides": lambda n: parts(n, ("front", "back")),
    "parts that pick": lambda n: parts(
        n,
        held=lambda number: {"type": "pick", "of": "duties", "ids": [f"e{number}"]},
        duties=[{"id": id_, "name": "D", "side": "clinical", "involves": ["w"]} for id_ in ids(n)],
    ),
    "parts that take blocks over": lambda n: parts(
        n,
        held=lambda number: {"type": "excerpt", "block": f"e{number}"},
        sections=[{"id": "held", "title": "Held", "blocks": [{**paragraph("Words"), "id": id_} for id_ in ids(n)]}],
    ),
    "a few parts full of citations": lambda n: parts(
        6,
        ("front", "back"),
        lambda number: {"type": "excerpt", "block": f"e{number}"},
        sections=[
            {
                "id": "held",
                "title": "Held",
                # The first three must be printed.
                "blocks": [
                    {"type": "list", "id": id_, "items": ["<source:example-source>"] * (n if number > 2 else 1)}
                    for number, id_ in enumerate(ids(6))
                ],
            }
        ],
    ),
}
"""The same of a fact sheet, which is fitted to its page."""


def full(word: str) -> Record:
    """A paragraph of as many of a word as one may hold."""
    return paragraph(" ".join([word] * (3990 // (len(word) + 1))))


def dense(made: list[Record], **changes: Any) -> str:
    """The article with these blocks, and a source and a fact whose ids are as short as may be."""
    return blocks_and(made, sources=[{**sources(1)[0], "id": "a"}], facts=[{**facts(1)[0], "id": "a"}], **changes)


_CHART: Final[Record] = {"type": "bar-chart", "caption": "C", "facts": ["a"] * 8, "summary": "S"}
_SHORT: Final[tuple[Record, ...]] = (
    {"type": "key-figures", "facts": ["a"] * 6},
    {"type": "table", "caption": "C", "columns": ["A", "B"], "rows": [["a", "b"]]},
    {"type": "timeline", "caption": "C", "note": "N", "moments": [{"time": "08:00", "text": "w"}] * 2},
    {"type": "callout", "kind": "limit", "title": "T", "text": ["w"]},
    {"type": "list", "items": ["w"] * 9},
    _CHART,
    paragraph("a *b* c <source:a> " * 20),
)
DENSE: Final[Mapping[str, Callable[[int], str]]] = {
    "densest stress": lambda n: dense([full("*a*")] * n),
    "densest citations": lambda n: dense([full("<source:a>")] * n),
    "densest figures in text": lambda n: dense([full("<fact:a>")] * n),
    "densest links": lambda n: dense([full("[a](tel:911)")] * n),
    "densest words": lambda n: dense([full("a")] * n),
    "longest words": lambda n: dense([full("W" * 120)] * n),
    "densest key figures": lambda n: dense([{"type": "key-figures", "facts": ["a"] * 6}] * n),
    "densest charts": lambda n: dense([_CHART] * n),
    "cells full of stress": lambda n: dense(
        [{"type": "table", "caption": "C", "columns": list("ABCDEF"), "rows": [["*a* *a* *a*"] * 6] * n}]
    ),
    "words of two fonts by turns": lambda n: dense([full("ѐ a")] * n),
    "cells of two fonts": lambda n: dense(
        [{"type": "table", "caption": "C", "columns": list("ABCDEF"), "rows": [["ѐ a ѐ a"] * 6] * n}]
    ),
    "ways in of two fonts again and again": lambda n: dense(
        [{"type": "view", "of": "education-paths"}] * n,
        education_paths=[
            {
                "id": id_,
                "name": "P",
                **dict.fromkeys(("length", "award", "cost", "good_for", "watch_for"), "ѐ a ѐ a ѐ a"),
            }
            for id_ in ids(20)
        ],
    ),
    "short ways in again and again": lambda n: dense(
        [{"type": "view", "of": "education-paths"}] * 4,
        education_paths=[
            {"id": id_, "name": "P", **dict.fromkeys(("length", "award", "cost", "good_for", "watch_for"), "w")}
            for id_ in ids(n)
        ],
    ),
    "a view again and again": lambda n: dense(
        [{"type": "view", "of": "duties"}] * n,
        duties=[{"id": id_, "name": "D", "side": "clinical", "involves": ["w"]} for id_ in ids(50)],
    ),
    "a long glossary again and again": lambda n: dense(
        [{"type": "view", "of": "glossary"}] * n,
        glossary=[{"id": id_, "term": id_, "plain": "w"} for id_ in ids(500)],
    ),
    "many bounds at once": lambda n: article(
        sections=[
            {
                "id": id_,
                "title": "T",
                "blocks": [
                    paragraph("Words and words and words and words <source:example-source> " * 3),
                    *[{"type": "key-figures", "facts": ["example-hours"] * 6}] * (number % 9 == 0),
                    *[{**_CHART, "facts": ["example-hours"] * 8}] * (number % 5 < 2),
                    *[{"type": "callout", "kind": "limit", "title": "T", "text": ["Words and more words of it"]}] * 2,
                ],
            }
            for number, id_ in enumerate(ids(n))
        ]
    ),
    "something of everything": lambda n: dense([_SHORT[number % len(_SHORT)] for number in range(n)]),
}
"""Blocks that hold as much as a few bytes can make them print."""

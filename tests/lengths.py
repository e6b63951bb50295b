"""Articles of hostile lengths, the same for the same seed: what is short is long, and what is long is longer.

Labels of 5 to 120 characters, tables of two to eight columns, words of 63 letters, cells of 40 lines, Vietnamese and
Greek, long titles, names and addresses; each in one of the presets, on one of the papers.
"""

import random
from dataclasses import dataclass
from typing import Any, Final, get_args

import generating

from cma_content import Article, RenderOptions
from cma_content.design.tokens import Preset
from cma_content.handout.options import Paper
from cma_content.model.program import Program

LONGEST: Final = 63
"""Letters of a word: what a part of a domain name may have."""
_ENGLISH: Final = (
    *("the", "a", "of", "you", "and", "to", "patient", "appointment", "room", "check", "record", "supervised", "is"),
    *("telephone", "medication", "responsibilities", "documentation", "interdisciplinary", "answer", "front", "desk"),
)
_VIETNAMESE: Final = ("người", "bệnh", "phòng", "khám", "được", "hướng", "dẫn", "trước", "khi", "đến", "nghề", "nghiệp")
_GREEK: Final = ("ιατρικός", "βοηθός", "ασθενής", "και", "το", "ραντεβού", "υπεύθυνος", "ηλεκτροκαρδιογράφημα", "με")
_UNBROKEN: Final = (
    "medical.assisting@north-central-technical-college.example.edu",
    "northcentral.example.edu/programs/medical_assistant/apply",
    "Rechtsschutzversicherungsgesellschaftenangestelltenverhältnisse",
    "accommodation/interpretation/transportation",
    "$1,234,567.89",
    "x" * LONGEST,
)


@dataclass(frozen=True)
class Case:
    """An article, and the choices of its handout."""

    article: Article
    options: RenderOptions


def case(seed: int) -> Case:
    """The case of a seed; three after each other have all presets, six both papers too."""
    presets, papers = get_args(Preset), get_args(Paper)
    options = RenderOptions(papers[seed // len(presets) % len(papers)], preset=presets[seed % len(presets)])
    maker = _Maker(random.Random(seed), seed)  # noqa: S311 - chance, not secrecy
    article = Article.model_validate(maker.article())
    return Case(article.with_program(Program.model_validate(maker.program()) if seed % 2 else None), options)


class _Maker(generating.Maker):
    def __init__(self, chance: random.Random, seed: int) -> None:
        super().__init__(chance)
        self.words = (_ENGLISH, _ENGLISH, _VIETNAMESE, _GREEK)[seed // 3 % 4]
        self.has_facts = seed % 5 != 0

    def line(self, most: int = 8) -> str:  # noqa: ARG002 - whoever asks for a short one gets a long one
        """A label of 5 to 120 characters, whatever is asked for; one in twelve is a word that has no end."""
        if not self.chance.randrange(12):
            return self.chance.choice(_UNBROKEN)
        return self.of_length(self.chance.choice((5, 12, 25, 40, 60, 90, 120)))

    def of_length(self, most: int) -> str:
        """Words of at most that many characters together, and at least one."""
        made = self.chance.choice(self.words)[:most]
        while len(longer := f"{made} {self.chance.choice(self.words)}") <= most:
            made = longer
        return made

    def text(self, most: int = 14) -> str:
        """A sentence or a few, with marks in it, and now and then a word that has no end."""
        parts = [self.of_length(12 * most)]
        if not self.chance.randrange(6):
            parts.append(generating.escaped(self.chance.choice(_UNBROKEN)))
        if self.has_facts and not self.chance.randrange(3):
            parts.append(self.chance.choice(("<fact:figure>", "<source:page>", "**bold words**", "<term:word>")))
        return " ".join([*parts, self.of_length(8 * most)]) + "."

    def block(self) -> dict[str, Any]:
        """A table half of the time."""
        if self.chance.randrange(2):
            return self.table()
        made = super().block()
        if made["type"] == "timeline":
            made["kinds"][0]["name"] = self.line()
            made["moments"] = [{"time": f"{hour} a.m.", "kind": "one", "text": self.text()} for hour in range(6, 10)]
        if made["type"] == "link":
            made["label"] = self.of_length(self.chance.choice((12, 40, 80)))
        return made if self.has_facts or "facts" not in made else self.table()

    def table(self) -> dict[str, Any]:
        """One of two to eight columns, one cell of which may have 40 lines."""
        columns, rows = self.chance.randint(2, 8), self.chance.choice((1, 2, 5, 9, 30))
        kinds = [self.chance.choice((self.amount, self.label, self.label, self.text)) for _ in range(columns)]
        cells = [[self.label(), *(kind() for kind in kinds[1:])] for _ in range(rows)]
        if not self.chance.randrange(3):
            cells[self.chance.randrange(rows)][-1] = " ".join(self.text(16) for _ in range(9))
        names = [self.of_length(self.chance.choice((5, 12, 25, 60))) for _ in range(columns)]
        return {"type": "table", "caption": self.line(), "columns": names, "rows": cells}

    def amount(self) -> str:
        """An amount of money."""
        return f"${self.chance.randint(1, 99)},{self.chance.randint(100, 999)}"

    def label(self) -> str:
        """A label, in the inline markup."""
        return generating.escaped(self.line())

    def program(self) -> dict[str, Any]:
        """One whose name and whose lines are as long as they may be."""
        email = "medical.assisting.and.patient.care.programs@north.central.college.example.edu"
        return {
            "schema_version": "1.0",
            "id": "long",
            "name": self.of_length(60),
            "contact": {"lines": [self.line(), generating.escaped(_UNBROKEN[2])], "phone": "555-0100", "email": email},
            "scan": {"address": f"https://example.org/{'x' * 60}", "says": self.of_length(60)},
            "facts": [{"label": self.of_length(60), "value": self.of_length(80), "period": "2026", "source": "A page"}],
        }

    def article(self) -> dict[str, Any]:
        """One with facts or without any."""
        made = super().article()
        made["title"] = self.of_length(self.chance.choice((20, 60, 200)))
        if not self.has_facts:
            made["facts"] = []
        for source in made["sources"]:
            source["address"] = f"https://example.org/{'long-path/' * self.chance.randint(0, 9)}{'x' * LONGEST}"
        return made

"""Valid articles of every shape, the same for the same seed: every field, hostile text, sizes at the bounds.

`generating` makes articles that read like articles; these are what the model accepts and nobody would write.
"""

import base64
import json
import random
import re
import struct
import unicodedata
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, get_args

from generating import WORDS, escaped
from pydantic import TypeAdapter
from structural_parts import FACTS, LINKS, PLACES, SNIPPETS, TOPICS, WEB

from cma_content.handout import locale
from cma_content.handout.options import Layout, Paper
from cma_content.model.audience import Audience
from cma_content.model.blocks import View
from cma_content.model.drawn import FIGURES
from cma_content.model.entries import USUAL_LIMITS
from cma_content.model.icons import Icon
from cma_content.model.own_words import Hidden
from cma_content.model.text import REFUSED, Text
from cma_content.rendering import fonts

Data = dict[str, Any]
# Where the characters of each kind lie; any other of Unicode is drawn as often as one of these.
RANGES: Final = (
    *((0x20, 0x7E), (0xA0, 0x17F), (0x1C0, 0x24F), (0x2B0, 0x36F), (0x370, 0x52F), (0x590, 0x6FF), (0x900, 0x97F)),
    *((0xE00, 0xE7F), (0x1100, 0x11FF), (0x1F80, 0x1FFF), (0x2000, 0x206F), (0x2070, 0x218F), (0x2190, 0x27BF)),
    *((0x3000, 0x30FF), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3), (0xFB00, 0xFDFF), (0xFE00, 0xFFFD), (0x1D400, 0x1D7FF)),
    *((0x1F300, 0x1FAFF), (0xE0000, 0xE01EF), (0x488, 0x489), (0x16EE, 0x16F0), (0x0, 0x10FFFF)),
)
_LABELS: Final = locale.words_of("en")
_NO_BRACES: Final = str.maketrans("{}", "()")
_PLAIN: Final = "abcdefghij klmnop qrstuvwxyz"


@dataclass(frozen=True)
class Case:
    """An article, who hands it out, and the choices of one handout."""

    article: Data
    program: Data | None
    options: tuple[str, ...]
    """Arguments of `export`."""


def case(seed: int) -> Case:
    """The case of a seed; the text of even ones is in characters that every format prints."""
    return _Maker(random.Random(seed), printable=seed % 2 == 0).case()  # noqa: S311 - chance, not secrecy


def logo(width: int, height: int) -> bytes:
    """A picture of one color."""
    rows = zlib.compress(b"".join(b"\0" + b"\x22\x44\x88" * width for _ in range(height)))

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def _joins(sign: str) -> bool:
    return unicodedata.category(sign)[0] == "M" or "\u1160" <= sign <= "\u11ff" or "\ud7b0" <= sign <= "\ud7fb"


@cache
def _is_printed(sign: str) -> bool:
    return not fonts.missing(sign)


class _Maker:
    def __init__(self, chance: random.Random, *, printable: bool) -> None:
        self.chance = chance
        self.printable = printable
        self.ids = 0
        self.sheet = chance.random() < 0.2
        # A sheet has room for little; elsewhere some articles go to the bounds.
        self.bound = not self.sheet and chance.random() < 0.2
        self.alphabet = self.some_characters(60)
        self.blocks: list[str] = []

    def case(self) -> Case:
        """The whole."""
        article = self.article()
        program = self.program(article) if self.maybe(0.5) else None
        if program and "logo" not in program and self.maybe(0.5):
            article, program = {**article, "program": program}, None
        pick = self.chance.choice
        layout = pick(get_args(Layout)) if self.sheet else "guide"
        options = [f"--layout={layout}", f"--paper={pick(get_args(Paper))}"]
        if self.maybe(0.3):
            options.append(f"--preset={pick(('standard', 'large-print', 'high-contrast'))}")
        if self.maybe(0.4):
            who = get_args(Audience)
            options.append(f"--audience={','.join(self.chance.sample(who, self.chance.randint(1, len(who))))}")
        if "pay" in article and self.maybe(0.5):
            places = [area["place"] for area in (*article["pay"]["areas"][1:], *article["pay"].get("local", ()))]
            options += [f"--region={pick(places)}"] if places else []
        return Case(article, program, tuple(options))

    # Chance, ids and text.

    def maybe(self, share: float) -> bool:
        """Yes, in a share of cases."""
        return self.chance.random() < share

    def some_characters(self, number: int) -> str:
        """Characters that the model accepts, of every kind; where all formats must print them, those that do."""
        found = ""
        while len(found) < number:
            sign = chr(self.chance.randint(*self.chance.choice(RANGES)))
            # What composes with what stands before it is another text than was typed.
            if not REFUSED.search(sign) and sign not in "\t\n\r" and unicodedata.is_normalized("NFC", sign):
                found += sign
        return "".join(filter(_is_printed, found)) or _PLAIN if self.printable else found

    def number_of(self, least: int, usual: int, most: int) -> int:
        """How many; at the bounds, the least or the most."""
        if self.bound and self.maybe(0.15):
            return self.chance.choice((least, most))
        return self.chance.randint(least, max(least, usual))

    def id(self, kind: str = "e") -> str:
        """An id that no other entry has; some are as long as one may be."""
        self.ids += 1
        made = f"{kind}-{self.ids}"
        return made + "x" * (80 - len(made)) if self.bound and self.maybe(0.1) else made

    def word(self, most: int) -> str:
        """A word, a snippet, or characters without a space between."""
        match self.chance.randrange(8):
            case 0 | 1 | 2:
                return self.chance.choice(_PLAIN.split())
            case 3 | 4:
                return self.chance.choice(WORDS)
            case 5:
                return self.chance.choice(SNIPPETS)
            case 6 if self.bound:
                return self.chance.choice(("W", "i", "é", self.chance.choice(self.alphabet))) * min(most, 120)
            case _:
                return "".join(self.chance.choices(self.alphabet, k=self.chance.randint(1, 12)))

    def line(self, most: int = 300, words: int = 6) -> str:
        """One line of plain text."""
        if self.sheet:
            words = min(words, 3)
        full = self.bound and self.maybe(0.1)
        while True:
            made = self.word(most)
            for _ in range(10_000 if full else self.chance.randint(0, words)):
                if len(made) >= most:
                    break
                made += " " + self.word(most)
            made = self.kept(made[:most])
            if made:
                return made

    def kept(self, text: str) -> str:
        """`text` as a field keeps it; nothing where it has a word without end."""
        text = unicodedata.normalize("NFC", text)
        if self.printable:
            text = "".join(filter(_is_printed, text))
        text = text.strip()
        while text and _joins(text[0]):
            text = text[1:].strip()
        return "" if any(len(word) > 120 for word in text.split()) else text

    def text(self, words: int = 12, most: int = 4000) -> str:
        """A text in the inline markup, with links and references of every kind."""
        while True:
            parts = [escaped(self.line(min(300, most // 3), words))]
            for _ in range(self.number_of(0, 2, 40)):
                parts += [self.marked(), escaped(self.line(30, 3))]
            source = self.kept(self.chance.choice((" ", " ", " ", "\n")).join(parts))
            if 0 < len(source) <= most:
                try:
                    TypeAdapter(Text).validate_python(source)
                    return source
                except ValueError:
                    # By chance, text that asks for an end that it does not have.
                    continue

    def marked(self) -> str:
        """Stressed words, a link or a reference."""
        words = escaped(self.line(30, 2))
        return self.chance.choice(
            (
                *(f"**{words}**", f"*{words}*", f"[{words}](<{self.chance.choice(LINKS)}>)", f"[{words}](#part-1)"),
                *("<fact:figure>", f"<fact:{self.chance.choice(FACTS)['id']}>", "<term:word>", f"[{words}](term:word)"),
                *("<source:page>", f"<{self.chance.choice(WEB)}>"),
            )
        )

    def texts(self, least: int = 1, usual: int = 3, most: int = 30) -> list[str]:
        """Several texts."""
        return [self.text() for _ in range(self.number_of(least, 1 if self.sheet else usual, most))]

    def lines(self, least: int, usual: int, most: int) -> list[str]:
        """Several lines."""
        return [self.line(words=3) for _ in range(self.number_of(least, usual, most))]

    def some(self, least: int, values: tuple[Any, ...], most: int) -> list[Any]:
        """Some of the values, each once."""
        return self.chance.sample(values, self.chance.randint(least, min(most, len(values))))

    def optional(self, **makers: Callable[[], Any]) -> Data:
        """Some of the fields that need not be there."""
        return {name: make() for name, make in makers.items() if self.maybe(0.5)}

    # The article.

    def article(self) -> Data:
        """The data of an article."""
        pick, some = self.chance.choice, self.number_of
        duties = [self.id("d") for _ in range(some(1, 2, 8))]
        self.duties, self.limits = duties, self.some(1, tuple(USUAL_LIMITS), 4)
        credentials = [self.credential() for _ in range(some(1, 1, 5))]
        self.opened = [credential["id"] for credential in credentials]
        pay = {"pay": self.pay()} if self.maybe(0.6) else {}
        self.has_pay = bool(pay)
        sections = [f"part-{number}" for number in range(1, some(1, 3, 12) + 1)]
        article = {
            "schema_version": "1.0",
            "id": self.id("article"),
            "language": pick(("en", "en-US")),
            "title": self.line(),
            "subtitle": self.line(),
            "edition": pick(("2026.1", "0001.99", "9999.0")),
            "reviewed": pick(("2026-01-01", "0001-01-01", "2000-02-29")),
            "next_review_due": pick(("2027-01-01", "9999-12-31")),
            "publisher": self.line(),
            **self.optional(contact=lambda: pick(WEB)),
            "license": self.line(),
            "license_address": pick(WEB),
            "main_message": self.text(),
            "call_to_action": self.text(),
            "key_points": self.texts(2, 3, 7),
            "hard_parts": self.texts(),
            "unknowns": self.texts(),
            "next_steps": [
                {
                    "id": f"step-{n}",
                    "do": self.text(),
                    "why": self.text(),
                    **self.optional(address=lambda: pick(WEB), address_label=self.line),
                }
                for n in range(some(1, 2, 9))
            ],
            "pay_notice": self.text(),
            "limits": [self.limit(id_) for id_ in self.limits],
            **self.optional(codes=self.codes, other_names=lambda: self.lines(0, 3, 20)),
            "duties": [self.duty(id_) for id_ in duties],
            "skills": [self.skill() for _ in range(some(1, 2, 8))],
            "faqs": [
                {
                    "id": self.id("f"),
                    "question": self.line(),
                    "answer": self.texts(1, 2, 5),
                    **self.optional(topics=lambda: self.some(0, TOPICS, 3), on_sheets_only=lambda: True),
                }
                for _ in range(2)
            ],
            "education_paths": [self.path() for _ in range(some(1, 1, 5))],
            "credentials": credentials,
            "career_steps": [self.step() for _ in range(some(1, 2, 5))],
            "state_rules": [self.state_rule(place) for place in self.some(1, ("US-TX", "US-WA", "US-DC"), 3)],
            "topics": [
                {
                    "id": topic,
                    "name": self.line(words=2),
                    "task": self.line(words=3),
                    **self.optional(note_only=lambda: True),
                }
                for topic in TOPICS
            ],
            "agencies": [self.agency() for _ in range(some(0, 2, 5))],
            "similar_jobs": [self.job() for _ in range(some(0, 2, 5))],
            "work_settings": [self.setting() for _ in range(some(0, 2, 5))],
            "tools": [
                {
                    "id": self.id("o"),
                    "name": self.line(words=2),
                    "use": self.text(),
                    **self.optional(sources=lambda: ["page"]),
                }
                for _ in range(some(0, 2, 5))
            ],
            **self.optional(
                hours=lambda: {"usual": self.text(), "other": self.text(), "ask": self.texts(), "sources": ["page"]},
                good_parts=self.texts,
                reviewers=lambda: self.lines(0, 1, 3),
                aliases=lambda: [{"words": self.line(words=2), "means": self.line(words=2)}],
                acknowledged=lambda: [{"rule": "CC807", "about": [FACTS[0]["id"]], "reason": self.text()}],
                labels=self.labels,
                pay_notice_in_short=self.text,
                key_figures=self.key_figures,
            ),
            "glossary": [
                {
                    "id": id_,
                    "term": self.line(words=2),
                    "plain": self.text(),
                    **self.optional(spelled_out=self.line, everyday=lambda: True),
                }
                for id_ in ("word", *(self.id("t") for _ in range(some(0, 2, 12))))
            ],
            "places": [{**place, "name": self.line(words=2), "short": self.line(80, 1)} for place in PLACES],
            "sources": [self.source(id_) for id_ in ("page", *(self.id("s") for _ in range(some(0, 1, 8))))],
            "facts": [*(self.fact(fact) for fact in FACTS), *self.range_of_two(), *([self.paid()] if pay else [])],
            **pay,
        }
        self.groups = {
            "duties": article["duties"][0]["side"],
            "skills": article["skills"][0]["kind"],
            "career-steps": article["career_steps"][0]["kind"],
        }
        known = get_args(View.model_fields["of"].annotation)
        self.shown = [of for of in known if article.get(of.replace("-", "_"))]
        self.charted = [
            (of, figure, [entry["id"] for entry in article[of.replace("-", "_")]])
            for of, figures in FIGURES.items()
            for figure in figures
            if any(figure in entry for entry in article[of.replace("-", "_")])
        ]
        article["sections"] = [self.section(id_) for id_ in sections]
        if self.maybe(0.3):
            article["groups"] = self.groups_of(sections)
        elif len(sections) > 1 and self.maybe(0.2):
            article["sections"][-1]["appendix"] = True
        if self.sheet:
            article["fact_sheet"] = self.fact_sheet(article)
        return article | self.optional(retired=lambda: self.retired(sections[0]))

    def retired(self, successor: str) -> list[Data]:
        """Ids that nothing has any more, of a section."""
        return [
            {"kind": "section", "id": self.id("z"), "edition": "2026.1", "why": self.line(),
             **self.optional(successor=lambda: successor)}
            for _ in range(self.number_of(1, 2, 8))
        ]  # fmt: skip

    def codes(self) -> list[Data]:
        """Codes of classifications."""
        schemes = ("SOC", "O*NET-SOC", "O*NET task", "ISCO", "CIP", "ESCO")
        return [
            {"scheme": scheme, "version": self.line(words=1), "code": self.line(words=1), "label": self.line(words=2),
             **self.optional(match=lambda: self.chance.choice(("exact", "close", "broad", "narrow")))}
            for scheme in self.some(1, schemes, 3)
        ]  # fmt: skip

    def limit(self, id_: str) -> Data:
        """A standing limit, with or without a name and a clause of its own."""
        return {"id": id_, "text": self.text(), **self.optional(name=self.line, clause=self.line)}

    def duty(self, id_: str) -> Data:
        """A duty."""
        made = {
            "id": id_, "name": self.line(), "side": self.chance.choice(("clinical", "administrative")),
            "involves": self.texts(),
            **self.optional(brief=self.line, icon=lambda: self.chance.choice(get_args(Icon))),
            **self.optional(limits=lambda: self.some(0, tuple(self.limits), 4), not_yours=self.text, codes=self.codes,
                            sources=lambda: ["page"]),
        }  # fmt: skip
        return made | ({"topics": self.some(1, TOPICS, 3)} if "state-law" in made.get("limits", ()) else {})

    def state_rule(self, place: str) -> Data:
        """What the law of a state says."""
        topics = self.some(0, TOPICS, 3)
        statuses = ("allowed", "on-terms", "not-allowed", "silent")
        return {
            "id": self.id("r"), "place": place, "summary": self.text(), "sources": ["page"],
            "rules": [{"topics": [topic], "status": self.chance.choice(statuses), "sources": ["page"],
                       **self.optional(note=self.text)} for topic in topics],
            **self.optional(delegates=lambda: self.lines(0, 2, 5), supervision=self.text, credential=self.text,
                            training=self.text, other=self.texts, citation=self.line, text_date=self.line,
                            ends=lambda: "2027-01-01",
                            credentials=lambda: [
                                {"name": self.line(), "mark": self.line(words=1), "what": self.text()}
                            ]),
        }  # fmt: skip

    def agency(self) -> Data:
        """A board to ask."""
        return {
            "id": self.id("a"), "place": self.chance.choice(("US-TX", "US-WA", "US-DC")), "name": self.line(),
            "board": self.chance.choice(("medical", "nursing", "osteopathic", "department")),
            "read_as": self.chance.choice(("issuer-page", "issuer-copy", "third-party-copy", "summary")),
            **self.optional(address=lambda: self.chance.choice(WEB)),
        }  # fmt: skip

    def job(self) -> Data:
        """A similar job."""
        texts = {name: self.text() for name in ("what", "training", "license")}
        return {
            "id": self.id("j"), "name": self.line(), **texts,
            **self.optional(soc=lambda: "29-1141", pay=lambda: FACTS[0]["id"], growth=lambda: FACTS[-1]["id"],
                            sources=lambda: ["page"]),
        }  # fmt: skip

    def setting(self) -> Data:
        """A place of work."""
        figures = {name: (lambda: FACTS[0]["id"]) for name in ("jobs", "share", "pay")}
        return {"id": self.id("w"), "name": self.line(),
                **self.optional(**figures, note=self.text, sources=lambda: ["page"])}  # fmt: skip

    def skill(self) -> Data:
        """A skill."""
        return {
            "id": self.id("k"), "name": self.line(), "kind": self.chance.choice(("technical", "interpersonal")),
            "why": self.text(), "learned": self.text(),
            **self.optional(duties=lambda: self.some(0, tuple(self.duties), 3), sources=lambda: ["page"],
                            importance=lambda: self.chance.choice(("top", "high", "useful"))),
        }  # fmt: skip

    def path(self) -> Data:
        """A way into the work."""
        texts = {name: self.text() for name in ("length", "award", "cost", "good_for", "watch_for")}
        return {"id": self.id("p"), "name": self.line(), **texts,
                **self.optional(brief=self.line, in_short=self.text, sources=lambda: ["page"],
                                time=lambda: FACTS[0]["id"],
                                opens=lambda: self.some(1, tuple(self.opened), 2))}  # fmt: skip

    def credential(self) -> Data:
        """A certification."""
        lines = {name: self.line(words=3) for name in ("mark", "name", "issuer")}
        kinds = ("student", "graduate", "education", "work", "military", "apprenticeship", "instructor", "renewal")
        figures = ("questions", "minutes", "attempts", "window", "validity", "pass_rate")
        return {
            "id": self.id("c"), **lines, "address": self.chance.choice(WEB), "side": "clinical", "sources": ["page"],
            "routes": [{"kind": self.chance.choice(kinds), "text": self.text()} for _ in range(2)],
            **self.optional(accredited_by=self.text, retake=self.text, upkeep=self.text, note=self.text,
                            fees=lambda: [{"amount": FACTS[0]["id"], "who": self.line()}],
                            upkeep_fees=lambda: [{"amount": FACTS[0]["id"], "who": self.line()}],
                            **{name: (lambda: FACTS[0]["id"]) for name in figures}),
        }  # fmt: skip

    def step(self) -> Data:
        """A step of a career."""
        return {
            "id": self.id("g"), "name": self.line(), "kind": self.chance.choice(("role", "specialty", "schooling")),
            "what": self.text(), "needs": self.text(),
            **self.optional(brief=self.line, sources=lambda: ["page"], pay=lambda: FACTS[0]["id"],
                            license=self.line, education=self.line, soc=lambda: "29-1141"),
        }  # fmt: skip

    def source(self, id_: str) -> Data:
        """A source."""
        kinds = ("statistics", "law", "issuer", "government", "study", "association", "other")
        return {
            "id": id_, "title": self.line(), "publisher": self.line(words=3), "address": self.chance.choice(WEB),
            "kind": self.chance.choice(kinds), "dated": self.period(), "read_as": "issuer-page",
            "retrieved": "2026-01-01",
            "license": self.line(words=3),
            **self.optional(credit=lambda: self.line(1000), next_release=lambda: "2027-01-01",
                            read_at=lambda: self.chance.choice(WEB), short_address=self.line),
        }  # fmt: skip

    def fact(self, fixed: Data) -> Data:
        """A figure."""
        qualifiers = ("about", "at least", "at most", "less than", "more than")
        return {
            **fixed, "label": self.line(), "place": self.chance.choice(PLACES)["id"], "period": self.period(),
            "source": "page", "verified": self.chance.choice(("primary", "secondary")),
            **self.optional(brief=lambda: self.line(words=2), note=self.line,
                            qualifier=lambda: self.chance.choice(qualifiers)),
        }  # fmt: skip

    def range_of_two(self) -> list[Data]:
        """Two figures that are alike, the second above the first."""
        low = self.fact({"id": "low", "statistic": "typical", "value": 1, "unit": "months"})
        return [low, {**low, "id": "high", "value": 2}]

    def key_figures(self) -> list[Data]:
        """What a first page prints large."""
        ids = self.facts(0, 3)
        made = [{"fact": id_, **self.optional(label=self.line)} for id_ in ids]
        return [*made, {"fact": "low", "compared": ["high"], **self.optional(to=lambda: "high")}]

    def paid(self) -> Data:
        """A figure of the table of pay."""
        unit = f"{self.currency}/year"
        return {"id": self.id("n"), "label": self.line(), "unit": unit, "place": "US", "from_pay": "median"}

    def labels(self) -> dict[str, str]:
        """Fixed words in other words, with what each has to hold."""
        return {key: self.label(_LABELS[key]) for key in self.some(1, tuple(_LABELS), 9)}

    def label(self, usual: str) -> str:
        """Words that may stand for the usual ones."""
        words = [self.line(40, 2).translate(_NO_BRACES), *re.findall(r"\{\w+\}", usual)]
        return " ".join(self.chance.sample(words, len(words))).strip() or "-"

    def period(self) -> str:
        """A time."""
        return self.chance.choice(("undated", "2025", "2024-02", "2025-08-28", "2024/2034", "0001", "9999-12"))

    def pay(self) -> Data:
        """Pay by area."""

        def area(place: str) -> Data:
            low = self.chance.choice((0, 7.25, 15, 10**6))
            hourly = [low, low, low + 1, low + 1.5, low + self.chance.randint(2, 10**5)]
            names = ("p10", "p25", "median", "p75", "p90")
            return {
                "place": place, "hourly": dict(zip(names, hourly, strict=True)),
                "yearly": dict(zip(names, (round(pay * 2080) for pay in hourly), strict=True)),
                "wage_error": self.chance.choice((0, 1.5, 5.1, 99)),
                **self.optional(jobs=lambda: self.chance.choice((0, 10, 10**9))),
            }  # fmt: skip

        states = self.some(1, ("US-TX", "US-WA", "US-DC", "US-PR"), 4)
        return {
            "period": "2025-05", "source": "page", "universe": self.line(), **self.currencies(),
            "areas": [area(place) for place in ("US", *states)],
            **self.optional(local=lambda: [area(place) for place in self.some(0, ("CBSA-42660", "OEWS-5300006"), 2)]),
        }  # fmt: skip

    def currencies(self) -> Data:
        """What the pay is paid in, where it says so."""
        self.currency = self.chance.choice(("USD", "EUR", "JPY"))
        return {"currency": self.currency} if self.currency != "USD" or self.maybe(0.5) else {}

    # Sections and sheets.

    def section(self, id_: str) -> Data:
        """A section."""
        blocks = [self.block() for _ in range(self.number_of(1, 2 if self.sheet else 4, 12))]
        return {"id": id_, "title": self.line(), "blocks": self.under_subheadings(blocks)}

    def block(self) -> Data:
        """A block of any kind that this article can show, with all that a block may say of itself."""
        kinds = [kind for kind in _BLOCKS if kind != "collection-chart" or self.charted]
        kinds += ["view"] * 3 + ["pay-chart", "pay-map", "pay-table", "local-pay", "local-rules"] * self.has_pay
        kind = self.chance.choice(kinds)
        common = self.optional(id=lambda: self.id("b"))
        if self.maybe(0.2):
            common["audience"] = self.some(1, get_args(Audience), 4)
        elif "id" in common and self.sheet:
            self.blocks.append(common["id"])
        made = _BLOCKS[kind](self) if kind in _BLOCKS else self.pay_block(kind)
        return {"type": kind, **made, **common}

    def pay_block(self, kind: str) -> Data:
        """A block that prints pay."""
        match kind:
            case "pay-table":
                return {"caption": self.line(), **self.optional(note=self.text)}
            case "local-pay":
                return self.optional(note=self.text)
            case "local-rules":
                return {"ask": self.text()}
        return {"caption": self.line(), "summary": self.text()}

    def points(self) -> list[str | Data]:
        """Several texts, some with points under them."""
        return [{"text": text, "items": self.texts(1, 2, 8)} if self.maybe(0.2) else text for text in self.texts()]

    def blanks(self) -> list[Data]:
        """Labels with room to write."""
        return [
            {"label": self.line(words=3), **self.optional(lines=lambda: self.chance.randint(1, 8))}
            for _ in range(self.number_of(1, 3, 20))
        ]

    def picture(self) -> Data:
        """A picture that brings its pixels along, wide or tall."""
        pixels = logo(*self.chance.choice(((40, 16), (16, 40), (8, 8))))
        return {
            "file": "picture.png", "content": base64.b64encode(pixels).decode(), "alt": f"Picture: {self.line(200)}",
            **self.optional(caption=self.text, credit=self.text, width=lambda: self.chance.choice(("column", "half"))),
        }  # fmt: skip

    def under_subheadings(self, blocks: list[Data]) -> list[Data]:
        """The blocks, some with a heading of their own over them."""
        return [
            each
            for block in blocks
            for each in (*([{"type": "subheading", "title": self.line()}] if self.maybe(0.1) else []), block)
        ]

    def groups_of(self, sections: list[str]) -> list[Data]:
        """Sections under titles, in any order; some stand in no group."""
        kept = self.chance.sample(sections, self.chance.randint(1, len(sections)))
        half = self.chance.randint(0, len(kept))
        return [{"title": self.line(words=3), "sections": part} for part in (kept[:half], kept[half:]) if part]

    def table(self) -> Data:
        """A table of two to six columns."""
        columns = self.chance.randint(2, 6)
        rows = [[self.text(4, 600) for _ in range(columns)] for _ in range(self.number_of(1, 3, 20))]
        headings = [self.line(words=2) for _ in range(columns)]
        return {"caption": self.line(), "columns": headings, "rows": rows, **self.optional(note=self.text)}

    def timeline(self) -> Data:
        """A day."""
        shapes = self.some(0, ("circle", "square", "triangle", "dot"), 4)
        kinds = [{"id": f"kind-{shape}", "name": self.line(words=2), "shape": shape} for shape in shapes]
        moments = [
            {
                "time": self.chance.choice(("noon", "7:45 a.m.", "12 AM", "00:00", "23:59")),
                "text": self.text(),
                **self.optional(duties=lambda: [self.duties[0]]),
                **({"kind": self.chance.choice(kinds)["id"]} if kinds else {}),
            }
            for _ in range(self.number_of(2, 3, 24))
        ]
        return {"caption": self.line(), "note": self.text(), "kinds": kinds, "moments": moments}

    def bar_chart(self) -> Data:
        """Facts as bars."""
        facts = self.facts(2, 15)
        return {
            "caption": self.line(),
            "facts": facts,
            **self.optional(summary=self.text, about=lambda: self.chance.choice(facts)),
        }

    def collection_chart(self) -> Data:
        """A figure of each entry of a collection."""
        of, figure, ids = self.chance.choice(self.charted)
        beside = self.facts(1, 3) if self.maybe(0.3) else []
        return {
            "of": of,
            "figure": figure,
            "caption": self.line(),
            "beside": beside,
            **self.optional(
                first=lambda: self.number_of(2, 4, 30), summary=self.text, about=lambda: self.chance.choice(ids)
            ),
        }

    def career_paths(self) -> Data:
        """Ways on."""
        ways = [
            {"kind": self.groups["career-steps"], "name": self.line(words=3)} for _ in range(self.number_of(1, 2, 3))
        ]
        return {"caption": self.line(), "start": self.line(), "ways": ways,
                **self.optional(summary=self.text, pay=lambda: FACTS[0]["id"])}  # fmt: skip

    def layers(self) -> Data:
        """Things that people mix up."""
        parts = ("name", "giver", "meaning")
        layers = [{part: self.text() for part in parts} for _ in range(self.number_of(2, 3, 5))]
        return {"caption": self.line(), "layers": layers}

    def facts(self, least: int, most: int) -> list[str]:
        """The ids of facts, some of them twice."""
        ids = [fact["id"] for fact in FACTS]
        return self.chance.choices(ids, k=self.number_of(least, 3, most))

    def view(self) -> Data:
        """A collection, or a group of one."""
        of = self.chance.choice(self.shown)
        form = self.optional(form=lambda: "table") if of in ("credentials", "duties") else {}
        return {"of": of, **form, **(self.optional(only=lambda: self.groups[of]) if of in self.groups else {})}

    def fact_sheet(self, article: Data) -> list[Data]:
        """A sheet: a part that is always printed, and others as far as there is room."""
        parts = [{"id": self.id("x"), "title": self.line(60, 2), "priority": 1,
                  "blocks": [{"type": "pick", "of": "faqs", "first": 1}]}]  # fmt: skip
        for _ in range(self.chance.randint(0, 5)):
            blocks = [self.sheet_block(article) for _ in range(self.chance.randint(1, 2))]
            part = {"id": self.id("x"), "title": self.line(60, 2), "priority": self.chance.randint(2, 9),
                    "blocks": blocks}  # fmt: skip
            if any(block.get("of") in ("career-steps", "education-paths", "hard-parts") for block in blocks):
                part["priority"] = 1
            choices = {"side": ("front", "back"), "width": ("full", "half"), "audience": (["student"], ["instructor"])}
            for name, known in choices.items():
                part |= self.optional(**{name: lambda known=known: self.chance.choice(known)})
            parts.append(part)
        return parts

    def sheet_block(self, article: Data) -> Data:
        """A block of a sheet."""
        named = ("credentials", "duties", "education-paths", "faqs", "skills")
        plain = ("hard-parts", "key-points", "next-steps", "unknowns")
        kind = self.chance.choice(
            ("pick", "ids", "steps", "key-figures", "excerpt", "local-pay", "local-rules", "list")
        )
        if kind == "excerpt" and self.blocks:
            return {"type": "excerpt", "block": self.chance.choice(self.blocks)}
        if kind == "steps":
            step = article["career_steps"][0]["id"]
            return {"type": "pick", "of": "career-steps", "ids": [step], "intro": self.line(60, 2)}
        if kind == "ids":
            of = self.chance.choice(named)
            return {"type": "pick", "of": of, "ids": [article[of.replace("-", "_")][0]["id"]]}
        if kind == "key-figures":
            return {"type": kind, "facts": self.facts(1, 6)}
        if kind in ("local-pay", "local-rules") and self.has_pay:
            return {"type": kind, **self.pay_block(kind)}
        if kind == "list":
            return {"type": kind, "items": self.texts()}
        of = self.chance.choice(named + plain)
        leads = self.optional(form=lambda: "leads") if of in ("hard-parts", "key-points", "unknowns") else {}
        return {"type": "pick", "of": of, "first": self.chance.randint(1, 3), **leads}

    # The program.

    def program(self, article: Data) -> Data:
        """Who hands it out; the file of its logo is `logo.png`."""
        small = self.sheet
        sections = tuple(section["id"] for section in article["sections"])
        places = [area["place"] for area in article.get("pay", {}).get("areas", [])[1:]]
        slots = ("accreditation", "equal-opportunity", "funding", "language-assistance", "minimum-expectations",
                 "nondiscrimination", "other")  # fmt: skip
        statements = [
            {"slot": self.chance.choice(slots), "on_sheet": number == 0, "text": self.statement(60 if small else 240)}
            for number in range(self.chance.randint(0, 3))
        ]
        name = self.line(60, 2)
        made = {
            "schema_version": "1.0", "id": self.id("program"), "name": name, "statements": statements,
            **self.optional(
                language=lambda: self.chance.choice(("en", "es", "zh-Hans-CN", "ar")),
                logo=lambda: {"file": "logo.png", "alt": f"Logo: {self.line(200)}"},
                accent=lambda: self.chance.choice(("#7a1f5c", "#000000", "#0b5563")),
                contact=self.contact,
                scan=lambda: {"address": self.chance.choice([link for link in WEB if len(link) <= 60]),
                              "says": self.line(60, 3)},
                facts=lambda: [self.local_fact() for _ in range(self.chance.randint(0, 4))],
                sections=lambda: self.some(1, sections, 12),
                section=lambda: {"title": self.line(80), "blocks": [{"type": "paragraph", "text": self.text(40)}]},
                faqs=lambda: [{"question": self.line(160), "answer": [self.text()]}],
                hide=lambda: self.hidden(article),
            ),
        }  # fmt: skip
        if {*made.get("hide", {}).get("sections", ())} & {*made.get("sections", ())}:
            del made["sections"]
        return made | ({"region": self.chance.choice(places)} if places and self.maybe(0.3) else {})

    def hidden(self, article: Data) -> Data:
        """What it leaves out of the guide: at most one of each kind, and never the last section."""
        sections = article["sections"]
        held = {field: article.get(field, []) for field in Hidden.model_fields}
        held |= {"sections": sections[1:], "blocks": [block for section in sections for block in section["blocks"]]}
        ids = {field: [one["id"] for one in found if "id" in one] for field, found in held.items()}
        return {field: [self.chance.choice(found)] for field, found in ids.items() if found and self.maybe(0.5)}

    def statement(self, most: int) -> str:
        """Words that are printed as they are, with single plain spaces alone."""
        return " ".join(self.line(most, 8).split())

    def contact(self) -> Data:
        """How to reach a program."""
        phones = ("555-0100", "+1 (555) 555-0100 x 12", "(555) 555.0100", "(+1) 555 0100, ext. 12", "911")
        mails = ("a.b+c@example.org", "x@y.example", "a@münchen.example")
        return {
            "lines": [self.line(words=3) for _ in range(self.chance.randint(1, 3))],
            **self.optional(phone=lambda: self.chance.choice(phones), email=lambda: self.chance.choice(mails)),
        }

    def local_fact(self) -> Data:
        """A figure of a program's own."""
        return {
            "label": self.line(words=2), "value": self.line(80, 2), "period": self.period(), "source": self.line(),
            **self.optional(address=lambda: self.chance.choice(WEB)),
        }  # fmt: skip


_BLOCKS: Final[dict[str, Callable[[_Maker], Data]]] = {
    "paragraph": lambda maker: {"text": maker.text(40)},
    "list": lambda maker: {"items": maker.points(), **maker.optional(intro=maker.text)},
    "steps": lambda maker: {"items": maker.points(), **maker.optional(intro=maker.text)},
    "checklist": lambda maker: {"items": maker.texts(), **maker.optional(intro=maker.text)},
    "quote": lambda maker: {"text": maker.texts(1, 2, 6), "by": maker.line(), "source": "page"},
    "fill-in": lambda maker: {"blanks": maker.blanks(), **maker.optional(intro=maker.text)},
    "link": lambda maker: {
        "address": maker.chance.choice([address for address in WEB if len(address) < 60]), "label": maker.line(80, 3),
    },
    "picture": _Maker.picture,
    "callout": lambda maker: {
        "kind": maker.chance.choice(("note", "limit", "tip")), "title": maker.line(), "text": maker.texts(),
    },
    "table": _Maker.table,
    "timeline": _Maker.timeline,
    "key-figures": lambda maker: {"facts": maker.facts(1, 6)},
    "bar-chart": _Maker.bar_chart,
    "collection-chart": _Maker.collection_chart,
    "career-paths": _Maker.career_paths,
    "layers": _Maker.layers,
    "view": _Maker.view,
}  # fmt: skip


def as_yaml(data: Data) -> str:
    """The data as a file: JSON is YAML, and leaves no text to be taken for something else."""
    return json.dumps(data, ensure_ascii=False, indent=1)

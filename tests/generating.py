"""Articles made by chance, the same for the same seed: every kind of block, and text that is hard to carry."""

import random
from typing import Any

from cma_content import Article

# What a format might take for its own markup, break a line at, or lose.
WORDS = (
    *("nurse", "Blutdruck", "naïve", "José", "Łódź", "x < y", "a > b", "R&D", "&amp;", "<b>not bold</b>", "</p>"),
    *(
        "1.",
        "2)",
        "- dash",
        "# hash",
        "| pipe |",
        "a_b_c",
        "snake__case",
        "~~no~~",
        "`code`",
        "50%",
        "$45",
        "C:\\\\dir",
    ),
    *('"quoted"', "“curly”", "it’s", "…", "—", "–", "©", "½", "m²", "!", "?", "; ", ": ", "{x}", "@page", "%s", "=1+1"),
    *("https://example.org/a_b?c=d&e=f", "e-mail", "and/or", "...", "(in brackets)", "[square]", "A", "I"),
)

PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAAAAADhZOFXAAAAEElEQVR42mOsYIAAJgaKGAAj0ACID/6ywQAAAABJRU5ErkJggg=="


def generated(seed: int) -> Article:
    """The article of a seed."""
    return Article.model_validate(Maker(random.Random(seed)).article())  # noqa: S311 - chance, not secrecy


class Maker:
    """Makes the data of an article; `line` and `text` say what its words are."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.number = 0

    def line(self, most: int = 8) -> str:
        """Plain text, which a format must print as it is."""
        return " ".join(self.chance.choice(WORDS) for _ in range(self.chance.randint(1, most))).strip()

    def text(self, most: int = 14) -> str:
        """Text in the inline markup."""
        parts = [escaped(self.line(most))]
        for _ in range(self.chance.randint(0, 3)):
            kind = self.chance.randrange(8)
            word = self.chance.choice(("one", "two words", "José", "R-D"))
            parts.append(
                (
                    f"**{word}**",
                    f"*{word}*",
                    f"[{word}](https://example.org/?a=1&b=2)",
                    f"[{word}](#part-1)",
                    "<fact:figure>",
                    "<term:word>",
                    f"[{word}](term:word)",
                    "<source:page>",
                )[kind]
            )
            parts.append(escaped(self.line(3)))
        return " ".join(parts)

    def some(self, least: int = 1, most: int = 4) -> list[str]:
        """A few texts."""
        return [self.text() for _ in range(self.chance.randint(least, most))]

    def id(self) -> str:
        """An id that no other entry has."""
        self.number += 1
        return f"entry-{self.number}"

    def block(self) -> dict[str, Any]:
        """A block of some kind."""
        columns = self.chance.randint(2, 4)
        return self.chance.choice(
            [
                {"type": "paragraph", "text": self.text(40)},
                {"type": "list", "intro": self.text(), "items": self.some()},
                {"type": "steps", "items": self.some()},
                {"type": "callout", "kind": self.chance.choice(["note", "limit", "tip"]), "title": self.line(4),
                 "text": self.some(1, 2)},
                {"type": "table", "caption": self.line(5), "columns": [self.line(2) for _ in range(columns)],
                 "rows": [[self.text(3) for _ in range(columns)] for _ in range(self.chance.randint(1, 4))]},
                {"type": "timeline", "caption": self.line(4), "note": self.text(),
                 "kinds": [{"id": "one", "name": self.line(2), "shape": "circle"}],
                 "moments": [{"time": f"{hour} a.m.", "kind": "one", "text": self.text()} for hour in (8, 9)]},
                {"type": "layers", "caption": self.line(4), "layers": [
                    {name: self.text() for name in ("name", "giver", "meaning")} for _ in range(2)]},
                {"type": "key-figures", "facts": ["figure"]},
                {"type": "bar-chart", "caption": self.line(4), "facts": ["figure", "other"], "summary": self.text()},
                {"type": "view", "of": self.chance.choice(["duties", "skills", "faqs", "hard-parts", "next-steps"])},
                {"type": "view", "of": "glossary"},
                {"type": "steps", "items": [self.text(), {"text": self.text(), "items": self.some()}, self.text()]},
                {"type": "checklist", "intro": self.text(), "items": self.some()},
                {"type": "quote", "text": self.some(1, 3), "by": self.line(4), "source": "page"},
                {"type": "fill-in", "blanks": [{"label": self.line(5), "lines": lines} for lines in (1, 3)]},
                {"type": "picture", "file": "a.png", "alt": self.line(9), "content": PICTURE, "caption": self.text()},
                {"type": "link", "address": "https://example.org/?a=1&b=2", "label": self.line(4)},
            ]
        )  # fmt: skip

    def article(self) -> dict[str, Any]:
        """The data of an article."""
        fact = {"statistic": "count", "value": 1234, "unit": "jobs", "place": "US", "period": "2025", "source": "page",
                "verified": "primary"}  # fmt: skip
        return {
            "schema_version": "1.0",
            "id": "by-chance",
            "language": "en",
            "title": self.line(5),
            "subtitle": self.line(),
            "edition": "2026.1",
            "reviewed": "2026-01-01",
            "next_review_due": "2027-01-01",
            "publisher": self.line(3),
            "license": "CC BY 4.0",
            "license_address": "https://creativecommons.org/licenses/by/4.0/",
            "main_message": self.text(),
            "call_to_action": self.text(),
            "key_points": self.some(2, 4),
            "hard_parts": self.some(),
            "unknowns": self.some(),
            "next_steps": [{"id": "step", "do": self.text(), "why": self.text()}],
            "pay_notice": "Nothing is promised.",
            "limits": [{"id": "delegated", "text": self.text()}],
            "sections": [
                {"id": f"part-{number}", "title": self.line(4),
                 "blocks": [*[{"type": "subheading", "title": self.line(4)}] * self.chance.randint(0, 1)]
                 + [self.block() for _ in range(self.chance.randint(1, 5))]}
                for number in range(1, self.chance.randint(2, 4))
            ],
            "duties": [{"id": self.id(), "name": self.line(4), "side": "clinical", "involves": self.some(),
                        "limits": ["delegated"], "not_yours": self.text(), "sources": ["page"]}],
            "skills": [{"id": self.id(), "name": self.line(4), "kind": "technical", "why": self.text(),
                        "learned": self.text()}],
            "faqs": [{"id": self.id(), "question": self.line(), "answer": self.some()}],
            "glossary": [{"id": "word", "term": self.line(2), "plain": self.text(5)}],
            "places": [{"id": "US", "name": "United States", "kind": "nation", "short": "U.S."}],
            "sources": [{"id": "page", "title": self.line(), "publisher": self.line(3), "kind": "other",
                         "address": "https://example.org/", "dated": "undated", "read_as": "issuer-page",
                         "retrieved": "2026-01-01",
                         "license": "Facts cited", "credit": self.line()}],
            "facts": [{"id": "figure", "label": self.line(4), **fact}, {"id": "other", "label": self.line(4), **fact}],
        }  # fmt: skip


def escaped(text: str) -> str:
    """Plain text in the inline markup, which knows the backslash of CommonMark."""
    return "".join(f"\\{sign}" if sign in "\\*_[]<>" else sign for sign in text)

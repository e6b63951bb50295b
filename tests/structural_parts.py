"""The fixed parts of articles made by chance: links of every kind, figures of every kind, places, hostile snippets."""

from itertools import cycle
from typing import Any, Final, get_args

from cma_content.model.currencies import Noun
from cma_content.model.facts import Statistic

WEB: Final = (
    *("https://example.org", "http://example.org/", "https://example.org:8080/a;b=c,d/(e)?f=g&h=i#j"),
    *("https://example.org/Atención/年?q=é", "https://bücher.example/", "http://192.0.2.1/", "http://[2001:db8::1]/a"),
    *("https://example.org/a[]|b{}^`", "https://example.org/%20%25", "https://example.org/a_b*c~d$e'f!g"),
    *("https://example.org/" + "a" * 480, "https://example.org/?" + "&".join(f"a{n}={n}" for n in range(50))),
)
# A text holds no word of more than 120 characters.
LINKS: Final = (
    *(link for link in WEB if len(link) < 100),
    *("mailto:name@example.org", "mailto:a.b+c@example.org?subject=Hello%20you&body=A%20line%20%26%20more"),
    *("tel:555-0100", "tel:+1-555-555-0100", "tel:+15555550100;ext=12"),
)
SNIPPETS: Final = (
    *("<script>alert(1)</script>", "</style>", "]]>", "<!--", "-->", "<![CDATA[", "&#0;", "&lt;", "<?xml", "{{ a }}"),
    *(
        "{% raw %}",
        "${a}",
        "`a`",
        "```",
        "~~~",
        "***",
        "___",
        "---",
        "===",
        "# a",
        "> a",
        "- [ ] a",
        "1. a",
        "| a | b |",
    ),
    *("[a](b)", "![a](b)", "[^1]", "[[a]]", "@name", "#12", "GH-12", ":smile:", "$a$", "$$", "\\(a\\)", "\\n", "\\"),
    *(
        "javascript:alert(1)",
        "data:text/html,a",
        "url(https://example.org)",
        "expression(a)",
        "@import 'a';",
        "a:hover{}",
    ),
    *('"', "'", "''", '"""', "\u201c\u201d", "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(1)", "%s%n", "%00", "../../etc"),
    *(
        "\u05e9\u05dc\u05d5\u05dd",
        "\u0645\u0631\u062d\u0628\u0627",
        "a\u0301\u0302\u0303",
        "\u200d",
        "\u200b",
        "\u00ad",
    ),
    *(
        "\U0001f469\u200d\u2695\ufe0f",
        "\U0001f1fa\U0001f1f8",
        "\ufe0f",
        "\u20dd",
        "\u3000",
        "\u00a0",
        "\u202f",
        "\u2011",
    ),
    *("\uff08\uff09", "ﬁ", "ẞ", "İ", "ǆ", "\u2126", "\u1100\u1161", "\ufffd", "\u034f", "\u061c", "\u200f", "\u180e"),
    *(
        "C:\\Users",
        "null",
        "true",
        "2026-01-01",
        "1e3",
        "~",
        "0x1F",
        "*a",
        "&a",
        "!a",
        "%a",
        "? a",
        ": a",
        "a: b",
        "a #b",
    ),
)
_OUTSIDE: Final = {"change": -12.5, "projection": -3000}
_UNITS: Final = ("USD", "EUR/hour", "JPY/year", *get_args(Noun))
_STATISTICS: Final = cycle(get_args(Statistic))
FACTS: Final[tuple[dict[str, Any], ...]] = (
    {"id": "figure", "statistic": "count", "value": 1234, "unit": "jobs"},
    {"id": "range", "statistic": "typical", "value": "0.000000001", "high": 999999999999999, "unit": "USD/hour"},
    {"id": "whole", "statistic": "share", "value": 100, "unit": "percent"},
    {"id": "nothing", "statistic": "count", "value": 0, "unit": "USD"},
    *(
        {"id": f"unit-{number}", "statistic": statistic, "value": _OUTSIDE.get(statistic, number % 5), "unit": unit}
        for number, (unit, statistic) in enumerate(zip(_UNITS, _STATISTICS, strict=False))
    ),
)
PLACES: Final[tuple[dict[str, Any], ...]] = (
    {"id": "US", "kind": "nation"},
    {"id": "US-TX", "kind": "state"},
    {"id": "US-WA", "kind": "state"},
    {"id": "US-DC", "kind": "district"},
    {"id": "US-PR", "kind": "territory"},
    {"id": "CBSA-42660", "kind": "metro", "within": ["US-WA"]},
    {"id": "OEWS-5300006", "kind": "nonmetro", "within": ["US-WA", "US-TX"]},
)

TOPICS = ("blood-draw", "x-ray", "delegation")

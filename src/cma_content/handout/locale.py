"""Periods and dates in words, and the fixed words of a handout, for each language it can be made in."""

from datetime import date
from typing import Final

from cma_content.errors import UsageError
from cma_content.model.facts import Fact
from cma_content.model.period import Period
from cma_content.model.places import Place

WORDS: Final = {
    "en": {
        "about": "About this handout",
        "action": "Do this next",
        "and": " and ",
        "all_workers": "They are for all workers in the occupation, not this program's graduates.",
        "area": "Area",
        "award": "What you earn",
        "checked": "Last reviewed {reviewed}. Next review due {due}. Figures as of {data}.",
        "contents": "In this guide",
        "edition": "Edition {edition} ({code})",
        "in_a_hurry": "Only {minutes} minutes? Read up to here.",
        "in_a_hurry_then": "Only {minutes} minutes? Read up to here, then go to ",
        "imprint_of_sheet": "{publisher} · reviewed {reviewed}, due {due} · data {data} · {license}",
        "footer": "{title} · {code} · reviewed {reviewed}, due {due} · {license}",
        "exam": "Exam",
        "figure": "Figure",
        "gloss": "In plain words",
        "good_for": "Good for",
        "half": "Half earn less than",
        "highlighted": "Highlighted: {label}. ",
        "hour": "Median, hourly",
        "issuer": "Issuer",
        "jobs": "Jobs",
        "key_points": "The short version",
        "length": "How long",
        "local_median": "Median pay in {place}",
        "local_pay": "Pay in {place} and in the nation, yearly",
        "local_pay_alone": "Pay in {place}, yearly",
        "local_rules": "The rules in {place}",
        "local_weak": "The estimate for {place} is weak: treat it with care.",
        "learned": "Where you learn it",
        "limits": "Limits",
        "license": "{publisher}. License: {license}.",
        "level": "Of all workers in this job",
        "map_alt": "{caption}. A tile for each state, darker where pay is higher. Highest: {high}. Lowest: {low}. "
        "The table of pay by state holds every value.",
        "message": "The main message",
        "needs": "What it takes",
        "not_yours": "Not your call",
        "p10": "10% earn less than",
        "p10_year": "10% earn less than, yearly",
        "p90_year": "90% earn less than, yearly",
        "p25": "25% earn less than",
        "p75": "75% earn less than",
        "p90": "90% earn less than",
        "notices": "Notices",
        "own_fact": "{value} ({period}; {source})",
        "page": "Page",
        "qr": "QR code that leads to {address}",
        "read": "page undated, read {date}",
        "reading_time": "Reading time: about {minutes} minutes.",
        "reading_time_of_one": "Reading time: about 1 minute.",
        "renewal": "Renewal",
        "routes": "Who can take it",
        "skip": "Skip to the guide",
        "source": "{publisher}. {title}. {dated}. Read {retrieved}.",
        "sources": "Sources",
        "undated": "Undated",
        "watch_for": "Check first",
        "weak": "The estimate for this area is weak: treat it with care.",
        "what": "What you do",
        "what_counts": "What it counts",
        "withheld": "not released",
        "why": "Why it matters",
        "year": "Median, yearly",
    }
}

_LIMIT_NAMES: Final = {
    "en": {
        "delegated": "Delegated to you",
        "supervised": "Supervised",
        "state-law": "State law decides",
        "trained": "Documented training first",
    }
}

_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def words_of(language: str) -> dict[str, str]:
    """The fixed words in `language`; raises `UsageError` where there are none."""
    try:
        return WORDS[language.partition("-")[0]]
    except KeyError:
        known = ", ".join(sorted(WORDS))
        raise UsageError(f"handouts cannot be made in {language!r} yet; known languages: {known}") from None


def limit_name(limit: str) -> str:
    """A standing limit in two or three words."""
    return _LIMIT_NAMES["en"][limit]


def day(value: date, *, short: bool = False) -> str:
    """November 23, 2026; or 2026-11-23 where room is short."""
    return value.isoformat() if short else f"{_MONTHS[value.month - 1]} {value.day}, {value.year}"


def period(value: Period) -> str:
    """2025-05 as May 2025, 2024/2034 as 2024-34; `undated` as nothing."""
    first, last = value.first, value.last
    if first is None or last is None:
        return ""
    match value.precision:
        case "years":
            start, end = f"{first.year:04}", f"{last.year:04}"
            return f"{start}\N{EN DASH}{end[2:] if end[:2] == start[:2] else end}"
        case "year":
            return f"{first.year:04}"
        case "month":
            return f"{_MONTHS[first.month - 1]} {first.year}"
    return day(first)


def vintage(fact: Fact, place: Place, retrieved: date) -> str:
    """Where and when a figure holds: U.S., May 2025."""
    when = period(fact.period)
    read = f"{_MONTHS[retrieved.month - 1]} {retrieved.year}"
    return f"{place.short}, {when or WORDS['en']['read'].format(date=read)}"

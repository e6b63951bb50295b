"""Periods and dates in words, and the fixed words of a handout, for each language it can be made in."""

from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import Final

from cma_content.errors import UsageError
from cma_content.handout.law_locale import LAW_WORDS
from cma_content.handout.source_locale import SOURCE_WORDS
from cma_content.model.facts import Fact
from cma_content.model.period import Period
from cma_content.model.places import Place

WORDS: Final = {
    "en": {
        "about": "About this handout",
        "accredited_by": "Accredited by",
        "action": "Do this next",
        "all_columns": "Show all columns",
        "and_then": " and ",
        "afternoon": "{time} p.m.",
        "all_workers": "These figures are for all workers in the occupation, not this program's graduates.",
        "all_workers_in_short": "It is not what this program's graduates earn.",
        "and": "and",
        "area": "Area",
        "ask": "Ask",
        "ask_issuer": "ask the issuer",
        "at_the_end": "At the end",
        "award": "What you earn",
        "blank": "Blank line to fill in",
        "blanks": "{lines} blank lines to fill in",
        "band": "{low} to {high}",
        "band_over": "{low} and more",
        "band_under": "under {high}",
        "bars_alt": "{caption}. Bars, longest first, from {high}, to {low}. {about}",
        "checked": "Last reviewed {reviewed}. Next review due {due}. {newest}",
        "column_attempts": "Attempts",
        "column_credential": "Credential",
        "column_fee": "Fee",
        "column_minutes": "Time",
        "column_questions": "Questions",
        "column_validity": "Holds for",
        "contents": "In this guide",
        "cost": "What it costs",
        "credential_table": "Credentials side by side",
        "duty": "Duty",
        "duty_table": "Duties and their limits",
        "edition": "Edition {edition} ({code})",
        "edition_line": "Edition {edition} · Reviewed {reviewed} · {license}",
        "each_hour": ", hourly",
        "each_year": ", yearly",
        "education": "Usual schooling",
        "in_a_hurry": "Only {minutes} minutes? Read up to here.",
        "in_a_hurry_then": "Only {minutes} minutes? Read up to here, then go to ",
        "figure": "Figure",
        "free_to_copy": "Free to copy ({license})",
        "figure_pay": "Median pay",
        "full_name": "Full name",
        "gloss": "In plain words",
        "good_for": "Good for",
        "growth": "Growth in jobs",
        "half": "Half earn less than",
        "highlighted": "Highlighted: {label}. ",
        "head_hour": "{name}, hourly",
        "head_unit": "{name}, in {unit}",
        "head_year": "{name}, yearly",
        "hour": "Median, hourly",
        "importance": "Importance",
        "importance_high": "rated high",
        "importance_top": "among the highest rated",
        "importance_useful": "useful",
        "imprint_of_sheet": "{publisher} · reviewed {reviewed}, due {due} · {newest} · {license}",
        "in_full_guide": "\N{LEFT DOUBLE QUOTATION MARK}{title}\N{RIGHT DOUBLE QUOTATION MARK} in the full guide",
        "in_quotes": "\N{LEFT DOUBLE QUOTATION MARK}{title}\N{RIGHT DOUBLE QUOTATION MARK}",
        "issuer": "Issuer",
        "job": "Job",
        "jobs": "Jobs",
        "key_points": "The short version",
        "learned": "Where you learn it",
        "length": "How long",
        "level": "Of all workers in this job",
        "license": "{publisher}. License: {license}.",
        "license_alone": "License: {license}",
        "license_asked": "License",
        "limits": "Limits",
        "local_median": "Median pay in {place}",
        "local_pay": "Pay in {place} and in the nation, yearly",
        "local_pay_alone": "Pay in {place}, yearly",
        "local_weak": "The estimate for {place} is weak: treat it with care.",
        "map_alt": "{caption}. A tile for each place, darker where pay is higher. Highest: {high}. Lowest: {low}. "
        "{about}",
        "map_table": "The table of pay by area has every value.",
        "median": "Median",
        "median_pay": "Median pay",
        "message": "The main message",
        "midnight": "midnight",
        "morning": "{time} a.m.",
        "needs": "What it takes",
        "newest": "Newest pay figures: {pay}.",
        "newest_on_sheet": "pay {pay}",
        "newest_on_sheet_outlook": "pay {pay}, outlook {outlook}",
        "newest_outlook": "Newest pay figures: {pay}. Outlook: {outlook}.",
        "noon": "noon",
        "no_contact": "There is no address yet to report a mistake to.",
        "not_yours": "Not your call",
        "no_date": "no date",
        "notices": "Notices",
        "on_page": " on page\N{NO-BREAK SPACE}{page}",
        "opens": "Exams it opens",
        "or": "or",
        "own_fact": "{value} ({period}; {source})",
        "own_questions": "Questions and answers",
        "own_title": "{name}: {title}",
        "own_words": "These are the words of {name}, not of this guide.",
        "p10": "10% earn less than",
        "p10_year": "10% earn less than, yearly",
        "p25": "25% earn less than",
        "p75": "75% earn less than",
        "p90": "90% earn less than",
        "p90_year": "90% earn less than, yearly",
        "page": "Page",
        "paths_alt": "{caption}. Lines lead from {start} to boxes. {branches}",
        "pass_rate": "Share who pass",
        "picture": "Picture",
        "qr": "QR code that leads to {address}",
        "read": "page undated, read {date}",
        "reading_time": "Reading time: about {minutes} minutes.",
        "reading_time_of_one": "Reading time: about 1 minute.",
        "renewal": "Renewal",
        "report": "Report a mistake:",
        "retake": "If you fail",
        "reviewed_by": "Reviewed by {names}.",
        "routes": "Who can take it",
        "setting": "Where",
        "share": "Share of the jobs",
        "similar_jobs": "Similar jobs side by side",
        "skip": "Skip to the guide",
        "spread_alt": "{caption}. A scale with a box from {low} to {high}, a line from {lowest} to {highest}, a mark "
        "at {median}.",
        "step": "Step",
        "sources": "Sources",
        "title_of_few": "{title}: {sections}",
        "title_of_many": "{title}: Chosen sections",
        "training": "Training",
        "undated": "Undated",
        "unreviewed": "Reviewed by no one outside the project yet.",
        "upkeep_fees": "Fees to keep it",
        "watch_for": "Check first",
        "way": "Way",
        "weak": "The estimate for this area is weak: treat it with care.",
        "what": "What you do",
        "what_counts": "What it counts",
        "why": "Why it matters",
        "window": "Time limit after graduation",
        "withheld": "not released",
        "work_settings": "Where they work and what it pays",
        "work_settings_alone": "Where they work",
        "year": "Median, yearly",
        "yes": "Yes",
    }
}

_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def words_of(language: str) -> dict[str, str]:
    """The fixed words in `language`; raises `UsageError` where there are none."""
    try:
        base = language.partition("-")[0]
        return WORDS[base] | LAW_WORDS[base] | SOURCE_WORDS[base]
    except KeyError:
        known = ", ".join(sorted(WORDS))
        raise UsageError(f"handouts cannot be made in {language!r} yet; known languages: {known}") from None


def clock(at: time, words: Mapping[str, str] = WORDS["en"]) -> str:
    """A time of day: 7:45 a.m., noon, 1:15 p.m."""
    if at.minute == 0 and at.hour % 12 == 0:
        return words["noon" if at.hour else "midnight"]
    return words["afternoon" if at.hour > 11 else "morning"].format(time=f"{at.hour % 12 or 12}:{at.minute:02d}")


def listed(items: Iterable[str], last: str) -> str:
    """A, B and C; `last` is the word before the last one."""
    *before, end = items
    return f"{', '.join(before)} {last} {end}" if before else end


def day(value: date) -> str:
    """November 23, 2026."""
    return f"{_MONTHS[value.month - 1]} {value.day}, {value.year}"


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


def vintage(fact: Fact, place: Place, retrieved: date, words: Mapping[str, str] = WORDS["en"]) -> str:
    """Where and when a figure holds: U.S., May 2025."""
    when = period(fact.period)
    read = f"{_MONTHS[retrieved.month - 1]} {retrieved.year}"
    return f"{place.short}, {when or words['read'].format(date=read)}"

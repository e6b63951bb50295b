"""Periods and dates in words, and the fixed words of a handout, for each language it can be made in."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from cma_content.errors import UsageError
from cma_content.model.facts import Fact
from cma_content.model.period import Period
from cma_content.model.places import Place

WORDS: Final = {
    "en": {
        "about": "About this handout",
        "accredited_by": "Accredited by",
        "action": "Do this next",
        "all_workers": "They are for all workers in the occupation, not this program's graduates.",
        "and": "and",
        "answer_allowed": "In {state}, yes: you may {tasks}.",
        "answer_not_allowed": "In {state}, no: you may not {tasks}.",
        "answer_note_only": "In {state}, about whether you may {tasks}:",
        "answer_on_terms": "In {state}, yes, on terms: you may {tasks}.",
        "answer_silent": "In {state}, the law does not name this: {tasks}. Your provider decides within the law. Ask.",
        "answer_unchecked": "In {state}, we could not check if you may {tasks}. {ask}",
        "area": "Area",
        "ask": "Ask",
        "ask_agency": "Ask the {agency}.",
        "ask_anyone": "Ask the health department or the medical board there.",
        "ask_board": "Ask the board.",
        "ask_issuer": "ask the issuer",
        "ask_terms": "Ask for the terms.",
        "ask_there": "Ask.",
        "award": "What you earn",
        "brief_allowed": "allowed",
        "brief_not": "not: {topics}",
        "brief_not_allowed": "not allowed",
        "brief_note_only": "ask first",
        "brief_on_terms": "on terms",
        "brief_silent": "law is silent: ask",
        "brief_state_law": "state law decides",
        "brief_unchecked": "not checked: ask",
        "cell_unchecked": "Not checked: ask",
        "checked": "Last reviewed {reviewed}. Next review due {due}. {newest}",
        "citation": "Laws and rules",
        "clause_supervised_too": "oversees you",
        "column_allowed": "Yes, on terms",
        "column_attempts": "Tries",
        "column_credential": "Credential",
        "column_fee": "Fee",
        "column_minutes": "Time",
        "column_not_allowed": "Not allowed",
        "column_questions": "Questions",
        "column_silent": "Law is silent",
        "column_state": "State",
        "column_unchecked": "Not checked",
        "column_validity": "Holds for",
        "contents": "In this guide",
        "copy_elsewhere": "Read as a copy held elsewhere, {retrieved}; not at the issuer.",
        "copy_of_issuer": "Read as a stored copy of the issuer's page, {retrieved}.",
        "copy_of_third_party": "Read as a copy on {host}, {retrieved}; not at the issuer.",
        "cost": "What it costs",
        "credential_asked": "What you must hold",
        "credential_table": "Credentials side by side",
        "delegates": "Who may hand you tasks",
        "duty": "Duty",
        "duty_table": "Duties and their limits",
        "edition": "Edition {edition} ({code})",
        "education": "Usual schooling",
        "figure": "Figure",
        "footer": "{title} · {code} · reviewed {reviewed}, due {due} · {license}",
        "gloss": "In plain words",
        "good_for": "Good for",
        "growth": "Growth in jobs",
        "half": "Half earn less than",
        "highlighted": "Highlighted: {label}. ",
        "hour": "Median, hourly",
        "how_read": "These rules rest on {count} texts: {parts}. A handout for a state names its own.",
        "importance": "How important",
        "importance_high": "Rated high",
        "importance_top": "Among the highest rated",
        "importance_useful": "Useful",
        "imprint_of_sheet": "{publisher} · reviewed {reviewed}, due {due} · {newest} · {license}",
        "in_state": "In {state}",
        "issuer": "Issuer",
        "job": "Job",
        "jobs": "Jobs",
        "key_points": "The short version",
        "law_allowed": "Allowed.",
        "law_ask_first": "The law sets terms. Ask first.",
        "law_ends": "This law is due to lapse on {day}. Ask if it was renewed.",
        "law_not_allowed": "Not allowed.",
        "law_on_terms": "Yes, on terms.",
        "law_reported_by": "As reported by {publishers}.",
        "law_silent": "The law does not name this task. Your provider decides within the law. Ask.",
        "law_silent_of_several": "The law does not name these tasks. Your provider decides within the law. Ask.",
        "law_unchecked": "Not checked. {ask}",
        "learned": "Where you learn it",
        "length": "How long",
        "level": "Of all workers in this job",
        "license": "{publisher}. License: {license}.",
        "license_asked": "License",
        "limits": "Limits",
        "limits_of_all": "All of these are yours only when {clauses}.",
        "limits_of_some": "Some of these are yours only when {clauses}.",
        "local_median": "Median pay in {place}",
        "local_pay": "Pay in {place} and in the nation, yearly",
        "local_pay_alone": "Pay in {place}, yearly",
        "local_rules": "The rules in {place}",
        "local_weak": "The estimate for {place} is weak: treat it with care.",
        "map_alt": "{caption}. A tile for each state, darker where pay is higher. Highest: {high}. Lowest: {low}. "
        "The table of pay by state holds every value.",
        "means_allowed": "a source says that you may, almost always on terms such as training or a provider on the "
        "premises. The terms differ: ask for them.",
        "means_not_allowed": "a source says no, or the law lists other ways only.",
        "means_silent": "the law was read and does not name this task. That is not a yes. Your provider decides within "
        "the law; ask.",
        "means_unchecked": "we did not find or read what the law says. Ask.",
        "median_pay": "Median pay",
        "message": "The main message",
        "needs": "What it takes",
        "newest": "Newest pay figures: {pay}.",
        "newest_outlook": "Newest pay figures: {pay}. Outlook: {outlook}.",
        "no_contact": "There is no address yet to report a mistake to.",
        "not_in": "Not in {states}",
        "not_yours": "Not your call",
        "note_table": "{topic}: what each state asks",
        "notices": "Notices",
        "opens": "Exams it opens",
        "or": "or",
        "own_fact": "{value} ({period}; {source})",
        "p10": "10% earn less than",
        "p10_year": "10% earn less than, yearly",
        "p25": "25% earn less than",
        "p75": "75% earn less than",
        "p90": "90% earn less than",
        "p90_year": "90% earn less than, yearly",
        "page": "Page",
        "qr": "QR code that leads to {address}",
        "read": "page undated, read {date}",
        "read_count_issuer_copy": "{count} in a stored copy of the issuer's page",
        "read_count_issuer_page": "{count} on the issuer's page",
        "read_count_summary": "{count} in a summary by others",
        "read_count_third_party_copy": "{count} in a copy held by others",
        "read_on_page": "Read on the issuer's page, {retrieved}.",
        "renewal": "Renewal",
        "reported": "reported",
        "retake": "If you fail",
        "reviewed_by": "Reviewed by {names}.",
        "routes": "Who can take it",
        "ruled_out": "the law there does not allow these.",
        "setting": "Where",
        "share": "Share of the jobs",
        "short_allowed": "You may, on terms",
        "short_not_allowed": "Not allowed",
        "short_silent": "The law does not name",
        "short_unchecked": "Not checked",
        "similar_jobs": "Similar jobs side by side",
        "skip": "Skip to the guide",
        "source": "{publisher}. {title}. {dated}. {read} {address}",
        "sources": "Sources",
        "state_credentials": "Credentials that the state gives",
        "state_table": "What each state's law says of the tasks",
        "state_unchecked": "Not checked: we could not read the law of {state}. {ask}",
        "summary_by": "Read in a summary by others, {retrieved}.",
        "summary_on": "Read in a summary on {host}, {retrieved}.",
        "supervision": "Supervision",
        "terms_in_guide": "The terms and the sources stand in the guide for {place}.",
        "text_date": "Date of the text that we read",
        "training": "Training",
        "training_asked": "Training that the law asks for",
        "unconfirmed": "address not confirmed",
        "undated": "Undated",
        "unreviewed": "Reviewed by no one outside the project yet.",
        "watch_for": "Check first",
        "weak": "The estimate for this area is weak: treat it with care.",
        "what": "What you do",
        "what_counts": "What it counts",
        "whom_to_ask": "Whom to ask",
        "why": "Why it matters",
        "withheld": "not released",
        "work_settings": "Where they work and what it pays",
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
        return WORDS[language.partition("-")[0]]
    except KeyError:
        known = ", ".join(sorted(WORDS))
        raise UsageError(f"handouts cannot be made in {language!r} yet; known languages: {known}") from None


def listed(items: Iterable[str], last: str) -> str:
    """A, B and C; `last` is the word before the last one."""
    *before, end = items
    return f"{', '.join(before)} {last} {end}" if before else end


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


def vintage(fact: Fact, place: Place, retrieved: date, words: Mapping[str, str] = WORDS["en"]) -> str:
    """Where and when a figure holds: U.S., May 2025."""
    when = period(fact.period)
    read = f"{_MONTHS[retrieved.month - 1]} {retrieved.year}"
    return f"{place.short}, {when or words['read'].format(date=read)}"

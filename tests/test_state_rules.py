"""What the guide says of the law of each state, and whom to ask there."""

import re

import pytest

from cma_content import Article
from cma_content.model.law import StateRule

TOPICS = [
    *("vaccines", "injections", "blood-draw", "medicines", "iv", "sutures"),
    *("x-ray", "ecg", "triage", "refills-orders", "delegation"),
]
# The law that was replaced, repealed or never in force, and what must not be read as if it were.
NOT_USED = {"mi-oldfaq", "sd-doh", "ca-1366", "wa-wsr"}


def rule(guide: Article, place: str) -> StateRule:
    """The rules of one place."""
    return next(each for each in guide.state_rules if each.place == place)


def words(law: StateRule) -> str:
    """All that the guide says of a place."""
    notes = [each.note for each in law.rules if each.note]
    said = (law.summary, *notes, law.supervision, law.credential, law.training, *law.other, law.citation)
    return " ".join(str(each) for each in said if each)


def test_every_state_and_territory_has_its_rules_and_its_boards(guide: Article) -> None:
    """51 jurisdictions that were read and three that were not; each with a medical and a nursing board."""
    places = [law.place for law in guide.state_rules]
    boards = {(agency.place, agency.board) for agency in guide.agencies}

    assert len(places) == len(set(places)) == 54
    assert [topic.id for topic in guide.topics] == TOPICS
    assert [rule(guide, place).rules for place in ("US-PR", "US-GU", "US-VI")] == [(), (), ()]
    assert {(place, board) for place in places for board in ("medical", "nursing")} <= boards


def test_boards_known_from_lists_alone_are_marked(guide: Article) -> None:
    """Their address is printed as not confirmed."""
    assert sum(agency.read_as == "summary" for agency in guide.agencies) == 18
    assert all(agency.address is None or agency.address.startswith("https://") for agency in guide.agencies)


def test_a_rule_is_short_and_has_terms(guide: Article) -> None:
    """A note fits a cell of a sheet; only silence needs none."""
    for law in guide.state_rules:
        for each in law.rules:
            note = re.sub(r"<fact:[^>]*>", "at least ten hours", str(each.note or ""))
            assert note or each.status == "silent", (law.id, each.topics)
            assert len(note.split()) <= 25, (law.id, note)


def test_a_job_alone_lets_few_take_x_rays(guide: Article) -> None:
    """Where the law asks for something else, the note says so first."""
    found = {
        law.id: str(each.note).startswith("Not by the job alone.")
        for law in guide.state_rules
        if (each := law.of("x-ray")) and each.status == "on-terms"
    }

    assert len(found) >= 24
    assert [place for place, said in found.items() if not said] == ["maryland", "north-carolina"]


def test_sources_that_mislead_are_not_used(guide: Article) -> None:
    """Replaced pages, proposals and texts that were read in part only."""
    assert not NOT_USED & {source.id for source in guide.sources}


def test_washington_names_its_five_credentials(guide: Article) -> None:
    """As its law writes them."""
    assert [(each.name, each.mark) for each in rule(guide, "US-WA").credentials] == [
        ("Medical Assistant-Certified", "MA-C"),
        ("Medical Assistant-Registered", "MA-R"),
        ("Medical Assistant-Phlebotomist", "MA-P"),
        ("Medical Assistant-Hemodialysis Technician", "MA-H"),
        ("Medical Assistant-EMT", None),
    ]


def test_new_york_allows_no_medicine_by_any_route(guide: Article) -> None:
    """Bills were pending; what became of them is to be checked."""
    law = rule(guide, "US-NY")
    vaccines = law.of("vaccines")

    assert {law.status(topic) for topic in ("injections", "vaccines", "medicines", "iv")} == {"not-allowed"}
    assert vaccines is not None
    assert "February 2026. Check" in str(vaccines.note)


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("US-AZ", ["physician (MD), physician assistant or nurse practitioner", "urinary catheters"]),
        ("US-CA", ["nurse-midwife must authorize", "may not start an IV", "inpatient care"]),
        ("US-CT", ["vaccines only", "eye agents", "foot X-rays", "American Medical Certification Association"]),
        ("US-IL", ["January 1, 2027"]),
        ("US-MO", ["Ask the board"]),
        ("US-SC", ["July 15, 2026, and that date has passed"]),
        ("US-SD", ["ended on July 1, 2021"]),
        ("US-TX", ["22 TAC 193.4 has been replaced", "since replaced"]),
    ],
)
def test_what_readers_get_wrong_is_said(guide: Article, place: str, said: list[str]) -> None:
    """Each state's trap."""
    text = words(rule(guide, place))

    assert [each for each in said if each not in text] == []


def test_a_law_that_is_to_lapse_says_when(guide: Article) -> None:
    """The program prints the day."""
    lapsing = {law.place: str(law.ends) for law in guide.state_rules if law.ends}

    assert lapsing == {"US-IL": "2027-01-01", "US-MS": "2028-07-01"}


def test_the_weakest_answers_stay_silent(guide: Article) -> None:
    """Missouri's law names no task; that is no yes."""
    law = rule(guide, "US-MO")

    assert {law.status(topic) for topic in TOPICS[:6] + TOPICS[7:10]} == {"silent"}
    assert law.status("x-ray") == "unchecked"

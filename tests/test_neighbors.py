"""Which states border on each other."""

import pytest

from cma_content import Article
from cma_content.model.neighbors import neighbors


@pytest.fixture(scope="module")
def states(guide: Article) -> frozenset[str]:
    """The states, the district and the territories."""
    return frozenset(place.id for place in guide.places if place.kind in ("state", "district", "territory"))


def test_neighbors_are_each_other_s(states: frozenset[str]) -> None:
    """All of them places of the guide, none its own."""
    pairs = {(one, other) for one in states for other in neighbors(one)}

    assert {other for _, other in pairs} <= states
    assert all((other, one) in pairs and one != other for one, other in pairs)
    # As many as in the graph of Knuth's Stanford GraphBase, which leaves out the four corners too.
    assert len(pairs) == 2 * 107


@pytest.mark.parametrize(
    ("state", "others"),
    [
        ("US-WA", "OR ID"),
        ("US-ME", "NH"),
        ("US-DC", "MD VA"),
        ("US-MO", "AR IA IL KS KY NE OK TN"),
        ("US-TN", "AL AR GA KY MO MS NC VA"),
        ("US-MI", "IN OH WI"),
        ("US-NY", "CT MA NJ PA VT"),
        ("US-AZ", "CA NM NV UT"),
    ],
)
def test_a_state_has_its_neighbors(state: str, others: str) -> None:
    """As a map shows them; a lake, a sound or a corner is no border."""
    assert {f"US-{other}" for other in others.split()} == neighbors(state)


def test_islands_and_other_places_have_none(states: frozenset[str]) -> None:
    """Alaska, Hawaii and the territories; areas, nations and places elsewhere."""
    alone = {state for state in states if not neighbors(state)}

    assert {"US-AK", "US-HI", "US-GU", "US-PR", "US-VI"} == alone
    assert not any(map(neighbors, ("US", "CA-ON", "CBSA-42660", "")))


def test_whoever_walks_reaches_every_state_of_the_mainland() -> None:
    """No pair of a whole region is missing."""
    reached, waiting = set[str](), ["US-WA"]
    while waiting:
        if (state := waiting.pop()) not in reached:
            reached.add(state)
            waiting += neighbors(state)

    assert len(reached) == 49

"""Which states of the United States border on each other by land or by a river.

Taken from the County Adjacency File of the U.S. Census Bureau, without pairs that meet in a lake, in a sound or in a
single point alone: Michigan and Illinois, New York and Rhode Island, Arizona and Colorado.
"""

from collections.abc import Mapping
from typing import Final

# Each pair once, under the one that comes first.
_PAIRS: Final[Mapping[str, str]] = {
    "AL": "FL GA MS TN",
    "AR": "LA MO MS OK TN TX",
    "AZ": "CA NM NV UT",
    "CA": "NV OR",
    "CO": "KS NE NM OK UT WY",
    "CT": "MA NY RI",
    "DC": "MD VA",
    "DE": "MD NJ PA",
    "FL": "GA",
    "GA": "NC SC TN",
    "IA": "IL MN MO NE SD WI",
    "ID": "MT NV OR UT WA WY",
    "IL": "IN KY MO WI",
    "IN": "KY MI OH",
    "KS": "MO NE OK",
    "KY": "MO OH TN VA WV",
    "LA": "MS TX",
    "MA": "NH NY RI VT",
    "MD": "PA VA WV",
    "ME": "NH",
    "MI": "OH WI",
    "MN": "ND SD WI",
    "MO": "NE OK TN",
    "MS": "TN",
    "MT": "ND SD WY",
    "NC": "SC TN VA",
    "ND": "SD",
    "NE": "SD WY",
    "NH": "VT",
    "NJ": "NY PA",
    "NM": "OK TX",
    "NV": "OR UT",
    "NY": "PA VT",
    "OH": "PA WV",
    "OK": "TX",
    "OR": "WA",
    "PA": "WV",
    "SD": "WY",
    "TN": "VA",
    "UT": "WY",
    "VA": "WV",
}


def neighbors(place: str) -> frozenset[str]:
    """The ids of the states that border on a state, by its id; none of a place that is no state or borders on none."""
    state = place.removeprefix("US-") if place.startswith("US-") else ""
    after = _PAIRS.get(state, "").split()
    before = (first for first, others in _PAIRS.items() if state in others.split())
    return frozenset(f"US-{other}" for other in (*after, *before))

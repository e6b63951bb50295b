"""Places by their codes: ISO 3166 for nations and their parts, the statistical agencies' own for areas in them."""

import re
from collections.abc import Mapping
from typing import Annotated, Final, Literal, Self, cast

from pydantic import Field, model_validator

from cma_content.diagnostics.rules import PATTERN, SENSE
from cma_content.model.base import Id, Line, Model, PlaceId
from cma_content.model.references import fault

Level = Literal["nation", "part", "area"]
_CODE: Final = re.compile(
    r"(?P<nation>[A-Z]{2})|(?P<part>[A-Z]{2}-[A-Z0-9]{1,3})|(?P<area>CBSA-\d{5}|OEWS-\d{7}|(?!CBSA|OEWS)[A-Z]{3,8}-[A-Z0-9]{1,12})"
)
_FORM: Final = (
    "a code of ISO 3166 such as US or US-WA, or a statistical area's such as CBSA-42660: letters, a hyphen, its number"
)
_US_PARTS: Final[Mapping[str, str]] = {
    "state": "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH "
    "OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY",
    "district": "DC",
    "territory": "AS GU MP PR UM VI",
}
_US_KINDS: Final[Mapping[str, str]] = {
    f"US-{part}": kind for kind, parts in _US_PARTS.items() for part in parts.split()
}
_AREA_KINDS: Final = {"CBSA": "metro", "OEWS": "nonmetro"}
# Kinds of another level than a part of a nation.
_NO_PARTS: Final = ("nation", "metro", "nonmetro")


def level_of(code: str) -> Level | None:
    """Whether a code is of a nation, of one of its parts, or of an area in those; nothing where it is of no place."""
    found = _CODE.fullmatch(code)
    if found is None or (code.startswith("US-") and code not in _US_KINDS):
        return None
    return cast("Level", found.lastgroup)


def kind_of(code: str) -> str:
    """What the place of a code is, where the code says so: of a nation, and in the United States; else nothing."""
    match level_of(code):
        case "nation":
            return "nation"
        case "part":
            return _US_KINDS.get(code, "")
        case "area":
            return _AREA_KINDS.get(code.partition("-")[0], "")
    return ""


class Place(Model):
    """A nation, a part of one such as a state or a province, or a statistical area in such parts."""

    id: Annotated[Id, Field(description="A code of ISO 3166 (US, US-WA, CA-ON) or a statistical area's (CBSA-42660).")]
    name: Line
    """The place's full name."""
    kind: Id
    """What it is: nation; state, district, territory, province; metro, nonmetro; a word of another nation."""
    short: Annotated[Line, Field(max_length=80)]
    """How the place is named in the brackets after a figure."""
    within: tuple[PlaceId, ...] = ()
    """The states, provinces or the like that an area lies in."""

    @property
    def level(self) -> Level:
        """Whether it is a nation, a part of one, or an area in such parts."""
        return level_of(self.id) or "area"

    @property
    def abbreviation(self) -> str:
        """The code without what it lies in: WA of US-WA, 42660 of CBSA-42660; nothing of a nation's."""
        return self.id.partition("-")[2]

    @model_validator(mode="after")
    def _has_its_code(self) -> Self:
        level, kind = level_of(self.id), kind_of(self.id)
        if level is None:
            raise fault(PATTERN, f"{self.id!r} is no code of a place", expected=_FORM, within=("id",))
        if kind and kind != self.kind:
            hint = f"write kind: {kind}"
            raise fault(SENSE, f"{self.id} is the code of a {kind}, not of a {self.kind}", within=("kind",), hint=hint)
        if level == "part" and self.kind in _NO_PARTS:
            reason = f"{self.id} is the code of a part of a nation, not of a {self.kind}"
            raise fault(SENSE, reason, within=("kind",), hint="write state, province or the like")
        return self

    @model_validator(mode="after")
    def _lies_in_parts(self) -> Self:
        is_area = level_of(self.id) == "area"
        if is_area and not self.within:
            raise fault(SENSE, "an area lies within a state", within=("within",), hint="name it: within: [US-WA]")
        if self.within and not is_area:
            raise fault(SENSE, f"a {self.kind} is not within a state", within=("within",), hint="take the line away")
        for number, code in enumerate(self.within):
            if level_of(code) != "part":
                raise fault(SENSE, f"an area lies within states, and {code} is none", within=("within", number))
        return self

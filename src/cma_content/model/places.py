"""Places by their codes: ISO 3166 for nations and their parts, the statistical agencies' own for areas in them."""

import re
from collections.abc import Mapping
from typing import Annotated, Final, Literal, Self, cast

from pydantic import Field, model_validator

from cma_content.diagnostics.rules import PATTERN, SENSE
from cma_content.model.base import Id, Line, Model, PlaceId
from cma_content.model.references import fault

Kind = Literal["nation", "state", "district", "territory", "metro", "nonmetro"]
_CODE: Final = re.compile(
    r"(?P<nation>[A-Z]{2})|(?P<metro>CBSA-\d{5})|(?P<nonmetro>OEWS-\d{7})|(?P<state>[A-Z]{2}-[A-Z0-9]{1,3})"
)
_FORMS: Final = {
    "nation": "two letters of ISO 3166 such as US",
    "state": "a code of ISO 3166-2 such as US-WA",
    "metro": "CBSA and five digits such as CBSA-42660",
    "nonmetro": "OEWS and seven digits such as OEWS-5300006",
}
_US_PARTS: Final[Mapping[Kind, str]] = {
    "state": "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH "
    "OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY",
    "district": "DC",
    "territory": "AS GU MP PR UM VI",
}
_US_KINDS: Final[Mapping[str, Kind]] = {
    f"US-{part}": kind for kind, parts in _US_PARTS.items() for part in parts.split()
}


def kind_of(code: str) -> Kind | None:
    """What the place of a code is, as far as the code says; nothing where it is no code of a place.

    Of a nation's parts, only those of the United States have kinds of their own; any other is called a state.
    """
    if code.startswith("US-"):
        return _US_KINDS.get(code)
    found = _CODE.fullmatch(code)
    return cast("Kind", found.lastgroup) if found else None


class Place(Model):
    """A nation, a state, district or territory, or a metropolitan or nonmetropolitan area."""

    id: Annotated[Id, Field(description="An ISO 3166 code (US, US-WA) or a statistical area's (CBSA-42660).")]
    name: Line
    kind: Kind
    """What it is."""
    short: Annotated[Line, Field(max_length=80)]
    """How the place is named in the brackets after a figure: U.S., Texas."""
    within: tuple[PlaceId, ...] = ()
    """The states that an area lies in."""

    @property
    def abbreviation(self) -> str:
        """The code without what it lies in: WA of US-WA, 42660 of CBSA-42660; nothing of a nation's."""
        return self.id.partition("-")[2]

    @model_validator(mode="after")
    def _has_its_code(self) -> Self:
        found = kind_of(self.id)
        form = _FORMS.get(self.kind, _FORMS["state"])
        if found is None:
            raise fault(PATTERN, f"{self.id!r} is no code of a {self.kind}", expected=form, within=("id",))
        part_elsewhere = found == "state" and not self.id.startswith("US-") and self.kind in ("district", "territory")
        if found != self.kind and not part_elsewhere:
            raise fault(SENSE, f"{self.id} is the code of a {found}, not of a {self.kind}", within=("kind",))
        return self

    @model_validator(mode="after")
    def _lies_in_states(self) -> Self:
        is_area = self.kind in ("metro", "nonmetro")
        if is_area and not self.within:
            raise fault(SENSE, "an area lies within a state", within=("within",), hint="name it: within: [US-WA]")
        if self.within and not is_area:
            raise fault(SENSE, f"a {self.kind} is not within a state", within=("within",), hint="take the line away")
        for number, code in enumerate(self.within):
            if kind_of(code) not in ("state", "district", "territory"):
                raise fault(SENSE, f"an area lies within states, and {code} is none", within=("within", number))
        return self

"""What every part of the model shares: a frozen base, ids, checked text and checked references."""

from collections.abc import Callable, Mapping
from threading import RLock
from typing import Annotated, Any, ClassVar, Final, NoReturn, Self, TypeVar

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from cma_content.diagnostics import rules
from cma_content.errors import UsageError
from cma_content.model import addresses
from cma_content.model.references import fault, refers_to
from cma_content.model.text import check_line

K = TypeVar("K")
V = TypeVar("V")
# The longest that a record and a text in it are where they are printed for a programmer.
_REPR: Final = 160
_LINE: Final = 60
# Before 2.14, pydantic takes away what another thread has just built.
_building: Final = RLock()
FORMS: Final[dict[str, str]] = {}
"""The pattern of each kind of formed text, and what it asks for in an author's words."""


class Formed:
    """How pydantic reads a text, in one step for the many fields that share it: constraints, then a check of ours."""

    __slots__ = ("_check", "_constraints", "_updates", "description")

    def __init__(
        self, description: str = "", check: Callable[[str], str] | None = None, says: str = "", **constraints: Any
    ) -> None:
        """`says` is the pattern that a JSON Schema has in place of the check."""
        self.description, self._check, self._constraints = description, check, constraints
        updates = {"description": description, "pattern": says}
        self._updates = {name: words for name, words in updates.items() if words}

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        metadata = {"pydantic_js_updates": dict(self._updates)}
        if not self._check:
            return core_schema.str_schema(**self._constraints, metadata=metadata)
        typed = core_schema.str_schema(**self._constraints)
        return core_schema.no_info_after_validator_function(self._check, typed, metadata=metadata)


def form(
    pattern: str,
    words: str,
    *,
    max_length: int | None = None,
    check: Callable[[str], str] | None = None,
    description: str = "",
) -> Formed:
    """A text of `pattern`, which error messages put as `words`, and which `check` may refuse or change."""
    FORMS[pattern] = words
    return Formed(description, check, pattern=pattern, max_length=max_length)


def spelled(*names: str) -> Any:
    """What lets an author spell a field in each of these ways, the first being its name: license, licence."""
    return Field(validation_alias=AliasChoices(*names))


class FrozenDict(dict[K, V]):
    """A mapping that cannot be changed, so it has a hash; equal to a dict with the same items."""

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError("this mapping is frozen")

    __setitem__ = __delitem__ = clear = pop = popitem = setdefault = update = __ior__ = _refuse

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(frozenset(self.items()))

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self

    def __reduce__(self) -> tuple[type[Self], tuple[dict[K, V]]]:
        return type(self), (dict(self),)


class Model(BaseModel):
    """A frozen record that accepts no field it does not know, nor a part that was not validated with the whole."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        validate_default=True,
        # An article's validator is built once, whole; that of a part where the part is made by itself.
        defer_build=True,
        revalidate_instances="always",
    )
    shown: ClassVar[tuple[str, ...]] = ()
    """The fields that stand for the record where it is printed; without any, its first ones."""

    @classmethod
    def model_rebuild(cls, **how: Any) -> bool | None:
        """Builds the validator, as pydantic does where a model is first used; one thread at a time."""
        with _building:
            return super().model_rebuild(**how)

    def replace(self, **changes: Any) -> Self:
        """The same record with other values for some of its fields, validated as a new one is.

        Raises `UsageError`, with the nearest name, for a field that it does not have.
        """
        known = type(self).model_fields
        for name in changes.keys() - known.keys():
            import difflib

            near = difflib.get_close_matches(name, known, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"its fields are {', '.join(known)}"
            raise UsageError(f"{type(self).__name__} has no field {name!r}; {hint}")
        kept = {name: getattr(self, name) for name in self.model_fields_set}
        return type(self).model_validate(kept | changes)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """As `replace` where something is updated: nothing gets around validation."""
        return self.replace(**update) if update else super().model_copy(deep=deep)

    def __repr__(self) -> str:
        shown = [text for name in self.shown or type(self).model_fields if (text := _shown(name, getattr(self, name)))]
        kept, length = 0, len(type(self).__name__)
        while kept < len(shown) and (length := length + len(shown[kept]) + 2) < _REPR:
            kept += 1
        rest = ["\N{HORIZONTAL ELLIPSIS}"] * (kept < len(shown) or bool(self.shown))
        return f"{type(self).__name__}({', '.join(shown[:kept] + rest)})"

    __str__ = __repr__


def _shown(name: str, value: Any) -> str:
    """A field in a few words; nothing where it says nothing."""
    if isinstance(value, tuple | dict):
        return f"{len(value)} {name}" if value else ""
    if value is None or isinstance(value, bytes):
        return ""
    if isinstance(value, str):
        return f"{name}={(value if len(value) <= _LINE else f'{value[:_LINE]}…')!r}"
    return f"{name}={value}"


_NAME: Final = "letters and digits in groups joined by single hyphens"
_ID: Final = r"^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$"
Id = Annotated[str, form(_ID, _NAME, max_length=80, description=f"A stable name: {_NAME}.")]


LINE_PATTERN: Final = r"^\s*[^\t\n\r]*\s*$"
"""What a JSON Schema can say of a line."""


def _line(description: str, max_length: int) -> Formed:
    return Formed(description, check_line, LINE_PATTERN, strip_whitespace=True, min_length=1, max_length=max_length)


Line = Annotated[str, _line("One line of plain text, no markup.", 300)]
LongLine = Annotated[str, _line("One paragraph of plain text, no markup.", 1000)]
_WEB_LENGTH: Final = 500


def _check_web(typed: str) -> str:
    """The address in ASCII, which may be longer than what was typed."""
    try:
        made = addresses.checked(typed)
    except addresses.AddressError as error:
        raise fault(rules.ADDRESS, str(error), at=typed, hint=error.hint) from None
    if len(made) > _WEB_LENGTH:
        reason = f"with its escapes the address has {len(made):,} characters, more than {_WEB_LENGTH}"
        raise fault(rules.LENGTH, reason)
    return made


WebAddress = Annotated[
    str,
    form(
        r"^https?://\S+$",
        "an address that starts with https:// or http://, without spaces",
        max_length=_WEB_LENGTH,
        check=_check_web,
        description="An http or https address.",
    ),
]
Language = Annotated[
    str,
    form(
        r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$",
        "a language tag such as en or es-MX",
        description="A BCP 47 tag, such as en or es-MX.",
    ),
]
Edition = Annotated[
    str,
    form(r"^[0-9]{4}\.[0-9]{1,2}$", "year, point, number, such as 2026.1"),
    Field(description="Year and number of an edition of the content, such as 2026.1."),
]
SourceId = Annotated[Id, refers_to("source"), Field(description="The id of a source.")]
FactId = Annotated[Id, refers_to("fact"), Field(description="The id of a fact.")]
DutyId = Annotated[Id, refers_to("duty"), Field(description="The id of a duty.")]
BlockId = Annotated[Id, refers_to("block"), Field(description="The id of a block of a section.")]
SectionId = Annotated[Id, refers_to("section"), Field(description="The id of a section.")]
LimitId = Annotated[Id, refers_to("limit"), Field(description="The id of a standing limit.")]
TopicId = Annotated[Id, refers_to("topic"), Field(description="The id of a topic of the law.")]
CredentialId = Annotated[Id, refers_to("credential"), Field(description="The id of a credential.")]
PlaceId = Annotated[Id, refers_to("place"), Field(description="The id of a place.")]

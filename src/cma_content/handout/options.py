"""The choices that make a handout of an article."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from cma_content.design.tokens import Preset
from cma_content.errors import UsageError
from cma_content.model.audience import Audience

if TYPE_CHECKING:
    from cma_content.model.program import Program

Paper = Literal["letter", "a4"]
Layout = Literal["guide", "fact-sheet", "two-sided"]
MOST_SECTIONS: Final = 20
"""A handout of more is better made by a program's own list."""
_KNOWN: Final = {"paper": get_args(Paper), "layout": get_args(Layout), "preset": get_args(Preset)}
_AUDIENCES: Final = get_args(Audience)


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """The choices that make a handout of an article; checked when made, equal and hashed by what they mean.

    Raises `UsageError` with the nearest name for a wrong value. A region and the ids of `omit` and `sections` are
    checked against the article by `build`.
    """

    paper: Paper = "letter"
    layout: Layout = "guide"
    """The whole guide, or a fact sheet of one or two sides."""
    preset: Preset = "standard"
    """The type: standard (12 points), large-print (18 points and more), high-contrast (black on white)."""
    region: str = ""
    """A state or a metropolitan area by its code or name: WA, US-WA, Washington, Seattle."""
    audience: tuple[Audience, ...] = ("student",)
    """Whose blocks are printed beside those for all; one name will do. Sorted, each once."""
    program: "Program | None" = None
    """Who hands it out; without one, the article's own program, if it names one."""
    omit: tuple[str, ...] = ()
    """Sections of the guide, or parts of its fact sheet, that are not wanted, by id. Sorted, each once."""
    sections: tuple[str, ...] = ()
    """The sections of the guide that alone are wanted, by id, in this order, each once; none for all of them."""
    cover: bool = False
    """Whether a guide, or chosen sections of it, have a page of their own before the first."""

    def __post_init__(self) -> None:
        for name, known in _KNOWN.items():
            check_name(name, getattr(self, name), known)
        if not isinstance(self.region, str):
            raise UsageError(f"region must be a code or a name, not {self.region!r}")
        _check_program(self.program)
        audience = tuple(sorted(_names("audience", self.audience)))
        for name in audience:
            check_name("audience", name, _AUDIENCES)
        if not audience:
            raise UsageError(f"audience must name at least one of {', '.join(_AUDIENCES)}")
        object.__setattr__(self, "audience", audience)
        object.__setattr__(self, "omit", tuple(sorted(_names("omit", self.omit))))
        object.__setattr__(self, "sections", _names("sections", self.sections))
        if len(self.sections) > MOST_SECTIONS:
            raise UsageError(f"at most {MOST_SECTIONS} sections can be chosen, not {len(self.sections)}")
        if not isinstance(self.cover, bool):
            raise UsageError(f"cover must be True or False, not {self.cover!r:.80}")
        for name in ("sections", "cover"):
            if getattr(self, name) and self.layout != "guide":
                raise UsageError(f"a {self.layout} has no {name}: take the layout guide")

    def to_dict(self) -> dict[str, Any]:
        """The choices as plain data that JSON can hold; `from_dict` gives equal ones back."""
        data = {field.name: getattr(self, field.name) for field in fields(self)}
        program = self.program.model_dump(mode="json", exclude_none=True) if self.program else None
        lists = {name: list(getattr(self, name)) for name in ("audience", "omit", "sections")}
        return data | lists | {"program": program}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "RenderOptions":
        """The choices of plain data; what is not named is as usual. Raises `UsageError` as the constructor does."""
        for name in data:
            check_name("option", name, [field.name for field in fields(cls)])
        program = data.get("program")
        return cls(**{**data, "program": _program(program) if isinstance(program, Mapping) else program})


def check_name(what: str, name: object, known: Collection[str]) -> None:
    """Raises `UsageError`, with the nearest of the `known` names, where `name` is none of them."""
    if isinstance(name, str) and name in known:
        return
    import difflib

    near = difflib.get_close_matches(str(name).casefold(), known, n=1, cutoff=0.5)
    hint = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(known) or 'none'}"
    raise UsageError(f"there is no {what} {name!r}; {hint}")


def _names(what: str, value: object) -> tuple[str, ...]:
    """One name or several, each once."""
    if value == ():
        return ()
    names = [value] if isinstance(value, str) else list(value) if isinstance(value, Iterable) else [None]
    if not all(isinstance(name, str) for name in names):
        raise UsageError(f"{what} must be a name or several, not {value!r}")
    return tuple(dict.fromkeys(names))


def _check_program(program: object) -> None:
    if program is None:
        return
    # Who has a program has loaded the model already; who has none does not pay for it.
    from cma_content.model.program import Program

    if not isinstance(program, Program):
        raise UsageError(f"program must be a Program, as load_program gives it, not {program!r:.80}")


def _program(data: Mapping[str, Any]) -> "Program":
    from pydantic import ValidationError

    from cma_content.model.program import Program

    try:
        return Program.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise UsageError(f"program.{place}: {first['msg']}") from None

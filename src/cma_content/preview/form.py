"""What can be chosen in the page, and what was."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, get_args

from cma_content.design.tokens import Preset
from cma_content.errors import UsageError
from cma_content.handout.options import MOST_SECTIONS, Layout, Paper, RenderOptions
from cma_content.model import regions
from cma_content.model.article import Article
from cma_content.model.audience import Audience

_FIXED: Final[Mapping[str, tuple[str, ...]]] = {
    "layout": get_args(Layout),
    "preset": get_args(Preset),
    "paper": get_args(Paper),
    "audience": get_args(Audience),
}
_CHOSEN: Final = (*_FIXED, "region", "sections", "cover")


@dataclass(frozen=True, slots=True)
class Form:
    """The words that may be chosen beside the fixed ones, each with what a reader calls it."""

    regions: tuple[tuple[str, str], ...] = ()
    sections: tuple[tuple[str, str], ...] = ()
    programs: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """All that can be chosen, as plain data."""
        return {
            **_FIXED,
            "regions": self.regions,
            "sections": self.sections,
            "programs": self.programs,
            "most_sections": MOST_SECTIONS,
        }


def form_of(article: Article, programs: tuple[str, ...]) -> Form:
    """What can be chosen of an article."""
    places = sorted((place.name, place.id) for place in regions.regions(article))
    sections = tuple((section.id, section.title) for section in article.sections)
    return Form(tuple((id_, name) for name, id_ in places), sections, programs)


def chosen(options: RenderOptions, program: str) -> dict[str, Any]:
    """The choices as plain data, which `read` takes back."""
    data = options.to_dict()
    return {name: data[name] for name in _CHOSEN} | {"program": program}


def read(data: object, programs: tuple[str, ...]) -> tuple[RenderOptions, str]:
    """The choices, and the name of the program's file; raises `UsageError` for what is none."""
    if not isinstance(data, Mapping) or set(data) != {*_CHOSEN, "program"}:
        raise UsageError("these are no choices of this page")
    program = data["program"]
    if program and program not in programs:
        raise UsageError(f"there is no program {program!r:.80}")
    return RenderOptions.from_dict({name: data[name] for name in _CHOSEN}), program or ""

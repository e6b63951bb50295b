"""An article as the rules of consistency look at it: the day, and what several of them need, found once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final, get_args

from cma_content.checking.print_order import Line, lines_of
from cma_content.checking.prose import Prose, prose_of
from cma_content.handout import RenderOptions, build
from cma_content.handout.options import Layout
from cma_content.handout.runs import Defined
from cma_content.loading.document import Location
from cma_content.model.article import Article
from cma_content.model.blocks import Block
from cma_content.model.facts import Fact
from cma_content.model.sections import Section

_TITLED: Final = ("education_paths", "credentials", "duties", "skills", "career_steps", "faqs", "state_rules")


@dataclass(frozen=True)
class Inspected:
    """An article, the day on which it is looked at, and what can be printed of it."""

    article: Article
    as_of: date | None
    """None where nobody said which day it is: then nothing is too old."""
    prints: bool = True
    """Whether handouts can be made of it."""

    @cached_property
    def prose(self) -> Sequence[Prose]:
        """Its texts and lines."""
        return tuple(prose_of(self.article))

    @cached_property
    def is_english(self) -> bool:
        """Whether lists of English words say anything about it."""
        return self.article.language.partition("-")[0] == "en"

    @cached_property
    def facts(self) -> Mapping[str, Fact]:
        """By their ids."""
        return {fact.id: fact for fact in self.article.facts}

    @cached_property
    def sections(self) -> Mapping[str, Section]:
        """By their ids."""
        return {section.id: section for section in self.article.sections}

    @cached_property
    def blocks(self) -> Sequence[tuple[Location, Block]]:
        """The blocks of its sections."""
        return tuple(
            (("sections", index, "blocks", number), block)
            for index, section in enumerate(self.article.sections)
            for number, block in enumerate(section.blocks)
        )

    @cached_property
    def handouts(self) -> Mapping[Layout, Sequence[Line]]:
        """What the guide and both sheets print, in order; nothing where they cannot be made."""
        sides = {part.side for part in self.article.fact_sheet}
        layouts: tuple[Layout, ...] = get_args(Layout) if "front" in sides else ("guide",)
        made = layouts if self.prints else ()
        return {
            layout: tuple(lines_of(build(self.article, RenderOptions(layout=layout), as_typed=True))) for layout in made
        }

    @cached_property
    def places(self) -> Mapping[str, Location]:
        """Where words stand that are printed as they are: each run of a text, each line; the first of equal ones."""
        found: dict[str, Location] = {}
        for prose in self.prose:
            for run in prose.runs:
                found.setdefault(run if isinstance(run, str) else getattr(run, "text", ""), prose.location)
        return found

    @cached_property
    def entries(self) -> Mapping[str, Location]:
        """Where the entries stand that are printed under a heading, by their ids."""
        return {
            entry.id: (collection, index)
            for collection in reversed(_TITLED)
            for index, entry in enumerate(getattr(self.article, collection))
        }

    def location_of(self, line: Line, words: str) -> Location | None:
        """Where the article says what a line prints: a run that stands there as it is printed, or else the entry."""
        # A marked word is printed by the name that the glossary has for it.
        held = [run for run in line.runs if not isinstance(run, Defined)]
        runs = [run if isinstance(run, str) else str(getattr(run, "text", "")) for run in held]
        for run in sorted(runs, key=lambda run: (words not in run, -len(run))):
            location = self.places.get(run) or self.places.get(run.rstrip(": "))
            # An entry may print the name of another, as a path prints the exams that it opens.
            if location and (run != words or not line.entry or self.entries.get(line.entry) == location[:2]):
                return location
        return self.entries.get(line.entry)

"""Where the links inside a handout lead, once all of it is made."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from operator import is_
from typing import Any

from cma_content.handout import tree
from cma_content.handout.runs import CrossReference, Defined, Run
from cma_content.model.frozen import frozen
from cma_content.model.inline import Link


def cross_reference(section: tree.Section, words: Mapping[str, str]) -> CrossReference:
    """The title of a section in quotes, as a link to it."""
    return CrossReference(section.id, words["in_quotes"].format(title=section.title))


def around_page(words: Mapping[str, str]) -> tuple[str, str]:
    """What stands before the number of a page that a cross-reference leads to, and after it."""
    before, _, after = words["on_page"].partition("{page}")
    return before, after


@frozen
class Links:
    """What the links of a handout can lead to."""

    sections: Mapping[str, tree.Section]
    """Of the handout, by their ids in the article."""
    glossary: Mapping[str, str]
    """The ids of its glossary entries by those that were asked for."""
    elsewhere: Mapping[str, str]
    """The titles of the sections that the full guide has and this handout has not, by id."""
    words: Mapping[str, str]

    def resolved(self, value: Any) -> Any:
        """Parts of a handout with their links resolved; one to what is nowhere keeps its words alone."""
        match value:
            case Defined(anchor=anchor):
                return replace(value, anchor=self.glossary.get(anchor, ""))
            case tuple():
                # Most of a handout is text, which holds no link.
                made = tuple(one for item in value for one in self._item(item))
                return value if len(made) == len(value) and all(map(is_, made, value)) else made
            case _:
                changed = {}
                # Of what is no record, there are none.
                for name in getattr(value, "__dataclass_fields__", ()):
                    item = getattr(value, name)
                    if item and type(item) is not str and (new := self.resolved(item)) is not item:
                        changed[name] = new
                return replace(value, **changed) if changed else value

    def _item(self, item: Any) -> Iterator[Any]:
        if type(item) is str:
            yield item
        elif isinstance(item, Link) and item.href.startswith("#"):
            yield from self._link(item.href[1:], item.text)
        else:
            yield self.resolved(item)

    def _link(self, id_: str, text: str) -> Iterator[Run]:
        """A title in quotes; behind the words of the link, where they are others."""
        made: Run
        if section := self.sections.get(id_):
            title, made = section.title, cross_reference(section, self.words)
        elif title := self.elsewhere.get(id_, ""):
            made = self.words["in_full_guide"].format(title=title)
        else:
            made = title = text
        yield from (made,) if _plain(text) == _plain(title) else (f"{text} (", made, ")")


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold().rstrip(".?!:").replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")

"""The figures of two articles in one: facts of both, with the sources and places that they name."""

from itertools import count

from cma_content.model.article import Article
from cma_content.model.facts import Fact, Source
from cma_content.model.inline import Reference
from cma_content.model.pay import AreaPay, Pay
from cma_content.model.places import Place


class Figures:
    """Takes figures down, and gives each back as the reference that prints it; what is new has ids of its own."""

    def __init__(self, old: Article, new: Article) -> None:
        self._old, self._new = old, new
        self.facts: list[Fact] = []
        self.sources: list[Source] = []
        self.places: list[Place] = []
        self._known = {place.id for place in new.places}
        self._ids: dict[Source, str] = {source: source.id for source in new.sources}
        blocks = (block.id for section in new.sections for block in section.blocks)
        named = (entry.id for entries in (new.sections, new.facts, new.sources) for entry in entries)
        self._taken = {id_.casefold() for id_ in (*named, *blocks) if id_}

    def free(self, wanted: str) -> str:
        """`wanted`, or that with a number, as an id that nothing has."""
        names = (wanted if number == 1 else f"{wanted}-{number}" for number in count(1))
        name = next(name for name in names if name.casefold() not in self._taken)
        self._taken.add(name.casefold())
        return name

    def new(self, fact: Fact) -> Reference:
        """A figure of the new article, which has it."""
        return Reference("fact", fact.id, "")

    def old(self, fact: Fact) -> Reference:
        """A figure of the old article."""
        return self._add(fact, self._old)

    def new_pay(self, area: AreaPay) -> Reference:
        """The yearly median of an area of the new article."""
        return self._pay(area, self._new)

    def old_pay(self, area: AreaPay) -> Reference:
        """The yearly median of an area of the old article."""
        return self._pay(area, self._old)

    def _pay(self, area: AreaPay, article: Article) -> Reference:
        pay = article.pay
        assert isinstance(pay, Pay)
        fact = Fact(
            id="pay",
            label="Median pay",
            statistic="median",
            value=area.yearly.median,
            unit=f"{pay.currency}/year",
            place=area.place,
            period=pay.period,
            source=pay.source,
            verified="primary",
        )
        return self._add(fact, article)

    def _add(self, fact: Fact, article: Article) -> Reference:
        id_ = self.free(f"figure-{len(self.facts) + 1}")
        place, source = self._place(fact.place, article), self._source(fact.source, article)
        self.facts.append(fact.replace(id=id_, brief=None, place=place, source=source, from_pay=None, note=None))
        return Reference("fact", id_, "")

    def _source(self, id_: str, article: Article) -> str:
        source = article.source(id_)
        if source not in self._ids:
            self._ids[source] = self.free(id_[:60].rstrip("-"))
            self.sources.append(source.replace(id=self._ids[source]))
        return self._ids[source]

    def _place(self, id_: str, article: Article) -> str:
        if id_ not in self._known:
            self._known.add(id_)
            place = article.place(id_)
            self.places.append(place)
            for outer in place.within:
                self._place(outer, article)
        return id_

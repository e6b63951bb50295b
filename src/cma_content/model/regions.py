"""A state or a metropolitan area by its code or name."""

from cma_content.errors import UsageError
from cma_content.model.article import Article
from cma_content.model.lookups import indexes_of
from cma_content.model.neighbors import neighbors
from cma_content.model.places import Place


def find(article: Article, text: str) -> Place:
    """The place that `text` names: US-WA, WA, Washington, 42660 or Seattle.

    Raises `UsageError` with the nearest names where the article has no pay for it, or where several places fit.
    """
    wanted = text.strip().casefold()
    if found := _by_word(article).get(wanted):
        return found
    places = regions(article)
    holding = [place for place in places if wanted and wanted in place.name.casefold()]
    if len(holding) == 1:
        return holding[0]
    names = [place.name for place in holding] or _similar(wanted, places)
    if not places:
        raise UsageError(f"this article has no pay by area, so there is no region {text!r}")
    several = "several regions are called" if holding else "there is no region"
    more = f" and {len(names) - 6} more" if len(names) > 6 else ""
    hint = f"; did you mean {', '.join(map(repr, names[:6]))}{more}?" if names else ""
    raise UsageError(f"{several} {text!r}{hint}")


def regions(article: Article) -> tuple[Place, ...]:
    """Every place smaller than the nation that the article has pay for."""
    made = indexes_of(article)
    if "regions" not in made:
        places = {place.id: place for place in article.places}
        made["regions"] = tuple(places[area.place] for area in article.pay.regions) if article.pay else ()
    found: tuple[Place, ...] = made["regions"]
    return found


def states_of(place: Place) -> tuple[str, ...]:
    """The ids of the states whose law holds in a place."""
    return place.within or (place.id,)


def around(place: Place) -> frozenset[str]:
    """The ids of a place, of the states that it lies in, and of those that border on them."""
    states = states_of(place)
    return frozenset({place.id, *states}.union(*map(neighbors, states)))


def _by_word(article: Article) -> dict[str, Place]:
    """The places by their ids, their abbreviations and their names, kept with it: a batch asks for each row."""
    made = indexes_of(article)
    if "regions by word" not in made:
        places = regions(article)
        # An id is nobody else's name; of two places with one name, the first is meant.
        words = [(place.id, place) for place in places]
        words += [(word, place) for place in places for word in (place.abbreviation, place.name, place.short)]
        made["regions by word"] = {word.casefold(): place for word, place in reversed(words) if word}
    found: dict[str, Place] = made["regions by word"]
    return found


def _similar(wanted: str, places: tuple[Place, ...]) -> list[str]:
    # A metropolitan area is better known by its city than by its whole name.
    known: dict[str, str] = {}
    for place in places:
        for name in (place.name, place.short.partition(",")[0]):
            known.setdefault(name.casefold(), place.name)
    import difflib

    return list(dict.fromkeys(known[name] for name in difflib.get_close_matches(wanted, known, n=3, cutoff=0.7)))

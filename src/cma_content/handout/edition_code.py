"""The code of a handout: its edition and choices spelled out, and a digest that tells it from every other.

2026.1 · sheet · WA · large · 7K3F-9QX2-MMRT: the edition of the content; then each choice that is not the usual one:
the layout, the region, the type, the paper, a cover, the audience, what is omitted, what alone is printed, who hands
it out; then sixty bits of SHA-256 of every choice and of the article, of whose pay only what the handout may print.
"""

import hashlib
import json
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any, Final, Literal, get_args

from cma_content.errors import UsageError
from cma_content.handout import pay_rows
from cma_content.handout.options import RenderOptions
from cma_content.model import regions
from cma_content.model.article import Article
from cma_content.model.audience import Audience
from cma_content.model.frozen import frozen
from cma_content.model.lookups import indexes_of
from cma_content.model.pay import AreaPay
from cma_content.model.program import Program

# Crockford's base 32: no I, L, O or U; who reads one for a 1 or a 0 is understood.
_DIGITS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD: Final = str.maketrans("ILO", "110")
_LENGTH: Final = 12
_GROUP: Final = 4
EXAMPLE: Final = "2026.1 · sheet · WA · large · 7K3F-9QX2-MMRT"
_CODE: Final = re.compile(r"\s*(\d{4}\.\d{1,2})(?:[\s·]+(.*?))??[\s·]+([0-9A-Z]{4})-?([0-9A-Z]{4})-?([0-9A-Z]{4})\s*")
_WORDS: Final = {
    "sheet": ("layout", "fact-sheet"),
    "two-sided": ("layout", "two-sided"),
    "large": ("preset", "large-print"),
    "contrast": ("preset", "high-contrast"),
    "a4": ("paper", "a4"),
    "cover": ("cover", True),
}
_LISTS: Final = {"omit": "omit", "only": "sections"}
_BY, _IN = "by", "in"
_LONG: Final = 60
"""The most characters of the ids of sections in a file's name; more are named by a digest."""

Status = Literal["current", "not current", "unknown program"]


@frozen
class Identity:
    """What a code says, and whether the article still makes that handout."""

    code: str
    """As it is printed."""
    status: Status
    edition: str
    """Of the content."""
    options: RenderOptions
    """As the code spells them; without the program where it is unknown."""
    program: str
    """The id of who hands it out, or empty."""


def code(article: Article, options: RenderOptions) -> str:
    """The code of the handout that `build` makes of an article with these options, its region an id."""
    return " · ".join([*_spelled(article, options), _digest(article, options)])


def identify(text: str, article: Article, program: Program | None = None) -> Identity:
    """What a code, as printed or as a person types it, says of a handout of `article`.

    Its choices are read, not guessed; the code is made of them once more and compared. `program`, or
    the article's own, has to be the one that the code names. Raises `UsageError` for what is no code.
    """
    edition, options, owner, digest = _parse(text)
    known = program or article.program
    if owner and (known is None or known.id != owner):
        status: Status = "unknown program"
    else:
        options = replace(options, program=known if owner else None)
        status = "not current"
    try:
        place = regions.find(article, options.region).id if options.region else ""
        options = replace(options, region=place)
        choices = _spelled(article, options)
    except UsageError:
        choices = [edition, options.region]
    # It may name a section that the article has no more.
    with suppress(UsageError):
        if status != "unknown program" and (edition, digest) == (article.edition, _digest(article, options)):
            status = "current"
    # The edition and the program are those of the code, whatever the article has.
    words = [edition, *choices[1:], *[f"{_BY} {owner}"] * bool(owner and options.program is None)]
    return Identity(" · ".join([*words, digest]), status, edition, options, owner)


def name(article: Article, options: RenderOptions) -> str:
    """The name of a handout's files without an ending: the article, and each choice that is not the usual one.

    The paper is no part of it: most formats have none.
    """
    usual = RenderOptions()
    layout, preset = (
        "" if choice in (usual.layout, usual.preset) else choice for choice in (options.layout, options.preset)
    )
    audience = () if options.audience == usual.audience else options.audience
    program = options.program.id if options.program else ""
    only = f"only-{_together(options.sections)}" if options.sections else ""
    cover = "cover" * options.cover
    words = (article.id, layout, only, preset, options.region, cover, *audience, program)
    return "-".join(word for word in words if word)


def _together(sections: Sequence[str]) -> str:
    """Some ids as one word that tells them from others."""
    joined = "_".join(sections)
    return joined if len(joined) <= _LONG else f"{sections[0]}_{hashlib.sha256(joined.encode()).hexdigest()[:12]}"


def choices(options: RenderOptions) -> dict[str, str | list[str]]:
    """The choices in plain words; a program goes by its id."""
    named: dict[str, str | list[str]] = {
        "layout": options.layout,
        "preset": options.preset,
        "paper": options.paper,
        "audience": list(options.audience),
    }
    if options.region:
        named["region"] = options.region
    if options.program:
        named["program"] = options.program.id
    for name in ("omit", "sections"):
        if ids := getattr(options, name):
            named[name] = list(ids)
    if options.cover:
        named["cover"] = "yes"
    return named


def _spelled(article: Article, options: RenderOptions) -> list[str]:
    """The edition and the choices that are not the usual ones, a word or two each."""
    usual = RenderOptions()
    by_choice = {choice: word for word, choice in _WORDS.items()}
    layout, preset, paper, cover = (
        by_choice.get((name, getattr(options, name))) for name in ("layout", "preset", "paper", "cover")
    )
    words = [
        article.edition,
        layout,
        _region(article, options.region) if options.region else None,
        preset,
        paper,
        cover,
        "+".join(options.audience) if options.audience != usual.audience else None,
        *(f"{word} {'+'.join(ids)}" for word, name in _LISTS.items() if (ids := getattr(options, name))),
        f"{_BY} {options.program.id}" if options.program else None,
    ]
    return [word for word in words if word]


def _region(article: Article, id_: str) -> str:
    """The shortest code by which the place is found: WA for US-WA; marked where it could be read as another choice."""
    short = id_.partition("-")[2]
    if not short or regions.find(article, short).id != id_:
        short = id_
    return f"{_IN} {short}" if short.casefold() in {*_WORDS, *_LISTS, _BY, _IN, *get_args(Audience)} else short


def fingerprint(article: Article, options: RenderOptions) -> str:
    """SHA-256 of the options and the article, of whose pay only the areas are in it that the handout prints.

    What a sheet leaves out to fit is not: it follows from the rest.
    """
    place = regions.find(article, options.region) if options.region else None
    rows = (_of_area(article, area) for area in pay_rows.areas(article, options, place))
    parts = _of_the_rest(article), *rows, json.dumps(options.to_dict(), sort_keys=True)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _of_the_rest(article: Article) -> str:
    """SHA-256 of all but the program and the pay of areas, kept with the article."""
    made = indexes_of(article)
    if "digest" not in made:
        rest = article.model_dump_json(exclude={"program": True, "pay": {"areas", "local"}})
        made["digest"] = hashlib.sha256(rest.encode()).hexdigest()
    found: str = made["digest"]
    return found


def _of_area(article: Article, area: AreaPay) -> str:
    """The pay of an area as text, kept with the article: a batch asks for each row."""
    made = indexes_of(article).setdefault("pay as text", {})
    if area.place not in made:
        made[area.place] = area.model_dump_json()
    found: str = made[area.place]
    return found


def _digest(article: Article, options: RenderOptions) -> str:
    """Sixty bits of it."""
    number = int(fingerprint(article, options)[:16], 16) >> 4
    digits = "".join(_DIGITS[number >> 5 * place & 31] for place in reversed(range(_LENGTH)))
    return "-".join(digits[start : start + _GROUP] for start in range(0, _LENGTH, _GROUP))


def _parse(text: str) -> tuple[str, RenderOptions, str, str]:
    """Edition, choices (the region as spelled), the program's id and the digest; raises `UsageError` for no code."""
    found = _CODE.fullmatch(text[:1000].upper())
    if not found:
        raise UsageError(f"{text[:80]!r} is not an edition code; one looks like {EXAMPLE}")
    edition, middle, *groups = found.groups()
    # What the digest is made of is upper case; the words between are as typed.
    typed = text[found.start(2) : found.end(2)] if middle else ""
    words = iter(re.split(r"[\s·]+", typed.strip())) if typed.strip() else iter(())
    values: dict[str, Any] = {}
    owner = ""
    for word in words:
        key = word.casefold()
        if key in _WORDS:
            field, value = _WORDS[key]
        elif key in _LISTS:
            field, value = _LISTS[key], next(words, "")
        elif key == _BY:
            field, value = "program", next(words, "")
        elif {*key.split("+")} <= {*get_args(Audience)}:
            field, value = "audience", key
        else:
            field, value = "region", next(words, "") if key == _IN else word
        if field in values or not value:
            raise UsageError(f"{text[:80]!r} is not an edition code: {word!r} does not belong there")
        values[field] = value
    owner = values.pop("program", "")
    for field in ("audience", *_LISTS.values()):
        if field in values:
            values[field] = values[field].split("+")
    return edition, RenderOptions(**values), owner, "-".join(groups).translate(_MISREAD)

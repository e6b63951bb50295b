"""The code of a handout: a month and four letters or digits that tell it from every other."""

import contextlib
import functools
import hashlib
import itertools
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final, get_args

from cma_content.design.tokens import Preset
from cma_content.errors import UsageError
from cma_content.handout.options import Layout, Paper, RenderOptions
from cma_content.handout.regions import regions
from cma_content.model.article import Article
from cma_content.model.audience import Audience
from cma_content.model.program import Program

# Crockford's base 32: no I, L, O or U, so that nothing is misread.
_DIGITS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MOST: Final = 4_000_000
CODE: Final = re.compile(r"\b(\d{4}-\d{2}) · ([0-9A-HJKMNP-TV-Z]{4})\b")


def code(article: Article, options: RenderOptions) -> str:
    """2026-11 · K7F3: the month of the review, and a mark of the text and of each choice."""
    choices = (options.layout, options.preset, options.paper, options.region, options.audience, options.omit)
    return f"{_month(article)} · {_mark(_digest(article), *choices, _dumped(options.program))}"


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
    return "-".join(word for word in (article.id, layout, preset, options.region, *audience, program) if word)


def choices(options: RenderOptions) -> dict[str, str | list[str]]:
    """The choices in plain words; a program goes by its id."""
    said: dict[str, str | list[str]] = {
        "layout": options.layout,
        "preset": options.preset,
        "paper": options.paper,
        "audience": sorted(options.audience),
    }
    if options.region:
        said["region"] = options.region
    if options.program:
        said["program"] = options.program.id
    if options.omit:
        said["omit"] = list(options.omit)
    return said


def read_code(path: Path) -> str:
    """The code in a handout's file; raises `UsageError` where there is none."""
    for text in _texts(path):
        if found := CODE.search(text):
            return found[0]
    raise UsageError(f"{path} holds no edition code; is it a handout of this program?")


def identify(wanted: str, article: Article, program: Program | None = None) -> list[RenderOptions]:
    """The editions of `article` that have the code `wanted`, the plain ones first; none if it is not current.

    Four letters or digits are too few for every choice to have its own: now and then two share a code.
    """
    asked = CODE.fullmatch(normal(wanted))
    if not asked:
        raise UsageError(f"{wanted!r} is not an edition code; one looks like 2026-11 · K7F3")
    if asked[1] != _month(article):
        return []
    digest, owner = _digest(article), program or article.program
    dumped = _dumped(owner)
    people = get_args(Audience)
    audiences = [some for count in range(1, len(people) + 1) for some in itertools.combinations(people, count)]
    choices = itertools.product(
        ("", *(place.id for place in regions(article))),
        get_args(Layout),
        get_args(Preset),
        get_args(Paper),
        [tuple(sorted(some)) for some in audiences],
    )
    return [
        RenderOptions(paper, layout, preset, region, audience, owner)
        for region, layout, preset, paper, audience in choices
        if _mark(digest, layout, preset, paper, region, audience, (), dumped) == asked[2]
    ]


def normal(text: str) -> str:
    """A code as typed (2026-11 k7f3, 2026-11-K7F3) in the form that is printed."""
    return re.sub(r"^\s*(\d{4}-\d{2})\W+(\w{4})\s*$", lambda part: f"{part[1]} · {part[2].upper()}", text)


def _digest(article: Article) -> str:
    return hashlib.sha256(article.model_dump_json(exclude={"program"}).encode()).hexdigest()


def _month(article: Article) -> str:
    return f"{article.reviewed:%Y-%m}"


def _mark(digest: str, *said: str | tuple[str, ...]) -> str:
    """Twenty bits of all that is said. What a sheet leaves out is not: it follows from the rest."""
    number = int.from_bytes(hashlib.sha256(repr((digest, said)).encode()).digest()[:3], "big")
    return _DIGITS[number >> 15 & 31] + _DIGITS[number >> 10 & 31] + _DIGITS[number >> 5 & 31] + _DIGITS[number & 31]


@functools.lru_cache(maxsize=8)
def _dumped(program: Program | None) -> str:
    return program.model_dump_json() if program else ""


def _texts(path: Path) -> Iterator[str]:
    """What a file says, member by member where it is a zip; a PDF says it in its metadata."""
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                for name in archive.namelist():
                    with archive.open(name) as member:
                        yield member.read(_MOST).decode("utf-8", "replace")
        else:
            content = path.read_bytes()
            yield content.decode("utf-8", "replace")
            # A PDF's metadata is a stream of its own.
            for found in re.finditer(rb"stream\r?\n(.*?)endstream", content, re.DOTALL):
                with contextlib.suppress(zlib.error):
                    yield zlib.decompressobj().decompress(found[1], _MOST).decode("utf-8", "replace")
    except (OSError, zipfile.BadZipFile) as error:
        raise UsageError(f"cannot read {path}: {error}") from None

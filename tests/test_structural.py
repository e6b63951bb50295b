"""What the articles of the structural fuzzer are made of: all that the model knows."""

import unicodedata
from collections.abc import Iterator
from functools import cache

from pydantic import BaseModel
from structural import Case, case
from structural_parts import LINKS

from cma_content import Article
from cma_content.model.base import Model
from cma_content.model.blocks import Paragraph
from cma_content.model.inline import Link, parse
from cma_content.model.program import Logo, Program
from cma_content.model.text import REFUSED, Text

SEEDS = range(2000, 2090)


@cache
def cases() -> list[tuple[Case, Article]]:
    """Some cases with their articles."""
    made = [case(seed) for seed in SEEDS]
    return [(one, Article.model_validate(one.article)) for one in made]


def records(value: object) -> Iterator[BaseModel]:
    """Every record in a value, itself too."""
    if isinstance(value, BaseModel):
        yield value
        for _, held in value:
            yield from records(held)
    elif isinstance(value, tuple):
        for held in value:
            yield from records(held)


def kinds(base: type[BaseModel]) -> set[type[BaseModel]]:
    """The records of the model."""
    inner = [one for one in base.__subclasses__() if one.__module__.startswith("cma_content.model")]
    return {one for kind in inner for one in (kinds(kind) or {kind})}


def texts(value: object) -> Iterator[str]:
    """Every text in plain data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for held in value.values() if isinstance(value, dict) else value:
            yield from texts(held)


def test_every_field_of_every_record_is_filled_by_some() -> None:
    """A field that is added to the model is missed here until the fuzzer fills it."""
    filled: dict[type[BaseModel], set[str]] = {}
    for one, article in cases():
        # The picture of a logo is in its file.
        program = Program.model_validate({**one.program, "logo": None}) if one.program else None
        for record in (*records(article), *records(program)):
            found = {name for name in record.model_fields_set if getattr(record, name) not in (None, ())}
            filled.setdefault(type(record), set()).update(found)
    programs = [one.program or {} for one, _ in cases()]

    assert filled.keys() == kinds(Model) - {Logo}
    # What blocks have in common is filled in some of them.
    lacking = {
        kind.__name__: kind.model_fields.keys() & kind.__annotations__.keys() - found for kind, found in filled.items()
    }
    assert {"id", "audience"} <= filled[Paragraph]
    assert {name: fields for name, fields in lacking.items() if fields} == {"Program": {"logo"}}
    assert any("logo" in program for program in programs)
    statements = [statement for program in programs for statement in program.get("statements", ())]
    assert {statement["on_sheet"] for statement in statements} == {True, False}


def test_the_text_holds_every_kind_of_character_that_the_model_takes() -> None:
    """By its general category; and none that it refuses."""
    found = {sign for one, _ in cases() for text in texts(one.article) for sign in text}
    categories = {unicodedata.category(sign) for sign in found}

    assert not REFUSED.search("".join(found))
    taken = {*("Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf")}
    assert categories - {"Cc"} == taken | {*("Po", "Sm", "Sc", "Sk", "So", "Zs", "Cf", "Cn")}


def test_sizes_go_to_the_bounds() -> None:
    """The longest word, line and id; the most columns, points and bars."""
    every = [text for one, _ in cases() for text in texts(one.article)]
    held = [record for _, article in cases() for record in records(article)]

    assert max(len(word) for text in every for word in text.split()) >= 120
    assert 300 in {len(article.title) for _, article in cases()} | {len(text) for text in every}
    assert 80 in {len(getattr(record, "id", None) or "") for record in held}
    assert {len(record.columns) for record in held if hasattr(record, "columns")} == {2, 3, 4, 5, 6}


def test_links_of_every_kind_and_options_of_every_kind_occur() -> None:
    """Web, mail and telephone; layouts, presets, papers, regions, audiences, programs."""
    held = [value for _, article in cases() for record in records(article) for _, value in record]
    found = [value for value in held if isinstance(value, Text)]
    links = {run.href for text in found for run in text.runs if isinstance(run, Link)}
    options = {option for one, _ in cases() for option in one.options}

    wanted = {run.href for link in LINKS for run in parse(f"[a](<{link}>)") if isinstance(run, Link)}
    assert wanted <= links
    for name in ("layout=guide", "layout=fact-sheet", "layout=two-sided", "preset=large-print", "paper=a4", "region="):
        assert any(option.startswith(f"--{name}") for option in options), name
    assert {bool(one.program) for one, _ in cases()} == {True, False}

"""Ids that are retired: never used again, and whoever still has one is led to what took its place."""

from pathlib import Path
from typing import Any, get_args

import pytest

from cma_content import (
    Article,
    ArticleError,
    RenderOptions,
    UnknownIdError,
    export,
    load,
    load_program,
    load_roster,
)
from cma_content.errors import UsageError
from cma_content.model.ids import REFERRED
from cma_content.model.retired import Retired, successors

WHY = {"edition": "2026.2", "why": "No use."}


def entry(kind: str, id_: str, successor: str | None = None) -> dict[str, Any]:
    """The data of a retired id."""
    return {"kind": kind, "id": id_, "successor": successor, **WHY}


def faults(article: Article, *entries: dict[str, Any]) -> list[str]:
    """The places at which the article with these retired ids is wrong."""
    from pydantic import ValidationError

    try:
        article.replace(retired=entries)
    except ValidationError as error:
        return [".".join(map(str, details["loc"])) for details in error.errors()]
    return []


def test_every_kind_that_can_be_referred_to_can_be_retired() -> None:
    """And no other."""
    assert set(get_args(Retired.model_fields["kind"].annotation)) == set(REFERRED)


def test_a_lookup_names_the_successor(kitchen_sink: Article) -> None:
    """Through as many as were retired in turn; one without a successor says so."""
    renamed = kitchen_sink.replace(
        retired=[entry("duty", "first", "second"), entry("duty", "second", "draw"), entry("duty", "gone")]
    )

    for id_ in ("first", "second"):
        with pytest.raises(UnknownIdError, match=f"no duty '{id_}'; it was retired in edition 2026.2: use 'draw'$"):
            renamed.duty(id_)
    with pytest.raises(UnknownIdError, match="no duty 'gone'; it was retired in edition 2026.2: nothing took its"):
        renamed.duty("gone")
    with pytest.raises(UnknownIdError, match="there is no skill 'gone'; there are 1 others"):
        renamed.skill("gone")


def test_a_program_s_file_is_led_to_the_successor(kitchen_sink: Article, tmp_path: Path) -> None:
    """As an article's own references are."""
    path = tmp_path / "program.yaml"
    path.write_text('{schema_version: "1.0", id: p, name: P, sections: [wages]}', "utf-8")
    renamed = kitchen_sink.replace(retired=[entry("section", "wages", "money")])

    with pytest.raises(ArticleError, match="there is no section 'wages'.*use 'money'"):
        load_program(path, renamed)
    with pytest.raises(ArticleError) as caught:
        load_program(path, kitchen_sink)
    assert "retired" not in str(caught.value)


def test_a_choice_of_sections_is_led_to_the_successor(kitchen_sink: Article, tmp_path: Path) -> None:
    """In Python, and so by the command, and in a roster."""
    renamed = kitchen_sink.replace(retired=[entry("section", "wages", "money"), entry("section", "gone")])
    roster = tmp_path / "roster.csv"
    roster.write_text("layout,sections\nguide,wages\n", "utf-8")

    for options in (RenderOptions(sections=("wages",)), RenderOptions(omit=("wages",))):
        with pytest.raises(UsageError, match="there is no section 'wages'; it was retired in .* 2026.2: use 'money'"):
            export(renamed, "html", options)
    with pytest.raises(UsageError, match="there is no section 'gone'; it was .*: nothing took its place"):
        export(renamed, "html", RenderOptions(sections=("gone",)))
    with pytest.raises(ArticleError) as caught:
        load_roster(roster, renamed)
    assert caught.value.problems[0].hint == "it was retired in edition 2026.2: use 'money'"


def test_a_reference_in_python_is_led_to_the_successor(kitchen_sink: Article) -> None:
    """By the validator itself, for those who read no file."""
    with pytest.raises(ValueError, match="no fact has the id old: it was retired in edition 2026.2: use 'growth'"):
        kitchen_sink.replace(retired=[entry("fact", "old", "growth")], main_message="As <fact:old> says")


@pytest.mark.parametrize(
    ("entries", "places"),
    [
        ([entry("duty", "old", "draw")], []),
        ([entry("duty", "old"), entry("skill", "old")], []),
        ([entry("duty", "a", "b"), entry("duty", "b", "c"), entry("duty", "c", "draw")], []),
        ([entry("block", "Growth")], ["sections.1.blocks.5.id"]),
        ([entry("duty", "draw", "phone")], ["duties.0.id"]),
        ([entry("duty", "old"), entry("duty", "Old")], ["retired.1.id"]),
        ([entry("duty", "old", "nothing")], ["retired.0.successor"]),
        ([entry("duty", "old", "listen")], ["retired.0.successor"]),
        ([entry("duty", "old", "gone"), entry("duty", "gone")], ["retired.0.successor"]),
        ([entry("duty", "a", "a")], ["retired.0.successor"]),
        ([entry("duty", "a", "b"), entry("duty", "b", "c"), entry("duty", "c", "b")], ["retired.2.successor"]),
    ],
)
def test_what_cannot_be_is_reported_at_its_place(
    kitchen_sink: Article, entries: list[dict[str, Any]], places: list[str]
) -> None:
    """An id in use again, by whatever case; one retired twice; a successor that is none, or leads back."""
    assert faults(kitchen_sink, *entries) == places


def test_a_long_chain_and_a_circle_end() -> None:
    """In time linear in their length; a circle leads nowhere."""
    size = 20_000
    chain = [entry("fact", f"f{number}", f"f{number + 1}") for number in range(size)]
    found = successors({"retired": chain})

    assert {*found.values()} == {f"f{size}"}
    assert len(found) == size
    assert {*successors({"retired": [*chain, entry("fact", f"f{size}", "f0")]}).values()} == {""}


def test_an_article_that_retires_nothing_says_nothing_of_it() -> None:
    """The field may be left out."""
    assert load().replace(retired=()).retired == ()

"""The article as a value: entries by id, frozen to the bottom, changed only by way of validation."""

import copy
import pickle
from decimal import Decimal
from typing import Any, assert_type

import pytest
from pydantic import ValidationError

from cma_content import Article, ContentError, build, load
from cma_content.errors import UnknownIdError, UsageError
from cma_content.model.blocks import Paragraph
from cma_content.model.entries import Duty
from cma_content.model.pay import AreaPay
from cma_content.model.program import Program
from cma_content.model.text import Text

KINDS = {
    "section": "sections",
    "duty": "duties",
    "skill": "skills",
    "faq": "faqs",
    "education_path": "education_paths",
    "credential": "credentials",
    "career_step": "career_steps",
    "state_rule": "state_rules",
    "term": "glossary",
    "place": "places",
    "source": "sources",
    "fact": "facts",
}


@pytest.fixture(scope="module")
def guide() -> Article:
    """The guide."""
    return load()


@pytest.mark.parametrize("kind", KINDS)
def test_each_entry_is_found_by_its_id(guide: Article, kind: str) -> None:
    """The last of each collection as well as the first."""
    entries = getattr(guide, KINDS[kind])
    assert entries, kind
    for entry in (entries[0], entries[-1]):
        assert getattr(guide, kind)(entry.id) is entry


def test_lookups_are_typed(guide: Article) -> None:
    """A type checker knows what comes out."""
    assert guide.pay
    assert_type(guide.duty("draw-blood"), Duty)
    assert_type(guide.pay.area("US-TX"), AreaPay)
    assert guide.duty("draw-blood").id == "draw-blood"
    assert guide.pay.area("US-TX").place == "US-TX"
    assert guide.pay.area("CBSA-42660").place == "CBSA-42660"


def test_an_unknown_id_names_the_nearest(guide: Article) -> None:
    """As an error of this library that is a LookupError too."""
    with pytest.raises(UnknownIdError, match=r"^there is no duty 'draw-bloot'; did you mean 'draw-blood'\?$") as caught:
        guide.duty("draw-bloot")
    assert isinstance(caught.value, LookupError)
    assert isinstance(caught.value, ContentError)
    assert str(caught.value) == str(pickle.loads(pickle.dumps(caught.value)))  # noqa: S301
    odd: Any
    for odd in ("", "x" * 100_000, None, []):
        with pytest.raises(UnknownIdError, match="there is no fact"):
            guide.fact(odd)


def test_lookups_leave_the_value_as_it_was(guide: Article) -> None:
    """What they keep is no part of what is equal, hashed, dumped, pickled or copied."""
    fresh = load()
    before = pickle.dumps(fresh)
    fresh.duty("draw-blood")

    assert guide == fresh
    assert hash(guide) == hash(fresh)
    assert before == pickle.dumps(fresh)
    assert fresh.replace(title="Other").duty("draw-blood") == fresh.duty("draw-blood")
    with pytest.raises(UnknownIdError, match="there is none"):
        fresh.replace(faqs=(), fact_sheet=()).faq("pay")


def test_an_article_is_hashable_and_travels(guide: Article, kitchen_sink: Article) -> None:
    """Copies of any kind are equal and hash alike."""
    for article in (guide, kitchen_sink):
        for other in (pickle.loads(pickle.dumps(article)), copy.copy(article), copy.deepcopy(article)):  # noqa: S301
            assert article == other
            assert hash(article) == hash(other)
    assert {guide: 1, kitchen_sink: 2}[load()] == 1


def values(value: Any) -> list[Any]:
    """A value and everything in it."""
    if isinstance(value, tuple):
        inner = list(value)
    elif isinstance(value, dict):
        inner = [*value, *value.values()]
    else:
        inner = [item for _, item in value] if hasattr(value, "model_fields_set") else []
    return [value, *(deeper for item in inner for deeper in values(item))]


def test_nothing_in_an_article_can_be_changed(guide: Article) -> None:
    """Neither its fields nor those of its parts, nor its mappings; there is no list in it."""
    assert guide.limit("delegated") in values(guide)
    assert not [value for value in values(guide) if isinstance(value, list | set | bytearray)]
    with pytest.raises(ValidationError, match="frozen"):
        guide.sections[0].title = "Other"  # type: ignore[misc]
    labels: Any = guide.replace(labels={"ask": "Ask us"}).labels
    with pytest.raises(TypeError, match="frozen"):
        labels["ask"] = "x"
    with pytest.raises(TypeError, match="frozen"):
        del labels["ask"]
    for change in (labels.clear, labels.popitem, labels.update, labels.setdefault):
        with pytest.raises(TypeError, match="frozen"):
            change()
    with pytest.raises(TypeError, match="frozen"):
        labels |= {"ask": "x"}
    assert dict(labels) == labels == {"ask": "Ask us"}


def test_what_is_replaced_is_validated(guide: Article) -> None:
    """By either name, with the references of every part."""
    assert guide.replace(title="Other").title == "Other"
    assert guide.replace(title="Other").replace(title=guide.title) == guide
    assert guide.replace(main_message="A **bold** word").main_message.runs[1]
    wrong: tuple[tuple[dict[str, Any], str], ...] = (
        ({"facts": ()}, "no fact has the id"),
        ({"title": ""}, "title"),
    )
    for changes, reason in wrong:
        with pytest.raises(ValidationError, match=reason):
            guide.replace(**changes)
        with pytest.raises(ValidationError, match=reason):
            guide.model_copy(update=changes)


def test_parts_made_in_python_are_checked_with_the_whole(guide: Article) -> None:
    """A part alone cannot know what the article holds; the article looks again."""
    paragraph = Paragraph(type="paragraph", text=Text("As <fact:nothing> says"))
    section = guide.sections[0].replace(blocks=(paragraph,))

    with pytest.raises(ValidationError, match="no fact has the id nothing"):
        guide.replace(sections=(section, *guide.sections[1:]))


def test_a_program_is_laid_over_an_article_that_has_what_it_names(guide: Article) -> None:
    """Its sections and its region."""
    program = Program.model_validate({"schema_version": "1.0", "id": "p", "name": "P"})

    assert guide.with_program(program).program is program
    assert guide.with_program(program).with_program(None) == guide
    with pytest.raises(UnknownIdError, match="there is no section 'rolle'; did you mean 'role'"):
        guide.with_program(program.replace(sections=("rolle",)))
    with pytest.raises(UnknownIdError, match="there is no place"):
        guide.with_program(program.replace(region="US-ZZ"))


def test_a_record_prints_short(guide: Article) -> None:
    """In a line, whatever it holds."""
    first = f"id='clinical-medical-assistant', edition='{guide.edition}', {len(guide.sections)} sections, "
    assert repr(guide).startswith(f"Article({first}")
    assert repr(guide.duty("draw-blood")).startswith("Duty(id='draw-blood', name=")
    assert "value=45690" in repr(guide.fact("pay-us-median-year"))
    records = [value for value in values(guide) if hasattr(value, "model_fields_set")]
    assert len(records) > 1000
    assert max(len(repr(record)) for record in records) < 200
    assert max(len(str(record)) for record in records) < 200


def test_a_handout_of_a_replaced_article_prints_it(guide: Article) -> None:
    """What Python makes is as good as what YAML holds."""
    assert build(guide.replace(title="Other", pay=guide.pay)).meta.title == "Other"
    assert Decimal("21.97") == load().pay.nation.hourly.median  # type: ignore[union-attr]


def test_a_field_that_cannot_be_replaced_is_named_with_the_nearest(guide: Article) -> None:
    """As an id or an option is."""
    with pytest.raises(UsageError, match="Article has no field 'titel'; did you mean 'title'?"):
        guide.replace(titel="Other")

"""The model."""

import json
import re
from importlib.resources import files
from typing import Any

import jsonschema
import pytest
from pydantic import ValidationError, create_model

from cma_content import Article, ArticleError, build, export, load_text, schema
from cma_content.loading.templates import ARTICLE
from cma_content.model.base import Model
from cma_content.model.descriptions import words_of


def test_json_gives_the_same_article_back(guide: Article, kitchen_sink: Article) -> None:
    """The JSON export loses nothing."""
    for article in (guide, kitchen_sink):
        assert article == Article.model_validate_json(export(article, "json"))


def test_json_keeps_to_the_published_schema(guide: Article, kitchen_sink: Article) -> None:
    """The schema that ships describes what is exported."""
    published = json.loads((files("cma_content_data") / "article.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(published)
    validator = jsonschema.Draft202012Validator(published)
    for article in (guide, kitchen_sink):
        assert list(validator.iter_errors(json.loads(export(article, "json")))) == []
    assert list(validator.iter_errors({"title": "x"}))


def test_the_published_schema_is_the_model_s() -> None:
    """When this fails: python -m cma_content schema > data/cma_content_data/article.schema.json."""
    published = json.loads((files("cma_content_data") / "article.schema.json").read_text("utf-8"))

    assert schema() == published


def test_a_model_without_its_source_has_no_words() -> None:
    """As where an author of a plug-in types one into a console."""
    assert words_of(create_model("Typed", __base__=Model, __module__="nowhere", name=(str, ...)), "name") == ""


def test_every_class_and_field_of_the_model_says_what_it_is() -> None:
    """In words of its own; only the type of a block, and an id, say enough by what they are."""
    classes = models(Model)
    fields = [(cls, name) for cls in classes for name in cls.model_fields if name not in ("id", "type")]
    assert len(fields) > 350

    assert [cls.__name__ for cls in classes if not cls.__doc__] == []
    assert [f"{cls.__name__}.{name}" for cls, name in fields if not words_of(cls, name)] == []


def models(cls: type[Model]) -> list[type[Model]]:
    """Every class of the package that is made from another."""
    below = [made for each in cls.__subclasses__() for made in models(each)]
    return [*([cls] if cls.__module__.startswith("cma_content.") else []), *below]


def test_an_article_is_frozen(guide: Article) -> None:
    """What was loaded stays true."""
    with pytest.raises(ValidationError, match="frozen"):
        guide.title = "Other"  # type: ignore[misc]


def test_references_are_resolved_without_a_file_as_well(kitchen_sink: Article) -> None:
    """Data from a program is held to the same rules as YAML."""
    data: dict[str, Any] = kitchen_sink.model_dump()
    data["faqs"][0]["answer"] = ["<fact:nowhere>"]
    with pytest.raises(ValidationError, match="no fact has the id nowhere") as caught:
        Article.model_validate(data)

    assert caught.value.errors()[0]["loc"] == ("faqs", 0, "answer", 0)


def test_the_kitchen_sink_holds_every_block_and_collection(kitchen_sink: Article) -> None:
    """So that a test over it is a test over the whole form."""
    in_sections: set[str] = {block.type for section in kitchen_sink.sections for block in section.blocks}
    blocks = in_sections | {block.type for part in kitchen_sink.fact_sheet for block in part.blocks}
    definitions = schema()["$defs"]
    known = {body["properties"]["type"]["const"] for body in definitions.values() if "type" in body["properties"]}
    views = {block.of for section in kitchen_sink.sections for block in section.blocks if block.type == "view"}

    assert known == blocks
    assert set(definitions["View"]["properties"]["of"]["enum"]) == views
    assert set(definitions["Pick"]["properties"]["of"]["enum"]) == {
        block.of for part in kitchen_sink.fact_sheet for block in part.blocks if block.type == "pick"
    }
    assert all(value for name, value in kitchen_sink if name not in ("program", "groups"))
    assert build(kitchen_sink).sections


def test_a_license_is_spelled_in_either_way() -> None:
    """As authors in other countries do; what is said of one that is missing names ours."""
    assert load_text(re.sub(r"(?m)^( *)license", r"\1licence", ARTICLE)) == load_text(ARTICLE)
    with pytest.raises(ArticleError, match="license is missing"):
        load_text(ARTICLE.replace("license: CC BY 4.0\n", ""))

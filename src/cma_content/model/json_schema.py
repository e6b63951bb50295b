"""The JSON Schemas of an article and of a program, for the editors that authors type in and those who read the JSON."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, Final, Literal

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from cma_content.model.article import SCHEMA_VERSION, Article
from cma_content.model.base import Model
from cma_content.model.descriptions import description_of
from cma_content.model.pay_figures import FILLED
from cma_content.model.program import Program
from cma_content.model.scalars import MOST, NUMBER, WHOLE

# What YAML makes something else of, though it is text that was meant: the loader keeps 2026, 1.10 and true as typed.
_SCALARS: Final = {"integer": "2026", "number": "2026.5", "boolean": "true"}
_NUMBER: Final = {"minimum": -MOST, "maximum": MOST}
_FILE: Final = {"type": "string", "pattern": r"^[^/\\]+$"}
_INCLUDE: Final = {
    "title": "Include",
    "description": "Files beside this one that hold other fields of the article, or more items of its lists.",
    "anyOf": [_FILE, {"type": "array", "items": _FILE, "uniqueItems": True}],
}
_TABLE: Final = {
    **_FILE,
    "title": "Table",
    "description": "A CSV file beside this one in the columns of the survey (OEWS), in place of areas and local.",
}


class _AsTyped(GenerateJsonSchema):
    """Takes a value in each form that the loader takes it in, and describes each field."""

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        made = super().model_schema(schema)
        for name, field in made.get("properties", {}).items():
            words, of_type = description_of(schema["cls"], name), field.get("description", "")
            if of_type != schema["cls"].model_fields[name].description and of_type not in words:
                words = f"{words} {of_type}".strip()
            if words:
                field["description"] = words
        return made

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        text = super().str_schema(schema)
        types = [name for name, typed in _SCALARS.items() if re.search(text.get("pattern", ""), typed)]
        return {**text, "type": ["string", *types]} if types else text

    def int_schema(self, schema: core_schema.IntSchema) -> JsonSchemaValue:
        return {**_NUMBER, **super().int_schema(schema), "type": ["integer", "string"], "pattern": WHOLE}

    def float_schema(self, schema: core_schema.FloatSchema) -> JsonSchemaValue:
        return {**_NUMBER, **super().float_schema(schema), "type": ["number", "string"], "pattern": NUMBER}

    def literal_schema(self, schema: core_schema.LiteralSchema) -> JsonSchemaValue:
        # "1.0" may be typed without its quotes.
        numbers = [float(word) for word in schema["expected"] if isinstance(word, str) and re.search(NUMBER, word)]
        if numbers:
            return {"enum": [*schema["expected"], *numbers]}
        return super().literal_schema(schema)


Kind = Literal["article", "program"]


def schema(kind: Kind = "article") -> dict[str, Any]:
    """The JSON Schema (2020-12) of what a file of a `kind` holds."""
    return _MADE[kind]()


def schema_text(kind: Kind = "article") -> str:
    """The schema as the file that lies beside an author's own."""
    return json.dumps(schema(kind), indent=2, ensure_ascii=False) + "\n"


def _article() -> dict[str, Any]:
    """Of an article that includes other files, no field is required."""
    article = _described_schema(Article)
    pay = article["$defs"]["Pay"]
    pay["properties"]["table"] = _TABLE
    pay["required"].remove("areas")
    pay["oneOf"] = [{"required": ["areas"]}, {"required": ["table"]}]
    fact = article["$defs"]["Fact"]
    fact["required"] = [name for name in fact["required"] if name not in FILLED]
    fact |= {"if": {"properties": {"from_pay": {"type": "string"}}, "required": ["from_pay"]}}
    fact |= {"else": {"required": [*FILLED]}}
    required = article.pop("required")
    includes = {"properties": {"include": True}, "required": ["include"]}
    article["properties"] = {"include": _INCLUDE, **article["properties"]}
    return {**_head("article"), **article, "if": includes, "else": {"required": required}}


def _program() -> dict[str, Any]:
    """As an author types it: the picture itself is read from the logo's file."""
    program = _described_schema(Program)
    del program["$defs"]["Logo"]["properties"]["content"]
    return {**_head("program"), **program}


_MADE: Final[Mapping[Kind, Callable[[], dict[str, Any]]]] = {"article": _article, "program": _program}


def _head(kind: Kind) -> dict[str, Any]:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:cma-content:{kind}:{SCHEMA_VERSION}",
    }


def _described_schema(model: type[Model]) -> dict[str, Any]:
    """The schema of a model with words for every field."""
    made = model.model_json_schema(schema_generator=_AsTyped)
    for record in (made, *made["$defs"].values()):
        for field in record["properties"].values():
            if description := _described(field, made["$defs"]):
                field["description"] = description
    return made


def _described(field: Mapping[str, Any], definitions: Mapping[str, Any]) -> str:
    """The description of a field, or of what it holds where the field itself has none."""
    if "description" in field:
        return str(field["description"])
    held = definitions[field["$ref"].rpartition("/")[2]] if "$ref" in field else field.get("items")
    inner = [held] if held else field.get("anyOf", [])
    return next(filter(None, (_described(form, definitions) for form in inner)), "")

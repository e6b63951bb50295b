"""The JSON Schema of an article, for the editors that authors type in and the programs that read the JSON."""

import re
from collections.abc import Mapping
from typing import Any, Final

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from cma_content.model.article import SCHEMA_VERSION, Article
from cma_content.model.scalars import MOST, NUMBER, WHOLE

# What YAML makes something else of, though it is text that was meant: the loader keeps 2026, 1.10 and true as typed.
_SCALARS: Final = {"integer": "2026", "number": "2026.5", "boolean": "true"}
_NUMBER: Final = {"minimum": -MOST, "maximum": MOST}
_FILE: Final = {"type": "string", "pattern": r"^[^/\\]+$"}
_INCLUDE: Final = {
    "title": "Include",
    "description": "Files beside this one that hold other fields of the article; each field stands in one of them.",
    "anyOf": [_FILE, {"type": "array", "items": _FILE, "uniqueItems": True}],
}
_TABLE: Final = {
    **_FILE,
    "title": "Table",
    "description": "A CSV file beside this one in the columns of the survey (OEWS), in place of areas and local.",
}


class _AsTyped(GenerateJsonSchema):
    """Takes a value in each form that the loader takes it in."""

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


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of an article; of one that includes other files, no field is required."""
    article = Article.model_json_schema(schema_generator=_AsTyped)
    for record in (article, *article["$defs"].values()):
        for field in record["properties"].values():
            if description := _described(field, article["$defs"]):
                field["description"] = description
    pay = article["$defs"]["Pay"]
    pay["properties"]["table"] = _TABLE
    pay["required"].remove("areas")
    pay["oneOf"] = [{"required": ["areas"]}, {"required": ["table"]}]
    required = article.pop("required")
    article["properties"] = {"include": _INCLUDE, **article["properties"]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:cma-content:article:{SCHEMA_VERSION}",
        **article,
        "if": {"required": ["include"]},
        "else": {"required": required},
    }


def _described(field: Mapping[str, Any], definitions: Mapping[str, Any]) -> str:
    """What is said of a field, or of what it holds where nothing is said of the field itself."""
    if "description" in field:
        return str(field["description"])
    held = definitions[field["$ref"].rpartition("/")[2]] if "$ref" in field else field.get("items")
    inner = [held] if held else field.get("anyOf", [])
    return next(filter(None, (_described(form, definitions) for form in inner)), "")

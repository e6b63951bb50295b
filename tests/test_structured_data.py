"""The data of a web page for machines, before programs of others: TypeScript with schema-dts, and rdflib."""

import json
from pathlib import Path
from typing import Any

import pytest
import validation
from lxml import html
from rdflib import Graph, Namespace
from test_neutral import ARTICLE as NEUTRAL

from cma_content import Article, RenderOptions, export
from cma_content.model.program import Program

# rdflib calls what it deprecates itself.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
SCHEMA = Namespace("https://schema.org/")
PREFIX = f"PREFIX schema: <{SCHEMA}>"


def data(page: bytes) -> Any:
    """The JSON-LD of a page."""
    (script,) = html.fromstring(page).iter("script")
    return json.loads(script.text or "")


@pytest.fixture(scope="module")
def sheet(guide: Article) -> Any:
    """That of a sheet for one state."""
    return data(export(guide, "html", RenderOptions(layout="fact-sheet", region="WA")))


def graph(found: Any) -> Graph:
    """As rdflib reads it, with a context of our own in place of the one that it would fetch."""
    local = {"@vocab": "https://schema.org/"}
    return Graph().parse(data=json.dumps(found | {"@context": local}), format="json-ld", publicID="urn:page")


def test_types_of_schema_org_hold(sheet: Any, kitchen_sink: Article, nowhere: Program, tmp_path: Path) -> None:
    """Of each property that we write, its name and its values; a misspelled one and a wrong value are found."""
    graphs = {
        "sheet": sheet,
        "program": data(export(kitchen_sink, "html", RenderOptions(program=nowhere))),
        "abroad": data(export(NEUTRAL, "html")),
    }
    texts = {name: json.dumps(found) for name, found in graphs.items()}
    mutated = {
        "misspelled": texts["sheet"].replace('"median"', '"medium"'),
        "no-code": texts["sheet"].replace('"codeValue": "', '"codeValue": 7, "name": "'),
    }
    assert not set(mutated.values()) & set(texts.values())
    found = {finding.partition(":")[0] for finding in validation.schema_dts(texts | mutated, tmp_path)}

    assert found == set(mutated)


def test_a_program_finds_the_code_and_the_pay_of_one_area(sheet: Any) -> None:
    """By SPARQL, from the article to its occupation."""
    query = f"""{PREFIX} SELECT ?code ?median ?kind WHERE {{
        ?article a schema:Article; schema:about ?job.
        ?job a schema:Occupation; schema:mainEntityOfPage ?article;
            schema:occupationalCategory [schema:inCodeSet [schema:name "SOC 2018"]; schema:codeValue ?code];
            schema:occupationLocation [a ?kind; schema:name "Washington"];
            schema:estimatedSalary [schema:name "Washington"; schema:duration "P1Y"; schema:median ?median]. }}"""
    (row,) = graph(sheet).query(query)

    assert [str(value) for value in row] == ["31-9092", "59290", "https://schema.org/State"]  # type: ignore[union-attr]


def test_an_occupation_of_another_country_has_its_own_codes_and_places() -> None:
    """Nothing of the guide's is in its data."""
    found = graph(data(export(NEUTRAL, "html")))
    publisher = next(found.objects(predicate=SCHEMA.publisher))
    places = {str(found.value(place, SCHEMA.name)) for place in found.objects(predicate=SCHEMA.occupationLocation)}

    assert places
    assert places <= {place.name for place in NEUTRAL.places}
    assert str(found.value(publisher, SCHEMA.name)) == NEUTRAL.publisher
    assert "medical" not in found.serialize(format="turtle").casefold()

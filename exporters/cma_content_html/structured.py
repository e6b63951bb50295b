"""What the page says, once more for machines: an Article about an Occupation, and a FAQPage, of schema.org, as JSON-LD.

Codes and addresses aside, a machine reads nothing that a person does not.
"""

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Set
from typing import Any, Final

from cma_content.handout import Handout, tree
from cma_content.model.inline import Link
from cma_content.model.scalars import as_json
from cma_content.rendering import html

Node = dict[str, Any]
_LEVELS: Final = {
    "p10": "percentile10",
    "p25": "percentile25",
    "median": "median",
    "p75": "percentile75",
    "p90": "percentile90",
}
_DURATIONS: Final = {"year": "P1Y", "hour": "PT1H"}
_AREAS: Final = {"nation": "Country", "state": "State"}
# No id of a page has a capital letter.
_ARTICLE: Final = {"@id": "#Article"}
_OCCUPATION: Final = {"@id": "#Occupation"}
# No text can end the script or open a comment in it.
_ESCAPED: Final = str.maketrans({sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"})


def script(handout: Handout, body: ET.Element) -> ET.Element:
    """The data as a script element, which no browser runs; `body` is what the page prints."""
    printed = {" ".join(text.split()).rstrip(":.") for text in body.itertext()}
    graph = {"@context": "https://schema.org", "@graph": list(_nodes(handout, printed))}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPED)
    # An accent behind an escape would compose with its last letter.
    text = re.sub(r"(?<=\\u00[0-9a-f]{2})[^\x00-\x7f]+", lambda found: json.dumps(found[0])[1:-1], text)
    return html.element("script", text, type="application/ld+json")


def _nodes(handout: Handout, printed: Set[str]) -> Iterator[Node]:
    blocks = [block for section in handout.sections for block in _within(section.blocks)]
    yield _article(handout)
    if questions := [
        _question(block) for block in blocks if isinstance(block, tree.Entry) and block.kind == "question"
    ]:
        yield {"@type": "FAQPage", "mainEntity": questions}
    yield _occupation(handout, printed)


def _within(blocks: Iterable[tree.Block]) -> Iterator[tree.Block]:
    for block in blocks:
        yield block
        if isinstance(block, tree.Box | tree.Entry):
            yield from _within(block.blocks)


def _article(handout: Handout) -> Node:
    meta = handout.meta
    cited = (source.runs for part in handout.body if isinstance(part, tree.Sources) for source in part.cited)
    # The short address of a source stands behind its title and is no other source.
    links = (next(run for run in runs if isinstance(run, Link)) for runs in cited)
    return {
        "@type": "Article",
        **_ARTICLE,
        "about": _OCCUPATION,
        "headline": meta.title,
        **({"description": handout.front.subtitle} if handout.front.subtitle else {}),
        **({"abstract": _words(handout.front.message)} if handout.front.message else {}),
        "inLanguage": meta.language,
        "identifier": meta.code,
        "dateModified": meta.reviewed.isoformat(),
        "publisher": {"@type": "Organization", "name": meta.publisher},
        "license": meta.license_address,
        "citation": [{"@type": "CreativeWork", "name": link.text, "url": link.href} for link in links],
    }


def _question(entry: tree.Entry) -> Node:
    answer = " ".join(_words(block.runs) for block in entry.blocks if isinstance(block, tree.Paragraph))
    return {
        "@type": "Question",
        "url": f"#{entry.id}",
        "name": entry.title,
        "acceptedAnswer": {"@type": "Answer", "text": answer},
    }


def _occupation(handout: Handout, printed: Set[str]) -> Node:
    """With its codes, and those of its duties, skills and ways in that the page names."""
    meta, described = handout.meta, handout.meta.described
    places = dict.fromkeys((salary.place, salary.kind) for salary in meta.salaries)
    found = {
        "occupationalCategory": [*map(_code, described.codes)],
        "responsibilities": _named(described.duties, printed),
        "skills": _named(described.skills, printed),
        "educationRequirements": _named(described.ways_in, printed),
        "occupationLocation": [
            {"@type": _AREAS.get(kind, "AdministrativeArea"), "name": place} for place, kind in places
        ],
        "estimatedSalary": [_salary(salary) for salary in meta.salaries],
    }
    return {
        "@type": "Occupation",
        **_OCCUPATION,
        "mainEntityOfPage": _ARTICLE,
        "name": meta.occupation,
        **{key: values for key, values in found.items() if values},
    }


def _code(code: tree.Code) -> Node:
    code_set = {"@type": "CategoryCodeSet", "name": f"{code.scheme} {code.version}"}
    return {"@type": "CategoryCode", "codeValue": code.code, "name": code.label, "inCodeSet": code_set}


def _named(entries: Iterable[Iterable[str]], printed: Set[str]) -> list[str]:
    """The name of each entry that is printed under one of its names, as it is printed."""
    names = ((" ".join(name.split()) for name in entry) for entry in entries)
    found = (next((name for name in entry if name in printed), "") for entry in names)
    return [*filter(None, found)]


def _salary(salary: tree.Salary) -> Node:
    """Of one place, which it is named for."""
    levels = {_LEVELS[level]: as_json(value) for level, value in salary.levels}
    currency, _, time = salary.unit.partition("/")
    return {
        "@type": "MonetaryAmountDistribution",
        "name": salary.place,
        "currency": currency,
        "duration": _DURATIONS[time],
        **levels,
    }


def _words(runs: tree.Runs) -> str:
    """The runs without the numbers of their sources."""
    return "".join(run if isinstance(run, str) else run.text for run in runs if not isinstance(run, tree.Note))

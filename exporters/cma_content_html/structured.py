"""What the page says, once more for machines: an Article, a FAQPage and Occupations of schema.org, as JSON-LD.

Read from the handout: a machine reads nothing that a person does not.
"""

import json
import re
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Iterable, Iterator
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
# No text can end the script or open a comment in it.
_ESCAPED: Final = str.maketrans({sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"})


def script(handout: Handout) -> ET.Element:
    """The data as a script element, which no browser runs."""
    graph = {"@context": "https://schema.org", "@graph": list(_nodes(handout))}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPED)
    # An accent behind an escape would compose with its last letter.
    text = re.sub(r"(?<=\\u00[0-9a-f]{2})[^\x00-\x7f]+", lambda found: json.dumps(found[0])[1:-1], text)
    return html.element("script", text, type="application/ld+json")


def _nodes(handout: Handout) -> Iterator[Node]:
    blocks = [block for section in handout.sections for block in _within(section.blocks)]
    yield _article(handout)
    if questions := [
        _question(block) for block in blocks if isinstance(block, tree.Entry) and block.kind == "question"
    ]:
        yield {"@type": "FAQPage", "mainEntity": questions}
    yield from _occupations(handout)


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


def _occupations(handout: Handout) -> Iterator[Node]:
    """One for each place with pay on the page, for pay belongs to a place; one without, where there is none."""
    occupation: Node = {"@type": "Occupation", "name": handout.meta.occupation}
    salaries: dict[tuple[str, str], list[Node]] = defaultdict(list)
    for salary in handout.meta.salaries:
        salaries[salary.place, salary.kind].append(_salary(salary))
    found = [
        {**occupation, "occupationLocation": {"@type": _AREAS.get(kind, "AdministrativeArea"), "name": place},
         "estimatedSalary": nodes}
        for (place, kind), nodes in salaries.items()
    ]  # fmt: skip
    yield from found or [occupation]


def _salary(salary: tree.Salary) -> Node:
    levels = {_LEVELS[level]: as_json(value) for level, value in salary.levels}
    currency, _, time = salary.unit.partition("/")
    return {"@type": "MonetaryAmountDistribution", "currency": currency, "duration": _DURATIONS[time], **levels}


def _words(runs: tree.Runs) -> str:
    """The runs without the numbers of their sources."""
    return "".join(run if isinstance(run, str) else run.text for run in runs if not isinstance(run, tree.Note))

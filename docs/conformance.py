"""Writes the accessibility conformance report anew: python docs/conformance.py [--results JUNIT.xml]

Runs the tests that `conformance.yaml` names, or reads their results; nothing is claimed that one of them did not hold.
"""

import argparse
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import yaml

HERE: Final = Path(__file__).parent
MAPPING: Final = HERE / "conformance.yaml"
PAGE: Final = HERE / "explanation" / "accessibility-report.md"
FORMATS: Final = {"pdf": "PDF", "epub": "EPUB", "html": "HTML", "docx": "Word"}
INTRODUCTION: Final = """# Accessibility conformance report

Written by `python docs/conformance.py` from the tests of the project; what a test did not hold is not claimed.
It is about the handouts of the guide as PDF, EPUB, HTML and Word, in every layout and preset that the tests make.
It is a report of the project on itself: nobody outside it has audited the handouts.

- **Supports**: the tests named beside it, which fail on broken copies, hold for this format what the remark says.
- **Needs a person**: tests hold what they can, if any; what is left has not been decided, so nothing is claimed.
- **Not evaluated**: no test looks at this in this format, or one did not hold.
- **Not applicable**: there is nothing in a handout that the criterion is about.

No criterion of level AAA was evaluated. Success criterion 4.1.1, Parsing, is obsolete in WCAG 2.2 and has no row.
`python -m cma_content verify FILE` says for one file which machine checks hold and what needs a person.
"""


def load() -> Any:
    """The mapping from criteria to tests."""
    return yaml.safe_load(MAPPING.read_text("utf-8"))


def tests(mapping: Any) -> list[str]:
    """Every test that is named, once, as module::name."""
    return list(dict.fromkeys(test for one in mapping["evidence"].values() for test in one["tests"]))


def level(rests: Mapping[str, Any], format_: str, mapping: Any, held: Mapping[str, bool]) -> str:
    """What may be claimed of one criterion for one format; `held` says of each test that ran whether it passed."""
    if "none" in rests or format_ not in rests.get("only", FORMATS):
        return "Not applicable"
    named = [mapping["evidence"][name] for name in rests.get("by", ())]
    found = [test for one in named if format_ in one["formats"] for test in one["tests"]]
    if not all(held.get(test) for test in found):
        return "Not evaluated"
    if format_ in _person(rests):
        return "Needs a person"
    return "Supports" if found else "Not evaluated"


def _person(rests: Mapping[str, Any]) -> Mapping[str, str]:
    """What a person has to decide, by format."""
    found = rests.get("person", {})
    return dict.fromkeys(FORMATS, found) if isinstance(found, str) else found


def page(mapping: Any, held: Mapping[str, bool]) -> str:
    """The report, in Markdown."""
    return "\n".join([INTRODUCTION, *_tables(mapping, held), *_evidence(mapping, held)]) + "\n"


def results(junit: Path) -> dict[str, bool]:
    """Of each test, whether all its cases passed; a skipped one did not."""
    held: dict[str, bool] = {}
    for case in ET.parse(junit).iter("testcase"):  # noqa: S314 - pytest has written it
        test = f"{case.get('classname', '').rpartition('.')[2]}::{case.get('name', '').partition('[')[0]}"
        held[test] = held.get(test, True) and not len([one for one in case if one.tag != "properties"])
    return held


def _tables(mapping: Any, held: Mapping[str, bool]) -> Iterator[str]:
    for grade in ("A", "AA"):
        rows = [(number, name, rests) for number, name, of, rests in mapping["wcag"] if of == grade]
        yield from _table(f"WCAG 2.2, level {grade}", rows, mapping, held)
    for chapter, rows in mapping["section_508"].items():
        yield from _table(f"Revised Section 508, {chapter[0].lower()}{chapter[1:]}", rows, mapping, held)


def _table(title: str, rows: Sequence[Any], mapping: Any, held: Mapping[str, bool]) -> Iterator[str]:
    yield from (f"## {title}", "", f"| Criterion | {' | '.join(FORMATS.values())} | Remarks |", "|---" * 6 + "|")
    for number, name, rests in rows:
        levels = (level(rests, format_, mapping, held) for format_ in FORMATS)
        yield f"| {number} {name} | {' | '.join(levels)} | {_remarks(rests, mapping)} |"
    yield ""


def _remarks(rests: Mapping[str, Any], mapping: Any) -> str:
    proves = rests.get("proves", "")
    proves = [f"{proves[:1].upper()}{proves[1:]}."] if proves else []
    tested = [f"Tested: {', '.join(rests['by'])}."] if "by" in rests else []
    person = [f"Needs a person: {'; '.join(dict.fromkeys(_person(rests).values()))}."] if "person" in rests else []
    none = [f"{mapping['reasons'][rests['none']].capitalize()}."] if "none" in rests else []
    return " ".join([*proves, *tested, *person, *none])


def _evidence(mapping: Any, held: Mapping[str, bool]) -> Iterator[str]:
    yield from ("## The tests", "", "| Named above | Formats | Held | Tests |", "|---|---|---|---|")
    for name, one in mapping["evidence"].items():
        formats = ", ".join(FORMATS[format_] for format_ in one["formats"])
        named = ", ".join(f"`tests/{test.replace('::', '.py::')}`" for test in one["tests"])
        yield f"| {name} | {formats} | {'yes' if all(map(held.get, one['tests'])) else 'no'} | {named} |"


def _run(mapping: Any) -> dict[str, bool]:
    with tempfile.TemporaryDirectory() as folder:
        junit = Path(folder, "results.xml")
        named = [f"tests/{test.replace('::', '.py::')}" for test in tests(mapping)]
        subprocess.run([sys.executable, "-m", "pytest", "-q", f"--junitxml={junit}", *named], cwd=HERE.parent)
        return results(junit)


def main() -> None:
    """Writes the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--results", type=Path, help="a JUnit report of pytest, in place of a run of the tests")
    mapping, chosen = load(), parser.parse_args()
    held = results(chosen.results) if chosen.results else _run(mapping)
    PAGE.write_text(page(mapping, held), "utf-8")


if __name__ == "__main__":
    main()

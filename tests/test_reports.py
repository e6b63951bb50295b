"""The forms of a report: what each says of an error and of a warning."""

import json
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any, get_args

import pytest
import validation

from cma_content import ArticleError, Problem, load_text
from cma_content.diagnostics import rules
from cma_content.diagnostics.problem import Severity
from cma_content.diagnostics.reports import as_github, as_json, as_sarif, as_text, text_lines

ERROR = Problem(rules.EMPTY, "my files/año #1.yaml", 2, 3, "the file is empty", width=4, excerpt=((2, "  text"),))
WARNING = replace(ERROR, severity="warning", line=4)


def results(*problems: Problem) -> list[dict[str, Any]]:
    """The results of a SARIF report."""
    (run,) = json.loads(as_sarif(problems))["runs"]
    found: list[dict[str, Any]] = run["results"]
    return found


def test_a_problem_knows_its_code_and_its_severity() -> None:
    """An error, unless its rule says otherwise."""
    assert (ERROR.code, ERROR.severity, WARNING.severity) == ("CC104", "error", "warning")


def test_each_form_tells_a_warning_from_an_error() -> None:
    """In the words of that form."""
    assert [line.partition("[")[0] for line in as_text([ERROR, WARNING]).splitlines() if "CC104" in line] == [
        "error",
        "warning",
    ]
    assert next(text_lines([WARNING]))[0] == ("yellow", "warning[CC104]")
    assert [one["severity"] for one in json.loads(as_json([ERROR, WARNING]))] == ["error", "warning"]
    assert [line.split()[0] for line in as_github([ERROR, WARNING]).splitlines()] == ["::error", "::warning"]
    assert [one["level"] for one in results(ERROR, WARNING)] == ["error", "warning"]


def test_sarif_names_a_file_as_an_address() -> None:
    """Relative to the folder where the work is done, and percent-encoded; absolute where it lies elsewhere."""
    inside = str(Path.cwd() / "a b.yaml")
    places = [
        one["locations"][0]["physicalLocation"]["artifactLocation"]
        for one in results(ERROR, replace(ERROR, file=inside), replace(ERROR, file="/elsewhere/a b.yaml"))
    ]
    assert places == [
        {"uri": "my%20files/a%C3%B1o%20%231.yaml", "uriBaseId": "%SRCROOT%"},
        {"uri": "a%20b.yaml", "uriBaseId": "%SRCROOT%"},
        {"uri": "file:///elsewhere/a%20b.yaml"},
    ]


def test_sarif_is_made_in_a_folder_that_is_no_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There, every file lies elsewhere."""
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    try:
        (tmp_path / "gone").rmdir()
    except OSError:
        pytest.skip("the system keeps the folder that it is in")
    (result,) = results(replace(ERROR, file="/elsewhere/a b.yaml"))

    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": "file:///elsewhere/a%20b.yaml"}


def test_sarif_names_the_tool_and_each_rule_once() -> None:
    """With a version; each result points to its rule."""
    (run,) = json.loads(as_sarif([ERROR, WARNING, replace(ERROR, rule=rules.MISSING)]))["runs"]
    driver = run["tool"]["driver"]

    assert driver["version"] == version("cma-content")
    assert [rule["id"] for rule in driver["rules"]] == ["CC104", "CC302"]
    assert [driver["rules"][one["ruleIndex"]]["id"] == one["ruleId"] for one in run["results"]] == [True] * 3


NO_ADDRESS = "'informationUri'"
"""The project has no address yet that a report could name."""


def test_sarif_is_valid_for_microsoft_s_validator(tmp_path: Path) -> None:
    """Every rule of the catalog, in files of every kind of name: no error, and no warning but of the address."""
    names = ("a.yaml", "my files/año #1.yaml", str(Path.cwd() / "b.yaml"), "/elsewhere/a b.yaml", "<text>")
    problems = [
        replace(ERROR, rule=rule, file=name, severity=severity, message=f"{rule.title} “quoted” <b>")
        for rule in rules.CATALOG.values()
        for name in names
        for severity in get_args(Severity)
    ]
    for number, reported in enumerate(([], [ERROR], problems)):
        path = tmp_path / f"{number}.sarif"
        path.write_text(as_sarif(reported), "utf-8")
        findings = validation.sarif(path)

        assert [finding for finding in findings if NO_ADDRESS not in finding] == []
        assert len(findings) == 1


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ('"ruleIndex": 0', '"ruleIndex": 7', "SARIF1009"),
        ('"startLine": 2', '"startLine": 0', "JSON1008"),
        ("my%20files", "my files", "SARIF1002"),
        ('"version": "2.1.0"', '"edition": "2.1.0"', "JSON1002"),
    ],
)
def test_microsoft_s_validator_is_awake(old: str, new: str, rule: str, tmp_path: Path) -> None:
    """It sees what is wrong with a mutated report."""
    report = as_sarif([ERROR])
    assert old in report
    (tmp_path / "mutated.sarif").write_text(report.replace(old, new), "utf-8")

    assert rule in " ".join(validation.sarif(tmp_path / "mutated.sarif"))


@pytest.mark.parametrize(
    ("line", "column", "indent"),
    [("e\u0301e\u0301 x", 6, 3), ("\u533b\u7597 x", 4, 5), ("a\u200bb x", 5, 9), ("\u0645\u06cc\u200c\u0631 x", 6, 4)],
)
def test_a_caret_stands_under_the_fault(line: str, column: int, indent: int) -> None:
    """In columns of a terminal: an accent of its own takes none, a Chinese character two, an escape its length."""
    problem = replace(ERROR, line=1, column=column, width=1, excerpt=((1, line),))

    assert as_text([problem]).splitlines()[2].startswith(f"    | {' ' * indent}^ ")


def test_nothing_that_is_quoted_ends_a_line() -> None:
    """A field's name or a tag could forge a line of a report."""
    text = '"x\\n::error file=README.md::forged": 1\nid: !foo%0A::error::forged%0D%0A x\n'
    with pytest.raises(ArticleError) as caught:
        load_text(text)
    for report in (as_github, as_text):
        assert [line for line in report(caught.value.problems).splitlines() if line.startswith("::error::")] == []
        assert "\n::error file=README" not in report(caught.value.problems)

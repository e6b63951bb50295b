"""The independent validators: veraPDF, EPUBCheck, Ace, Nu, axe and Pyright, which `tests/validators/install` installs.

Outloud, a seventh, comes with the extra `test`.

Each validator runs once over all its files and returns its findings, `file: rule: message`; none means clean.
A validator that falls over, or says nothing about a file it was given, raises `ValidatorError`: silence is no verdict.
"""

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import pytest

VALIDATORS: Final = Path(__file__).parent / "validators"
INSTALLED: Final = VALIDATORS / "installed"
# A validator starts once and soon ends, so quick compiling and a simple collector win; Nu's patterns recurse deeply.
JAVA: Final = ("java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss8m", "-Dfile.encoding=UTF-8")
BROWSERS: Final = (
    "google-chrome",
    "chromium",
    "chromium-browser",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
PDF_UA: Final = "PDF/UA-1 validation profile"
VIEWS: Final = 6
TIMEOUT: Final = 600


class ValidatorError(Exception):
    """A validator gave no verdict."""


def verapdf(paths: Sequence[Path]) -> list[str]:
    """What veraPDF finds against PDF/UA-1."""
    home = _installed("veraPDF", INSTALLED / "verapdf")
    done = _run([*JAVA, "-cp", f"{home}/*{os.pathsep}{home}", "VeraRun", *_absolute(paths)])
    jobs = json.loads(done.stdout)["report"]["jobs"]
    _all_validated("veraPDF", paths, [job["itemDetails"]["name"] for job in jobs])
    return [finding for job in jobs for finding in _verapdf_findings(job)]


def epubcheck(paths: Sequence[Path]) -> list[str]:
    """What EPUBCheck finds, warnings included."""
    home = _installed("EPUBCheck", INSTALLED / "epubcheck")
    with TemporaryDirectory() as folder:
        _run([*JAVA, "-cp", f"{home}/epubcheck.jar{os.pathsep}{home}", "EpubRun", folder, *_absolute(paths)])
        reports = [json.loads(path.read_text("utf-8")) for path in Path(folder).glob("*.json")]
    _all_validated("EPUBCheck", paths, [report["checker"]["path"] for report in reports])
    return [finding for report in reports for finding in _epubcheck_findings(report)]


def nu(paths: Sequence[Path]) -> list[str]:
    """What the Nu HTML checker finds, warnings included."""
    jar = _installed("Nu", INSTALLED / "node_modules/vnu-jar/build/dist/vnu.jar")
    options = ["--stdout", "--format", "json", "--verbose"]
    done = _run([*JAVA, "-jar", str(jar), *options, *_absolute(paths)], accepted=(0, 1))
    # Its report is silent on clean files; the names of all it opened go to the other stream.
    _all_validated("Nu", paths, done.stderr.splitlines())
    messages = json.loads(done.stdout)["messages"]
    findings = [
        f"{Path(message['url']).name}: line {message.get('lastLine', '?')}: {message['message']}"
        for message in messages
        if message["type"] != "info" or message.get("subType") == "warning"
    ]
    if done.returncode and not findings:
        raise ValidatorError(f"Nu failed without a finding: {done.stdout}")
    return findings


def axe(paths: Sequence[Path]) -> list[str]:
    """What axe-core finds in a browser, on a phone, a tablet and a desktop, in light and in dark."""
    _installed("axe", INSTALLED / "node_modules/axe-core")
    views = _in_browser("axe", paths)
    _all_validated("axe", [path for path in paths for _ in range(VIEWS)], [view["file"] for view in views])
    if idle := [view["file"] for view in views if not view["passes"] + len(view["violations"])]:
        raise ValidatorError(f"axe applied no rule to {idle}")
    return [
        f"{Path(view['file']).name}: {violation['id']}: {violation['help']} ({view['view']}; {target})"
        for view in views
        for violation in view["violations"]
        for target in violation["targets"]
    ]


def ace(paths: Sequence[Path]) -> list[str]:
    """What Ace finds in books, of every severity."""
    _installed("Ace", INSTALLED / "node_modules/@daisy/ace-core")
    reports = _in_browser("ace", paths)
    _all_validated("Ace", paths, [report["file"] for report in reports])
    if idle := [report["file"] for report in reports if report["documents"] < 2]:
        raise ValidatorError(f"Ace read no chapter of {idle}")
    return [
        f"{Path(report['file']).name}: {violation['id']}: {violation['help']} ({violation['where']})"
        for report in reports
        for violation in report["violations"]
    ]


def reading(paths: Sequence[Path]) -> list[str]:
    """What stands in the way of a reader in Chromium: by keyboard, narrow, zoomed, in forced colors, on paper."""
    _installed("Chromium's driver", INSTALLED / "node_modules/playwright-core")
    reports = _in_browser("reading", paths)
    _all_validated("Chromium", paths, [report["file"] for report in reports])
    if idle := [report["file"] for report in reports if not report["views"]]:
        raise ValidatorError(f"Chromium did not look at {idle}")
    return [f"{Path(report['file']).name}: {finding}" for report in reports for finding in report["found"]]


def _in_browser(validator: str, paths: Sequence[Path]) -> list[dict[str, Any]]:
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not (browser and shutil.which("node")):
        _lacking(f"the browser or node of {validator}")
    done = _run(["node", str(VALIDATORS / f"{validator}.mjs"), str(browser), *_absolute(paths)])
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def pyright(paths: Sequence[Path]) -> list[str]:
    """What Pyright finds in Python files that import the library, warnings included."""
    home = _installed("Pyright", INSTALLED / "node_modules/pyright")
    if not shutil.which("node"):
        _lacking("the node of Pyright")
    command = ["node", f"{home}/index.js", "--outputjson", "--pythonpath", sys.executable, *_absolute(paths)]
    report = json.loads(_run(command, accepted=(0, 1)).stdout)
    if report["summary"]["filesAnalyzed"] < len(paths):
        raise ValidatorError(f"Pyright was given {_absolute(paths)} and analyzed {report['summary']}")
    return [
        f"{Path(found['file']).name}: {found.get('rule', found['severity'])}: {found['message']}"
        for found in report["generalDiagnostics"]
    ]


def outloud(paths: Sequence[Path]) -> list[str]:
    """What outloud hears amiss in the meaning of tags, warnings included; it comes with the extra `test`."""
    command = [sys.executable, "-c", "from outloud.cli import main; main()", "--json", "-", *_absolute(paths)]
    results = json.loads(_run(command, accepted=(0, 1, 2)).stdout or '{"results": []}')["results"]
    _all_validated("outloud", paths, [result["path"] for result in results])
    if failed := [f"{result['path']}: {result['error']}" for result in results if result["error"]]:
        raise ValidatorError(f"outloud failed: {failed}")
    return [
        f"{Path(result['path']).name}: {finding['rule']}: {finding['severity']}: {finding['message']}"
        for result in results
        for finding in result["findings"]
        if finding["severity"] != "info"
    ]


def _verapdf_findings(job: dict[str, Any]) -> Iterator[str]:
    name = Path(job["itemDetails"]["name"]).name
    if "taskException" in job:
        yield f"{name}: unreadable: {job['taskException']['exceptionMessage']}"
        return
    results = job["validationResult"]
    profiles = [result["profileName"] for result in results]
    if profiles != [PDF_UA] or not results[0]["details"]["passedRules"]:
        raise ValidatorError(f"veraPDF validated {name} by {profiles}")
    rules = results[0]["details"]["ruleSummaries"]
    if results[0]["compliant"] == bool(rules):
        raise ValidatorError(f"veraPDF contradicts itself about {name}")
    for rule in rules:
        yield f"{name}: {rule['clause']}-{rule['testNumber']}: {rule['description']}"


def _epubcheck_findings(report: dict[str, Any]) -> Iterator[str]:
    name = report["checker"]["filename"]
    bad = [message for message in report["messages"] if message["severity"] in {"FATAL", "ERROR", "WARNING"}]
    if not (bad or report["items"]):
        raise ValidatorError(f"EPUBCheck found nothing to check in {name}")
    for message in bad:
        places = [f"{place['path']} line {place['line']}" for place in message["locations"]]
        yield f"{name}: {message['ID']}: {message['message']} ({', '.join(places)})"


def _absolute(paths: Sequence[Path]) -> list[str]:
    """Absolute, so that validators agree on the name, and no name is taken for an option."""
    return [str(path.absolute()) for path in paths]


def _all_validated(validator: str, given: Sequence[Path], validated: Sequence[str]) -> None:
    if not given or Counter(_absolute(given)) != Counter(validated):
        raise ValidatorError(f"{validator} was given {_absolute(given)} and validated {list(validated)}")


def _run(command: list[str], *, accepted: Sequence[int] = (0,)) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=TIMEOUT, check=False)
    if done.returncode not in accepted:
        raise ValidatorError(f"{command[0]} ended with {done.returncode}: {done.stderr}")
    return done


def _installed(validator: str, path: Path) -> Path:
    # The stamp is written last, so a half-done installation does not count.
    if not ((INSTALLED / "stamp").exists() and path.exists()):
        _lacking(validator)
    return path


def _lacking(validator: str) -> None:
    message = f"{validator} is not installed: tests/validators/install"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)

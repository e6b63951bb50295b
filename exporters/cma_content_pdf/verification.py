"""What a PDF proves of itself, read by pikepdf; veraPDF where it is installed."""

import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from cma_content.errors import lacking
from cma_content.exporting.validators import Validator, documents
from cma_content.exporting.verification import Finding, outside, people
from cma_content_pdf import reading

_PROFILE: Final = "PDF/UA-1 validation profile"


def findings(path: Path) -> Iterator[Finding]:
    """The findings on a PDF, or the one that it cannot be read; raises `MissingEngineError` without pikepdf."""
    if find_spec("pikepdf") is None:
        raise lacking("pikepdf is missing", "verify")
    found = reading.findings(path)
    yield from found
    if all(finding.family != reading.READABLE for finding in found):
        yield outside("PDF/UA-1 by veraPDF", VERAPDF, path)
        yield from people("reading order makes sense", "text alternatives say what matters")


def _verapdf(done: subprocess.CompletedProcess[str]) -> Iterator[tuple[str, Iterator[str]]]:
    (document,) = documents(done.stdout)
    for job in document["report"]["jobs"]:
        yield job["itemDetails"]["name"], _broken_rules(job)


def _broken_rules(job: Any) -> Iterator[str]:
    if "taskException" in job:
        yield f"unreadable: {job['taskException']['exceptionMessage']}"
        return
    (result,) = job["validationResult"]
    rules = result["details"]["ruleSummaries"]
    if result["profileName"] != _PROFILE or not result["details"]["passedRules"] or result["compliant"] == bool(rules):
        raise ValueError("another profile, no rule, or a contradiction")
    for rule in rules:
        yield f"{rule['clause']}-{rule['testNumber']}: {rule['description']}"


VERAPDF: Final = Validator(
    "veraPDF", "verapdf", ("--flavour", "ua1", "--format", "json"), "see https://verapdf.org", _verapdf
)

"""What a PDF proves of itself, read by pikepdf; veraPDF where it is installed."""

import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from cma_content.errors import lacking
from cma_content.exporting.validators import Validator, documents
from cma_content.exporting.verification import Finding, outside, people
from cma_content_pdf import isolated_reading

_CLAIMS: Final = ("PDF/UA-1", "PDF/A-2a")


def findings(path: Path) -> Iterator[Finding]:
    """The findings on a PDF, or the one that it cannot be read; raises `MissingEngineError` without pikepdf."""
    if find_spec("pikepdf") is None:
        raise lacking("pikepdf is missing", "verify")
    found = isolated_reading.findings(path)
    yield from found
    if all(finding.family != isolated_reading.READABLE for finding in found):
        yield outside("PDF/UA-1 and PDF/A-2a by veraPDF", VERAPDF, path)
        yield from people("reading order makes sense", "text alternatives say what matters")


def _verapdf(done: subprocess.CompletedProcess[str]) -> Iterator[tuple[str, Iterator[str]]]:
    (document,) = documents(done.stdout)
    for job in document["report"]["jobs"]:
        yield job["itemDetails"]["name"], _broken_rules(job)


def _broken_rules(job: Any) -> Iterator[str]:
    if "taskException" in job:
        yield f"unreadable: {job['taskException']['exceptionMessage']}"
        return
    # It checks a file by all that the file claims.
    results = {result["profileName"].removesuffix(" validation profile"): result for result in job["validationResult"]}
    for claim in _CLAIMS:
        if claim not in results:
            yield f"{claim}: not claimed"
            continue
        details = results[claim]["details"]
        rules = details["ruleSummaries"]
        if not details["passedRules"] or results[claim]["compliant"] == bool(rules):
            raise ValueError("no rule, or a contradiction")
        for rule in rules:
            yield f"{claim} {rule['clause']}-{rule['testNumber']}: {rule['description']}"


VERAPDF: Final = Validator(
    "veraPDF", "verapdf", ("--flavour", "0", "--format", "json"), "see https://verapdf.org", _verapdf
)

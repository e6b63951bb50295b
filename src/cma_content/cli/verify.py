"""verify: what finished files prove of themselves."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from cma_content.cli.terminal import complain, say, say_json
from cma_content.errors import UsageError
from cma_content.exporting import verification
from cma_content.publishing import manifest


def run(options: argparse.Namespace) -> int:
    """Reports on each file; of a manifest, on the files that it lists. What cannot be verified costs no other file."""
    found, refused = [], []
    for name in options.files:
        try:
            found.append(_report(name))
        except UsageError as error:
            refused.append(f"error: {error}")
    if found and options.format == "json":
        say_json(verification.as_json(found))
    elif found:
        for path, findings in found:
            say(*verification.as_lines(path, findings))
    if refused:
        complain(*refused)
        return UsageError.exit_code
    return int(any(finding.status == "fail" for _, findings in found for finding in findings))


def _report(name: str) -> tuple[Path, Sequence[verification.Finding]]:
    path = Path(name)
    try:
        path.stat()
    except PermissionError:
        # It may be there; that it cannot be looked at is a finding.
        pass
    except (OSError, ValueError):
        raise UsageError(f"there is no file {name}") from None
    return path, list(manifest.findings(path)) if manifest.is_manifest(path) else verification.verify(path)

"""verify: what finished files prove of themselves."""

import argparse

from cma_content.cli.sources import file_named
from cma_content.cli.terminal import say, say_json
from cma_content.errors import UsageError
from cma_content.exporting import verification
from cma_content.publishing import manifest


def run(options: argparse.Namespace) -> int:
    """Reports on each file; of a manifest, on the files that it lists."""
    paths = [path for name in options.files if (path := file_named(name))]
    if missing := [name for name in options.files if not file_named(name)]:
        raise UsageError(f"there is no file {missing[0]}")
    found = [
        (path, list(manifest.findings(path)) if manifest.is_manifest(path) else verification.verify(path))
        for path in paths
    ]
    if options.format == "json":
        say_json(verification.as_json(found))
    else:
        say("\n".join(verification.as_text(path, findings) for path, findings in found))
    return int(any(finding.status == "fail" for _, findings in found for finding in findings))

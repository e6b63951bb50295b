"""doctor: whether all that is installed works here, by using it, and what would make it work."""

import argparse
import json
import platform
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from cma_content.cli.argument_types import unknown
from cma_content.cli.health import Check, Status, checked, names
from cma_content.cli.terminal import say, say_json
from cma_content.diagnostics import install_lines
from cma_content.diagnostics.escaping import WIDTH, wrapped
from cma_content.errors import UsageError
from cma_content.exporting.registry import available, version_of

_HEADS: dict[Status, str] = {
    "broken": "Does not work",
    "note": "Works, with a remark",
    "missing": "Not installed, which is no fault",
    "ok": "Works",
}
_INDENT = " " * 12


def run(options: argparse.Namespace) -> int:
    """Says what works and what does not, and returns the highest code of what does not."""
    checks = checked(_named(options.what))
    code = max(check.code for check in checks)
    if options.format == "json":
        say_json(json.dumps(_data(checks, code), indent=2, ensure_ascii=False))
        return code
    where = f"on Python {platform.python_version()}, {install_lines.system()}, installed by {install_lines.way()}"
    say(*wrapped(f"cma_content {version_of(install_lines.PROJECT)} {where}"))
    for status, head in _HEADS.items():
        if some := [check for check in checks if check.status == status]:
            say("", f"{head}:", *(line for check in some for line in _lines(check)))
    say("", *wrapped(_sum(checks)))
    return code


def _named(words: Sequence[str]) -> list[str]:
    """What the words of a person name, with commas or spaces between."""
    known = names()
    typed = [word for text in words for word in re.split(r"[,\s]+", text) if word]
    for word in typed:
        if word.casefold() not in known:
            raise UsageError(unknown("format or check", word, known))
    return [word.casefold() for word in typed]


def _lines(check: Check) -> Iterator[str]:
    """Within 80 columns, but for a line to be copied, which stays whole."""
    first, *rest = wrapped(check.detail, columns=WIDTH - len(_INDENT))
    yield f"  {check.name:<9} {first}"
    yield from (_INDENT + line for line in rest)
    if check.remedy:
        yield f"{_INDENT}{check.remedy}"


def _sum(checks: Sequence[Check]) -> str:
    made = [check.name for check in checks if check.name in available() and check.status in ("ok", "note")]
    broken = [check.name for check in checks if check.status == "broken"]
    formats = f"Formats that can be made: {', '.join(made)}. " if made else ""
    return formats + (f"To be put right: {', '.join(broken)}." if broken else "Nothing has to be put right.")


def _data(checks: Sequence[Check], code: int) -> dict[str, object]:
    return {
        "cma_content": version_of(install_lines.PROJECT),
        "python": platform.python_version(),
        "system": install_lines.system(),
        "installed_by": install_lines.way(),
        "healthy": code == 0,
        "exit_code": code,
        "checks": [asdict(check) for check in checks],
    }

"""new: an article, a program's file or a roster to start from."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from cma_content.cli.calling import MODULE, quoted
from cma_content.cli.terminal import PROGRAM, say
from cma_content.errors import OutputError, UsageError
from cma_content.loading.templates import ROSTER, SCHEMAS, full, started
from cma_content.model.json_schema import schema_text
from cma_content.publishing.files import check_writable, write


def run(options: argparse.Namespace) -> int:
    """Writes a file that is valid as it stands, and its schema beside it, where it has one."""
    is_roster = options.kind == "roster"
    if options.full and options.kind != "article":
        raise UsageError(f"--full is for an article, not for a {options.kind}: new article --full my-article.yaml")
    if options.path in ("", "-"):
        name = "roster.csv" if is_roster else f"my-{options.kind}.yaml"
        raise UsageError(f"new {options.kind} needs the name of a file to write, such as {name}")
    path = Path(options.path)
    if is_roster and path.suffix.casefold() not in ROSTER:
        raise UsageError(f"a roster is begun as CSV, which spreadsheets open, or YAML: write {path.stem}.csv")
    check_writable(path)
    if path.exists():
        raise OutputError(f"{path} exists already; it was left as it is")
    # As it was typed: a path would lose the ./ before a name that begins with a dash.
    name = quoted(options.path)
    if is_roster:
        _write(path, ROSTER[path.suffix.casefold()].encode())
        say(f"Edit it, then: {PROGRAM} batch {name}")
        return 0
    day = datetime.now(UTC).date()
    contents = full(day) if options.full else {"": started(options.kind, day).encode()}
    for beside, content in contents.items():
        _write(path.with_name(beside) if beside else path, content)
    schema = path.with_name(SCHEMAS[options.kind])
    _write(schema, schema_text(options.kind).encode(), ", for editors that complete and check by it")
    say(f"Edit it, then: {PROGRAM} check {'' if options.kind == 'article' else '--program '}{name}")
    return 0


def _write(path: Path, content: bytes, what: str = "") -> None:
    """What is there already is left as it is; the commands in it are such as work here."""
    if not path.exists():
        write(path, content.replace(MODULE.encode(), PROGRAM.encode()))
        say(f"Wrote {path}{what}")

"""The command line: the help of each command, and the exit codes."""

import re
from collections.abc import Iterator

from cma_content.cli.arguments import COMMANDS, EXIT_CODES, parsers
from written.library import kinds
from written.markdown import fence, table


def helps() -> Iterator[str]:
    """What `--help` prints, of the program and of each command."""
    main, _ = parsers()
    yield from fence(main.format_help(), "text")
    for name in COMMANDS:
        _, made = parsers(name)
        yield from ("", f"## {name}", "")
        yield from fence(made[name].format_help(), "text")


def exit_codes() -> Iterator[str]:
    """Each code, what it says, and the error that stands for it in Python."""
    rows = []
    for codes, words in re.findall(r"^  ([\d, ]+?)  +(.+)$", EXIT_CODES, re.MULTILINE):
        raised = [f"`{kind.__name__}`" for kind in kinds() if str(kind.exit_code) == codes]
        rows.append((codes, words, ", ".join(raised)))
    yield from table(("Code", "What it says", "In Python"), rows)

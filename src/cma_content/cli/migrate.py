"""migrate: an article's or a program's file, brought from ids that were retired to those that took their place."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from cma_content.cli.check import count
from cma_content.cli.sources import STDIN, article_of
from cma_content.cli.terminal import PROGRAM, complain, say
from cma_content.diagnostics.reports import text_lines
from cma_content.errors import UsageError
from cma_content.loading.document import lines_of
from cma_content.loading.migration import Migration, migrated_article, migrated_program
from cma_content.publishing.files import write_all

_AROUND: Final = 3
"""How many lines a diff shows before and after what changes."""


def run(options: argparse.Namespace) -> int:
    """Prints what would change, or writes it; 1 where something is left for a person."""
    made = _made(options.source, options.program)
    if options.write:
        write_all({path: after.encode() for path, (_, after) in made.files.items()})
        say(*(f"Wrote {path}" for path in made.files))
    else:
        for path, (before, after) in made.files.items():
            say(*diff(path, before, after))
    if made.left:
        complain(*text_lines(made.left), "", f"{count(made.left)}: a person has to decide.")
    if not made.files:
        say("Nothing to change.")
    elif not options.write:
        complain("Nothing was written; --write does it.")
    else:
        program = f" --program {options.program}" if options.program else ""
        say(f"Check it: {PROGRAM} check{f' {options.source}' if options.source else ''}{program}")
    return int(bool(made.left))


def _made(source: str | None, program: str | None) -> Migration:
    if program:
        return migrated_program(program, article_of(source))
    if source is None:
        raise UsageError("the guide is a part of this package: name your article, or your program's file by --program")
    if source == STDIN:
        raise UsageError("migrate needs an article in a file, which it can write anew")
    return migrated_article(source)


def diff(path: Path, before: str, after: str) -> Iterator[str]:
    """A unified diff of two texts that have as many lines; in time linear in them, whatever they hold."""
    old, new = lines_of(before), lines_of(after)
    if not old[-1]:
        # What ends with the end of a line has no line behind it.
        del old[-1], new[-1]
    hunks: list[list[int]] = []
    for number, (one, other) in enumerate(zip(old, new, strict=True)):
        if one != other and hunks and number - hunks[-1][-1] <= 2 * _AROUND + 1:
            hunks[-1].append(number)
        elif one != other:
            hunks.append([number])
    yield from (f"--- {path}", f"+++ {path}")
    for hunk in hunks:
        first, last = max(hunk[0] - _AROUND, 0), min(hunk[-1] + _AROUND + 1, len(old))
        yield f"@@ -{first + 1},{last - first} +{first + 1},{last - first} @@"
        for number in range(first, last):
            if old[number] == new[number]:
                yield f" {old[number]}"
            else:
                yield from (f"-{old[number]}", f"+{new[number]}")

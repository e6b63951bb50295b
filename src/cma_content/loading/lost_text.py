"""What YAML takes away from a text without a word: its end, its paragraphs and lists, its backslashes."""

import re
from typing import Final

import yaml

from cma_content.diagnostics import rules
from cma_content.diagnostics.problem import Mark, Problem, Text
from cma_content.loading.document import MAX_PROBLEMS, Document, span
from cma_content.loading.syntax_errors import PATH_HINT, WINDOWS_PATH, quoted

_BLANKS: Final = (" ", "\t")
_CUT: Final = re.compile(r"[ \t]+(#\w.*)")
# A name of a folder follows; behind a line break, text that goes on would begin with another character.
_NAME: Final = re.compile(r"\w[a-z0-9_]", re.ASCII)
_HEADING: Final = re.compile(r"\s*#{1,6} \S")
_ITEM: Final = re.compile(r"\s*([-*\u2022] \S|\|.*\|\s*$)")
_NUMBERED: Final = re.compile(r"\s*\d{1,2}[.)] \S")
# What each of these lines begins with, and blank ones.
_SIGNS: Final = re.compile(r"\s*(?:[-*\u2022|#\d]|$)")


def report_lost_text(document: Document) -> None:
    """Reports every value that has most likely lost something."""
    for location, event in document.values.items():
        if not isinstance(event, yaml.ScalarEvent) or document.is_reported(location):
            continue
        found = len(document.problems)
        if problem := loss(document.text, event):
            document.problems.append(problem)
            document.reported.add(location)
        if found >= MAX_PROBLEMS:
            return


def loss(text: Text, event: yaml.ScalarEvent) -> Problem | None:
    """What the value of an event has most likely lost: of several losses, the first."""
    (first, last), lines = span(event), text.lines
    if event.style != '"' and first.line == last.line:
        # Most texts: what a comment cuts off follows a blank.
        is_whole = (
            event.style or last.line >= len(lines) or lines[last.line][last.column : last.column + 1] not in _BLANKS
        )
        return None if is_whole else _cut(text, event)
    return _cut(text, event) or _path(text, event) or _flattened(text, event)


def _cut(text: Text, event: yaml.ScalarEvent) -> Problem | None:
    """The end, to a comment: `Take tablet #2`, `Room #5`, `accent: #0b5563`.

    A remark behind a value that is one word or a number stays a remark, unless a number follows its #.
    """
    _, end = span(event)
    # What is empty at the end of the file ends behind the last line.
    if event.style or end.line >= len(text.lines):
        return None
    words = event.value
    cut = _CUT.match(text.lines[end.line], end.column)
    if not cut or not (not words or " " in words or cut[1][1].isdigit()):
        return None
    mark = text.mark(end.line, cut.start(1), len(cut[1]))
    hint = quoted(f"{words} {cut[1]}".lstrip())
    return mark.problem(rules.CUT_TEXT, f"the text is cut before {cut[1][:60]!r}", hint=hint)


def _path(text: Text, event: yaml.ScalarEvent) -> Problem | None:
    """The backslashes of `"C:\\new\\table"`, of which a line break and a tab would remain."""
    first, last = span(event)
    if event.style != '"' or first.line != last.line:
        return None
    line = text.lines[first.line]
    found = WINDOWS_PATH.search(line, first.column, last.column)
    if not found or not _NAME.match(line, found.end()):
        return None
    mark = text.mark(first.line, found.end() - 1)
    message = f"in double quotes, {line[found.end() - 1 : found.end() + 1]} is a code, not part of a path"
    return mark.problem(rules.BACKSLASH, message, hint=PATH_HINT)


def _flattened(text: Text, event: yaml.ScalarEvent) -> Problem | None:
    """The shape of lines that stand for paragraphs, a list or a heading: they are printed as one run.

    A program that writes YAML may break a line anywhere, before a dash or a # too: such signs count in indented text
    alone, and without quotes where two lines begin with them.
    """
    lines = _lines(text, event)
    if not any(map(_SIGNS.match, lines)):
        return None
    indented, plain = event.style in ("|", ">"), not event.style
    items = sum(bool(_ITEM.match(line)) for line in lines)
    numbered = sum(bool(_NUMBERED.match(line)) for line in lines)
    last = max((index for index, line in enumerate(lines) if line.strip()), default=0)
    for index, line in enumerate(lines):
        if not line.strip() and index < last:
            message, hint = "a blank line does not start a paragraph here", "write each paragraph as a text of its own"
        elif indented and _HEADING.match(line):
            message, hint = "a # makes no heading here", "give the heading a section, or a title, of its own"
        elif (_ITEM.match(line) and (indented or (plain and items > 1))) or (
            _NUMBERED.match(line) and numbered > 1 and (indented or plain)
        ):
            message = "signs at the start of a line make no list and no table here"
            hint = "write a block of type list, steps or table; or join the lines"
        else:
            continue
        return _mark(text, event, index).problem(rules.FLATTENED, message, hint=hint)
    return None


def _lines(text: Text, event: yaml.ScalarEvent) -> list[str]:
    """The lines of a text that is written over several, as typed; without the first where it stands behind a key."""
    first, last = span(event)
    if first.line == last.line:
        return event.value.split("\n") if event.style == '"' and "\n" in event.value.strip() else []
    lines = text.lines[first.line + 1 : last.line + 1]
    # The end of an indented text is the start of what follows it.
    if lines and last.line < len(text.lines) and not text.lines[last.line][: last.column].strip():
        lines.pop()
    return lines


def _mark(text: Text, event: yaml.ScalarEvent, index: int) -> Mark:
    """The place of one of the lines."""
    first, last = span(event)
    if first.line == last.line:
        return text.mark(first.line, first.column)
    number = first.line + 1 + index
    line = text.lines[number]
    return text.mark(number, len(line) - len(line.lstrip()))

"""What an author did when YAML's parser gives up: its error, reported as the trap it most likely is."""

import re
from typing import Final

import yaml

from cma_content.diagnostics import rules
from cma_content.diagnostics.problem import Mark, Problem, Text
from cma_content.loading import characters

WINDOWS_PATH: Final = re.compile(r"(?<!\\)\b[A-Za-z]:\\(?!\\)")
PATH_HINT: Final = r"put the path in single quotes: 'C:\Users\me'; or write each backslash twice"
_CURLY = "\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}"
# What looks like a colon and is none: fullwidth, small, ratio, presentation form, modifier.
_COLONS = re.compile("[\uff1a\ufe55\u2236\ufe13\ua789]")
# A line that looks like a field of ours; text that goes on over lines rarely does.
_FIELD = re.compile(r" *(- +)?[a-z][a-z_0-9]*:( |$)")
_INNER_QUOTES = {
    "'": "in single quotes, write an apostrophe twice (''), or put the whole text in double quotes",
    '"': 'in double quotes, write \\" for a quotation mark, or put the whole text in single quotes',
}


def syntax_problem(text: Text, error: yaml.MarkedYAMLError) -> Problem:
    """The problem that a parser's error is, at the place where the author can fix it."""
    problem, context = error.problem or "", error.context or ""
    at = error.problem_mark or error.context_mark
    opened = error.context_mark or at
    if at is None or opened is None:
        return text.mark(0, 0).problem(rules.SYNTAX, "this is not YAML")
    line = text.lines[at.line] if at.line < len(text.lines) else ""
    here, there = text.mark(at.line, at.column), text.mark(opened.line, opened.column)
    return (
        _tab(text, line, here)
        or _unseen_space(text, (at.line, opened.line, at.line - 1))
        or _curly_quote(text, line, here)
        or _scalar(problem, context, text, line, here, there)
        or _structure(problem, context, text, line, here, there)
        or here.problem(rules.SYNTAX, "this is not YAML", hint="compare the line with the ones above it")
    )


def quoted(value: str) -> str:
    """A hint to put `value` in quotes, which shows it so where it is short."""
    if len(value) > 60 or '"' in value or "\\" in value or not value:
        return "put the whole text in double quotes"
    return f'put the whole text in double quotes: "{value}"'


def _value(line: str) -> str:
    """What stands behind the name of a field, or behind a dash."""
    return re.sub(r"^ *(- +)*([\w-]+:( +|$))?", "", line).rstrip()


def _tab(text: Text, line: str, here: Mark) -> Problem | None:
    if "\t" not in line[: here.column]:
        return None
    mark = text.mark(here.line - 1, line.index("\t"))
    return mark.problem(rules.TAB, "a tab where YAML wants spaces", hint="put two spaces in its place")


# Where a field's line has spaces that mean something: before and between its dashes, around its colon.
_SPACES: Final = re.compile(r"\W*(?:[\w-]+\W*:\W?)?")


def _unseen_space(text: Text, numbers: tuple[int, ...]) -> Problem | None:
    """A character that looks like a space, or like nothing, where YAML wants spaces."""
    for number in numbers:
        line = text.lines[number] if 0 <= number < len(text.lines) else ""
        spaces = _SPACES.match(line)
        if spaces and (found := characters.unseen(re.split("[\"'#]", spaces[0])[0])):
            message, hint = characters.name_of(found[0]), characters.hint_for(found[0])
            return text.mark(number, found.start()).problem(rules.UNSEEN, message, hint=hint)
    return None


def _curly_quote(text: Text, line: str, here: Mark) -> Problem | None:
    value = _value(line)
    if value[:1] not in _CURLY or not value:
        return None
    mark = text.mark(here.line - 1, line.index(value))
    return mark.problem(rules.SMART_QUOTE, "a curly quote does not quote", hint='type straight quotes: "')


def _scalar(problem: str, context: str, text: Text, line: str, here: Mark, there: Mark) -> Problem | None:
    """What can be wrong with one text."""
    value, character = _value(line), line[here.column - 1 : here.column]
    start = text.mark(here.line - 1, len(line.rstrip()) - len(value))
    # Inside brackets, the text at fault is only a part of the value.
    in_quotes = quoted(value if here.column == start.column or there.column == start.column else "")
    if "quoted scalar" in context and ("escape" in problem or "hexdecimal" in problem):
        return _escape(problem, text, line, here)
    if "quoted scalar" in context:
        return there.problem(rules.QUOTE, "the quote that starts here is not closed", hint="close it, or take it away")
    if "alias" in context or "anchor" in context:
        first = text.lines[there.line - 1][there.column - 1]
        return there.problem(rules.ALIAS, f"text cannot start with {first}", hint=in_quotes)
    if "tag" in context or "tag handle" in problem:
        return there.problem(rules.TAG, "text cannot start with !", hint=in_quotes)
    if "cannot start any token" in problem or "directive" in context:
        return here.problem(rules.START, f"text cannot start with {character or value[:1]}", hint=in_quotes)
    if "block scalar" in context:
        return start.problem(rules.START, f"text cannot start with {value[:1]}", hint=quoted(value))
    if (
        value
        and here.column > start.column
        and ("did not find expected" in problem or "expected <block end>" in problem)
    ):
        if value[0] in _INNER_QUOTES:
            return here.problem(rules.QUOTE, "the quote ends before the text does", hint=_INNER_QUOTES[value[0]])
        if character in ("]", "}"):
            return here.problem(rules.BRACKET, f"there is one {character} too many", hint="take it away")
        if value[0] in "[{" and "flow" not in context:
            return start.problem(rules.START, f"text cannot start with {value[0]}", hint=quoted(value))
    return None


def _escape(problem: str, text: Text, line: str, here: Mark) -> Problem:
    """What can be wrong behind a backslash in double quotes."""
    at = max(0, line.rfind("\\", 0, here.column))
    mark, code = text.mark(here.line - 1, at), line[at : at + 2]
    if "invalid" in problem:
        return here.problem(rules.CHARACTER, "this code stands for no character", hint="type the character itself")
    if WINDOWS_PATH.search(line):
        message = f"in double quotes, {code} is a code, not part of a path"
        return mark.problem(rules.BACKSLASH, message, hint=PATH_HINT)
    if "unknown" in problem:
        hint = "write \\\\ for a backslash, or put the text in single quotes"
        return mark.problem(rules.BACKSLASH, "a backslash that stands for nothing", hint=hint)
    hint = "type the character itself; write \\\\ for a backslash"
    return mark.problem(rules.BACKSLASH, f"this code stands for no character: {code}", hint=hint)


def _structure(problem: str, context: str, text: Text, line: str, here: Mark, there: Mark) -> Problem | None:
    """What can be wrong between texts."""
    around = "compare its spaces with the lines around it"
    if "mapping values are not allowed" in problem:
        if _FIELD.match(line) and line.index(":") == here.column - 1:
            mark = text.mark(here.line - 1, len(line) - len(line.lstrip()))
            return mark.problem(rules.INDENT, "the line stands further right than the field above", hint=around)
        return here.problem(rules.COLON, "a colon in plain text", hint=quoted(_value(line)))
    if "expected ':'" in problem and "flow" not in context:
        if found := _COLONS.search(text.lines[there.line - 1]):
            mark = text.mark(there.line - 1, found.start())
            message = f"a colon of another kind: U+{ord(found[0]):04X}"
            return mark.problem(rules.SYNTAX, message, hint="type a plain colon and a space")
        hint = "put a colon and a space between the name and the value"
        return there.problem(rules.SYNTAX, "this line is no field", hint=hint)
    if "flow sequence" in context or "flow mapping" in context:
        return _bracket("[" if "sequence" in context else "{", problem, text, line, here, there)
    if "sequence entries" in problem:
        hint = "put each dash on a line of its own below the field; text that starts with one needs double quotes"
        return here.problem(rules.INDENT, "a list cannot start here", hint=hint)
    if line.lstrip().startswith(":"):
        return here.problem(rules.KEY, "the name of a field is missing before the colon", hint="write it")
    if "expected" in problem or "simple key" in problem or "block" in context:
        return here.problem(rules.INDENT, "the indentation is wrong here, or on the line before", hint=around)
    return None


def _bracket(sign: str, problem: str, text: Text, line: str, here: Mark, there: Mark) -> Problem:
    """What can be wrong between brackets."""
    rest = line[here.column - 1 :]
    if "expected ','" in problem and here.line == there.line and rest:
        if rest[0] == ":":
            return here.problem(rules.COLON, "a colon in plain text", hint=quoted(""))
        if (quote := line[here.column - 2]) in _INNER_QUOTES and rest[0].isalnum():
            return here.problem(rules.QUOTE, "the quote ends before the text does", hint=_INNER_QUOTES[quote])
        hint = f"put a comma between the items, or close the {sign}; text that holds signs needs double quotes"
        return here.problem(rules.BRACKET, "a comma is missing before this", hint=hint)
    hint = "close it, or put text with commas, colons or brackets in double quotes"
    if " #" in text.lines[there.line - 1][there.column :]:
        hint = "# starts a comment that hides the end: put the text in double quotes"
    return there.problem(rules.BRACKET, f"the {sign} that starts here is not closed", hint=hint)

"""What an author did when YAML's parser gives up: its error, told as the trap it most likely is."""

import yaml

from cma_content import rules
from cma_content.problems import Problem, Text

_CURLY = "\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}"


def syntax_problem(text: Text, error: yaml.MarkedYAMLError) -> Problem:
    """The problem that a parser's error is, at the place where the author can mend it."""
    problem, context = error.problem or "", error.context or ""
    at = error.problem_mark or error.context_mark
    opened = error.context_mark or at
    if at is None or opened is None:
        return text.mark(0, 0).problem(rules.SYNTAX, f"this is not YAML: {problem}")
    line = text.lines[at.line] if at.line < len(text.lines) else ""
    here, there = text.mark(at.line, at.column), text.mark(opened.line, opened.column)
    character = line[at.column : at.column + 1]
    value = line.partition(": ")[2].lstrip() or line.lstrip(" -")
    if character == "\t" or "\t" in line[: at.column + 1]:
        column = line.index("\t") if "\t" in line else at.column
        return text.mark(at.line, column).problem(rules.TAB, "a tab where YAML wants spaces", hint="use spaces")
    if value[:1] in _CURLY and value:
        mark = text.mark(at.line, line.index(value))
        return mark.problem(rules.SMART_QUOTE, "a curly quote does not quote", hint='use straight quotes: "')
    if "quoted scalar" in context:
        return there.problem(rules.QUOTE, "the quote that starts here is not closed", hint="close it, or take it away")
    if "mapping values are not allowed" in problem:
        return here.problem(rules.COLON, "a colon in plain text", hint="put the whole text in double quotes")
    if "flow sequence" in context or "flow mapping" in context:
        sign = "[" if "sequence" in context else "{"
        hint = "close it, or put text with commas, colons or brackets in quotes"
        return there.problem(rules.BRACKET, f"the {sign} that starts here is not closed", hint=hint)
    if "alias" in context or "anchor" in context:
        return there.problem(rules.ALIAS, "text cannot start with & or *", hint="put it in double quotes")
    if "tag" in context:
        return there.problem(rules.TAG, "text cannot start with !", hint="put it in double quotes")
    if "cannot start any token" in problem or "directive" in context:
        return here.problem(rules.START, f"text cannot start with {character}", hint="put it in double quotes")
    if "escape" in problem:
        hint = "write \\\\ for a backslash, or use single quotes"
        return here.problem(rules.SYNTAX, "an unknown escape after a backslash", hint=hint)
    if "did not find expected" in problem or "simple key" in problem or "block" in context:
        hint = "compare its spaces with the lines around it"
        return here.problem(rules.INDENT, "the indentation is wrong here, or on the line before", hint=hint)
    return here.problem(rules.SYNTAX, f"this is not YAML: {problem} {context}".rstrip())

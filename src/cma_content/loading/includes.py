"""The files that an article's `include` names: of its own folder, each once, read within the bounds of one article."""

from collections.abc import Mapping
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

import yaml

from cma_content.diagnostics import rules
from cma_content.diagnostics.problem import Problem
from cma_content.errors import UnreadableError
from cma_content.loading.document import Document, mark_of
from cma_content.loading.files import MAX_BYTES, is_beside, name_in, read_file
from cma_content.loading.yaml_parser import read

MAX_FILES: Final = 50


def include(document: Document, folder: Traversable, prefix: str) -> None:
    """Adds the fields of the files that `include` names; problems name each after `prefix`."""
    named = document.data.pop("include", None) if isinstance(document.data, dict) else None
    files = named if isinstance(named, list) else [] if named is None else [named]
    seen, left = {document.text.name}, MAX_BYTES - document.size
    for index, typed in enumerate(files):
        # Of an article that was not read to its end, nothing can be reported but this.
        known, document.complete = document.complete, False
        file = typed if isinstance(typed, str) else ""
        if index == MAX_FILES:
            event = _event(document, index)
            document.report(rules.INCLUDE, event, f"more than {MAX_FILES} files", path="include", hint="join some")
            return
        if problem := _refusal(typed, name_in(folder, file) if file else "", folder, prefix, seen):
            document.report(rules.INCLUDE, _event(document, index), path="include", **problem)
            continue
        name = prefix + file
        seen.add(name)
        try:
            text = read_file(folder, name_in(folder, file), name, most=left)
        except UnreadableError as error:
            document.problems.append(_at(document, _event(document, index), error.problems[0]))
            continue
        part = read(text, name)
        left -= part.size
        document.complete = known
        _merge(document, part)


def _event(document: Document, index: int) -> yaml.Event:
    """Where the document names the included file of that number."""
    return document.values.get(("include", index)) or document.values[("include",)]


def _refusal(typed: object, file: str, folder: Traversable, prefix: str, seen: set[str]) -> Mapping[str, str]:
    """Why an included file is not read: the message and the hint, or nothing."""
    hint = "name a file in the article's own folder"
    if not isinstance(typed, str) or not file or file != Path(file).name or "\\" in file:
        return {"message": "include takes plain file names", "hint": hint}
    if not is_beside(folder, file):
        return {"message": f"{file} leads out of the article's folder", "hint": hint}
    if prefix + file in seen:
        return {"message": f"{file} is part of the article already"}
    return {}


def _at(document: Document, event: yaml.Event, problem: Problem) -> Problem:
    """The problem of a file that cannot be read, at the place that names the file."""
    mark = mark_of(document.text, event)
    return mark.problem(problem.rule, problem.message, path="include", hint=problem.hint)


def _merge(document: Document, part: Document) -> None:
    """Adds the top-level fields of an included file, and its items to the lists that are there."""
    document.problems += part.problems
    document.complete &= part.complete
    if not part.complete:
        return
    if not isinstance(part.data, dict) or not isinstance(document.data, dict):
        mark = mark_of(part.text, part.values[()]) if part.values else part.text.mark(0, 0)
        rule = rules.NOT_A_MAPPING if part.values else rules.EMPTY
        message = "an included file must hold fields" if part.values else "the included file is empty"
        document.problems.append(mark.problem(rule, message))
        return
    part.problems = document.problems
    if "include" in part.data:
        part.report(rules.INCLUDE, part.keys[("include",)], "an included file includes no others", path="include")
        del part.data["include"]
    for key, value in part.data.items():
        if key not in document.data or (isinstance(value, list) and isinstance(document.data[key], list)):
            continue
        hint = f"it stands in {document.text_of((key,)).name} as well"
        message = f"the field {key!r} stands in two files"
        part.report(rules.IN_TWO_FILES, part.keys[(key,)], message, path=key, hint=hint)
    document.add(part)

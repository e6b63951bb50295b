"""What each command does; each returns the exit code."""

import argparse
import json
import sys
from pathlib import Path
from typing import get_args

from cma_content.cli.terminal import PROGRAM, count, report, size_of
from cma_content.diagnostics import reports
from cma_content.diagnostics.problem import Problem
from cma_content.diagnostics.rules import CATALOG
from cma_content.errors import ArticleError, OutputError, UsageError
from cma_content.exporting import verification
from cma_content.exporting.registry import available
from cma_content.handout import edition_code
from cma_content.handout.options import RenderOptions
from cma_content.loading.files import load, load_program
from cma_content.loading.templates import ARTICLE, PROGRAM_FILE, SCHEMA
from cma_content.model.article import Article
from cma_content.model.blocks import Audience
from cma_content.model.json_schema import schema
from cma_content.publishing.files import check_writable, write
from cma_content.publishing.names import format_for, is_file
from cma_content.publishing.publisher import publish


def export_(options: argparse.Namespace) -> int:
    article, edition = _asked(options)
    names = [name.strip() for name in options.to.split(",") if name.strip()] if options.to else []
    if not names:
        names = [format_for(options.output)] if is_file(options.output) else ["pdf", "epub", "json"]
    place = sys.stdout.buffer if options.output == "-" else options.output
    published = publish(article, names, place, edition, manifest=options.manifest)
    for file in published.files:
        if file.path:
            print(f"{file.path}  {size_of(file.size)}  {file.seconds:.1f} s", flush=True)
        for part in file.left_out:
            print(f"left out, to fit the page: {part.title} ({part.id})", file=sys.stderr)
    for failed in published.failed:
        print(f"{failed.format}: {failed.error}", file=sys.stderr)
    return max((failed.error.exit_code for failed in published.failed), default=0)


def _asked(options: argparse.Namespace) -> tuple[Article, RenderOptions]:
    """The article and the choices that the command names; every problem of both files is told at once."""
    audience = tuple(word.strip() for word in options.audience.split(","))
    if unknown := [word for word in audience if word not in get_args(Audience)]:
        raise UsageError(f"there is no audience {unknown[0]!r}; known: {', '.join(get_args(Audience))}")
    article = load(options.source)
    program = load_program(options.program, article) if options.program else None
    return article, RenderOptions(options.paper, options.layout, options.preset, options.region, audience, program)


def check(options: argparse.Namespace) -> int:
    problems: list[Problem] = []
    code = 0
    for source in options.sources or [None]:
        try:
            load(source)
        except ArticleError as error:
            problems += error.problems
            code = max(code, error.exit_code)
    if options.program:
        code = max(code, _check_program(options, problems))
    together = ArticleError(problems)
    if options.format != "text":
        print(report(together, options.format, color=False))
    elif problems:
        print(report(together, "text", sys.stdout.isatty()))
        print(f"\n{count(together)}. Explain a code: {PROGRAM} explain {problems[0].rule.code}")
    else:
        print("No problems.")
    return code


def _check_program(options: argparse.Namespace, problems: list[Problem]) -> int:
    """Adds the problems of a program's file; without a sound article its references cannot be followed."""
    if problems:
        return 0
    try:
        load_program(options.program, load(options.sources[0] if options.sources else None))
    except ArticleError as error:
        problems += error.problems
        return error.exit_code
    return 0


def identify(options: argparse.Namespace) -> int:
    article = load(options.source)
    program = load_program(options.program, article) if options.program else None
    path = Path(options.what)
    code = edition_code.read_code(path) if path.is_file() else edition_code.normal(options.what)
    editions = edition_code.identify(code, article, program)
    if not editions:
        print(f"{code}: not current. No handout of {article.title}, edition {article.edition}, has this code.")
        print("It comes from an earlier edition, from another article, or from a program: name its file by --program.")
        return 1
    print(f"{code}: current. {article.title}, edition {article.edition}, reviewed {article.reviewed}.")
    for edition in editions:
        said = edition_code.choices(edition)
        print("  " + "; ".join(f"{name} {', '.join(v) if isinstance(v, list) else v}" for name, v in said.items()))
    return 0


def explain(options: argparse.Namespace) -> int:
    if options.code == "all":
        for rule in CATALOG.values():
            print(f"{rule.code}  {rule.title}")
        return 0
    if options.code.upper() not in CATALOG:
        raise UsageError(f"there is no code {options.code!r}; {PROGRAM} explain all lists them")
    print(reports.explained(CATALOG[options.code.upper()]))
    return 0


def new(options: argparse.Namespace) -> int:
    path: Path = options.path
    if path.exists():
        raise OutputError(f"{path} exists already; it was left as it is")
    check_writable(path)
    write(path, (ARTICLE if options.kind == "article" else PROGRAM_FILE).encode())
    check = f"check {path}" if options.kind == "article" else f"check --program {path}"
    print(f"{path}  edit it, then: {PROGRAM} {check}")
    beside = path.with_name(SCHEMA)
    if options.kind == "article" and not beside.exists():
        write(beside, _schema_text().encode())
        print(f"{beside}  for your editor: one that knows YAML completes and checks by it")
    return 0


def verify(options: argparse.Namespace) -> int:
    if missing := [str(path) for path in options.files if not path.is_file()]:
        raise UsageError(f"there is no file {missing[0]}")
    reports = [(path, verification.verify(path)) for path in options.files]
    if options.format == "json":
        print(verification.as_json(reports))
    else:
        print("\n".join(verification.as_text(path, findings) for path, findings in reports))
    return int(any(finding.status == "fail" for _, findings in reports for finding in findings))


def formats(_: argparse.Namespace) -> int:
    for name, owner in available().items():
        print(f"{name:<8}{owner}")
    return 0


def schema_(_: argparse.Namespace) -> int:
    print(_schema_text(), end="")
    return 0


def _schema_text() -> str:
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"

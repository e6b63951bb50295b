"""What each command does; each returns the exit code."""

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import cast

from cma_content.cli.terminal import PROGRAM, count, report, size_of
from cma_content.diagnostics import reports
from cma_content.diagnostics.problem import Problem
from cma_content.diagnostics.rules import CATALOG
from cma_content.errors import ArticleError, OutputError, UsageError
from cma_content.exporting import verification
from cma_content.exporting.registry import available, get_exporter
from cma_content.handout import edition_code
from cma_content.handout.file_code import read_code
from cma_content.handout.options import RenderOptions
from cma_content.handout.tree import Handout
from cma_content.loading.files import load, load_program
from cma_content.loading.templates import SCHEMAS, TEMPLATES
from cma_content.model.article import Article
from cma_content.model.audience import Audience
from cma_content.model.json_schema import schema_text
from cma_content.publishing.publisher import check_writable, export, manifest, publish, write


def export_(options: argparse.Namespace) -> int:
    names = [name.strip() for name in options.to.split(",") if name.strip()] if options.to else []
    ending = Path(options.output).suffix.removeprefix(".")
    if options.output == "-" or (ending in available() and not Path(options.output).is_dir()):
        return _export_one(options, names or [ending] * bool(ending))
    article, edition = _asked(options)
    code = 0
    written = []
    for made in publish(article, names or ["pdf", "epub", "json"], Path(options.output), edition):
        if made.error:
            print(f"{made.name}: {made.error}", file=sys.stderr)
            code = max(code, made.error.exit_code)
        else:
            written.append(made)
            print(f"{made.path}  {size_of(made.size)}  {made.seconds:.1f} s", flush=True)
    if written:
        _tell_what_is_left_out(
            max((made.handout for made in written if made.handout), key=lambda one: len(one.left_out))
        )
    if options.manifest and written:
        path = Path(options.output) / "manifest.json"
        write(path, manifest(written))
        print(path)
    return code


def _asked(options: argparse.Namespace) -> tuple[Article, RenderOptions]:
    """The article and the choices that the command names; every problem of both files is told at once."""
    audience = cast("tuple[Audience, ...]", tuple(word.strip() for word in options.audience.split(",")))
    # Wrong choices are said before a long file is read.
    choices = RenderOptions(options.paper, options.layout, options.preset, options.region, audience)
    article = load(options.source)
    program = load_program(options.program, article) if options.program else None
    return article, replace(choices, program=program)


def _tell_what_is_left_out(handout: Handout | None) -> None:
    for part in handout.left_out if handout else ():
        print(f"left out, to fit the page: {part.title} ({part.id})", file=sys.stderr)


def _export_one(options: argparse.Namespace, names: list[str]) -> int:
    """One format to one file, or to standard output; the file's name says which where `--to` does not."""
    if len(names) != 1:
        raise UsageError(f"-o {options.output} takes one format: name it with --to")
    if options.output == "-":
        sys.stdout.buffer.write(_exported(options, names[0]))
        return 0
    path = Path(options.output)
    if path.suffix != get_exporter(names[0]).suffix:
        raise UsageError(f"{path} is no name for the format {names[0]}")
    check_writable(path)
    content = _exported(options, names[0])
    write(path, content)
    print(f"{path}  {size_of(len(content))}")
    return 0


def _exported(options: argparse.Namespace, name: str) -> bytes:
    article, edition = _asked(options)
    return export(article, name, edition)


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
    found = edition_code.identify(read_code(path) if _exists(path) else options.what, article, program)
    said = "; ".join(
        f"{name} {', '.join(value) if isinstance(value, list) else value}"
        for name, value in edition_code.choices(found.options).items()
    )
    if found.status == "current":
        print(f"{found.code}: current. {article.title}, edition {article.edition}, reviewed {article.reviewed}.")
    elif found.status == "unknown program":
        print(f"{found.code}: handed out by {found.program!r}; name its file by --program.")
    else:
        print(f"{found.code}: not current. {article.title} is now edition {article.edition}, or says something else.")
    print(f"  {said}")
    return int(found.status != "current")


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        # A code may be too long for the name of a file.
        return False


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
    write(path, TEMPLATES[options.kind].encode())
    check = f"check {path}" if options.kind == "article" else f"check --program {path}"
    print(f"{path}  edit it, then: {PROGRAM} {check}")
    beside = path.with_name(SCHEMAS[options.kind])
    if not beside.exists():
        write(beside, schema_text(options.kind).encode())
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
    for name, point in available().items():
        owner = f"{point.dist.name} {point.dist.version}" if point.dist else "unknown"
        print(f"{name:<8}{owner}")
    return 0


def schema_(_: argparse.Namespace) -> int:
    print(schema_text(), end="")
    return 0

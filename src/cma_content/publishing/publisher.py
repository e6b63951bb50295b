"""Handouts to bytes and to files: the one way out."""

import hashlib
import io
import os
import time
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from cma_content import deadline
from cma_content.errors import ContentError, OutputError, UsageError
from cma_content.exporting.abilities import Named, Paged
from cma_content.exporting.fitting import fit
from cma_content.exporting.registry import Exporter, called, draw, engines_of, format_of, get_exporter, is_command
from cma_content.handout import Handout, Limits, RenderOptions, build
from cma_content.handout.limits import USUAL
from cma_content.model.article import Article
from cma_content.model.frozen import frozen
from cma_content.publishing import bounds
from cma_content.publishing import manifest as manifests
from cma_content.publishing.drafts import sweep
from cma_content.publishing.files import check_writable, make_folder, reason, write
from cma_content.publishing.names import check_ending, is_file, paths_in
from cma_content.publishing.published import FailedFormat, Progress, Published, PublishedFile


def export(article: Article, to: str, options: RenderOptions | None = None, *, limits: Limits = USUAL) -> bytes:
    """`article` as a file's bytes in the format named `to`: pdf, epub, html, json, or any installed exporter's.

    `exec:COMMAND` starts a program that reads the handout as JSON and writes the bytes; it is for whoever may run one.

    Raises `LimitError` before it draws what passes `limits`, and `DeadlineError` where that takes too long.
    """
    check_kinds(article, options, limits)
    (name,) = _names([to])
    bounds.check(article, options, limits)
    return drawn(article, name, exporter_of(name, limits), options, limits, [])[0]


def drawn(
    article: Article,
    name: str,
    exporter: Exporter,
    options: RenderOptions | None,
    limits: Limits,
    plain: list[Handout],
) -> tuple[bytes, Handout]:
    """A file's bytes, and the handout that they draw, which `bounds` has passed; raises as `export` does.

    `plain` holds the handout as formats without pages draw it, once one of them has made it, for those that follow.
    """
    with deadline.within(limits.seconds):
        if is_data(exporter):
            handout = plain[0] if plain else _unprinted(article, options)
        elif isinstance(exporter, Paged) and options and options.layout != "guide":
            handout = called(name, "pages", lambda: fit(article, options, exporter))
        else:
            plain[:] = plain or [build(article, options)]
            handout = plain[0]
        content = draw(name, exporter, handout)
    bounds.check_size(content, name, limits)
    return content, handout


def publish(
    article: Article,
    formats: Iterable[str],
    place: os.PathLike[str] | str | BinaryIO,
    options: RenderOptions | None = None,
    *,
    manifest: bool = False,
    progress: Progress | None = None,
    limits: Limits = USUAL,
) -> Published:
    """Writes `article` in each format to a folder, or in one format to a file (guide.pdf) or an open binary stream.

    Returns the files and the formats that failed: one without its engine, for example, keeps none of the others from
    being written. `manifest` adds manifest.json, which lists the files. Before any work, raises `UsageError` for what
    makes no sense (an unknown format, a region without pay), `LimitError` for a handout that would pass `limits`, and
    `OutputError` for a folder that cannot be made.
    """
    check_kinds(article, options, limits)
    names = _names(formats)
    results: dict[str, PublishedFile | FailedFormat] = {}
    exporters: dict[str, Exporter] = {}
    for name in names:
        try:
            exporters[name] = exporter_of(name, limits)
        except ContentError as error:
            results[name] = FailedFormat(name, error)
    bounds.check(article, options, limits)
    with deadline.within(limits.seconds):
        plain = _unprinted(article, options) if all(map(is_data, exporters.values())) else build(article, options)
    paths = _paths(place, plain, exporters, names, manifest=manifest)
    for folder in {path.parent for path in paths.values()}:
        sweep(folder)
    job = _Job(article, options, plain, limits)
    # The slow engine comes last: whoever waits has the rest.
    for name in sorted(exporters, key=lambda name: isinstance(exporters[name], Paged)):
        if progress:
            progress(name, None)
        to = paths[name] if isinstance(place, str | os.PathLike) else place
        results[name] = job.result(name, exporters[name], to)
        if progress:
            progress(name, results[name])
    in_order = [results[name] for name in names]
    files = tuple(one for one in in_order if isinstance(one, PublishedFile))
    failed = tuple(one for one in in_order if isinstance(one, FailedFormat))
    if not manifest or not files:
        return Published(files, failed)
    path = next(iter(paths.values())).with_name(manifests.NAME)
    try:
        write(path, manifests.as_json(plain, files, failed))
    except OutputError as error:
        return Published(files, (*failed, FailedFormat("manifest", error)))
    return Published(files, failed, path)


def exporter_of(name: str, limits: Limits) -> Exporter:
    """The exporter of a format that was named for one handout, which may be a command."""
    if not is_command(name):
        return get_exporter(name)
    from cma_content.exporting.exec_command import CommandExporter

    return CommandExporter(name, limits)


def check_kinds(article: object, options: object, limits: object) -> None:
    """Raises `UsageError` for what is no article, no options or no limits: a plug-in would be blamed for it."""
    if not isinstance(article, Article):
        raise UsageError(f"the first argument must be an Article, as load gives it, not {article!r:.60}")
    if not isinstance(options, RenderOptions | None):
        raise UsageError(f"the options must be RenderOptions(...), not {options!r:.60}")
    if not isinstance(limits, Limits):
        raise UsageError(f"the limits must be Limits(...), not {limits!r:.60}")


def _names(formats: Iterable[str]) -> list[str]:
    if isinstance(formats, str):
        raise UsageError(f"formats is a list of names: [{formats!r}]")
    names = list(dict.fromkeys(one if is_command(one) else format_of(one) for one in formats))
    if not names:
        raise UsageError("name at least one format, such as 'pdf'")
    return names


def _paths(
    place: os.PathLike[str] | str | BinaryIO,
    plain: Handout,
    exporters: Mapping[str, Exporter],
    names: list[str],
    *,
    manifest: bool,
) -> dict[str, Path]:
    """Where each format goes; nowhere where it goes to a stream. Makes the folder."""
    if not isinstance(place, str | os.PathLike):
        if isinstance(place, io.TextIOBase):
            raise UsageError("the stream takes text; a handout is bytes: open it in binary mode")
        if len(names) > 1 or manifest:
            raise UsageError(f"a stream takes one format and no manifest, not {', '.join(names)}")
        return {}
    if not os.fspath(place):
        raise UsageError("the place to write to has no name")
    path = Path(place)
    if not is_file(place):
        if unnamed := [name for name, exporter in exporters.items() if not exporter.suffix]:
            raise UsageError(f"{unnamed[0]} writes one file: name it with its ending, such as -o cards.txt")
        paths = paths_in(path, plain, exporters)
        if paths:
            make_folder(path)
    elif len(names) > 1:
        raise UsageError(f"{path} takes one format, not {', '.join(names)}: name a folder, or one format")
    else:
        for name, exporter in exporters.items():
            check_ending(path, name, exporter)
        paths = dict.fromkeys(exporters, path)
    if manifest and any(path.name.casefold() == manifests.NAME for path in paths.values()):
        raise UsageError(f"{manifests.NAME} is the manifest's name; choose another for the handout")
    return paths


@frozen
class _Job:
    article: Article
    options: RenderOptions | None
    plain: Handout
    limits: Limits

    def result(self, name: str, exporter: Exporter, to: Path | BinaryIO) -> PublishedFile | FailedFormat:
        """What becomes of one format."""
        started = time.perf_counter()
        try:
            if isinstance(to, Path):
                check_writable(to)
            content, handout = drawn(self.article, name, exporter, self.options, self.limits, [self.plain])
            engines = engines_of(name, exporter)
            if isinstance(to, Path):
                write(to, content)
            else:
                _send(to, content)
        except ContentError as error:
            return FailedFormat(name, error)
        return PublishedFile(
            name,
            to if isinstance(to, Path) else None,
            exporter.media_type,
            len(content),
            hashlib.sha256(content).hexdigest(),
            time.perf_counter() - started,
            handout.left_out,
            engines,
            handout=handout,
        )


def is_data(exporter: Exporter) -> bool:
    """Whether its files hold the article's data, since they differ by no choice: nothing is set for print."""
    return isinstance(exporter, Named) and not exporter.named_by


def _unprinted(article: Article, options: RenderOptions | None) -> Handout:
    """The handout of data, which nobody draws: of a whole guide, no section is made."""
    chosen = options or RenderOptions()
    if chosen.layout != "guide" or chosen.sections or chosen.omit:
        return build(article, options, as_typed=True)
    unprinted = replace(chosen, omit=tuple(section.id for section in article.sections))
    made = build(article, unprinted, as_typed=True)
    return replace(made, options=replace(made.options, omit=()))


def _send(stream: BinaryIO, content: bytes) -> None:
    try:
        stream.write(content)
        stream.flush()
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as error:
        raise OutputError(f"cannot write to the stream: {reason(error)}") from None
    except TypeError:
        raise UsageError("the stream takes text; a handout is bytes: open it in binary mode") from None

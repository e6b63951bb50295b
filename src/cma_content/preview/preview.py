"""A preview from its first build to its end."""

import secrets
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from cma_content.errors import UsageError
from cma_content.handout import Limits
from cma_content.handout.limits import USUAL
from cma_content.handout.options import RenderOptions
from cma_content.preview import drawing, watching
from cma_content.preview.building import build
from cma_content.preview.form import Form
from cma_content.preview.printer import Printer
from cma_content.preview.reply import PageReply
from cma_content.preview.server import Server
from cma_content.preview.session import Kind, Session
from cma_content.preview.sources import Sources

_TOKEN: Final = 24
"""Bytes of chance in the address."""


def preview(
    source: Path | None,
    options: RenderOptions,
    *,
    programs: Mapping[str, Path],
    port: int = 0,
    limits: Limits = USUAL,
    ready: Callable[[str], None],
) -> None:
    """Serves the page of an article on loopback until the thread is interrupted; `ready` is called with its address.

    `programs` may be chosen in the page, and the first is to begin with. Raises `MissingEngineError` without
    watchfiles, and `UsageError` where the port cannot be had.
    """
    watching.check_installed()
    names = tuple(programs)
    sources = Sources(source, programs)
    session = Session(options, names[0] if names else "", Form(programs=names))
    printer = Printer(limits)
    reply = PageReply(session, source.name if source else "the guide", names)
    try:
        server = Server(port, secrets.token_urlsafe(_TOKEN), reply)
    except OSError as error:
        raise UsageError(f"port {port} cannot be used: {error.strerror}; without --port, a free one is found") from None
    stop = threading.Event()
    draws: Mapping[Kind, drawing.Draw] = {"html": drawing.page(limits), "pdf": printer.draw}
    try:
        _start(watching.watch, sources.folders(), session.files_changed, stop)
        for kind, draw in draws.items():
            _start(build, session, sources, kind, draw, limits)
        ready(server.address)
        server.serve_forever(poll_interval=0.2)
    finally:
        stop.set()
        session.close()
        printer.close()
        server.server_close()


def _start(work: Callable[..., None], *arguments: object) -> None:
    threading.Thread(target=work, args=arguments, daemon=True).start()

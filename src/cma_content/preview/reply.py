"""What the page asks for: itself, the handouts, what happens, and other choices."""

import json
from collections.abc import Mapping
from html import escape
from http import HTTPStatus
from importlib.resources import files
from typing import Any, Final

from cma_content.design import tokens
from cma_content.diagnostics.escaping import escaped
from cma_content.errors import UsageError
from cma_content.preview import form
from cma_content.preview.faults import faults
from cma_content.preview.server import Handler
from cma_content.preview.session import KINDS, Kind, Session, State

_PULSE: Final = 10.0
"""Seconds of quiet after which a page is written to, so that one that is gone is found out."""
_PAGE_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
# The page reaches into it, to keep the place of the reader; nothing in it runs or asks for anything.
_HANDOUT_POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'; "
    "sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox"
)
# Browsers show a PDF by a page of their own, which another policy would keep from running.
_PDF_POLICY: Final = "frame-ancestors 'self'"
_HANDOUTS: Final[Mapping[str, tuple[Kind, str, str]]] = {
    "article.html": ("html", "text/html; charset=utf-8", _HANDOUT_POLICY),
    "article.pdf": ("pdf", "application/pdf", _PDF_POLICY),
}
_STATIC: Final = {"page.js": "text/javascript; charset=utf-8", "page.css": "text/css; charset=utf-8"}
_JSON: Final = "application/json"


class PageReply:
    """Answers from a session; `programs` are the names that may be chosen."""

    def __init__(self, session: Session, title: str, programs: tuple[str, ...]) -> None:
        self._session = session
        self._title = title
        self._programs = programs

    def get(self, path: str, handler: Handler) -> None:
        """The page, one of its parts, a handout, or the events."""
        if path == "":
            page = _file("page.html").replace("{title}", escape(escaped(self._title)))
            handler.send(page.encode(), "text/html; charset=utf-8", _PAGE_POLICY)
        elif path in _STATIC:
            handler.send((_colors() if path == "page.css" else "").encode() + _file(path).encode(), _STATIC[path])
        elif path in _HANDOUTS:
            kind, media_type, policy = _HANDOUTS[path]
            content = self._session.state.good[kind].content
            if not content:
                raise LookupError(path)
            handler.send(content, media_type, policy)
        elif path == "events":
            self._send_events(handler)
        else:
            raise LookupError(path)

    def post(self, path: str, body: bytes, handler: Handler) -> None:
        """Takes choices."""
        if path != "choices":
            raise LookupError(path)
        try:
            data = json.loads(body)
            view = data.pop("view", None) if isinstance(data, dict) else None
            if view not in KINDS:
                raise UsageError("these are no choices of this page")
            options, program = form.read(data, self._programs)
        except (ValueError, RecursionError) as error:
            message = str(error) if isinstance(error, UsageError) else "these are no choices of this page"
            answer = json.dumps({"message": message}).encode()
            return handler.send(answer, _JSON, status=HTTPStatus.BAD_REQUEST)
        self._session.choose(options, program, view)
        return handler.send(b"{}", _JSON)

    def _send_events(self, handler: Handler) -> None:
        """The state, at once and after each change, and what can be chosen where that is new."""
        handler.begin("text/event-stream")
        version, sent = 0, None
        while state := self._session.wait(version, _PULSE):
            if state.version == version and sent is not None:
                handler.wfile.write(b":\n\n")
                continue
            if state.form != sent:
                _send_event(handler, "form", state.form.to_dict())
            _send_event(handler, "state", as_data(state))
            version, sent = state.version, state.form
        _send_event(handler, "end", {})


def as_data(state: State) -> dict[str, Any]:
    """A state as plain data."""
    kinds: dict[str, Any] = {
        kind: {
            "shown": state.good[kind].number,
            "old": state.good[kind].number > 0 and state.last[kind].error is not None,
            "building": state.request.number > state.last[kind].number,
            "faults": faults(state.last[kind].error),
            "notes": state.good[kind].notes,
            "seconds": round(state.last[kind].seconds, 2),
        }
        for kind in KINDS
    }
    choices = form.chosen(state.request.options, state.request.program)
    return {"number": state.request.number, "view": state.view, "choices": choices, **kinds}


def _send_event(handler: Handler, name: str, data: Mapping[str, Any]) -> None:
    handler.wfile.write(f"event: {name}\ndata: {json.dumps(data)}\n\n".encode())


def _file(name: str) -> str:
    return (files("cma_content.preview") / name).read_text("utf-8")


def _colors() -> str:
    look = tokens.design()
    dark = tokens.variables(look.dark)
    return f"{tokens.variables(look.colors)}@media (prefers-color-scheme: dark) {{\n{dark}}}\n"

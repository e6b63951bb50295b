"""The page on loopback: one token, one host, two methods; bounded in connections, in bytes and in time."""

import hmac
import socket
import sys
import threading
import time
from collections.abc import Callable, Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final, Protocol

HOST: Final = "127.0.0.1"
MOST_CONNECTIONS: Final = 48
"""Each page holds one open; what comes beyond them is hung up on."""
MOST_BYTES: Final = 16_000
"""Of what is posted."""
SECONDS: Final = 5.0
"""For a request to arrive in full."""
_METHODS: Final = ("GET", "POST")
_ALWAYS: Final[Mapping[str, str]] = {
    "Cache-Control": "no-store",
    "Connection": "close",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_NOTHING: Final = "default-src 'none'; frame-ancestors 'none'"


class Reply(Protocol):
    """What answers a request; `path` is what stands behind the token."""

    def get(self, path: str, handler: "Handler") -> None:
        """Answers, or raises `LookupError` where there is nothing."""

    def post(self, path: str, body: bytes, handler: "Handler") -> None:
        """The same for what was posted."""


class Handler(BaseHTTPRequestHandler):
    """One request; whatever is wrong with it is answered by a number alone."""

    server: "Server"
    protocol_version = "HTTP/1.1"
    timeout = SECONDS

    def parse_request(self) -> bool:
        """Whether there is a request to answer; refuses all that has not the host and the token."""
        return super().parse_request() and self._is_allowed()

    def do_GET(self) -> None:
        """What is shown."""
        self.server.arrived(self.connection)
        self._answer(lambda: self.server.reply.get(self._rest, self))

    def do_POST(self) -> None:
        """What was chosen."""
        length = self.headers.get("Content-Length", "")
        if not (length.isascii() and length.isdigit()) or "Transfer-Encoding" in self.headers:
            return self.send_error(HTTPStatus.LENGTH_REQUIRED)
        if len(length) > len(str(MOST_BYTES)) or int(length) > MOST_BYTES:
            return self.send_error(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        body = self.rfile.read(int(length))
        self.server.arrived(self.connection)
        if len(body) == int(length):
            self._answer(lambda: self.server.reply.post(self._rest, body, self))
        return None

    def send(self, content: bytes, kind: str, policy: str = _NOTHING, status: HTTPStatus = HTTPStatus.OK) -> None:
        """A whole answer, under a content security policy."""
        self.begin(kind, policy, len(content), status)
        self.wfile.write(content)

    def begin(
        self, kind: str, policy: str = _NOTHING, length: int | None = None, status: HTTPStatus = HTTPStatus.OK
    ) -> None:
        """The head of an answer; without a length, it goes on until it is closed."""
        self.close_connection = True
        self.send_response_only(status)
        lengths = {} if length is None else {"Content-Length": str(length)}
        for name, value in {**_ALWAYS, "Content-Type": kind, "Content-Security-Policy": policy, **lengths}.items():
            self.send_header(name, value)
        self.end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002
        """A number; a page of the base class would hold what was asked for."""
        self.send(b"", "text/plain; charset=utf-8", status=HTTPStatus(code))

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - as the base class names it
        """Nothing is logged: each line would hold the token."""

    def _is_allowed(self) -> bool:
        hosts = self.headers.get_all("Host", [])
        token, _, rest = self.path.removeprefix("/").partition("/")
        self._rest = rest.partition("?")[0]
        if hosts not in self.server.hosts:
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
        elif not hmac.compare_digest(token.encode(), self.server.token.encode()) or "/" not in self.path[1:]:
            self.send_error(HTTPStatus.NOT_FOUND)
        elif self.command not in _METHODS:
            self.send_error(HTTPStatus.METHOD_NOT_ALLOWED)
        elif not self._is_own():
            self.send_error(HTTPStatus.FORBIDDEN)
        else:
            return True
        return False

    def _is_own(self) -> bool:
        """Whether no other page of the browser makes the request, as far as the browser says."""
        origin, site = self.headers.get("Origin"), self.headers.get("Sec-Fetch-Site", "none")
        is_link = self.command == "GET" and self.headers.get("Sec-Fetch-Mode") == "navigate"
        return origin in (None, *self.server.origins) and (site in ("none", "same-origin") or is_link)

    def _answer(self, answer: Callable[[], None]) -> None:
        try:
            answer()
        except LookupError:
            self.send_error(HTTPStatus.NOT_FOUND)
        except OSError:
            raise
        except Exception:
            # An error of ours; the page says that it gets no answer.
            self.send_error(HTTPStatus.INTERNAL_SERVER_ERROR)


class Server(ThreadingHTTPServer):
    """Serves `reply` on a port of loopback, any that is free for port 0; raises `OSError` where that is taken."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = MOST_CONNECTIONS
    # Nobody else may listen beside us; Windows would let them.
    allow_reuse_address = sys.platform != "win32"

    def __init__(self, port: int, token: str, reply: Reply) -> None:
        self.token = token
        self.reply = reply
        self._free = threading.BoundedSemaphore(MOST_CONNECTIONS)
        self._lock = threading.Lock()
        self._arriving: dict[Any, float] = {}
        super().__init__((HOST, port), Handler)
        names = [f"{name}:{self.server_port}" for name in (HOST, "localhost")]
        self.hosts = [[name] for name in names]
        self.origins = [f"http://{name}" for name in names]

    @property
    def address(self) -> str:
        """What to open in the browser."""
        return f"{self.origins[0]}/{self.token}/"

    def server_bind(self) -> None:
        """Binds without looking up the name of the host, which may ask the network."""
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = HOST, self.server_address[1]

    def process_request(self, request: Any, client_address: Any) -> None:
        """Answers in a thread, where one is free."""
        if not self._free.acquire(blocking=False):
            return self.shutdown_request(request)
        with self._lock:
            self._arriving[request] = time.monotonic()
        return super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Gives the thread back at its end."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self.arrived(request)
            self._free.release()

    def arrived(self, request: Any) -> None:
        """A request is there in full; it may be answered for as long as that takes."""
        with self._lock:
            self._arriving.pop(request, None)

    def service_actions(self) -> None:
        """Hangs up on whoever takes too long for a request; called a few times a second."""
        with self._lock:
            overdue = [request for request, since in self._arriving.items() if time.monotonic() - since > SECONDS]
        for request in overdue:
            try:
                request.shutdown(socket.SHUT_RDWR)
            except OSError:
                self.arrived(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Nothing: a reader who leaves, or says nothing, is no fault."""

"""The preview: what it answers and refuses, in which order builds are shown, and what a saved file changes."""

import contextlib
import http.client
import json
import re
import socket
import threading
import time
import webbrowser
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from cma_content import Article, ContentError, LimitError, Limits, MissingEngineError, OutputError, RenderOptions
from cma_content.cli import main
from cma_content.diagnostics import rules
from cma_content.diagnostics.install_lines import packages
from cma_content.diagnostics.problem import Problem, Text
from cma_content.errors import ArticleError, DeadlineError, UsageError
from cma_content.loading.loader import Loaded, read_text
from cma_content.loading.templates import ARTICLE
from cma_content.preview import drawing, form, printer, reply, server, watching
from cma_content.preview.building import build, located
from cma_content.preview.faults import faults
from cma_content.preview.form import Form
from cma_content.preview.printer import Printer
from cma_content.preview.reply import PageReply, as_data
from cma_content.preview.server import MOST_BYTES, MOST_CONNECTIONS, Server
from cma_content.preview.session import Kind, Outcome, Session
from cma_content.preview.sources import Sources
from cma_content.testing.articles import KITCHEN_SINK

ARTICLES = Path(__file__).parent / "articles"
TOKEN = "a-token-of-this-test"  # noqa: S105 - of nothing else
SHEET = RenderOptions(layout="fact-sheet")


def new_session() -> Session:
    """One that shows a web page."""
    session = Session(RenderOptions(), form=Form((("US-WA", "Washington"),), (("day", "A Day"),), ("ours.yaml",)))
    session.finish("html", Outcome(1, b"<p>words"))
    return session


@contextlib.contextmanager
def listening(session: Session) -> Iterator[Server]:
    """A preview that listens, without a builder."""
    served = Server(0, TOKEN, PageReply(session, "a <b>.yaml", ("ours.yaml",)))
    thread = threading.Thread(target=served.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield served
    finally:
        session.close()
        served.shutdown()
        thread.join()
        served.server_close()


@pytest.fixture(name="session")
def _session() -> Iterator[Session]:
    session = new_session()
    yield session
    session.close()


@pytest.fixture(name="served")
def _served(session: Session) -> Iterator[Server]:
    with listening(session) as served:
        yield served


@pytest.fixture(name="refusing", scope="module")
def _refusing() -> Iterator[tuple[Server, Session]]:
    """One for all that change nothing in it."""
    session = new_session()
    with listening(session) as served:
        yield served, session


def ask(
    served: Server, path: str, method: str = "GET", body: bytes | None = None, headers: Mapping[str, str] | None = None
) -> tuple[int, bytes, http.client.HTTPMessage]:
    """The status, the content and the headers of an answer; a path is one behind the token."""
    connection = http.client.HTTPConnection("127.0.0.1", served.server_port, timeout=10)
    path = path if path.startswith("/") else f"/{TOKEN}/{path}"
    connection.request(method, path, body, headers or {})
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer.status, content, answer.headers


def send(served: Server, raw: bytes) -> bytes:
    """What comes back for bytes that are no proper request."""
    with socket.create_connection(("127.0.0.1", served.server_port), timeout=10) as connection:
        connection.sendall(raw)
        return connection.makefile("rb").read()


def choices(**changes: object) -> bytes:
    """What the page posts."""
    return json.dumps({"view": "html"} | form.chosen(RenderOptions(), "") | changes).encode()


def test_the_page_and_its_parts_are_served_under_their_policies(refusing: tuple[Server, Session]) -> None:
    """The page runs our script alone; the handout runs nothing, and neither asks another host or is framed by one."""
    served, _ = refusing
    status, page, headers = ask(served, "")
    policies = {path: ask(served, path)[2]["Content-Security-Policy"] for path in ("", "article.html?1", "page.js")}

    assert status == 200
    assert b"<h1>Preview of a &lt;b&gt;.yaml</h1>" in page
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert "Access-Control-Allow-Origin" not in headers
    assert all(policy.startswith("default-src 'none'") for policy in policies.values())
    assert "script-src 'self'" in policies[""]
    assert "frame-ancestors 'none'" in policies[""]
    assert "script-src" not in policies["article.html?1"]
    assert "sandbox" in policies["article.html?1"]
    assert "allow-scripts" not in policies["article.html?1"]
    assert b"--accent: #0b5563" in ask(served, "page.css")[1]


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/", {}, 404),
        (f"/{TOKEN}", {}, 404),
        (f"/{TOKEN[:-1]}/", {}, 404),
        (f"/{TOKEN}x/article.html", {}, 404),
        ("/%FF/", {}, 404),
        (f"http://evil.example/{TOKEN}/", {}, 404),
        ("../../etc/passwd", {}, 404),
        ("..%2f..%2fetc%2fpasswd", {}, 404),
        ("page.py", {}, 404),
        ("article.pdf", {}, 404),
        ("choices", {}, 404),
        ("", {"Host": "evil.example"}, 421),
        ("", {"Host": "127.0.0.1"}, 421),
        ("", {"Host": "localhost:{port}"}, 200),
        ("", {"Origin": "https://evil.example"}, 403),
        ("", {"Origin": "null"}, 403),
        ("page.js", {"Sec-Fetch-Site": "cross-site"}, 403),
        ("", {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}, 200),
    ],
)
def test_who_has_not_the_address_gets_nothing(
    path: str, headers: dict[str, str], status: int, refusing: tuple[Server, Session]
) -> None:
    """No other host name, no other page, no other file; a refusal has no content that could say more."""
    served, _ = refusing
    headers = {name: value.format(port=served.server_port) for name, value in headers.items()}
    found, content, _ = ask(served, path, headers=headers)

    assert found == status
    assert bool(content) == (status == 200)


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "PUT", "DELETE", "TRACE", "CONNECT", "NONSENSE"])
def test_two_methods_are_answered(method: str, refusing: tuple[Server, Session]) -> None:
    """No other, with the token or without it."""
    served, _ = refusing
    assert ask(served, "", method)[0] == 405
    assert ask(served, "/", method)[0] == 404


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (b"nonsense\r\n\r\n", b"400"),
        (b"GET / HTTP/9.9\r\n\r\n", b"505"),
        (b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n", b"414"),
        (b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 200 + b"\r\n", b"431"),
        (b"GET /%b/ HTTP/1.1\r\n\r\n" % TOKEN.encode(), b"421"),
        (b"GET /%b/ HTTP/1.1\r\nHost: evil.example\r\nHost: 127.0.0.1:%d\r\n\r\n", b"421"),
        (b"POST /%b/choices HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n", b"411"),
        (b"POST /%b/choices HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Length: -1\r\n\r\n", b"411"),
        (b"POST /%b/choices HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Length: 99999999999\r\n\r\n", b"413"),
        (b"POST /%b/choices HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nTransfer-Encoding: chunked\r\n\r\n", b"411"),
    ],
)
def test_what_is_no_request_is_refused_by_a_number(raw: bytes, status: bytes, refusing: tuple[Server, Session]) -> None:
    """Whatever its size, and nothing of it comes back."""
    served, _ = refusing
    if b"%d" in raw:
        raw = raw % (*[TOKEN.encode()] * raw.count(b"%b"), served.server_port)
    answer = send(served, raw)

    if status in (b"400", b"505") and b"HTTP/" not in answer:
        # Before Python 3.14, what is not even HTTP/1 got no number.
        return
    assert answer.split()[1] == status
    assert answer.endswith(b"\r\n\r\n")
    assert b"Content-Length: 0\r\n" in answer


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff",
        b"[]",
        b"{}",
        b"[" * 15_000,
        choices(view="exe"),
        choices(layout="poster"),
        choices(layout=[]),
        choices(audience=[]),
        choices(audience=[{}]),
        choices(region=1),
        choices(sections=[str(number) for number in range(21)]),
        choices(cover="yes"),
        choices(program="/etc/passwd"),
        choices(program=["ours.yaml"]),
        choices(more=1),
    ],
)
def test_what_are_no_choices_changes_nothing(body: bytes, refusing: tuple[Server, Session]) -> None:
    """And the page gets a sentence that it can show."""
    served, session = refusing
    status, content, _ = ask(served, "choices", "POST", body)

    assert status == 400
    assert json.loads(content)["message"]
    assert session.state.request.number == 1


def test_choices_are_taken(served: Server, session: Session) -> None:
    """Once, however often they are sent; another page of the browser cannot send any."""
    body = choices(view="pdf", layout="fact-sheet", region="WA", program="ours.yaml")
    for _ in range(2):
        assert ask(served, "choices", "POST", body)[0] == 200
    assert ask(served, "choices", "POST", choices(), {"Origin": "https://evil.example"})[0] == 403
    assert ask(served, "choices", "POST", choices(region="A" * MOST_BYTES))[0] == 413
    assert ask(served, "page.css", "POST", body)[0] == 404
    request = session.state.request

    assert (request.number, request.program, session.state.view) == (2, "ours.yaml", "pdf")
    assert request.options == RenderOptions(layout="fact-sheet", region="WA")


def test_events_tell_the_state_at_once_and_after_each_change(served: Server, session: Session) -> None:
    """What can be chosen comes where it is new; at the end the page is told."""
    connection = http.client.HTTPConnection("127.0.0.1", served.server_port, timeout=10)
    connection.request("GET", f"/{TOKEN}/events")
    answer = connection.getresponse()

    def event() -> tuple[str, Any]:
        name, data, _ = (answer.readline().decode() for _ in range(3))
        return name.removeprefix("event: ").strip(), json.loads(data.removeprefix("data: "))

    name, offered = event()
    assert (name, offered["regions"], offered["layout"]) == (
        "form",
        [["US-WA", "Washington"]],
        ["guide", "fact-sheet", "two-sided"],
    )
    name, state = event()
    assert (name, state["number"], state["html"]["shown"], state["html"]["building"]) == ("state", 1, 1, False)
    session.files_changed()
    assert event()[1]["html"]["building"]
    session.finish("html", Outcome(2, error=LimitError(["too long"], ["items"])))
    state = event()[1]["html"]
    assert (state["shown"], state["old"], state["faults"]) == (1, True, [{"message": "too long"}])
    session.offer(Form())
    assert event()[0] == "form"
    event()
    session.close()
    assert event() == ("end", {})
    connection.close()


def test_a_page_is_written_to_where_nothing_happens(
    served: Server, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By lines that say nothing, so that one that is gone is found out; the state follows once there is another."""
    monkeypatch.setattr(reply, "_PULSE", 0.01)
    connection = http.client.HTTPConnection("127.0.0.1", served.server_port, timeout=10)
    connection.request("GET", f"/{TOKEN}/events")
    answer = connection.getresponse()
    lines = [answer.readline() for _ in range(8)]
    session.files_changed()
    while not (line := answer.readline()).startswith(b"event"):
        lines.append(line)
    connection.close()

    assert [line for line in lines[:6] if line.startswith(b"event")] == [b"event: form\n", b"event: state\n"]
    assert lines[6:] == [b":\n", b"\n"] * (len(lines[6:]) // 2)
    assert line == b"event: state\n"


def test_half_a_request_is_no_choice(served: Server, session: Session) -> None:
    """Whoever hangs up before all is said has said nothing, and gets nothing."""
    head = f"POST /{TOKEN}/choices HTTP/1.1\r\nHost: 127.0.0.1:{served.server_port}\r\n"
    body = choices(view="pdf")
    with socket.create_connection(("127.0.0.1", served.server_port), timeout=10) as connection:
        connection.sendall(f"{head}Content-Length: {len(body) + 1}\r\n\r\n".encode() + body)
        connection.shutdown(socket.SHUT_WR)
        assert connection.makefile("rb").read() == b""

    assert (session.state.request.number, session.state.view) == (1, "html")


def test_an_error_of_ours_is_answered_by_a_number(
    served: Server, session: Session, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The page says that it gets no answer; a reader who is gone gets none, and neither is printed."""

    def fail(error: Exception) -> None:
        raise error

    for error, status in ((ZeroDivisionError("ours"), b"500"), (ConnectionResetError("gone"), None)):
        monkeypatch.setattr(session, "choose", lambda *_, error=error: fail(error))
        head = f"POST /{TOKEN}/choices HTTP/1.1\r\nHost: 127.0.0.1:{served.server_port}\r\n"
        answer = send(served, f"{head}Content-Length: {len(choices())}\r\n\r\n".encode() + choices())
        assert answer.split()[1:2] == ([status] if status else [])
    assert capsys.readouterr() == ("", "")


def test_whoever_is_slow_is_hung_up_on_and_whoever_comes_in_masses_waits(
    served: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A request that trickles in holds a thread for a moment, and as many as there are threads keep nobody out."""
    monkeypatch.setattr(server, "SECONDS", 0.05)
    slow = [socket.create_connection(("127.0.0.1", served.server_port), timeout=10) for _ in range(MOST_CONNECTIONS)]
    for connection in slow:
        connection.sendall(b"GET / HTTP/1.1\r\nA: ")
    started = time.monotonic()
    while time.monotonic() - started < 10:
        try:
            status = ask(served, "")[0]
            break
        except (http.client.HTTPException, OSError):
            time.sleep(0.02)
    for connection in slow:
        connection.close()

    assert status == 200


def test_the_one_beyond_all_threads_is_hung_up_on_and_who_has_left_is_forgotten(
    served: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither keeps anything of the server."""
    monkeypatch.setattr(served, "_free", threading.BoundedSemaphore(0))
    with socket.create_connection(("127.0.0.1", served.server_port), timeout=10) as connection:
        assert connection.makefile("rb").read() == b""

    gone = socket.socket()
    gone.close()
    served._arriving[gone] = time.monotonic() - server.SECONDS - 1
    served.service_actions()
    assert gone not in served._arriving


def test_a_stale_build_never_overtakes_a_newer_one(session: Session) -> None:
    """The second starts while the first is at work, ends before it, and stays."""
    session.files_changed()
    session.files_changed()
    first, second = 2, 3
    assert session.is_stale(first)
    assert not session.is_stale(second)
    assert session.finish("html", Outcome(second, b"new"))
    assert not session.finish("html", Outcome(first, b"old"))
    assert not session.finish("html", Outcome(first, error=ContentError("old")))

    assert session.state.good["html"].content == b"new"
    assert session.state.last["html"].error is None


class Slow:
    """Draws what a test lets it draw, and notes the options of what it began."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.go = threading.Event()
        self.ended = threading.Event()

    def __call__(self, _: Article, options: RenderOptions, unwanted: Callable[[], bool]) -> drawing.Made:
        self.begun.append(options.layout)
        while not self.go.wait(0.01):
            if unwanted():
                self.ended.set()
                raise DeadlineError("not wanted")
        return options.layout.encode(), ()


class Same(Sources):
    """Gives one article for each revision."""

    def __init__(self, loaded: Loaded[Article]) -> None:
        super().__init__(None, {})
        self._same = loaded

    def read(self, _: int) -> Loaded[Article]:
        return self._same


@pytest.fixture(name="building")
def _building(session: Session) -> Iterator[Callable[[Kind, drawing.Draw], None]]:
    """Starts a builder for what is requested next."""
    session.files_changed()
    sources = Same(read_text(ARTICLE, name="my-article.yaml"))
    threads: list[threading.Thread] = []

    def start(kind: Kind, draw: drawing.Draw) -> None:
        threads.append(threading.Thread(target=build, args=(session, sources, kind, draw, Limits())))
        threads[-1].start()

    yield start
    session.close()
    for thread in threads:
        thread.join()


def until(session: Session, holds: Callable[[], bool]) -> None:
    """Waits for a state; fails where it does not come."""
    end, version = time.monotonic() + 20, 0
    while not holds():
        assert time.monotonic() < end
        state = session.wait(version, 0.1)
        version = state.version if state else version


def test_what_nobody_waits_for_is_dropped_and_the_newest_alone_is_built(
    session: Session, building: Callable[[Kind, drawing.Draw], None]
) -> None:
    """Of three requests while the first is drawn, the last; that the first was dropped is no news."""
    slow = Slow()
    building("html", slow)
    until(session, lambda: slow.begun == ["guide"])
    with session._changed:
        session.files_changed()
        session.choose(RenderOptions(layout="two-sided"), "", "html")
        session.choose(SHEET, "", "html")
    assert slow.ended.wait(10)
    slow.go.set()
    until(session, lambda: session.state.last["html"].number == 5)

    assert slow.begun == ["guide", "fact-sheet"]
    assert session.state.good["html"].content == b"fact-sheet"
    assert session.state.last["html"].error is None


def test_only_what_is_looked_at_is_built(session: Session, building: Callable[[Kind, drawing.Draw], None]) -> None:
    """A PDF takes its time, so it is built while it is shown."""
    slow = Slow()
    slow.go.set()
    building("pdf", slow)
    building("html", lambda *_: (b"page", ()))
    until(session, lambda: session.state.last["html"].number == 2)
    assert slow.begun == []
    session.choose(RenderOptions(), "", "pdf")
    until(session, lambda: session.state.last["pdf"].number == 2)
    session.files_changed()
    until(session, lambda: session.state.last["pdf"].number == 3)

    assert session.state.last["html"].number == 2


def test_a_page_that_takes_long_ends_where_nobody_wants_it(
    kitchen_sink: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that does not comes to its end: whoever saves at each key press sees it."""
    draw = drawing.page(Limits())
    assert draw(kitchen_sink, RenderOptions(), lambda: True)[0].startswith(b"<!DOCTYPE html>")
    monkeypatch.setattr(drawing, "_PATIENCE", 0)
    assert draw(kitchen_sink, RenderOptions(), lambda: False)[0]
    with pytest.raises(DeadlineError, match="not wanted"):
        draw(kitchen_sink, RenderOptions(), lambda: True)


def test_every_error_is_shown_and_the_preview_goes_on(
    session: Session, building: Callable[[Kind, drawing.Draw], None]
) -> None:
    """Those of an engine or a limit, and those of ours."""
    errors = [MissingEngineError("no Pango"), DeadlineError("too long"), LimitError(["much"], ["items"]), KeyError("x")]
    shown = []
    turn = iter(errors)

    def draw(*_: object) -> drawing.Made:
        if error := next(turn, None):
            raise error
        return b"page", ("Left out",)

    building("html", draw)
    for _ in range(5):
        until(session, lambda: not session.is_due("html"))
        shown.append(str(session.state.last["html"].error))
        session.files_changed()

    assert shown[:3] == ["no Pango", "too long", "much"]
    assert shown[3].startswith("internal error of cma_content: KeyError: 'x'\nPlease report it")
    assert shown[4] == "None"
    assert as_data(session.state)["html"]["notes"] == ("Left out",)


def test_what_stops_the_drawing_is_shown_at_its_line() -> None:
    """Where `check` finds it, as what is too much to print; else as it is."""
    loaded, error = read_text(ARTICLE, name="my-article.yaml"), OutputError("it cannot be drawn")
    at_line = located(error, loaded, Limits(blocks=1), lambda: False)

    assert isinstance(at_line, ArticleError)
    assert [(one.file, one.code, bool(one.excerpt)) for one in at_line.problems] == [("my-article.yaml", "CC712", True)]
    assert located(error, loaded, Limits(), lambda: False) is error


def test_a_page_that_passes_a_limit_is_its_error(kitchen_sink: Article) -> None:
    """That of the one file, which `publish` would report among others."""
    with pytest.raises(LimitError, match="output_bytes"):
        drawing.drawn(kitchen_sink, "json", RenderOptions(), Limits(output_bytes=9))


def test_a_save_that_changes_nothing_shows_nothing_anew(session: Session) -> None:
    """The page would blink for it."""
    session.files_changed()
    session.finish("html", Outcome(2, b"<p>words"))

    assert as_data(session.state)["html"] | {"seconds": 0} == {
        "shown": 1,
        "old": False,
        "building": False,
        "faults": [],
        "notes": (),
        "seconds": 0,
    }


def test_a_problem_is_shown_with_its_line_and_what_is_wrong_in_it() -> None:
    """As much of a line as tells, whatever its length; what does not show is spelled out."""
    line = "a" * 100 + "\u202ebad" + "z" * 9_000
    mark = Text("my\n.yaml", ["before", line]).mark(1, 100, 4)
    (fault,) = faults(ArticleError([mark.problem(rules.EMPTY, "no words", hint="write some")]))
    (general,) = faults(UsageError("there is no region"))
    many = [Problem(rules.EMPTY, "a", number, 1, "m") for number in range(1, 300)]

    assert fault["excerpt"] == [
        {"line": 1, "parts": ["before"]},
        {"line": 2, "parts": ["a" * 60, "\\u202ebad", "z" * 120]},
    ]
    assert (fault["file"], fault["line"], fault["column"]) == ("my\\n.yaml", 2, 101)
    assert fault["details"] == {"hint": "write some"}
    assert general == {"message": "there is no region"}
    assert [len(faults(ArticleError(many))), faults(ArticleError(many))[-1]] == [201, {"message": "and 99 more"}]


def test_each_revision_is_read_once(tmp_path: Path) -> None:
    """An error too; a program is read with it."""
    path, program = tmp_path / "a.yaml", tmp_path / "p.yaml"
    path.write_bytes(KITCHEN_SINK.read_bytes())
    sources = Sources(path, {"p.yaml": program})
    loaded = sources.read(1)
    path.write_text("title: [", "utf-8")

    assert sources.read(1) is loaded
    with pytest.raises(ArticleError) as caught:
        sources.read(2)
    with pytest.raises(ArticleError) as again:
        sources.read(2)
    assert again.value is caught.value
    assert sources.folders() == (tmp_path,)


def test_a_link_is_watched_where_it_leads(tmp_path: Path) -> None:
    """Beside the folder where it stands."""
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.yaml").touch()
    (tmp_path / "a.yaml").symlink_to(tmp_path / "real" / "a.yaml")

    assert Sources(tmp_path / "a.yaml", {}).folders() == (tmp_path, tmp_path / "real")
    (folder,) = Sources(None, {}).folders()
    assert folder.name == "cma_content_data"


def test_a_saved_file_counts(tmp_path: Path) -> None:
    """Written in place or put in the place of the old; what an editor keeps for itself does not."""
    changed, stop = threading.Event(), threading.Event()
    thread = threading.Thread(target=watching.watch, args=([tmp_path, tmp_path / "none"], changed.set, stop))
    thread.start()
    try:
        end = time.monotonic() + 20
        while not changed.wait(0.05) and time.monotonic() < end:
            (tmp_path / "part.txt").write_text(str(time.monotonic()), "utf-8")
        assert changed.is_set()
    finally:
        stop.set()
        thread.join()
    assert all(watching.is_source(None, f"/x/{name}") for name in ("a.yaml", "wages.csv", "logo.png"))
    assert not any(watching.is_source(None, f"/x/{name}") for name in (".a.yaml.swp", "a.yaml~", "#a.yaml#"))


def test_saves_are_seen_whatever_the_system_watches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that is made anew is watched anew; where the system has no more watches, files are looked at."""
    folder, polled, changes, stop = tmp_path / "mine", [], [], threading.Event()
    folder.mkdir()

    def watch(*folders: Path, force_polling: bool | None, **_: object) -> Iterator[set[tuple[int, str]]]:
        polled.append((folders, force_polling))
        match len(polled):
            case 1:
                folder.rmdir()
                yield set()
            case 2:
                folder.mkdir()
                raise OSError("inotify watch limit reached")
            case _:
                stop.set()
                yield {(1, "a.yaml")}

    monkeypatch.setattr("watchfiles.watch", watch)
    monkeypatch.setattr(watching, "_AGAIN", 0)
    watching.watch([folder], lambda: changes.append(len(polled)), stop)

    assert polled == [((folder,), None), ((), None), ((folder,), True)]
    assert changes == [1, 2, 3]


def test_a_printer_that_is_closed_starts_no_other_process(
    kitchen_sink: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where it was at work on what nobody wants."""
    started: list[object] = []

    class Idle:
        def __init__(self, number: int) -> None:
            started.append(number)

        def submit(self, *_: object) -> Future[drawing.Made]:
            return Future()

        def stop(self) -> None:
            pass

    monkeypatch.setattr(printer, "Workers", Idle)
    monkeypatch.setattr(printer, "_LOOK", 0)
    monkeypatch.setattr(printer, "_PATIENCE", 0)
    pdfs = Printer(Limits())
    with pytest.raises(DeadlineError):
        pdfs.draw(kitchen_sink, SHEET, lambda: True)
    assert started == [1, 1]
    with pytest.raises(DeadlineError):
        pdfs.draw(kitchen_sink, SHEET, lambda: not pdfs.close())  # type: ignore[func-returns-value]
    assert started == [1, 1]


def test_a_printer_draws_stops_and_starts_again(kitchen_sink: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a process that is warm for the next, and is ended where nobody wants what it draws."""
    monkeypatch.setattr(printer, "_PATIENCE", 0.1)
    pdfs = Printer(Limits())
    try:
        with pytest.raises(DeadlineError):
            pdfs.draw(kitchen_sink, SHEET, lambda: True)
        first, notes = pdfs.draw(kitchen_sink, SHEET, lambda: False)
        with pytest.raises(UsageError, match="no region"):
            pdfs.draw(kitchen_sink, RenderOptions(region="Atlantis"), lambda: False)
        assert (first[:5], notes) == (b"%PDF-", ())
        assert first == drawing.drawn(kitchen_sink, "pdf", SHEET, Limits())[0]
        threading.Timer(0.5, pdfs.close).start()
        with pytest.raises(OutputError, match="ended by signal 9"):
            pdfs.draw(kitchen_sink, RenderOptions(), lambda: False)
    finally:
        pdfs.close()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere.yaml"], "there is no file nowhere.yaml"),
        (["-"], "preview needs an article in a file"),
        (["--program", "nowhere.yaml"], "there is no file nowhere.yaml"),
        (["--layout", "two-sided", "--sections", "day"], "a two-sided has no sections"),
        (["--port", "70000"], "write a number from 1 to 65535"),
    ],
)
def test_wrong_usage_is_reported_before_anything_listens(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the exit code of wrong usage."""
    assert main(["preview", *arguments]) == 2
    assert message in capsys.readouterr().err


def test_the_browser_is_opened_on_request_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """At the address that is printed, a new secret each time."""
    opened: list[str] = []
    article = tmp_path / "my-article.yaml"
    article.write_text(ARTICLE, "utf-8")

    def open_second(address: str) -> bool:
        opened.append(address)
        return len(opened) > 1

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(webbrowser, "open", open_second)
    monkeypatch.setattr(Server, "serve_forever", interrupt)
    assert main(["preview", str(article), "--open"]) == 130
    assert main(["preview", str(article)]) == 130
    output = capsys.readouterr()
    first, second = re.findall(r"^  (http://127\.0\.0\.1:\d+/[\w-]{32}/)$", output.out, re.MULTILINE)

    assert opened == [first]
    assert first.split("/")[3] != second.split("/")[3]
    assert "open the address by hand" in output.err
    monkeypatch.setattr(Server, "serve_forever", lambda *_, **__: None)
    assert main(["preview", str(article), "--open"]) == 0
    assert capsys.readouterr().err == ""


def test_a_port_that_is_taken_is_reported(served: Server, capsys: pytest.CaptureFixture[str]) -> None:
    """With what to do."""
    assert main(["preview", "--port", str(served.server_port)]) == 2
    assert f"port {served.server_port} cannot be used" in capsys.readouterr().err


def test_without_watchfiles_the_line_that_installs_it_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before anything listens."""
    monkeypatch.setitem(__import__("sys").modules, "watchfiles", None)

    assert main(["preview"]) == 4
    assert packages("preview") in capsys.readouterr().err

"""Exports that are stopped, that have no room or a strange clock: files are whole, nothing is left, codes are right."""

import errno
import fcntl
import io
import os
import signal
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from campaigns.kills import ARTICLE, command

from cma_content import Article, OutputError, export, publish
from cma_content.cli import main, signals
from cma_content.publishing import drafts
from cma_content.publishing.files import write

SLOW_WRITE = (
    "import os, signal, sys, time\n"
    "from cma_content import cli\n"
    "def wait(*_):\n"
    "    print('writing', flush=True)\n"
    "    time.sleep(60)\n"
    "os.fsync = wait\n"
    "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    "sys.exit(cli.main(sys.argv[3:]))\n"
)
"""An export that stays for a minute where its draft is complete and has not got its name."""
DRAFT = ".cma-content-0123456789abcdef.part"


@pytest.fixture(name="writing")
def _writing(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Such an export to the folder, over a file that is there."""
    (tmp_path / "kitchen-sink.json").write_bytes(b"old")
    line = [sys.executable, "-c", SLOW_WRITE, *command(tmp_path, "json")[1:]]
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "writing\n"
        yield process
        process.kill()


def names(folder: Path) -> list[str]:
    """What is in a folder."""
    return sorted(os.listdir(folder))


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_stopped_export_leaves_nothing_and_says_by_its_code_what_stopped_it(
    number: signal.Signals, code: int, writing: subprocess.Popen[str], tmp_path: Path
) -> None:
    """The draft is gone, the file is as it was."""
    assert len(names(tmp_path)) == 2
    writing.send_signal(number)
    _, message = writing.communicate(timeout=20)

    assert (writing.returncode, message) == (code, "Stopped.\n")
    assert names(tmp_path) == ["kitchen-sink.json"]
    assert (tmp_path / "kitchen-sink.json").read_bytes() == b"old"


def test_a_stop_in_the_first_moment_of_a_draft_leaves_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When it has its name and nothing else yet."""

    def stop(_: int) -> bool:
        assert len(names(tmp_path)) == 1
        raise signals.Stopped(signal.SIGTERM)

    monkeypatch.setattr(drafts, "lock", stop)
    with pytest.raises(signals.Stopped):
        write(tmp_path / "a.txt", b"new")

    assert names(tmp_path) == []


def test_the_draft_of_a_killed_run_goes_with_the_next(
    writing: subprocess.Popen[str], tmp_path: Path, kitchen_sink: Article
) -> None:
    """And not while its writer lives."""
    (draft,) = (name for name in names(tmp_path) if name.startswith(".cma-content-"))
    publish(kitchen_sink, ["html"], tmp_path)
    assert draft in names(tmp_path)
    writing.kill()
    writing.wait()
    assert draft in names(tmp_path)
    publish(kitchen_sink, ["html"], tmp_path)

    assert names(tmp_path) == ["kitchen-sink.html", "kitchen-sink.json"]


def test_only_our_own_drafts_are_removed(tmp_path: Path) -> None:
    """Other names, links, folders and pipes of that name, and what a living process has locked, stay as they are."""
    outside = tmp_path / "outside"
    outside.write_bytes(b"kept")
    folder = tmp_path / "folder"
    folder.mkdir()
    others = (".0123456789abcdef.part", ".cma-content-0123.part", DRAFT[1:], DRAFT + "x", DRAFT.upper())
    for name in (DRAFT, *others):
        (folder / name).write_bytes(b"")
    kinds = [DRAFT.replace("0", digit) for digit in "abc"]
    (folder / kinds[0]).symlink_to(outside)
    (folder / kinds[1]).mkdir()
    os.mkfifo(folder / kinds[2])
    held = folder / DRAFT.replace("0", "d")
    with held.open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        drafts.sweep(folder)
        assert names(folder) == sorted((*others, *kinds, held.name))
    drafts.sweep(folder)

    assert names(folder) == sorted((*others, *kinds))
    assert outside.read_bytes() == b"kept"
    drafts.sweep(tmp_path / "nowhere")


def test_a_draft_of_someone_else_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a folder that many share."""
    (tmp_path / DRAFT).write_bytes(b"")
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    drafts.sweep(tmp_path)

    assert names(tmp_path) == [DRAFT]


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.EOPNOTSUPP])
def test_where_there_are_no_locks_files_are_written_and_drafts_stay(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on some network folders; on Windows, there is no module for them either."""
    (tmp_path / DRAFT).write_bytes(b"")

    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(fcntl, "flock", refuse)
    write(tmp_path / "a.txt", b"new")
    drafts.sweep(tmp_path)
    monkeypatch.setattr(drafts, "fcntl", None)
    write(tmp_path / "b.txt", b"new")
    drafts.sweep(tmp_path)

    assert names(tmp_path) == [DRAFT, "a.txt", "b.txt"]


def test_writers_and_sweepers_do_not_meet(tmp_path: Path) -> None:
    """However often both begin at the same moment, no draft is taken from under its writer."""
    done = threading.Event()

    def sweep() -> None:
        while not done.is_set():
            drafts.sweep(tmp_path)

    sweepers = [threading.Thread(target=sweep) for _ in range(3)]
    for one in sweepers:
        one.start()
    try:
        for number in range(60):
            write(tmp_path / f"{number % 5}.txt", b"%d" % number)
    finally:
        done.set()
        for one in sweepers:
            one.join()

    assert names(tmp_path) == [f"{number}.txt" for number in range(5)]


def handlers() -> list[object]:
    """What each signal does to this process."""
    return [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)]


def test_a_library_changes_no_signal(
    tmp_path: Path, kitchen_sink: Article, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nor does the command line leave one changed, or touch one that its host handles or ignores, or in a thread."""
    seen: list[list[object]] = []
    monkeypatch.setattr(drafts, "sweep", lambda _: seen.append(handlers()))
    monkeypatch.setattr("cma_content.publishing.publisher.sweep", lambda _: seen.append(handlers()))
    line = ["export", str(ARTICLE), "--to", "json", "-o", str(tmp_path / "out")]
    before = handlers()
    publish(kitchen_sink, ["json"], tmp_path)
    assert seen.pop() == handlers() == before

    assert main(line) == 0
    assert seen.pop() != before
    assert handlers() == before
    thread = threading.Thread(target=main, args=(line,))
    thread.start()
    thread.join()
    assert seen.pop() == before
    monkeypatch.setattr(signal, "getsignal", lambda _: signal.SIG_IGN)
    with signals.stoppable():
        monkeypatch.undo()
        assert handlers() == before
    assert capsys.readouterr().err == ""


def test_a_second_request_is_heard_where_the_first_was_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    """A C library may swallow what is raised in it; but a request sent twice at once, as terminals do, is one."""
    with signals.stoppable():
        with pytest.raises(signals.Stopped):
            signal.raise_signal(signal.SIGTERM)
        signal.raise_signal(signal.SIGTERM)
        monkeypatch.setattr(signals, "_ONE_REQUEST", 0.0)
        with pytest.raises(signals.Stopped):
            signal.raise_signal(signal.SIGTERM)


NO_DRAFTS = (
    "import sys, tempfile\n"
    "def full(*_, **__): raise OSError(28, 'No space left on device')\n"
    "tempfile._mkstemp_inner = full\n"
    "tempfile.mkdtemp = full\n"
    "tempfile._get_default_tempdir = full\n"
    "from cma_content.cli import main\n"
    "sys.exit(main(sys.argv[1:]))\n"
)


def test_no_format_needs_a_temporary_folder(tmp_path: Path) -> None:
    """Full, missing or read-only: it is not used, and neither is a folder for caches."""
    environment = {**os.environ, "TMPDIR": "/nonexistent", "HOME": "/nonexistent", "XDG_CACHE_HOME": "/nonexistent"}
    words = ["export", str(ARTICLE), "--to", "all", "--layout", "fact-sheet", "-o", str(tmp_path)]
    line = [sys.executable, "-c", NO_DRAFTS, *words]
    done = subprocess.run(line, env=environment, capture_output=True, text=True, timeout=60, check=False)

    assert (done.returncode, done.stderr) == (0, "")
    assert len(names(tmp_path)) == 6


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
@pytest.mark.parametrize("name", ["a.json", "a.html"])
def test_a_full_device_is_reported_in_a_line(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By its name, through a link, or as a file that grows too large; with exit code 5."""
    (tmp_path / name).symlink_to("/dev/full")
    assert main(["export", str(ARTICLE), "-o", str(tmp_path / name)]) == 5
    assert "it is a device or a pipe, not a file" in capsys.readouterr().err
    limited = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)); {NO_DRAFTS}"
    (tmp_path / "full").mkdir()
    line = [sys.executable, "-c", limited, "export", str(ARTICLE), "-o", str(tmp_path / "full" / name)]
    done = subprocess.run(line, capture_output=True, text=True, timeout=60, check=False)

    assert done.returncode == 5
    (said,) = done.stderr.splitlines()
    assert said.endswith("File too large")
    assert names(tmp_path / "full") == []


@pytest.mark.parametrize("name", ["docx", "epub", "html", "json", "md"])
@pytest.mark.parametrize("now", [0.0, 1e10])
def test_no_format_asks_the_clock(
    name: str, now: float, kitchen_sink: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A zip has no year before 1980; a machine without a battery starts in 1970."""
    right = export(kitchen_sink, name)
    monkeypatch.setattr(time, "time", lambda: now)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", f"{now:.0f}")

    assert export(kitchen_sink, name) == right
    if name in ("docx", "epub"):
        with zipfile.ZipFile(io.BytesIO(right)) as package:
            assert {one.date_time for one in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_failed_write_names_the_file_alone(tmp_path: Path) -> None:
    """Its draft is of no interest."""
    with pytest.raises(OutputError) as caught:
        write(tmp_path / "nowhere" / "a.txt", b"")

    assert ".part" not in str(caught.value)

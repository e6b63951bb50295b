"""Batches on other machines: a real scheduler and real workers, as docs/how-to/cluster.md starts them."""

import asyncio
import errno
import os
import re
import resource
import runpy
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import get_args

import failing
import fsspec
import pytest
from fsspec.implementations.memory import MemoryFileSystem
from machines import DOCUMENT, PLAIN, TLS, Machines, commands, machines

from cma_content import (
    Article,
    Cluster,
    MissingEngineError,
    OutputError,
    PublishedMany,
    RenderOptions,
    Row,
    UsageError,
    publish_many,
)
from cma_content.cli import main
from cma_content.design.tokens import Preset
from cma_content.diagnostics.install_lines import packages
from cma_content.publishing import cluster, dispatch
from cma_content.publishing.batch_record import Entry, read
from cma_content.publishing.folders import LocalFolder, SharedFolder, shared_folder
from cma_content.testing.articles import KITCHEN_SINK

ROWS = [
    Row(RenderOptions(preset=preset), ("json", "html"), f"{preset}-{number}")
    for number in range(4)
    for preset in get_args(Preset)
]
FORMATS = 2


@pytest.fixture(name="two", scope="module")
def _two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    with machines(tmp_path_factory.mktemp("two"), 2) as started:
        yield started


@pytest.fixture(name="undisturbed", scope="module")
def _undisturbed(kitchen_sink: Article, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of a run on this machine alone."""
    folder = tmp_path_factory.mktemp("undisturbed")
    with ThreadPoolExecutor(1) as threads:
        publish_many(kitchen_sink, ROWS, folder, executor=threads)
    return handouts(folder)


def handouts(folder: Path) -> dict[str, bytes]:
    """What was made in a folder, and what else may lie there."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "batch.jsonl"}


def lines(folder: Path) -> list[Entry]:
    """The record of a folder."""
    return list(read(folder))


def test_a_worker_that_is_killed_costs_no_row(
    kitchen_sink: Article, tmp_path: Path, two: Machines, undisturbed: dict[str, bytes]
) -> None:
    """In mid-run, while its rows are with it: each is made once, with the bytes of an undisturbed run."""
    two.fill(2)
    victim = two.workers()[0]
    killed_after: list[int] = []

    def kill(_: Row, entries: Sequence[Entry] | None) -> None:
        if entries and not killed_after:
            victim.kill()
            killed_after.append(victim.wait())

    with Cluster(two.address) as working:
        done = publish_many(kitchen_sink, ROWS, tmp_path, executor=working, progress=kill)

    assert killed_after == [-9]
    assert (done.written, done.failed) == (len(ROWS) * FORMATS, ())
    assert handouts(tmp_path) == undisturbed
    assert sorted(line.file for line in lines(tmp_path)) == sorted(undisturbed)


def test_a_worker_that_dies_at_a_row_of_a_shared_folder_leaves_nothing_half_written(
    kitchen_sink: Article, tmp_path: Path, two: Machines, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the article comes to each worker without a call that fails for the lack of it."""
    monkeypatch.setattr(dispatch, "run", failing.dies)
    shared = tmp_path / "shared"
    rows = [Row(RenderOptions(), ("json",), name) for name in ("a", "b", "unlucky", "c", "d")]
    two.fill(2)
    with Cluster(two.address) as working:
        done = publish_many(kitchen_sink, rows, tmp_path / "record", executor=working, shared=shared.as_uri())

    assert (done.written, done.failed) == (5, ())
    assert sorted(os.listdir(shared)) == [".unlucky", "a.json", "b.json", "c.json", "d.json", "unlucky.json"]
    assert os.listdir(tmp_path / "record") == ["batch.jsonl"]
    assert "UnknownArticleError" not in two.log()

    async def in_a_notebook() -> PublishedMany:
        with Cluster(two.address) as working:
            return publish_many(
                kitchen_sink, rows, tmp_path / "record", executor=working, shared=shared.as_uri(), resume=True
            )

    again = asyncio.run(in_a_notebook())
    assert (again.written, again.kept) == (0, 5)


def test_a_worker_with_another_version_makes_nothing(
    kitchen_sink: Article, tmp_path: Path, two: Machines, undisturbed: dict[str, bytes]
) -> None:
    """Its rows fail with both versions; `--resume` makes them when it has gone."""
    info = tmp_path / "cma_content-0.0.9.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: cma-content\nVersion: 0.0.9\n", "utf-8")
    other = two.start_worker(PYTHONPATH=os.pathsep.join([str(tmp_path), *sys.path]))
    two.until_joined()
    out = tmp_path / "out"
    with Cluster(two.address) as working:
        done = publish_many(kitchen_sink, ROWS, out, executor=working)
        other.kill()
        other.wait()

        assert done.failed
        for entry in done.failed:
            assert "the worker has another cma-content: 0.0.9, not " in entry.error
            assert entry.exit_code == 5
        assert done.written + len(done.failed) == len(undisturbed)
        assert publish_many(kitchen_sink, ROWS, out, executor=working, resume=True).written == len(done.failed)
    assert handouts(out) == undisturbed


@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="only Linux limits the files of another process")
def test_a_shared_folder_that_is_full_costs_the_rows_that_it_has_no_room_for(
    kitchen_sink: Article, tmp_path: Path, two: Machines, undisturbed: dict[str, bytes]
) -> None:
    """Nothing of theirs stands there; the same command makes them when there is room."""
    sizes = {name: len(content) for name, content in undisturbed.items()}
    room = max(size for name, size in sizes.items() if name.endswith("json"))
    assert room < min(size for name, size in sizes.items() if name.endswith("html"))
    workers = [process.pid for process in two.workers()]
    shared = tmp_path / "shared"
    with Cluster(two.address) as working:
        usual = [resource.prlimit(pid, resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY)) for pid in workers]
        done = publish_many(kitchen_sink, ROWS, tmp_path, executor=working, shared=str(shared))
        for pid, limit in zip(workers, usual, strict=True):
            resource.prlimit(pid, resource.RLIMIT_FSIZE, limit)

        assert {entry.file for entry in done.failed} == {name for name in sizes if name.endswith("html")}
        assert "cannot write" in done.failed[0].error
        assert "File too large" in done.failed[0].error
        assert handouts(shared) == {name: undisturbed[name] for name in sizes if name.endswith("json")}
        again = publish_many(kitchen_sink, ROWS, tmp_path, executor=working, shared=str(shared), resume=True)
    assert (again.written, again.kept) == (len(ROWS), len(ROWS))
    assert handouts(shared) == undisturbed


def test_ctrl_c_takes_back_what_was_not_begun(
    kitchen_sink: Article, tmp_path: Path, two: Machines, undisturbed: dict[str, bytes]
) -> None:
    """What is done stays; the scheduler has nothing left to do, and works for the next."""

    def stop(_: Row, entries: Sequence[Entry] | None) -> None:
        if entries:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), Cluster(two.address) as working:
        publish_many(kitchen_sink, ROWS, tmp_path, executor=working, progress=stop)
    assert len(lines(tmp_path)) == FORMATS
    with Cluster(two.address) as working:
        done = publish_many(kitchen_sink, ROWS, tmp_path, executor=working, resume=True)

    assert (done.written, done.kept) == (len(undisturbed) - FORMATS, FORMATS)
    assert handouts(tmp_path) == undisturbed


def test_the_commands_of_the_document_run(
    tmp_path: Path, two: Machines, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the port of this scheduler; and so does its Python."""
    monkeypatch.chdir(tmp_path)
    roster = "region,formats\nTX,json\nCA,json\n"
    Path("roster.csv").write_text(roster, "utf-8")
    shared = tmp_path / "shared"
    plain = [words for words in commands("python -m cma_content") if TLS_ADDRESS not in words]
    assert len(plain) == 2
    for words in plain:
        words = [word.replace("file:///srv/handouts", shared.as_uri()) for word in words[3:]]
        assert main([two.address if word == PLAIN_ADDRESS else word for word in words]) == 0
    assert len(os.listdir("handouts")) == 3
    assert len(os.listdir("record")) == 1
    assert sorted(os.listdir(shared)) == sorted(set(os.listdir("handouts")) - {"batch.jsonl"})
    assert "Wrote 2 files to the shared folder\n" in capsys.readouterr().out

    (example,) = re.findall(r"```python\n(.*?)```", DOCUMENT, re.DOTALL)
    exec(example.replace(PLAIN_ADDRESS, two.address), {})  # noqa: S102 - our own document
    assert capsys.readouterr().out == "0 ()\n"


PLAIN_ADDRESS = commands("dask worker")[PLAIN][2]
TLS_ADDRESS = commands("dask worker")[TLS][2]


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl makes the certificates")
def test_certificates_are_asked_for_and_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Made by the commands of the document; who has none is not let in.

    A scheduler without workers says so, and one that is lost in mid-run ends the batch with what is done.
    """
    monkeypatch.chdir(tmp_path)
    for words in commands("openssl"):
        subprocess.run(words, check=True, capture_output=True, timeout=60)
    (command,) = (words[3:] for words in commands("python -m cma_content") if TLS_ADDRESS in words)
    tls = {"ca_file": "ca.pem", "cert": "node.pem", "key": "node.key"}
    with machines(tmp_path, 0, TLS) as started:
        assert started.address.startswith("tls://127.0.0.1:")
        with pytest.raises(OutputError, match="has no worker yet"):
            Cluster(started.address, **tls)
        with pytest.raises(UsageError, match="needs certificates"):
            Cluster(started.address)
        with pytest.raises(OutputError, match="no scheduler of Dask answers"):
            Cluster(started.address.replace("tls", "tcp"))
        started.fill(1)
        Path("roster.csv").write_text("formats\njson\n", "utf-8")
        command = [started.address if word == TLS_ADDRESS else word for word in command]
        assert main([*command, "--resume"]) == 0
        assert "Wrote 1 file to handouts/" in capsys.readouterr().out

        rows = "".join(f"html,r{number}\n" for number in range(60))
        Path("roster.csv").write_text(f"formats,name\n{rows}", "utf-8")
        batch = subprocess.Popen(
            [sys.executable, "-m", "cma_content", *command[:2], str(KITCHEN_SINK), *command[2:], "-o", "lost"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
            text=True,
        )
        assert batch.stdout
        assert batch.stdout.readline().startswith("row ")
        started.processes[0].kill()
        _, errors = batch.communicate(timeout=60)
    assert batch.returncode == 5
    assert re.fullmatch(f"[0-9]+ of 60 rows are done.*\nerror: the scheduler at {started.address} was lost.*\n", errors)
    assert 1 <= len(lines(Path("lost"))) < 60
    (tmp_path / "node.pem").write_text("no certificate", "utf-8")
    with pytest.raises(UsageError, match="the certificates cannot be used"):
        Cluster(started.address, **tls)


def test_a_scheduler_that_does_not_answer_is_waited_for_no_longer_than_that(monkeypatch: pytest.MonkeyPatch) -> None:
    """A port that is closed, one that is silent, one that says something else."""
    monkeypatch.setattr(cluster, "TIMEOUT", 0.4)
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"tcp://127.0.0.1:{server.getsockname()[1]}"
        started = time.monotonic()
        with pytest.raises(OutputError, match=f"no scheduler answered at {address} within"):
            Cluster(address)
        assert time.monotonic() - started < 10

        def answer() -> None:
            for _ in range(2):
                caller, _ = server.accept()
                with caller:
                    caller.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n" * 9)

        speaking = threading.Thread(target=answer)
        speaking.start()
        with pytest.raises(OutputError, match="no scheduler (of Dask answers|answered) at "):
            Cluster(address)
        socket.create_connection(server.getsockname()).close()
        speaking.join()
    with pytest.raises(OutputError, match="no scheduler (of Dask answers|answered) at "):
        Cluster(address)


def test_addresses_and_options_that_make_no_sense_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before anything is sent; and what is missing is named with the line that brings it."""
    for address in ("127.0.0.1:8786", "http://a:1", "tcp://a", "tcp://:1", "tcp://a:99999", "tcp://a:1/x", "tls://[a"):
        with pytest.raises(UsageError, match="a scheduler's address is"):
            Cluster(address)
    with pytest.raises(UsageError, match="begins with tls://"):
        Cluster("tcp://127.0.0.1:1", ca_file="ca.pem")
    monkeypatch.chdir(tmp_path)
    Path("roster.csv").write_text("formats\njson\n", "utf-8")
    assert main(["batch", "roster.csv", "--scheduler", "tcp://127.0.0.1:1", "--jobs", "2"]) == 2
    assert main(["batch", "roster.csv", "--tls-cert", "a.pem"]) == 2
    assert "certificates are for --scheduler" in capsys.readouterr().err
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(MissingEngineError, match=re.escape(packages("cluster"))):
        Cluster("tcp://127.0.0.1:1")


def test_a_folder_by_its_url_holds_whole_files_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """One of fsspec's memory: where there is no room, what stood there stands, and no draft is left."""
    folder = shared_folder("memory://test-of-shared/one")
    folder.make()
    folder.write("a.json", b"first")
    system: MemoryFileSystem = fsspec.filesystem("memory")
    hash_of_second = "16367aacb67a4a017c8da8ab95682ccb390863780f7114dda0a0e0c55644c7c4"

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as context:
        context.setattr(MemoryFileSystem, "mv", full)
        with pytest.raises(OutputError, match=r"cannot write a\.json to the shared folder: No space left on device"):
            folder.write("a.json", b"second")
    assert [(name, system.cat_file(name)) for name in system.ls("/test-of-shared/one", detail=False)] == [
        ("/test-of-shared/one/a.json", b"first")
    ]
    with monkeypatch.context() as context:
        context.setattr(MemoryFileSystem, "makedirs", full)
        with pytest.raises(OutputError, match="cannot make the shared folder: No space left on device"):
            folder.make()
    folder.write("a.json", b"second")
    assert folder.holds("a.json", 6, hash_of_second)
    assert not folder.holds("a.json", 5, hash_of_second)
    assert not folder.holds("a.json", 6, "0")
    assert not folder.holds("b.json", 6, hash_of_second)


def test_the_estimate_follows_from_the_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the document's two tables, the second is computed from the first."""
    benchmarks = Path(__file__).parent.parent / "benchmarks"
    monkeypatch.syspath_prepend(benchmarks)
    benchmark = runpy.run_path(str(benchmarks / "cluster.py"))
    cells = dict(re.findall(r"^\| (.+) \| (.+) \|$", DOCUMENT, re.MULTILINE))
    figures = {name: float(cells[says]) for name, says in benchmark["FIGURES"].items()}

    assert len(figures) > 5
    assert benchmark["text"](figures) in DOCUMENT


def test_what_a_call_ended_of_is_said_without_dask_s_words() -> None:
    """A worker that dies again and again; one without this package; a fault of ours."""

    class KilledError(Exception):
        allowed_failures = 3

    working = Cluster.__new__(Cluster)
    working._killed = KilledError  # type: ignore[assignment]
    died = working.fault(KilledError())
    assert (str(died), died.exit_code) == ("4 workers died at it, one after the other; see their logs", 5)
    other = working.fault(RuntimeError("Error during deserialization of the task graph. This frequently\noccurs"))
    assert (str(other), other.exit_code) == (
        "the scheduler or a worker cannot read the work: does it have this version of cma-content?",
        5,
    )
    assert working.fault(ZeroDivisionError("by us")).exit_code == 70


def test_a_scheduler_that_is_lost_is_named() -> None:
    """With what Dask says of it."""

    class Lost:
        def nthreads(self) -> Mapping[str, int]:
            raise OSError("Timed out")

    working = Cluster.__new__(Cluster)
    working._lost, working._counted = "the scheduler at tcp://127.0.0.1:1 was lost", float("-inf")
    working._client = Lost()  # type: ignore[assignment]
    with pytest.raises(OutputError, match=r"the scheduler at tcp://127\.0\.0\.1:1 was lost: Timed out"):
        working.workers()


def test_which_folder_a_url_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of this machine are written as everywhere else; a kind that is not known is refused."""
    assert shared_folder("file:///srv/x/") == LocalFolder(Path("/srv/x"))
    assert shared_folder("memory://x") == SharedFolder("memory://x")
    with pytest.raises(UsageError, match="cannot be reached by its URL: Protocol not known: nosuch"):
        shared_folder("nosuch://x")
    with pytest.raises(MissingEngineError, match="another library: "):
        shared_folder("s3://bucket/folder")
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    with pytest.raises(MissingEngineError, match="a shared folder needs fsspec; install it: "):
        shared_folder("memory://x")

"""An export that is killed or stopped leaves whole files or none, and trusts no text."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from campaigns import kills
from campaigns.kills import ARTICLE, command
from lxml import html

from cma_content import Article, export, load_text

HOSTILE = (
    "file:///etc/passwd",
    "http://example.org/pixel.png",
    "<img src=https://example.org/a.png onerror=alert(1)>",
    "<script>alert(1)</script>",
    "![picture](https://example.org/a.png)",
    "{{ 7 * 7 }} ${HOME} `id`",
    "]]> --> </style> &#x41;",
)


def test_a_killed_export_leaves_no_torn_file(tmp_path: Path) -> None:
    """Whatever the moment, a file under its own name is whole; `./run campaign kills` goes on for longer."""
    tally = kills.campaign(tmp_path, 8)

    assert (tally.exports, tally.torn, tally.litter) == (8, [], [])
    assert tally.killed
    assert tally.stopped
    assert tally.files


def test_a_stopped_export_says_so_and_leaves_no_litter(tmp_path: Path) -> None:
    """Ctrl-C while a handout is made."""
    code = (
        "import os, signal, sys\n"
        "from cma_content import cli\n"
        "def stop(*_): os.kill(os.getpid(), signal.SIGINT)\n"
        "os.fsync = stop\n"
        # Started in the background, a process is born deaf to it.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "sys.exit(cli.main(sys.argv[3:]))\n"
    )
    (tmp_path / "kitchen-sink.json").write_bytes(b"old")
    line = [sys.executable, "-c", code, *command(tmp_path, "json")[1:]]
    result = subprocess.run(line, capture_output=True, text=True, timeout=60, check=False)

    assert (result.returncode, result.stderr) == (130, "Stopped.\n")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"kitchen-sink.json": b"old"}


WATCHED = """\
import sys, sysconfig
from pathlib import Path

roots = [*sys.argv[1].split("|"), sys.prefix, sys.base_prefix, sysconfig.get_path("stdlib")]
# The types of files that Python knows; where it looks for Pango, ctypes asks the linker and the compiler.
alone = {"/dev/null", "/etc/mime.types"}
finders = {"ldconfig", "gcc", "cc", "ld", "objdump"}


def watch(event, arguments):
    what = arguments[0] if arguments else ""
    if event == "open" and isinstance(what, (str, bytes)):
        path = Path(what if isinstance(what, str) else what.decode()).absolute()
        bad = str(path) not in alone and not any(path.is_relative_to(root) for root in roots)
    else:
        bad = event in ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto", "os.system", "os.exec")
        bad = bad or (event == "subprocess.Popen" and Path(what).name not in finders)
    if bad:
        raise SystemExit(f"{event} {arguments}")


sys.addaudithook(watch)
from cma_content.cli import main

sys.exit(main(sys.argv[4:]))
"""


def test_an_export_opens_no_connection_and_no_file_of_others(tmp_path: Path) -> None:
    """As Python's own audit events tell: Python, the project, the output and a folder for drafts; not what C opens."""
    output, drafts = tmp_path / "output", tmp_path / "drafts"
    drafts.mkdir()
    roots = "|".join(map(str, (Path(__file__).parents[1], tmp_path)))
    line = [sys.executable, "-c", WATCHED, roots, *command(output, "html,json,epub,pdf")[1:]]
    environment = {**os.environ, "TMPDIR": str(drafts)}
    result = subprocess.run(line, capture_output=True, text=True, timeout=120, check=False, env=environment)

    assert (result.returncode, result.stderr) == (0, "")
    assert len(list(output.iterdir())) == 4
    assert list(drafts.iterdir()) == []


@pytest.fixture(scope="module", name="hostile")
def _hostile() -> Article:
    text = ARTICLE.read_text("utf-8")
    message = "\n".join(f"      - type: paragraph\n        text: {json.dumps(words)}" for words in HOSTILE)
    return load_text(text.replace("    blocks:\n", f"    blocks:\n{message}\n", 1))


def test_hostile_text_stays_text_in_a_page(hostile: Article) -> None:
    """No script, no picture but the article's own, no address to load from."""
    page: Any = html.fromstring(export(hostile, "html"))
    (own,) = page.xpath("//figure[@class='picture']/img[starts-with(@src, 'data:image/png;base64,')]")
    own.drop_tree()
    words = str(page.xpath("string()"))

    assert [one for one in HOSTILE if one.strip("!") not in words and "](" not in one] == []
    assert page.xpath("//script[not(@type='application/ld+json')] | //img | //iframe | //object | //link[@href]") == []
    assert page.xpath("//*[@src or @onerror or starts-with(@href, 'file:')]") == []


def test_hostile_text_stays_text_in_a_book(hostile: Article, tmp_path: Path) -> None:
    """The same in each of its files."""
    (tmp_path / "a.epub").write_bytes(export(hostile, "epub"))
    with zipfile.ZipFile(tmp_path / "a.epub") as book:
        pages = [book.read(name).decode() for name in book.namelist() if name.endswith(".xhtml")]
    assert len(pages) > 3
    assert [page for page in pages if "<script" in page or "src=https" in page.replace("&lt;img src=https", "")] == []
    assert any("&lt;script&gt;alert(1)" in page for page in pages)

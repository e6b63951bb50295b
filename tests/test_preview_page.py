"""The page of a preview in a browser: what a save shows, by keyboard, on every width, in light and in dark."""

import os
import re
import shutil
import signal
import subprocess
import sys
from typing import Any

import pytest
import validation

from cma_content.testing.articles import KITCHEN_SINK

ARTICLE = KITCHEN_SINK


@pytest.fixture(name="seen", scope="module")
def _seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a reader saw, and how the command ended."""
    folder = tmp_path_factory.mktemp("preview")
    article = folder / ARTICLE.name
    shutil.copy(ARTICLE, article)
    command = [sys.executable, "-m", "cma_content", "preview", str(article)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            first, address = process.stdout.readline(), process.stdout.readline().strip()
            seen = validation.preview(address, article, tmp_path_factory.mktemp("pictures"))
            workers = subprocess.run(["pgrep", "-P", str(process.pid)], capture_output=True, text=True, check=False)
            process.send_signal(signal.SIGINT)
            _, said = process.communicate(timeout=20)
        finally:
            process.kill()
    return {
        **seen,
        "address": address,
        "first": first,
        "code": process.returncode,
        "said": said,
        "workers": workers.stdout.split(),
    }


def test_the_page_passes_axe_and_has_no_other_fault(seen: dict[str, Any]) -> None:
    """With problems and without, as web page and as PDF, on a phone and a desktop; the focus is always seen."""
    assert seen["axe"] == []
    assert seen["complaints"] == []


def test_nothing_leaves_the_computer(seen: dict[str, Any]) -> None:
    """No request goes elsewhere, no referrer holds the token, nothing of the article runs; its links open elsewhere."""
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/[\w-]{32}/", seen["address"])
    assert seen["outside"] == []
    assert not any(seen["address"].split("/")[3] in referrer for referrer in seen["referrers"])
    assert not seen["runs"]
    assert seen["links"]


def test_a_save_shows_the_new_words_where_the_reader_was(seen: dict[str, Any]) -> None:
    """Though a line was added above."""
    assert seen["before"]["words"] != seen["after"]["words"]
    assert seen["after"]["words"].startswith("Other Words")
    assert seen["before"]["scrolled"] > 500
    assert seen["after"]["top"] == pytest.approx(seen["before"]["top"], abs=2)


def test_a_problem_comes_with_its_line_and_goes(seen: dict[str, Any]) -> None:
    """The last good build stands below it, marked as old."""
    assert re.match(r"error CC\d+ \S+kitchen-sink\.yaml, line 2, column \d+: schema_version\n", seen["problem"])
    assert "2 | schema_version: nine" in seen["problem"]
    assert seen["old"]
    assert seen["below"] == seen["after"]["words"]
    assert seen["gone"]


def test_the_options_are_chosen_by_keyboard_alone(seen: dict[str, Any]) -> None:
    """Type, region, readers, sections and layout, the PDF, and a page of it."""
    assert seen["skips"] == "#handout"
    assert seen["large"] == "1.5"
    assert seen["nowhere"].startswith("there is no region 'Atlantis'")
    assert seen["chosen"] == ["student", "manager", "money"]
    assert seen["sheet"]
    assert re.fullmatch(r"article\.pdf\?\d+#page=1&navpanes=0", seen["pdf"])
    assert "#page=2&" in seen["turned"]


def test_a_saved_pdf_opens_at_the_page_of_the_reader(seen: dict[str, Any]) -> None:
    """As far as the browser's own viewer takes it there."""
    assert "#page=2&" in seen["again"]
    assert seen["again"] != seen["turned"]


def test_ctrl_c_ends_it_and_its_processes(seen: dict[str, Any]) -> None:
    """With the code of a shell; the page is told."""
    assert (seen["code"], seen["said"]) == (130, "Stopped.\n")
    assert ARTICLE.name in seen["first"]
    (worker,) = seen["workers"]
    with pytest.raises(ProcessLookupError):
        os.kill(int(worker), 0)

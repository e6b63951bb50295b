"""The command batch: a roster to a folder of handouts, what it says meanwhile, and how it ends."""

import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from campaigns import batch as campaign
from campaigns.batch import ARTICLE, Tally
from conftest import PROGRAMS

from cma_content import Article, PublishedMany, RenderOptions, Row, load_roster
from cma_content.cli import batch as cli_batch
from cma_content.cli import batch_progress, main
from cma_content.cli.batch_progress import BatchProgress
from cma_content.diagnostics.problem import MAX_SHOWN
from cma_content.publishing.batch_record import NAME, Entry

Said = pytest.CaptureFixture[str]
ROSTER = "region,layout,formats,name\nTX,,json,a\n,two-sided,md,b\n"


@pytest.fixture(name="roster")
def _roster(tmp_path: Path) -> Path:
    """Two rows."""
    path = tmp_path / "roster.csv"
    path.write_text(ROSTER, "utf-8")
    return path


def test_rows_are_made_and_said_where_no_one_looks(roster: Path, tmp_path: Path, capsys: Said) -> None:
    """A line for each file on standard output; the second time, with --resume, none is made."""
    line = ["batch", str(roster), str(ARTICLE), "-o", str(tmp_path / "out"), "--jobs", "1"]
    assert main(line) == 0
    said = capsys.readouterr()
    assert re.fullmatch(
        r"row 2: a\.json  \d+ kB  \d+\.\d s\nrow 3: b\.md  \d+ kB  \d+\.\d s\nWrote 2 files to \S+/out/\n", said.out
    )
    assert said.err == ""
    assert main([*line, "--resume"]) == 0

    assert capsys.readouterr().out.endswith("Wrote 0 files to " + str(tmp_path / "out/, and kept 2 that stood\n"))
    assert main([*line, "--quiet", "--resume"]) == 0
    assert capsys.readouterr() == ("", "")
    assert sorted(os.listdir(tmp_path / "out")) == ["a.json", "b.md", NAME]


def test_all_rows_are_checked_before_the_first_is_made(roster: Path, tmp_path: Path, capsys: Said) -> None:
    """As check reports it, each at its cell; the files of programs by their own problems."""
    (tmp_path / "school.yaml").write_text((PROGRAMS / "vietnamese.yaml").read_text("utf-8") + "nme: x\n", "utf-8")
    roster.write_text("program,region,layout\n,TX,\n,TX,guide\nschool.yaml,Atlantis,leaflet\n", "utf-8")
    assert main(["batch", str(roster), str(ARTICLE), "-o", str(tmp_path / "out")]) == 1

    said = capsys.readouterr().err
    assert set(re.findall(r"CC\d+", said)) == {"CC303", "CC903", "CC905"}
    assert "4 errors in 2 files. Nothing was written." in said
    assert not (tmp_path / "out").exists()
    assert main(["batch", str(tmp_path / "none.csv"), str(ARTICLE)]) == 3
    assert main(["batch", str(roster), str(ARTICLE), "-o", "-"]) == 2


def test_a_row_that_fails_is_reported_at_the_end(roster: Path, tmp_path: Path, capsys: Said) -> None:
    """With its exit code, which is that of the command where no other is higher."""
    (tmp_path / "out" / "a.json").mkdir(parents=True)
    assert main(["batch", str(roster), str(ARTICLE), "-o", str(tmp_path / "out"), "-q"]) == 5

    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("error: row 2: a.json was not written: cannot write ")
    assert said.err.endswith("(exit code 5)\nThe same command with --resume makes the rest.\n")
    lines = [json.loads(line) for line in (tmp_path / "out" / NAME).read_text("utf-8").splitlines()]
    assert {line["file"]: line["exit_code"] for line in lines[1:]} == {"a.json": 5, "b.md": 0}


def test_a_batch_that_never_began_says_nothing_of_rows(roster: Path, tmp_path: Path, capsys: Said) -> None:
    """Where there is a file in the place of its folder."""
    (tmp_path / "out").touch()
    assert main(["batch", str(roster), str(ARTICLE), "-o", str(tmp_path / "out")]) == 5
    assert "--resume" not in capsys.readouterr().err


def test_a_flood_of_failures_is_cut(capsys: Said) -> None:
    """As of problems, the first are said, and how many more there are; where no one looks, each as it comes."""
    failed = tuple(Entry(row, f"{row}.md", "md", "failed", "", error="full", exit_code=5) for row in range(2, 2500))
    cli_batch._complain_of(PublishedMany(0, 0, failed, Path("out"), tuple(entry.file for entry in failed)))
    lines = capsys.readouterr().err.splitlines()
    assert lines[MAX_SHOWN - 1 : MAX_SHOWN + 2] == [
        f"warning: {MAX_SHOWN + 1}.md is of an earlier roster; no row asks for it any more",
        f"and {len(failed) - MAX_SHOWN:,} more files of an earlier roster",
        "error: row 2: 2.md was not written: full (exit code 5)",
    ]
    assert lines[-2:] == [
        f"and {len(failed) - MAX_SHOWN:,} more; batch.jsonl has them all",
        "The same command with --resume makes the rest.",
    ]

    with BatchProgress(1, shown=True) as shown:
        shown.done(Row(RenderOptions(), ("md",), line=2), failed[:1])
    assert capsys.readouterr().err == "row 2: 2.md was not written: full\n"


@pytest.mark.parametrize("name", ["roster.csv", "roster.yaml"])
def test_a_new_roster_is_one(
    name: str, tmp_path: Path, guide: Article, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    """Of the guide; the two say the same, and the next command is named."""
    monkeypatch.chdir(tmp_path)
    assert main(["new", "roster", name]) == 0
    assert capsys.readouterr().out == f"Wrote {name}\nEdit it, then: python -m cma_content batch {name}\n"

    rows = load_roster(name, guide)
    assert [row.name for row in rows] == ["", "seattle-large", "work"]
    assert main(["new", "roster", name]) == 5
    assert main(["new", "roster", "a.xlsx"]) == 2
    assert "write a.csv" in capsys.readouterr().err


def test_both_new_rosters_say_the_same(tmp_path: Path, guide: Article) -> None:
    """In their own forms."""
    for name in ("a.csv", "a.yaml"):
        assert main(["new", "roster", str(tmp_path / name)]) == 0

    assert load_roster(tmp_path / "a.csv", guide) == load_roster(tmp_path / "a.yaml", guide)


def on_terminal(line: list[str], environment: dict[str, str]) -> str:
    """What a command shows on a terminal."""
    main_end, other = pty.openpty()
    with subprocess.Popen(line, stdin=other, stdout=other, stderr=other, env=os.environ | environment) as process:
        os.close(other)
        shown = b""
        while True:
            try:
                piece = os.read(main_end, 4096)
            except OSError:
                break
            shown += piece
        process.wait(timeout=60)
    os.close(main_end)
    return shown.decode()


@pytest.mark.parametrize("with_rich", [True, False])
def test_a_terminal_shows_how_far_it_is(with_rich: bool, roster: Path, tmp_path: Path) -> None:
    """How many of how many, how fast, how long still, and which row; without rich, in one line."""
    program = "import sys\nfrom cma_content.cli import main\nsys.exit(main(sys.argv[1:]))"
    without = "" if with_rich else "import sys; sys.modules['rich'] = None\n"
    line = [sys.executable, "-c", without + program, "batch", str(roster), str(ARTICLE), "-o", str(tmp_path / "out")]
    shown = on_terminal([*line, "--jobs", "1"], {"TERM": "xterm", "COLUMNS": "120", "NO_COLOR": "1"})

    assert re.search("0/2 *row 2 a" if with_rich else "0 of 2: row 2 a", shown)
    assert re.search(r"\d+\.\d a second, \d+ s left", shown)
    assert ("\u2501" in shown) == with_rich
    assert shown.replace("\r\n", "\n").endswith(f"Wrote 2 files to {tmp_path}/out/\n")


def test_a_terminal_that_is_closed_ends_the_batch_as_its_signal_says(tmp_path: Path) -> None:
    """What is done is kept, no draft stays, and it is no internal error that nothing more can be shown."""
    rows = campaign.roster(tmp_path, 400)
    line = [part for part in campaign.command(rows, tmp_path / "out") if part != "-q"]
    process, main_end = pty.fork()
    if not process:
        os.execve(line[0], line, os.environ | {"TERM": "xterm"})  # noqa: S606 - of the test's own making
    while not (tmp_path / "out" / "r3.md").exists():
        os.read(main_end, 4096)
    os.close(main_end)
    _, status = os.waitpid(process, 0)

    assert os.waitstatus_to_exitcode(status) == 128 + signal.SIGHUP
    assert [name for name in os.listdir(tmp_path / "out") if name.startswith(".")] == []
    assert (tmp_path / "out" / "r3.md").exists()


def test_files_that_no_row_asks_for_any_more_are_named(roster: Path, tmp_path: Path, capsys: Said) -> None:
    """Once a row is gone or has another name; they stay."""
    line = ["batch", str(roster), str(ARTICLE), "-o", str(tmp_path / "out"), "--jobs", "1", "-q", "--resume"]
    assert main(line) == 0
    roster.write_text("region,layout,formats,name\nTX,,json,a2\n", "utf-8")
    capsys.readouterr()

    assert main(line) == 0
    assert capsys.readouterr().err.splitlines() == [
        "warning: a.json is of an earlier roster; no row asks for it any more",
        "warning: b.md is of an earlier roster; no row asks for it any more",
    ]
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"a.json", "a2.json", "b.md", NAME}


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_stopped_batch_keeps_what_is_done(number: signal.Signals, code: int, tmp_path: Path) -> None:
    """It says how to go on; no process and no draft stays."""
    rows = campaign.roster(tmp_path, 400)
    program = "import signal, sys\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
    program += "from cma_content.cli import main\nsys.exit(main(sys.argv[1:]))"
    line = [sys.executable, "-c", program, *campaign.command(rows, tmp_path / "out")[3:]]
    with subprocess.Popen(line, stderr=subprocess.PIPE, text=True, start_new_session=True) as process:
        while not (tmp_path / "out" / "r3.md").exists():
            assert process.poll() is None
            time.sleep(0.02)
        os.killpg(process.pid, number)
        _, message = process.communicate(timeout=60)

    assert process.returncode == code
    assert re.fullmatch(
        r"\d+ of 400 rows are done. The same command with --resume makes the rest.\nStopped.\n", message
    )
    assert [name for name in os.listdir(tmp_path / "out") if name.startswith(".")] == []
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


def test_the_campaign_goes_on_after_a_kill_and_sees_what_is_wrong(tmp_path: Path, capsys: Said) -> None:
    """A file that is missing, left over, other, or more than once in the record."""
    assert campaign.report(campaign.kills(tmp_path, 1, 20, seed=3)) in (0, 1)
    whole = campaign.contents(tmp_path / "whole")
    assert len(whole) == 40
    assert list(campaign.faults(tmp_path / "0", whole)) == []
    assert list(campaign.faults(tmp_path / "0", {**whole, "r0.md": b"", "more": b""})) == [
        *("more is missing", "r0.md is another", f"{NAME} has 40 lines for 41 files")
    ]
    assert campaign.report(Tally(1, 1, 1, [], ["a fault"])) == campaign.report(Tally()) == 1
    assert "a fault" in capsys.readouterr().out


def test_time_is_said_as_people_say_it() -> None:
    """Seconds, minutes, hours."""
    assert [batch_progress._time(seconds) for seconds in (5.4, 61, 7322)] == ["5 s", "1 min 1 s", "2 h 2 min"]

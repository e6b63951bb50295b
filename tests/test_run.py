"""`./run`, with programs in place of Python, apt-get and sudo that say how they were called."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from cma_content.cli.arguments import COMMANDS

pty = pytest.importorskip("pty", reason="./run is for systems with a shell")

ROOT = Path(__file__).parent.parent
INSTALL = "apt-get install --no-install-recommends python3 python3-venv"
PYTHON = """
case "$*" in
*" pip "*) echo "pip $*" >>"$CALLS" ;;
*cma_content*) pwd; shift 3; echo "$*" ;;
esac
"""

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A folder with what `./run` reads, and a space in its name."""
    clone = tmp_path / "a clone"
    (clone / "requirements").mkdir(parents=True)
    shutil.copy(ROOT / "run", clone)
    for name in ("pyproject.toml", "requirements/handouts.txt", "requirements/test.txt"):
        (clone / name).write_text(name, "utf-8")
    return clone


@pytest.fixture
def run(tmp_path: Path, clone: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Calls `./run`, and has what was called in place of the system's programs as `calls`."""
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in ("cat", "cksum", "cp", "dirname", "env", "mkdir", "rm", "sh"):
        (programs / name).symlink_to(shutil.which(name) or name)
    for name in ("apt-get", "sudo"):
        _program(programs / name, f'echo "{name} $*" >>"$CALLS"')
    _program(programs / "id", "echo 1000")
    monkeypatch.setenv("PATH", str(programs))
    monkeypatch.setenv("CALLS", str(tmp_path / "calls"))
    monkeypatch.delenv("CI", raising=False)

    def call(*arguments: str, clone: Path = clone, stdin: int = subprocess.DEVNULL) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [clone / "run", *arguments], stdin=stdin, capture_output=True, text=True, check=False, timeout=30
        )

    return call


def _program(path: Path, script: str) -> None:
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(0o755)


def _calls(tmp_path: Path) -> list[str]:
    calls = tmp_path / "calls"
    return calls.read_text("utf-8").splitlines() if calls.exists() else []


def test_without_a_terminal_the_line_is_said_and_nothing_installed(run: Run, tmp_path: Path) -> None:
    """A script that calls `./run` is never made to wait."""
    result = run("handouts")

    assert result.returncode == 1
    assert result.stderr.endswith(f"Run this, then ./run again: sudo apt-get update && sudo {INSTALL}\n")
    assert _calls(tmp_path) == []


@pytest.mark.parametrize(("answer", "installs"), [("y", True), ("n", False), ("", False)])
def test_on_a_terminal_sudo_waits_for_a_yes(answer: str, installs: bool, run: Run, tmp_path: Path) -> None:
    """The question shows what would be run."""
    person, terminal = pty.openpty()
    os.write(person, f"{answer}\n".encode())
    result = run("handouts", stdin=terminal)
    os.close(terminal)
    os.close(person)

    assert f"Run sudo {INSTALL}? [y/N]" in result.stderr
    assert any("sudo env DEBIAN_FRONTEND=noninteractive apt-get" in call for call in _calls(tmp_path)) == installs


def test_in_ci_nothing_is_asked(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is there to answer."""
    monkeypatch.setenv("CI", "true")
    run("handouts")

    assert [call.split()[0] for call in _calls(tmp_path)] == ["sudo", "sudo"]


def test_root_needs_no_sudo(run: Run, tmp_path: Path) -> None:
    """As in a container."""
    _program(tmp_path / "programs" / "id", "echo 0")
    result = run("handouts")

    assert [call.split()[0] for call in _calls(tmp_path)] == ["apt-get", "apt-get"]
    assert "this system offers another" in result.stderr, "the Python that was installed is too old"


def test_without_sudo_root_is_named(run: Run, tmp_path: Path) -> None:
    """A bare Debian has none."""
    (tmp_path / "programs" / "sudo").unlink()

    assert f"Run this as root, then ./run again: apt-get update && {INSTALL}" in run("handouts").stderr


def test_handouts_are_written_where_the_person_stands(
    run: Run, clone: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Paths in the arguments are the person's, and standard output holds nothing but the handout."""
    (clone / ".venv/bin").mkdir(parents=True)
    _program(clone / ".venv/bin/python", PYTHON)
    monkeypatch.chdir(tmp_path)

    assert run("handouts", "my article.yaml", "-o", "out").stdout.splitlines() == [
        str(tmp_path),
        f"{clone}/run export my article.yaml -o out",
    ]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_one_of_its_own(command: str, run: Run, clone: Path) -> None:
    """Who has set up a clone by it needs to type nothing else; its help names them."""
    (clone / ".venv/bin").mkdir(parents=True)
    _program(clone / ".venv/bin/python", PYTHON)

    assert run(command, "--help").stdout.splitlines()[1:] == [f"{clone}/run {command} --help"]
    assert command in run("--help").stdout


def test_packages_are_installed_once_by_hash_and_again_where_anything_changed(
    run: Run, clone: Path, tmp_path: Path
) -> None:
    """A moved folder and a changed list are changes; a second run is none."""
    (clone / ".venv/bin").mkdir(parents=True)
    _program(clone / ".venv/bin/python", PYTHON)
    run("handouts")
    packages, project = _calls(tmp_path)
    run("handouts")

    assert "--require-hashes --only-binary :all:" in packages
    assert "--no-deps --no-build-isolation --editable" in project
    assert len(_calls(tmp_path)) == 2

    (clone / "requirements/handouts.txt").write_text("another", "utf-8")
    run("handouts")
    assert len(_calls(tmp_path)) == 4

    run("handouts", clone=clone.rename(tmp_path / "moved"))
    assert len(_calls(tmp_path)) == 4 + 2


def test_a_wheel_is_tested_in_place_of_the_folder(run: Run, clone: Path, tmp_path: Path) -> None:
    """In an environment that is made anew, with the packages that are pinned, from no index."""
    programs = tmp_path / "programs"
    _program(programs / "pdftotext", "")
    _program(programs / "fake", PYTHON)
    making = 'for last; do :; done; rm -rf "$last"; mkdir -p "$last/bin"; cp "${0%/*}/fake" "$last/bin/python"'
    _program(programs / "python3", f'case "$*" in *" venv "*) {making} ;; esac')
    wheel = tmp_path / "a wheel.whl"
    wheel.touch()
    results = [run("wheel", str(wheel), "-x") for _ in range(2)]

    assert [result.returncode for result in results] == [0, 0], results[0].stderr
    assert (clone / ".venv-wheel" / "bin" / "python").exists()
    assert [call.partition("--no-deps ")[2] for call in _calls(tmp_path)] == ["", f"--no-index {wheel}"] * 2


def test_the_site_is_made_without_pango(run: Run, clone: Path, tmp_path: Path) -> None:
    """It has no PDF in it; a warning ends it."""
    shutil.copy(clone / "requirements/test.txt", clone / "requirements/docs.txt")
    (clone / ".venv/bin").mkdir(parents=True)
    _program(
        clone / ".venv/bin/python", f'{PYTHON}\ncase "$*" in -) exit 1 ;; *" sphinx "*) echo "$*" >>"$CALLS" ;; esac'
    )
    result = run("docs")

    assert result.returncode == 0
    assert result.stderr.endswith("docs/built/index.html\n")
    *_, made = _calls(tmp_path)
    assert "--fail-on-warning" in made
    assert "apt-get" not in "".join(_calls(tmp_path))


@pytest.mark.parametrize(
    ("arguments", "code"),
    [((), 0), (("--help",), 0), (("handout",), 2), (("campaign", "no"), 2), (("wheel", "no"), 2), (("wheel",), 2)],
)
def test_usage_is_said(arguments: tuple[str, ...], code: int, run: Run) -> None:
    """On standard output where it is what was wanted."""
    result = run(*arguments)

    assert (result.returncode, "usage: ./run handouts" in (result.stderr if code else result.stdout)) == (code, True)

"""The commands that are printed work as they stand, where the person stands who reads them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cma_content.cli.calling import MODULE, program


@pytest.mark.skipif(os.name == "nt", reason="its paths look otherwise")
@pytest.mark.parametrize(
    ("script", "typed", "called"),
    [
        ("/opt/tools/bin/cma-content", ["python"], "cma-content"),
        ("HERE/.venv/bin/cma-content", ["python"], ".venv/bin/cma-content"),
        ("../.venv/bin/cma-content", ["python"], "../.venv/bin/cma-content"),
        ("./cma-content", ["python"], "./cma-content"),
        ("./run", ["HERE/.venv/bin/python", "-P", "-c", "import sys"], "./run"),
        ("HERE/clone/run", ["python", "-c", "import sys"], "clone/run"),
        ("/opt/my tools/cma-content", ["python"], "'/opt/my tools/cma-content'"),
        ("/opt/100%/cma-content", ["python"], MODULE),
        ("__main__.py", ["python", "-m", "cma_content", "check"], "python -m cma_content"),
        ("__main__.py", ["python3.12", "-P", "-m", "cma_content"], "python3.12 -m cma_content"),
        ("__main__.py", ["HERE/.venv/bin/python", "-m", "cma_content"], ".venv/bin/cma-content"),
        ("__main__.py", ["other/bin/python", "-m", "cma_content"], "other/bin/python -m cma_content"),
        ("server.py", ["/usr/bin/python", "server.py"], MODULE),
        ("__main__.py", ["python", "-m", "pytest"], MODULE),
        ("", [], MODULE),
    ],
)
def test_the_command_line_is_named_as_it_was_called(
    script: str, typed: list[str], called: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On the path by its name, else by a path that is short below the folder; a library does not know."""
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "cma-content").touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", "/opt/tools/bin:/usr/bin")
    monkeypatch.setattr(sys, "argv", [script.replace("HERE", str(tmp_path))])
    monkeypatch.setattr(sys, "orig_argv", [word.replace("HERE", str(tmp_path)) for word in typed])

    assert program() == called


@pytest.mark.skipif(os.name == "nt", reason="its shells quote in other ways")
def test_a_printed_command_runs_without_an_activated_environment(tmp_path: Path) -> None:
    """As it is printed, in the same folder, with nothing of this project on the path."""
    environment = {**os.environ, "PATH": "/usr/bin:/bin"}

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            words, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, timeout=60
        )

    command = run(sys.executable, "-m", "cma_content", "explain", "no").stderr.partition("All codes: ")[2].strip()

    assert command.startswith(("/", "'"))
    assert run("/bin/sh", "-c", command).stdout.startswith("CC1")

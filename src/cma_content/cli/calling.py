"""How this program was called, so that a command it prints works as it stands for whoever reads it."""

import os
import shlex
import sys
from pathlib import Path
from typing import Final

MODULE: Final = "python -m cma_content"
"""What starts the command line in an activated environment, and what is named where nobody knows how it was called."""
_SCRIPT: Final = "cma-content"
_RUN: Final = "run"
"""That of a clone, which hands its own name on."""


def program() -> str:
    """What starts the command line again in the folder where this process was started; else `MODULE`."""
    called = _called()
    # argparse takes a percent sign in a usage for a format.
    return MODULE if "%" in called else called


def is_script() -> bool:
    """Whether a script of this project was started, which runs nothing that lies in the folder."""
    script = Path(sys.argv[0] if sys.argv else "")
    return script.stem == _SCRIPT or script.name == _RUN


def _called() -> str:
    script = Path(sys.argv[0] if sys.argv else "")
    if script.stem == _SCRIPT and script.parent in map(Path, os.get_exec_path()):
        return _SCRIPT
    if is_script():
        return _from_here(script)
    typed, *words = sys.orig_argv or [""]
    if "-m" not in words or words[words.index("-m") :][1:2] != ["cma_content"]:
        return MODULE
    python = Path(typed)
    if python.name == typed:
        return f"{typed} -m cma_content"
    beside = python.with_name(f"{_SCRIPT}{python.suffix if os.name == 'nt' else ''}")
    return _from_here(beside) if beside.is_file() else f"{_from_here(python)} -m cma_content"


def quoted(word: str) -> str:
    """A word as a shell of this system takes it."""
    if os.name == "nt":
        return f'"{word}"' if " " in word else word
    return shlex.quote(word)


def _from_here(command: Path) -> str:
    """The path of a command as one types it here: short where it lies below this folder, and never a bare name."""
    try:
        path = command.absolute().relative_to(Path.cwd())
    except (OSError, ValueError):
        path = command
    return quoted(f".{os.sep}{path}" if path.name == str(path) else str(path))

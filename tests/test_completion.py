"""What a shell completes, by the script that `completion` prints."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cma_content.cli import main
from cma_content.cli.arguments import COMMANDS, SHELLS

TYPED = {
    "": [*COMMANDS],
    "ver": ["verify"],
    "export --la": ["--layout"],
    "export --layout f": ["fact-sheet"],
    "export --layout two": ["two-sided"],
    "export --to m": ["md"],
    "export --audience m": ["manager"],
    "explain CC30": [f"CC30{number}" for number in range(1, 10)],
    "new p": ["program"],
    "check --format sa": ["sarif"],
    "check my": ["my-article.yaml"],
    "batch -o so": ["some-folder"],
    "export --region my": [],
    "completion z": ["zsh"],
}
TRY = """
source "./$1"
function=$(complete -p cma-content)
function=${function#*-F }
while IFS= read -r line; do
  COMP_WORDS=(cma-content $line)
  [[ -n $line ]] || COMP_WORDS=(cma-content "")
  COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) COMPREPLY=()
  ${function%% *}
  echo "${COMPREPLY[*]}"
done
"""


def test_bash_completes_commands_options_words_and_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In a real bash, in a folder with a file and a folder."""
    pytest.importorskip("shtab")
    bash = shutil.which("bash")
    if not bash:
        pytest.skip("there is no bash")
    assert main(["completion", "bash"]) == 0
    (tmp_path / "script").write_text(capsys.readouterr().out, "utf-8")
    (tmp_path / "my-article.yaml").touch()
    (tmp_path / "some-folder").mkdir()
    done = subprocess.run(
        [bash, "--norc", "-c", TRY, "bash", "script"],
        input="".join(f"{line}\n" for line in TYPED),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    shown = [sorted(line.split()) for line in done.stdout.splitlines()]

    assert done.stderr == ""
    assert dict(zip(TYPED, shown, strict=True)) == {line: sorted(words) for line, words in TYPED.items()}


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_is_printed_as_shtab_wrote_it(
    shell: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing in it needs escaping on any console; and it completes the command, not `python`."""
    shtab = pytest.importorskip("shtab")
    made: list[str] = []
    complete = shtab.complete

    def kept(*given: object) -> str:
        made.append(complete(*given))
        return made[0]

    monkeypatch.setattr(shtab, "complete", kept)
    assert main(["completion", shell]) == 0
    printed = capsys.readouterr().out

    assert printed.splitlines() == made[0].splitlines()
    assert printed.isascii()
    assert "cma-content" in printed
    assert "python" not in printed.replace("python -m cma_content", "")


def test_without_shtab_it_says_what_brings_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the extra that names it."""
    monkeypatch.setitem(sys.modules, "shtab", None)

    assert main(["completion", "bash"]) == 4
    assert "completion needs shtab; install it: " in capsys.readouterr().err

"""The pages of the documentation as a reader follows them: what stands in them is run, from the first line on.

A block is run if it is Python, or indented, or `sh`: commands, a line each. One behind a line that is a name in marks
of code and a colon is a file of that name. `text` behind what was run is a part of what it prints. What else there is
has to say why it is not run, in a comment of its own before it: `<!-- not run: REASON -->`, or `<!-- shown -->` where
there is nothing to run. `<!-- page not run: REASON -->` says so of a page.
"""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

import pytest
from cma_content_pdf import PDFExporter
from markdown_it import MarkdownIt

from cma_content.cli import main
from cma_content.cli.arguments import COMMANDS
from cma_content.preview.server import Server

ROOT: Final = Path(__file__).parent.parent
_LANGUAGES: Final = {"python": "python", "text": "output", "sh": "commands"}
CLI: Final = ["python", "-m", "cma_content"]
"""How a page calls the program."""
_CODES: Final = {"preview": 130, "identify": 1}
"""`preview` runs until Ctrl-C; the code of an example is that of no handout."""
_RUN: Final = (ROOT / "run").read_text("utf-8")


@dataclass(frozen=True)
class Piece:
    """One block of code of a page."""

    kind: Literal["python", "commands", "file", "output", "not run", "shown", "unknown"]
    text: str
    line: int
    name: str = ""
    """Of a file."""
    reason: str = ""
    """Why it is not run."""


def pieces(text: str) -> Iterator[Piece]:
    """Every block of code in a page of Markdown but Sphinx's own directives, in its order."""
    before = ""
    of_page = re.search(r"^<!-- page (not run: .+ -->)$", text, re.MULTILINE)
    for token in MarkdownIt("commonmark").parse(text):
        if token.type in ("fence", "code_block") and not token.info.startswith("{"):
            before = f"<!-- {of_page[1]}" if of_page else before
            yield _piece(token.content, token.map[0] + 1 if token.map else 0, token.info.strip(), token.type, before)
        if token.content:
            before = token.content.strip()


def _piece(text: str, line: int, language: str, block: str, before: str) -> Piece:
    if found := re.fullmatch(r"<!-- (not run: (.+)|shown) -->", before):
        return Piece("not run" if found[2] else "shown", text, line, reason=found[2] or "")
    if found := re.fullmatch(r"`([\w./-]+)`:", before):
        return Piece("file", text, line, name=found[1])
    kind: Any = _LANGUAGES.get(language, "unknown") if block == "fence" else "commands"
    return Piece(kind, text, line)


def commands(text: str) -> Iterator[list[str]]:
    """The words of each command that a page has a reader run."""
    for piece in pieces(text):
        if piece.kind == "commands":
            yield from (_in_full(words) for words, _ in _lines(piece))


def run(
    text: str,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    provided: Mapping[str, bytes] | None = None,
) -> dict[str, object]:
    """Does what a page says in an empty folder; returns the names that its Python has set.

    `provided` are files that a reader would have fetched. The PDF engine, which takes its time, is left out.
    """
    monkeypatch.chdir(folder)
    monkeypatch.syspath_prepend(folder)
    monkeypatch.setattr(PDFExporter, "export", lambda *_: b"%PDF-")
    monkeypatch.setattr(PDFExporter, "pages", lambda *_: 1)
    monkeypatch.setattr(Server, "service_actions", _interrupt)
    for name, content in (provided or {}).items():
        (folder / name).write_bytes(content)
    names: dict[str, object] = {"__name__": "__main__"}
    printed = ""
    for piece in pieces(text):
        match piece.kind:
            case "python":
                code = compile("\n" * piece.line + piece.text, "page", "exec")
                exec(code, names)  # noqa: S102 - our own pages
            case "commands":
                for words, code_expected in _lines(piece):
                    _command(words, code_expected, folder)
            case "file":
                path = folder / piece.name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(piece.text, "utf-8")
            case "output":
                assert piece.text.strip() in printed, f"line {piece.line}: not what is printed:\n{printed}"
            case "unknown":
                pytest.fail(f"line {piece.line}: nobody knows how to run this block")
        if piece.kind in ("python", "commands"):
            printed = "".join(capsys.readouterr())
    return names


def _lines(piece: Piece) -> Iterator[tuple[list[str], int]]:
    for line in piece.text.splitlines():
        if words := shlex.split(line, comments=True):
            code = re.search(r"#.*\bexit code (\d+)", line)
            yield words, int(code[1]) if code else 0


def _command(words: list[str], code: int, folder: Path) -> None:
    words = _in_full(words)
    if words[0] == "./run":
        assert f"\n{words[1]})\n" in _RUN, words
        return
    if words[:3] == CLI:
        words = [path for word in words[3:] for path in _expanded(word, folder)]
        if words[0] == "batch":
            # Its workers draw with the true engine.
            roster = folder / words[1]
            roster.write_text(roster.read_text("utf-8").replace(",pdf", ",html"), "utf-8")
        assert main(words) == _CODES.get(words[0], code), words
    elif words[0] == "python":
        done = subprocess.run([sys.executable, *words[1:]], cwd=folder, check=False, timeout=120)
        assert done.returncode == code, words
    else:
        pytest.fail(f"nobody knows how to run: {shlex.join(words)}")


def _in_full(words: list[str]) -> list[str]:
    """A command of ours as it is called everywhere."""
    match words:
        case ["cma-content", *rest]:
            return [*CLI, *rest]
        case ["./run", "handouts", *rest]:
            return [*CLI, "export", *rest]
        case ["./run", name, *rest] if name in COMMANDS:
            return [*CLI, name, *rest]
    return words


def _expanded(word: str, folder: Path) -> list[str]:
    if "*" not in word:
        return [word]
    # Those without an engine are no PDFs.
    return [path.relative_to(folder).as_posix() for path in sorted(folder.glob(word)) if path.suffix != ".pdf"]


def _interrupt(_: Server) -> None:
    raise KeyboardInterrupt

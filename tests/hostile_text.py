"""Strings that would command a terminal or a log, or forge a line of a report; and what no output may hold."""

import io
import random
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import Final

import pytest

from cma_content.cli import main

CONTROLS: Final = [chr(code) for code in (*range(0x20), *range(0x7F, 0xA0))]
UNSEEN: Final = [
    chr(code)
    for code in (
        *(0xAD, 0x34F, 0x61C, 0x115F, 0x17B4, 0x180B, 0x180E, *range(0x200B, 0x2010), *range(0x2028, 0x202F)),
        *(*range(0x2060, 0x2070), 0x3164, 0xD800, 0xDC80, 0xDCFF, 0xDFFF, 0xE000, 0xF8FF, 0xFDD0, 0xFE0F, 0xFEFF),
        *(0xFFA0, 0xFFF9, 0xFFFB, 0xFFFE, 0xFFFF, 0x1D173, 0x1FFFF, 0xE0001, 0xE0041, 0xE0100, 0xF0000, 0x10FFFF),
    )
]
SEQUENCES: Final = [
    *(
        "\x1b[31m",
        "\x1b[2J",
        "\x1b[H",
        "\x1b[1A",
        "\x1b[6n",
        "\x1bc",
        "\x1b(0",
        "\x1b]0;title\x07",
        "\x1bP+q544e\x1b\\",
    ),
    *(
        "\x1b]8;;https://evil.example\x1b\\a\x1b]8;;\x1b\\",
        "\x1b]52;c;eA==\x07",
        "\x9b31m",
        "\x9d0;title\x9c",
        "\x90q\x9c",
    ),
    *("\x08\x08\x08", "\a\a", "\x0e", "\x1b[?1049h", "\x1b[8m", "\x1b]1337;File=:\x07", "\x05", "\x11\x13"),
]
COMMANDS: Final = [
    *("::error::FORGED", "::stop-commands::FORGED", "##[error]FORGED", "##[add-mask]FORGED", "###[group]FORGED"),
    *("##vso[task.setvariable variable=a]FORGED", "##teamcity[message text='FORGED']", "#\u200d#[error]FORGED"),
    *("%0A::error::FORGED", "%0D%0A##[error]FORGED", "  ::error::FORGED", "\u3000::error::FORGED"),
    *("\u200d::error::FORGED", "\xa0\xad::error::FORGED", ":\u034f:error::FORGED", "&#10;::error::FORGED"),
]
BREAKS: Final = ["\n", "\r", "\r\n", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029", "\n\n\t"]
LINES: Final = [
    *(
        "::error::FORGED",
        "##[error]FORGED",
        "FORGED",
        "  pass            FORGED",
        "error: FORGED",
        "No problems. FORGED",
    ),
    *("file: FORGED", "error[CC101] FORGED", "Wrote FORGED", "  1 | FORGED", "usage: FORGED"),
]


def _hostile() -> Iterator[str]:
    yield from (f"a{sign}b" for sign in (*CONTROLS, *UNSEEN))
    yield from SEQUENCES
    yield from COMMANDS
    yield from (f"a{end}{line}" for end, line in product(BREAKS, LINES))
    yield from (
        "\x1b[31m" * 40,
        "\n" * 400 + "FORGED",
        f"{'a' * 3000}\nFORGED",
        "\u202e" * 400,
        "e\u0301" * 400 + "\x1b",
    )
    chance = random.Random("hostile")  # noqa: S311 - chance, not secrecy
    pieces = [*CONTROLS, *UNSEEN, *SEQUENCES, *COMMANDS, *BREAKS, *"aé漢 :#[]{}'\"\\%,-&*!|>", "\nFORGED"]
    yield from ("".join(chance.choices(pieces, k=chance.randint(3, 12))) for _ in range(80))


HOSTILE: Final = tuple(dict.fromkeys(_hostile()))
"""Every control and unseen character, sequences of terminals, commands of logs, line breaks of every kind, mixtures."""
COLORS: Final = re.compile("\033\\[(?:0|1|31|33|36)m")


def bundles(strings: Sequence[str] = HOSTILE, *, size: int = 16) -> Iterator[str]:
    """All of the strings, several in one."""
    for start in range(0, len(strings), size):
        yield "|".join(strings[start : start + size])


def printed(words: Iterable[str], monkeypatch: pytest.MonkeyPatch, *, colored: bool = False) -> tuple[int, str]:
    """The exit code of a command and what it printed, as text: its bytes are held to what is ours."""
    streams = [io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2)]
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stdout", streams[0])
        patched.setattr(sys, "stderr", streams[1])
        code = main(list(words))
    text = "".join(_bytes(stream).decode("utf-8") for stream in streams)
    check(COLORS.sub("", text) if colored else text)
    return code, text


def _bytes(stream: io.TextIOWrapper) -> bytes:
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue()


def check(text: str) -> None:
    """Fails where `text` holds what commands a terminal or a log, or does not show, or a line that is not ours."""
    for sign in set(text) - {"\n"}:
        kind = unicodedata.category(sign)
        assert kind not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") or sign in "\u200c\u200d", f"{sign!r} in {text!r}"
        assert sign not in "\u034f\u115f\u17b4\u180b\u3164\uffa0\U000e0100", f"{sign!r} in {text!r}"
    # Joiners belong behind letters that need them.
    assert not re.search("[\x00-\x7f][\u200c\u200d\ufe0e\ufe0f]", text), text
    for line in text.split("\n"):
        assert not re.search(r"#[^\w\s]?#\w*\[", line), line
        assert not re.match(r"\s*(::(?!error file=|warning file=)|FORGED)", line), line


def named(folder: Path, strings: Iterable[str] = HOSTILE, *, ending: str) -> list[Path]:
    """A name of a file of the folder for each string, as far as the system takes it."""
    names = (string.replace("/", "-").replace("\0", "-")[:60] for string in strings)
    fitting = (name for name in names if not re.search("[\ud800-\udc7f\udd00-\udfff]", name))
    return [folder / f"{number}{name}{ending}" for number, name in enumerate(fitting)]

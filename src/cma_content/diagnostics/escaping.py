"""Text of others, fit to be printed: on one line, nothing in it unseen, no command to a terminal or to a log."""

import re
from itertools import accumulate
from typing import Final, Literal

Color = Literal["bold", "blue", "red", "yellow"]
Line = str | tuple[str | tuple[Color, str], ...]
"""One line of a report, whole or in parts, some of them colored; escaped by whoever prints it."""
WIDTH: Final = 80
"""The columns of a terminal that lines are made for; a word or a path that is longer is not broken."""
# Spaces with a width of their own, which move nothing; typography needs them.
_SPACES: Final = frozenset("\xa0\u1680\u202f\u205f\u3000").union(map(chr, range(0x2000, 0x200B)))
# What Python calls printable and shows nothing: joiners and fillers of letters, selectors of variants.
_BLANKS: Final = frozenset(
    map(
        chr,
        (
            *(0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0),
            *range(0x180B, 0x1810),
            *range(0xFE00, 0xFE10),
            *range(0xE0100, 0xE01F0),
        ),
    )
)
# Persian and Indic words and many emoji are wrong without them; beside ASCII they only hide.
_JOINERS: Final = frozenset("\u200c\u200d\ufe0e\ufe0f")
# Accents and, within words, joiners.
_WIDTHLESS: Final = ("Mn", "Me", "Cf")
_LOG_COMMAND: Final = r"#(?=#\w*\[)"


def escaped(text: str) -> str:
    r"""`text` with all that does not show as itself spelled out: \x1b, \n, \u202e; escaping twice changes nothing.

    Logs of continuous integration obey ##[error], ##vso[...] and ##teamcity[...] wherever they stand: \x23#[error].
    """
    if not (text.isascii() and text.isprintable()):
        shown = [""]
        for sign in text:
            shown.append(sign if _shows(sign) or _joins(shown[-1], sign) else sign.encode("unicode_escape").decode())
        text = "".join(shown)
    return re.sub(_LOG_COMMAND, r"\\x23", text) if "##" in text else text


def width(text: str) -> int:
    """How many columns of a terminal `text` takes, escaped: none for an accent, two for a Chinese character."""
    return sum(map(_columns, escaped(text)))


def cut(text: str, columns: int) -> str:
    """As much of `text`, which is escaped, as so many columns of a terminal hold."""
    return text[: sum(end <= columns for end in accumulate(map(_columns, text)))]


def wrapped(text: str, indent: str = "", columns: int = WIDTH) -> list[str]:
    """`text` in lines of so many columns, those after the first indented; broken at spaces alone."""
    lines = [""]
    for word in text.split(" "):
        line = f"{lines[-1]} {word}" if lines[-1].strip() else lines[-1] + word
        if width(line) > columns and lines[-1].strip():
            lines.append(indent + word)
        else:
            lines[-1] = line
    return lines


def _columns(sign: str) -> int:
    if sign.isascii():
        return 1
    import unicodedata  # a program of ASCII alone starts without it

    if unicodedata.category(sign) in _WIDTHLESS:
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def plain(line: Line) -> str:
    """A whole line without its colors, escaped and inert."""
    text = line if isinstance(line, str) else "".join(part if isinstance(part, str) else part[1] for part in line)
    return inert(escaped(text))


def inert(line: str) -> str:
    """A line that is no workflow command: GitHub obeys one that begins with two colons, behind spaces too."""
    return line.replace(":", r"\x3a", 1) if line.lstrip().startswith("::") else line


def escaped_json(text: str) -> str:
    r"""JSON that means the same, all that does not show and all commands to a log in it as JSON spells them: \u202e."""
    text = re.sub(_LOG_COMMAND, r"\\u0023", text) if "##" in text else text
    return re.sub(r"[^\n -~]", lambda found: found[0] if _shows(found[0]) else spelled_json(found[0]), text)


def spelled_json(sign: str) -> str:
    r"""A character as JSON escapes it: \u202e, or two of these."""
    code = sign.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{code[start : start + 4]}" for start in range(0, len(code), 4))


def _shows(sign: str) -> bool:
    return (sign.isprintable() or sign in _SPACES) and sign not in _BLANKS


def _joins(before: str, sign: str) -> bool:
    return sign in _JOINERS and not (before.isascii() or before.isspace())

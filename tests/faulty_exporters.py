"""Exporters that break the contract, each in one way, and what the kit says of it."""

import contextlib
import datetime
import os
import random
import socket
import time
import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any, Final

from cma_content import Handout
from cma_content.handout import tree


class Good:
    """A line for each line of the handout."""

    media_type = "text/plain"
    suffix = ".txt"

    def export(self, handout: Handout, /) -> bytes:
        """The text, UTF-8."""
        return "\n".join(self.lines(tree.walk(handout.body))).encode()

    def lines(self, lines: Iterable[tree.Line]) -> Iterator[str]:
        """What is written."""
        return (line.words for line in lines)


class ReadsClock(Good):
    def export(self, handout: Handout, /) -> Any:
        return super().export(handout) + f"{datetime.datetime.now():%Y-%m-%d}".encode()  # noqa: DTZ005


class DatesItsMembers(Good):
    media_type, suffix = "application/zip", ".zip"

    def export(self, handout: Handout, /) -> Any:
        with zipfile.ZipFile(output := BytesIO(), "w") as file:
            file.writestr("text", super().export(handout))
        return output.getvalue()


class WritesTheYear(Good):
    def export(self, handout: Handout, /) -> Any:
        return super().export(handout) + time.strftime("%Y").encode()


class OpensSocket(Good):
    def export(self, handout: Handout, /) -> Any:
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", 9), 1).close()
        return super().export(handout)


class KeepsState(Good):
    drawn: list[str] = []  # noqa: RUF012

    def export(self, handout: Handout, /) -> Any:
        self.drawn.append(handout.name)
        return super().export(handout) + str(len(self.drawn)).encode()


class ChangesTheProcess(Good):
    def export(self, handout: Handout, /) -> Any:
        random.seed(len(handout.name))
        return super().export(handout)


class DrawsLots(Good):
    def export(self, handout: Handout, /) -> Any:
        return super().export(handout) + str(random.random()).encode()  # noqa: S311


class PrintsMarkup(Good):
    def export(self, handout: Handout, /) -> Any:
        return super().export(handout) + handout.article.main_message.encode() + handout.article.key_points[0].encode()


class DropsBlock(Good):
    def lines(self, lines: Iterable[tree.Line]) -> Any:
        return super().lines(line for line in lines if not isinstance(line.node, tree.Timeline))


class Reorders(Good):
    def lines(self, lines: Iterable[tree.Line]) -> Any:
        return super().lines(sorted(lines, key=lambda line: line.role == "item"))


class SaysTwice(Good):
    def export(self, handout: Handout, /) -> Any:
        return super().export(handout) * 2


class ReturnsText(Good):
    def export(self, handout: Handout, /) -> Any:
        return super().export(handout).decode()


class ReturnsNothing(Good):
    def export(self, handout: Handout, /) -> Any:
        del handout
        return b""


class WrongSuffix(Good):
    suffix = "txt"


class OtherSuffix(Good):
    suffix = ".pdf"


class ReadsEnvironment(Good):
    def export(self, handout: Handout, /) -> Any:
        return super().export(handout) + os.environ.get("HOME", "").encode()


class DependsOnHashes(Good):
    def export(self, handout: Handout, /) -> Any:
        return super().export(handout) + "".join({section.id for section in handout.sections}).encode()


class SwallowsTheDeadline(Good):
    def export(self, handout: Handout, /) -> Any:
        try:
            return super().export(handout)
        except Exception as error:
            raise RuntimeError("it did not work") from error


class CountsBadly(Good):
    def pages(self, handout: Handout, most: int, /) -> float:
        """No number of pages."""
        del handout, most
        return 0


class NamedBadly(Good):
    named_by = ("size",)


FAULTY: Final[dict[type[Good], tuple[str, str]]] = {
    ReadsClock: (
        "looks_at_nothing",
        r"reads the clock \(faulty_exporters.py, line \d+, in export\): dates come from",
    ),
    DatesItsMembers: ("looks_at_nothing", r"reads the clock \(faulty_exporters.py.*zipfile.ZipInfo\(name\)"),
    WritesTheYear: ("another_process", r"it gives other bytes on another day: at byte"),
    OpensSocket: ("looks_at_nothing", r"it opens a connection \(faulty_exporters.py, line \d+, in export\)"),
    KeepsState: ("same_twice", "gives other bytes once it has drawn another handout.*Nothing may be kept between two"),
    ChangesTheProcess: ("leaves_the_process", "it changes what the whole process shares: random numbers"),
    DrawsLots: ("looks_at_nothing", "it draws random numbers .*an id can be a hash of what it names"),
    PrintsMarkup: ("no_markup", r"markup of the article is printed: '<fact:pay-median>'(.|\n)*by tree.plain\(runs\)"),
    DropsBlock: ("every_line", r"it is not in the output, under 'A day': 'A day' \(a heading of a Timeline\)"),
    Reorders: ("every_line", "it stands before what it follows, under "),
    SaysTwice: ("every_line", "it stands 2 times in the output, not 1: "),
    ReturnsText: ("returns_bytes", r"export returns str, not bytes: end it with .encode\(\)"),
    ReturnsNothing: ("returns_bytes", "export returns no bytes"),
    WrongSuffix: ("suffix", "its suffix is 'txt'; one looks like '.csv'"),
    OtherSuffix: ("suffix", "its suffix .pdf is that of application/pdf files, and its media_type is text/plain"),
    ReadsEnvironment: ("looks_at_nothing", r"it reads the environment \(faulty.*\): .*is in handout.options"),
    DependsOnHashes: ("another_process", "it gives other bytes with another hash seed: at byte"),
    SwallowsTheDeadline: ("errors_are_ours", "where the time is up it raises RuntimeError, not the DeadlineError"),
    CountsBadly: ("pages_are_counted", "pages gives a number above 0, each time the same, not 0 and 0"),
    NamedBadly: ("named_by", r"named_by is a tuple of fields of RenderOptions, not \('size',\)"),
}
"""The test of the kit that fails for each, and what it says."""

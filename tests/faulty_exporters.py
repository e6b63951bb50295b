"""Exporters that break the contract, each in one way, and what the kit says of it."""

import contextlib
import datetime
import json
import os
import random
import socket
import sys
import threading
import time
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from cma_content import Handout, OutputError
from cma_content.exporting.verification import Finding
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


class KnowsNoEnd(Good):
    def pages(self, handout: Handout, most: int, /) -> float:
        """As many as there may be, and no more."""
        del handout
        return min(most, 1.5)


class CountsOtherwise(Good):
    def pages(self, handout: Handout, most: int, /) -> float:
        """One number."""
        del handout, most
        return 1.5

    def page_count(self, content: bytes, /) -> int:
        """Another."""
        del content
        return 3


class NamedBadly(Good):
    named_by = ("size",)


class CountsItself(Good):
    made = 0

    def __init__(self) -> None:
        CountsItself.made += 1
        self.number = CountsItself.made

    def export(self, handout: Handout, /) -> Any:
        return super().export(handout) + str(self.number).encode()


class KnowsItsThread(Good):
    def export(self, handout: Handout, /) -> Any:
        return super().export(handout) + threading.current_thread().name.encode()


class EndsTheProcess(Good):
    def export(self, handout: Handout, /) -> Any:
        del handout
        sys.exit("no license for this machine")


class Refuses(Good):
    def export(self, handout: Handout, /) -> Any:
        del handout
        raise OutputError("there is no room")


class NumbersItsEngines(Good):
    def engines(self) -> Mapping[str, Any]:
        """A version that is no text."""
        return {"iniconfig": 2}


class FallsOverWithoutItsEngine(Good):
    def engines(self) -> Mapping[str, str]:
        """One that pytest brings."""
        return {"iniconfig": "2.0"}

    def export(self, handout: Handout, /) -> Any:
        import iniconfig

        return super().export(handout) + iniconfig.__name__.encode()


class FindsNothing(Good):
    def verify(self, path: Path, /) -> Iterable[Finding]:
        """No finding."""
        del path
        return ()


class FailsItself(Good):
    def verify(self, path: Path, /) -> Iterable[Finding]:
        """Whatever it is, it is bad."""
        yield Finding("words are spelled", "fail", path.name)


class PassesAnything(Good):
    def verify(self, path: Path, /) -> Iterable[Finding]:
        """Whatever it is, it is good."""
        yield Finding("words are spelled", "pass", path.name)


class LacksLetters(Good):
    def missing_glyphs(self, text: str, /) -> str:
        """Those that it has as well."""
        return text[:1]


class LacksOneTwice(Good):
    def missing_glyphs(self, text: str, /) -> str:
        """Each as often as it stands there."""
        return "".join(one for one in text if not one.isascii())


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
    KnowsNoEnd: ("pages_are_counted", "where there are more pages than asked for, pages gives any larger number"),
    CountsOtherwise: ("pages_are_counted", "pages counts 1.5, page_count 3 in the file"),
    NamedBadly: ("named_by", r"named_by is a tuple of fields of RenderOptions, not \('size',\)"),
    CountsItself: ("same_twice", "kitchen-sink: two exporters give other bytes: at byte .*Nothing may be kept between"),
    KnowsItsThread: ("in_threads", "kitchen-sink: a thread gives other bytes: at byte .*Nothing may be kept between"),
    EndsTheProcess: (
        "another_process",
        "another process cannot export it: the process ended with code 1: no license for this machine",
    ),
    Refuses: ("returns_bytes", "kitchen-sink: it raises OutputError: there is no room"),
    NumbersItsEngines: ("engines_are_names", r"version of each library by its name, as texts, not {'iniconfig': 2}"),
    FallsOverWithoutItsEngine: (
        "missing_engine_is_named",
        "without iniconfig it ends with ModuleNotFoundError .*and raise MissingEngineError with the line",
    ),
    FindsNothing: ("own_verification", r"verify gives findings: Finding\(family, status, detail\)"),
    FailsItself: ("own_verification", r"its own file fails: words are spelled \(good.txt\)"),
    PassesAnything: ("own_verification", "what is no file of its format does not fail"),
    LacksLetters: ("missing_glyphs", "each character that it cannot draw once: of 'plain words' it gives 'p'"),
    LacksOneTwice: ("missing_glyphs", "each character that it cannot draw once: of '(.)\\1\\1' it gives '\\1\\1\\1'"),
}
"""The test of the kit that fails for each, and what it says."""


class ReadsEveryClock(Good):
    """For the kit's other process, where each of them goes wrong."""

    def export(self, handout: Handout, /) -> Any:
        """The days that they show, as ISO 8601 has them."""
        del handout
        now, zone = datetime.datetime, datetime.UTC
        form = "%Y-%m-%d"
        days = {
            "date.today": datetime.date.today(),  # noqa: DTZ011
            "datetime.now": now.now(),
            "datetime.now(UTC)": now.now(zone),
            "datetime.today": now.today(),
            "datetime.utcnow": now.utcnow(),
            "time": now.fromtimestamp(time.time(), zone),
            "time_ns": now.fromtimestamp(time.time_ns() / 1e9, zone),
        }
        texts = {
            "localtime": time.strftime(form, time.localtime()),
            "gmtime": time.strftime(form, time.gmtime()),
            "strftime": time.strftime(form),
        }
        return json.dumps({**{name: f"{day:{form}}" for name, day in days.items()}, **texts}).encode()

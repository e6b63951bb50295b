"""The contract of an exporter as tests: one class to subclass."""

import contextlib
import mimetypes
import sys
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, ClassVar, Final, NoReturn

import pytest

from cma_content import deadline
from cma_content.errors import ContentError
from cma_content.exporting.registry import Exporter, fault
from cma_content.handout import Handout, tree
from cma_content.testing import words
from cma_content.testing.ability_contract import AbilityContract
from cma_content.testing.articles import CASES, SMALL, handout_of
from cma_content.testing.other_process import VARIATIONS, exported
from cma_content.testing.process_state import state
from cma_content.testing.watching import NetworkUsed, Seen, watched

_MOST: Final = 5
"""Faults that one test reports."""
_FORMS: Final[Mapping[str, str]] = {"text/xml": "application/xml", "text/javascript": "application/javascript"}
"""Media types that have two names."""
_REMEDIES: Final[Mapping[str, str]] = {
    "clock": "dates come from the content: handout.meta.reviewed; a zip member takes zipfile.ZipInfo(name)",
    "environment": "what differs from one handout to another is in handout.options",
    "chance": "the same handout gives the same bytes; an id can be a hash of what it names",
    "network": "whatever is drawn is in the handout, or in your own package",
}


class ExporterContract(AbilityContract):
    """Holds an exporter to the contract, on the guide, its sheet, an article of every block and one of hostile text."""

    exporter: ClassVar[type[Any]]
    """Its class, as the entry point names it."""
    draws: ClassVar[bool] = True
    """Whether it writes the handout for readers. Of a format for data (False) no words are looked for, nor markup."""

    _results: ClassVar[dict[str, Any]]

    def __init_subclass__(cls) -> None:
        """Each class keeps what its exporter made."""
        cls._results = {}

    def text(self, content: bytes) -> str:
        """The words of a file as a reader sees them; to be overridden by a format that is not plain text.

        Markup of the format is left out, and a picture that the author set is there by its words.
        """
        return content.decode("utf-8")

    def lines(self, handout: Handout) -> Iterable[tree.Line]:
        """The lines of a handout that the format says; one that says some parts alone overrides it."""
        return tree.walk(handout.body)

    # What it says.

    def test_its_suffix_and_media_type_name_one_format(self) -> None:
        """As file names and registries have them."""
        exporter = self.made()
        if found := fault(exporter):
            _fail(f"{found}. Both are attributes of the class.")
        known, _ = mimetypes.MimeTypes().guess_type(f"guide{exporter.suffix}")
        if known and {_FORMS.get(known, known)} != {_FORMS.get(exporter.media_type, exporter.media_type)}:
            _fail(f"its suffix {exporter.suffix} is that of {known} files, and its media_type is {exporter.media_type}")

    @pytest.mark.parametrize("case", CASES)
    def test_it_returns_bytes(self, case: str) -> None:
        """Which hold something."""
        self.content(case)

    @pytest.mark.parametrize("case", CASES)
    def test_every_line_is_said_once_and_in_order(self, case: str) -> None:
        """Each string of `lines` stands in `text`."""
        self._needs_words()
        lines = self.lines(handout_of(case, self.made()))
        _fail_for(case, words.faults(lines, self._text(case)), "tree.walk(handout.body) gives every line")

    @pytest.mark.parametrize("case", CASES)
    def test_no_markup_is_printed(self, case: str) -> None:
        """What an author types as <fact:ID>, <term:ID> or **stress** is words in the handout."""
        self._needs_words()
        article = handout_of(case, self.made()).article
        found = (f"markup of the article is printed: {one!r:.100}" for one in words.markup(article, self._text(case)))
        _fail_for(case, found, "draw the texts of the handout, by tree.plain(runs), and none of handout.article")

    # The same bytes.

    @pytest.mark.parametrize("case", SMALL)
    def test_it_draws_the_same_twice(self, case: str) -> None:
        """Also after another handout, and by an exporter that has drawn before."""
        exporter = self.made()
        handouts = {name: handout_of(name, exporter) for name in SMALL}
        other = next(name for name in SMALL if name != case)
        first, _, again = (exporter.export(handouts[name]) for name in (case, other, case))
        if first != again:
            _fail(
                f"{case}: it gives other bytes once it has drawn another handout: {difference(first, again)}. {_STATE}"
            )
        if again != self.content(case):
            _fail(f"{case}: two exporters give other bytes: {difference(again, self.content(case))}. {_STATE}")

    def test_it_draws_the_same_in_threads(self) -> None:
        """Two handouts at once."""
        exporter = self.made()
        with ThreadPoolExecutor(2) as pool:
            made = dict(
                zip(SMALL, pool.map(lambda case: exporter.export(handout_of(case, exporter)), SMALL), strict=True)
            )
        for case, content in made.items():
            if content != self.content(case):
                _fail(f"{case}: a thread gives other bytes: {difference(self.content(case), content)}. {_STATE}")

    def test_it_draws_the_same_in_another_process(self) -> None:
        """In another folder, time zone, encoding and environment, with another hash seed, on another day."""
        for case, found in exported(self.exporter, SMALL, VARIATIONS).items():
            if isinstance(found, str):
                _fail(f"{case}: another process cannot export it: {found}")
            if found != self.content(case):
                _fail(f"{case}: it gives other bytes {self._guilty(case)}: {difference(self.content(case), found)}")

    def test_it_leaves_the_process_as_it_was(self) -> None:
        """Environment, folder, locale, warnings, loggers and random numbers are everybody's."""
        exporter, before = self.made(), state()
        exporter.export(handout_of("kitchen-sink", exporter))
        after = state()
        changed = [name for name, value in before.items() if after[name] != value]
        if changed:
            _fail(f"it changes what the whole process shares: {', '.join(changed)}. {_STATE}")

    # What it does.

    @pytest.mark.parametrize("kind", _REMEDIES)
    def test_it_looks_at_nothing_but_the_handout(self, kind: str) -> None:
        """No clock, no environment variable, no chance, no network."""
        verb = {"network": "opens a connection", "chance": "draws random numbers"}.get(kind, f"reads the {kind}")
        if where := self._seen().get(kind):
            _fail(f"it {verb} ({'; '.join(sorted(where)[:_MOST])}): {_REMEDIES[kind]}")

    def test_its_errors_are_ours(self) -> None:
        """Where the time is up it goes on, or lets the error through that says so."""
        exporter = self.made()
        handout = handout_of("kitchen-sink", exporter)
        with deadline.within(0):
            try:
                exporter.export(handout)
            except ContentError:
                pass
            except Exception as error:
                _fail(
                    f"where the time is up it raises {type(error).__name__}, not the DeadlineError that it got: {error}"
                )

    # How that is found out.

    @classmethod
    def made(cls) -> Exporter:
        """A fresh exporter."""
        found: Exporter = cls.exporter()
        return found

    @classmethod
    def content(cls, case: str) -> bytes:
        """What it makes of a case, which is made once."""
        found: bytes = cls._kept(case, lambda: cls._drawn(case))
        return found

    @classmethod
    def _kept(cls, name: str, make: Callable[[], Any]) -> Any:
        if name not in cls._results:
            cls._results[name] = make()
        return cls._results[name]

    @classmethod
    def _drawn(cls, case: str) -> bytes:
        exporter = cls.made()
        try:
            content: object = exporter.export(handout_of(case, exporter))
        except ContentError as error:
            _fail(f"{case}: it raises {type(error).__name__}: {error}")
        if not isinstance(content, bytes):
            hint = ": end it with .encode()" if isinstance(content, str) else ""
            _fail(f"{case}: export returns {type(content).__name__}, not bytes{hint}")
        if not content:
            _fail(f"{case}: export returns no bytes")
        return content

    def _text(self, case: str) -> str:
        found: str = self._kept(f"text of {case}", lambda: self.text(self.content(case)))
        return found

    def _needs_words(self) -> None:
        if not self.draws:
            pytest.skip("draws = False: what it says is not compared with the handout")

    @classmethod
    def _seen(cls) -> Seen:
        cls.content("kitchen-sink")  # what is imported and read once is there

        def look() -> Seen:
            exporter = cls.made()
            handout = handout_of("kitchen-sink", exporter)
            with watched(cls._own()) as seen, contextlib.suppress(NetworkUsed):
                exporter.export(handout)
            return seen

        found: Seen = cls._kept("what it does", look)
        return found

    @classmethod
    def _own(cls) -> Path:
        """The file of the exporter, or the folder of its package."""
        file = Path(str(sys.modules[cls.exporter.__module__].__file__))
        return file.parent if file.name == "__init__.py" else file

    def _guilty(self, case: str) -> str:
        """The first of the variations that makes a difference by itself."""
        usual = exported(self.exporter, [case])
        found = (one for one in VARIATIONS if exported(self.exporter, [case], [one]) != usual)
        return next(found, "in another process")


_STATE: Final = "Nothing may be kept between two exports: no global, no class attribute, no default that is changed"


def difference(one: bytes, other: bytes) -> str:
    """Where two contents part, with what stands there in both."""
    at = next(
        (index for index, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    start = max(0, at - 20)
    return f"at byte {at:,}, {one[start : at + 20]!r} and {other[start : at + 20]!r}"


def _fail_for(case: str, faults: Iterable[str], remedy: str) -> None:
    found = list(faults)
    if found:
        more = [f"and {len(found) - _MOST} more"] if len(found) > _MOST else []
        _fail("\n  ".join([f"{case}:", *found[:_MOST], *more, f"({remedy})"]))


def _fail(message: str) -> NoReturn:
    pytest.fail(message, pytrace=False)

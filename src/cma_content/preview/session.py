"""What was requested of a preview and what it shows: one lock, numbers that only grow, nothing that draws."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Literal, get_args

from cma_content.errors import ContentError
from cma_content.handout.options import RenderOptions
from cma_content.preview.form import Form

Kind = Literal["html", "pdf"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be built; of two requests, the one with the higher number is the newer."""

    number: int
    revision: int
    """How often the files have changed."""
    options: RenderOptions
    """The choices but for the program, which is read with the article."""
    program: str = ""
    """The name of the program's file; without one, the article's own program."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a request: a handout, or why there is none."""

    number: int
    content: bytes = b""
    error: ContentError | None = None
    notes: tuple[str, ...] = ()
    """What to know of the handout, such as parts that had no room."""
    seconds: float = field(default=0.0, compare=False)


@dataclass(frozen=True, slots=True)
class State:
    """All that the page shows, at one moment."""

    request: Request
    view: Kind
    form: Form
    last: Mapping[Kind, Outcome]
    """What became of the newest request that is finished."""
    good: Mapping[Kind, Outcome]
    """The newest handout."""
    version: int = 0
    """Grows with every change of the rest."""


class Session:
    """The requests and outcomes of one preview; every method may be called from any thread."""

    def __init__(self, options: RenderOptions, program: str = "", form: Form | None = None) -> None:
        none = dict.fromkeys(KINDS, Outcome(0))
        self._state = State(Request(1, 1, options, program), "html", form or Form(), none, none)
        self._changed = threading.Condition()
        self._is_open = True

    @property
    def state(self) -> State:
        """The state at this moment."""
        with self._changed:
            return self._state

    def files_changed(self) -> None:
        """Requests all anew, since a file was saved."""
        with self._changed:
            last = self._state.request
            self._set(request=replace(last, number=last.number + 1, revision=last.revision + 1))

    def choose(self, options: RenderOptions, program: str, view: Kind) -> None:
        """Requests other choices, or what is shown with these."""
        with self._changed:
            last = self._state.request
            wanted = replace(last, options=options, program=program)
            self._set(view=view, request=last if wanted == last else replace(wanted, number=last.number + 1))

    def offer(self, form: Form) -> None:
        """What can be chosen now."""
        with self._changed:
            if form != self._state.form:
                self._set(form=form)

    def next(self, kind: Kind) -> Request | None:
        """Waits for a request that is newer than the last outcome of its kind, while that is what is looked at.

        Nothing when the session has ended.
        """
        with self._changed:
            self._changed.wait_for(lambda: not self._is_open or self.is_due(kind))
            return self._state.request if self._is_open else None

    def finish(self, kind: Kind, outcome: Outcome) -> bool:
        """Shows an outcome, unless that of a newer request is there."""
        with self._changed:
            if outcome.number <= self._state.last[kind].number:
                return False
            good = self._state.good[kind]
            # A save that changes nothing shows nothing anew.
            if not outcome.error and (outcome.content, outcome.notes) != (good.content, good.notes):
                good = outcome
            self._set(last={**self._state.last, kind: outcome}, good={**self._state.good, kind: good})
            return True

    def is_stale(self, number: int) -> bool:
        """Whether there is a newer request, or the session has ended."""
        with self._changed:
            return not self._is_open or number < self._state.request.number

    def wait(self, version: int, seconds: float) -> State | None:
        """The state once it is newer than `version`, or as it is after so many seconds; nothing at the end."""
        with self._changed:
            self._changed.wait_for(lambda: not self._is_open or self._state.version > version, seconds)
            return self._state if self._is_open else None

    def is_due(self, kind: Kind) -> bool:
        """Whether what is looked at, if it is of this kind, is yet to be built."""
        with self._changed:
            state = self._state
            return kind == state.view and state.request.number > state.last[kind].number

    def close(self) -> None:
        """Ends every wait."""
        with self._changed:
            self._is_open = False
            self._changed.notify_all()

    def _set(self, **changes: object) -> None:
        self._state = replace(self._state, version=self._state.version + 1, **changes)  # type: ignore[arg-type]
        self._changed.notify_all()

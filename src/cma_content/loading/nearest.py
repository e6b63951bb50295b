"""What names there are, and which was most likely meant, within a bound on the work for all names of one report."""

import re
from collections.abc import Collection, Hashable
from dataclasses import dataclass, field
from typing import Final

MAX_NAMES: Final = 100
MAX_COMPARED: Final = 100_000
MAX_LISTED: Final = 50
MAX_LENGTH: Final = 100
"""In characters: nobody mistypes a longer name."""


@dataclass(slots=True)
class Names:
    """Finds names for the first hundred that are asked for; a name that was asked for before costs nothing."""

    _bare: dict[Hashable, dict[str, str]] = field(default_factory=dict)
    _listed: dict[Hashable, str] = field(default_factory=dict)
    _found: dict[tuple[Hashable, str], str] = field(default_factory=dict)
    _compared: int = 0

    def near(self, name: str, known: Collection[str], of: Hashable) -> str:
        """The name of `known`, which is all that `of` has, that is most like `name`; nothing if none is close.

        Case, dashes and the like do not count.
        """
        if (of, name) in self._found:
            return self._found[of, name]
        if len(name) > MAX_LENGTH or len(self._found) >= MAX_NAMES or self._compared >= MAX_COMPARED:
            return ""
        if of not in self._bare:
            self._bare[of] = {_bare(other): other for other in sorted(known) if len(other) <= MAX_LENGTH}
        bare = self._bare[of]
        self._compared += len(bare)
        import difflib

        close = difflib.get_close_matches(_bare(name), bare, n=1)
        found = bare[close[0]] if close else ""
        self._found[of, name] = found
        return found

    def listed(self, known: Collection[str], of: Hashable) -> str:
        """The names of `known`, which is all that `of` has, in words: as many as one message can hold."""
        if of not in self._listed:
            shown, rest = sorted(known)[:MAX_LISTED], len(known) - MAX_LISTED
            more = f" and {rest:,} more" if rest > 0 else ""
            self._listed[of] = ("one of " if len(known) > 1 else "") + ", ".join(map(cut, shown)) + more
        return self._listed[of]


def cut(text: str) -> str:
    """At most a line of `text`."""
    text = " ".join(text[:1000].split())
    return f"{text[:60]}…" if len(text) > 60 else text


def _bare(name: str) -> str:
    return re.sub(r"[\W_]", "", name.casefold())

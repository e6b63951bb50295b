"""The parser of arguments: it takes no abbreviations and ends no process."""

import argparse
from typing import NoReturn

from cma_content.cli.terminal import finish, say
from cma_content.errors import UsageError


class Parser(argparse.ArgumentParser):
    """Takes no abbreviations, prints on any console, and raises `UsageError` instead of ending the process."""

    def __init__(self, **settings: object) -> None:
        settings = {"allow_abbrev": False, "formatter_class": argparse.RawDescriptionHelpFormatter, **settings}
        super().__init__(**settings)  # type: ignore[arg-type]
        # From Python 3.14 on, help would be colored by what standard output is, wherever it goes.
        self.color = False

    def print_help(self, file: object = None) -> None:  # noqa: ARG002 - as the base class calls it
        """The help, on standard output."""
        say(*self.format_help().splitlines())
        finish()

    def error(self, message: str) -> NoReturn:
        """What argparse finds wrong, raised."""
        raise self.misuse(message)

    def misuse(self, message: str) -> UsageError:
        """What is wrong, and below it how the command is called."""
        return UsageError(message, *self.format_usage().splitlines())

    def options(self) -> list[str]:
        """What it knows: --to, -o."""
        return sorted(self._option_string_actions)

"""The command line: the one place that parses arguments, prints and ends the process."""

import sys
from collections.abc import Sequence
from importlib import import_module

from cma_content.cli.arguments import parse, parsers
from cma_content.cli.signals import exit_code, stoppable
from cma_content.cli.terminal import PROGRAM, complain, finish, give_up, say
from cma_content.errors import INTERNAL_ERROR, ArticleError, ContentError, OutputError


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code; raises nothing."""
    try:
        if sys.stdout is None:
            raise OutputError("cannot write to standard output: it is closed")
        with stoppable():
            code = _run(sys.argv[1:] if arguments is None else arguments)
            finish()
    except SystemExit as stopped:  # argparse, after help
        return stopped.code if isinstance(stopped.code, int) else 0
    except ArticleError as error:
        _complain_of(error)
        return error.exit_code
    except ContentError as error:
        # The message is escaped, so that every line of it is one that we ended.
        complain(*f"error: {error}".split("\n"))
        return error.exit_code
    except KeyboardInterrupt as stopped:
        complain("Stopped.")
        return exit_code(stopped)
    except BrokenPipeError:
        # The reader of our output has left; that is how `| head` works, so nothing is reported.
        return OutputError.exit_code
    except Exception:
        import traceback

        # Behind a bar, no line of a message stands as one of ours.
        complain(*(f"| {line}" for line in traceback.format_exc().rstrip().split("\n")))
        complain("This is an internal error of cma_content. Please report it with the lines above.")
        return INTERNAL_ERROR
    finally:
        give_up()
    return code


def _run(arguments: Sequence[str]) -> int:
    options = parse(arguments)
    if options.version:
        from cma_content.exporting.registry import version_of

        say(f"cma_content {version_of('cma-content')}")
        return 0
    if not options.command:
        parsers()[0].print_help()
        return 0
    # Each command is a module of its own, which brings what it needs.
    code: int = import_module(f"cma_content.cli.{options.command}").run(options)
    return code


def _complain_of(error: ArticleError) -> None:
    from cma_content.cli.check import count
    from cma_content.diagnostics.reports import text_lines

    complain(*text_lines(error.problems))
    complain("", f"{count(error.problems)}. Nothing was written.", *getattr(error, "__notes__", ()))
    complain(f"Explain a code: {PROGRAM} explain {error.problems[0].rule.code}")

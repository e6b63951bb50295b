"""The command line: the one place that parses arguments, prints and decides the exit code."""

import os
import sys
import traceback
from collections.abc import Sequence

from cma_content.cli.arguments import parser
from cma_content.cli.terminal import count, report
from cma_content.errors import ArticleError, ContentError, OutputError


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code."""
    options = parser().parse_args(arguments)
    try:
        code: int = options.run(options)
        sys.stdout.flush()
    except ArticleError as error:
        print(report(error, "text", sys.stderr.isatty()), file=sys.stderr)
        print(f"\n{count(error)}. Nothing was written.", file=sys.stderr)
        return error.exit_code
    except ContentError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader of our output has gone; what Python still holds for it has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OutputError.exit_code
    except Exception:
        traceback.print_exc()
        print("\nThis is a mistake of cma_content, not yours. Please report it with the lines above.", file=sys.stderr)
        return 70
    return code

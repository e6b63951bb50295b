"""Valid articles made by chance, each checked and then written in all six formats by the command.

./run campaign generated --articles 300 --seed 1 --jobs 2
"""

import argparse
import contextlib
import io
import multiprocessing
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from generating import generated

from cma_content.cli import main as command
from cma_content.loading.dump import dump

FORMATS: Final = ("docx", "epub", "html", "json", "md", "pdf")


@dataclass(frozen=True)
class Result:
    """What became of an article."""

    seed: int
    codes: tuple[int, ...]
    """The exit codes of `check`, `check --strict` and `export`."""
    files: tuple[str, ...]
    """The endings of what was written."""
    printed: str

    @property
    def fault(self) -> str:
        """What should not be; nothing where all is well."""
        check, _, export = self.codes
        if check or export or self.files != FORMATS:
            return f"seed {self.seed}: exit codes {self.codes}, written {self.files}\n{self.printed}"
        return ""


def tried(seed: int) -> Result:
    """The article of a seed, through the command."""
    with tempfile.TemporaryDirectory() as name:
        article, out, message = Path(name, "article.yaml"), Path(name, "out"), io.StringIO()
        article.write_text(dump(generated(seed)), "utf-8")
        with contextlib.redirect_stdout(message), contextlib.redirect_stderr(message):
            codes = tuple(
                command(arguments)
                for arguments in (
                    ["check", str(article)],
                    ["check", "--strict", str(article)],
                    ["export", str(article), "--to", ",".join(FORMATS), "-o", str(out)],
                )
            )
        files = tuple(sorted(path.suffix[1:] for path in out.iterdir())) if out.is_dir() else ()
        return Result(seed, codes, files, message.getvalue())


def main() -> int:
    """Prints what came of it; 1 where `check` or `export` refused an article, or a format is missing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1, help="of the first article")
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()
    started = time.perf_counter()
    with multiprocessing.get_context("spawn").Pool(options.jobs) as pool:
        results = pool.map(tried, range(options.seed, options.seed + options.articles), chunksize=10)
    faults = [result.fault for result in results if result.fault]
    print(f"{'articles':>9}{'checked':>9}{'strictly':>9}{'exported':>9}{'files':>7}{'seconds':>9}")
    counts = [sum(code == 0 for code in codes) for codes in zip(*(result.codes for result in results), strict=True)]
    files = sum(len(result.files) for result in results)
    print(f"{len(results):>9}{''.join(f'{n:>9}' for n in counts)}{files:>7}{time.perf_counter() - started:>9.1f}")
    print("\n".join(faults[:10]))
    return int(bool(faults) or not results)


if __name__ == "__main__":
    sys.exit(main())

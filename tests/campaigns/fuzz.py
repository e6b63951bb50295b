"""Mutates good and bad articles at random; whatever comes in must end as an article or as problems with a place.

./run campaign fuzz --inputs 100000 --seed 1 --jobs 2
./run campaign fuzz --folder PATH

The same seed and number of jobs make the same inputs. What crashed or hung is kept in the folder `crashers`.
With a folder, every file in it is tried instead, by either parser: the YAML test suite, say.
"""

import argparse
import hashlib
import io
import json
import multiprocessing
import random
import re
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from cma_content import Article, ArticleError, export
from cma_content.diagnostics import reports
from cma_content.errors import UsageError
from cma_content.loading import loader, yaml_parser
from cma_content.loading.document import lines_of
from cma_content.loading.pure_loader import PureLoader
from cma_content.loading.templates import ARTICLE

TESTS: Final = Path(__file__).parent.parent
NAME: Final = "a.yaml"
MOST_SECONDS: Final = 2.0
MOST_BYTES: Final = 60_000
BUILT: Final = 0.02
"""The share of valid articles that are drawn as a page as well."""
NASTY: Final = (
    *(
        sign.encode()
        for sign in (
            *(
                "[",
                "]",
                "{",
                "}",
                ": ",
                "- ",
                "? ",
                "#",
                " #",
                "&a ",
                "*a",
                "!!int ",
                "|",
                ">",
                "'",
                '"',
                "%",
                "@",
                "`",
                "~",
            ),
            *(
                "\n",
                "\n\n",
                "\r",
                "\t",
                "  ",
                "\n---\n",
                "\n...\n",
                "null",
                "<<: ",
                ",",
                "\\",
                "\\x00",
                "include: a.yaml\n",
            ),
            *(
                "\0",
                "\x85",
                "\u2028",
                "\ufeff",
                "\u202e",
                "\ufffe",
                "\U0001f469\u200d\U0001f52c",
                "e\u0301",
                "ﷺ",
                "٣",
                "²",
            ),
            *(
                "**",
                "*",
                "<fact:",
                "<term:x>",
                "<source:",
                "](",
                "](#",
                "[x](file:///etc/passwd)",
                "{{ x }}",
                "<script>",
            ),
            *("9" * 5000, "1e999", "-0", "nan", ".inf", "0x1F", "2026-02-30", "0000-00-00", "99999-01-01"),
        )
    ),
    *(b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xff\xfe"),
)


@dataclass(slots=True)
class Tally:
    """What came of the inputs."""

    inputs: int = 0
    valid: int = 0
    built: int = 0
    slowest: float = 0.0
    """In seconds."""
    crashes: list[str] = field(default_factory=list)
    hangs: list[str] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        self.inputs += other.inputs
        self.valid += other.valid
        self.built += other.built
        self.slowest = max(self.slowest, other.slowest)
        self.crashes += other.crashes
        self.hangs += other.hangs


class Hang(BaseException):
    """An input took too long; no handler of ordinary errors may catch it."""


class Memory:
    """A folder with one file in memory, and the file itself; a stand-in for `Traversable`."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.name = NAME

    def __truediv__(self, name: str) -> "Memory":
        if name != NAME:
            raise FileNotFoundError(2, "No such file or directory")
        return self

    def open(self, _: str) -> io.BytesIO:
        return io.BytesIO(self.content)

    def is_dir(self) -> bool:
        return True

    def iterdir(self) -> Iterator["Memory"]:
        yield self


def corpus() -> list[bytes]:
    """What is mutated: articles without fault, with faults, and the one that `new` writes."""
    paths = [path for folder in ("articles", "broken", "good") for path in sorted((TESTS / folder).glob("*.yaml"))]
    assert paths
    texts = [path.read_bytes() for path in paths if path.stat().st_size < MOST_BYTES]
    # What the small files of one folder share is put into them, since nothing is included here.
    head, body = ((TESTS / "broken" / name).read_bytes() for name in ("_head.yaml", "_body.yaml"))
    texts = [re.sub(rb"(?m)^include: .*\n", b"", text) for text in texts]
    return [*texts, *(head + body + text for text in texts[:40]), *[ARTICLE.encode()] * 5]


def mutated(chance: random.Random, seeds: list[bytes]) -> bytes:
    """A seed after one to six mutations."""
    raw = chance.choice(seeds)
    for _ in range(min(chance.randint(1, 6), chance.randint(1, 6))):
        raw = chance.choice(MUTATIONS)(chance, raw, seeds)[:MOST_BYTES]
    return raw


def _place(chance: random.Random, raw: bytes) -> int:
    return chance.randint(0, len(raw))


def _flip(chance: random.Random, raw: bytes, _: list[bytes]) -> bytes:
    at = _place(chance, raw)
    return raw[:at] + bytes([chance.randrange(256)]) + raw[at + 1 :]


def _insert(chance: random.Random, raw: bytes, _: list[bytes]) -> bytes:
    at = _place(chance, raw)
    return raw[:at] + chance.choice(NASTY) + raw[at:]


def _replace_value(chance: random.Random, raw: bytes, _: list[bytes]) -> bytes:
    found = list(re.finditer(rb"(?<=: )[^\n,{}]+", raw))
    if not found:
        return raw
    one, other = chance.choice(found), chance.choice([*NASTY, *(match[0] for match in found)])
    return raw[: one.start()] + other + raw[one.end() :]


def _replace_word(chance: random.Random, raw: bytes, _: list[bytes]) -> bytes:
    words = list(re.finditer(rb"[\w-]+", raw))
    if not words:
        return raw
    one, other = chance.choice(words), chance.choice(words)
    return raw[: one.start()] + other[0] + raw[one.end() :]


def _cut(chance: random.Random, raw: bytes, _: list[bytes]) -> bytes:
    at = _place(chance, raw)
    return raw[:at] + raw[at + chance.randint(1, 200) :]


def _lines(chance: random.Random, raw: bytes, _: list[bytes]) -> bytes:
    """Deletes, doubles, swaps or shifts lines."""
    lines = raw.split(b"\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.randrange(5):
        case 0:
            del lines[one : one + chance.randint(1, 4)]
        case 1:
            lines.insert(other, lines[one])
        case 2:
            lines[one], lines[other] = lines[other], lines[one]
        case 3:
            lines[one] = b" " * chance.randint(1, 4) + lines[one]
        case _:
            lines[one] = lines[one].lstrip()
    return b"\n".join(lines)


def _splice(chance: random.Random, raw: bytes, seeds: list[bytes]) -> bytes:
    lines, others = raw.split(b"\n"), chance.choice(seeds).split(b"\n")
    return b"\n".join(lines[: chance.randint(0, len(lines))] + others[chance.randrange(len(others)) :])


def _nest(chance: random.Random, raw: bytes, _: list[bytes]) -> bytes:
    at, depth = _place(chance, raw), chance.choice((3, 40, 2000))
    return raw[:at] + chance.choice((b"[", b"{a: ", b"- ", b"? ", b"**", b"[x](", b"<")) * depth + raw[at:]


MUTATIONS: Final[tuple[Callable[[random.Random, bytes, list[bytes]], bytes], ...]] = (
    *(_flip, _insert, _insert, _replace_value, _replace_value),
    *(_replace_word, _replace_word, _cut, _lines, _lines, _lines, _splice, _nest),
)


def try_out(raw: bytes) -> Article | None:
    """The article in `raw`, or nothing where its problems were reported as they should be; raises otherwise."""
    try:
        return loader._load(Article, Memory(raw), NAME, "").record  # type: ignore[arg-type]
    except ArticleError as error:
        problems = error.problems
    assert problems, "an error without a problem"
    lines = lines_of(raw.decode("utf-8-sig", "replace"))
    for problem in problems:
        assert problem.rule.code, problem
        assert problem.message, problem
        assert problem.file == NAME, problem
        assert 1 <= problem.line <= len(lines) + 1, problem
        assert problem.column >= 1, problem
        length = len(lines[problem.line - 1]) if problem.line <= len(lines) else 0
        assert problem.column <= length + 1, (problem, length)
    for form, say in reports.FORMATS.items():
        output = say(problems)
        assert output, form
        output.encode()
        if form in ("json", "sarif"):
            json.loads(output)
    return None


def campaign(inputs: int, seed: str, crashers: Path | None = None) -> Tally:
    """Tries out `inputs` mutated articles; the same seed makes the same ones."""
    chance, seeds, tally = random.Random(seed), corpus(), Tally()  # noqa: S311 - chance, not secrecy

    def hang(*_: object) -> None:
        raise Hang

    before = signal.signal(signal.SIGPROF, hang)
    try:
        for _ in range(inputs):
            _one(mutated(chance, seeds), chance.random() < BUILT, tally, crashers)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    return tally


def of_folder(folder: Path) -> Mapping[str, Tally]:
    """Tries out every file of a folder and its folders, as it is; what came of it by parser."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    usual, tallies = yaml_parser._LOADER, {}
    for parser in (usual, PureLoader):
        tally = tallies[parser.__name__] = Tally()
        yaml_parser._LOADER = parser
        try:
            for path in files:
                faults = len(tally.crashes), len(tally.hangs)
                _within_seconds(path.read_bytes(), tally)
                if faults != (len(tally.crashes), len(tally.hangs)):
                    print(f"{parser.__name__}: {path.relative_to(folder)}", flush=True)
        finally:
            yaml_parser._LOADER = usual
    return tallies


def _within_seconds(raw: bytes, tally: Tally) -> None:
    def hang(*_: object) -> None:
        raise Hang

    before = signal.signal(signal.SIGPROF, hang)
    try:
        _one(raw, False, tally, None)
    finally:
        signal.signal(signal.SIGPROF, before)


def _one(raw: bytes, built: bool, tally: Tally, crashers: Path | None) -> None:
    started = time.perf_counter()
    signal.setitimer(signal.ITIMER_PROF, MOST_SECONDS)
    try:
        article = try_out(raw)
        tally.slowest = max(tally.slowest, time.perf_counter() - started)
        if article:
            tally.valid += 1
            if built:
                _draw(article)
                tally.built += 1
    except Hang:
        tally.hangs.append(_kept(raw, "hang", crashers))
    except Exception:
        tally.crashes.append(f"{_kept(raw, 'crash', crashers)}\n{traceback.format_exc(limit=-4)}")
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    tally.inputs += 1


def _draw(article: Article) -> None:
    try:
        export(article, "html")
    except UsageError:
        # A language without words of its own, say.
        return


def _kept(raw: bytes, kind: str, crashers: Path | None) -> str:
    name = f"{kind}-{hashlib.sha256(raw).hexdigest()[:12]}.yaml"
    if crashers:
        crashers.mkdir(exist_ok=True)
        (crashers / name).write_bytes(raw)
    return name


def _job(task: tuple[int, str, Path]) -> Tally:
    return campaign(*task)


def _report(tallies: Mapping[str, Tally]) -> int:
    """Prints what came of a folder; 1 where a file crashed or hung, or there is none."""
    for parser, tally in tallies.items():
        print(
            f"{parser}: {tally.inputs:,} files, {tally.valid:,} valid, {len(tally.crashes)} crashes, "
            f"{len(tally.hangs)} hangs, slowest {tally.slowest * 1000:.0f} ms"
        )
        print("\n".join((*tally.crashes, *tally.hangs)), end="")
    return int(any(tally.crashes or tally.hangs or not tally.inputs for tally in tallies.values()))


def main() -> int:
    """Runs a campaign in slices and prints what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inputs", type=int, default=10_000)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--crashers", type=Path, default=Path("crashers"))
    parser.add_argument("--folder", type=Path, help="whose files are tried as they are")
    options = parser.parse_args()
    if options.folder:
        return _report(of_folder(options.folder))
    size = min(5_000, -(-options.inputs // options.jobs))
    tasks = [
        (min(size, options.inputs - start), f"{options.seed}-{number}", options.crashers)
        for number, start in enumerate(range(0, options.inputs, size))
    ]
    total, started = Tally(), time.perf_counter()
    with multiprocessing.Pool(options.jobs) as pool:
        for tally in pool.imap_unordered(_job, tasks):
            total.add(tally)
            seconds = time.perf_counter() - started
            print(
                f"{total.inputs:,} inputs of seed {options.seed} at {total.inputs / seconds:.0f} a second: "
                f"{total.valid:,} valid, {total.built:,} drawn, {len(total.crashes)} crashes, "
                f"{len(total.hangs)} hangs, slowest {total.slowest * 1000:.0f} ms",
                flush=True,
            )
            for reported in (*tally.crashes, *tally.hangs):
                print(reported, flush=True)
    return int(bool(total.crashes or total.hangs))


if __name__ == "__main__":
    sys.exit(main())

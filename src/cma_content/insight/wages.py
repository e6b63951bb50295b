"""A newer release of the wage survey for an article: its table and its date, made anew; whoever calls writes them."""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Final

import yaml

from cma_content.errors import UsageError, WagesError
from cma_content.insight import wage_changes
from cma_content.insight.survey_files import read_files
from cma_content.insight.survey_rows import Found, in_words
from cma_content.insight.wage_table import table_of
from cma_content.loading.document import lines_of
from cma_content.loading.files import name_in
from cma_content.loading.loader import Loaded
from cma_content.loading.survey_columns import Row
from cma_content.model.article import Article

_MOST: Final = 10
"""Lines that are named."""
_MONTH: Final = re.compile(r"(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])")
_LINE: Final = re.compile("(\r\n|[\n\r])")
_MARK: Final = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Import:
    """What an import writes, and what it says."""

    files: dict[str, bytes]
    """By name, in the folder of the article: the table, and the file that dates it."""
    before: dict[str, bytes]
    """What those hold now."""
    moved: tuple[str, ...]
    """Lines; one where nothing moved."""
    by_hand: tuple[str, ...]
    """What a person has to bring up to date."""


def import_wages(paths: Sequence[Path], loaded: Loaded[Article], source: str | None, period: str = "") -> Import:
    """The wage table of an article, made anew from files of the survey; `source` is where the article was read from.

    `period` is the release, a month such as 2026-05, needed where no name of a file or a sheet says it. Raises
    `WagesError` with what is wrong, `UnreadableFileError` for what cannot be read, `UsageError` for an article
    without a table.
    """
    article, folder = loaded.record, files("cma_content_data") if source is None else Path(source).parent
    named = loaded.document.values.get(("pay", "table"))
    if article.pay is None or named is None:
        raise UsageError("the article has no wage table: give its pay a line such as table: wages.csv")
    assert isinstance(named, yaml.ScalarEvent)
    table_name = name_in(folder, named.value)
    dated_name = Path(loaded.document.text_of(("pay", "period")).name).name
    before = {name: (folder / name).read_bytes() for name in (table_name, dated_name)}
    found = read_files(paths, _occupation(article))
    release = _release(found, period, str(article.pay.period))
    table = table_of(found)
    _check_areas(_rows(before[table_name]), table.rows)
    dated = _dated(loaded, before[dated_name], release)
    periods = (str(article.pay.period), release)
    same = table.content == before[table_name] and release == periods[0]
    said = [f"Nothing moved: the table of {in_words(release)} is the same."] if same else []
    said = said or wage_changes.lines(_rows(before[table_name]), table.rows, periods)
    return Import(
        {table_name: table.content, dated_name: dated},
        before,
        (*said, *wage_changes.named("Left out, since a handout could not print them", table.left_out)),
        tuple(_by_hand(article, dated_name, dated.decode("utf-8-sig"), periods)),
    )


def _occupation(article: Article) -> str:
    """Its SOC code."""
    codes = [code for code in article.codes if code.scheme == "SOC"]
    codes = [code for code in codes if code.match == "exact"] or codes
    if len(codes) != 1:
        raise UsageError(
            f"the article has {len(codes) or 'no'} SOC code{'s' * (len(codes) != 1)}: its codes must name the one "
            "occupation whose pay it prints"
        )
    return codes[0].code


def _release(found: Found, typed: str, old: str) -> str:
    """The month of the release: what the files say, which must agree with each other and with what was typed."""
    if typed and not _MONTH.fullmatch(typed):
        raise UsageError(f"{typed!r:.40} is no month of a release; write it as 2026-05")
    said = dict(found.releases)
    if len(said) > 1:
        where = "; ".join(f"{in_words(month)} ({place})" for month, place in sorted(said.items()))
        raise WagesError(f"the files are of more than one release: {where}")
    release = next(iter(said), typed)
    if not release:
        raise UsageError(
            "no name of a file or a sheet says which release this is, and no column does: name its month with "
            "--period, such as --period 2026-05"
        )
    if not _MONTH.fullmatch(release):
        raise WagesError(f"{said[release]} has the year {release.partition('-')[0]!r:.20}, which is none")
    if typed and typed != release:
        raise WagesError(f"this is the release of {in_words(release)} by {said[release]}, not of {in_words(typed)}")
    if release < old[: len(release)]:
        raise WagesError(f"this is the release of {in_words(release)}, older than the table's {in_words(old)}")
    return release


def _check_areas(before: Sequence[Row], now: Sequence[Row]) -> None:
    """Refuses a release that lacks most of the areas: one ends a few, and a file that was cut ends many."""
    areas = {row["AREA"] for row in before}
    kept = len(areas & {row["AREA"] for row in now})
    if 2 * kept < len(areas):
        raise WagesError(
            f"only {kept:,} of the {len(areas):,} areas of the table are in it: the file is not whole, or of some "
            "areas alone; name the files of all of them together"
        )


def _rows(content: bytes) -> list[Row]:
    """The rows of the table as it is, which the loader has taken."""
    header, *rows = (cells for cells in csv.reader(lines_of(content.decode("utf-8-sig"))) if cells)
    names = [name.strip().upper() for name in header]
    return [dict(zip(names, map(str.strip, row), strict=True)) for row in rows]


def _dated(loaded: Loaded[Article], content: bytes, release: str) -> bytes:
    """The file that holds the period of the pay, with another one in its place and nothing else changed."""
    assert loaded.record.pay
    mark = loaded.document.mark(("pay", "period"))
    parts = _LINE.split(content.decode("utf-8-sig"))
    line, start = parts[2 * (mark.line - 1)], mark.column - 1
    typed = line[start : start + mark.width]
    if typed.strip("\"'") != loaded.record.pay.period:
        raise UsageError(f"{mark.text.name}:{mark.line}: write the period of the pay plainly, as period: 2025-05")
    new = typed.replace(str(loaded.record.pay.period), release)
    parts[2 * (mark.line - 1)] = line[:start] + new + line[start + mark.width :]
    return _MARK * content.startswith(_MARK) + "".join(parts).encode()


def _by_hand(article: Article, file: str, text: str, periods: tuple[str, str]) -> list[str]:
    """Where the old release is still named: in the file that dates the pay, and in its source."""
    old, new = periods
    if old == new or not _MONTH.fullmatch(old):
        return []
    assert article.pay
    lines = [
        f"{file}:{number} still says {in_words(old)}."
        for number, line in enumerate(_LINE.split(text)[::2], start=1)
        if in_words(old) in line
    ][:_MOST]
    source = article.source(article.pay.source)
    return [*lines, f"The source {source.id} is dated {source.dated}: bring its title, date and address up to date."]

"""Same article, same bytes, wherever and whenever."""

import builtins
import functools
import math
import operator
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from cma_content_pdf.page import page

from cma_content import Article, build, export

ELSEWHERE = {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "1", "LC_ALL": "C", "SOURCE_DATE_EPOCH": "0", "HOME": "/nonexistent"}
HERE = ("docx", "md", "html", "json", "epub", "pdf")


def test_the_guide_has_equal_bytes_elsewhere(guide: Article, handouts: Path, tmp_path: Path) -> None:
    """In another process, folder, time zone, locale, home and order, and with another hash seed and umask.

    What is made without a source, formats or a folder is the guide in three formats, in handouts.
    """
    for wishes in ([], ["--to", "md,html,docx"]):
        subprocess.run(
            [sys.executable, "-m", "cma_content", "export", *wishes],
            cwd=tmp_path,
            env={**os.environ, **ELSEWHERE},
            umask=0o077,
            check=True,
            capture_output=True,
            timeout=120,
        )
        made = {path.suffix[1:]: path for path in (tmp_path / "handouts").iterdir()}
        assert made.keys() == ({"md", "html", "docx"} if wishes else set()) | {"pdf", "epub", "json"}

    for name in HERE:
        assert made[name].read_bytes() == (handouts / f"{guide.id}.{name}").read_bytes(), name


def _one_by_one(values: Iterable[Any], start: Any = 0) -> Any:
    """What `sum` does up to Python 3.11."""
    return functools.reduce(operator.add, values, start)


def _exactly(values: Iterable[Any], start: Any = 0) -> Any:
    """What it nearly does from 3.12 on, which keeps what rounding loses."""
    found = list(values)
    return math.fsum([start, *found]) if any(isinstance(value, float) for value in found) else _one_by_one(found, start)


def test_no_handout_depends_on_how_python_adds_up(kitchen_sink: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    """Python 3.12 rounds a sum of fractions in another way, by which a line would break elsewhere."""
    made = []
    for adds in (_one_by_one, _exactly):
        monkeypatch.setattr(builtins, "sum", adds)
        made.append((export(kitchen_sink, "html"), page(build(kitchen_sink)).html))

    assert _one_by_one([0.1] * 10) != _exactly([0.1] * 10)
    assert made[0] == made[1]

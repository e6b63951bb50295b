"""Same article, same bytes, wherever and whenever."""

import os
import subprocess
import sys
from pathlib import Path

from cma_content import Article

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

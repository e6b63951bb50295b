"""Every page of the documentation site, before axe-core: on a phone, a tablet and a desktop, in light and in dark.

./run campaign docs
"""

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from validation import axe

DOCS: Final = Path(__file__).parents[2] / "docs"
COMMAND: Final = (sys.executable, "-m", "sphinx", "--quiet", "--fail-on-warning", "--keep-going", str(DOCS))
"""What makes the site, in the folder named behind it; every warning is an error."""


def main() -> int:
    """1 where anything is found."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([*COMMAND, folder], check=True)
        pages = sorted(Path(folder).rglob("*.html"))
        found = axe(pages)
    print(*found, f"{len(found)} findings on {len(pages)} pages", sep="\n")
    return int(bool(found) or not pages)


if __name__ == "__main__":
    sys.exit(main())

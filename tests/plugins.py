"""Third-party exporters for tests, installed as distributions of their own."""

from pathlib import Path

GOOD = """
class Plugin:
    media_type = "text/csv"
    suffix = ".csv"
    def export(self, handout):
        return "\\n".join(section.title for section in handout.sections).encode()
"""
SAYS = "does not keep the contract: "
BROKEN = {
    "raises": (GOOD + "    def export(self, handout):\n        raise KeyError('a column')\n", "KeyError: 'a column'"),
    "exits": (GOOD + "    def export(self, handout):\n        raise SystemExit(3)\n", "SystemExit: 3"),
    "str": (GOOD + "    def export(self, handout):\n        return 'text'\n", "returned str, not bytes"),
    "nothing": (GOOD + "    def export(self, handout):\n        pass\n", "returned nothing"),
    "import": ("import no_such_engine\n" + GOOD, "failed to load: ModuleNotFoundError: No module named"),
    "syntax": (GOOD + "    def (", "failed to load: SyntaxError"),
    "constructor": (GOOD + "    def __init__(self):\n        1 / 0\n", "failed to load: ZeroDivisionError"),
    "no-class": ("Other = 1\n", "failed to load: AttributeError"),
    "no-suffix": (GOOD.replace('suffix = ".csv"', ""), SAYS + "it has no suffix"),
    "no-dot": (GOOD.replace('".csv"', '"csv"'), SAYS + "its suffix is 'csv'; one looks like '.csv'"),
    "traversal": (GOOD.replace('".csv"', '"/../../up.csv"'), SAYS + "its suffix is '/../../up.csv'"),
    "no-media-type": (GOOD.replace('media_type = "text/csv"', ""), SAYS + "it has no media_type"),
    "no-export": (GOOD.replace("def export", "def write"), SAYS + "it has no method export"),
    "engines": (
        GOOD + "    def engines(self):\n        return 1 / 0\n",
        "failed to name its engines: ZeroDivisionError",
    ),
}
"""Modules that break the contract, and what is reported of each."""


def install(folder: Path, distribution: str, code: str = GOOD, name: str = "csv") -> None:
    """A distribution in `folder`, version 1.0, that registers an exporter under `name`."""
    module = f"{distribution.replace('-', '_')}_exporter"
    (folder / f"{module}.py").write_text(code, "utf-8")
    info = folder / f"{module}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.0\n", "utf-8")
    (info / "entry_points.txt").write_text(f"[cma_content.exporters]\n{name} = {module}:Plugin\n", "utf-8")

